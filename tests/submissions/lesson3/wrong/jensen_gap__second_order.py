# function: jensen_gap
# about: half the variance over the squared mean: the first term of a series
# says: approx | variance | second
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(0.5 * (np.dot(w, v**2) / np.dot(w, v) ** 2 - 1))
