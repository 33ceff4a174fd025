"""Wrong ways to take the ELBO apart (activity 3.5)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson3_em.careless import ALSO, careless_parts, twins
from exercises.lesson3_em.wrongs import log, lse, q_log_q, softmax, times

F = "elbo_decomposition"


def _parts(log_joint: Any, Q: Any) -> tuple[Any, Any]:
    """E[log joint] and H(Q)."""
    return times(Q, log_joint).sum(), -q_log_q(Q).sum()


@misconception(
    F, "decomposition-means",
    title="You take means over the points, and asked for are sums.",
    explanation="The log-likelihood is a sum over the points, and so are both parts of its bound.",
    symbol="Σᵢ",
)  # fmt: skip
def means(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return E / len(Q), H / len(Q), (E + H) / len(Q)


@misconception(
    F, "decomposition-entropy-sign",
    title="You return Σ Q log Q as the entropy: the minus is missing.",
    explanation="The entropy is −Σ Q log Q, never below 0, since log Q ≤ 0.",
    symbol="−Σ Q log Q",
)  # fmt: skip
def entropy_sign(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return E, -H, E + H


@misconception(
    F, "decomposition-entropy-sign-twice",
    title="You return Σ Q log Q as the entropy, and add it to the ELBO too.",
    explanation="The entropy is −Σ Q log Q ≥ 0, and ELBO = E[log p(x, z)] + H(Q).",
    symbol="−Σ Q log Q",
)  # fmt: skip
def both_signs(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return E, -H, E - H


@misconception(
    F, "decomposition-entropy-subtracted",
    title="You take the entropy off the expected log joint.",
    explanation="ELBO = E[log p(x, z)] − E[log Q] = E[log p(x, z)] + H(Q): the entropy is added.",
    symbol="E + H",
)  # fmt: skip
def subtracted(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return E, H, E - H


@misconception(
    F, "decomposition-elbo-without-entropy",
    title="Your ELBO is the expected log joint alone.",
    explanation="The entropy of Q belongs to it. E[log p(x, z)] by itself does not reach the "
    "log-likelihood even where Q is the posterior.",
    symbol="H(Q)",
)  # fmt: skip
def no_entropy(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return E, H, E


@misconception(
    F, "decomposition-elbo-is-log-likelihood",
    title="You return the log-likelihood as the ELBO.",
    explanation="They are equal only where Q is the posterior. The ELBO is E[log p(x, z)] + H(Q) "
    "with the Q given.",
    symbol="ELBO",
)  # fmt: skip
def log_likelihood(log_joint: Any, Q: Any) -> Any:
    return (*_parts(log_joint, Q), lse(log_joint).sum())


@misconception(
    F, "decomposition-posterior-for-q",
    title="You compute with the posterior in place of the Q given.",
    explanation="Q may be any distribution, and the parts belong to that Q.",
    symbol="Q",
)  # fmt: skip
def posterior(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, softmax(log_joint))
    return E, H, E + H


@misconception(
    F, "decomposition-elbo-first",
    title="You return the ELBO first.",
    explanation="The order is expected_log_joint, entropy, elbo: who unpacks it relies on it.",
    symbol="return",
)  # fmt: skip
def elbo_first(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return E + H, E, H


@misconception(
    F, "decomposition-entropy-first",
    title="You return the entropy before the expected log joint.",
    explanation="The order is expected_log_joint, entropy, elbo: who unpacks it relies on it.",
    symbol="return",
)  # fmt: skip
def entropy_first(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return H, E, E + H


@misconception(
    F, "decomposition-zero-log-zero",
    title="You multiply Q = 0 by log 0.",
    explanation="0 · (−∞) is NaN in floating point, and by continuity 0 log 0 = 0: sum only where "
    "Q > 0.",
    symbol="0 · log 0",
)  # fmt: skip
def zero_log_zero(log_joint: Any, Q: Any) -> Any:
    E = times(Q, log_joint).sum()
    with np.errstate(all="ignore"):
        H = -(Q * np.log(Q)).sum()
    return E, H, E + H


@misconception(
    F, "decomposition-zero-times-minus-infinity",
    title="You multiply Q = 0 by log_joint = −∞.",
    explanation="0 · (−∞) is NaN in floating point. What Q holds to be impossible counts 0: sum "
    "only where Q > 0.",
    symbol="0 · (−∞)",
)  # fmt: skip
def zero_infinity(log_joint: Any, Q: Any) -> Any:
    with np.errstate(all="ignore"):
        E = (Q * log_joint).sum()
    H = -q_log_q(Q).sum()
    return E, H, E + H


@misconception(
    F, "decomposition-hides-infinity",
    title="You skip −∞ even where Q > 0.",
    explanation="If Q gives weight to what cannot be, E[log p(x, z)] and the ELBO are −∞. Skip "
    "only where Q = 0.",
    symbol="−∞",
)  # fmt: skip
def hides(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(np.where(np.isfinite(log_joint), log_joint, 0.0), Q)
    return E, H, E + H


@misconception(
    F, "decomposition-bits",
    title="Your entropy is in bits, and the log joint in nats.",
    explanation="Only what is in one unit adds up: np.log for both.",
    symbol="log",
)  # fmt: skip
def bits(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return E, H / np.log(2), E + H / np.log(2)


@misconception(
    F, "decomposition-entropy-of-mean",
    title="You take the entropy of the mean of Q's rows, times n.",
    explanation="Each point has its own distribution Qᵢ: add up the entropies of the rows.",
    symbol="H(Qᵢ)",
)  # fmt: skip
def entropy_of_mean(log_joint: Any, Q: Any) -> Any:
    E = times(Q, log_joint).sum()
    H = -len(Q) * q_log_q(Q.mean(axis=0)).sum()
    return E, H, E + H


@misconception(
    F, "decomposition-unweighted-entropy",
    title="You return −Σ log Q, without the weights Q.",
    explanation="The entropy is an expectation under Q: −Σ Q log Q.",
    symbol="Q log Q",
)  # fmt: skip
def unweighted_entropy(log_joint: Any, Q: Any) -> Any:
    E = times(Q, log_joint).sum()
    H = -log(np.where(Q > 0, Q, 1.0)).sum()
    return E, H, E + H


@misconception(
    F, "decomposition-unweighted-joint",
    title="You add up log_joint without the weights Q.",
    explanation="E[log p(x, z)] is an expectation under Q: Σ Q log p(x, z).",
    symbol="E[log p(x, z)]",
)  # fmt: skip
def unweighted_joint(log_joint: Any, Q: Any) -> Any:
    E, H = log_joint.sum(), -q_log_q(Q).sum()
    return E, H, E + H


@misconception(
    F, "decomposition-expected-joint",
    title="You take the expectation of p(x, z), and of that the logarithm.",
    explanation="log E[p] is not E[log p]: Jensen's inequality parts the two. Q weights the "
    "logarithms.",
    symbol="E[log p(x, z)]",
)  # fmt: skip
def expected_joint(log_joint: Any, Q: Any) -> Any:
    E, H = lse(log_joint + log(Q)).sum(), -q_log_q(Q).sum()
    return E, H, E + H


@misconception(
    F, "decomposition-per-point",
    title="You return arrays with one value a point.",
    explanation="Asked for are three numbers: add up over the points.",
    symbol="Σᵢ",
)  # fmt: skip
def per_point(log_joint: Any, Q: Any) -> Any:
    E, H = times(Q, log_joint).sum(axis=1), -q_log_q(Q).sum(axis=1)
    return E, H, E + H


@misconception(
    F, "decomposition-dict",
    title="You return a dict, and asked for are three numbers in order.",
    explanation="E, H, elbo = elbo_decomposition(...) unpacks a tuple; of a dict it would get the "
    "keys.",
    symbol="return",
)  # fmt: skip
def as_dict(log_joint: Any, Q: Any) -> Any:
    E, H = _parts(log_joint, Q)
    return {"expected_log_joint": E, "entropy": H, "elbo": E + H}


@misconception(
    F, "decomposition-epsilon",
    title="You add a small number under the logarithm of Q.",
    explanation="log(Q + 1e-10) is another function: where Q = 1 the entropy must be 0, and comes "
    "out negative. Sum only where Q > 0.",
    symbol="Q log Q",
)  # fmt: skip
def epsilon(log_joint: Any, Q: Any) -> Any:
    E, H = times(Q, log_joint).sum(), -(Q * np.log(Q + 1e-10)).sum()
    return E, H, E + H


@misconception(
    F, "decomposition-epsilon-and-minus-infinity",
    title="You add a small number under the log of Q, and multiply 0 by −∞.",
    explanation="log(Q + 1e-10) keeps the entropy off NaN, not the sum of Q·log_joint: 0 · (−∞) is "
    "NaN there. Sum both only where Q > 0, without a small number.",
    symbol="0 · (−∞)",
)  # fmt: skip
def epsilon_only(log_joint: Any, Q: Any) -> Any:
    with np.errstate(invalid="ignore"):
        E, H = (Q * log_joint).sum(), -(Q * np.log(Q + 1e-10)).sum()
    return E, H, E + H


_CARELESS = (
    "decomposition-means", "decomposition-entropy-sign", "decomposition-entropy-sign-twice",
    "decomposition-entropy-subtracted", "decomposition-bits", "decomposition-unweighted-joint",
)  # fmt: skip
_CAREFUL = collect(globals(), F)
MISCONCEPTIONS = (*_CAREFUL, *twins(_CAREFUL, _CARELESS, careless_parts, ALSO))
