"""Two mistakes at once: a wrong way, in code that takes no care of zeros or of underflow either.

Most first attempts are like that, and differ from the careful form of the same mistake on the
rungs with an empty component, a zero in Q or a far point.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from exercises.kit.case import Misconception
from exercises.lesson3_em.families import CLAMP, FLOOR

Spoil = Callable[..., Any]
"""Gets a misconception's result and its arguments; gives what careless code would have."""

ALSO = "And where Q = 0 your sum is NaN: 0 · (−∞)."


def twins(
    careful: Iterable[Misconception], of: Collection[str], spoil: Spoil, also: str
) -> tuple[Misconception, ...]:
    """Careless forms of some misconceptions.

    Args:
        of: their ids, or what follows the second hyphen in them.
        spoil: what carelessness does to their results.
        also: the sentence that is added to their explanations.
    """
    return tuple(
        _twin(m, spoil, also) for m in careful if m.id in of or m.id.split("-", 2)[-1] in of
    )


def _twin(careful: Misconception, spoil: Spoil, also: str) -> Misconception:
    def code(*args: Any, **kwargs: Any) -> Any:
        return spoil(careful.code(*args, **kwargs), *args, **kwargs)

    explanation = f"{careful.explanation} {also}"
    return replace(careful, id=f"{careful.id}-and-zeros", explanation=explanation, code=code)


def careless_m_step(result: Any, X: Any, Q: Any) -> Any:
    """Estimates that may be at the edge, and 0/0 for a component without weight."""
    phi, *others = result
    empty = Q.sum(axis=0) == 0
    return (phi, *(_nan_where(empty, unclamped(np.asarray(p))) for p in others))


def careless_edge(result: Any, X: Any, Q: Any) -> Any:
    """Estimates that may be at the edge."""
    phi, *others = result
    return (phi, *(unclamped(np.asarray(p)) for p in others))


def _nan_where(empty: Any, values: Any) -> Any:
    if len(values) != len(empty):
        return values
    return np.where(empty.reshape(-1, *[1] * (values.ndim - 1)), np.nan, values)


def unclamped(values: Any) -> Any:
    """What stood at a clamp or floor put back to where it was."""
    for kept, raw in ((CLAMP, 0.0), (1 - CLAMP, 1.0), (FLOOR, 0.0), (1 / FLOOR, np.inf)):
        values = np.where(values == kept, raw, values)
    return values


def careless_elbo(result: Any, X: Any, params: Any, Q: Any) -> Any:
    """NaN as soon as a Q is 0: 0 · log 0."""
    return np.nan if (Q == 0).any() else result


def careless_expectation(result: Any, X: Any, params: Any, Q: Any) -> Any:
    """NaN where Q and φ are 0: 0 · (−∞)."""
    return np.nan if (np.asarray(params[0]) == 0).any() else result


def careless_gap(result: Any, log_joint: Any, Q: Any) -> Any:
    """NaN as soon as a Q is 0."""
    return np.nan if (Q == 0).any() else result


def careless_parts(result: Any, log_joint: Any, Q: Any) -> Any:
    """The entropy NaN as soon as a Q is 0, the expectation where log_joint is −∞ as well."""
    expected, entropy, elbo = result
    zero = Q == 0
    if (zero & np.isneginf(log_joint)).any():
        expected = np.nan
    if zero.any():
        entropy = elbo = np.nan
    return expected, entropy, elbo
