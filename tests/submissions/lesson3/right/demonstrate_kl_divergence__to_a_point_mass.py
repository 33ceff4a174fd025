# function: demonstrate_kl_divergence
# about: from the uniform distribution to a point mass
import numpy as np


def demonstrate_kl_divergence(show=True):
    uniform = np.full(4, 0.25)
    mixed = {}
    for t in (0.0, 0.25, 0.5, 0.75, 1.0):
        q = (1 - t) * uniform + t * np.array([1.0, 0.0, 0.0, 0.0])
        mixed[t] = (float(kl_divergence(q, uniform)), float(kl_divergence(uniform, q)))
    gap = variational_gap(np.log(np.array([[0.2, 0.1], [0.05, 0.3]])), np.full((2, 2), 0.5))
    if show:
        for t, (a, b) in mixed.items():
            print(t, a, b)
        print("gap", gap)
    return {"directions": mixed, "gap": float(gap)}
