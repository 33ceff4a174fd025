# function: m_step
# about: np.average and np.cov with weights
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    phi, mu, Sigma = [], [], []
    for column in w.T:
        total = column.sum()
        phi.append(total / n)
        if total == 0:
            mu.append(X.mean(axis=0))
            Sigma.append(np.eye(d))
            continue
        mu.append(np.average(X, axis=0, weights=column))
        C = np.cov(X.T, aweights=column / total, ddof=0).reshape(d, d)
        Sigma.append(C + np.diag(np.full(d, reg_covar)))
    return np.array(phi), np.array(mu), np.array(Sigma)
