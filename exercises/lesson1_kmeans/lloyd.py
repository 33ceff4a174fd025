"""A right k-means, small and plain, that the misconceptions spoil in one thing each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

State = tuple[Any, Any, list[float]]


def start(X: Any, k: int, init: Any, rng: Any) -> Any:
    """Rows of X drawn by the method that init names, or init itself, (k, d)."""
    if not isinstance(init, str):
        return np.array(init, dtype=float)
    generator = np.random.default_rng(rng)
    if init == "random":
        return np.array(X[generator.choice(len(X), size=k, replace=False)], dtype=float)
    chosen = [int(generator.integers(len(X)))]
    while len(chosen) < k:
        gaps = squares(X, X[chosen].astype(float)).min(axis=1)
        p = gaps / gaps.sum() if gaps.any() else None
        chosen.append(int(generator.choice(len(X), p=p)))
    return X[chosen].astype(float)


def squares(X: Any, C: Any) -> Any:
    """Squared distances (n, k)."""
    return ((X[:, None].astype(float) - C) ** 2).sum(axis=2)


def nearest(X: Any, C: Any) -> Any:
    """Labels (n,)."""
    return squares(X, C).argmin(axis=1)


def mean(members: Any) -> Any:
    """The mean of a cluster's points."""
    return members.mean(axis=0, dtype=float)


def updated(X: Any, labels: Any, C: Any, centre: Callable[[Any], Any] = mean) -> Any:
    """The centre of each cluster; an empty one is moved onto the first row."""
    sets = [X[labels == j] for j in range(len(C))]
    return np.array([centre(s) if len(s) else X[0] for s in sets], dtype=float)


def distortion(X: Any, C: Any, labels: Any) -> float:
    """J."""
    return float(((X - C[labels]) ** 2).sum())


def settled(history: list[float], tol: float) -> bool:
    """Whether J has stopped falling."""
    return len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]


def lloyd(
    X: Any, C: Any, max_iters: int, tol: float, *,
    update: Callable[..., Any] = updated,
    settled: Callable[[list[float], float], bool] = settled,
) -> State:  # fmt: skip
    """Iterations from the centroids C."""
    labels, history = nearest(X, C), []
    for _ in range(max_iters):
        C = update(X, labels, C)
        labels = nearest(X, C)
        history.append(distortion(X, C, labels))
        if settled(history, tol):
            break
    return C, labels, history


def kmeans(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    """Start and iterations."""
    return lloyd(X, start(X, k, init, rng), max_iters, tol)
