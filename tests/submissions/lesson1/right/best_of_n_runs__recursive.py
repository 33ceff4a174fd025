# function: best_of_n_runs
# about: the better of one run and the best of the others, by recursion
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    c, l, h = kmeans(X, k, rng=rng, **kmeans_options)
    mine = (c, l, h[-1])
    if n_runs == 1:
        return mine
    others = best_of_n_runs(X, k, n_runs - 1, rng, **kmeans_options)
    return mine if mine[2] <= others[2] else others
