# function: variational_gap
# about: plain loops over points and components
import math


def variational_gap(log_joint, Q):
    gaps = []
    for row, weights in zip(log_joint.tolist(), Q.tolist()):
        top = max(row)
        if any(w > 0 and a == -math.inf for a, w in zip(row, weights)):
            return math.inf
        log_p = top + math.log(math.fsum(math.exp(a - top) for a in row))
        gaps += [w * (math.log(w) - (a - log_p)) for a, w in zip(row, weights) if w > 0]
    return math.fsum(gaps)
