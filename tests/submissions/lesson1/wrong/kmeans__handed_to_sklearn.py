# function: kmeans
# about: runs scikit-learn once an iteration to get a history that looks right
# says: sklearn | scikit | scratch
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    from sklearn.cluster import KMeans

    C = np.array(initialize_centroids(X, k, init, rng) if isinstance(init, str) else init, float)
    history = []
    for _ in range(max_iters):
        model = KMeans(k, init=C, n_init=1, max_iter=1, algorithm="lloyd").fit(X)
        C = model.cluster_centers_
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, z, history
