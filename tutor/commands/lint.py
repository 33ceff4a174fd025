"""`cem-tutor lint`: for authors, proves every lesson sound and prints what tells errors apart."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from tutor import lint
from tutor.checking import platform
from tutor.commands.session import Session
from tutor.console import Console
from tutor.curriculum import Curriculum, Lesson
from tutor.lint import Problem

if TYPE_CHECKING:
    from tutor.lint_matrix import Cell

SEEDS = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--text", action="store_true", help="only what needs no code to be run")
    parser.add_argument(
        "--seeds", type=int, default=SEEDS, metavar="N", help=f"ladders to try (default {SEEDS})"
    )


def execute(session: Session, args: argparse.Namespace) -> int:
    """Prints the matrix and the problems; fails where there are any."""
    os.environ.update(platform.single_threaded({}))  # before any import that starts threads
    found = list(lint.problems(session.curriculum))
    if not args.text:
        found += _proofs(session.curriculum, range(1, args.seeds + 1))
    for problem in found:
        print(f"✗ {problem}")
    lessons = len(session.curriculum.lessons)
    print(f"{lessons} lesson{'s' if lessons != 1 else ''} looked at, {len(found)} problems found.")
    return 1 if found else 0


def _proofs(curriculum: Curriculum, seeds: Sequence[int]) -> Iterator[Problem]:
    from tutor import lint_checks

    there = Curriculum(tuple(filter(_can_be_run, curriculum.lessons)), curriculum.general)
    for lesson in there.lessons:
        yield from lint_checks.structure(lesson)
        yield from lint_checks.questions(lesson)
        yield from lint_checks.ladders(lesson, seeds)
        yield from _matrix(lesson, seeds)
    yield from lint_checks.files(there)


def _can_be_run(lesson: Lesson) -> bool:
    """Whether the libraries are here that a lesson needs; says so where they are not."""
    missing = [name for name in lesson.needs if importlib.util.find_spec(name) is None]
    if missing:
        print(f"Lesson {lesson.id} needs {', '.join(missing)}: only its text was looked at.")
    return not missing


def _matrix(lesson: Lesson, seeds: Sequence[int]) -> Iterator[Problem]:
    """Prints functions × misconceptions as they are tried."""
    from tutor import lint_matrix

    console = Console.of(sys.stdout)
    print(console.paint(f"Lesson {lesson.id}: functions × misconceptions", "bold"))
    cells = lint_matrix.matrix(lesson, seeds)
    for function, row in groupby(cells, key=lambda cell: cell.function):
        print(f"  {function}")
        for id, tried in groupby(row, key=lambda cell: cell.misconception):
            tries = list(tried)
            print(f"    {_line(id, tries, console)}", flush=True)
            for cell in tries:
                yield from lint_matrix.verdict_on(cell)


def _line(id: str, tries: Sequence[Cell], console: Console) -> str:
    mark = console.mark("passed" if all(cell.is_sound for cell in tries) else "failed")
    rungs = sorted({cell.rung for cell in tries})
    return f"{mark} {id:<40} fails on rung {', '.join(map(str, rungs))}"
