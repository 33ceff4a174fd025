"""What the tests share: a curriculum, workspaces, and the checker through its public door."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tutor import curriculum
from tutor.checking.once import Once
from tutor.checking.verdict import Result
from tutor.curriculum import Curriculum

os.environ.pop("NO_COLOR", None)  # with it set, plots need no colours, and some checks don't ask

REFERENCE = Path(__file__).parents[1] / "reference"

Check = Callable[..., list[Result]]


@pytest.fixture(scope="session")
def course() -> Curriculum:
    """The curriculum as it ships."""
    return curriculum.load()


@pytest.fixture
def reference_text() -> str:
    """The complete solution of lesson 1, as text."""
    return (REFERENCE / "kmeans_examples.py").read_text(encoding="utf-8")


@pytest.fixture
def check(tmp_path: Path, course: Curriculum) -> Check:
    """Judges functions of a file of this text, in a process started for it."""

    def run(text: str, functions: Sequence[str], seed: int = 1) -> list[Result]:
        path = tmp_path / "kmeans_examples.py"
        path.write_text(text, encoding="utf-8")
        names = [f if "." in f else f"kmeans_examples.{f}" for f in functions]
        with Once() as checker:
            return list(checker.check(tmp_path, course, names, seed))

    return run
