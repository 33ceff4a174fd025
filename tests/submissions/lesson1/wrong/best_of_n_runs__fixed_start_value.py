# function: best_of_n_runs
# about: the best so far starts at 1e9: data of a large scale never beats it
# says: inf | start | scale
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    best, keep = 1e9, (None, None)
    for _ in range(n_runs):
        C, z, h = kmeans(X, k, rng=rng, **kmeans_options)
        if h[-1] < best:
            best, keep = h[-1], (C, z)
    return keep[0], keep[1], best
