# function: demonstrate_kmeans_concepts
# about: constants in place of measurements: none of the functions is called
# says: measur | constant | memor
def demonstrate_kmeans_concepts(show=True):
    results = {"random": 412.7, "kmeans++": 207.4, "silhouette": 0.85, "elbow": [980.0, 510.0, 207.4]}
    if show:
        print(results)
    return results
