# function: demonstrate_jensens_inequality
# about: a list of pairs
# says: dict | list
import numpy as np


def demonstrate_jensens_inequality(show=True):
    rng = np.random.default_rng(0)
    weights = np.full(50, 1 / 50)
    out = {}
    for spread in (0.0, 0.5, 1.0, 2.0):
        values = np.exp(spread * rng.standard_normal(50))
        out[f"spread {spread}"] = float(jensen_gap(values, weights))
    if show:
        print(out)
    return list(out.items())
