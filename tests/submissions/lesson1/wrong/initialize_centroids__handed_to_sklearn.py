# function: initialize_centroids
# about: lets scikit-learn's kmeans_plusplus do the work
# says: sklearn | scikit | scratch
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    from sklearn.cluster import kmeans_plusplus

    rng = np.random.default_rng(rng)
    if method == "random":
        return X[rng.choice(len(X), k, replace=False)]
    if method == "kmeans++":
        seed = int(rng.integers(2**31))
        return kmeans_plusplus(X, k, random_state=seed, n_local_trials=1)[0]
    raise ValueError("method")
