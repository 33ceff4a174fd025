"""The corpus of submissions: no wrong one passes, no right one fails, and most are told why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import REFERENCE
from tutor.checking.client import Checker
from tutor.checking.verdict import Result
from tutor.curriculum import Curriculum

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
    submission: Submission, module: str, workspace: Path, course: Curriculum
) -> list[Result]:
    """The verdicts on the functions that a submission is about, in an otherwise complete file."""
    complete = (REFERENCE / f"{module}.py").read_text(encoding="utf-8")
    text = f"{complete}\n\n{submission.path.read_text(encoding='utf-8')}"
    (workspace / f"{module}.py").write_text(text, encoding="utf-8")
    checker = Checker(workspace, course)
    try:
        names = [f"{module}.{name}" for name in submission.functions]
        return [result async for result in checker.check(names)]
    finally:
        await checker.close()


RIGHT = submissions("lesson1", "right")
WRONG = submissions("lesson1", "wrong")


def _ids(found: list[Submission]) -> list[str]:
    return [s.path.stem for s in found]


@pytest.mark.parametrize("submission", RIGHT, ids=_ids(RIGHT))
async def test_a_right_submission_passes(
    submission: Submission, tmp_path: Path, course: Curriculum
) -> None:
    for result in await verdicts(submission, "kmeans_examples", tmp_path, course):
        assert result.passed, result


@pytest.mark.parametrize("submission", WRONG, ids=_ids(WRONG))
async def test_a_wrong_submission_fails(
    submission: Submission, tmp_path: Path, course: Curriculum
) -> None:
    results = await verdicts(submission, "kmeans_examples", tmp_path, course)
    assert any(not r.passed and r.status != "blocked" for r in results), results
    assert all(r.passed or r.message for r in results)
