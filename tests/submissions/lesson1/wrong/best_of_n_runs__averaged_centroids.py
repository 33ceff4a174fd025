# function: best_of_n_runs
# about: averages the centroids of all the runs
# says: averag | mean of | best
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    C = np.mean([kmeans(X, k, rng=rng, **kmeans_options)[0] for _ in range(n_runs)], axis=0)
    z = assign_clusters(X, C)
    return C, z, compute_distortion(X, C, z)
