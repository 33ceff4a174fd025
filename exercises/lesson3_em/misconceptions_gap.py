"""Wrong ways to compute the variational gap (activity 3.2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson3_em.careless import ALSO, careless_gap, twins
from exercises.lesson3_em.wrongs import elbo, log, lse, naive_lse, q_log_q, softmax, times

F = "variational_gap"


def _right(log_joint: Any, Q: Any) -> Any:
    return lse(log_joint).sum() - elbo(log_joint, Q)


@misconception(
    F, "gap-mean-over-points",
    title="You take the mean over the points, and asked for is the sum.",
    explanation="The log-likelihood of a data set is a sum over its points, as are ELBO and gap.",
    symbol="Σᵢ",
)  # fmt: skip
def mean(log_joint: Any, Q: Any) -> Any:
    return _right(log_joint, Q) / len(Q)


@misconception(
    F, "gap-negative",
    title="You take the log-likelihood from the ELBO: the gap is negative.",
    explanation="The ELBO is the lower bound, so the gap is log p(X) − ELBO ≥ 0.",
    symbol="log p(X) − ELBO",
)  # fmt: skip
def negative(log_joint: Any, Q: Any) -> Any:
    return -_right(log_joint, Q)


@misconception(
    F, "gap-log-likelihood",
    title="You return the log-likelihood, not what it exceeds the ELBO by.",
    explanation="log p(X) = Σᵢ log Σⱼ p(xᵢ, z = j) does not depend on Q. Take the ELBO off.",
    symbol="log p(X)",
)  # fmt: skip
def log_likelihood(log_joint: Any, Q: Any) -> Any:
    return lse(log_joint).sum()


@misconception(
    F, "gap-elbo",
    title="You return the ELBO, not its distance from the log-likelihood.",
    explanation="The gap is log p(X) − ELBO: how much the bound leaves.",
    symbol="ELBO",
)  # fmt: skip
def bound(log_joint: Any, Q: Any) -> Any:
    return elbo(log_joint, Q)


@misconception(
    F, "gap-entropy-left-out",
    title="You leave the entropy of Q out of the ELBO.",
    explanation="ELBO = E[log p(x, z)] + H(Q). Without −Σ Q log Q the gap is not 0 even where Q is "
    "the posterior.",
    symbol="H(Q)",
)  # fmt: skip
def no_entropy(log_joint: Any, Q: Any) -> Any:
    return lse(log_joint).sum() - times(Q, log_joint).sum()


@misconception(
    F, "gap-entropy-sign",
    title="You add Σ Q log Q to the ELBO, and it must be taken off.",
    explanation="The entropy is −Σ Q log Q ≥ 0, and the ELBO is E[log p(x, z)] plus it.",
    symbol="−Σ Q log Q",
)  # fmt: skip
def entropy_sign(log_joint: Any, Q: Any) -> Any:
    return lse(log_joint).sum() - (times(Q, log_joint).sum() + q_log_q(Q).sum())


@misconception(
    F, "gap-no-max",
    title="You take exp of log_joint as it is: it underflows or overflows.",
    explanation="exp(−2000) is 0 and exp(1500) is ∞ in floating point. Take each row's maximum out "
    "first: log Σ exp(a) = m + log Σ exp(a − m).",
    symbol="log Σⱼ exp",
)  # fmt: skip
def no_max(log_joint: Any, Q: Any) -> Any:
    return naive_lse(log_joint).sum() - elbo(log_joint, Q)


@misconception(
    F, "gap-one-max-for-all",
    title="You take out one maximum for the whole table.",
    explanation="Rows far below it underflow all the same. Each point needs its own: "
    "max(axis=1, keepdims=True).",
    symbol="maxⱼ",
)  # fmt: skip
def one_max(log_joint: Any, Q: Any) -> Any:
    top = log_joint.max()
    return (top + naive_lse(log_joint - top)).sum() - elbo(log_joint, Q)


@misconception(
    F, "gap-reverse-kl",
    title="You compute KL(posterior‖Q), the divergence the other way round.",
    explanation="log p(X) − ELBO is KL(Q‖posterior): Q weights the logarithms.",
    symbol="KL(Q‖posterior)",
)  # fmt: skip
def reverse(log_joint: Any, Q: Any) -> Any:
    P = softmax(log_joint)
    with np.errstate(all="ignore"):
        return times(P, log(P) - log(Q)).sum()


@misconception(
    F, "gap-zero-log-zero",
    title="You multiply Q = 0 by log 0.",
    explanation="0 · (−∞) is NaN in floating point, and by continuity 0 log 0 = 0: sum only where "
    "Q > 0.",
    symbol="0 · log 0",
)  # fmt: skip
def zero_log_zero(log_joint: Any, Q: Any) -> Any:
    with np.errstate(all="ignore"):
        return lse(log_joint).sum() - (times(Q, log_joint) - Q * np.log(Q)).sum()


@misconception(
    F, "gap-zero-times-minus-infinity",
    title="You multiply Q = 0 by log_joint = −∞.",
    explanation="0 · (−∞) is NaN in floating point. What Q holds to be impossible counts 0: sum "
    "only where Q > 0.",
    symbol="0 · (−∞)",
)  # fmt: skip
def zero_infinity(log_joint: Any, Q: Any) -> Any:
    with np.errstate(all="ignore"):
        return lse(log_joint).sum() - (Q * log_joint).sum() + q_log_q(Q).sum()


@misconception(
    F, "gap-hides-infinity",
    title="You skip −∞ even where Q > 0.",
    explanation="If Q gives weight to what cannot be, the ELBO is −∞ and the gap ∞. Skip only "
    "where Q = 0.",
    symbol="∞",
)  # fmt: skip
def hides(log_joint: Any, Q: Any) -> Any:
    finite = np.where(np.isfinite(log_joint), log_joint, 0.0)
    return lse(log_joint).sum() - elbo(finite, Q)


@misconception(
    F, "gap-bits",
    title="You take logarithms of Q to base 2.",
    explanation="log_joint is in nats, so the entropy must be too: np.log.",
    symbol="log",
)  # fmt: skip
def bits(log_joint: Any, Q: Any) -> Any:
    return lse(log_joint).sum() - times(Q, log_joint).sum() + q_log_q(Q).sum() / np.log(2)


@misconception(
    F, "gap-one-sum-for-all",
    title="You take the logarithm of the sum over all points.",
    explanation="The points are independent, so log p(X) is Σᵢ log Σⱼ: a logarithm for each point.",
    symbol="Σᵢ log Σⱼ",
)  # fmt: skip
def one_sum(log_joint: Any, Q: Any) -> Any:
    top = log_joint.max()
    return top + np.log(np.exp(log_joint - top).sum()) - elbo(log_joint, Q)


@misconception(
    F, "gap-over-the-points",
    title="You normalize over the points, not over the components.",
    explanation="The posterior of a point sums to one over its components: axis=1 of an (n, k) "
    "table.",
    symbol="Σⱼ",
)  # fmt: skip
def over_points(log_joint: Any, Q: Any) -> Any:
    return lse(log_joint, 0).sum() - elbo(log_joint, Q)


@misconception(
    F, "gap-unweighted-bound",
    title="You leave out the weights Q in the ELBO.",
    explanation="The ELBO is an expectation under Q: Σ Q (log p(x, z) − log Q).",
    symbol="Q",
)  # fmt: skip
def unweighted(log_joint: Any, Q: Any) -> Any:
    with np.errstate(all="ignore"):
        return lse(log_joint).sum() - (log_joint - log(np.where(Q > 0, Q, 1.0))).sum()


@misconception(
    F, "gap-best-component",
    title="You take the best component's log joint for log p(x).",
    explanation="log p(xᵢ) is the log of the sum over all components; its greatest term alone is "
    "less.",
    symbol="log Σⱼ",
)  # fmt: skip
def best_component(log_joint: Any, Q: Any) -> Any:
    return log_joint.max(axis=1).sum() - elbo(log_joint, Q)


@misconception(
    F, "gap-per-point",
    title="You return one gap a point, and not their sum.",
    explanation="Asked for is one number: add up over the points.",
    symbol="Σᵢ",
)  # fmt: skip
def per_point(log_joint: Any, Q: Any) -> Any:
    return lse(log_joint) - times(Q, log_joint).sum(axis=1) + q_log_q(Q).sum(axis=1)


@misconception(
    F, "gap-hard",
    title="You take −log posterior of the component with the largest Q alone.",
    explanation="That is hard assignment. Each component counts with its share: Σⱼ Qᵢⱼ (log Qᵢⱼ − "
    "log posterior), the entropy of Q included.",
    symbol="Σⱼ Qᵢⱼ",
)  # fmt: skip
def hard(log_joint: Any, Q: Any) -> Any:
    if np.isneginf(log_joint[Q > 0]).any():
        return np.inf
    log_posterior = log_joint - lse(log_joint)[:, None]
    return -log_posterior[np.arange(len(Q)), Q.argmax(axis=1)].sum()


@misconception(
    F, "gap-normalized-over-everything",
    title="You normalize over the whole table, and each row has its own sum.",
    explanation="The posterior of a point sums to one over its components: take log Σⱼ exp of each "
    "row, axis=1 of an (n, k) table.",
    symbol="Σⱼ",
)  # fmt: skip
def over_everything(log_joint: Any, Q: Any) -> Any:
    top = log_joint.max()
    return Q.sum() * (top + np.log(np.exp(log_joint - top).sum())) - elbo(log_joint, Q)


@misconception(
    F, "gap-posterior-over-the-points",
    title="You normalize the posterior over the points, not over the components.",
    explanation="Each row is a distribution over the components, and sums to one: axis=1 of an "
    "(n, k) table.",
    symbol="Σⱼ",
)  # fmt: skip
def posterior_over_points(log_joint: Any, Q: Any) -> Any:
    return (Q.sum(axis=0) * lse(log_joint, 0)).sum() - elbo(log_joint, Q)


_CARELESS = (
    "gap-mean-over-points", "gap-negative", "gap-elbo", "gap-entropy-sign", "gap-bits",
    "gap-no-max", "gap-one-sum-for-all", "gap-over-the-points",
    "gap-unweighted-bound", "gap-best-component", "gap-normalized-over-everything",
    "gap-posterior-over-the-points",
)  # fmt: skip
_CAREFUL = collect(globals(), F)
MISCONCEPTIONS = (*_CAREFUL, *twins(_CAREFUL, _CARELESS, careless_gap, ALSO))
