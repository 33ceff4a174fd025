# function: em_mog
# about: stops after two small relative gains in a row; while True
import numpy as np


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    d = X.shape[1]
    if covariance_type == "full":
        mask = np.ones((d, d))
    elif covariance_type in ("diag", "spherical"):
        mask = np.eye(d)
    else:
        raise ValueError(covariance_type)
    params = initialize_parameters(X, k, method, rng) if init_params is None else init_params
    params = (params[0], params[1], params[2] * mask)
    lls, calm = [], 0
    while True:
        w = e_step(X, *params)
        phi, mu, Sigma = m_step(X, w, reg_covar)
        Sigma = Sigma * mask
        if covariance_type == "spherical":
            for S in Sigma:
                S[np.diag_indices(d)] = np.trace(S) / d
        params = (phi, mu, Sigma)
        lls.append(log_likelihood(X, *params))
        if verbose:
            print(f"EM {len(lls)}: {lls[-1]:.3f}")
        small = len(lls) > 1 and lls[-1] - lls[-2] <= tol * max(1.0, abs(lls[-2]))
        calm = calm + 1 if small else 0
        if calm == 2 or len(lls) >= max_iters:
            return (*params, e_step(X, *params), lls)
