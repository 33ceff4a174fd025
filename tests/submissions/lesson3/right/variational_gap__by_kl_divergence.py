# function: variational_gap
# about: one call of kl_divergence a point, by logs where the posterior underflows
import numpy as np


def variational_gap(log_joint, Q):
    total = 0.0
    for row, q in zip(log_joint, Q):
        log_post = row - np.logaddexp.reduce(row)
        post = np.exp(log_post)
        if (post[q > 0] > 1e-200).all():
            total += kl_divergence(q, post)
        else:
            total += np.sum(q[q > 0] * (np.log(q[q > 0]) - log_post[q > 0]))
    return float(total)
