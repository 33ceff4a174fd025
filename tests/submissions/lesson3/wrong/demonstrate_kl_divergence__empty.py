# function: demonstrate_kl_divergence
# about: an empty dictionary
# says: empty | measur | nothing
def demonstrate_kl_divergence(show=True):
    if show:
        print("done")
    return {}
