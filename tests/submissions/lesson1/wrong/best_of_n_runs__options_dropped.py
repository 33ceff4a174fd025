# function: best_of_n_runs
# about: forgets to hand the options on to kmeans
# says: option | max_iters | init
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    runs = [kmeans(X, k, rng=rng) for _ in range(n_runs)]
    C, z, h = min(runs, key=lambda run: run[2][-1])
    return C, z, h[-1]
