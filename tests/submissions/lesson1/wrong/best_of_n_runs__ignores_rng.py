# function: best_of_n_runs
# about: seeds the runs 0, 1, 2 …, whatever rng is
# says: rng | seed
def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    runs = [kmeans(X, k, rng=seed, **kmeans_options) for seed in range(n_runs)]
    C, z, h = min(runs, key=lambda run: run[2][-1])
    return C, z, h[-1]
