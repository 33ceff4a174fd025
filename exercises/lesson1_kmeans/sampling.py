"""How likely each outcome of a seeding scheme is, and whether a sample of outcomes fits.

The chances are exact: all ways to draw k of a few points are added up. Two tests judge the fit, and
the chance that a right sample fails is bounded for both, at any number of draws:

* the sample's Kullback-Leibler divergence from the right chances (Agrawal, "Finite-sample
  concentration of the multinomial in relative entropy", 2020): with N draws and m outcomes
  P(N·KL ≥ t) ≤ e^−t (e·t/(m − 1))^(m − 1);
* the likelihood ratio of each known wrong scheme, whose mean under the right one is at most 1, so
  that it exceeds c at most once in c times (Markov's inequality).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from exercises.kit.compare import Floats

Outcome = tuple[int, ...]
Chances = Mapping[Outcome, float]
Weights = Callable[[Floats, Sequence[int]], Floats]
"""Weights (n,) of the next row, given X (n, d) and the rows drawn so far."""

FALSE_ALARM = 1e-7


def chances(
    X: Floats, k: int, weights: Weights, firsts: Sequence[int] | None = None
) -> dict[Outcome, float]:
    """Chance of every set of k rows.

    The first row is drawn evenly from `firsts` (all rows, if None), the others by `weights`.
    """
    found: dict[Outcome, float] = {}

    def draw(chosen: list[int], chance: float) -> None:
        if len(chosen) == k:
            key = tuple(sorted(chosen))
            found[key] = found.get(key, 0.0) + chance
            return
        w = weights(X, chosen)
        for i in np.flatnonzero(w > 0):
            draw([*chosen, int(i)], chance * w[i] / w.sum())

    starts = range(len(X)) if firsts is None else firsts
    for first in starts:
        draw([first], 1 / len(starts))
    return found


def fits(sample: Sequence[Outcome], right: Chances, wrong: Collection[Chances] = ()) -> bool:
    """Whether a sample may come from the right chances.

    A right one is refused at most twice in 10⁷ times. The wrong ones are those that it is
    compared with; others are noticed too, but only when they are farther from the right one.
    """
    counts = Counter(sample)
    best = _loglik(counts, {o: c / len(sample) for o, c in counts.items()})
    own = _loglik(counts, right)
    if _tail(best - own, len(right)) < FALSE_ALARM:
        return False
    limit = math.log(max(len(wrong), 1) / FALSE_ALARM)
    return all(_loglik(counts, other) - own < limit for other in wrong)


def _loglik(counts: Mapping[Outcome, int], scheme: Chances) -> float:
    """The logarithm of the chance of these draws, without the multinomial coefficient."""
    if any(scheme.get(o, 0.0) == 0 for o in counts):
        return -math.inf
    return sum(c * math.log(scheme[o]) for o, c in counts.items())


def _tail(divergence: float, m: int) -> float:
    """The bound on the chance that N·KL is as large as this."""
    if divergence <= m - 1 or m == 1:
        return 1.0 if math.isfinite(divergence) else 0.0
    return math.exp((m - 1) * math.log(math.e * divergence / (m - 1)) - divergence)


def likeliest(sample: Sequence[Outcome], schemes: Mapping[str, Chances]) -> str | None:
    """The name of the scheme under which the sample is most likely, if it fits that one."""
    counts = Counter(sample)
    best = max(schemes, key=lambda name: _loglik(counts, schemes[name]))
    return best if fits(sample, schemes[best]) else None


def squared_to_nearest(X: Floats, chosen: Sequence[int]) -> Floats:
    """D²: the squared distance to the nearest row drawn."""
    nearest: Floats = _squares(X, chosen).min(axis=1)
    return nearest


def to_nearest(X: Floats, chosen: Sequence[int]) -> Floats:
    """D, not squared."""
    return np.sqrt(squared_to_nearest(X, chosen))


def fourth_power(X: Floats, chosen: Sequence[int]) -> Floats:
    """D⁴: squared once too often."""
    return np.square(squared_to_nearest(X, chosen))


def squared_to_last(X: Floats, chosen: Sequence[int]) -> Floats:
    """The squared distance to the row drawn last, whatever was drawn before."""
    return squared_to_first(X, chosen[-1:])


def squared_to_first(X: Floats, chosen: Sequence[int]) -> Floats:
    """The squared distance to the first row alone."""
    squares: Floats = _squares(X, chosen[:1])[:, 0]
    return squares


def only_the_farthest(X: Floats, chosen: Sequence[int]) -> Floats:
    """The farthest row and no other."""
    squares = squared_to_nearest(X, chosen)
    return np.asarray(squares == squares.max(), dtype=np.float64)


def evenly(X: Floats, chosen: Sequence[int]) -> Floats:
    """Any row that is not drawn yet."""
    weights = np.ones(len(X))
    weights[list(chosen)] = 0
    return weights


def evenly_again(X: Floats, chosen: Sequence[int]) -> Floats:
    """Any row, those drawn before among them."""
    return np.ones(len(X))


def best_of_candidates(X: Floats, chosen: Sequence[int], candidates: int = 3) -> Floats:
    """The greedy variant: of several D² draws the one that leaves the least potential."""
    squares = squared_to_nearest(X, chosen)
    left = [np.minimum(squares, _squares(X, [i])[:, 0]).sum() for i in range(len(X))]
    _, group = np.unique(np.round(left, 9), return_inverse=True)
    share = np.bincount(group, weights=squares) / squares.sum()
    at_least = np.append(np.cumsum(share[::-1])[::-1], 0.0) ** candidates
    wins = at_least[:-1] - at_least[1:]  # that the best candidate is of this group
    weights: Floats = wins[group] * squares / np.maximum(share[group], 1e-300)
    return weights


def _squares(X: Floats, chosen: Sequence[int]) -> Floats:
    """Squared distances (n, c) of the rows to those drawn."""
    gaps = X[:, None, :] - X[list(chosen)]
    squares: Floats = np.square(gaps).sum(axis=2)
    return squares
