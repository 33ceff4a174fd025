# function: jensen_gap
# about: the ratio of the means, its log forgotten
# says: log | ratio | exp
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(np.dot(w, v) / np.exp(np.dot(w, np.log(v))))
