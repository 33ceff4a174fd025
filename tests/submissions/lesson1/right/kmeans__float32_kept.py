# function: kmeans
# about: float32 data stays float32, in the centroids and in the history
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    dtype = X.dtype if X.dtype.kind == "f" else np.dtype(float)
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else init
    C = np.array(C, dtype=dtype)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = np.array(update_centroids(X, z, k), dtype=dtype)
        z = assign_clusters(X, C)
        history.append(dtype.type(compute_distortion(X, C, z)))
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return C, z, history
