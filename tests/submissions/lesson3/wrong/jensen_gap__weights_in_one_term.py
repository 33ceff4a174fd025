# function: jensen_gap
# about: the weights only in the first term
# says: weight | e[log
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(np.log(np.dot(w, v)) - np.log(v).mean())
