# function: demonstrate_elbo_decomposition
# about: the parts at each iteration of a Gaussian mixture
import numpy as np


def demonstrate_elbo_decomposition(show=True):
    rng = np.random.default_rng(8)
    X = np.vstack([rng.normal(-2, 1, (40, 2)), rng.normal(2, 1, (40, 2))])
    params = gmm_initialize(X, 2, rng=0)
    rows = []
    for _ in range(6):
        Q = gmm_e_step(X, params)
        params = gmm_m_step(X, Q)
        bound = float(gmm_elbo(X, params, Q))
        entropy = float(-np.sum(Q * np.log(np.where(Q > 0, Q, 1))))
        rows.append({"elbo": bound, "entropy": entropy, "expected_log_joint": bound - entropy})
    if show:
        for row in rows:
            print({name: round(value, 3) for name, value in row.items()})
    return {"iterations": rows, "rise": rows[-1]["elbo"] - rows[0]["elbo"]}
