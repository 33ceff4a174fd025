# function: initialize_centroids
# about: random rows by one pass over the data, in the order of the data; multinomial for kmeans++
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    rng = np.random.default_rng(rng)
    n = len(X)
    if method == "random":
        rows = []
        for i in range(n):
            if rng.random() * (n - i) < k - len(rows):
                rows.append(i)
        return X[rows]
    if method == "kmeans++":
        rows = [rng.integers(n)]
        for _ in range(k - 1):
            d2 = np.min(np.sum((X[:, np.newaxis] - X[rows]) ** 2, axis=-1), axis=-1).astype(float)
            probs = d2 / d2.sum() if d2.max() > 0 else np.full(n, 1 / n)
            rows.append(rng.multinomial(1, probs).argmax())
        return X[rows]
    raise ValueError(f"{method=} is not known")
