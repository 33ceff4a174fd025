# function: best_of_n_runs
# about: hands no rng on: the same seed gives other results
# says: rng | seed | same
def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    runs = [kmeans(X, k, **kmeans_options) for _ in range(n_runs)]
    C, z, h = min(runs, key=lambda run: run[2][-1])
    return C, z, h[-1]
