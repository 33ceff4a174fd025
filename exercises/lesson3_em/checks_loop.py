"""The ladder of activity 3.3: the general EM loop, on models that can be followed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Blame, Case, Check, Courtesy, Wrong, judged
from exercises.kit.show import brief
from exercises.lesson3_em import loop_bridge, toys
from exercises.lesson3_em.blame import PARTS, loop
from exercises.lesson3_em.loop_runs import follows, has_no_more_steps, ran_all, run_of
from exercises.lesson3_em.misconceptions_loop import MISCONCEPTIONS
from exercises.lesson3_em.mixtures import rows
from exercises.lesson3_em.toys import (
    ARRAY,
    DICT,
    NUMBER,
    TEXT,
    TUPLE,
    Form,
    Toy,
    approaching,
    scripted,
)
from reference import general_em_examples as reference

LINE = rows([0], [2])
LIMIT = 15
"""Three times as many iterations as any usual test needs with tol = 1e-6."""
FAST = 9
"""The pull where a loop is to run until it converges: what is left falls by 100 an iteration."""
FLAT = 2e-5
"""What may be left of the ELBO when a loop with tol = 1e-6 ends."""
EXACT = 6
"""Iterations after which a fast run still gains 9e-9: far above rounding, below usual tols."""
WIDE_AND_NARROW = (1e-2, 1e-10)
_RISES = "the ELBO still rises by more than tol allows."
_FALLS = "the ELBO falls at the next. Show it: a fall says that a step is wrong."


def check() -> Check:
    """How `general_em` is checked."""
    return Check(
        "general_em",
        reference.general_em,
        _ladder,
        total=17,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        blame=Blame(PARTS, loop),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _iterations("one iteration", TUPLE, 1)
    yield _iterations("two iterations", TUPLE, 2)
    yield _iterations("three iterations", TUPLE, 3)
    for form in (NUMBER, DICT, ARRAY, TEXT):
        yield _iterations(f"params is {form.name}", form, 2)
    start = float(np.round(rng.uniform(3, 9), 2))
    X = np.round(rng.normal(size=(4, 1)), 2)
    yield _case(f"a start at θ = {start}", approaching(X, TUPLE), start, 3)
    yield _iterations("verbose = True", DICT, 2, verbose=True)
    yield _falling("an ELBO that falls at the last iteration", (-30, -20, -12, -15))
    yield _falling("an ELBO that falls, and rises again", (-30, -20, -12, -15, -8, -7))
    yield _through_zero("an ELBO of 0 on the way", (-20.0, -9.0, 0.0, 8.0, 15.0))
    yield _stopping("when to stop", 0.0)
    yield _stopping("a start at the optimum", 1.0)
    fast = approaching(LINE, TUPLE, FAST)
    yield _case("tol = 0: nothing ends it but max_iters", fast, 0.0, EXACT, tol=0.0)
    yield _tolerances("a wide tol and a narrow one")
    yield loop_bridge.case(rng)


# -- kinds of rungs --


def _iterations(name: str, form: Form, count: int, **options: Any) -> Case:
    return _case(name, approaching(LINE, form), 0.0, count, **options)


def _case(name: str, toy: Toy, start: float, count: int, **options: Any) -> Case:
    """All of the iterations allowed, none of which gains so little that a loop may end."""

    def judge(result: Any) -> None:
        run = run_of(result, count)
        ran_all(run, count, _RISES, counted=options.get("tol") == 0)
        follows(toy, start, run)

    given = toy.arguments(start, max_iters=count, **options)
    return judged(name, judge, **given)


def _falling(name: str, values: tuple[float, ...]) -> Case:
    """An M-step that makes it worse: the loop may end there, and the fall is among the elbos."""
    toy, falls = scripted(values), int(np.flatnonzero(np.diff(values) < 0)[0]) + 1

    def judge(result: Any) -> None:
        run = run_of(result, len(values) - 1)
        has_no_more_steps(toy, 0.0, run)
        ran_all(run, falls, _FALLS)
        follows(toy, 0.0, run)

    given = toy.arguments(0.0, max_iters=len(values) - 1)
    return judged(name, judge, **given)


def _through_zero(name: str, values: tuple[float, ...]) -> Case:
    """log 1 = 0 is an ELBO too: a relative gain must not be one over it."""
    toy, count = scripted(values), len(values) - 1

    def judge(result: Any) -> None:
        run = run_of(result, count)
        ran_all(run, count, _RISES)
        follows(toy, 0.0, run)

    return judged(name, judge, **toy.arguments(0.0, max_iters=count))


def _stopping(name: str, start: float) -> Case:
    """Neither far too early nor never, with the default tol."""
    toy = approaching(LINE, TUPLE, FAST)

    def judge(result: Any) -> None:
        run = run_of(result, LIMIT)
        follows(toy, start, run)
        if toys.BASE - run.elbos[-1] > FLAT:
            raise Wrong(
                f"The loop ends after {run.n_iters} iterations at {brief(run.elbos[-1])}, with "
                f"tol = 1e-6, and the ELBO would rise to {brief(toys.BASE)}: it stops too early.",
                tag="stops-early",
            )
        if run.n_iters == LIMIT:
            raise Wrong(
                f"The ELBO hardly changes after five iterations, and the loop goes on to the "
                f"last, {LIMIT}: stop once it gains no more than tol says.",
                tag="never-stops",
            )

    return judged(name, judge, **toy.arguments(start, max_iters=LIMIT))


def _tolerances(name: str) -> Case:
    """tol decides when the loop ends."""
    toy, tols = approaching(LINE, NUMBER, FAST), WIDE_AND_NARROW
    calls = tuple(toy.arguments(0.0, max_iters=LIMIT, tol=tol) for tol in tols)

    def judge(results: Sequence[Any]) -> None:
        found = [run_of(result, LIMIT) for result in results]
        for run in found:
            follows(toy, 0.0, run)
        counts = [run.n_iters for run in found]
        if counts[1] < counts[0] + 2:
            raise Wrong(
                f"With tol = 1e-2 the loop ends after {counts[0]} iterations, with tol = 1e-10 "
                f"after {counts[1]}: tol must decide when it ends.",
                tag="tol-ignored",
            )

    return Case(name, calls, judge, exact=False)


def _courtesies() -> tuple[Courtesy, ...]:
    toy = approaching(LINE, TUPLE)
    return (
        Courtesy(toy.arguments(0.0, max_iters=0),
                 "max_iters = 0 went through: a ValueError with a sentence would say so."),
    )  # fmt: skip
