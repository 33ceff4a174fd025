"""Climbs a ladder: tries a function on one case after another and stops at the first failure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from exercises.kit.case import Case, Check, Wrong
from tutor.checking.caller import Caller, Waiting
from tutor.checking.outcome import Outcome, Trouble

PASSED = "passed"

AHEAD, SMALL = 4, 1 << 15
"""How many cases are asked for ahead, and up to how many bytes each: so they fit into a pipe."""


@dataclass(frozen=True)
class Rung:
    """One case tried: its tag says how it came out, `PASSED` or in what way it failed."""

    case: Case
    tag: str
    results: tuple[Any, ...] = ()
    wrong: Wrong | None = None
    trouble: Trouble | None = None
    seconds: float = 0.0
    threads: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the case came out right."""
        return self.tag == PASSED

    @property
    def too_slow(self) -> bool:
        """Whether only time ran out, and only on the large case."""
        return self.case.heavy and self.tag == "timeout"


@dataclass(frozen=True)
class Climb:
    """The rungs tried, and the attempts on those not reached (drawn with the same seed)."""

    rungs: tuple[Rung, ...]
    rest: Attempts

    @property
    def failure(self) -> Rung | None:
        """The first failing rung, if there is one; being slow on a large case is none."""
        return next((r for r in self.rungs if not r.passed and not r.too_slow), None)

    @property
    def passed(self) -> int:
        """How many rungs were passed."""
        return sum(r.passed or r.too_slow for r in self.rungs)


def climb(check: Check, caller: Caller, seed: int) -> Climb:
    """Tries the cases of a check in order, up to the first failure.

    Args:
        seed: draws the random rungs; the same seed gives the same ladder.
    """
    attempts = Attempts(check.cases(np.random.default_rng(seed)), caller)
    rungs: list[Rung] = []
    for rung in attempts:
        rungs.append(rung)
        if not rung.passed:
            break
    return Climb(tuple(rungs), attempts)


class Attempts(Iterator[Rung]):
    """Tries cases in order. The next small ones are asked for while a result is judged."""

    def __init__(self, cases: Iterator[Case], caller: Caller) -> None:
        self._cases = cases
        self._caller = caller
        self._asked: deque[tuple[Case, Waiting]] = deque()
        self._next = next(cases, None)

    def __next__(self) -> Rung:
        self._ask_ahead()
        if self._asked:
            case, waiting = self._asked.popleft()
            return judge(case, waiting())
        if self._next is None:
            raise StopIteration
        return attempt(self._take(), self._caller)

    def skip_heavy(self) -> None:
        """Leaves the large cases out from now on."""
        self._cases = (case for case in self._cases if not case.heavy)
        if self._next is not None and self._next.heavy:
            self._next = next(self._cases, None)

    def _ask_ahead(self) -> None:
        while self._next is not None and len(self._asked) < AHEAD and self._may_wait(self._next):
            case = self._take()
            self._asked.append((case, self._caller.submit(case.calls, case.probe)))

    def _take(self) -> Case:
        assert self._next is not None
        case, self._next = self._next, next(self._cases, None)
        return case

    def _may_wait(self, case: Case) -> bool:
        """Whether a case may be asked for before it is its turn: nobody must wait for it then."""
        if case.silent or case.heavy or len(case.calls) > 1 or not self._caller.runs_ahead:
            return False
        values = case.calls[0].values()
        return not any(map(callable, values)) and sum(map(_size, values)) < SMALL


def _size(value: Any) -> int:
    """Roughly how many bytes it takes to send a value."""
    return int(getattr(value, "nbytes", 0)) or 8 * len(value) if hasattr(value, "__len__") else 8


def attempt(case: Case, caller: Caller) -> Rung:
    """Tries one case."""
    return judge(case, caller.call(case.calls, silent=case.silent, probe=case.probe))


def judge(case: Case, outcome: Outcome) -> Rung:
    """How a case came out."""
    if outcome.trouble:
        wanted = case.raises is not None and outcome.trouble.tag == f"raised:{case.raises}"
        return _rung(case, PASSED if wanted else outcome.trouble.tag, outcome)
    try:
        case.judge(outcome.results)
    except Wrong as wrong:
        return _rung(case, wrong.tag, outcome, wrong)
    return _rung(case, PASSED, outcome)


def _rung(case: Case, tag: str, outcome: Outcome, wrong: Wrong | None = None) -> Rung:
    return Rung(
        case, tag, outcome.results, wrong, outcome.trouble, outcome.seconds, outcome.threads
    )
