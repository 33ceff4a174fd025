# function: best_of_n_runs
# about: keeps every run, sorts by the distortion computed anew
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    gen = np.random.default_rng(rng)
    results = []
    for run in range(n_runs):
        C, z, _ = kmeans(X, k, rng=gen, **kmeans_options)
        results.append((compute_distortion(X, C, z), run, C, z))
    results.sort(key=lambda r: r[:2])
    J, _, C, z = results[0]
    return C, z, J
