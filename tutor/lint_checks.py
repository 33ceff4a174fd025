"""The rules of `cem-tutor lint` that run code: checks, misconceptions, questions, stubs.

A misconception has to fail, and to be recognized as itself and as no other, for several seeds.
"""

from __future__ import annotations

import importlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from exercises.kit.case import Check, Misconception
from tutor.checking.ladder import climb
from tutor.checking.local import LocalCaller
from tutor.checking.once import Once
from tutor.checking.requests import CheckerFault
from tutor.curriculum import Activity, Curriculum, Lesson
from tutor.files import bring_data
from tutor.lint import Problem
from tutor.solutions import reference_source

LEAST = 6
"""Misconceptions that every function has at least."""
TITLE = 75
"""Characters that a misconception's title may have: it stands in one line."""


def checks_of(lesson: Lesson) -> Mapping[str, Check]:
    """A lesson's checks by bare function name."""
    found: Mapping[str, Check] = importlib.import_module(f"{lesson.package}.checks").CHECKS
    return found


def structure(lesson: Lesson) -> Iterator[Problem]:
    """Breaches that are seen without running a ladder."""
    checks, names = checks_of(lesson), {function.name for function in lesson.all_functions}
    if set(checks) != names:
        odd = ", ".join(sorted(set(checks) ^ names))
        yield Problem(f"lesson {lesson.id}", f"CHECKS and lesson.toml differ in {odd}: match them.")
    known = [m for check in checks.values() for m in check.misconceptions]
    for id, count in Counter(m.id for m in known).items():
        if count > 1:
            yield Problem(id, f"{count} misconceptions have this id: rename all but one.")
    for name, check in checks.items():
        if len(check.misconceptions) < LEAST:
            some = f"it has {len(check.misconceptions)} misconceptions"
            yield Problem(name, f"{some}: write {LEAST} or more.")
    for misconception in known:
        yield from _words(misconception)


def _words(misconception: Misconception) -> Iterator[Problem]:
    where = f"{misconception.function}/{misconception.id}"
    if not 0 < len(misconception.title) <= TITLE:
        yield Problem(where, f"its title has {len(misconception.title)} characters: 1 to {TITLE}.")
    if not (misconception.explanation and misconception.symbol):
        yield Problem(where, "explanation or symbol is empty: write it.")


def questions(lesson: Lesson) -> Iterator[Problem]:
    """Questions that compute no choice, explanations that lack a fact, demonstrations missing."""
    demos = importlib.import_module(f"{lesson.package}.demos")
    for activity in lesson.all_activities:
        if not callable(getattr(demos, activity.demo, None)):
            yield Problem(activity.id, f"demos.py has no {activity.demo}: write it.")
        yield from _question(activity, getattr(demos, activity.predict.compute, None))


def _question(activity: Activity, compute: Any) -> Iterator[Problem]:
    predict = activity.predict
    if not callable(compute):
        yield Problem(activity.id, f"demos.py has no {predict.compute}: write it.")
        return
    facts = dict(compute())
    answer = facts.pop("answer", None)
    if not isinstance(answer, (int, np.integer)) or not 0 <= answer < len(predict.choices):
        yield Problem(activity.id, f"{predict.compute} answers {answer!r}: give a choice's index.")
    try:
        predict.explanation.format(**facts)
    except (KeyError, IndexError, ValueError) as error:
        yield Problem(activity.id, f"its explanation lacks the fact {error}: compute it.")


def ladders(lesson: Lesson, seeds: Sequence[int]) -> Iterator[Problem]:
    """References that do not pass, and ladders of another length than they say."""
    checks = checks_of(lesson)
    for name, check in checks.items():
        caller = LocalCaller(check.reference, check, tensors=getattr(checks, "tensors", False))
        for seed in seeds:
            climbed = climb(check, caller, seed)
            if climbed.failure:
                why = climbed.failure.wrong or climbed.failure.trouble
                case = climbed.failure.case.name
                yield Problem(name, f"the reference fails “{case}” (seed {seed}): {why}")
            elif len(climbed.rungs) != check.total:
                yield Problem(name, f"total is {check.total}: make it {len(climbed.rungs)}.")


def files(curriculum: Curriculum) -> Iterator[Problem]:
    """The whole way, as a learner goes it: stubs are not started, references pass."""
    for lesson in curriculum.lessons:
        solution = reference_source(lesson.module).text
        stub = lesson.stub_path.read_text(encoding="utf-8")
        yield from _checked(curriculum, lesson, stub, "not_started")
        yield from _checked(curriculum, lesson, solution, "passed")


def _checked(curriculum: Curriculum, lesson: Lesson, text: str, wanted: str) -> Iterator[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{lesson.module}.py"
        path.write_text(text, encoding="utf-8")
        bring_data(lesson.data, Path(folder))
        names = [function.qualified for function in lesson.all_functions]
        try:
            with Once() as checker:
                results = list(checker.check(Path(folder), curriculum, names))
        except CheckerFault as fault:
            yield Problem(f"lesson {lesson.id}", f"its checks raise: {fault.report}")
            return
    for result in results:
        if result.status != wanted:
            found = f"{result.status}, where {wanted} is right. {result.message}"
            yield Problem(result.function, f"the checker says {found}")
    if len(results) != len(names):
        yield Problem(f"lesson {lesson.id}", f"{len(results)} verdicts for {len(names)} functions.")
