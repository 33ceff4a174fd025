"""Two labellings of the same points: how far they agree, whatever the numbers of the clusters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import numpy as np

from exercises.kit.compare import Ints


def contingency(a: Ints, b: Ints, k: int) -> Ints:
    """How many points have label i in one and j in the other, (k, k)."""
    return np.bincount(a * k + b, minlength=k * k).reshape(k, k).astype(np.int64)


def overlaps(counts: Any) -> Iterator[int]:
    """The points that agree under each one-to-one matching of the clusters (few: k! of them)."""
    rows = np.arange(len(counts))
    return (int(counts[rows, list(order)].sum()) for order in permutations(range(len(counts))))


def matched(a: Ints, b: Ints, k: int) -> Ints:
    """Labels a, renumbered for the greatest overlap with b."""
    counts, rows = contingency(a, b, k), np.arange(k)
    best = max(permutations(range(k)), key=lambda order: counts[rows, list(order)].sum())
    return np.array(best)[a].astype(np.int64)


def rand_index(a: Ints, b: Ints) -> float:
    """The adjusted Rand index (Hubert and Arabie, 1985); 1 where both have one cluster."""
    k = int(max(a.max(), b.max())) + 1
    counts = contingency(a, b, k).astype(np.float64)

    def pairs(x: Any) -> float:
        return float((x * (x - 1) / 2).sum())

    both, first, second = pairs(counts), pairs(counts.sum(axis=1)), pairs(counts.sum(axis=0))
    expected = first * second / max(pairs(np.array([len(a)])), 1.0)
    most = (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def unadjusted(a: Ints, b: Ints, k: int) -> dict[str, float]:
    """Other measures of agreement, by what they are."""
    pairs = np.triu_indices(len(a), 1)
    same = [(labels[:, None] == labels)[pairs] for labels in (a, b)]
    return {
        "the plain Rand index, the share of pairs": float((same[0] == same[1]).mean()),
        "the share of points with equal labels": float((a == b).mean()),
        "the share of points that agree": max(overlaps(contingency(a, b, k))) / len(a),
    }
