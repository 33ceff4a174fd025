# function: em_mog
# about: everything inside, by einsum and logsumexp, with a k-means start of its own
import numpy as np
from scipy.special import logsumexp


def em_mog(X, k, max_iters=100, tol=1e-6, init_params=None, method="kmeans",
           covariance_type="full", reg_covar=1e-6, rng=None, verbose=False):
    if covariance_type not in ("full", "diag", "spherical"):
        raise ValueError("unknown covariance_type")
    if method not in ("random", "kmeans"):
        raise ValueError("unknown method")
    X = np.asarray(X, dtype=float)
    n, d = X.shape
    eye = np.eye(d)
    rng = np.random.default_rng(rng)
    if init_params is not None:
        phi, mu, Sigma = init_params
    else:
        mu = X[rng.choice(n, k, replace=False)]
        for _ in range(20 if method == "kmeans" else 0):
            z = ((X[:, None] - mu) ** 2).sum(-1).argmin(1)
            mu = np.array([X[z == j].mean(0) if (z == j).any() else mu[j] for j in range(k)])
        phi = np.full(k, 1 / k)
        Sigma = np.array([np.diag(X.var(axis=0) + reg_covar + 1e-12)] * k)

    def joint(phi, mu, Sigma):
        D = X - mu[:, None]
        L = np.linalg.cholesky(Sigma)
        Y = np.linalg.solve(L, np.swapaxes(D, 1, 2))
        logdet = 2 * np.log(np.einsum("kii->ki", L)).sum(1)
        with np.errstate(divide="ignore"):
            lp = np.log(phi)
        return (lp[:, None] - 0.5 * ((Y**2).sum(1) + logdet[:, None] + d * np.log(2 * np.pi))).T

    history = []
    log_p = joint(np.asarray(phi), np.asarray(mu), np.asarray(Sigma))
    for _ in range(max_iters):
        w = np.exp(log_p - logsumexp(log_p, axis=1, keepdims=True))
        N = w.sum(0)
        live = N > 0
        mu = np.where(live[:, None], (w.T @ X) / np.where(live, N, 1)[:, None], X.mean(0))
        D = X - mu[:, None]
        Sigma = np.einsum("nk,kni,knj->kij", w, D, D, optimize=True)
        Sigma /= np.where(live, N, 1)[:, None, None]
        Sigma[~live] = eye
        if covariance_type == "diag":
            Sigma = Sigma * eye
        if covariance_type == "spherical":
            Sigma = np.trace(Sigma, axis1=1, axis2=2)[:, None, None] * eye / d
        Sigma = Sigma + reg_covar * eye
        phi = N / n
        log_p = joint(phi, mu, Sigma)
        history.append(logsumexp(log_p, axis=1).sum())
        if verbose:
            print(history[-1])
        if len(history) > 1 and history[-1] - history[-2] < tol:
            break
    w = np.exp(log_p - logsumexp(log_p, axis=1, keepdims=True))
    return phi, mu, Sigma, w, history
