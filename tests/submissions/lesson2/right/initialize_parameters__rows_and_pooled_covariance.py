# function: initialize_parameters
# about: random rows and the covariance of all the data; k-means of its own
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
    spread = (X - X.mean(0)).T @ (X - X.mean(0)) / n
    floor = max(1e-6 * np.trace(spread) / d, 1e-6)
    Sigma = np.array([spread + floor * np.eye(d) for _ in range(k)])
    if method == "random":
        return np.full(k, 1 / k), X[rng.choice(n, k, replace=False)].astype(float), Sigma
    if method != "kmeans":
        raise ValueError(f"unknown method {method!r}")
    mu, labels = my_lloyd(X, k, rng)
    phi = np.maximum(np.bincount(labels, minlength=k), 1)
    for j in range(k):
        D = X[labels == j] - mu[j]
        if len(D) > d:
            Sigma[j] = D.T @ D / len(D) + floor * np.eye(d)
    return phi / phi.sum(), mu, Sigma
