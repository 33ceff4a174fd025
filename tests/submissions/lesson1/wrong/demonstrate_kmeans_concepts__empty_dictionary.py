# function: demonstrate_kmeans_concepts
# about: an empty dictionary
# says: empty | measur | nothing
def demonstrate_kmeans_concepts(show=True):
    results = {}
    if show:
        print("k-means minimizes the distortion")
    return results
