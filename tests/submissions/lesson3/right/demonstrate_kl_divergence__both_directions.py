# function: demonstrate_kl_divergence
# about: both directions, and the gap of a random Q and of the posterior
import numpy as np


def demonstrate_kl_divergence(show=True):
    q, p = np.array([0.7, 0.2, 0.1]), np.array([0.3, 0.3, 0.4])
    rng = np.random.default_rng(1)
    log_joint = rng.normal(-3, 2, size=(20, 3))
    Q = rng.dirichlet(np.ones(3), size=20)
    post = np.exp(log_joint - np.logaddexp.reduce(log_joint, axis=1)[:, None])
    out = {
        "KL(q||p)": float(kl_divergence(q, p)),
        "KL(p||q)": float(kl_divergence(p, q)),
        "gap of a random Q": float(variational_gap(log_joint, Q)),
        "gap of the posterior": float(variational_gap(log_joint, post)),
    }
    if show:
        print("\n".join(f"{name}: {value:.5f}" for name, value in out.items()))
    return out
