# function: demonstrate_bmm_with_general_em
# about: an empty dictionary
# says: empty | measur | nothing
def demonstrate_bmm_with_general_em(show=True):
    if show:
        print("done")
    return {}
