# function: best_of_n_runs
# about: draws an integer seed for each run from rng
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    seeds = np.random.default_rng(rng).integers(0, 2**31, size=n_runs)
    best_distortion = np.inf
    for seed in seeds:
        c, l, h = kmeans(X, k, rng=int(seed), **kmeans_options)
        if h[-1] < best_distortion:
            best_centroids, best_labels, best_distortion = c, l, h[-1]
    return best_centroids, best_labels, best_distortion
