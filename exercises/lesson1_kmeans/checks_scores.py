"""The ladder of activity 1.7: silhouette, inertia and the number of clusters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson1_kmeans.draws import FAR, TINY, any_scale, array, blobs
from exercises.lesson1_kmeans.misconceptions_silhouette import MISCONCEPTIONS
from reference import kmeans_examples as reference

RESULTS = ("silhouette", "inertia", "n_clusters")
SLACK, SLACK_SINGLE = 1e-7, 1e-4
"""Of a silhouette, which lies between −1 and 1: an epsilon of 1e-8 is told where it matters."""


def check() -> Check:
    """How `evaluate_clustering` is checked."""
    return Check(
        "evaluate_clustering",
        reference.evaluate_clustering,
        _ladder,
        total=16,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0), 1000),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield from _by_hand()
    yield from _undefined()
    yield from _drawn(rng)
    yield from _hard(rng)
    yield _case("600 points", heavy=True, **_large(rng, 600))


def _by_hand() -> Iterator[Case]:
    four = array([[0], [2], [10], [12]])
    yield _case("two pairs on a line", four, [0, 0, 1, 1], array([[1], [11]]))
    six = array([[0, 0], [0, 2], [8, 0], [8, 4], [3, 9], [5, 9]])
    means = array([[0, 1], [8, 2], [4, 9]])
    yield _case("three pairs in the plane", six, [0, 0, 1, 1, 2, 2], means)
    yield _case("a point alone in its cluster", four[:3], [0, 0, 1], array([[1], [10]]))
    yield _case("clusters of 3 and 1, in disorder", four, [1, 0, 1, 1], array([[2], [8]]))
    yield _case(
        "a label that is not used", six, [0, 0, 2, 2, 0, 2], array([[1, 4], [40, 40], [7, 4]])
    )
    yield _case("centroids that are no means", four, [0, 0, 1, 1], array([[11], [3]]))


def _undefined() -> Iterator[Case]:
    four = array([[0], [2], [10], [12]])
    yield _case("one cluster: no silhouette", four, [0, 0, 0, 0], array([[5]]))
    yield _case("one cluster of two in use", four, [0, 0, 0, 0], array([[5], [0]]))
    yield _case("every point its own cluster: no silhouette", four, [2, 0, 3, 1], four + 1)


def _drawn(rng: Generator) -> Iterator[Case]:
    drawn = blobs(
        rng, int(rng.integers(25, 45)), int(rng.integers(2, 5)), 4, apart=2, scale=any_scale(rng)
    )
    yield _case(f"{drawn.n} random points, four clusters", drawn.X, drawn.labels, drawn.centers)
    twins = array([[3, 4]] * 4 + [[7, 7]])
    yield _case("two clusters in one place", twins, [0, 0, 1, 1, 2], twins[[0, 2, 4]])


def _hard(rng: Generator) -> Iterator[Case]:
    whole = rng.integers(100, size=(20, 2))
    labels = np.append([0, 0, 1, 1], rng.integers(2, size=16))
    yield _case("whole numbers, labels of type uint8", whole, labels.astype(np.uint8),
                array([[20.5, 30.5], [70.5, 60.5]]))  # fmt: skip
    few = blobs(rng, 30, 2, 3, apart=2)
    single = few.X.astype(np.float32)
    yield _case("float32", single, few.labels, few.centers.astype(np.float32))
    # Not exact: what comes out depends on the size of the small number that does the harm.
    yield _case("a scale of 1e-8", few.X * TINY, few.labels, few.centers * TINY, exact=False)
    # One cluster: the silhouettes of scikit-learn, which are allowed, lose all digits there.
    yield _case("far from the origin (1e8), one cluster", few.X + FAR, np.zeros(30, dtype=int),
                few.centers[:1] + FAR, exact=False)  # fmt: skip


def _large(rng: Generator, n: int) -> Arguments:
    many = blobs(rng, n, 4, 4)
    return {"X": many.X, "labels": many.labels, "centroids": many.centers}


def _case(
    name: str, X: NDArray[Any], labels: Any, centroids: Floats, *,
    exact: bool = True, heavy: bool = False,
) -> Case:  # fmt: skip
    members = np.asarray(labels)
    judge = _scores_of(X, members, centroids)
    return judged(
        name, judge, exact=exact, heavy=heavy, X=X, labels=members, centroids=centroids
    )  # fmt: skip


def _scores_of(X: NDArray[Any], labels: NDArray[Any], C: Floats) -> Callable[[Any], None]:
    silhouette, inertia, in_use = reference.evaluate_clustering(X, labels, C)
    slack = compare.rtol(X) * max(inertia, compare.spread(X))

    def judge(result: Any) -> None:
        given = compare.parts(result, RESULTS)
        _in_order(given, (silhouette, inertia, in_use))
        _silhouette(given[0], silhouette, X, in_use)
        _inertia(given[1], inertia, slack)
        _count(given[2], in_use, len(C))

    return judge


def _in_order(given: tuple[Any, ...], expected: tuple[float, float, int]) -> None:
    """Whether the right numbers stand in another order."""
    values = [v for v in given if isinstance(v, (int, float, np.number)) and v == v]
    right = [v for v in expected if v == v]
    if len(values) < len(right) or len(set(right)) < 3:
        return
    found = [next((i for i, v in enumerate(given) if np.isclose(v, r)), -1) for r in right]
    if sorted(found) == [0, 1, 2] and found != [0, 1, 2]:
        raise Wrong(
            "The numbers are right, but stand in another order: silhouette, inertia, n_clusters.",
            tag="order", expected=expected, got=given,
        )  # fmt: skip


def _silhouette(value: Any, expected: float, X: NDArray[Any], in_use: int) -> None:
    got = compare.number(value, "silhouette")
    if np.isnan(expected) and not np.isnan(got):
        why = "there is one cluster only" if in_use == 1 else "every point is a cluster of its own"
        raise Wrong(
            f"silhouette is {brief(got)} and must be NaN: {why}, so it is not defined.",
            tag="silhouette:not-nan", expected=expected, got=got,
        )  # fmt: skip
    slack = SLACK_SINGLE if X.dtype == np.float32 else SLACK
    _tagged("silhouette", got, expected, slack)


def _inertia(value: Any, expected: float, slack: float) -> None:
    _tagged("inertia", compare.number(value, "inertia"), expected, slack)


def _tagged(name: str, got: float, expected: float, slack: float) -> None:
    """As `compare.same_number`, with the score's name in the tag."""
    try:
        compare.same_number(got, expected, slack, name)
    except Wrong as wrong:
        raise Wrong(
            wrong.message, tag=f"{name}:{wrong.tag}", expected=expected, got=got
        ) from None  # fmt: skip


def _count(value: Any, in_use: int, k: int) -> None:
    got = compare.whole(value, "n_clusters")
    if got != in_use:
        hint = f" (there are k = {k} centroids)" if got == k else ""
        raise Wrong(
            f"n_clusters is {got}{hint} and must be {in_use}: the number of different labels.",
            tag="n_clusters", expected=in_use, got=got,
        )  # fmt: skip


def _courtesies() -> tuple[Courtesy, ...]:
    X, C, labels = array([[0], [2], [10]]), array([[1], [10]]), np.array([0, 0, 1])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": array([[0], [np.nan], [10]]), "labels": labels, "centroids": C},
                 remark.format("NaN in X")),
        Courtesy({"X": X, "labels": labels[:2], "centroids": C},
                 remark.format("Fewer labels than points")),
        Courtesy({"X": X, "labels": np.array([0, 0, 2]), "centroids": C},
                 remark.format("A label without a centroid")),
    )  # fmt: skip
