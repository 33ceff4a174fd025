# function: initialize_centroids
# about: scikit-learn's greedy form: several candidates a step, the best kept
# says: candidate | greedy | d²
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    n = len(X)
    if method == "random":
        return X[rng.choice(n, k, replace=False)]
    if method != "kmeans++":
        raise ValueError("method")
    rows = [rng.integers(n)]
    d2 = ((X - X[rows[0]]) ** 2).sum(1)
    for _ in range(k - 1):
        p = d2 / d2.sum() if d2.any() else None
        candidates = rng.choice(n, size=2 + int(np.log(k)), p=p)
        trial = [np.minimum(d2, ((X - X[c]) ** 2).sum(1)) for c in candidates]
        best = int(np.argmin([t.sum() for t in trial]))
        rows.append(candidates[best])
        d2 = trial[best]
    return X[rows]
