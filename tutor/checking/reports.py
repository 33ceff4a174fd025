"""Parts of a verdict in words: the failing rung, remarks, how fast it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from exercises.kit.case import Misconception
from exercises.kit.show import show, show_arguments
from tutor.checking.ladder import Rung
from tutor.checking.verdict import CaseReport, MisconceptionReport

_SLOW = 5.0


def report(rung: Rung) -> CaseReport:
    """The failing rung as a learner reads it."""
    wrong = rung.wrong
    got, call = "", 0
    if wrong is not None:
        call = wrong.call
        if wrong.got is not None or not rung.case.probe:  # what a probe gives is ours to read
            got = show(wrong.got if wrong.got is not None else rung.results[call])
    elif rung.trouble is not None and rung.trouble.kind == "raised":
        call = rung.trouble.call
        got = rung.trouble.tag.removeprefix("raised:")
    return CaseReport(
        rung.case.name,
        show_arguments(rung.case.calls[call]),
        "" if wrong is None or wrong.expected is None else show(wrong.expected),
        got,
    )


def misconception(found: Misconception | None) -> MisconceptionReport | None:
    """A misconception without its code."""
    if found is None:
        return None
    return MisconceptionReport(found.id, found.title, found.explanation, found.symbol)


def remarks(rungs: Sequence[Rung]) -> tuple[str, ...]:
    """What is worth saying whatever the verdict is."""
    said = []
    threads = [name for r in rungs for name in r.threads]
    if threads:
        said.append(f"Your code leaves a thread running ({threads[0]}); it was stopped.")
    slow = next((r for r in rungs if r.too_slow), None)
    if slow:
        said.append(
            f"The large case ({slow.case.name}) did not finish in the time allowed: right, but "
            "slow. Let NumPy do the loops over points."
        )
    return tuple(said)


def seconds(function: Callable[..., Any], arguments: Mapping[str, Any]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    function(**arguments)
    return time.perf_counter() - start


def speed(theirs: float, ours: float) -> str:
    """Two times, in seconds, in a sentence."""
    ratio = theirs / max(ours, 1e-9)
    timed = f"yours takes {theirs * 1e3:.1f} ms, the reference {ours * 1e3:.1f} ms"
    if ratio > _SLOW:
        return f"On a large case {timed}: {ratio:.0f} times as long."
    return f"On a large case {timed}."
