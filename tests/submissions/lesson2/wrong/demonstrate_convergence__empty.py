# function: demonstrate_convergence
# about: an empty dictionary
# says: empty | measur | nothing
def demonstrate_convergence(show=True):
    if show:
        print("EM never lowers the log-likelihood")
    return {}
