# function: em_mog
# about: scikit-learn's GaussianMixture
# says: sklearn | scikit | scratch
import numpy as np
from sklearn.mixture import GaussianMixture


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    seed = None if rng is None else int(np.random.default_rng(rng).integers(2**31))
    g = GaussianMixture(k, covariance_type=covariance_type, reg_covar=reg_covar, tol=tol,
                        max_iter=max_iters, random_state=seed)
    if init_params is not None:
        g.set_params(weights_init=init_params[0], means_init=init_params[1])
    g.fit(X)
    d = X.shape[1]
    Sigma = g.covariances_
    if covariance_type == "diag":
        Sigma = np.array([np.diag(v) for v in Sigma])
    if covariance_type == "spherical":
        Sigma = np.array([np.eye(d) * v for v in Sigma])
    history = [g.score(X) * len(X)] * g.n_iter_
    return g.weights_, g.means_, Sigma, g.predict_proba(X), history
