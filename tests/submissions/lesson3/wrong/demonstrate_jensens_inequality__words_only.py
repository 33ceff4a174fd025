# function: demonstrate_jensens_inequality
# about: a sentence in a dictionary, nothing run
# says: measur | number | text
def demonstrate_jensens_inequality(show=True):
    out = {"idea": "the bound touches the log-likelihood where Q is the posterior"}
    if show:
        print(out)
    return out
