# function: best_of_n_runs
# about: a spawned child generator for each run
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    children = np.random.default_rng(rng).spawn(n_runs)
    runs = [kmeans(X, k, rng=child, **kmeans_options) for child in children]
    centroids, labels, history = min(runs, key=lambda run: run[2][-1])
    return centroids, labels, float(history[-1])
