"""Verdicts as text: a line for each, and all there is to know about one that is no pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.checking.verdict import CaseReport, Result
from tutor.console import Console, words

_CONTROL = re.compile(r"[^\n\t\x20-\x7e\xa0-\U0010ffff]")
_PRINTED_LINES = 12


def line(result: Result, console: Console) -> str:
    """One verdict in one line, cut to the width of a terminal."""
    name = f"{result.activity:<4} {result.function.rpartition('.')[2]:<28}"
    start = f" {name} {words(result.status):<12} {_rungs(result):<15} "
    gist = console.fitted(_gist(result), len(start) + 1)
    return f"{console.mark(result.status)}{start}{gist}".rstrip()


def details(result: Result, console: Console) -> str:
    """All below the line: what is wrong and why, the rung, the learner's own line."""
    return "\n".join(_paragraphs(result, console))


def tally(passed: int, total: int) -> str:
    """How many passed."""
    noun = "function" if total == 1 else "functions"
    return f"{passed} of {total} {noun} passed."


def printable(text: str) -> str:
    """Text of the learner's with no control characters, which could play with the terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _rungs(result: Result) -> str:
    if not result.cases_total or result.status in ("not_started", "blocked"):
        return ""
    return f"{result.cases_passed} of {result.cases_total} rungs"


def _gist(result: Result) -> str:
    if result.passed:
        return f"{result.seconds:.3f} s"
    return result.misconception.title if result.misconception else ""


def _paragraphs(result: Result, console: Console) -> Iterator[str]:
    if result.misconception:
        yield console.paint(console.wrapped(result.misconception.title, "    "), "bold")
        yield console.wrapped(result.misconception.explanation, "    ")
    for text in (result.message, result.why, *(f"Note: {r}" for r in result.remarks)):
        if text:
            yield console.wrapped(printable(text), "    ")
    if result.case:
        yield from _rung(result.case, result.cases_passed + 1, console)
    if result.traceback:
        yield _indented(printable(result.traceback))
    yield from _printed(result)
    if not result.passed and result.cases_total and result.case:
        again = f"cem-tutor check {result.function} --seed {result.seed}"
        yield f"    The same rungs again: {again}"


def _rung(case: CaseReport, number: int, console: Console) -> Iterator[str]:
    yield f"    {console.paint(f'rung {number}', 'bold')}  {case.name}"
    for label in ("input", "expected", "got"):
        text = printable(getattr(case, label))
        if text:
            yield _labelled(label, text)


def _labelled(label: str, text: str) -> str:
    """The label, and the text beside it so that its lines stay under one another."""
    first, *rest = text.splitlines()
    return "\n".join([f"      {label:<9} {first}", *(f"{' ' * 16}{row}" for row in rest)])


def _printed(result: Result) -> Iterator[str]:
    lines = printable(result.stdout).rstrip().splitlines()
    if lines:
        yield "    Your code printed:"
        yield _indented("\n".join(lines[:_PRINTED_LINES]))
    if len(lines) > _PRINTED_LINES:
        yield f"      … and {len(lines) - _PRINTED_LINES} lines more"


def _indented(text: str) -> str:
    return "\n".join(f"      {row}" for row in text.rstrip().splitlines())
