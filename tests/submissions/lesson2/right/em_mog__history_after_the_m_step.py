# function: em_mog
# about: history after each update, relative stopping test, responsibilities of what is returned
import numpy as np

my_types = {
    "full": lambda S: S,
    "diag": lambda S: np.diag(np.diag(S)),
    "spherical": lambda S: np.eye(len(S)) * np.diag(S).mean(),
}


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    if covariance_type not in my_types:
        raise ValueError("covariance_type must be one of " + ", ".join(my_types))
    shape = my_types[covariance_type]
    phi, mu, Sigma = init_params or initialize_parameters(X, k, method, rng)
    log_likelihoods = []
    previous = -np.inf
    for t in range(1, max_iters + 1):
        w = e_step(X, phi, mu, Sigma)
        phi, mu, Sigma = m_step(X, w, reg_covar=reg_covar)
        Sigma = np.stack([shape(S) for S in Sigma])
        current = float(log_likelihood(X, phi, mu, Sigma))
        log_likelihoods.append(current)
        if verbose:
            print("iteration", t, "log-likelihood", current)
        if abs(current - previous) <= tol * (1 + abs(current)):
            break
        previous = current
    return phi, mu, Sigma, e_step(X, phi, mu, Sigma), log_likelihoods
