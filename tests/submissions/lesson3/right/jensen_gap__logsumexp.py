# function: jensen_gap
# about: log-sum-exp of the logs, weights by b
import numpy as np
from scipy.special import logsumexp


def jensen_gap(values, weights):
    use = np.asarray(weights) > 0
    logs = np.log(np.asarray(values, dtype=float)[use])
    w = np.asarray(weights, dtype=float)[use]
    return logsumexp(logs, b=w) - w @ logs
