# function: demonstrate_kmeans_concepts
# about: a list of pairs instead of a dictionary
# says: dict | list
import numpy as np


def demonstrate_kmeans_concepts(show=True):
    X = np.random.default_rng(1).normal(size=(60, 2))
    results = [(k, best_of_n_runs(X, k, n_runs=2, rng=0)[2]) for k in (1, 2, 3)]
    if show:
        print(results)
    return results
