# function: initialize_parameters
# about: scikit-learn's k-means
# says: sklearn | scikit | scratch
import numpy as np


def my_lloyd(X, k, rng):
    centres = X[rng.choice(len(X), k, replace=False)].astype(float)
    for _ in range(30):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for j in range(k):
            if (labels == j).any():
                centres[j] = X[labels == j].mean(axis=0)
    return centres, labels


def initialize_parameters(X, k, method="random", rng=None):
    rng = np.random.default_rng(rng)
    n, d = X.shape
    if method == "random":
        mu = X[rng.choice(n, k, replace=False)].astype(float)
        phi = np.full(k, 1 / k)
    elif method == "kmeans":
        from sklearn.cluster import KMeans

        model = KMeans(k, n_init=1, random_state=int(rng.integers(2**31))).fit(X)
        mu, labels = model.cluster_centers_, model.labels_
        phi = (np.bincount(labels, minlength=k) + 1) / (n + k)
    else:
        raise ValueError(f"unknown method {method!r}")
    spread = (X - X.mean(axis=0)).T @ (X - X.mean(axis=0)) / n
    Sigma = np.array([spread + 1e-6 * np.eye(d)] * k)
    return phi, mu, Sigma
