"""The ladder of activity 1.5: the whole algorithm, judged as a run and by its path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Blame, Case, Check, Courtesy, Wrong, each, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson1_kmeans import loop_starts, runs
from exercises.lesson1_kmeans.blame import loop
from exercises.lesson1_kmeans.draws import FAR, TINY, array, blobs
from exercises.lesson1_kmeans.misconceptions_loop import MISCONCEPTIONS
from exercises.lesson1_kmeans.runs import Run
from reference import kmeans_examples as reference

LIMIT = 100
LONG = 300
"""max_iters where a run is to reach its fixed point: many times what these data need."""
NEAR = 0.01
"""By what share one more iteration may still lower J after any usual stopping test."""
SOON = 0.5
"""The share of max_iters by which it is done where "never stops" is to be a fair charge."""
_FIXED = " With tol = 0 only a fixed point may end it: has your test a tolerance of its own?"


def check() -> Check:
    """How `kmeans` is checked."""
    return Check(
        "kmeans",
        reference.kmeans,
        _ladder,
        total=18,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        blame=Blame(("compute_distortion", "assign_clusters", "update_centroids"), loop),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield from _by_hand()
    yield from _drawn(rng)
    yield from _starts(rng)
    yield from _hard(rng)
    large = _large(rng)
    yield _path("20,000 points, three iterations", large["X"], large["init"], 3, heavy=True)


def _large(rng: Generator) -> Arguments:
    many = blobs(rng, 20_000, 3, 4, apart=2)
    return {"X": many.X, "k": 4, "max_iters": 3, "init": many.X[:4].copy()}


def _by_hand() -> Iterator[Case]:
    yield loop_starts.two_starts_case("four corners of a rectangle, two starts")
    four = array([[0], [1], [9], [10]])
    yield _path("four points on a line, one iteration", four, array([[0], [1]]), 1)
    yield _path("four points on a line, to the end", four, array([[0], [1]]))
    eight = array([[0], [2], [4], [5], [6], [10], [12], [13]])
    yield _path("eight points on a line, two iterations", eight, array([[0], [2]]), 2)
    yield _path("one cluster", array([[1, 2], [4, 2], [4, 8]]), array([[9, 9]]))
    whole = np.array([[0, 0], [1, 0], [0, 3], [8, 8], [9, 6]])
    yield _path("whole numbers, a start of whole numbers", whole, whole[:2].copy())


def _drawn(rng: Generator) -> Iterator[Case]:
    drawn = blobs(rng, int(rng.integers(40, 80)), 2, 4, apart=2)
    yield _fixed_point(f"{drawn.n} random points, tol = 0", drawn.X, 4, init=drawn.X[:4].copy())
    yield _stopping("when to stop", *_slow_start(rng))
    far = np.append(drawn.X[:3], array([[500, 500]]), axis=0)
    yield _fixed_point("a start with an empty cluster, tol = 0", drawn.X, 4, init=far)


def _slow_start(rng: Generator) -> tuple[Floats, Floats]:
    """Blobs and a start in one corner of them, from which the way takes at least six iterations."""
    while True:
        drawn = blobs(rng, 120, 2, 3, apart=2)
        start = drawn.X[np.argsort(drawn.X.sum(axis=1))[:3]]
        if 6 <= len(runs.path_from(drawn.X, start)) - 1 <= SOON * LIMIT:
            return drawn.X, start


def _starts(rng: Generator) -> Iterator[Case]:
    yield loop_starts.init_case("three groups far apart: init by name", _seeds(rng, 12))
    yield loop_starts.rng_case(
        "the same seed again, other seeds, None", rng.random((40, 2)), _seeds(rng, 4)
    )
    yield loop_starts.all_rows_case(
        "as many clusters as points", rng.normal(size=(6, 2)), _seeds(rng, 4)
    )
    rows = array([[2, 1]] * 6 + [[5, 5]] * 4 + [[2, 7]] * 2)
    calls = [
        {"X": rows, "k": k, "init": init, "rng": s}
        for k, init in ((2, "random"), (3, "kmeans++"), (5, "kmeans++"), (5, "random"))
        for s in _seeds(rng, 3)
    ]
    yield _runs("few different rows, many times", calls)


def _hard(rng: Generator) -> Iterator[Case]:
    one = {"X": array([[3, 4]]), "k": 1, "rng": 1}
    yield _runs("one point, and verbose = True", [one, {**one, "verbose": True}])
    X, start = _slow_start(rng)
    single, begin = X.astype(np.float32), start.astype(np.float32)
    yield _fixed_point("float32", single, 3, tol=1e-6, init=begin)
    yield _fixed_point("a scale of 1e-8, tol = 0", X * TINY, 3, init=start * TINY)
    yield _fixed_point("far from the origin (1e8), tol = 0", X + FAR, 3, init=start + FAR)


def _seeds(rng: Generator, count: int) -> list[int]:
    return [int(s) for s in rng.integers(2**31, size=count)]


# -- kinds of rungs --


def _path(
    name: str, X: NDArray[Any], init: NDArray[Any], max_iters: int | None = None, *,
    heavy: bool = False,
) -> Case:  # fmt: skip
    """From a given start: after max_iters iterations, or at the fixed point."""
    k, limit = len(init), max_iters or LIMIT
    path = runs.path_from(X, init) if not heavy else _first(X, init, limit)
    given: dict[str, Any] = {} if max_iters is None else {"max_iters": max_iters}
    if heavy:
        given["tol"] = 0.0

    def judge(result: Any) -> None:
        run = runs.run_of(result, X, k, limit)
        runs.is_after(X, run.centroids, path, limit)
        if not heavy:
            runs.history_follows(X, run.history, path)
        if max_iters and len(run.history) != max_iters:
            raise Wrong(
                f"distortion_history has {len(run.history)} entries after {max_iters} iterations: "
                "it must have one an iteration.",
                tag="history-length",
            )

    return judged(name, judge, exact=True, heavy=heavy, X=X, k=k, **given, init=init)


def _first(X: NDArray[Any], init: NDArray[Any], count: int) -> list[Floats]:
    path = [init.astype(np.float64)]
    for _ in range(count):
        path.append(runs.lloyd_step(X, path[-1]))
    return path


def _fixed_point(
    name: str, X: NDArray[Any], k: int, *, init: NDArray[Any], tol: float = 0.0
) -> Case:
    """Nothing is left to be lowered when the run ends."""
    left = NEAR if tol else compare.RTOL

    def judge(result: Any) -> None:
        run = runs.run_of(result, X, k, LONG)
        how = f"with tol = {brief(tol)} and max_iters = {LONG}"
        _cannot_be_lowered(X, run, left, how, "" if tol else _FIXED)

    return judged(name, judge, X=X, k=k, max_iters=LONG, tol=tol, init=init)


def _cannot_be_lowered(X: NDArray[Any], run: Run, share: float, how: str, hint: str = "") -> None:
    lower = runs.lowered_by_one_more(X, run)
    if run.distortion - lower > share * run.distortion + compare.RTOL * runs.slack_of(X):
        raise Wrong(
            f"The run ends after {len(run.history)} iterations at J = {brief(run.distortion)}, "
            f"{how}, and one more iteration gives {brief(lower)}: it stops too early." + hint,
            tag="stops-early",
        )


def _stopping(name: str, X: Floats, init: Floats) -> Case:
    """Neither far too early nor never, with the defaults of tol and max_iters."""
    needed = len(runs.path_from(X, init)) - 1

    def judge(result: Any) -> None:
        run = runs.run_of(result, X, len(init), LIMIT)
        _cannot_be_lowered(X, run, NEAR, "with tol = 1e-6")
        if len(run.history) == LIMIT:
            raise Wrong(
                f"Nothing changes after iteration {needed}, and the run goes on to iteration "
                f"{LIMIT}: stop once J no longer falls by more than tol says.",
                tag="never-stops",
            )

    return judged(name, judge, X=X, k=len(init), init=init)


def _runs(name: str, calls: Sequence[Arguments]) -> Case:
    """Runs that only have to be runs."""

    def judge(result: Any, call: Arguments) -> None:
        runs.run_of(result, call["X"], call["k"])

    return Case(name, tuple(calls), each(calls, judge), exact=False)


def _courtesies() -> tuple[Courtesy, ...]:
    X = array([[0], [1], [9]])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": X, "k": 0, "rng": 1}, remark.format("k = 0")),
        Courtesy({"X": X, "k": 4, "rng": 1}, remark.format("k = 4 with n = 3 points")),
        Courtesy({"X": array([[0], [np.nan], [9]]), "k": 2, "rng": 1}, remark.format("NaN in X")),
        Courtesy({"X": X, "k": 2, "init": array([[0], [np.inf]])},
                 remark.format("A start with infinity")),
        Courtesy({"X": X, "k": 2, "init": array([[0, 1], [1, 1]])},
                 remark.format("A start with another number of features")),
    )  # fmt: skip
