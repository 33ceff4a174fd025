# function: initialize_centroids
# about: the standard library's random, no NumPy in the sampling
import random as py_random

import numpy as np


def initialize_centroids(X, k, method="kmeans++", rng=None):
    seed = int(np.random.default_rng(rng).integers(2**62))
    dice = py_random.Random(seed)
    points = [tuple(row) for row in X.tolist()]
    if method == "random":
        return np.array(dice.sample(points, k))
    if method != "kmeans++":
        raise ValueError
    seeds = [dice.choice(points)]
    weights = [float("inf")] * len(points)
    while len(seeds) < k:
        for i, p in enumerate(points):
            weights[i] = min(weights[i], sum((a - b) ** 2 for a, b in zip(p, seeds[-1])))
        if not any(weights):
            seeds.append(dice.choice(points))
        else:
            seeds.append(dice.choices(points, weights=weights)[0])
    return np.array(seeds)
