"""Wrong ways to compute Jensen's gap (activity 3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from exercises.kit.case import Misconception, collect, misconception

F = "jensen_gap"


def _mean(weights: Any, x: Any) -> Any:
    """Σ w x, where a weight of 0 counts 0."""
    return (weights[weights > 0] * x[weights > 0]).sum()


def _log(values: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(np.asarray(values, dtype=float))


def _right(values: Any, weights: Any) -> Any:
    return np.log(_mean(weights, values)) - _mean(weights, _log(values))


@misconception(
    F, "jensen-sign",
    title="You take log E[v] from E[log v]: the gap comes out negative.",
    explanation="The logarithm is concave, so log E[v] is the greater one: the gap is log E[v] − "
    "E[log v] ≥ 0.",
    symbol="log E[v] − E[log v]",
)  # fmt: skip
def sign(values: Any, weights: Any) -> Any:
    return -_right(values, weights)


@misconception(
    F, "jensen-log2",
    title="You take logarithms to base 2; the gap is in nats.",
    explanation="np.log is the natural logarithm; np.log2 gives bits, larger by 1/ln 2 = 1.44.",
    symbol="log",
)  # fmt: skip
def bits(values: Any, weights: Any) -> Any:
    return _right(values, weights) / np.log(2)


@misconception(
    F, "jensen-log10",
    title="You take logarithms to base 10; the gap is in nats.",
    explanation="np.log is the natural logarithm, np.log10 is smaller by the factor 2.303.",
    symbol="log",
)  # fmt: skip
def decimal(values: Any, weights: Any) -> Any:
    return _right(values, weights) / np.log(10)


@misconception(
    F, "jensen-weights-ignored",
    title="You take plain means and leave the weights out.",
    explanation="E[v] is Σ wᵢ vᵢ: np.mean gives each value the weight 1/n.",
    symbol="wᵢ",
)  # fmt: skip
def unweighted(values: Any, weights: Any) -> Any:
    return np.log(np.mean(values)) - np.mean(_log(values))


@misconception(
    F, "jensen-one-mean-unweighted",
    title="You weight E[v], but take a plain mean for E[log v].",
    explanation="Both expectations are under the same weights: E[log v] = Σ wᵢ log vᵢ.",
    symbol="E[log v]",
)  # fmt: skip
def one_unweighted(values: Any, weights: Any) -> Any:
    return np.log(_mean(weights, values)) - np.mean(_log(values))


@misconception(
    F, "jensen-divided-by-n",
    title="You divide the weighted sums by n once more.",
    explanation="The weights sum to one already: Σ wᵢ vᵢ is the expectation. np.mean(w * v) "
    "divides by n on top.",
    symbol="E[v]",
)  # fmt: skip
def divided_by_n(values: Any, weights: Any) -> Any:
    n = len(values)
    return np.log(_mean(weights, values) / n) - _mean(weights, _log(values)) / n


@misconception(
    F, "jensen-no-log-of-the-mean",
    title="You leave out the logarithm of E[v].",
    explanation="The gap compares log E[v] with E[log v]: both are logarithms.",
    symbol="log E[v]",
)  # fmt: skip
def no_log(values: Any, weights: Any) -> Any:
    return _mean(weights, values) - _mean(weights, _log(values))


@misconception(
    F, "jensen-difference-of-means",
    title="You subtract the geometric mean from the arithmetic one.",
    explanation="E[v] − exp(E[log v]) has the same sign, but the gap is the difference of their "
    "logarithms.",
    symbol="log E[v] − E[log v]",
)  # fmt: skip
def means(values: Any, weights: Any) -> Any:
    return _mean(weights, values) - np.exp(_mean(weights, _log(values)))


@misconception(
    F, "jensen-log-of-the-mean-only",
    title="You return log E[v] alone.",
    explanation="That is the greater side; the gap is what it exceeds E[log v] by.",
    symbol="E[log v]",
)  # fmt: skip
def first_only(values: Any, weights: Any) -> Any:
    return np.log(_mean(weights, values))


@misconception(
    F, "jensen-mean-of-logs-only",
    title="You return E[log v] alone.",
    explanation="That is the bound itself; the gap is log E[v] minus it.",
    symbol="log E[v]",
)  # fmt: skip
def second_only(values: Any, weights: Any) -> Any:
    return _mean(weights, _log(values))


@misconception(
    F, "jensen-zero-weight-nan",
    title="You multiply the weight 0 by log 0.",
    explanation="0 · (−∞) is NaN in floating point. A value of weight 0 is no part of the "
    "expectation: leave it out before taking logarithms.",
    symbol="0 · log 0",
)  # fmt: skip
def zero_weight(values: Any, weights: Any) -> Any:
    with np.errstate(invalid="ignore"):
        return np.log((weights * values).sum()) - (weights * _log(values)).sum()


@misconception(
    F, "jensen-weights-inside-the-log",
    title="You put the weights inside the logarithm: Σ log(w v).",
    explanation="A weight multiplies the logarithm, it is no factor of its argument: Σ wᵢ log vᵢ.",
    symbol="E[log v]",
)  # fmt: skip
def inside(values: Any, weights: Any) -> Any:
    return np.log(_mean(weights, values)) - _mean(np.ones(len(values)), _log(weights * values))


@misconception(
    F, "jensen-second-order",
    title="You return the approximation Var[v] / (2 E[v]²).",
    explanation="That is the first term of the gap's series, good only where v hardly varies. The "
    "gap itself is log E[v] − E[log v].",
    symbol="Var[v]",
)  # fmt: skip
def second_order(values: Any, weights: Any) -> Any:
    mean = _mean(weights, values)
    return _mean(weights, (values / mean - 1) ** 2) / 2


@misconception(
    F, "jensen-log1p",
    title="You take log(1 + v) for log v.",
    explanation="np.log1p(v) is log(1 + v), finite at 0 and another function: the gap shrinks.",
    symbol="log",
)  # fmt: skip
def log1p(values: Any, weights: Any) -> Any:
    return np.log1p(_mean(weights, values)) - _mean(weights, np.log1p(values))


@misconception(
    F, "jensen-epsilon",
    title="You add a small number before the logarithm.",
    explanation="log(v + 1e-10) is another function where v is small: 1e-300 becomes 1e-10. Leave "
    "values of weight 0 out instead.",
    symbol="log v",
)  # fmt: skip
def epsilon(values: Any, weights: Any) -> Any:
    return np.log(_mean(weights, values) + 1e-10) - _mean(weights, np.log(values + 1e-10))


@misconception(
    F, "jensen-mean-of-products",
    title="You take the mean of w·v for E[v], which divides by n once more.",
    explanation="E[v] is the sum Σ wᵢ vᵢ: the weights sum to one already. np.mean(w * v) is too "
    "small by the factor n.",
    symbol="E[v]",
)  # fmt: skip
def mean_of_products(values: Any, weights: Any) -> Any:
    used = weights > 0
    return np.log(np.mean((weights * values)[used])) - _mean(weights, _log(values))


_ALSO = "And a value 0 of weight 0 gives 0 · log 0, NaN: leave it out."


def _written(known: Misconception, formula: Callable[[Any, Any], Any]) -> Misconception:
    """The same mistake, in code that takes no care of zeros."""

    def code(values: Any, weights: Any) -> Any:
        with np.errstate(all="ignore"):
            return formula(values, weights)

    words = f"{known.explanation} {_ALSO}"
    return replace(known, id=f"{known.id}-and-zeros", explanation=words, code=code)


def _masked(known: Misconception) -> Misconception:
    """The same mistake, in code that leaves out what has no weight."""

    def code(values: Any, weights: Any) -> Any:
        some = weights > 0
        return known.code(values[some], weights[some])

    return replace(known, id=f"{known.id}-but-zeros", code=code)


def _overflowing(known: Misconception) -> Misconception:
    """The approximation by E[v²] / E[v]², which overflows."""

    def code(values: Any, weights: Any) -> Any:
        with np.errstate(all="ignore"):
            return (_mean(weights, values**2) / _mean(weights, values) ** 2 - 1) / 2

    return replace(known, id=f"{known.id}-by-squares", code=code)


MISCONCEPTIONS = (
    *collect(globals(), F),
    _written(sign, lambda v, w: (w * np.log(v)).sum() - np.log((w * v).sum())),
    _written(bits, lambda v, w: np.log2((w * v).sum()) - (w * np.log2(v)).sum()),
    _written(decimal, lambda v, w: np.log10((w * v).sum()) - (w * np.log10(v)).sum()),
    _written(no_log, lambda v, w: (w * v).sum() - (w * np.log(v)).sum()),
    _written(means, lambda v, w: (w * v).sum() - np.exp((w * np.log(v)).sum())),
    _written(second_only, lambda v, w: (w * np.log(v)).sum()),
    _written(mean_of_products, lambda v, w: np.log((w * v).mean()) - (w * np.log(v)).sum()),
    _masked(unweighted),
    _overflowing(second_order),
    _written(divided_by_n, lambda v, w: np.log((w * v).mean()) - (w * np.log(v)).mean()),
)
