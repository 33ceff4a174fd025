# function: initialize_centroids
# about: the older RandomState, seeded from whatever rng is
import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    if isinstance(rng, np.random.Generator):
        rng = rng.integers(2**32)
    state = np.random.RandomState(rng)
    n = X.shape[0]
    if method == "random":
        rows = np.arange(n)
        state.shuffle(rows)
        return X[rows[:k]]
    elif method == "kmeans++":
        rows = [state.randint(n)]
        d2 = np.full(n, np.inf)
        for _ in range(k - 1):
            newest = X[rows[-1]]
            d2 = np.array([min(old, ((x - newest) ** 2).sum()) for old, x in zip(d2, X)])
            p = d2 / d2.sum() if d2.any() else np.ones(n) / n
            rows.append(state.choice(n, p=p))
        return X[rows]
    else:
        raise ValueError("unknown method: " + str(method))
