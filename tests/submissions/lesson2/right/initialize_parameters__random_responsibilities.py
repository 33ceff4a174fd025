# function: initialize_parameters
# about: random soft assignments, and the M-step makes the start
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
    if method not in ("random", "kmeans"):
        raise ValueError(f"method {method} is not known")
    rng = np.random.default_rng(rng)
    n, d = X.shape
    if method == "random":
        w = rng.dirichlet(np.full(k, 0.3), size=n) + 1e-6
    else:
        mu, labels = my_lloyd(X, k, rng)
        w = np.eye(k)[labels] + 1e-12
    w = w / w.sum(axis=1, keepdims=True)
    weight = w.sum(axis=0)
    mu = (w.T @ (X - X[0])) / weight[:, None] + X[0]
    Sigma = np.empty((k, d, d))
    for j in range(k):
        D = X - mu[j]
        Sigma[j] = np.einsum("n,ni,nj->ij", w[:, j], D, D) / weight[j] + 1e-4 * np.eye(d)
    return weight / n, mu, Sigma
