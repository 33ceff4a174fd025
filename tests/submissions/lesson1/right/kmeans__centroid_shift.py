# function: kmeans
# about: stops when no centroid moved farther than tol
import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    if isinstance(init, np.ndarray):
        mu = init.astype(float)
    else:
        mu = initialize_centroids(X, k, init, rng).astype(float)
    z = assign_clusters(X, mu)
    J = []
    for t in range(max_iters):
        old = mu
        mu = update_centroids(X, z, k)
        z = assign_clusters(X, mu)
        J.append(float(compute_distortion(X, mu, z)))
        shift = np.sqrt(((mu - old) ** 2).sum(axis=1)).max()
        if verbose:
            print(t, J[-1], shift)
        if shift <= tol:
            break
    return mu, z, J
