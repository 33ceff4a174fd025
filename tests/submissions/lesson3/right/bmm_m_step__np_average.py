# function: bmm_m_step
# about: np.average with weights, lists of rows, maximum and minimum for the edges
import numpy as np


def bmm_m_step(X, Q):
    phi, rows = [], []
    for q in np.asarray(Q, dtype=float).T:
        phi.append(q.sum() / len(q))
        mean = np.average(X, axis=0, weights=q) if q.sum() > 0 else X.mean(axis=0)
        rows.append(np.minimum(np.maximum(mean, 1e-9), 1 - 1e-9))
    return np.array(phi), np.array(rows)
