"""The ladder of activity 1.2: starting centroids, what they are and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Arguments, Case, Check, Courtesy
from exercises.lesson1_kmeans import starts
from exercises.lesson1_kmeans.draws import FAR, TINY, any_scale, array, blobs
from exercises.lesson1_kmeans.misconceptions_start_uniform import MISCONCEPTIONS
from reference import kmeans_examples as reference

DRAWS = 420


def check() -> Check:
    """How `initialize_centroids` is checked."""
    return Check(
        "initialize_centroids",
        reference.initialize_centroids,
        _ladder,
        total=15,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield from _by_hand(rng)
    yield from _by_seed(rng)
    yield from _by_chance(rng)
    yield from _hard(rng)
    large = _large(rng)
    yield starts.rows_case("20,000 points", [large, {**large, "method": "random"}], heavy=True)


def _by_hand(rng: Generator) -> Iterator[Case]:
    X = array([[0], [10], [20]])
    yield starts.all_rows_case("random: three rows out of three", X, "random", _seeds(rng, 12))
    yield starts.all_rows_case("kmeans++: three rows out of three", X, "kmeans++", _seeds(rng, 12))
    calls = [
        {"X": X, "k": 1, "method": m, "rng": s} for m in starts.METHODS for s in _seeds(rng, 2)
    ]
    yield starts.rows_case("one centroid", calls)


def _by_seed(rng: Generator) -> Iterator[Case]:
    drawn = blobs(rng, int(rng.integers(30, 60)), int(rng.integers(2, 5)), 4, scale=any_scale(rng))
    first, second = _seeds(rng, 2)
    calls = [
        {"X": drawn.X, "k": 4, "method": m, "rng": s}
        for m in starts.METHODS
        for s in (first, second)
    ]
    yield starts.rows_case(f"{drawn.n} random points, four centroids", calls)
    yield starts.seed_case("the same seed again, and other seeds", drawn.X, _seeds(rng, 6))
    yield starts.generator_case("rng may be a Generator, or None", drawn.X, first)


def _by_chance(rng: Generator) -> Iterator[Case]:
    yield starts.uniform_case("random: every pair of rows alike", _seeds(rng, 160))
    yield starts.far_groups_case("two groups far apart", 1.0, _seeds(rng, 30))
    yield starts.d2_case("kmeans++: how often which rows", _seeds(rng, DRAWS))


def _hard(rng: Generator) -> Iterator[Case]:
    yield starts.duplicates_case("few different rows, many times", _seeds(rng, 12))
    yield starts.far_groups_case("two groups, 1e-8 apart", TINY * 1e-7, _seeds(rng, 12))
    far = array([[0, 0], [1, 0], [0, 3], [5, 5]]) + FAR
    yield starts.all_rows_case(
        "all rows, far from the origin (1e8)", far, "kmeans++", _seeds(rng, 12)
    )
    whole, single = rng.integers(100, size=(8, 2)), rng.normal(size=(8, 3)).astype(np.float32)
    X_s = (whole, single, array([[3, 4]]))
    calls = [
        {"X": X, "k": 1 + len(X) // 4, "method": m, "rng": 1} for X in X_s for m in starts.METHODS
    ]
    yield starts.rows_case("whole numbers, float32, one point", calls)
    yield Case(
        'a method that does not exist: "k-means"',
        ({"X": array([[0], [10], [20]]), "k": 2, "method": "k-means", "rng": 1},),
        starts.should_have_refused, exact=False, raises="ValueError",
    )  # fmt: skip


def _seeds(rng: Generator, count: int) -> list[int]:
    return [int(s) for s in rng.integers(2**31, size=count)]


def _large(rng: Generator) -> Arguments:
    return {"X": blobs(rng, 20_000, 4, 8).X, "k": 8, "rng": 1}


def _courtesies() -> tuple[Courtesy, ...]:
    X = array([[0], [10], [20]])
    return (
        Courtesy({"X": X, "k": 4, "rng": 1}, "k = 4 centroids can't be drawn from n = 3 rows: a "
                 "ValueError with a sentence would say so."),
        Courtesy({"X": X, "k": 0, "rng": 1}, "k = 0 makes no sense: a ValueError would say so."),
        Courtesy({"X": array([[0], [np.nan], [20]]), "k": 2, "rng": 1},
                 "When X holds NaN every D² is NaN: a ValueError with a sentence would say so."),
    )  # fmt: skip
