# function: demonstrate_elbo_decomposition
# about: an empty dictionary
# says: empty | measur | nothing
def demonstrate_elbo_decomposition(show=True):
    if show:
        print("done")
    return {}
