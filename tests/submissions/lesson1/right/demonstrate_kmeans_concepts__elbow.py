# function: demonstrate_kmeans_concepts
# about: the elbow: best distortion for k from 1 to 6
import numpy as np


def demonstrate_kmeans_concepts(show=True):
    rng = np.random.default_rng(3)
    X = np.vstack([rng.normal(c, 0.5, size=(40, 2)) for c in ([0, 0], [4, 0], [2, 4])])
    inertia = {}
    for k in range(1, 7):
        _, _, J = best_of_n_runs(X, k, n_runs=4, rng=rng)
        inertia[k] = float(J)
    if show:
        for k, J in inertia.items():
            print(f"k = {k}: {J:8.2f}")
    return {"inertia_by_k": inertia}
