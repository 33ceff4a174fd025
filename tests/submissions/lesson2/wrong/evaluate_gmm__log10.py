# function: evaluate_gmm
# about: logs to the base ten
# says: log | base | natural
import numpy as np
from scipy.spatial.distance import cdist


def my_silhouette(X, labels):
    used, sizes = np.unique(labels, return_counts=True)
    if not 1 < len(used) < len(X):
        return float("nan")
    D = cdist(X, X)
    s = np.zeros(len(X))
    for i in range(len(X)):
        sums = [D[i, labels == c].sum() for c in used]
        own = list(used).index(labels[i])
        if sizes[own] > 1:
            a = sums[own] / (sizes[own] - 1)
            b = min(sums[c] / sizes[c] for c in range(len(used)) if c != own)
            s[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return float(s.mean())


def evaluate_gmm(X, w, phi, mu, Sigma):
    n, d = X.shape
    k = len(phi)
    labels = assign_clusters(w)
    ll = log_likelihood(X, phi, mu, Sigma)
    free = (k - 1) + k * d + k * d * (d + 1) // 2
    bic = free * np.log10(n) - 2 * ll
    return my_silhouette(X, labels), ll, bic
