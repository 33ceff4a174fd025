# function: best_of_n_runs
# about: the least distortion, but the centroids and labels of the last run
# says: another run | same run | returned
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    best = np.inf
    for _ in range(n_runs):
        C, z, h = kmeans(X, k, rng=rng, **kmeans_options)
        best = min(best, h[-1])
    return C, z, best
