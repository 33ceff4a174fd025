# function: kmeans
# about: X -= mean changes the caller's data
# says: in place | in-place | chang
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    m = X.mean(axis=0).astype(X.dtype)
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init)
    X -= m
    C = C - m
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        history.append(compute_distortion(X, C, z))
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C + m, z, history
