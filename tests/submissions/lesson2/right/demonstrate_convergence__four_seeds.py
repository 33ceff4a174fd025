# function: demonstrate_convergence
# about: four random starts, one curve each
import numpy as np


def demonstrate_convergence(show=True):
    rng = np.random.default_rng(5)
    X = np.vstack([rng.normal(c, s, size=(60, 2)) for c, s in ([0, 1.0], [4, 0.6], [8, 1.5])])
    curves = {}
    for seed in range(4):
        *_, history = em_mog(X, 3, max_iters=50, method="random", rng=seed)
        curves[f"start {seed}"] = [float(v) for v in history]
    if show:
        for name, values in curves.items():
            print(name, len(values), round(values[-1], 3))
    return curves
