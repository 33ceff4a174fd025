"""The corpus of submissions: no wrong one passes, no right one fails, and most are told why.

There are a thousand, and the suite has six minutes: it takes every other right one and every sixth
wrong one. `CEM_TUTOR_CORPUS=all` takes all of them, which has to be done when a check changes.
"""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import REFERENCE
from tutor.checking.client import Checker
from tutor.checking.verdict import Result
from tutor.curriculum import Curriculum
from tutor.files import bring_data

CORPUS = Path(__file__).parents[1] / "submissions"
EXPLAINED_SHARE = 0.85


@dataclass(frozen=True)
class Submission:
    """A file of the corpus, with what its header says."""

    path: Path
    functions: tuple[str, ...]
    says: tuple[str, ...]

    @staticmethod
    def read(path: Path) -> Submission:
        """The submission in a file."""
        header = dict(re.findall(r"^# (\w+): (.+)$", path.read_text(encoding="utf-8"), re.M))
        functions = tuple(name.strip() for name in header["function"].split(","))
        return Submission(path, functions, tuple(header.get("says", "").lower().split(" | ")))


def submissions(lesson: str, kind: str) -> list[Submission]:
    """All submissions of a kind."""
    return [Submission.read(p) for p in sorted((CORPUS / lesson / kind).glob("*.py"))]


async def verdicts(
    found: list[Submission], module: str, workspace: Path, course: Curriculum
) -> dict[str, list[Result]]:
    """The verdicts on what each submission is about, in an otherwise complete file."""
    complete = (REFERENCE / f"{module}.py").read_text(encoding="utf-8")
    bring_data(next(x.data for x in course.lessons if x.module == module), workspace)
    checker = Checker(workspace, course)
    said = {}
    try:
        for submission in found:
            text = f"{complete}\n\n{submission.path.read_text(encoding='utf-8')}"
            (workspace / f"{module}.py").write_text(text, encoding="utf-8")
            names = [f"{module}.{name}" for name in submission.functions]
            found_now = {r.function: r async for r in checker.check(names)}
            said[submission.path.stem] = list(found_now.values())
    finally:
        await checker.close()
    return said


def explained(submission: Submission, results: list[Result]) -> bool:
    """Whether a verdict says precisely what is wrong: a misconception, or the words hoped for."""
    told = [r for r in results if not r.passed]
    text = " ".join(r.message for r in told).lower()
    return any(r.misconception for r in told) or any(word in text for word in submission.says)


MODULES = {
    "lesson1": "kmeans_examples",
    "lesson2": "em_mog_examples",
    "lesson3": "general_em_examples",
    "lesson4": "variational_auto_encoder_examples",
}
FUNCTIONS = sorted({(x, s.functions[0]) for x in MODULES for s in submissions(x, "wrong")})
TAKEN = (1, 1) if os.environ.get("CEM_TUTOR_CORPUS") == "all" else (2, 6)
LEAST = 150
"""Submissions of each lesson, at least."""


@pytest.mark.parametrize(("lesson", "function"), FUNCTIONS)
async def test_the_corpus_is_judged_rightly_and_told_why(
    lesson: str, function: str, tmp_path: Path, course: Curriculum
) -> None:
    if lesson == "lesson4":
        pytest.importorskip("torch", reason="lesson 4 needs torch")
    right, wrong = (
        [s for s in submissions(lesson, kind) if s.functions[0] == function]
        for kind in ("right", "wrong")
    )
    assert right
    assert len(wrong) >= 2
    right, wrong = right[:: TAKEN[0]], wrong[:: TAKEN[1]]
    said = await verdicts([*right, *wrong], MODULES[lesson], tmp_path, course)
    verdict = {name: all(r.passed for r in results) for name, results in said.items()}
    assert [s.path.stem for s in right if not verdict[s.path.stem]] == []
    assert [s.path.stem for s in wrong if verdict[s.path.stem]] == []
    blind = [s.path.stem for s in wrong if not explained(s, said[s.path.stem])]
    assert len(blind) <= math.ceil((1 - EXPLAINED_SHARE) * len(wrong)), blind


@pytest.mark.parametrize("lesson", MODULES)
def test_there_are_many(lesson: str) -> None:
    assert sum(len(submissions(lesson, kind)) for kind in ("right", "wrong")) >= LEAST
