"""The ladder of activity 1.3: the assignment step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Opaque, Wrong, judged
from exercises.kit.compare import Floats, Ints
from exercises.kit.show import brief, point, subscript
from exercises.lesson1_kmeans import misconceptions_assign, misconceptions_assign_slips
from exercises.lesson1_kmeans.draws import FAR, TINY, any_scale, array, blobs
from reference import kmeans_examples as reference

NEAR_TIE = 1e-6
"""Of the squared scale: distances that near count as equal, so that any arithmetic passes."""


VAST = 1e12
"""A scale whose squared distances, about 1e24, exceed what a running minimum is started at."""


def check() -> Check:
    """How `assign_clusters` is checked."""
    return Check(
        "assign_clusters",
        reference.assign_clusters,
        _ladder,
        total=18,
        misconceptions=(
            *misconceptions_assign.MISCONCEPTIONS,
            *misconceptions_assign_slips.MISCONCEPTIONS,
        ),
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _case("two points on a line", array([[0], [10]]), array([[1], [9]]))
    plane = array([[0, 0], [0, 6], [9, 1], [7, 7]])
    yield _case("four points, three centroids", plane, array([[1, 1], [1, 5], [8, 4]]))
    yield _case("straight or across", array([[0, 0], [6, 6]]), array([[0, 5], [3, 3.5]]))
    yield _case("a tie", array([[5], [2]]), array([[8], [2], [0]]))
    yield _case(
        "two centroids in one place", array([[0, 0], [4, 3]]), array([[9, 9], [1, 1], [1, 1]])
    )
    yield _case("one centroid", plane, array([[3, 3]]))
    yield _case("one point", array([[3, 4]]), array([[0, 0], [9, 9], [2, 4]]))
    yield _case("a centroid that no point is near", plane, array([[1, 3], [99, 99], [8, 4]]))
    yield from _drawn(rng)
    yield from _hard(rng)
    yield _case("20,000 points", heavy=True, **_large(rng))


def _drawn(rng: Generator) -> Iterator[Case]:
    drawn = blobs(
        rng, int(rng.integers(20, 60)), int(rng.integers(2, 6)), 5, apart=1, scale=any_scale(rng)
    )
    yield _case(f"{drawn.n} random points", drawn.X, drawn.centers)
    many = 20 * rng.normal(size=(300, 1))
    yield _case("300 centroids, d = 1", np.concatenate([many[280:] + 0.1, many[:4]]), many)
    whole, between = np.array([[1], [4]]), array([[0.2], [1.9]])
    yield _case("whole numbers and centroids between them", whole, between)


def _hard(rng: Generator) -> Iterator[Case]:
    few = blobs(rng, 30, 2, 4, apart=2)
    yield _case("float32", few.X.astype(np.float32), few.centers.astype(np.float32))
    tiny = blobs(rng, 30, 3, 4, apart=2, scale=TINY)
    yield _case("a scale of 1e-8", tiny.X, tiny.centers)
    vast = blobs(rng, 30, 3, 4, apart=2, scale=VAST)
    yield _case("a scale of 1e12", vast.X, vast.centers)
    big = array([[2**24 + 1], [2**24 + 5]])
    yield _case("whole numbers beyond 2²⁴", big, array([[2**24 - 1], [2**24 + 2], [2**24 + 9]]))
    far = blobs(rng, 60, 2, 4, apart=2, at=FAR)
    yield _case("far from the origin (1e8)", far.X, far.centers, exact=False)
    below = blobs(rng, 30, 2, 4, apart=2, at=-50)
    yield _case("negative numbers", below.X, below.centers)


def _large(rng: Generator) -> Arguments:
    many = blobs(rng, 20_000, 2, 4, apart=2)
    return {"X": many.X, "centroids": many.centers}


def _case(
    name: str, X: NDArray[Any], centroids: Floats, *, exact: bool = True, heavy: bool = False
) -> Case:
    def judge(result: Any) -> None:
        labels = _labels(result, len(X), len(centroids))
        if not (heavy and np.array_equal(labels, reference.assign_clusters(X, centroids))):
            nearest(X, centroids, labels)  # which takes five times as long

    return judged(name, judge, exact=exact, heavy=heavy, X=X, centroids=centroids)


def _labels(result: Any, n: int, k: int) -> Ints:
    """The labels; where their type can't hold them, it is said so."""
    try:
        return compare.labels(result, n, k)
    except Wrong as wrong:
        about = _about_the_type(result, k)
        if wrong.tag not in ("label-range", "type") or not about:
            raise
        raise Wrong(wrong.message + about, tag=wrong.tag, got=wrong.got) from None


