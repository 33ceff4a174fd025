# function: jensen_gap
# about: plain means of the values and of their logs
# says: weight | mean
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    v, w = v[w > 0], w[w > 0]
    return float(np.log(v.mean()) - np.log(v).mean())
