# function: best_of_n_runs
# about: rng + run as a seed: fails with a Generator
# says: generator | rng | typeerror
def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    best = None
    for run in range(n_runs):
        seed = None if rng is None else rng + run
        C, z, h = kmeans(X, k, rng=seed, **kmeans_options)
        if best is None or h[-1] < best[2]:
            best = (C, z, h[-1])
    return best
