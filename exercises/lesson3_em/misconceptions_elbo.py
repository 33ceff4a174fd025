"""Wrong ELBOs of a mixture: those that every model shares, and those of a wrong density."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from exercises.kit.case import Misconception
from exercises.lesson3_em.careless import ALSO, careless_elbo, careless_expectation, twins
from exercises.lesson3_em.densities import WRONG_DENSITIES
from exercises.lesson3_em.families import Family
from exercises.lesson3_em.wrongs import elbo, log, lse, q_log_q, times

_CARELESS = (
    "entropy-sign", "entropy-unweighted", "entropy-in-bits", "mean", "negative", "phi-left-out",
    "phi-for-log-phi", "no-log-space", "epsilon",
)  # fmt: skip
"""Mistakes that are made in careless code too, beside a wrong density."""
Code = Callable[[Family, Any, Any, Any], Any]


def misconceptions(family: Family) -> tuple[Misconception, ...]:
    """The wrong ELBOs of a mixture."""
    shared = tuple(_made(family, *words) for words in _SHARED)
    own = tuple(
        _made(family, w.id, w.title, w.explanation, w.symbol, _with(w.code))
        for w in WRONG_DENSITIES[family.prefix]
    )
    names = (*(w.id for w in WRONG_DENSITIES[family.prefix]), *_CARELESS)
    careless = twins((*own, *shared), names, careless_elbo, ALSO)
    return (*own, *shared, *careless, *twins(shared, ("no-entropy",), careless_expectation, ALSO))


def _made(
    family: Family, id: str, title: str, explanation: str, symbol: str, code: Code
) -> Misconception:
    def wrong(X: Any, params: Any, Q: Any) -> Any:
        with np.errstate(all="ignore"):
            return code(family, X, params, Q)

    prefix = family.prefix
    return Misconception(f"{prefix}_elbo", f"{prefix}-elbo-{id}", title, explanation, symbol, wrong)


def _with(log_density: Callable[..., Any]) -> Code:
    """The right ELBO, with another density."""

    def code(family: Family, X: Any, params: Any, Q: Any) -> Any:
        return elbo(replace(family, log_density=log_density).log_joint(X, params), Q)

    return code


def _right(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return elbo(family.log_joint(X, params), Q)


def _no_entropy(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return times(Q, family.log_joint(X, params)).sum()


def _entropy_sign(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return times(Q, family.log_joint(X, params)).sum() + q_log_q(Q).sum()


def _unweighted_entropy(family: Family, X: Any, params: Any, Q: Any) -> Any:
    logs = log(np.where(Q > 0, Q, 1.0))
    return (times(Q, family.log_joint(X, params)) - logs).sum()


def _bits(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return times(Q, family.log_joint(X, params)).sum() - q_log_q(Q).sum() / np.log(2)


def _mean(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return _right(family, X, params, Q) / len(X)


def _negative(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return -_right(family, X, params, Q)


def _log_likelihood(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return lse(family.log_joint(X, params)).sum()


def _gap(family: Family, X: Any, params: Any, Q: Any) -> Any:
    joint = family.log_joint(X, params)
    return lse(joint).sum() - elbo(joint, Q)


def _log_of_expectation(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return lse(family.log_joint(X, params) + log(Q)).sum()


def _no_phi(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return elbo(family.log_density(X, *params[1:]), Q)


def _phi_for_log(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return elbo(family.log_density(X, *params[1:]) + params[0], Q)


def _phi_per_point(family: Family, X: Any, params: Any, Q: Any) -> Any:
    """log φ once a component, and not once a point."""
    weights = np.where(params[0] > 0, log(params[0]), 0.0).sum()
    return elbo(family.log_density(X, *params[1:]), Q) + weights


def _joint_unweighted(family: Family, X: Any, params: Any, Q: Any) -> Any:
    joint = family.log_joint(X, params)
    return joint[np.isfinite(joint)].sum() - q_log_q(Q).sum()


def _hard(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return elbo(family.log_joint(X, params), np.eye(Q.shape[1])[Q.argmax(axis=1)])


def _zero_log_zero(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return (times(Q, family.log_joint(X, params)) - Q * np.log(Q)).sum()


def _zero_infinity(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return (Q * family.log_joint(X, params)).sum() - q_log_q(Q).sum()


def _linear(family: Family, X: Any, params: Any, Q: Any) -> Any:
    p = np.exp(family.log_density(X, *params[1:])) * params[0]
    return elbo(np.log(p), Q)


def _epsilon(family: Family, X: Any, params: Any, Q: Any) -> Any:
    p = np.exp(family.log_density(X, *params[1:])) * params[0]
    return elbo(np.log(p + 1e-10), Q)


def _per_point(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return (times(Q, family.log_joint(X, params)) - q_log_q(Q)).sum(axis=1)


def _entropy_only(family: Family, X: Any, params: Any, Q: Any) -> Any:
    return -q_log_q(Q).sum()


_SHARED: tuple[tuple[str, str, str, str, Code], ...] = (
    ("no-entropy", "You leave the entropy of Q out.",
     "E[log p(x, z)] alone is no bound that touches: ELBO = E[log p(x, z)] − Σ Q log Q.",
     "−Σ Q log Q", _no_entropy),
    ("entropy-sign", "You add Σ Q log Q, and it is to be taken off.",
     "The entropy is −Σ Q log Q ≥ 0, and it is added to E[log p(x, z)].", "−Σ Q log Q",
     _entropy_sign),
    ("entropy-unweighted", "You take off Σ log Q, without the weights Q.",
     "The entropy is an expectation under Q: −Σ Q log Q.", "−Σ Q log Q", _unweighted_entropy),
    ("entropy-in-bits", "Your entropy is in bits, and the log joint in nats.",
     "Only what is in one unit adds up: np.log for both.", "log", _bits),
    ("mean", "You take the mean over the points, and asked for is the sum.",
     "log p(X) is a sum over the points, and so is its bound.", "Σᵢ", _mean),
    ("negative", "You return −ELBO, a loss.",
     "The ELBO itself is asked for: EM makes it rise.", "ELBO", _negative),
    ("log-likelihood", "You return the log-likelihood, whatever Q is.",
     "The ELBO equals it only where Q is the posterior. With the Q given it is Σ Q (log p(x, z) − "
     "log Q).", "Q", _log_likelihood),
    ("gap", "You return the gap log p(X) − ELBO.",
     "That is KL(Q‖posterior). The ELBO is what it leaves of log p(X).", "ELBO", _gap),
    ("log-of-expectation", "You take the logarithm of Σⱼ Q p, and asked for is Σⱼ Q log p.",
     "Jensen's inequality parts the two: Q weights the logarithms.", "Σ Q log p(x, z)",
     _log_of_expectation),
    ("phi-left-out", "You leave log φ out.",
     "The joint density is p(x, z = j) = φⱼ · p(x | z = j).", "log φⱼ", _no_phi),
    ("phi-for-log-phi", "You add φ, and not log φ.",
     "A factor φⱼ becomes a summand log φⱼ in log space.", "log φⱼ", _phi_for_log),
    ("phi-once", "You add log φ once a component, without the weights of the points.",
     "Every point has its z: the term is Σᵢ Σⱼ Qᵢⱼ log φⱼ.", "Q log φ", _phi_per_point),
    ("joint-unweighted", "You add up log p(x, z) without the weights Q.",
     "It is an expectation: Σ Q log p(x, z).", "Q", _joint_unweighted),
    ("hard", "You take the likeliest component of each row of Q.",
     "Q is not to be rounded: all its entries weight, and its entropy counts.", "Q", _hard),
    ("zero-log-zero", "You multiply Q = 0 by log 0.",
     "0 · (−∞) is NaN in floating point, and by continuity 0 log 0 = 0: sum only where Q > 0.",
     "0 · log 0", _zero_log_zero),
    ("zero-phi", "You multiply Q = 0 by log φ = −∞.",
     "A component of weight 0 has Q = 0 and counts 0: sum only where Q > 0.", "φⱼ = 0",
     _zero_infinity),
    ("no-log-space", "You compute densities and take their logarithm: they underflow.",
     "A density of e^(−2000) is 0 in floating point, and its log −∞. Compute log densities.",
     "log p(x | z)", _linear),
    ("epsilon", "You take log(p + 1e-10).",
     "Far points then count log 1e-10 = −23, however far they are. Compute log densities.",
     "log p(x | z)", _epsilon),
    ("per-point", "You return one number a point, and not their sum.",
     "Asked for is one number: add up over the points.", "Σᵢ", _per_point),
    ("entropy-only", "You return the entropy of Q alone.",
     "The other half is E[log p(x, z)], where data and parameters come in.", "E[log p(x, z)]",
     _entropy_only),
)  # fmt: skip
