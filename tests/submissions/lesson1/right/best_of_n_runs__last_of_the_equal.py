# function: best_of_n_runs
# about: replaces the best by a later run that is equally good (<=)
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    if n_runs < 1:
        raise ValueError("at least one run is needed")
    stream = np.random.SeedSequence(np.random.default_rng(rng).integers(2**63))
    best = float("inf")
    for child in stream.spawn(n_runs):
        result = kmeans(X, k, rng=np.random.default_rng(child), **kmeans_options)
        if result[2][-1] <= best:
            best, keep = result[2][-1], result
    return keep[0], keep[1], best
