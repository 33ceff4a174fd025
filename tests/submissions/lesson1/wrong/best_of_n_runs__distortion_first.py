# function: best_of_n_runs
# about: returns distortion, centroids, labels
# says: order | first | shape
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    runs = [kmeans(X, k, rng=rng, **kmeans_options) for _ in range(n_runs)]
    C, z, h = min(runs, key=lambda run: run[2][-1])
    return h[-1], C, z
