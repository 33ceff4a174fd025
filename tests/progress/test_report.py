"""The report: the form of `progress --json`, and what text and Markdown make of it."""

import json
from pathlib import Path

import pytest

from progress.report import Report, progress_json
from progress.report_text import progress_markdown, progress_text
from progress.store import Store
from tests.progress.conftest import Clock

PLAN: list[Report] = [
    {
        "title": "Week 1: k-means",
        "goal": "cluster",
        "deliverable": "a k-means of one's own " * 6,
        "assessment": "the checks pass",
        "activities": ["1.1", "1.2"],
    },
    {"title": "Week 2: mixtures", "goal": "g", "deliverable": "d", "assessment": "a"},
]
ITEMS: list[Report] = [
    {"id": "u1", "text": "Why the objective | never rises, " * 5},
    {"id": "u2", "text": "What a tie does"},
]
IDS = ["1.1", "1.2", "1.3"]


@pytest.fixture
def report(store: Store, clock: Clock) -> Report:
    store.record_activity("1.1", False)
    store.next_hint("1.1", 3)
    clock.forward(minutes=5)
    store.record_activity("1.1", True)
    store.record_activity("1.2", False)
    store.solution_shown("1.2")
    store.record_activity("9.9", True)
    store.add_active_seconds(60 * 95)
    store.tick("u1", "because", "good", "1.1 passed")
    return progress_json(store, PLAN, ITEMS, IDS)


def test_the_json_has_the_form_of_the_command(report: Report) -> None:
    assert json.loads(json.dumps(report)) == report
    assert list(report) == [
        "schema", "attempts_total", "activities", "weeks", "plan", "checklist", "due_reviews",
        "misconceptions", "forecast",
    ]  # fmt: skip
    assert (report["schema"], report["attempts_total"], report["due_reviews"]) == (1, 4, 0)
    assert report["activities"]["1.1"] == {
        "status": "passed",
        "attempts": 2,
        "first_passed": "2026-11-24T10:05:00+01:00",
        "hints": 1,
        "solution_seen": False,
    }
    assert report["activities"]["1.3"]["status"] == "not_started"
    assert list(report["activities"]) == [*IDS, "9.9"]
    assert report["weeks"] == [
        {
            "week": "2026-W48",
            "minutes": 95,
            "attempts": 4,
            "passed": ["1.1", "9.9"],
            "ticks": 1,
            "misconceptions_met": [],
            "misconceptions_overcome": [],
        }
    ]
    assert report["checklist"] == [
        {"id": "u1", "ticked": "2026-11-24T10:05:00+01:00", "evidence": "1.1 passed"},
        {"id": "u2", "ticked": None, "evidence": None},
    ]


def test_the_plan_stands_beside_what_was_done(report: Report, store: Store) -> None:
    first, second = report["plan"]
    assert (first["passed"], first["done"]) == (["1.1"], False)
    assert (first["goal"], second) == ("cluster", PLAN[1])
    store.record_activity("1.2", True)
    assert progress_json(store, PLAN, ITEMS, IDS)["plan"][0]["done"]


def test_the_text_fits_in_eighty_columns(report: Report) -> None:
    text = progress_text(report, ITEMS)
    assert max(map(len, text.splitlines())) <= 80
    for part in ("2 of 4 activities passed, 4 attempts, 95 min", "1 of 2", "2026-W48",
                 "first passed 2026-11-24", "solution seen", "[x] Why", "[ ] What a tie",
                 "2026-11-24: 1.1 passed"):  # fmt: skip
        assert part in text


def test_the_markdown_has_a_row_for_everything(report: Report) -> None:
    text = progress_markdown(report, ITEMS)
    assert "| 2026-W48 | 95 | 4 | 1.1, 9.9 | 1 | 0 | 0 |" in text
    assert "| 1.1 | passed | 2 | 2026-11-24 | 1 hint |" in text
    assert "| 1.3 | not started | 0 |  |  |" in text
    assert "- [x] Why the objective" in text
    assert "- [ ] What a tie does" in text


def test_a_report_of_nothing(folder: Path, clock: Clock) -> None:
    report = progress_json(Store(folder, clock), [], [], [])
    assert "0 of 0 activities passed, 0 attempts" in progress_text(report)
    assert "Nothing yet." in progress_markdown(report)
    assert (
        progress_json(Store(folder, clock), [], [], ["1.1"])["activities"]["1.1"]["attempts"] == 0
    )
