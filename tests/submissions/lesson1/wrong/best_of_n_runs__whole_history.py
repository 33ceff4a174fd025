# function: best_of_n_runs
# about: returns the history as the third value
# says: history | list | number
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    return min(
        (kmeans(X, k, rng=rng, **kmeans_options) for _ in range(n_runs)), key=lambda run: run[2][-1]
    )
