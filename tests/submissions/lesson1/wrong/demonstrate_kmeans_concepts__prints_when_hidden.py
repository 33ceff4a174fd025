# function: demonstrate_kmeans_concepts
# about: prints whatever show says
# says: show | print
import numpy as np


def demonstrate_kmeans_concepts(show=True):
    X = np.random.default_rng(2).normal(size=(60, 2))
    results = {}
    for k in (1, 2, 3):
        results[k] = float(best_of_n_runs(X, k, n_runs=2, rng=0)[2])
        print("k =", k, "distortion", results[k])
    return results
