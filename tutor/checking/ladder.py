"""Climbs a ladder: tries a function on one case after another and stops at the first failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from exercises.kit.case import Case, Check, Wrong
from tutor.checking.caller import Caller
from tutor.checking.outcome import Outcome, Trouble

PASSED = "passed"


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
    """The rungs tried, and the cases that were not reached (drawn with the same seed)."""

    rungs: tuple[Rung, ...]
    rest: Iterator[Case] = field(default_factory=lambda: iter(()))

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
    cases = check.cases(np.random.default_rng(seed))
    rungs: list[Rung] = []
    for case in cases:
        rungs.append(attempt(case, caller))
        if not rungs[-1].passed:
            break
    return Climb(tuple(rungs), cases)


def attempt(case: Case, caller: Caller) -> Rung:
    """Tries one case."""
    outcome = caller.call(case.calls, silent=case.silent)
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
