# function: demonstrate_elbo_decomposition
# about: a sentence in a dictionary, nothing run
# says: measur | number | text
def demonstrate_elbo_decomposition(show=True):
    out = {"idea": "the bound touches the log-likelihood where Q is the posterior"}
    if show:
        print(out)
    return out
