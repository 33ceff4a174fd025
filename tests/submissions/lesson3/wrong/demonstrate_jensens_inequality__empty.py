# function: demonstrate_jensens_inequality
# about: an empty dictionary
# says: empty | measur | nothing
def demonstrate_jensens_inequality(show=True):
    if show:
        print("done")
    return {}
