# function: general_em
# about: np.isclose for the stop, n_iters counted apart
import numpy as np


def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    theta, history, last = init_params, [], None
    for n_iters in range(1, max_iters + 1):
        Q = e_step(X, theta)
        theta = m_step(X, Q)
        now = elbo(X, theta, Q)
        history.append(now)
        if last is not None and np.isclose(now, last, rtol=tol, atol=tol):
            break
        last = now
    return theta, Q, history, n_iters
