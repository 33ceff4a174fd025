"""What a run of k-means has to be, whatever its stopping test, its order of clusters, its seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Wrong
from exercises.kit.compare import Floats, Ints
from exercises.kit.show import brief
from exercises.lesson1_kmeans.checks_assign import near_tie, not_nearest, squared_distances
from exercises.lesson1_kmeans.checks_update import mean, slack_of_means
from reference import kmeans_examples as reference

RESULTS = ("centroids", "labels", "distortion_history")


@dataclass(frozen=True)
class Run:
    """A run whose results fit together."""

    centroids: Floats
    labels: Ints
    distortion: float
    history: Floats


def run_of(result: Any, X: NDArray[Any], k: int, max_iters: int = 100) -> Run:
    """The run that `kmeans` returned.

    Raises:
        Wrong: what it returned is no run: shapes, a rising history, labels or a last entry that
            do not belong to the centroids.
    """
    centroids, labels, history = compare.parts(result, RESULTS)
    C, members = state_of(centroids, labels, X, k)
    J = history_of(history, max_iters)
    distortion = reference.compute_distortion(X, C, members)
    _never_rises(J, distortion, slack_of(X))
    labels_are_nearest(X, C, members)
    _last_entry(J, distortion, slack_of(X), len(X))
    return Run(C, members, distortion, J)


def state_of(centroids: Any, labels: Any, X: NDArray[Any], k: int) -> tuple[Floats, Ints]:
    """Centroids (k, d) and labels (n,), finite and in range."""
    n, d = X.shape
    if _shape(centroids) == (n,) and _shape(labels) == (k, d):
        raise Wrong(
            "The labels stand before the centroids: centroids come first, then labels.", tag="order"
        )
    rows = _shape(centroids)
    if len(rows) == 2 and rows[0] < k and rows[1] == d:
        raise Wrong(
            f"There are {rows[0]} centroids and must be k = {k}: one whose cluster lost all its "
            "points still needs a place.",
            tag="missing-rows",
        )
    C = compare.numbers(centroids, (k, d), "centroids")
    compare.finite_rows(C, "centroids", "μ")
    return C, compare.labels(labels, n, k)


def _shape(value: Any) -> tuple[int, ...]:
    """The shape of an array or a nest of lists; () for what is neither."""
    if not isinstance(value, (np.ndarray, list, tuple)):
        return ()
    try:
        return np.shape(value)
    except ValueError:  # lists of different lengths: `compare` says so
        return ()


def slack_of(X: NDArray[Any]) -> float:
    """What rounding may do to J."""
    return compare.rtol(X) * compare.spread(X)


def history_of(value: Any, max_iters: int) -> Floats:
    """The distortions, one an iteration."""
    if _shape(value) == () and isinstance(value, (float, int, np.number, np.ndarray)):
        raise Wrong(
            f"distortion_history is the single number {brief(value)} and must be a list with the "
            "distortion of each iteration.",
            tag="history-scalar",
        )
    J = compare.numbers(value, (-1,), "distortion_history")
    if not 1 <= len(J) <= max_iters:
        raise Wrong(
            f"distortion_history has {len(J)} entries with max_iters = {max_iters}: one an "
            "iteration, from 1 to max_iters in all, and none for the start.",
            tag="history-length",
        )
    if not np.isfinite(J).all():
        raise Wrong("distortion_history must be finite.", tag="history-nan", got=J)
    return J


def _never_rises(J: Floats, distortion: float, slack: float) -> None:
    rises = np.flatnonzero(np.diff(J) > slack)
    if rises.size == 0:
        return
    if (np.diff(J) >= -slack).all() and abs(J[0] - distortion) <= slack:
        raise Wrong(
            f"distortion_history is in rising order, from {brief(J[0])} to {brief(J[-1])}, and "
            "its first entry belongs to the last state: is it reversed, or sorted?",
            tag="rising-order",
            got=J,
        )
    t = int(rises[0])
    raise Wrong(
        f"J rose from {brief(J[t])} to {brief(J[t + 1])} at iteration {t + 2}: neither an "
        "assignment to the nearest nor an update to the means can raise it.",
        tag="rises",
        got=J,
    )


def labels_are_nearest(X: NDArray[Any], C: Floats, labels: Ints) -> None:
    """Whether the labels returned name the nearest of the centroids returned (ties are free)."""
    D = squared_distances(X, C)
    best, own = D.argmin(axis=1), D[np.arange(len(X)), labels]
    missed = np.flatnonzero(own > D.min(axis=1) + near_tie(X, C))
    if missed.size:
        try:
            not_nearest(X, C, D, labels, best, int(missed[0]))
        except Wrong as wrong:
            raise Wrong(
                f"The labels returned do not belong to the centroids returned. {wrong.message} "
                "After the last update the points have to be assigned once more.",
                tag="stale-labels", expected=best, got=labels,
            ) from None  # fmt: skip


def _last_entry(J: Floats, distortion: float, slack: float, n: int) -> None:
    if abs(J[-1] - distortion) <= slack:
        return
    what, tag = "", "history-last"
    if abs(J[-1] * n - distortion) <= slack:
        what, tag = " Yours is divided by n.", "history-mean"
    elif abs(J[0] - distortion) <= slack:
        what, tag = " The first entry is: is the history the wrong way round?", "history-reversed"
    raise Wrong(
        f"The last entry of distortion_history is {brief(J[-1])}, and the centroids and labels "
        f"returned have J = {brief(distortion)}.{what}",
        tag=tag, expected=distortion, got=J,
    )  # fmt: skip


# -- the path from a given start --


def lloyd_step(X: NDArray[Any], C: Floats) -> Floats:
    """One assignment and one update; a cluster without points stays where it is."""
    labels = squared_distances(X, C).argmin(axis=1)
    after = C.astype(np.float64)
    for j in np.unique(labels):
        after[j] = mean(X[labels == j])
    return after


def path_from(X: NDArray[Any], start: NDArray[Any]) -> list[Floats]:
    """The centroids before the first iteration, after it, …, up to the fixed point."""
    path = [start.astype(np.float64)]
    while True:
        after = lloyd_step(X, path[-1])
        if np.array_equal(after, path[-1]):
            return path
        path.append(after)


def is_after(X: NDArray[Any], C: Floats, path: Sequence[Floats], m: int) -> None:
    """Whether the centroids are, in any order, those after m iterations.

    Raises:
        Wrong: says after how many iterations they are, if on the path at all.
    """
    slack = slack_of_means(X)
    m = min(m, len(path) - 1)
    if same_in_any_order(C, path[m], slack):
        return
    at = next((t for t, P in enumerate(path) if same_in_any_order(C, P, slack)), None)
    where = "are on no path that k-means takes from this start"
    if at is not None:
        where = f"are those after {at} iteration{'' if at == 1 else 's'}"
        where += ", the state before the last update" if at == m - 1 else ""
    raise Wrong(
        f"From the given start the centroids must be {_listed(path[m])} after {m} iteration"
        f"{'' if m == 1 else 's'} (each an assignment and an update); yours, {_listed(C)}, "
        f"{where}.",
        tag="off-the-path" if at is None else f"steps:{at - m:+d}",
        expected=path[m], got=C,
    )  # fmt: skip


def history_follows(X: NDArray[Any], J: Floats, path: Sequence[Floats]) -> None:
    """Whether each entry is J after that iteration's update, or after the assignment that follows.

    Raises:
        Wrong: with the first entry that is neither.
    """
    for t, entry in enumerate(J):
        before, after = (path[min(i, len(path) - 1)] for i in (t, t + 1))
        old, new = (squared_distances(X, C).argmin(axis=1) for C in (before, after))
        updated, assigned = (reference.compute_distortion(X, after, rows) for rows in (old, new))
        if min(abs(entry - updated), abs(entry - assigned)) > slack_of(X):
            raise Wrong(
                f"Entry {t + 1} of distortion_history is {brief(entry)}; after iteration {t + 1} J "
                f"is {brief(updated)}, and {brief(assigned)} once the points are assigned again.",
                tag="history-entry",
                got=J,
            )


def same_in_any_order(C: Floats, expected: Floats, slack: float) -> bool:
    """Whether two sets of centroids are the same, one to one."""
    left = list(range(len(C)))
    for row in expected:
        found = next((j for j in left if np.abs(C[j] - row).max() <= slack), None)
        if found is None:
            return False
        left.remove(found)
    return True


def lowered_by_one_more(X: NDArray[Any], run: Run) -> float:
    """The J that one more iteration would reach."""
    after = lloyd_step(X, run.centroids)
    labels = squared_distances(X, after).argmin(axis=1)
    return reference.compute_distortion(X, after, labels)


def _listed(C: Floats) -> str:
    return ", ".join(brief(c) for c in C[:4]) + (", …" if len(C) > 4 else "")
