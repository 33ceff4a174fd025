# function: best_of_n_runs
# about: KMeans with n_init does the runs
# says: sklearn | scikit | scratch
import numpy as np


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    from sklearn import cluster

    seed = int(np.random.default_rng(rng).integers(2**31))
    model = cluster.KMeans(n_clusters=k, n_init=n_runs, random_state=seed).fit(X)
    z = assign_clusters(X, model.cluster_centers_)
    return model.cluster_centers_, z, compute_distortion(X, model.cluster_centers_, z)
