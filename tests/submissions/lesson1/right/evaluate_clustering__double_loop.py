# function: evaluate_clustering
# about: the definition in plain loops with math.dist; each pair measured once
import math

import numpy as np


def evaluate_clustering(X, labels, centroids):
    points, z = [tuple(p) for p in X.tolist()], [int(v) for v in labels]
    clusters = sorted(set(z))
    inertia = compute_distortion(X, centroids, labels)
    if len(clusters) < 2 or len(clusters) == len(points):
        return float("nan"), inertia, len(clusters)
    size = {c: z.count(c) for c in clusters}
    to = [dict.fromkeys(clusters, 0.0) for _ in points]
    for i in range(len(points)):
        for j in range(i):
            d = math.dist(points[i], points[j])
            to[i][z[j]] += d
            to[j][z[i]] += d
    total = 0.0
    for i, own in enumerate(z):
        if size[own] == 1:
            continue
        a = to[i][own] / (size[own] - 1)
        b = min(to[i][c] / size[c] for c in clusters if c != own)
        if max(a, b) > 0:
            total += (b - a) / max(a, b)
    return total / len(points), inertia, len(clusters)
