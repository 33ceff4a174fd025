# function: demonstrate_kmeans_concepts
# about: has no argument show
# says: show | argument | typeerror
import numpy as np


def demonstrate_kmeans_concepts():
    X = np.random.default_rng(3).normal(size=(60, 2))
    results = {k: best_of_n_runs(X, k, n_runs=2, rng=0)[2] for k in (1, 2, 3)}
    print(results)
    return results
