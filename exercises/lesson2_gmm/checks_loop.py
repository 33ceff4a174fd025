"""The ladder of activity 2.4: the whole algorithm, judged as a run and by its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Blame, Case, Check, Courtesy, judged
from exercises.lesson2_gmm import (
    em_hints,
    em_rungs,
    em_runs,
    misconceptions_loop,
    misconceptions_loop_end,
    misconceptions_loop_steps,
)
from exercises.lesson2_gmm.blame import loop
from exercises.lesson2_gmm.draws import FAR, array, eyes, mixture, seeds
from exercises.lesson2_gmm.params import Params
from reference import em_mog_examples as reference

SHARE, SHARE_SINGLE, SHARE_FAR = 1e-6, 1e-2, 1e-4
"""Of the scale of the data: what a few iterations may make of rounding, and of a guard in N_k."""

DEFAULTS: dict[str, Any] = {"covariance_type": "full", "reg_covar": 1e-6}


def check() -> Check:
    """How `em_mog` is checked."""
    return Check(
        "em_mog",
        reference.em_mog,
        _ladder,
        total=22,
        misconceptions=(
            *misconceptions_loop.MISCONCEPTIONS,
            *misconceptions_loop_steps.MISCONCEPTIONS,
            *misconceptions_loop_end.MISCONCEPTIONS,
        ),
        courtesies=_courtesies(),
        blame=Blame(("initialize_parameters", "e_step", "m_step", "log_likelihood"), loop),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield from _by_hand()
    yield from _types()
    yield from _drawn(rng)
    yield from _starts(rng)
    yield from _hard(rng)
    yield path("10,000 points, two iterations", heavy=True, **_large(rng))


LINE = array([[0], [1], [2], [5], [7], [8]])
PLANE = array([[0, 0], [1, 2], [2, 1], [3, 4], [6, 3], [7, 6], [8, 4], [5, 7], [4, 1]])


def _by_hand() -> Iterator[Case]:
    yield em_rungs.two_starts("six points on a line, one iteration from each of two starts", LINE)
    start = (array([0.5, 0.5]), array([[0], [4]]), eyes(2, 1, 4))
    yield path("six points on a line, one iteration", LINE, 2, start, max_iters=1)
    start = (array([0.25, 0.75]), array([[0], [5]]), eyes(2, 1, 9))
    yield path("six points on a line, three iterations", LINE, 2, start, max_iters=3)
    start = (array([0.5, 0.5]), PLANE[[0, 5]], eyes(2, 2, 4))
    yield path("nine points in the plane, three iterations", PLANE, 2, start, max_iters=3)
    one = (array([1]), array([[9, 9]]), eyes(1, 2))
    yield path("one component: the mean and the covariance", PLANE, 1, one, max_iters=1)


def _types() -> Iterator[Case]:
    start = (array([0.5, 0.5]), PLANE[[0, 5]], eyes(2, 2, 4))
    for kind in ("diag", "spherical"):
        yield path(f'covariance_type="{kind}", one iteration', PLANE, 2, start, max_iters=1,
                   covariance_type=kind)  # fmt: skip
        yield path(f'covariance_type="{kind}", three iterations', PLANE, 2, start, max_iters=3,
                   covariance_type=kind)  # fmt: skip
    narrow = (start[0], start[1], eyes(2, 2, 1e-8))
    yield path("a spherical mixture whose variance vanishes: one step of k-means", PLANE, 2, narrow,
               max_iters=1, covariance_type="spherical")  # fmt: skip
    yield em_rungs.unknown_type('a type that does not exist: "elliptic"', PLANE)
    # With so large a reg_covar the log-likelihood soon falls, and a stopping test may end it.
    yield path("reg_covar = 0.5, one iteration", PLANE, 2, start, max_iters=1, reg_covar=0.5)


def _drawn(rng: Generator) -> Iterator[Case]:
    drawn = mixture(rng, int(rng.integers(40, 70)), 2, 3, apart=3)
    start = (np.full(3, 1 / 3), drawn.X[:3].copy(), eyes(3, 2, 4))
    yield path(f"{len(drawn.X)} random points, two iterations", drawn.X, 3, start, max_iters=2)
    far = (np.full(3, 1 / 3), array([*drawn.X[:2], [1e4, 1e4]]), eyes(3, 2, 2))
    yield path("a component that wins no point", drawn.X, 3, far, max_iters=2)
    yield em_rungs.stopping("when to stop")
    yield em_rungs.tolerances("tol = 0.1 and tol = 1e-9")


def _starts(rng: Generator) -> Iterator[Case]:
    yield em_rungs.reproducible("the same seed again, other seeds", rng.random((30, 2)),
                                seeds(rng, 3))  # fmt: skip
    yield em_rungs.degenerate("few different rows, many times; one point", seeds(rng, 1))


def _hard(rng: Generator) -> Iterator[Case]:
    few = mixture(rng, 30, 2, 2, apart=3)
    start = (array([0.5, 0.5]), few.mu, eyes(2, 2, 4))
    single: Any = tuple(a.astype(np.float32) for a in start)
    yield path("float32", few.X.astype(np.float32), 2, single, max_iters=2)
    far = (start[0], start[1] + FAR, start[2])
    yield path("far from the origin (1e8)", few.X + FAR, 2, far, max_iters=2, share=SHARE_FAR)
    small = (start[0], start[1] * 1e-4, start[2] * 1e-8)
    yield path("variances of 1e-8, reg_covar = 0", few.X * 1e-4, 2, small, max_iters=2,
               reg_covar=0.0)  # fmt: skip


def _large(rng: Generator) -> Arguments:
    many = mixture(rng, 10_000, 2, 3)
    start = (np.full(3, 1 / 3), many.X[:3].copy(), eyes(3, 2, 4))
    return {"X": many.X, "k": 3, "max_iters": 2, "init_params": start}


def path(
    name: str, X: NDArray[Any], k: int, init_params: Params, *, max_iters: int,
    share: float = SHARE, heavy: bool = False, **options: Any,
) -> Case:  # fmt: skip
    """From a given start: the parameters, the history and w after max_iters iterations."""
    share = SHARE_SINGLE if X.dtype == np.float32 else share
    points = em_runs.path_from(X, init_params, max_iters, **_plain(options))
    R = compare.radius(X)

    def why(params: Params) -> str:
        kind, reg = (_plain(options).get(n, v) for n, v in DEFAULTS.items())
        return em_hints.wrong_step(params, X, init_params, kind, reg) if max_iters == 1 else ""

    def judge(result: Any) -> None:
        run = em_runs.run_of(result, X, k, max_iters, falls=True)
        order = em_runs.is_after(run, points, max_iters, share, R, why)
        em_runs.entries(run, max_iters)
        if heavy:  # what follows is told on small data, and costs as much again
            return
        em_runs.history_follows(X, run, points)
        em_runs.w_follows(X, run, points, max_iters, order)

    return judged(
        name, judge, exact=False, heavy=heavy, X=X, k=k, max_iters=max_iters,
        init_params=init_params, **options,
    )  # fmt: skip


def _plain(options: dict[str, Any]) -> dict[str, Any]:
    return {n: options[n] for n in DEFAULTS if n in options}


def _courtesies() -> tuple[Courtesy, ...]:
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": LINE, "k": 0, "rng": 1}, remark.format("k = 0")),
        Courtesy({"X": LINE, "k": 7, "rng": 1}, remark.format("k = 7 with n = 6 points")),
        Courtesy({"X": array([[0], [np.nan], [9]]), "k": 2, "rng": 1}, remark.format("NaN in X")),
    )  # fmt: skip
