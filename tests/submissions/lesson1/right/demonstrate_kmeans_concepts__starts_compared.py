# function: demonstrate_kmeans_concepts
# about: random against kmeans++ starts: medians over twenty runs
import statistics

import numpy as np


def demonstrate_kmeans_concepts(show=True):
    gen = np.random.default_rng(11)
    centres = gen.uniform(-10, 10, size=(6, 2))
    X = np.concatenate([c + 0.4 * gen.standard_normal((30, 2)) for c in centres])
    out = {}
    for method in ("random", "kmeans++"):
        runs = [kmeans(X, 6, init=method, rng=gen)[2] for _ in range(20)]
        out[method + " median distortion"] = statistics.median(h[-1] for h in runs)
        out[method + " mean iterations"] = sum(len(h) for h in runs) / len(runs)
    if show:
        print(out)
    return out
