"""The rungs of `kmeans` on where a run starts: init and rng (activity 1.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Wrong, each
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson1_kmeans import runs
from exercises.lesson1_kmeans.draws import array, three_far_groups

_SEED = 7
_TURNS = 2


def two_starts_case(name: str) -> Case:
    """Two starts with a fixed point each, given in turn: a run that draws its own finds neither.

    rng is the same throughout, so that a start drawn in spite of init is the same one too.
    """
    X = array([[0, 0], [4, 0], [0, 6], [4, 6]])
    starts = [X[[0, 1]], X[[0, 2]]] * _TURNS
    calls = [{"X": X, "k": 2, "init": start.copy(), "rng": _SEED} for start in starts]

    def judge(results: Sequence[Any]) -> None:
        found = [runs.run_of(r, X, 2) for r in results]
        if all(_same(found[0].centroids, run.centroids) for run in found[1:]):
            raise Wrong(
                "From two different starts, each with a fixed point of its own, your centroids are "
                "the same: is init not used? An array given as init is the start.",
                tag="init-unused",
            )
        for i, (run, start) in enumerate(zip(found, starts, strict=True)):
            try:
                runs.is_after(X, run.centroids, runs.path_from(X, start), 100)
            except Wrong as wrong:
                wrong.call = i
                raise

    return Case(name, tuple(calls), judge)


def all_rows_case(name: str, X: Floats, seeds: Sequence[int]) -> Case:
    """k = n from kmeans++: every point is its own centroid, and J = 0."""
    n = len(X)
    calls = tuple({"X": X, "k": n, "rng": s} for s in seeds)

    def judge(result: Any, call: Arguments) -> None:
        run = runs.run_of(result, X, n)
        if run.distortion > runs.slack_of(X):
            raise Wrong(
                f"With k = n = {n} and kmeans++ every point is its own centroid: J is "
                f"{brief(run.distortion)} and must be 0.",
                tag="not-zero",
            )

    return Case(name, calls, each(calls, judge), exact=False)


def init_case(name: str, seeds: Sequence[int]) -> Case:
    """kmeans++ finds one group each; of the random starts four in five end in a bad optimum."""
    X = three_far_groups(10, 2, 2)
    best = 83.5
    kinds: tuple[Mapping[str, Any], ...] = ({"init": "random"}, {"init": "kmeans++"}, {})
    calls = tuple({"X": X, "k": 3, **kind, "rng": s} for kind in kinds for s in seeds)

    def judge(results: Sequence[Any]) -> None:
        bad = [runs.run_of(r, X, 3).distortion > 2 * best for r in results]
        n = len(seeds)
        if any(bad[n:]):
            which = 'init="kmeans++"' if any(bad[n : 2 * n]) else "the default init, kmeans++,"
            raise Wrong(
                f"With {which} a run ended with two centroids in one group: kmeans++ would have "
                "drawn one in each. Does init reach initialize_centroids?",
                tag="kmeans++-ignored",
            )
        if not any(bad[:n]):
            raise Wrong(
                f'With init="random" all of {n} runs found the three groups, where a random start '
                "misses them four times in five. Does init reach initialize_centroids?",
                tag="random-ignored",
            )

    return Case(name, calls, judge, exact=False)


def rng_case(name: str, X: Floats, seeds: Sequence[int]) -> Case:
    """Two calls a seed, two generators in one state, None; one iteration shows the start."""
    twins = [np.random.default_rng(seeds[0]) for _ in range(2)]
    rngs = [*seeds, *seeds, *twins, None, None, None, None]
    calls = [{"X": X, "k": 3, "max_iters": 1, "init": "random", "rng": r} for r in rngs]

    def judge(results: Sequence[Any]) -> None:
        found = [runs.run_of(r, X, 3, 1).centroids for r in results]
        n = len(seeds)
        same_seed = zip(found[:n], found[n : 2 * n], strict=True)
        if not all(_same(a, b) for a, b in (*same_seed, (found[2 * n], found[2 * n + 1]))):
            raise Wrong(
                "The same rng gives other centroids at the second call: pass rng on to "
                "initialize_centroids, and draw with nothing else.",
                tag="not-repeatable",
            )
        for part, what in ((found[:n], f"{n} different seeds"), (found[-4:], "rng=None")):
            if all(_same(part[0], other) for other in part[1:]):
                raise Wrong(
                    f'With init="random" and {what} every run is the same: pass rng on to '
                    "initialize_centroids.",
                    tag="constant",
                )

    return Case(name, tuple(calls), judge, exact=False)


def _same(a: Floats, b: Floats) -> bool:
    return bool(np.abs(a - b).max() <= compare.RTOL)
