"""The Progress screen: what it reads, what its tables and plots say, and how fast it opens."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from progress.records import Attempt, WeekRecord
from progress.store import Store
from tests.app import sample
from tests.app.conftest import NOW, Drive, Driven
from tutor.app.screens import progress_facts, progress_figures, progress_tables
from tutor.app.screens.progress import TOPICS
from tutor.app.screens.progress_facts import Facts, Span, Streak, forecast, spans, streak
from tutor.app.widgets.plot import Plot
from tutor.app.widgets.sheet import Block
from tutor.curriculum import Curriculum
from tutor.workspace import Workspace

SIZES = [(80, 24), (160, 50)]


def plain(blocks: Sequence[Block]) -> str:
    return "\n".join(block.content.plain for block in blocks)


def worked(workspace: Workspace) -> None:
    """Three weeks: 1.1 passes in the first after a misconception, 1.2 in the third."""
    clock = [NOW - timedelta(days=15)]
    with Store(workspace.state, lambda: clock[0]) as store:
        store.set_resume("1.1")
        store.add_active_seconds(1800)
        attempt(store, "1.1", "compute_distortion", "failed", "forgets-the-square")
        attempt(store, "1.1", "compute_distortion", "passed")
        store.tick("U1.1", "words", "good", "1.1 passed")
        clock[0] = NOW - timedelta(days=1)
        store.set_resume("1.2")
        store.add_active_seconds(600)
        attempt(store, "1.2", "initialize_centroids", "passed")
        attempt(store, "1.3", "assign_clusters", "failed", "farthest-centroid")


def attempt(store: Store, id: str, name: str, status: str, mistake: str | None = None) -> None:
    store.record_attempt(Attempt(id, f"sample_examples.{name}", status, mistake, 0.1, 2, 8, None))
    store.record_activity(id, status == "passed")


@pytest.fixture
def facts(made: Workspace, lessons: Curriculum, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr("progress.store.local_now", lambda: NOW)
    worked(made)
    with Store(made.state, lambda: NOW) as store:
        return progress_facts.read(store, lessons)


# -- what is read


def test_weeks_run_without_a_gap_over_a_years_end() -> None:
    weeks = [WeekRecord("2026-W52", 5, 1, ("1.1",), 0), WeekRecord("2027-W02", 7, 0, (), 1)]
    found = spans(weeks, date(2027, 1, 21))
    assert [span.week for span in found] == [
        "2026-W52", "2026-W53", "2027-W01", "2027-W02", "2027-W03",
    ]  # fmt: skip
    assert [span.minutes for span in found] == [5, 0, 0, 7, 0]
    assert found[1].is_quiet
    assert progress_figures._names(found) == ("W52", "W53", "2027-W01", "W02", "W03")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, Streak(0, 0)),
        ({"2026-11-24": 60}, Streak(1, 1)),
        ({"2026-11-23": 600, "2026-11-22": 600}, Streak(2, 2)),
        ({"2026-11-22": 600, "2026-11-21": 600}, Streak(0, 2)),
        ({"2026-11-24": 600, "2026-11-23": 59, "2026-11-22": 600}, Streak(1, 1)),
        ({"2026-02-28": 60, "2026-03-01": 60, "2026-11-24": 60}, Streak(1, 2)),
    ],
)
def test_a_streak_lives_until_a_day_is_left_out(days: dict[str, float], expected: Streak) -> None:
    assert streak(days, date(2026, 11, 24)) == expected


def test_reviews_fall_due_by_the_learners_own_days() -> None:
    now = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    late, soon, far = now - timedelta(days=3), now + timedelta(hours=2), now + timedelta(days=14)
    days, later = forecast([late, now, soon, far], now)
    assert len(days) == 14
    assert [count for _, count in days][:3] == [2, 1, 0]
    assert (days[0][0], later) == (date(2026, 11, 24), 1)


def test_what_is_read_is_what_was_done(facts: Facts, lessons: Curriculum) -> None:
    assert [(s.week, s.minutes, s.attempts, s.passed, s.ticks) for s in facts.weeks] == [
        ("2026-W46", 30, 2, ("1.1",), 1),
        ("2026-W47", 0, 0, (), 0),
        ("2026-W48", 10, 2, ("1.2",), 0),
    ]
    assert [(len(s.met), len(s.overcome)) for s in facts.weeks] == [(1, 1), (0, 0), (1, 0)]
    assert facts.times == {"1.1": 1800, "1.2": 600}
    assert facts.passed(progress_facts.counted(lessons.lessons[0])) == 2
    assert sum(count for _, count in facts.due) + facts.later == 3
    assert facts.plan_done is not None
    assert facts.plan_done > NOW.date()


# -- tables and plots


def test_the_plan_stands_beside_the_weeks_as_they_were(facts: Facts, lessons: Curriculum) -> None:
    shown = plain(list(progress_tables.of_plan(facts, lessons)))
    assert "2 of 5 activities passed, 1 tick, 40 min at work" in shown
    assert "1 day in a row   the longest: 1 day" in shown
    assert "done in   2026-W46 (1), 2026-W48 (1)" in shown
    assert "hand in   A file that passes." in shown
    assert "there since" not in shown
    assert "The checklist.  (1 of 3 ticked)" in shown
    assert f"by {facts.plan_done:%d}".replace(" 0", " ") in shown


def test_a_deliverable_is_recognized_from_what_passed(
    made: Workspace, lessons: Curriculum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progress.store.local_now", lambda: NOW)
    with Store(made.state, lambda: NOW) as store:
        for activity in lessons.activities:
            store.record_activity(activity, True)
        found = progress_facts.read(store, lessons)
        shown = plain(list(progress_tables.of_plan(found, lessons)))
        assert "A file that passes.  ✓ there since 24 Nov 2026" in shown
        assert "All activities of the plan pass." in shown
        store.record_activity("1.2", False)
        found = progress_facts.read(store, lessons)
    assert "there since" not in plain(list(progress_tables.of_plan(found, lessons)))


def test_every_number_of_a_plot_is_in_its_table(facts: Facts, lessons: Curriculum) -> None:
    """And every plot has values at as many places as it has names."""
    for topic in TOPICS:
        table = plain(list(topic.table(facts, lessons)))
        for figure in topic.figures(facts, lessons, 26):
            for series in figure.series:
                assert len(series.x) == len(series.y) == len(figure.x_names)
                if topic.name != "Plan":
                    assert all(f"{value:.0f}" in table for value in series.y), figure.title


def test_misconceptions_are_told_by_name_the_open_ones_first(
    facts: Facts, lessons: Curriculum
) -> None:
    shown = plain(list(progress_tables.of_misconceptions(facts, lessons)))
    assert "1 not yet overcome" in shown
    first, second = shown.index("assign_clusters: farthest"), shown.index("forgets the square")
    assert first < second
    assert "overcome 9 Nov 2026" in shown


def test_long_histories_are_cut_in_plots_only(lessons: Curriculum) -> None:
    weeks = tuple(Span(progress_facts.name_of(NOW.date() + timedelta(days=7 * n)), n)
                  for n in range(160))  # fmt: skip
    found = Facts(NOW.date(), weeks=weeks)
    minutes = progress_figures.of_weeks(found, lessons, 26)[0]
    assert minutes.series[0].y == tuple(float(n) for n in range(134, 160))
    assert minutes.caption == "The last 26 of 160 weeks; the table has them all."
    table = plain(list(progress_tables.of_weeks(found, lessons)))
    assert sum("-W" in line for line in table.splitlines()) == 160


# -- the screen


def shows(it: Driven, words: str) -> bool:
    return words in it.text()


@pytest.mark.parametrize("size", SIZES)
async def test_each_tab_shows_its_table_and_its_plot(
    drive: Drive, made: Workspace, size: tuple[int, int]
) -> None:
    worked(made)
    async with drive(size) as it:
        await it.press("w")
        await it.until(lambda: "Week 1  K-means" in it.text())
        plot, is_wide = it.app.screen.query_one(Plot), size[0] >= 140
        for number, words in enumerate(
            (
                "40 min at work",
                "2026-W47",
                "planned",
                "not yet overcome",
                "Wed 25 Nov",
                "1.1   passed",
            ),
            1,
        ):
            await it.press(str(number))
            await it.until(partial(shows, it, words), words)
            if not is_wide:
                await it.press("p")
                assert words not in it.text()
            await it.until(lambda: plot.is_drawn)
            await it.until(lambda: plot.figure.title in it.text())  # type: ignore[union-attr]
            if not is_wide:
                await it.press("p")


async def test_plots_turn_and_tabs_go_round(drive: Drive, made: Workspace) -> None:
    worked(made)
    async with drive() as it:
        await it.press("w", "right", "p")
        await it.until(lambda: "Minutes by calendar week" in it.text())
        await it.press("right_square_bracket")
        await it.until(lambda: "Attempts by calendar week" in it.text())
        await it.press("left_square_bracket", "left_square_bracket")
        await it.until(lambda: "First passes and ticks" in it.text())
        await it.press("left", "left", "p")
        await it.until(lambda: "first passed" in it.text())
        await it.press("q")
        assert "Lesson 1  K-means clustering" in it.text()


async def test_an_empty_history_says_so(drive: Drive) -> None:
    async with drive() as it:
        await it.press("v")
        assert "Nothing is due for review." in it.text()
        assert "A tick brings its item back here" in it.text()
        await it.press("q", "w", "6", "5")
        await it.until(lambda: "Nothing is to be reviewed yet" in it.text())
        await it.press("4")
        await it.until(lambda: "None was met yet." in it.text())
        await it.press("p")
        await it.until(lambda: "There is nothing to draw yet." in it.text())


async def test_without_colours_bars_still_tell(
    drive: Drive, made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    worked(made)
    async with drive((160, 50), no_color=True) as it:
        await it.press("w", "4")
        await it.until(lambda: "█ met   ▒ overcome" in it.text())
        for strip in it.app.screen._compositor.render_strips():
            for filtered in strip.apply_filter(it.app._filters[-1], it.app.styles.background):
                style = filtered.style
                for colour in (style.color, style.bgcolor) if style else ():
                    assert colour is None or colour.is_default


async def test_three_years_of_daily_use_open_at_once(
    drive: Drive, made: Workspace, tmp_path: Path
) -> None:
    """In processor time, which a busy machine does not stretch; plots are drawn after it."""
    years(made)
    async with drive((160, 50)) as it:
        start = time.process_time()
        await it.press("w")
        await it.until(lambda: "at work" in it.text())
        seconds = time.process_time() - start
        await it.press("2")
        await it.until(lambda: "The last 20 of 158 weeks" in it.text())
    assert seconds < 0.6


def years(made: Workspace) -> None:
    """A journal of 3 × 365 days, written without a sync for each line."""
    from progress import events

    began = NOW - timedelta(days=3 * 365)
    lines = [events.encode(events.make(began, "journal", journal="a", schema=1, after=None))]
    for day in range(3 * 365):
        at = began + timedelta(days=day)
        name = sample.TITLES[day % 5][1].split("(")[0]
        values = {
            "activity": f"1.{day % 5 + 1}", "function": f"sample_examples.{name}",
            "status": "failed", "misconception": f"way-{day % 40}", "seconds": 0.1,
            "cases_passed": 1, "cases_total": 8, "version": None, "hints": 0,
            "solution_seen": False,
        }  # fmt: skip
        lines += [events.encode(events.make(at, "attempt", **values)) for _ in range(2)]
        lines.append(events.encode(events.make(at, "activity", activity="1.1", passed=day > 9)))
        lines.append(events.encode(events.make(at, "minutes", seconds=1800.0, activity="1.1")))
    (made.state / "journal.jsonl").write_bytes(b"".join(lines))
