# function: m_step
# about: second moments about the data's mean in float32: fails for tight, distant components
# says: cancel | digits | precision
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    n, d = X.shape
    N = w.sum(axis=0)
    safe = np.where(N > 0, N, 1)[:, None]
    m = X.mean(axis=0).astype(np.float32)
    Y = (X - m).astype(np.float32)
    nu = w.T.astype(np.float32) @ Y / safe
    S = np.einsum("nk,ni,nj->kij", w.astype(np.float32), Y, Y, optimize=True) / safe[:, :, None]
    Sigma = S - nu[:, :, None] * nu[:, None, :]
    return N / n, m + nu, Sigma + reg_covar * np.eye(d)
