# function: demonstrate_kmeans_concepts
# about: prints what it finds and returns nothing
# says: none | dict | return
import numpy as np


def demonstrate_kmeans_concepts(show=True):
    X = np.random.default_rng(0).normal(size=(90, 2))
    for k in (2, 3, 4):
        print(k, best_of_n_runs(X, k, n_runs=3, rng=0)[2])
