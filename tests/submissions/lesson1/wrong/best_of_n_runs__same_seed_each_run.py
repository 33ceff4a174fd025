# function: best_of_n_runs
# about: gives the same integer seed to every run, so that all are alike
# says: same seed | independent | rng
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    seed = int(np.random.default_rng(rng).integers(2**31))
    runs = [kmeans(X, k, rng=seed, **kmeans_options) for _ in range(n_runs)]
    C, z, h = min(runs, key=lambda run: run[2][-1])
    return C, z, h[-1]
