# function: best_of_n_runs
# about: parallel lists and np.argmin
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    all_c, all_l, all_d = [], [], []
    for _ in range(n_runs):
        c, l, h = kmeans(X=X, k=k, rng=rng, **kmeans_options)
        all_c.append(c)
        all_l.append(l)
        all_d.append(h[-1])
    b = np.argmin(all_d)
    return all_c[b], all_l[b], all_d[b]
