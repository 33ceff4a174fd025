# function: em_mog
# about: a class with the state, the function a thin front; stops by the gain a point
import numpy as np


class MyMixture:
    def __init__(self, X, params, kind, reg):
        self.X, self.kind, self.reg = X, kind, reg
        self.phi, self.mu, Sigma = [np.asarray(p, dtype=float).copy() for p in params]
        self.Sigma = self.restrict(Sigma)
        self.history = []

    def restrict(self, Sigma):
        d = Sigma.shape[-1]
        variances = np.einsum("kii->ki", Sigma)
        if self.kind == "full":
            return Sigma
        if self.kind == "diag":
            return np.array([np.diag(v) for v in variances])
        return np.array([np.eye(d) * v.sum() / d for v in variances])

    def step(self):
        self.w = e_step(self.X, self.phi, self.mu, self.Sigma)
        self.phi, self.mu, Sigma = m_step(self.X, self.w, self.reg)
        self.Sigma = self.restrict(Sigma)
        self.history.append(log_likelihood(self.X, self.phi, self.mu, self.Sigma))

    def converged(self, tol):
        gains = np.diff(self.history[-2:])
        return len(gains) > 0 and abs(gains[0]) / len(self.X) <= tol


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    if covariance_type not in {"full", "diag", "spherical"}:
        raise ValueError(covariance_type)
    if init_params is None:
        init_params = initialize_parameters(X, k, method=method, rng=rng)
    model = MyMixture(X, init_params, covariance_type, reg_covar)
    while len(model.history) < max_iters:
        model.step()
        if verbose:
            print(model.history[-1])
        if model.converged(tol):
            break
    return model.phi, model.mu, model.Sigma, model.w, model.history
