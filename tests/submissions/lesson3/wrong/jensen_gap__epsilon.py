# function: jensen_gap
# about: log(v + 1e-10): wrong for small values
# says: epsilon | 1e-10 | small
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(np.log(np.dot(w, v)) - np.dot(w, np.log(v + 1e-10)))
