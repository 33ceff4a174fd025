# function: demonstrate_elbo_decomposition
# about: prints and returns nothing
# says: none | return | dict
import numpy as np


def demonstrate_elbo_decomposition(show=True):
    rng = np.random.default_rng(2)
    log_joint = rng.normal(-4, 1.5, size=(30, 3))
    Q = rng.dirichlet(np.ones(3), size=30)
    energy, entropy, elbo = elbo_decomposition(log_joint, Q)
    evidence = float(np.logaddexp.reduce(log_joint, axis=1).sum())
    gap = float(variational_gap(log_joint, Q))
    out = {
        "expected_log_joint": float(energy),
        "entropy": float(entropy),
        "elbo": float(elbo),
        "log_likelihood": evidence,
        "kl": gap,
        "log_likelihood_minus_kl": evidence - gap,
    }
    if show:
        print(out)
