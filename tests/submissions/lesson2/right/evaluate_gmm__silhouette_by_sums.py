# function: evaluate_gmm
# about: sums of distances to each cluster by one product; np.float64 values
import numpy as np
from scipy.spatial.distance import pdist, squareform


def evaluate_gmm(X, w, phi, mu, Sigma):
    z = np.unique(assign_clusters(w), return_inverse=True)[1].reshape(-1)
    H = np.eye(z.max() + 1)[z]
    n, c = H.shape
    score = np.nan
    if 1 < c < n:
        size = H.sum(0)
        S = squareform(pdist(X)) @ H
        own = size[z]
        a = (S * H).sum(1) / np.maximum(own - 1, 1)
        b = np.where(H > 0, np.inf, S / size).min(1)
        top = np.maximum(a, b)
        s = np.divide(b - a, top, out=np.zeros(n), where=top > 0)
        score = np.mean(np.where(own > 1, s, 0))
    ll = log_likelihood(X, phi, mu, Sigma)
    p = np.asarray(phi).size - 1 + np.asarray(mu).size
    p += len(phi) * len(np.triu_indices(X.shape[1])[0])
    return score, ll, np.log(n) * p - 2 * ll
