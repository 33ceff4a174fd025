# function: jensen_gap
# about: logs taken only where the weight is, relative to the geometric mean
import numpy as np


def jensen_gap(values, weights):
    w = np.array(weights, dtype=float)
    logs = np.zeros_like(w)
    np.log(values, out=logs, where=w > 0)
    mean = np.sum(w * logs)
    top = logs[w > 0].max()
    scaled = np.where(w > 0, np.exp(np.minimum(logs - top, 0)), 0)
    return top + np.log(np.sum(w * scaled)) - mean
