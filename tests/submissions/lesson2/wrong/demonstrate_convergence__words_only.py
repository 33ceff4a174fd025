# function: demonstrate_convergence
# about: sentences, nothing run
# says: measur | number | text
def demonstrate_convergence(show=True):
    ideas = {"monotone": "it never falls", "starts": "a bad start may end badly"}
    if show:
        print(ideas)
    return ideas
