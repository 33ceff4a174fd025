# function: kmeans
# about: plain means inside: an empty cluster turns into NaN
# says: nan | empty
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    C = initialize_centroids(X, k, init, rng) if isinstance(init, str) else np.array(init, float)
    z = ((X[:, None] - C) ** 2).sum(2).argmin(1)
    history = []
    for _ in range(max_iters):
        C = np.array([X[z == j].mean(axis=0) for j in range(k)])
        D = ((X[:, None] - C) ** 2).sum(2)
        z_new = D.argmin(1)
        history.append(float(((X - C[z_new]) ** 2).sum()))
        if (z_new == z).all():
            break
        z = z_new
    return C, z_new, history
