"""The rungs of `em_mog` on starts, stopping and degenerate data (activity 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Wrong, each, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson2_gmm import em_hints, em_runs
from exercises.lesson2_gmm.draws import array, eyes
from exercises.lesson2_gmm.params import Params
from reference import em_mog_examples as reference

SEED = 7
LIMIT = 100
LEFT = 0.05
"""Nats that may be left to gain after any usual stopping test with tol = 1e-6."""
SETTLED = 40
"""Iterations after which nothing changes on the data of `stopping`."""


def two_starts(name: str, X: Floats) -> Case:
    """Two starts in turn with one rng: a start drawn in spite of them is the same twice."""
    pair = [
        (array([0.5, 0.5]), array([[0], [4]]), eyes(2, 1, 4)),
        (array([0.5, 0.5]), array([[7], [1]]), eyes(2, 1, 9)),
    ]
    calls = [
        {"X": X, "k": 2, "max_iters": 1, "init_params": start, "rng": SEED} for start in pair * 2
    ]

    paths = [em_runs.path_from(X, start, 1) for start in pair]

    def judge(results: Sequence[Any]) -> None:
        found = [em_runs.run_of(r, X, 2, 1, falls=True) for r in results]
        if all(_same(found[0], run) for run in found[1:]):
            raise Wrong(
                "From two different starts your parameters are the same: is init_params not used? "
                "A tuple (phi, mu, Sigma) given as init_params is the start.",
                tag="init-unused",
            )
        for i, run in enumerate(found):
            try:
                why = partial(em_hints.wrong_step, X=X, start=pair[i % 2], kind="full", reg=1e-6)
                em_runs.is_after(run, paths[i % 2], 1, 1e-6, compare.radius(X), why)
            except Wrong as wrong:
                wrong.call = i
                raise

    return Case(name, tuple(calls), judge, exact=False)


def _same(a: em_runs.Run, b: em_runs.Run) -> bool:
    return all(np.allclose(x, y, atol=1e-9) for x, y in zip(a.params, b.params, strict=True))


def unknown_type(name: str, X: Floats) -> Case:
    """An unknown covariance_type is a ValueError."""

    def judge(results: Sequence[Any]) -> None:
        raise Wrong(
            'covariance_type="elliptic" is none of "full", "diag" and "spherical", and a result '
            "came back: raise a ValueError, or a misspelt type goes unnoticed.",
            tag="not-refused",
        )

    call = {"X": X, "k": 2, "covariance_type": "elliptic", "rng": 1}
    return Case(name, (call,), judge, exact=False, raises="ValueError")


@cache
def _groups() -> tuple[Floats, Params]:
    """Three groups and a poor start, from which no gain is small before the last."""
    g = np.random.default_rng(5)
    X = np.concatenate([g.normal(size=(12, 2)) + at for at in ([0, 0], [5, 1], [1, 6])]).round(2)
    return X, (np.full(3, 1 / 3), X[[0, 1, 14]], eyes(3, 2, 4))


@cache
def _reached(iterations: int) -> float:
    X, start = _groups()
    return float(reference.log_likelihood(X, *em_runs.path_from(X, start, iterations)[-1]))


def stopping(name: str) -> Case:
    """Neither far too early nor never, with the defaults of tol and max_iters."""
    X, start = _groups()
    best = _reached(SETTLED)

    def judge(result: Any) -> None:
        run = em_runs.run_of(result, X, 3, LIMIT)
        reached = float(reference.log_likelihood(X, *run.params))
        if best - reached > LEFT:
            raise Wrong(
                f"The run ends after {len(run.history)} iterations with tol = 1e-6 at a "
                f"log-likelihood of {brief(reached)}, and going on leads to {brief(best)}: it "
                "stops too early.",
                tag="stops-early",
            )
        if len(run.history) == LIMIT:
            raise Wrong(
                f"Nothing changes after some {SETTLED} iterations, and the run goes on to "
                f"iteration {LIMIT}: stop once the gain is no more than tol says.",
                tag="never-stops",
            )
        _near_the_end(run, X, best)

    return judged(name, judge, exact=False, X=X, k=3, init_params=start)


def _near_the_end(run: em_runs.Run, X: Floats, best: float) -> None:
    """w and the last entry belong to the end of the run, up to the last step."""
    if abs(run.history[-1] - best) > LEFT:
        raise Wrong(
            f"The last of log_likelihoods is {brief(run.history[-1])}, and the parameters returned "
            f"have {brief(best)}.",
            tag="history-last",
            got=run.history,
        )
    if np.abs(run.w - reference.e_step(X, *run.params)).max() > LEFT:
        raise Wrong(
            "w are not the responsibilities of the parameters returned, and not nearly so.",
            tag="w-stale",
            got=run.w,
        )


def tolerances(name: str) -> Case:
    """A run with a small tol is longer than one with a large tol, on data that take long."""
    X = array([[x] for x in (0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.2, 6, 6.5, 7, 8, 9.5)])
    start = (array([0.5, 0.5]), array([[3], [6]]), eyes(2, 1, 4))
    calls = [
        {"X": X, "k": 2, "max_iters": 30, "tol": tol, "init_params": start} for tol in (0.1, 1e-9)
    ]

    def judge(results: Sequence[Any]) -> None:
        loose, tight = (len(em_runs.run_of(r, X, 2, 30, falls=True).history) for r in results)
        if loose >= tight:
            raise Wrong(
                f"With tol = 0.1 the run takes {loose} iterations, with tol = 1e-9 {tight}: tol is "
                "to decide when to stop, and the smaller it is, the later.",
                tag="tol-unused",
            )

    return Case(name, tuple(calls), judge, exact=False)


def reproducible(name: str, X: Floats, seeds: Sequence[int]) -> Case:
    """Two calls a seed, and two generators in one state; one iteration shows the start."""
    twins = [np.random.default_rng(seeds[0]) for _ in range(2)]
    base: Arguments = {"X": X, "k": 3, "max_iters": 1, "method": "random"}
    calls = [{**base, "rng": r} for r in (*seeds, *seeds, *twins)]
    calls += [{"X": X, "k": 3, "max_iters": 1, "rng": seeds[0]}] * 2

    def judge(results: Sequence[Any]) -> None:
        found = [em_runs.run_of(r, X, 3, 1, falls=True) for r in results]
        n = len(seeds)
        pairs = [*zip(found[:n], found[n : 2 * n], strict=True), tuple(found[-4:-2])]
        if not all(_same(*pair) for pair in [*pairs, tuple(found[-2:])]):
            raise Wrong(
                "The same rng gives other parameters at the second call: pass rng on to "
                "initialize_parameters, and draw with nothing else.",
                tag="not-repeatable",
            )
        if all(_same(found[0], other) for other in found[1:n]):
            raise Wrong(
                f'With method="random" and {n} different seeds every run is the same: pass rng on '
                "to initialize_parameters.",
                tag="constant",
            )

    return Case(name, tuple(calls), judge, exact=False)


def degenerate(name: str, seeds: Sequence[int]) -> Case:
    """Where components sit on single points or lose all of theirs, they stay finite."""
    rows = array([[2, 1]] * 6 + [[5, 5]] * 4 + [[2, 7]] * 2)
    calls: list[Arguments] = [
        {"X": rows, "k": k, "method": method, "max_iters": 10, "rng": s}
        for k, method in ((2, "random"), (4, "kmeans"))
        for s in seeds
    ]
    calls.append({"X": array([[3, 4]]), "k": 1, "rng": 1, "verbose": True})

    def judge(result: Any, call: Arguments) -> None:
        em_runs.run_of(result, call["X"], call["k"], falls=True)

    return Case(name, tuple(calls), each(calls, judge), exact=False)
