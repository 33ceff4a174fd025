"""A failure is shown before its reason is known, and is an attempt in any case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from progress.store import Store
from tests.app import sample
from tutor.app.bench import Bench
from tutor.app.judging import Judging
from tutor.app.state import State
from tutor.checking.verdict import MisconceptionReport, Result
from tutor.curriculum import Curriculum
from tutor.workspace import Workspace

FAILED = Result("1.3", "sample_examples.assign_clusters", "failed", message="It is wrong.")
WHY = MisconceptionReport("farthest", "You take the farthest.", "Take the nearest.", "c")


def judging(lessons: Curriculum, made: Workspace, store: Store) -> Judging:
    """What a save of `assign_clusters` began, over a checker that says nothing."""
    made.file("sample_examples").write_text(
        sample.written("assign_clusters", by="0"), encoding="utf-8"
    )
    checker = sample.FakeChecker(lessons, made.file("sample_examples"), sample.by_text, None)

    def remember(change: Callable[[Store], object]) -> object:
        return change(store)

    found = Judging(State(lessons, made), Bench(checker, print, lambda job: None), remember)
    found.look(("sample_examples",))
    return found


def misconceptions(store: Store) -> Sequence[str | None]:
    """Of each attempt recorded."""
    return [record.attempt.misconception for record in store.attempts()]


def test_one_attempt_with_its_reason(lessons: Curriculum, made: Workspace) -> None:
    store = Store(made.state)
    found = judging(lessons, made, store)
    assert found.took(replace(FAILED, final=False))
    assert misconceptions(store) == []
    assert found.took(replace(FAILED, misconception=WHY))
    found.flush()
    assert misconceptions(store) == ["farthest"]


def test_a_save_before_the_reason_is_known_loses_no_attempt(
    lessons: Curriculum, made: Workspace
) -> None:
    store = Store(made.state)
    found = judging(lessons, made, store)
    assert found.took(replace(FAILED, final=False))
    found.look(("sample_examples",))
    assert misconceptions(store) == [None]
