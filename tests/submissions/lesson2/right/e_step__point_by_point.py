# function: e_step
# about: plain loops with math.exp, the largest exponent taken out of each row
import math

import numpy as np


def e_step(X, phi, mu, Sigma):
    columns = [gaussian_log_density(X, m, S).tolist() for m, S in zip(mu, Sigma)]
    logs = [math.log(p) if p > 0 else -math.inf for p in phi]
    rows = []
    for densities in zip(*columns):
        a = [p + q for p, q in zip(logs, densities)]
        top = max(a)
        b = [math.exp(v - top) for v in a]
        total = math.fsum(b)
        rows.append([v / total for v in b])
    return np.array(rows)
