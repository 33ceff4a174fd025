# function: initialize_parameters
# about: anything but random is taken for kmeans
# says: valueerror | method | unknown
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
    else:
        mu, labels = my_lloyd(X, k, rng)
        phi = (np.bincount(labels, minlength=k) + 1) / (n + k)
    spread = (X - X.mean(axis=0)).T @ (X - X.mean(axis=0)) / n
    Sigma = np.array([spread + 1e-6 * np.eye(d)] * k)
    return phi, mu, Sigma
