# function: general_em
# about: a while loop, relative gain, a deep copy of the start, warnings
import copy
import warnings


def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    params, elbos, converged = copy.deepcopy(init_params), [], False
    while not converged and len(elbos) < max_iters:
        Q = e_step(X, params)
        params = m_step(X, Q)
        bound = elbo(X, params, Q)
        if elbos:
            gain = bound - elbos[-1]
            scale = max(1.0, abs(bound))
            if gain < -1e-8 * scale:
                warnings.warn(f"the ELBO fell by {-gain}", RuntimeWarning)
            converged = abs(gain) <= tol * scale
        elbos.append(bound)
        if verbose:
            print(len(elbos), bound)
    return params, Q, elbos, len(elbos)
