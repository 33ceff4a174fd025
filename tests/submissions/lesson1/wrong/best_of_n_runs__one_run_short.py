# function: best_of_n_runs
# about: range(1, n_runs): one run too few, none for n_runs = 1
# says: n_runs | one run | too few
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    best = (None, None, np.inf)
    for _ in range(1, n_runs):
        C, z, h = kmeans(X, k, rng=rng, **kmeans_options)
        if h[-1] < best[2]:
            best = (C, z, h[-1])
    return best
