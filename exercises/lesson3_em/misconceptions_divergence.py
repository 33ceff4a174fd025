"""Wrong ways to compute the Kullback–Leibler divergence (activity 3.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from exercises.kit.case import Misconception, collect, misconception

F = "kl_divergence"


def _log(x: Any) -> Any:
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(x, dtype=float))


def _sum(weights: Any, x: Any) -> Any:
    """Σ weights·x, where a weight of 0 counts 0."""
    some = weights != 0
    with np.errstate(invalid="ignore"):
        return (weights[some] * x[some]).sum()


def _ratio(q: Any, p: Any) -> Any:
    with np.errstate(invalid="ignore"):
        return _log(q) - _log(p)


def _right(q: Any, p: Any) -> Any:
    return _sum(q, _ratio(q, p))


@misconception(
    F, "kl-swapped",
    title="You compute KL(p‖q), the divergence the other way round.",
    explanation="KL is not symmetric: the first argument weights the logarithms, Σ q log(q/p).",
    symbol="KL(q‖p)",
)  # fmt: skip
def swapped(q: Any, p: Any) -> Any:
    return _right(p, q)


@misconception(
    F, "kl-sign",
    title="You take log(p/q), so that the divergence comes out negative.",
    explanation="Σ q log(p/q) is −KL. A divergence is never below 0: log q − log p.",
    symbol="log(q/p)",
)  # fmt: skip
def sign(q: Any, p: Any) -> Any:
    return -_right(q, p)


@misconception(
    F, "kl-bits",
    title="You take logarithms to base 2; the divergence is in nats.",
    explanation="np.log is the natural logarithm; np.log2 gives bits, larger by 1/ln 2 = 1.44.",
    symbol="log",
)  # fmt: skip
def bits(q: Any, p: Any) -> Any:
    return _right(q, p) / np.log(2)


@misconception(
    F, "kl-weighted-by-p",
    title="You weight log(q/p) by p.",
    explanation="The expectation is under q, the first argument: Σ q log(q/p). With p as weights "
    "it is −KL(p‖q).",
    symbol="q log(q/p)",
)  # fmt: skip
def by_p(q: Any, p: Any) -> Any:
    return _sum(p, _ratio(q, p))


@misconception(
    F, "kl-unweighted",
    title="You add up log(q/p) without the weights q.",
    explanation="Each outcome counts as often as q says: Σ q log(q/p).",
    symbol="q",
)  # fmt: skip
def unweighted(q: Any, p: Any) -> Any:
    some = (q > 0) | (p > 0)
    return _ratio(q, p)[some].sum()


@misconception(
    F, "kl-cross-entropy",
    title="You return the cross-entropy −Σ q log p.",
    explanation="That is KL(q‖p) + H(q). Take the entropy of q off: then it is 0 for q = p.",
    symbol="H(q)",
)  # fmt: skip
def cross_entropy(q: Any, p: Any) -> Any:
    return -_sum(q, _log(p))


@misconception(
    F, "kl-entropy-only",
    title="You return Σ q log q, and leave p out.",
    explanation="That is −H(q), whatever p is. The divergence compares: Σ q (log q − log p).",
    symbol="p",
)  # fmt: skip
def entropy_only(q: Any, p: Any) -> Any:
    return _sum(q, _log(q))


@misconception(
    F, "kl-mean",
    title="You take the mean over the outcomes, and asked for is the sum.",
    explanation="q weights the outcomes already, and it sums to one: no 1/n.",
    symbol="Σ",
)  # fmt: skip
def mean(q: Any, p: Any) -> Any:
    return _right(q, p) / len(q)


@misconception(
    F, "kl-zero-times-log-zero",
    title="You multiply q = 0 by log 0.",
    explanation="In floating point 0 · (−∞) is NaN; by continuity 0 log 0 = 0. Sum only where "
    "q > 0.",
    symbol="0 · log 0",
)  # fmt: skip
def zero_log_zero(q: Any, p: Any) -> Any:
    with np.errstate(all="ignore"):
        return (q * np.log(q / p)).sum()


@misconception(
    F, "kl-epsilon",
    title="You add a small number to q and p, so that nothing is infinite.",
    explanation="Where q > 0 = p the divergence is infinite, and that says something: p holds an "
    "outcome to be impossible. An epsilon turns it into some number of its own.",
    symbol="∞",
)  # fmt: skip
def epsilon(q: Any, p: Any) -> Any:
    return (q * np.log((q + 1e-10) / (p + 1e-10))).sum()


@misconception(
    F, "kl-epsilon-on-p",
    title="You keep p off 0 by clipping it.",
    explanation="np.clip(p, 1e-10, 1) makes the impossible possible: where q > 0 = p the "
    "divergence is infinite.",
    symbol="∞",
)  # fmt: skip
def clipped(q: Any, p: Any) -> Any:
    return _right(q, np.clip(p, 1e-10, 1))


@misconception(
    F, "kl-skips-p-zero",
    title="You skip the outcomes with p = 0, even where q > 0.",
    explanation="Skip only where q = 0. Where p = 0 and q > 0 the divergence is infinite.",
    symbol="∞",
)  # fmt: skip
def skips(q: Any, p: Any) -> Any:
    both = (q > 0) & (p > 0)
    return _right(q[both], p[both])


@misconception(
    F, "kl-nan-to-num",
    title="You hide infinities with nan_to_num.",
    explanation="It turns ∞ into 1.8e308, a number that looks like a result. Where q > 0 = p "
    "return np.inf.",
    symbol="∞",
)  # fmt: skip
def nan_to_num(q: Any, p: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.where(q > 0, q * _ratio(q, p), 0.0), posinf=1e10).sum()


@misconception(
    F, "kl-symmetric",
    title="You return the symmetric sum KL(q‖p) + KL(p‖q).",
    explanation="Asked for is the one direction, with q as weights.",
    symbol="KL(q‖p)",
)  # fmt: skip
def symmetric(q: Any, p: Any) -> Any:
    return _right(q, p) + _right(p, q)


@misconception(
    F, "kl-jensen-shannon",
    title="You return the Jensen–Shannon divergence, against the mean of q and p.",
    explanation="It is symmetric and never above ln 2. Asked for is Σ q log(q/p) itself.",
    symbol="KL(q‖p)",
)  # fmt: skip
def jensen_shannon(q: Any, p: Any) -> Any:
    m = (q + p) / 2
    return (_right(q, m) + _right(p, m)) / 2


@misconception(
    F, "kl-absolute",
    title="You add up absolute values |q log(q/p)|.",
    explanation="Single terms may be negative, and must be: only their sum is at least 0.",
    symbol="q log(q/p)",
)  # fmt: skip
def absolute(q: Any, p: Any) -> Any:
    return _sum(q, np.abs(_ratio(q, p)))


@misconception(
    F, "kl-per-outcome",
    title="You return one term an outcome, and not their sum.",
    explanation="The divergence is one number: add up q log(q/p).",
    symbol="Σ",
)  # fmt: skip
def per_outcome(q: Any, p: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.where(q > 0, q * _ratio(q, p), 0.0)


@misconception(
    F, "kl-symmetrized",
    title="You return the mean of KL(q‖p) and KL(p‖q), which is symmetric.",
    explanation="Half of Jeffreys' divergence, ½ Σ (q − p) log(q/p). Asked for is the one "
    "direction, with q as weights.",
    symbol="KL(q‖p)",
)  # fmt: skip
def symmetrized(q: Any, p: Any) -> Any:
    return symmetric.code(q, p) / 2


@misconception(
    F, "kl-epsilon-in-the-weights",
    title="You add a small number to q and p, to the weights as well.",
    explanation="Then q no longer sums to one, and where q > 0 = p the divergence is some number "
    "in place of ∞. Sum only where q > 0, and leave p as it is.",
    symbol="∞",
)  # fmt: skip
def epsilon_weights(q: Any, p: Any) -> Any:
    return _right(q + 1e-10, p + 1e-10)


@misconception(
    F, "kl-small-left-out",
    title="You leave outcomes out where q is small, and only q = 0 may be.",
    explanation="A threshold is no zero: many small chances add up, and over a tiny p a small one "
    "weighs much. Sum over q > 0.",
    symbol="q > 0",
)  # fmt: skip
def small_left_out(q: Any, p: Any) -> Any:
    some = q > 1e-3
    return _sum(q[some], _ratio(q[some], p[some]))


_ALSO = "And 0 · log 0 is NaN in floating point: sum only where the weight is above 0."


def _written(known: Misconception, formula: Callable[[Any, Any], Any]) -> Misconception:
    """The same mistake, in code that takes no care of zeros."""

    def code(q: Any, p: Any) -> Any:
        with np.errstate(all="ignore"):
            return formula(q, p)

    words = f"{known.explanation} {_ALSO}"
    return replace(known, id=f"{known.id}-and-zeros", explanation=words, code=code)


def _guarded(known: Misconception, formula: Callable[[Any, Any], Any]) -> Misconception:
    """The same mistake, in code that returns ∞ where q > 0 = p and sums only where q > 0."""

    def code(q: Any, p: Any) -> Any:
        some = q > 0
        return np.inf if (p[some] == 0).any() else formula(q[some], p[some])

    return replace(known, id=f"{known.id}-but-zeros", code=code)


MISCONCEPTIONS = (
    *collect(globals(), F),
    _written(swapped, lambda q, p: (p * np.log(p / q)).sum()),
    _written(sign, lambda q, p: (q * np.log(p / q)).sum()),
    _written(bits, lambda q, p: (q * np.log2(q / p)).sum()),
    _written(by_p, lambda q, p: (p * np.log(q / p)).sum()),
    _written(unweighted, lambda q, p: np.log(q / p).sum()),
    _written(cross_entropy, lambda q, p: -(q * np.log(p)).sum()),
    _written(entropy_only, lambda q, p: (q * np.log(q)).sum()),
    _written(mean, lambda q, p: np.mean(q * np.log(q / p))),
    _written(absolute, lambda q, p: np.abs(q * np.log(q / p)).sum()),
    _guarded(swapped, lambda q, p: (p * np.log(p / q)).sum()),
    _guarded(sign, lambda q, p: (q * np.log(p / q)).sum()),
    _guarded(by_p, lambda q, p: (p * np.log(q / p)).sum()),
    _guarded(unweighted, lambda q, p: np.log(q / p).sum()),
    _guarded(entropy_only, lambda q, p: (q * np.log(q)).sum()),
    _guarded(mean, lambda q, p: np.mean(q * np.log(q / p))),
    _guarded(symmetric, lambda q, p: ((q - p) * np.log(q / p)).sum()),
    _guarded(symmetrized, lambda q, p: ((q - p) * np.log(q / p)).sum() / 2),
)
