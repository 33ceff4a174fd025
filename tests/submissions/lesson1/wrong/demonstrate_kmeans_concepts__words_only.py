# function: demonstrate_kmeans_concepts
# about: sentences in a dictionary, nothing run
# says: measur | number | text
def demonstrate_kmeans_concepts(show=True):
    ideas = {
        "objective": "the sum of squared distances",
        "steps": "assign, then update",
        "starts": "kmeans++ is better than random",
    }
    if show:
        for name, text in ideas.items():
            print(f"{name}: {text}")
    return ideas
