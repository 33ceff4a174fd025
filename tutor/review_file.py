"""A function under review: its stub in a file of its own, and what is judged of it.

The learner's exercise file is only read. What is judged is that file with the review's function in
place of the learner's own, put together in memory.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tutor import files, source, stubs
from tutor.curriculum import Curriculum, Function
from tutor.source import Source, UnreadableFile

if TYPE_CHECKING:
    from tutor.checking.verdict import Result
    from tutor.workspace import Workspace

FOLDER = "review"

_HEADER = '''"""Review: write {name} once more, without looking at your own file.

It is checked at every save. The rest of the module comes from
{module}.py, which stays as it is.
Once you have rated yourself, this file moves to .cem-tutor/backups/.
"""
'''


def path(workspace: Workspace, function: Function) -> Path:
    """Where the stub of a function under review lies."""
    return workspace.root / FOLDER / f"{function.module}__{function.name}.py"


def begin(workspace: Workspace, curriculum: Curriculum, function: Function) -> Path:
    """The review's file, made with the stub in it; an unfinished one is gone on with.

    Raises:
        OSError: it can't be written.
    """
    place = path(workspace, function)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        files.write(place, stub(curriculum, function).encode())
    return place


def finish(workspace: Workspace, function: Function, now: datetime) -> Path | None:
    """Moves the review's file to the backups, and returns where it is; None if there was none.

    Raises:
        OSError: it can't be copied; then it stays where it is.
    """
    place = path(workspace, function)
    if not place.exists():
        return None
    copy = files.keep_copy(place, workspace.backups, now)
    place.unlink(missing_ok=True)
    return copy


def stub(curriculum: Curriculum, function: Function) -> str:
    """The text of a fresh review: what the stub's file imports and sets, and the one function."""
    lesson = curriculum.lesson_of(function.activity)
    donor = source.load(lesson.stub_path)
    head = _HEADER.format(name=function.name, module=function.module)
    preamble = "".join(f"{line}\n" for line in _preamble(donor))
    return f"{head}\n{preamble}\n\n{donor.segment(function.name)}"


def line(place: Path, function: Function) -> int:
    """Where the function begins in its review's file; 1 where it can't be found."""
    try:
        return source.line_of(source.read_text(place), function.name) or 1
    except UnreadableFile:
        return 1


@dataclass(frozen=True)
class Composed:
    """A module put together from the learner's file and the review's.

    `lines` leads from a line of `text` to that of the review's file where it comes from.
    """

    text: str
    lines: Mapping[int, int]
    review: Source

    def relocated(self, told: str, module: str) -> str:
        """A traceback with the review's own lines and name in place of the module's."""
        named = re.compile(rf"{re.escape(module)}\.py:(\d+)( in \w+)?(?:\n {{4}}.*)?")
        return named.sub(lambda found: self._place(found, module), told)

    def _place(self, found: re.Match[str], module: str) -> str:
        number, where = int(found[1]), found[2] or ""
        here = self.lines.get(number)
        rows = self.review.lines if here else self.text.splitlines()
        shown = rows[(here or number) - 1].strip() if (here or number) <= len(rows) else ""
        name = f"{FOLDER}/{self.review.path.name}:{here}" if here else f"{module}.py"
        return f"{name}{where}\n    {shown}" if "\n" in found[0] else f"{name}{where}"


def composed(workspace: Workspace, function: Function) -> Composed:
    """What a review is judged by, as both files are now.

    Raises:
        UnreadableFile: one of them can't be read as Python, or the review's lacks the function.
    """
    place = path(workspace, function)
    written = source.load(place)
    if function.name not in written.definitions:
        raise UnreadableFile(f"{place.name} does not define {function.name} any more.")
    return compose(source.load(workspace.file(function.module)), written)


def relocated(result: Result, composed: Composed, module: str) -> Result:
    """A verdict whose lines are those of the review's file."""
    line = composed.lines.get(result.line) if result.line is not None else None
    message, told = result.message, result.traceback
    if line is not None:
        message = message.replace(f"in line {result.line}", f"in line {line}")
    if told is not None:
        told = composed.relocated(told, module)
    return replace(result, line=line, message=message, traceback=told)


def compose(mine: Source, review: Source) -> Composed:
    """The learner's file with every definition of the review's file in place of its own.

    Imports and constants that only the review's file has come along.
    """
    text = mine.text
    for name in review.definitions:
        text = stubs.put(text, name, review)
    text = _with_preamble(text, mine, review)
    whole = source.parse(text, mine.path)
    return Composed(text, _origins(whole, review), review)


def _with_preamble(text: str, mine: Source, review: Source) -> str:
    have = set(_preamble(mine))
    fresh = [statement for statement in _preamble(review) if statement not in have]
    if not fresh or not review.definitions:
        return text
    whole = source.parse(text, mine.path)
    at = min(whole.definitions[name].first for name in review.definitions) - 1
    rows = whole.lines
    return "".join([*rows[:at], *(f"{statement}\n" for statement in fresh), *rows[at:]])


def _preamble(file: Source) -> list[str]:
    """Imports and constants at the top level, each as one statement."""
    kinds = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    nodes = [s.node for s in file.statements if isinstance(s.node, kinds)]
    future = [n for n in nodes if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
    return [ast.unparse(node) for node in nodes if node not in future]


def _origins(whole: Source, review: Source) -> dict[int, int]:
    found: dict[int, int] = {}
    for name, definition in review.definitions.items():
        there = whole.definitions[name]
        for step in range(definition.last - definition.first + 1):
            found[there.first + step] = definition.first + step
    return found
