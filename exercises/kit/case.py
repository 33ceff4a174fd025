"""The vocabulary of checks: a `Check` is a ladder of `Case`s for one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

Arguments = Mapping[str, Any]
"""Arguments of one call by name, in the order of the function's signature."""

Judge = Callable[[Sequence[Any]], None]
"""Gets the results of a case's calls, in order; raises `Wrong` if they are not right."""

FROM_SCRATCH = (
    "sklearn.cluster",
    "sklearn.mixture",
    "scipy.cluster",
    "reference",
    "sklearn.metrics.pairwise_distances_argmin",
    "sklearn.metrics.pairwise_distances_argmin_min",
)
"""Libraries, and single functions of them, that may not do the work of a function to be written."""


class Wrong(Exception):
    """A learner's result is not right.

    Args:
        message: one or two sentences in the terms of the mathematics: what was found, what must
            be, with the symbol and numbers.
        tag: a short name for *how* it is wrong ("value", "shape", "not-nearest"). A misconception
            is recognized by failing the same cases with the same tags.
        expected, got: values to show beside each other, where that helps.

    Attributes:
        call: the index of the call whose result is wrong, where a case has several (see `each`).
    """

    def __init__(
        self, message: str, *, tag: str = "value", expected: Any = None, got: Any = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.tag = tag
        self.expected = expected
        self.got = got
        self.call = 0


@dataclass(frozen=True)
class Opaque:
    """Stands for a result that is no plain data: a generator, an object of a learner's class."""

    type_name: str
    text: str


@dataclass(frozen=True)
class Case:
    """One rung of a ladder: calls of the learner's function and the judgement on their results.

    Attributes:
        name: what the rung is, as a learner reads it: "three points on a line".
        calls: arguments of each call; most cases have one. Arguments may be plain data, NumPy
            arrays, a `Generator`, or a callable (called back from the learner's process).
        judge: raises `Wrong`.
        exact: whether a right answer is unique, so that a misconception is recognized by equal
            results; where False (free order, random draws) by equal tags alone.
        heavy: a large case at the end of a ladder: slow code that runs out of time there is told
            so, and passes; diagnosis skips it.
        silent: whether printing during the calls is wrong.
        raises: the name of the exception that a right function raises ("ValueError"), if it must:
            raising it passes the rung. `judge` sees the results of a function that did not raise,
            and says what is wrong with that.
        probe: the name of one of the lesson's probes (see `Check`), which is called in place of
            the function, for what can't cross to the judge: modules, gradients.
    """

    name: str
    calls: tuple[Arguments, ...]
    judge: Judge
    exact: bool = True
    heavy: bool = False
    silent: bool = False
    raises: str | None = None
    probe: str = ""


@dataclass(frozen=True)
class Courtesy:
    """Bad input that the reference refuses by `ValueError`; not refusing it earns a remark."""

    arguments: Arguments
    remark: str


@dataclass(frozen=True)
class Misconception:
    """A wrong way that learners go, as runnable code with the signature of the function."""

    function: str
    id: str
    title: str
    explanation: str
    symbol: str
    code: Callable[..., Any]


def misconception(
    function: str, id: str, *, title: str, explanation: str, symbol: str
) -> Callable[[Callable[..., Any]], Misconception]:
    """Turns the decorated code into a `Misconception` of `function`."""

    def wrap(code: Callable[..., Any]) -> Misconception:
        return Misconception(function, id, title, explanation, symbol, code)

    return wrap


def collect(namespace: Mapping[str, Any], function: str) -> tuple[Misconception, ...]:
    """The misconceptions of `function` among a module's globals, in order of definition."""
    found = (value for value in namespace.values() if isinstance(value, Misconception))
    return tuple(m for m in found if m.function == function)


Parts = Mapping[str, Callable[..., Any]]
"""Functions by name, to be put into a composite's loop in place of the reference's."""


@dataclass(frozen=True)
class Blame:
    """How a composite is taken apart: `loop(parts, arguments)` yields its state per iteration.

    `loop` runs the reference's algorithm with some of its parts replaced by the learner's. Each
    state is a mapping of symbols to values; the first iteration at which the state differs from
    that of the unchanged loop says which part breaks it, and when.
    """

    parts: tuple[str, ...]
    loop: Callable[[Parts, Arguments], Iterator[Mapping[str, Any]]]


@dataclass(frozen=True)
class Check:
    """All that is known about how to check one function.

    Attributes:
        function: its bare name.
        reference: the reference solution.
        cases: the ladder, easiest rung first, drawn with the given generator (so that a seed
            repeats it). Must be lazy: a rung is built only when the one below it has passed.
        total: the number of rungs.
        misconceptions: tried after a failure, in this order.
        courtesies: bad inputs, tried after a pass.
        blame: how to take a composite apart.
        timing: arguments on which learner's and reference's times are compared after a pass.
        probes: a module of functions `probe(exercise, **arguments)` that give plain data. They are
            run in the learner's process, with the learner's module for `exercise`.
        seconds: how long the learner's code may run, all rungs together, where that is not the
            usual time.
    """

    function: str
    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Iterator[Case]]
    total: int
    misconceptions: tuple[Misconception, ...] = ()
    courtesies: tuple[Courtesy, ...] = ()
    blame: Blame | None = None
    timing: Callable[[], Arguments] | None = None
    probes: ModuleType | None = None
    seconds: float | None = None


def unique(
    name: str,
    reference: Callable[..., Any],
    compare: Callable[[Any, Any], None],
    *,
    heavy: bool = False,
    **arguments: Any,
) -> Case:
    """A case whose right answer is the reference's: `compare(got, expected)` raises `Wrong`."""
    expected = reference(**arguments)
    return Case(name, (arguments,), lambda results: compare(results[0], expected), heavy=heavy)


def judged(
    name: str,
    judge: Callable[[Any], None],
    *,
    exact: bool = False,
    heavy: bool = False,
    probe: str = "",
    **arguments: Any,
) -> Case:
    """A case whose one result is judged by its properties."""
    calls = (arguments,)
    return Case(name, calls, lambda results: judge(results[0]), exact, heavy, probe=probe)


def each(calls: Sequence[Arguments], judge: Callable[[Any, Arguments], None]) -> Judge:
    """A judge that looks at every result by itself, with the arguments of its call."""

    def judge_all(results: Sequence[Any]) -> None:
        for i, (result, arguments) in enumerate(zip(results, calls, strict=True)):
            try:
                judge(result, arguments)
            except Wrong as wrong:
                wrong.call = i
                raise

    return judge_all
