# function: em_mog
# about: stops at a gain of one whatever tol says
# says: tol | early | converge
import numpy as np


def my_restricted(Sigma, covariance_type):
    d = Sigma.shape[1]
    if covariance_type == "full":
        return Sigma
    if covariance_type == "diag":
        return Sigma * np.eye(d)
    if covariance_type == "spherical":
        return np.array([np.eye(d) * np.trace(S) / d for S in Sigma])
    raise ValueError(f"covariance_type {covariance_type!r} is not known")


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    if init_params is None:
        init_params = initialize_parameters(X, k, method=method, rng=rng)
    phi, mu, Sigma = (np.array(part, dtype=float) for part in init_params)
    Sigma = my_restricted(Sigma, covariance_type)
    history = []
    for iteration in range(max_iters):
        w = e_step(X, phi, mu, Sigma)
        phi, mu, Sigma = m_step(X, w, reg_covar)
        Sigma = my_restricted(Sigma, covariance_type)
        history.append(log_likelihood(X, phi, mu, Sigma))
        if verbose:
            print(f"{iteration:4d} {history[-1]:.6f}")
        if iteration > 0 and abs(history[-1] - history[-2]) < 1.0:
            break
    return phi, mu, Sigma, e_step(X, phi, mu, Sigma), history
