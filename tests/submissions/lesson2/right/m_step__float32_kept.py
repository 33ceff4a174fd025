# function: m_step
# about: computes in float64 and returns float32 for float32 data
import numpy as np


def m_step(X, w, reg_covar=1e-6):
    kind = np.result_type(X, w)
    A, W = X.astype(float), w.astype(float)
    result = []
    for j in range(W.shape[1]):
        N = W[:, j].sum()
        m = (W[:, [j]] * A).sum(axis=0) / N if N > 0 else A.mean(axis=0)
        R = A - m
        S = (W[:, [j]] * R).T.dot(R) / N if N > 0 else np.eye(A.shape[1])
        S.flat[:: A.shape[1] + 1] += reg_covar
        result.append((N / len(A), m, S))
    return tuple(np.array(part, dtype=kind) for part in zip(*result))
