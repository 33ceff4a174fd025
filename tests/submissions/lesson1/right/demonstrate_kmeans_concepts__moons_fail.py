# function: demonstrate_kmeans_concepts
# about: where k-means fails: agreement with the truth on moons and on blobs
import numpy as np
from sklearn.datasets import make_blobs, make_moons
from sklearn.metrics import adjusted_rand_score


def demonstrate_kmeans_concepts(show=True):
    sets = {
        "blobs": make_blobs(n_samples=200, centers=[[0, 0], [6, 6]], random_state=1),
        "moons": make_moons(n_samples=200, noise=0.05, random_state=1),
    }
    agreement = {}
    for name, (X, truth) in sets.items():
        _, labels, _ = best_of_n_runs(X, 2, n_runs=5, rng=1)
        agreement[name] = adjusted_rand_score(truth, labels)
        if show:
            print(name, round(agreement[name], 3))
    return agreement
