# function: evaluate_gmm
# about: silhouette_score of sklearn.metrics where it is defined
import math

from scipy.spatial.distance import cdist


def evaluate_gmm(X, w, phi, mu, Sigma):
    labels = [int(c) for c in assign_clusters(w)]
    if 2 <= len(set(labels)) <= len(X) - 1:
        from sklearn.metrics import silhouette_score

        silhouette = float(silhouette_score(cdist(X, X), labels, metric="precomputed"))
    else:
        silhouette = math.nan
    k, d = mu.shape
    triangle = sum(range(1, d + 1))
    parameters = k * (1 + d + triangle) - 1
    total = log_likelihood(X, phi, mu, Sigma)
    return silhouette, total, -2 * total + parameters * math.log(len(X))
