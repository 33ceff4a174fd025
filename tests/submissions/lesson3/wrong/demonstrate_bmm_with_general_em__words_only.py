# function: demonstrate_bmm_with_general_em
# about: a sentence in a dictionary, nothing run
# says: measur | number | text
def demonstrate_bmm_with_general_em(show=True):
    out = {"idea": "the bound touches the log-likelihood where Q is the posterior"}
    if show:
        print(out)
    return out
