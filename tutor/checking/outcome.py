"""What came of calling a function: results, or the trouble that came instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["raised", "timeout", "died", "memory", "handed", "mutated", "prints", "channel"]


@dataclass(frozen=True)
class Trouble:
    """Why calls gave no results that could be judged.

    `tag` is what a misconception must share to be recognized; `line` and `traceback` speak of the
    learner's file; `call` is the index of the call that raised.
    """

    kind: Kind
    message: str
    tag: str
    line: int | None = None
    traceback: str | None = None
    call: int = 0


@dataclass(frozen=True)
class Outcome:
    """The results of a case's calls, or the trouble that came instead."""

    results: tuple[Any, ...] = ()
    trouble: Trouble | None = None
    seconds: float = 0.0
    threads: tuple[str, ...] = ()
