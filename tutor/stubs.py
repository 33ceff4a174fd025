"""Stubs put into a learner's file, as operations on text: nothing here touches the disk.

They work on files that Python can't parse too, since a reset is wanted most when a file is broken.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tutor import pieces, source
from tutor.source import Source, UnreadableFile

_Span = tuple[int, int]
"""Lines of a definition: the first, counted from 0, and the one behind the last."""

_TOP = re.compile(r"[^\s#)\]}]")
_BLOCK = re.compile(r"(?:async\s+def|def|class)\b|@|if\s+__name__\b")
_MAIN = re.compile(r"if\s+__name__\b")


@dataclass(frozen=True)
class Merged:
    """A learner's text with a newer release's stubs in it, and sentences that say what changed."""

    text: str
    notes: tuple[str, ...]


def put(text: str, name: str, donor: Source) -> str:
    """`text` with the definition of `name` as in `donor`, put in where there is none.

    `donor` is the stub, or another version of the same file.
    """
    span = _span(text, name)
    if span is None:
        return _insert(text, name, donor)
    return _splice(text, span, donor.segment(name))


def rebound(text: str, name: str) -> int | None:
    """The line, if any, that gives `name` another value after its definition."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return None
    span = _span(text, name)
    lines = [node.lineno for node in body if name in source.bound_names(node)]
    after = [line for line in lines if span is None or line > span[1]]
    return after[-1] if after else None


def merge(mine: Source, old: Source, new: Source) -> Merged:
    """A learner's file brought up to a newer release.

    Definitions that still are as the old stub had them become the new stub's; new ones are added;
    everything that the learner has touched stays, to the letter.
    """
    text, notes = mine.text, list[str]()
    for name in new.definitions:
        if name not in old.definitions and name not in mine.definitions:
            text = _insert(text, name, new)
            notes.append(f"{name} is new.")
        elif name in old.definitions and old.segment(name) != new.segment(name):
            text, note = _renew(text, name, mine, old, new)
            notes.append(note)
    return Merged(_add_imports(text, old, new), tuple(notes))


def _renew(text: str, name: str, mine: Source, old: Source, new: Source) -> tuple[str, str]:
    if name in mine.definitions and mine.segment(name) == old.segment(name):
        return put(text, name, new), f"{name} has a new stub."
    return text, f"{name} has a new stub; yours is left as it is."


def _add_imports(text: str, old: Source, new: Source) -> str:
    """Puts in the imports that came with the release and that the text lacks, below its own."""
    have = {*_imports(old), *_imports(source.parse(text, old.path))}
    fresh = [statement for statement in _imports(new) if statement not in have]
    lines = pieces.lines(text)
    at = _below_imports(text)
    return "".join([*lines[:at], *(f"{statement}\n" for statement in fresh), *lines[at:]])


def _imports(file: Source) -> list[str]:
    kinds = (ast.Import, ast.ImportFrom)
    return [ast.unparse(node) for node in file.tree.body if isinstance(node, kinds)]


def _below_imports(text: str) -> int:
    """The number of lines up to the last import at the top level, or else the docstring."""
    body = ast.parse(text).body
    head: list[ast.stmt] = [n for n in body if isinstance(n, (ast.Import, ast.ImportFrom))]
    if not head and ast.get_docstring(ast.Module(body, [])) is not None:
        head = [body[0]]
    return max((node.end_lineno or 0 for node in head), default=0)


def _insert(text: str, name: str, donor: Source) -> str:
    """Puts it where the donor has it: below the one it follows, above the one that follows it."""
    lines = pieces.lines(text)
    at = _place(text, name, list(donor.definitions), _main_line(lines))
    before = "".join(lines[:at]).rstrip("\n")
    after = "".join(lines[at:]).lstrip("\n")
    parts = (before, donor.segment(name).rstrip("\n"), after)
    return "\n\n\n".join(part for part in parts if part).rstrip("\n") + "\n"


def _place(text: str, name: str, order: list[str], default: int) -> int:
    here = order.index(name)
    above = (_span(text, other) for other in reversed(order[:here]))
    below = (_span(text, other) for other in order[here + 1 :])
    ends = (span[1] for span in above if span)
    starts = (span[0] for span in below if span)
    return next(ends, next(starts, default))


def _main_line(lines: list[str]) -> int:
    return next((i for i, line in enumerate(lines) if _MAIN.match(line)), len(lines))


def _splice(text: str, span: _Span, segment: str) -> str:
    lines = pieces.lines(text)
    head = "".join(lines[: span[0]])
    if head and not head.endswith(("\n", "\r")):
        head += "\n"
    return "".join([head, segment, *lines[span[1] :]])


def _span(text: str, name: str) -> _Span | None:
    """Where `name` is defined; by indentation in a file that does not parse."""
    try:
        found = source.parse(text, Path("file")).definitions.get(name)
    except UnreadableFile:
        return _span_by_lines(text, name)
    return (found.first - 1, found.last) if found else None


def _span_by_lines(text: str, name: str) -> _Span | None:
    """Ends where the indentation does if that leaves whole code, else at the next definition.

    An open bracket or string can make a line of the function look like one of the top level.
    """
    line = source.line_of(text, name)
    if line is None:
        return None
    lines = pieces.lines(text)
    first = line - 1
    while first and lines[first - 1].startswith("@"):
        first -= 1
    body = range(line, len(lines))
    near = next((i for i in body if _TOP.match(lines[i])), len(lines))
    far = next((i for i in body if _BLOCK.match(lines[i])), len(lines))
    whole = _parses(lines[first:near]) or _parses([*lines[:first], *lines[near:]])
    return first, _without_tail(lines, first, near if whole else far)


def _without_tail(lines: list[str], first: int, end: int) -> int:
    """Blank lines and comments below a definition belong to what follows."""
    while end > first + 1 and not _has_code(lines[end - 1]):
        end -= 1
    return end


def _has_code(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _parses(lines: Iterable[str]) -> bool:
    try:
        ast.parse("".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
