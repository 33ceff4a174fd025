"""Wrong ways to end EM (activity 2.4): tol and max_iters."""

from __future__ import annotations

from typing import Any

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import loop
from exercises.lesson2_gmm.loop import State

F = "em_mog"


@misconception(
    F, "em-never-stops-early",
    title="You never stop before max_iters.",
    explanation="Once the log-likelihood no longer rises, nothing changes any more: compare it "
    "with the last one, and break.",
    symbol="tol",
)  # fmt: skip
def never_stops(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **options, settled=lambda history, tol: False)


@misconception(
    F, "em-stopping-test-reversed",
    title="You stop while the log-likelihood still rises: the test is reversed.",
    explanation="Stop when the gain is at most tol; with > in place of <= the run ends at its "
    "second iteration.",
    symbol="tol",
)  # fmt: skip
def reversed_test(X: Any, k: int, **options: Any) -> State:
    def settled(history: list[float], tol: float) -> bool:
        return len(history) > 1 and history[-1] - history[-2] > tol

    return loop.run(X, k, **options, settled=settled)


@misconception(
    F, "em-fixed-tolerance",
    title="You compare with a tolerance of your own, and ignore tol.",
    explanation="np.allclose, or a 1e-6 written into the test, decides in tol's place. The caller "
    "says how exact it is to be.",
    symbol="tol",
)  # fmt: skip
def fixed_tolerance(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **{**options, "tol": 1e-6})


@misconception(
    F, "em-max-iters-off-by-one",
    title="You make one iteration fewer than max_iters.",
    explanation="range(1, max_iters) has max_iters − 1 turns, and with max_iters = 1 none at all.",
    symbol="max_iters",
)  # fmt: skip
def off_by_one(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **{**options, "max_iters": options.get("max_iters", 100) - 1})


@misconception(
    F, "em-max-iters-ignored",
    title="You run to the end and ignore max_iters.",
    explanation="A while loop that only looks at tol makes as many iterations as it likes. With "
    "max_iters = 1 it is one E-step and one M-step.",
    symbol="max_iters",
)  # fmt: skip
def max_iters_ignored(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **{**options, "max_iters": max(40, options.get("max_iters", 100))})


MISCONCEPTIONS = collect(globals(), F)
