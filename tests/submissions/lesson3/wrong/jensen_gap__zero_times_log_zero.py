# function: jensen_gap
# about: NaN where a value and its weight are both 0
# says: nan | zero
import numpy as np


def jensen_gap(values, weights):
    v, w = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    with np.errstate(all="ignore"):
        return float(np.log(np.dot(w, v)) - np.dot(w, np.log(v)))