def _about_the_type(labels: Any, k: int) -> str:
    if _is_text(labels):
        return " It holds text: leave the conversion to strings out, an index is a number."
    if isinstance(labels, np.ndarray) and labels.dtype.kind in "iu":
        end = np.iinfo(labels.dtype).max
        if k - 1 > end:
            return f" Labels are of type {labels.dtype}, which ends at {end}: they overflow."
    return ""


def _is_text(labels: Any) -> bool:
    """Whether labels are an array of texts, or a list that begins with one."""
    if isinstance(labels, Opaque):
        return labels.type_name == "ndarray" and "dtype='<U" in labels.text
    if isinstance(labels, np.ndarray):
        return labels.dtype.kind in "US"
    return isinstance(labels, (list, tuple)) and bool(labels) and isinstance(labels[0], str)


def nearest(X: NDArray[Any], C: Floats, labels: Ints) -> None:
    """Whether every label names the nearest centroid, on an exact tie the lower index.

    Raises:
        Wrong: with the first point that has a nearer centroid.
    """
    D, rows = squared_distances(X, C), np.arange(len(X))
    best, own = D.argmin(axis=1), D[rows, labels]
    missed = np.flatnonzero(own > D[rows, best] + near_tie(X, C))
    if missed.size:
        not_nearest(X, C, D, labels, best, int(missed[0]))
    tied = np.flatnonzero((own == D[rows, best]) & (labels > best) & is_whole(X, C))
    if tied.size:
        i = int(tied[0])
        raise Wrong(
            f"x{subscript(i)} = {point(X[i])} is as near to μ{subscript(best[i])} as to "
            f"μ{subscript(labels[i])} (distance² {brief(own[i])}): on a tie the lower index "
            f"counts, {best[i]}.",
            tag="tie", expected=best, got=labels,
        )  # fmt: skip


def not_nearest(X: NDArray[Any], C: Floats, D: Floats, labels: Ints, best: Any, i: int) -> NoReturn:
    """Says of point i that its label is not the nearest centroid's; D are squared distances."""
    j, b = int(labels[i]), int(best[i])
    raise Wrong(
        f"labels[{i}] is {j}, but x{subscript(i)} = {point(X[i])} is nearer to μ{subscript(b)} = "
        f"{point(C[b])} (distance² {brief(D[i, b])}) than to μ{subscript(j)} = {point(C[j])} "
        f"({brief(D[i, j])}).",
        tag="not-nearest", expected=best, got=labels,
    )  # fmt: skip


def squared_distances(X: NDArray[Any], C: Floats) -> Floats:
    """Squared distances (n, k) by explicit differences."""
    points = X.astype(np.float64)
    return np.stack([np.square(points - c).sum(axis=1) for c in C.astype(np.float64)], axis=1)


def near_tie(X: NDArray[Any], C: Floats) -> Floats:
    """How much two squared distances of a point may differ and count as equal, (n,).

    It grows with the distances from the data's middle, not from the origin: far-away data are no
    excuse. Whole numbers are exact, so there it is 0.
    """
    if is_whole(X, C):
        return np.zeros(len(X))
    middle = X.astype(np.float64).mean(axis=0)
    reach = np.linalg.norm(X - middle, axis=1) + np.linalg.norm(C - middle, axis=1).min()
    slack: Floats = NEAR_TIE * np.square(reach)
    return slack


def is_whole(X: NDArray[Any], C: NDArray[Any]) -> bool:
    """Whether all arithmetic on these is exact: small multiples of 1/4."""
    return all(bool(np.all((4 * a == np.rint(4 * a)) & (np.abs(a) < 2**20))) for a in (X, C))


def _courtesies() -> tuple[Courtesy, ...]:
    X, C = array([[0, 0], [3, 4]]), array([[1, 2], [4, 3]])
    return (
        Courtesy({"X": array([[0, np.nan], [3, 4]]), "centroids": C},
                 "A point with NaN is nearest to nothing: a ValueError would say so."),
        Courtesy({"X": X, "centroids": array([[1], [4]])},
                 "Centroids with another number of features than X were answered with labels: a "
                 "ValueError would say what is wrong."),
    )  # fmt: skip
