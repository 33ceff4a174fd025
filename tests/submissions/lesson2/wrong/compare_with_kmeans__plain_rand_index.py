# function: compare_with_kmeans
# about: the Rand index, not adjusted for chance
# says: adjust | chance | rand
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from sklearn.metrics import rand_score


def my_kmeans(X, k, rng):
    best = None
    for _ in range(5):
        C = X[rng.choice(len(X), k, replace=False)].astype(float)
        for _ in range(100):
            z = cdist(X, C, "sqeuclidean").argmin(axis=1)
            new = np.array([X[z == j].mean(axis=0) if (z == j).any() else C[j] for j in range(k)])
            if np.array_equal(new, C):
                break
            C = new
        D = cdist(X, C, "sqeuclidean")
        if best is None or D.min(axis=1).sum() < best[2]:
            best = C, D.argmin(axis=1), float(D.min(axis=1).sum())
    return best


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


def compare_with_kmeans(X, k, rng=None):
    rng = np.random.default_rng(rng)
    centroids, labels, inertia = my_kmeans(X, k, rng)
    phi, mu, Sigma, _, _ = em_mog(X, k, rng=rng)
    w = e_step(X, phi, mu, Sigma)
    gmm_labels = assign_clusters(w)
    overlap = np.zeros((k, k))
    np.add.at(overlap, (gmm_labels, labels), 1)
    rows, columns = linear_sum_assignment(-overlap)
    partner = columns[np.argsort(rows)]
    return {
        "kmeans_centroids": centroids,
        "kmeans_labels": labels,
        "kmeans_inertia": inertia,
        "kmeans_silhouette": my_silhouette(X, labels),
        "gmm_phi": phi,
        "gmm_mu": mu,
        "gmm_Sigma": Sigma,
        "gmm_w": w,
        "gmm_labels": gmm_labels,
        "gmm_log_likelihood": log_likelihood(X, phi, mu, Sigma),
        "gmm_silhouette": my_silhouette(X, gmm_labels),
        "adjusted_rand_index": rand_score(labels, gmm_labels),
        "different_points": np.flatnonzero(partner[gmm_labels] != labels),
    }
