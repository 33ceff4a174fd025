"""The ladder of activity 1.6: the best of several runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, each, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson1_kmeans import runs
from exercises.lesson1_kmeans.best import (
    best_of,
    call_of,
    ends_case,
    generator_case,
    many_case,
    rng_case,
    single_case,
)
from exercises.lesson1_kmeans.draws import FAR, array, blobs
from exercises.lesson1_kmeans.misconceptions_best import MISCONCEPTIONS
from reference import kmeans_examples as reference


def check() -> Check:
    """How `best_of_n_runs` is checked."""
    return Check(
        "best_of_n_runs",
        reference.best_of_n_runs,
        _ladder,
        total=14,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    four = array([[0], [1], [9], [10]])
    yield _best_case("four points on a line", [call_of(four, 2, s) for s in _seeds(rng, 3)], 1.0)
    yield _one_cluster("one cluster", array([[1, 2], [4, 2], [4, 8]]))
    drawn = rng.normal(size=(40, 2)) * 5
    calls = [call_of(drawn, 5, s, n_runs=4, init="random") for s in _seeds(rng, 5)]
    yield _best_case("40 random points, four runs", calls)
    yield from _by_chance(rng)
    yield ends_case("a run that begins well and ends badly", _seeds(rng, 20))
    yield from _options(rng, drawn)
    yield from _hard(rng)
    yield _best_case("20,000 points, two runs", [_large(rng)], heavy=True)


def _by_chance(rng: Generator) -> Iterator[Case]:
    yield many_case("three groups: a run in two ends badly", _seeds(rng, 10))
    yield generator_case("the same with a Generator as rng", _seeds(rng, 6))
    yield single_case("n_runs = 1 is a single run", _seeds(rng, 26))
    yield rng_case("the same seed again, other seeds, None", rng.random((40, 2)), _seeds(rng, 4))


def _options(rng: Generator, X: Floats) -> Iterator[Case]:
    yield _options_case("options are passed on: init, max_iters", X, X[:4].copy())
    calls = [call_of(X[:6], 6, s, n_runs=2) for s in _seeds(rng, 3)]
    yield _best_case("as many clusters as points", calls, 0.0)


def _hard(rng: Generator) -> Iterator[Case]:
    rows = array([[2, 1]] * 6 + [[5, 5]] * 4 + [[2, 7]] * 2)
    calls = [call_of(rows, 3, 1), call_of(rows, 3, 2), call_of(array([[3, 4]]), 1, 1)]
    yield _best_case("few different rows, one point", calls, 0.0)
    few = blobs(rng, 50, 2, 3)
    yield _best_case("float32", [call_of(few.X.astype(np.float32), 3, 1)])
    yield _best_case("far from the origin (1e8)", [call_of(few.X + FAR, 3, 1, n_runs=3)])


def _large(rng: Generator) -> Arguments:
    many = blobs(rng, 20_000, 3, 4, apart=2).X
    return call_of(many, 4, 1, n_runs=2, max_iters=3, init="random")


def _seeds(rng: Generator, count: int) -> list[int]:
    return [int(s) for s in rng.integers(2**31, size=count)]


# -- kinds of rungs --


def _best_case(
    name: str, calls: Sequence[Arguments], least: float | None = None, *, heavy: bool = False
) -> Case:
    """Results that fit together, and where it is known, of the least J that there is."""

    def judge(result: Any, call: Arguments) -> None:
        found = best_of(result, call["X"], call["k"])
        if least is not None and found.distortion > least + runs.slack_of(call["X"]):
            raise Wrong(
                f"The distortion is {brief(found.distortion)} and must be {brief(least)}, "
                "which every run reaches here.",
                tag="value", expected=least, got=found.distortion,
            )  # fmt: skip

    return Case(name, tuple(calls), each(calls, judge), exact=False, heavy=heavy)


def _one_cluster(name: str, X: Floats) -> Case:
    def judge(result: Any) -> None:
        found = best_of(result, X, 1)
        runs.is_after(X, found.centroids, [X[:1], X.mean(axis=0, keepdims=True)], 1)

    return judged(name, judge, exact=False, X=X, k=1, n_runs=3, rng=1)


def _options_case(name: str, X: Floats, init: Floats) -> Case:
    path = runs.path_from(X, init)

    def judge(result: Any) -> None:
        runs.is_after(X, best_of(result, X, len(init)).centroids, path, 1)

    return judged(
        name, judge, exact=False, X=X, k=len(init), n_runs=2, rng=1, init=init, max_iters=1
    )  # fmt: skip


def _courtesies() -> tuple[Courtesy, ...]:
    X = array([[0], [1], [9]])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": X, "k": 2, "n_runs": 0, "rng": 1}, remark.format("n_runs = 0")),
        Courtesy({"X": X, "k": 4, "n_runs": 2, "rng": 1}, remark.format("k = 4 with n = 3 points")),
    )
