# function: compare_with_kmeans
# about: the mixture first, with several starts; its labels renumbered to those of k-means
import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, silhouette_score
from scipy.spatial.distance import cdist


def compare_with_kmeans(X, k, rng=None):
    X = np.asarray(X, dtype=float)
    rng = np.random.default_rng(rng)
    fits = [em_mog(X, k, rng=rng) for _ in range(2)]
    fit = max(fits, key=lambda f: log_likelihood(X, *f[:3]))
    out = {"gmm_phi": fit[0], "gmm_mu": fit[1], "gmm_Sigma": fit[2], "gmm_w": fit[3]}
    C = X[rng.permutation(len(X))[:k]]
    z = np.full(len(X), -1)
    for _ in range(300):
        before, z = z, cdist(X, C).argmin(axis=1)
        if (before == z).all():
            break
        C = np.array([X[z == j].mean(axis=0) if np.any(z == j) else C[j] for j in range(k)])
    out["kmeans_centroids"], out["kmeans_labels"] = C, z
    out["kmeans_inertia"] = ((X - C[z]) ** 2).sum()
    y = out["gmm_labels"] = assign_clusters(fit[3])
    for name, labels in (("kmeans", z), ("gmm", y)):
        used = len(np.unique(labels))
        possible = 1 < used < len(X)
        out[name + "_silhouette"] = (
            silhouette_score(cdist(X, X), labels, metric="precomputed") if possible else np.nan
        )
    out["gmm_log_likelihood"] = log_likelihood(X, *fit[:3])
    out["adjusted_rand_index"] = adjusted_rand_score(z, y)
    table = np.array([[np.sum((z == i) & (y == j)) for j in range(k)] for i in range(k)])
    which = dict(zip(*reversed(linear_sum_assignment(table, maximize=True))))
    out["different_points"] = np.nonzero([which[b] != a for a, b in zip(z, y)])[0]
    return out
