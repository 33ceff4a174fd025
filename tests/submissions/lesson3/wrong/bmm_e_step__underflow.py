# function: bmm_e_step
# about: products of probabilities: 0/0 for hundreds of features
# says: underflow | log | nan
import numpy as np


def bmm_e_step(X, params):
    phi, theta = params
    p = np.stack([np.prod(np.where(X == 1, t, 1 - t), axis=1) for t in theta], axis=1) * phi
    with np.errstate(all="ignore"):
        return p / p.sum(axis=1, keepdims=True)
