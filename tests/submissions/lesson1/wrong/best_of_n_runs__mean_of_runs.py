# function: best_of_n_runs
# about: the mean of the distortions beside the best run
# says: mean | average | returned
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    runs = [kmeans(X, k, rng=rng, **kmeans_options) for _ in range(n_runs)]
    C, z, _ = min(runs, key=lambda run: run[2][-1])
    return C, z, float(np.mean([run[2][-1] for run in runs]))
