"""What a check leaves behind, by the app and by the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from progress.store import Store
from tests.app import sample
from tutor.curriculum import Curriculum
from tutor.recording import record
from tutor.workspace import Workspace

ONE, THREE = "sample_examples.compute_distortion", "sample_examples.assign_clusters"


@pytest.fixture
def store(made: Workspace) -> Iterator[Store]:
    with Store(made.state) as opened:
        yield opened


def test_each_verdict_is_an_attempt_except_on_a_stub(
    store: Store, lessons: Curriculum, made: Workspace
) -> None:
    results = [sample.failed(ONE, "1.1"), sample.not_started(THREE, "1.3")]
    record(store, lessons, made, results)
    attempt = store.attempts()[0].attempt
    assert len(store.attempts()) == 1
    assert (attempt.function, attempt.status, attempt.misconception) == (ONE, "failed", "farthest")
    assert (attempt.cases_passed, attempt.cases_total) == (2, 8)
    assert store.activity("1.1").status == "in_progress"
    assert store.activity("1.3").status == "not_started"
    assert store.activity("1.3").attempts == 0


def test_the_file_is_kept_once_for_each_content(
    store: Store, lessons: Curriculum, made: Workspace
) -> None:
    for _ in range(2):
        record(store, lessons, made, [sample.passed(ONE, "1.1"), sample.passed(THREE, "1.3")])
    kept = store.versions("sample_examples.py")
    assert len(kept) == 1
    assert store.version(kept[0].id) == made.file("sample_examples").read_bytes()
    assert {a.attempt.version for a in store.attempts()} == {kept[0].id}


def test_the_content_that_was_judged_is_kept_not_what_the_file_is_by_now(
    store: Store, lessons: Curriculum, made: Workspace
) -> None:
    contents = {"sample_examples": b"# as it was judged"}
    record(store, lessons, made, [sample.passed(ONE, "1.1")], contents=contents)
    assert store.version(store.versions("sample_examples.py")[0].id) == b"# as it was judged"


def test_a_file_that_is_gone_leaves_an_attempt_without_a_version(
    store: Store, lessons: Curriculum, made: Workspace
) -> None:
    made.file("sample_examples").unlink()
    record(store, lessons, made, [sample.failed(ONE, "1.1")])
    assert store.attempts()[0].attempt.version is None


def test_an_activity_is_settled_only_once_all_its_functions_are(
    store: Store, tmp_path: Path, lessons: Curriculum, made: Workspace
) -> None:
    from dataclasses import replace

    lesson = lessons.lessons[0]
    first, *others = lesson.activities
    second = replace(lessons.functions[THREE], activity="1.1")
    pair = replace(first, functions=(*first.functions, second))
    both = Curriculum((replace(lesson, activities=(pair, others[0])),))
    one, two = sample.passed(ONE, "1.1"), sample.passed(THREE, "1.1")
    record(store, both, made, [one])
    assert store.activity("1.1").attempts == 0
    record(store, both, made, [two], known={ONE: one})
    assert (store.activity("1.1").status, store.activity("1.1").attempts) == ("passed", 1)
    record(store, both, made, [sample.failed(ONE, "1.1"), two])
    assert store.activity("1.1").status == "in_progress"
