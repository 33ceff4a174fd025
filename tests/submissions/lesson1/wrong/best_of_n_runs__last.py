# function: best_of_n_runs
# about: returns the last run
# says: last run | best | least
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    best = np.inf
    for _ in range(n_runs):
        C, z, h = kmeans(X, k, rng=rng, **kmeans_options)
        if h[-1] < best:
            best = h[-1]
    return C, z, h[-1]
