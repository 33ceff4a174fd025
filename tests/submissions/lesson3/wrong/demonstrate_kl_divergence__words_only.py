# function: demonstrate_kl_divergence
# about: a sentence in a dictionary, nothing run
# says: measur | number | text
def demonstrate_kl_divergence(show=True):
    out = {"idea": "the bound touches the log-likelihood where Q is the posterior"}
    if show:
        print(out)
    return out
