"""The matrix of `cem-tutor lint`: every misconception fails, and is recognized as itself alone."""

from __future__ import annotations

import multiprocessing
import os
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from exercises.kit.case import Case, Check, Misconception
from tutor import lint_checks
from tutor.checking import platform
from tutor.checking.diagnose import agree
from tutor.checking.ladder import Rung, attempt
from tutor.checking.local import LocalCaller
from tutor.curriculum import Lesson
from tutor.lint import Problem


@dataclass(frozen=True)
class Cell:
    """One misconception on one seed: the rung it fails on (0: none), and as what it is known."""

    function: str
    misconception: str
    seed: int
    rung: int
    known_as: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it fails and is recognized as itself alone."""
        return self.rung > 0 and self.known_as == (self.misconception,)


def matrix(lesson: Lesson, seeds: Sequence[int]) -> Iterator[Cell]:
    """Every misconception of the lesson on every seed, on all processors."""
    checks = lint_checks.checks_of(lesson)
    row = partial(_row, lesson, tuple(seeds))
    if not platform.can_fork():
        yield from (cell for name in checks for cell in row(name))
        return
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), fork) as pool:
        for cells in pool.map(row, checks):
            yield from cells


def _row(lesson: Lesson, seeds: Sequence[int], function: str) -> list[Cell]:
    """All cells of one function, misconception by misconception."""
    checks = lint_checks.checks_of(lesson)
    check = checks[function]
    tensors = getattr(checks, "tensors", False)
    found = [cell for seed in seeds for cell in cells(check, seed, tensors=tensors)]
    order = [misconception.id for misconception in check.misconceptions]
    return sorted(found, key=lambda cell: order.index(cell.misconception))


def cells(check: Check, seed: int, *, tensors: bool = False) -> Iterator[Cell]:
    """All of a check's misconceptions on one ladder, each tried once on each rung."""
    cases = list(check.cases(np.random.default_rng(seed)))
    light = [case for case in cases if not case.heavy]
    with warnings.catch_warnings():  # wrong code divides by zero; that is its business
        warnings.simplefilter("ignore")
        callers = {m.id: LocalCaller(m.code, check, tensors=tensors) for m in check.misconceptions}
        tried = {id: [attempt(case, caller) for case in light] for id, caller in callers.items()}
        for misconception in check.misconceptions:
            rungs = tried[misconception.id]
            first = _first_failure(cases, rungs, callers[misconception.id])
            known = [id for id, others in tried.items() if first and all(map(agree, rungs, others))]
            yield Cell(check.function, misconception.id, seed, first, tuple(known))


def _first_failure(cases: Sequence[Case], light: Sequence[Rung], caller: LocalCaller) -> int:
    """The number of the first rung that fails; large ones are tried only where no other does."""
    failed = [rung.case for rung in light if not rung.passed]
    if not failed:
        failed = [c for c in cases if c.heavy and not attempt(c, caller).passed]
    return 1 + min(cases.index(case) for case in failed) if failed else 0


def verdict_on(found: Cell) -> Iterator[Problem]:
    """What is wrong with a misconception, if anything."""
    where = f"{found.function}/{found.misconception}"
    if not found.rung:
        yield Problem(where, f"it passes (seed {found.seed}): add a rung that betrays it.")
    elif not found.is_sound:
        named = ", ".join(found.known_as) or "nothing"
        yield Problem(where, f"it is recognized as {named} (seed {found.seed}): tell them apart.")


def cell(check: Check, misconception: Misconception, seed: int) -> Cell:
    """One of them."""
    return next(c for c in cells(check, seed) if c.misconception == misconception.id)
