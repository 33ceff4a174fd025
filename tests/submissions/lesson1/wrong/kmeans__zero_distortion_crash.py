# function: kmeans
# about: divides by the previous distortion with Python floats: ZeroDivisionError at k = n
# says: zero | divi
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = assign_clusters(X, C)
    history = []
    for _ in range(max_iters):
        C = update_centroids(X, z, k)
        z = assign_clusters(X, C)
        history.append(float(compute_distortion(X, C, z)))
        if len(history) > 1 and (history[-2] - history[-1]) / history[-2] <= tol:
            break
    return C, z, history
