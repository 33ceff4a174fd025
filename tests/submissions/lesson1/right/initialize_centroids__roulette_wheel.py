# function: initialize_centroids
# about: spins the wheel by hand: subtract weights until the draw is used up
import math

import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    gen = np.random.default_rng(rng)

    def spin(weights):
        total = float(sum(weights))
        if total == 0:
            return int(gen.integers(len(weights)))
        left = gen.uniform(0, total)
        last = 0
        for i, w in enumerate(weights):
            if w > 0:
                last = i
                left -= w
                if left < 0:
                    return i
        return last

    if method == "random":
        picked = []
        while len(picked) < k:
            i = int(gen.integers(len(X)))
            if i not in picked:
                picked.append(i)
        return np.array([X[i] for i in picked])
    if method == "kmeans++":
        centres = [X[int(gen.integers(len(X)))]]
        weights = [math.inf] * len(X)
        while len(centres) < k:
            c = centres[-1]
            weights = [min(w, float(((x - c) ** 2).sum())) for w, x in zip(weights, X)]
            centres.append(X[spin(weights)])
        return np.array(centres)
    raise ValueError(f"I know 'random' and 'kmeans++', not {method}")
