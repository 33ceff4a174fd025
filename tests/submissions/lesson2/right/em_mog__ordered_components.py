# function: em_mog
# about: numbers the components by their first mean coordinate where it chose the start itself
import numpy as np


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    if covariance_type not in ["full", "diag", "spherical"]:
        raise ValueError("covariance_type: full, diag or spherical")
    if init_params is None:
        phi, mu, Sigma = initialize_parameters(X, k, method, np.random.default_rng(rng))
        order = np.lexsort(mu.T[::-1])
        phi, mu, Sigma = phi[order], mu[order], Sigma[order]
    else:
        phi, mu, Sigma = init_params
    history = []
    for _ in range(max_iters):
        phi, mu, Sigma = m_step(X, e_step(X, phi, mu, Sigma), reg_covar)
        if covariance_type == "diag":
            Sigma = np.where(np.eye(Sigma.shape[1], dtype=bool), Sigma, 0.0)
        elif covariance_type == "spherical":
            Sigma = np.array([np.trace(S) * np.eye(len(S)) / len(S) for S in Sigma])
        history.append(log_likelihood(X, phi, mu, Sigma))
        if history[1:] and np.isclose(history[-1], history[-2], rtol=tol, atol=0):
            break
    return phi, mu, Sigma, e_step(X, phi, mu, Sigma), np.array(history).tolist()
