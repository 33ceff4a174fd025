# function: demonstrate_kmeans_concepts
# about: treats the third result of kmeans as a number, as the guide's first trouble does
# says: history | list | typeerror
import numpy as np


def demonstrate_kmeans_concepts(show=True):
    X = np.random.default_rng(4).normal(size=(60, 2))
    best = float("inf")
    for seed in range(5):
        _, _, distortion = kmeans(X, 3, rng=seed)
        if distortion < best:
            best = distortion
    if show:
        print(f"{best:.3f}")
    return {"best": best}
