"""The reference's loop with some of the learner's parts: where does it first go another way?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Parts
from exercises.kit.compare import Floats
from exercises.lesson1_kmeans.checks_assign import squared_distances
from reference import kmeans_examples as reference

LIMIT = 100


def loop(parts: Parts, arguments: Arguments) -> Iterator[Mapping[str, Any]]:
    """Lloyd's iterations with some parts replaced.

    What the contract leaves free is taken from the reference: labels of points that are as near to
    one centroid as to another, and the place of an empty cluster.
    """
    X, k = np.asarray(arguments["X"]), arguments["k"]
    C = _start(X, k, arguments.get("init", "kmeans++"), arguments.get("rng"))
    previous = np.inf
    for _ in range(min(arguments.get("max_iters", LIMIT), LIMIT)):
        labels = _assigned(parts, X, C)
        C = _updated(parts, X, labels, k)
        J = _part(parts, "compute_distortion")(X=X, centroids=C, labels=labels)
        yield {"labels": labels, "μ": C, "J": J}
        if not previous > J:
            return
        previous = J


def _part(parts: Parts, name: str) -> Callable[..., Any]:
    return parts.get(name, getattr(reference, name))


def _start(X: NDArray[Any], k: int, init: Any, rng: Any) -> Floats:
    if isinstance(init, str):
        return reference.initialize_centroids(X, k, init, 0 if rng is None else rng)
    return np.asarray(init, dtype=np.float64)


def _assigned(parts: Parts, X: NDArray[Any], C: Floats) -> Any:
    right = reference.assign_clusters(X, C)
    labels = np.array(_part(parts, "assign_clusters")(X=X, centroids=C))
    if labels.shape == right.shape:
        D, rows = squared_distances(X, C), np.arange(len(X))
        usable = (labels >= 0) & (labels < len(C)) & (labels == np.floor(labels))
        own = D[rows, np.where(usable, labels, 0).astype(int)]
        tied = usable & (own <= D.min(axis=1) * (1 + compare.RTOL))
        labels[tied] = right[tied]
    return labels


def _updated(parts: Parts, X: NDArray[Any], labels: Any, k: int) -> Any:
    C = np.array(_part(parts, "update_centroids")(X=X, labels=labels, k=k))
    empty = np.setdiff1d(np.arange(k), labels)
    if empty.size and C.shape == (k, X.shape[1]) and np.isfinite(C).all():
        C[empty] = reference.update_centroids(X, labels, k)[empty]
    return C
