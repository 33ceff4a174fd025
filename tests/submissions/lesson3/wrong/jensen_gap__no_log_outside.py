# function: jensen_gap
# about: E[v] - E[log v]
# says: log
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(np.dot(w, v) - np.dot(w, np.log(v)))
