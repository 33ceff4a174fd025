# function: general_em
# about: a generator of states, taken until it is calm
import itertools


def my_states(X, params, e_step, m_step, elbo):
    while True:
        Q = e_step(X, params)
        params = m_step(X, Q)
        yield params, Q, elbo(X, params, Q)


def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    bounds = []
    states = my_states(X, init_params, e_step, m_step, elbo)
    for params, Q, bound in itertools.islice(states, max_iters):
        bounds.append(bound)
        if verbose:
            print("ELBO", bound)
        if len(bounds) >= 2 and bounds[-1] - bounds[-2] <= tol * (1 + abs(bounds[-2])):
            break
    return params, Q, bounds, len(bounds)
