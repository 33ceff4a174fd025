# function: best_of_n_runs
# about: one generator made from rng serves all the runs
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    best = None
    for _ in range(n_runs):
        centroids, labels, history = kmeans(X, k, rng=rng, **kmeans_options)
        if best is None or history[-1] < best[2]:
            best = (centroids, labels, history[-1])
    return best
