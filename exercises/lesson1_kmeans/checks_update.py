"""The ladder of activity 1.4: the update step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.compare import Floats, Ints
from exercises.kit.show import point, subscript
from exercises.lesson1_kmeans.draws import FAR, TINY, any_scale, array, blobs
from exercises.lesson1_kmeans.misconceptions_update import MISCONCEPTIONS
from reference import kmeans_examples as reference


def check() -> Check:
    """How `update_centroids` is checked."""
    return Check(
        "update_centroids",
        reference.update_centroids,
        _ladder,
        total=15,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    line = array([[1], [3], [10]])
    plane = array([[1, 2], [4, 2], [4, 8], [9, 5], [5, 3]])
    yield _case("three points on a line", line, np.array([0, 0, 1]), 2)
    yield _case("five points in the plane", plane, np.array([1, 0, 0, 1, 0]), 2)
    yield _case("one cluster", plane, np.zeros(5, dtype=int), 1)
    yield _case("every point its own cluster", plane, np.array([3, 1, 4, 0, 2]), 5)
    yield _case("one point", array([[3, 4]]), np.array([0]), 1)
    whole = np.array([[1, 2], [2, 4], [8, 1], [9, 3]])
    yield _case("whole numbers with means between them", whole, np.array([0, 0, 1, 1]), 2)
    yield _case("an empty cluster between the others", plane, np.array([0, 0, 2, 2, 0]), 3)
    yield _case("the last cluster empty", plane, np.array([0, 1, 1, 1, 0]), 3)
    yield _case("all points in the last of three", plane, np.full(5, 2), 3)
    yield from _hard(rng)
    yield _case("20,000 points", heavy=True, **_large(rng))


def _hard(rng: Generator) -> Iterator[Case]:
    drawn = blobs(rng, int(rng.integers(20, 60)), int(rng.integers(3, 6)), 4, scale=any_scale(rng))
    yield _case(f"{drawn.n} random points", drawn.X, drawn.labels, 4)
    few = blobs(rng, 31, 2, 3)
    yield _case("labels of type uint8", few.X, few.labels.astype(np.uint8), 3)
    yield _case("float32", few.X.astype(np.float32), few.labels, 3)
    tiny = blobs(rng, 30, 3, 3, scale=TINY)
    yield _case("a scale of 1e-8", tiny.X, tiny.labels, 3)
    far = blobs(rng, 30, 2, 3, at=FAR)
    yield _case("far from the origin (1e8)", far.X, far.labels, 3)


def _large(rng: Generator) -> Arguments:
    many = blobs(rng, 20_000, 4, 8)
    return {"X": many.X, "labels": many.labels, "k": 8}


def _case(name: str, X: NDArray[Any], labels: NDArray[Any], k: int, *, heavy: bool = False) -> Case:
    exact = len(np.unique(labels)) == k
    return judged(
        name, _means_of(X, labels, k), exact=exact, heavy=heavy, X=X, labels=labels, k=k
    )  # fmt: skip


def _means_of(X: NDArray[Any], labels: NDArray[Any], k: int) -> Callable[[Any], None]:
    counts = np.bincount(labels, minlength=k)
    expected = np.stack(
        [mean(X[labels == j]) if counts[j] else np.full(X.shape[1], np.nan) for j in range(k)]
    )
    slack = slack_of_means(X)

    def judge(result: Any) -> None:
        C = _all_rows(result, k, X.shape[1], counts)
        for j in np.flatnonzero(counts):
            _is_mean(C, expected, int(j), int(counts[j]), slack)
        for j in np.flatnonzero(counts == 0):
            _is_on_a_row(C, int(j), X, slack)

    return judge


def mean(X: NDArray[Any]) -> Floats:
    """The mean of the rows, computed about the first of them: exact far from the origin too."""
    points = X.astype(np.float64)
    middle: Floats = points[0] + (points - points[0]).mean(axis=0)
    return middle


def slack_of_means(X: NDArray[Any]) -> float:
    """What plain summation may lose: n roundings of numbers as large as those of X."""
    rounding = len(X) * np.finfo(np.float64).eps * float(np.abs(X.astype(np.float64)).max())
    return float(compare.rtol(X) * compare.radius(X) + rounding)


def _all_rows(result: Any, k: int, d: int, counts: Ints) -> Floats:
    try:
        return compare.numbers(result, (k, d), "centroids")
    except Wrong as wrong:
        shape: tuple[int, ...] = (
            np.shape(wrong.got) if wrong.tag == "shape" and wrong.got is not None else ()
        )
        if not (len(shape) == 2 and shape[0] < k and shape[1] == d):
            raise
        empty = np.flatnonzero(counts == 0)
        about = f": cluster {empty[0]} has no point, and its row is missing" if empty.size else ""
        raise Wrong(
            f"There are {shape[0]} centroids and must be k = {k}{about}.",
            tag="missing-rows", got=wrong.got,
        ) from None  # fmt: skip


def _is_mean(C: Floats, expected: Floats, j: int, count: int, slack: float) -> None:
    if np.abs(C[j] - expected[j]).max() <= slack:
        return
    points = f"its {count} points" if count > 1 else "its only point"
    raise Wrong(
        f"μ{subscript(j)} is {point(C[j])} and must be {point(expected[j])}, the mean of "
        f"{points} (N{subscript(j)} = {count}).",
        tag="value" if np.isfinite(C[j]).all() else "nan",
        expected=expected, got=C,
    )  # fmt: skip


def _is_on_a_row(C: Floats, j: int, X: NDArray[Any], slack: float) -> None:
    c = C[j]
    if (np.abs(X - c) <= slack).all(axis=1).any():
        return
    if not np.isfinite(c).all():
        tag, what = "empty-nan", "0/0 is no mean"
    elif not c.any():
        tag, what = "empty-zero", "the origin has nothing to do with the data"
    elif np.abs(c - mean(X)).max() <= slack:
        tag, what = "empty-global-mean", "the mean of all points may lie where no point is"
    else:
        tag, what = "empty-not-a-row", "that is no point of X"
    raise Wrong(
        f"Cluster {j} has no point (N{subscript(j)} = 0), and μ{subscript(j)} is {point(c)}: "
        f"{what}. Move it onto a row of X.",
        tag=tag,
        got=C,
    )


def _courtesies() -> tuple[Courtesy, ...]:
    X, labels = array([[1, 2], [4, 2], [4, 8]]), np.array([0, 0, 1])
    remark = "{} were answered with centroids: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": X, "labels": labels[:2], "k": 2}, remark.format("Fewer labels than points")),
        Courtesy({"X": X, "labels": np.array([0, 1, 2]), "k": 2},
                 remark.format("Labels up to 2 with k = 2")),
        Courtesy({"X": X, "labels": np.array([0, 0.5, 1]), "k": 2},
                 remark.format("Fractional labels")),
        Courtesy({"X": array([[1, 2], [np.nan, 2], [4, 8]]), "labels": labels, "k": 2},
                 remark.format("Points with NaN")),
    )  # fmt: skip
