# function: best_of_n_runs
# about: n_runs is not used
# says: n_runs | one run | best
def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    C, z, h = kmeans(X, k, rng=rng, **kmeans_options)
    return C, z, h[-1]
