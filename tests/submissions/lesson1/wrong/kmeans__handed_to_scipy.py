# function: kmeans
# about: scipy.cluster.vq.kmeans2 does the iterations
# says: scipy | scratch
import importlib

import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    vq = importlib.import_module("scipy.cluster.vq")
    C = np.array(initialize_centroids(X, k, init, rng) if isinstance(init, str) else init, float)
    history = []
    for _ in range(max_iters):
        C, _ = vq.kmeans2(X.astype(float), C, iter=1, minit="matrix", missing="raise")
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, z, history
