# function: jensen_gap
# about: E[log v] - log E[v]
# says: sign | negative | order
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(np.dot(w, np.log(v)) - np.log(np.dot(w, v)))
