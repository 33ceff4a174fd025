# function: best_of_n_runs
# about: compares the runs by the first entry of the history
# says: first entr | last entr | best
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    runs = [kmeans(X, k, rng=rng, **kmeans_options) for _ in range(n_runs)]
    C, z, h = min(runs, key=lambda run: run[2][0])
    return C, z, h[-1]
