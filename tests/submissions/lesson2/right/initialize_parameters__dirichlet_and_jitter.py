# function: initialize_parameters
# about: Dirichlet proportions, means about the data's mean, spherical covariances
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
    generator = np.random.default_rng(rng)
    d = X.shape[1]
    mean, scale = X.mean(axis=0), X.std(axis=0)
    variance = max(float((scale**2).mean()), 1e-9)
    if method == "random":
        phi = generator.dirichlet(np.full(k, 5.0))
        mu = mean + scale * generator.standard_normal((k, d))
    elif method == "kmeans":
        mu, labels = my_lloyd(X, k, generator)
        phi = (np.bincount(labels, minlength=k) + 0.1) / (len(X) + 0.1 * k)
    else:
        raise ValueError("method is random or kmeans")
    return phi, mu, np.tile(variance * np.eye(d), (k, 1, 1))
