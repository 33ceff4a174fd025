# function: best_of_n_runs
# about: takes the run that converged in the fewest iterations
# says: iterations | length | least distortion
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    rng = np.random.default_rng(rng)
    runs = [kmeans(X, k, rng=rng, **kmeans_options) for _ in range(n_runs)]
    C, z, h = min(runs, key=lambda run: len(run[2]))
    return C, z, h[-1]
