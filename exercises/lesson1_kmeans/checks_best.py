"""The ladder of activity 1.6: the best of several runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, each, judged
from exercises.kit.compare import Floats, Ints
from exercises.kit.show import brief
from exercises.lesson1_kmeans import runs
from exercises.lesson1_kmeans.draws import FAR, array, blobs, three_far_groups
from exercises.lesson1_kmeans.misconceptions_best import MISCONCEPTIONS
from reference import kmeans_examples as reference

MANY = 26
"""Runs of which each ends badly with chance 1/2: all of them do so once in 7·10⁷ times."""


@dataclass(frozen=True)
class Best:
    """What `best_of_n_runs` returned, and its parts belong together."""

    centroids: Floats
    labels: Ints
    distortion: float


def check() -> Check:
    """How `best_of_n_runs` is checked."""
    return Check(
        "best_of_n_runs",
        reference.best_of_n_runs,
        _ladder,
        total=13,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    four = array([[0], [1], [9], [10]])
    yield _best_case("four points on a line", [_call(four, 2, s) for s in _seeds(rng, 3)], 1.0)
    yield _one_cluster("one cluster", array([[1, 2], [4, 2], [4, 8]]))
    drawn = rng.normal(size=(40, 2)) * 5
    calls = [_call(drawn, 5, s, n_runs=4, init="random") for s in _seeds(rng, 5)]
    yield _best_case("40 random points, four runs", calls)
    yield from _by_chance(rng)
    yield from _options(rng, drawn)
    yield from _hard(rng)
    yield _best_case("20,000 points, two runs", [_large(rng)], heavy=True)


def _by_chance(rng: Generator) -> Iterator[Case]:
    yield _many_case("three groups: a run in two ends badly", _seeds(rng, 10))
    yield _generator_case("the same with a Generator as rng", _seeds(rng, 6))
    yield _single_case("n_runs = 1 is a single run", _seeds(rng, 26))
    yield _rng_case("the same seed again, other seeds, None", rng.random((40, 2)), _seeds(rng, 4))


def _options(rng: Generator, X: Floats) -> Iterator[Case]:
    yield _options_case("options are passed on: init, max_iters", X, X[:4].copy())
    calls = [_call(X[:6], 6, s, n_runs=2) for s in _seeds(rng, 3)]
    yield _best_case("as many clusters as points", calls, 0.0)


def _hard(rng: Generator) -> Iterator[Case]:
    rows = array([[2, 1]] * 6 + [[5, 5]] * 4 + [[2, 7]] * 2)
    calls = [_call(rows, 3, 1), _call(rows, 3, 2), _call(array([[3, 4]]), 1, 1)]
    yield _best_case("few different rows, one point", calls, 0.0)
    few = blobs(rng, 50, 2, 3)
    yield _best_case("float32", [_call(few.X.astype(np.float32), 3, 1)])
    yield _best_case("far from the origin (1e8)", [_call(few.X + FAR, 3, 1, n_runs=3)])


def _call(X: NDArray[Any], k: int, rng: Any, **options: Any) -> Arguments:
    return {"X": X, "k": k, "rng": rng, **options}


def _large(rng: Generator) -> Arguments:
    many = blobs(rng, 20_000, 3, 4, apart=2).X
    return _call(many, 4, 1, n_runs=2, max_iters=3, init="random")


def _seeds(rng: Generator, count: int) -> list[int]:
    return [int(s) for s in rng.integers(2**31, size=count)]


# -- what each result has to be --


def best_of(result: Any, X: NDArray[Any], k: int) -> Best:
    """The result, whose parts must belong together.

    Raises:
        Wrong: it has other parts or shapes, or they are of different runs.
    """
    names = ("centroids", "labels", "distortion")
    centroids, labels, value = compare.parts(result, names)
    C, members = runs.state_of(centroids, labels, X, k)
    J = compare.number(value, "distortion")
    runs.labels_are_nearest(X, C, members)
    own = reference.compute_distortion(X, C, members)
    slack = runs.slack_of(X)
    if not abs(J - own) <= slack:
        kind = "mean-of-points" if abs(J * len(X) - own) <= slack else "another-run"
        raise Wrong(
            f"The distortion returned is {brief(J)}, and the centroids and labels returned have "
            f"J = {brief(own)}: all three must be of one and the same run.",
            tag=f"{kind}:{'lower' if own > J else 'higher'}",
            expected=own, got=J,
        )  # fmt: skip
    return Best(C, members, J)


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

    return judged(name, judge, exact=True, X=X, k=1, n_runs=3, rng=1)


def _groups(n_runs: int, rng: Any) -> Arguments:
    """Six points in three groups, on which half of all random starts end in a bad optimum."""
    return _call(three_far_groups(3, 2, 1), 3, rng, n_runs=n_runs, init="random", max_iters=2)


def _is_bad(found: Best) -> bool:
    return found.distortion > 10


def _many_case(name: str, seeds: Sequence[int]) -> Case:
    """Of many runs one is sure to be good; the same seeds with one run each show who is who."""
    calls = tuple(_groups(r, s) for r in (MANY, 1) for s in seeds)

    def judge(results: Sequence[Any]) -> None:
        found = [best_of(r, calls[0]["X"], 3) for r in results]
        many, single = found[: len(seeds)], found[len(seeds) :]
        bad = sum(map(_is_bad, many))
        if bad:
            raise Wrong(
                f"Half of all random starts reach J = 2.5 here. Of {len(seeds)} times the best of "
                f"{MANY} runs was asked for, {bad} times a far worse one came back.",
                tag=_how_bad(many, single),
                expected=2.5, got=max(f.distortion for f in many),
            )  # fmt: skip

    return Case(name, calls, judge, exact=False)


def _how_bad(many: Sequence[Best], single: Sequence[Best]) -> str:
    if all(map(_is_bad, many)):
        return "worst"
    if all(np.array_equal(a.centroids, b.centroids) for a, b in zip(many, single, strict=True)):
        return "as-one-run"
    return "not-the-best"


def _generator_case(name: str, seeds: Sequence[int]) -> Case:
    """A generator moves on from run to run, even where the same seed would be used again."""
    calls = tuple(_groups(MANY, np.random.default_rng(s)) for s in seeds)

    def judge(results: Sequence[Any]) -> None:
        bad = sum(_is_bad(best_of(r, calls[0]["X"], 3)) for r in results)
        if bad:
            raise Wrong(
                f"With a Generator as rng, {bad} of {len(seeds)} times the best of {MANY} runs is "
                "not the best: J = 2.5 is reached by half of them.",
                tag="worst" if bad == len(seeds) else "not-the-best",
            )

    return Case(name, calls, judge, exact=False)


def _single_case(name: str, seeds: Sequence[int]) -> Case:
    """One run must fail now and then; if it never does, more than one was made."""
    calls = tuple(_groups(1, s) for s in seeds)

    def judge(results: Sequence[Any]) -> None:
        found = [best_of(r, calls[0]["X"], 3) for r in results]
        if all(np.array_equal(f.centroids, found[0].centroids) for f in found):
            raise Wrong(
                f"With n_runs = 1 and {len(seeds)} seeds the result is always the same: use rng.",
                tag="constant",
            )
        if not any(map(_is_bad, found)):
            raise Wrong(
                f"With n_runs = 1 and {len(seeds)} seeds the best optimum came every time, where a "
                "single random start misses it half of the time: are n_runs and init obeyed?",
                tag="n_runs-ignored",
            )

    return Case(name, calls, judge, exact=False)


def _rng_case(name: str, X: Floats, seeds: Sequence[int]) -> Case:
    """Repeatable by seed and by generator; different otherwise. One iteration shows the start."""
    twins = [np.random.default_rng(seeds[0]) for _ in range(2)]
    rngs = [*seeds, *seeds, *twins, None, None, None, None]
    calls = [_call(X, 3, r, n_runs=2, max_iters=1, init="random") for r in rngs]

    def judge(results: Sequence[Any]) -> None:
        found = [best_of(r, X, 3).centroids for r in results]
        n = len(seeds)
        pairs = [*zip(found[:n], found[n : 2 * n], strict=True), (found[2 * n], found[2 * n + 1])]
        if not all(_same(a, b) for a, b in pairs):
            raise Wrong(
                "The same rng gives another result at the second call: make one generator, "
                "np.random.default_rng(rng), and let every run draw from it.",
                tag="not-repeatable",
            )
        for part, what in ((found[:n], f"{n} different seeds"), (found[-4:], "rng = None")):
            if all(_same(part[0], other) for other in part[1:]):
                raise Wrong(f"With {what} the result is always the same: use rng.", tag="constant")

    return Case(name, tuple(calls), judge, exact=False)


def _same(a: Floats, b: Floats) -> bool:
    return bool(np.abs(a - b).max() <= compare.RTOL)


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
