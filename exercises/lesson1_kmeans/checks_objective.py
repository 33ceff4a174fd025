"""The ladder of activity 1.1: the distortion J."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.compare import Floats
from exercises.lesson1_kmeans import misconceptions_objective, misconceptions_objective_slips
from exercises.lesson1_kmeans.draws import FAR, TINY, any_scale, array, blobs
from reference import kmeans_examples as reference


def check() -> Check:
    """How `compute_distortion` is checked."""
    return Check(
        "compute_distortion",
        reference.compute_distortion,
        _ladder,
        total=15,
        misconceptions=(
            *misconceptions_objective.MISCONCEPTIONS,
            *misconceptions_objective_slips.MISCONCEPTIONS,
        ),
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield from _by_hand()
    yield from _drawn(rng)
    yield from _hard(rng)
    yield _case("20,000 points", heavy=True, **_large(rng))


def _by_hand() -> Iterator[Case]:
    square = array([[0, 0], [2, 1], [4, 5]])
    yield _case("two points, one centroid", array([[0], [4]]), array([[1]]), np.array([0, 0]))
    yield _case("three points, two centroids", square, array([[1, 2], [4, 3]]), np.array([0, 0, 1]))
    yield _case(
        "labels that are not the nearest", array([[0], [10]]), array([[1], [7]]), np.array([1, 0])
    )
    yield _case("labels as floats: np.zeros(3)", square, array([[1, 2], [4, 3]]), np.zeros(3))
    yield _case(
        "a cluster without a point", square, array([[1, 2], [9, 9], [4, 3]]), np.array([0, 2, 2])
    )
    yield _case("every point its own centroid", square, square.copy(), np.arange(3))
    yield _case("one point", array([[3, 4]]), array([[0, 0]]), np.array([0]))
    yield _case(
        "whole numbers and centroids between them",
        np.array([[0, 1], [3, 2], [5, 8]]), array([[0.5, 1.5], [4.25, 5.5]]), np.array([0, 1, 1]),
    )  # fmt: skip


def _drawn(rng: Generator) -> Iterator[Case]:
    drawn = blobs(rng, int(rng.integers(20, 60)), int(rng.integers(2, 6)), 4, scale=any_scale(rng))
    near = drawn.centers + drawn.centers.std() / 10
    yield _case(f"{drawn.n} random points", drawn.X, near, drawn.labels)
    line = blobs(rng, 12, 1, 5)
    yield _case("more centroids than points, d = 1", line.X[:4], line.centers, line.labels[:4])


def _hard(rng: Generator) -> Iterator[Case]:
    few = blobs(rng, 30, 2, 3)
    yield _case("labels of type uint8", few.X, few.centers, few.labels.astype(np.uint8))
    single = few.X.astype(np.float32)
    yield _case("float32", single, few.centers.astype(np.float32), few.labels)
    tiny = blobs(rng, 30, 3, 3, scale=TINY)
    yield _case("a scale of 1e-8", tiny.X, tiny.centers, tiny.labels)
    far = blobs(rng, 30, 2, 3, at=FAR)
    yield _case("far from the origin (1e8)", far.X, far.centers, far.labels, exact=False)


def _large(rng: Generator) -> Arguments:
    many = blobs(rng, 20_000, 4, 8)
    return {"X": many.X, "centroids": many.centers, "labels": many.labels}


def _case(
    name: str, X: Any, centroids: Any, labels: Any, *, exact: bool = True, heavy: bool = False
) -> Case:
    return judged(
        name, right_distortion(X, centroids, labels), exact=exact, heavy=heavy,
        X=X, centroids=centroids, labels=labels,
    )  # fmt: skip


def right_distortion(
    X: Floats, centroids: Floats, labels: Any, name: str = "J"
) -> Callable[[Any], None]:
    """A judge of the distortion of these arguments.

    Direct differences lose nothing far from the origin, so the slack is that of the scatter.
    """
    expected = reference.compute_distortion(X, centroids, labels)
    slack = compare.rtol(X) * max(expected, compare.spread(X))

    def judge(result: Any) -> None:
        compare.same_number(_number(result, X.shape, name), expected, slack, name)

    return judge


def _number(result: Any, shape: tuple[int, ...], name: str) -> float:
    """The result as a number; of an array it is said what was not added up."""
    try:
        return compare.number(result, name)
    except Wrong as wrong:
        found = () if wrong.tag != "shape" or wrong.got is None else np.shape(wrong.got)
        what = {shape[1:]: "feature", shape[:1]: "point", shape: "point and feature"}.get(found)
        if what is None or np.size(wrong.got) == 1:
            raise
        about = f"{wrong.message} Is it one number a {what}? Add them up."
        raise Wrong(about, tag=wrong.tag, got=wrong.got) from None


def _courtesies() -> tuple[Courtesy, ...]:
    X, C, labels = array([[0, 0], [2, 1], [4, 5]]), array([[1, 2], [4, 3]]), np.array([0, 0, 1])
    nan = array([[0, np.nan], [2, 1], [4, 5]])
    return (
        Courtesy({"X": nan, "centroids": C, "labels": labels}, _says("X holds NaN")),
        Courtesy({"X": X, "centroids": array([[1], [2]]), "labels": labels},
                 _says("the centroids have another number of features than X")),
        Courtesy({"X": X, "centroids": C, "labels": labels[:2]},
                 _says("there are fewer labels than points")),
        Courtesy({"X": X, "centroids": C, "labels": np.array([0, 0.5, 1])},
                 _says("a label is a fraction")),
        Courtesy({"X": X, "centroids": C, "labels": np.array([0, -1, 1])},
                 _says("a label is negative (centroids[-1] is the last one)")),
    )  # fmt: skip


def _says(what: str) -> str:
    return f"When {what}, a ValueError with a sentence helps; yours goes on without one."
