# function: jensen_gap
# about: logs to the base 2
# says: base | log2 | natural
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(np.log2(np.dot(w, v)) - np.dot(w, np.log2(v)))
