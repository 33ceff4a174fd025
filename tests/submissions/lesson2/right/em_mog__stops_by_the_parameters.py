# function: em_mog
# about: stops when no parameter moves by more than tol relative to its spread
import numpy as np


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    if covariance_type not in ("full", "diag", "spherical"):
        raise ValueError(f"no such covariance type: {covariance_type}")
    d = X.shape[1]
    start = init_params if init_params is not None else initialize_parameters(X, k, method, rng)
    phi, mu, Sigma = [np.array(a) for a in start]
    spread = np.sqrt(X.var(axis=0).mean()) or 1.0
    history = []
    for _ in range(max_iters):
        old = phi, mu, Sigma
        w = e_step(X, phi, mu, Sigma)
        phi, mu, Sigma = m_step(X, w, reg_covar)
        if covariance_type != "full":
            v = np.diagonal(Sigma, axis1=1, axis2=2)
            if covariance_type == "spherical":
                v = np.repeat(v.mean(axis=1)[:, None], d, axis=1)
            Sigma = v[:, :, None] * np.eye(d)
        history.append(log_likelihood(X, phi, mu, Sigma))
        moved = max(
            np.abs(phi - old[0]).max(),
            np.abs(mu - old[1]).max() / spread,
            np.abs(Sigma - old[2]).max() / spread**2,
        )
        if moved <= tol:
            break
    return phi, mu, Sigma, w, history
