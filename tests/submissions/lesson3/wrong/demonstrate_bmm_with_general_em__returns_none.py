# function: demonstrate_bmm_with_general_em
# about: prints and returns nothing
# says: none | return | dict
import numpy as np
from sklearn.datasets import load_digits


def demonstrate_bmm_with_general_em(show=True):
    X = (load_digits().data[:600] > 7).astype(float)
    start = bmm_initialize(X, 8, rng=0)
    fit = general_em(X, start, bmm_e_step, bmm_m_step, bmm_elbo, max_iters=30)
    (phi, theta), Q, elbos, n_iters = fit
    out = {"phi": phi, "theta": theta, "elbos": elbos, "n_iters": n_iters}
    if show:
        print("\n\n".join(
            "\n".join("".join(" .:+#@"[int(5.99 * v)] * 2 for v in row) for row in t.reshape(8, 8))
            for t in theta
        ))
