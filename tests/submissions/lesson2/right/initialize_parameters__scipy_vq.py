# function: initialize_parameters
# about: scipy.cluster.vq.kmeans2 from random rows, then one M-step on its labels
import numpy as np
from scipy.cluster.vq import kmeans2


def initialize_parameters(X, k, method="random", rng=None):
    gen = np.random.default_rng(rng)
    X = np.asarray(X, dtype=float)
    rows = X[gen.permutation(len(X))[:k]]
    variance = np.maximum(X.var(axis=0), 1e-6)
    start = (np.ones(k) / k, rows, np.array([np.diag(variance)] * k))
    if method == "random":
        return start
    if method == "kmeans":
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, labels = kmeans2(X - rows[0], rows - rows[0], iter=20, minit="matrix")
        phi, mu, Sigma = start
        for j in range(k):
            own = X[labels == j]
            if len(own):
                mu[j] = own.mean(axis=0)
            if len(own) > 1:
                Sigma[j] = np.diag(np.maximum(own.var(axis=0), 1e-3 * variance))
        counts = np.bincount(labels, minlength=k) + 1.0
        return counts / counts.sum(), mu, Sigma
    raise ValueError(method)
