# function: kmeans
# about: lists and math only, turned into arrays at the end
import math

import numpy as np


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    points = X.tolist()
    if isinstance(init, str):
        init = initialize_centroids(X, k, init, rng)
    means = [[float(v) for v in c] for c in init]

    def sq(p, c):
        return sum((a - b) * (a - b) for a, b in zip(p, c))

    def nearest_of(p):
        dists = [sq(p, c) for c in means]
        return dists.index(min(dists))

    labels = [nearest_of(p) for p in points]
    history = []
    for _ in range(max_iters):
        for j in range(k):
            mine = [p for p, z in zip(points, labels) if z == j]
            if mine:
                means[j] = [math.fsum(column) / len(mine) for column in zip(*mine)]
            else:
                means[j] = list(points[0])
        before = labels
        labels = [nearest_of(p) for p in points]
        history.append(math.fsum(sq(p, means[z]) for p, z in zip(points, labels)))
        if before == labels or len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    return np.array(means), np.array(labels), history
