"""The ladder of activity 1.4: the update step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.compare import Floats, Ints
from exercises.kit.show import point, subscript
from exercises.lesson1_kmeans import misconceptions_update, misconceptions_update_slips
from exercises.lesson1_kmeans.draws import FAR, TINY, any_scale, array, blobs
from reference import kmeans_examples as reference

SINGLE_DIGITS = (1e-8, 1e-6)
"""Between these lies what float32 leaves of the largest value as error: a few roundings of it."""


def check() -> Check:
    """How `update_centroids` is checked."""
    return Check(
        "update_centroids",
        reference.update_centroids,
        _ladder,
        total=16,
        misconceptions=(
            *misconceptions_update.MISCONCEPTIONS,
            *misconceptions_update_slips.MISCONCEPTIONS,
        ),
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
    wide, many = rng.normal(size=(40, 32)), np.arange(40, dtype=np.uint8) % 10
    yield _case("labels of type uint8, 10 clusters, 32 features", wide, many, 10)
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
        missed = [j for j in np.flatnonzero(counts) if not _is_mean(C[j], expected[j], slack)]
        if missed:
            _no_mean(C, expected, counts, missed)
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


def _is_mean(c: Floats, expected: Floats, slack: float) -> bool:
    return bool(np.abs(c - expected).max() <= slack)


def _no_mean(C: Floats, expected: Floats, counts: Ints, missed: list[Any]) -> NoReturn:
    """Says of the first missed cluster what its mean is, and what all the missed have in common."""
    j = int(missed[0])
    points = f"its {counts[j]} points" if counts[j] > 1 else "its only point"
    raise Wrong(
        f"μ{subscript(j)} is {point(C[j])} and must be {point(expected[j])}, the mean of "
        f"{points} (N{subscript(j)} = {counts[j]})." + _pattern(C, expected, counts, missed),
        tag="value" if np.isfinite(C[j]).all() else "nan",
        expected=expected, got=C,
    )  # fmt: skip


def _pattern(C: Floats, expected: Floats, counts: Ints, missed: list[Any]) -> str:
    added = _added_to_the_divisor(C, expected, counts)
    if added is not None:
        amount = f"{abs(added):.2g} {'more' if added > 0 else 'less'}"
        return f" All your means look as if divided by {amount} than N: the divisor is N itself."
    full = counts > 0
    error, size = np.abs(C[full] - expected[full]).max(), np.abs(expected[full]).max()
    if SINGLE_DIGITS[0] * size < error < SINGLE_DIGITS[1] * size:
        return " The first digits agree: is something computed in float32?"
    if counts[missed].max() == 1 and counts.max() > 1:
        return " Larger clusters are right: a single point is a cluster too, and its own mean."
    return ""


def _added_to_the_divisor(C: Floats, expected: Floats, counts: Ints) -> float | None:
    """e, if every mean is that of its cluster times N/(N + e); needs two numbers to be told."""
    full = counts > 0
    got, right = C[full].ravel(), expected[full].ravel()
    N = np.repeat(counts[full], C.shape[1])[right != 0]
    if len(N) < 2 or not got[right != 0].all():
        return None
    with np.errstate(all="ignore"):
        added = N * (right[right != 0] / got[right != 0] - 1)
        middle = float(np.median(added))
        alike = np.abs(added - middle).max() <= 1e-3 * abs(middle)
    most = 1 + 1e-6 if full.sum() > 1 else 0.01  # of one cluster alone only an epsilon is told
    return middle if alike and 0 < abs(middle) < most else None


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
