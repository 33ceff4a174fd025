# function: demonstrate_convergence
# about: random and k-means starts: curves, iterations and last values
import numpy as np


def demonstrate_convergence(show=True):
    gen = np.random.default_rng(0)
    X = np.concatenate([gen.normal(m, 0.7, (50, 2)) for m in (-3.0, 0.0, 3.0)])
    out = {"curves": {}, "iterations": {}, "final": {}}
    for method in ("random", "kmeans"):
        for run in range(3):
            name = f"{method} {run}"
            result = em_mog(X, 3, method=method, rng=100 + run, max_iters=60)
            out["curves"][name] = list(result[4])
            out["iterations"][name] = len(result[4])
            out["final"][name] = float(log_likelihood(X, *result[:3]))
    out["smallest_gain"] = min(float(np.diff(c).min(initial=0.0)) for c in out["curves"].values())
    if show:
        for name in out["curves"]:
            print(f"{name}: {out['iterations'][name]} iterations, {out['final'][name]:.2f}")
    return out
