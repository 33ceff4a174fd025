# function: kmeans
# about: moves each centroid point by point (MacQueen's on-line form), one entry a pass
# says: mean | batch | fixed point
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = np.array(initialize_centroids(X, k, init, rng) if isinstance(init, str) else init, float)
    history = []
    best = (np.inf, None, None)
    for _ in range(max_iters):
        count = np.zeros(k)
        for x in X:
            j = int(((C - x) ** 2).sum(axis=1).argmin())
            count[j] += 1
            C[j] += (x - C[j]) / (count[j] + 1)
        z = assign_clusters(X, C)
        J = compute_distortion(X, C, z)
        if J >= best[0]:
            break
        best = (J, C.copy(), z)
        history.append(J)
    return best[1], best[2], history
