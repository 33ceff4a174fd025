"""Functions judged for a command: told as the verdicts come, recorded, summed up."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from tutor import recording
from tutor.checking.once import Once
from tutor.checking.verdict import Result
from tutor.commands import verdicts
from tutor.commands.session import Session
from tutor.console import Console

SCHEMA = 1
_ERASE = "\r\x1b[K"


def judged(
    session: Session, checker: Once, names: Sequence[str], seed: int | None, view: Quiet
) -> tuple[Result, ...]:
    """The verdicts on functions, told to `view` as they come, and recorded.

    Those that were reached are recorded also where the rest was interrupted.
    """
    results: list[Result] = []
    contents = session.contents({name.partition(".")[0] for name in names})
    verdict_stream = checker.check(session.made.root, session.curriculum, names, seed)
    store = session.store  # opened while the checker works
    try:
        view.waiting(0)
        with contextlib.closing(verdict_stream):  # type: ignore[type-var]
            for result in verdict_stream:
                results.append(result)
                view.came(result, len(results))
    finally:
        view.done()
        recording.record(store, session.curriculum, session.workspace, results, contents=contents)
    return tuple(results)


def as_json(session: Session, results: Sequence[Result]) -> dict[str, object]:
    """What `check --json` prints."""
    passed = sum(result.passed for result in results)
    return {
        "schema": SCHEMA,
        "workspace": str(session.workspace.root),
        "passed": passed,
        "failed": len(results) - passed,
        "results": [result.to_dict() for result in results],
    }


class Quiet:
    """Says nothing while the check runs."""

    def waiting(self, done: int) -> None:
        """So many verdicts are there."""

    def came(self, result: Result, done: int) -> None:
        """A verdict came."""

    def done(self) -> None:
        """No more will come."""


@dataclass(frozen=True)
class Spoken(Quiet):
    """A line for each verdict; on a terminal also how far it is, in a line that goes away."""

    console: Console
    total: int

    def waiting(self, done: int) -> None:
        if self.console.is_terminal and done < self.total:
            print(f"{_ERASE}  checking … {done} of {self.total}", end="", flush=True)

    def came(self, result: Result, done: int) -> None:
        self.done()
        print(verdicts.line(result, self.console), flush=True)
        self.waiting(done)

    def done(self) -> None:
        if self.console.is_terminal:
            print(_ERASE, end="", flush=True)


def summary(results: Sequence[Result], console: Console) -> str:
    """In full what is wrong (for a single function also what is right), and the tally."""
    parts = []
    for result in results:
        wrong = result.status not in ("passed", "not_started")
        if wrong or result.remarks or len(results) == 1:
            head = [verdicts.line(result, console)] if len(results) > 1 else []
            parts.append("\n".join([*head, verdicts.details(result, console)]))
    tally = verdicts.tally(sum(r.passed for r in results), len(results))
    text = "\n\n".join([*parts, tally])
    return f"\n{text}" if len(results) > 1 else text
