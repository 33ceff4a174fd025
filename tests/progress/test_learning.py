"""Misconceptions by week, time by activity, and the forecast of the plan's end."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress import schema, storage
from progress.forecast import Forecast, forecast
from progress.records import Attempt
from progress.report import progress_json
from progress.report_text import progress_markdown, progress_text
from progress.store import Store
from tests.progress.conftest import Clock

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


def attempt(function: str, mistake: str | None = None, status: str = "") -> Attempt:
    status = status or ("failed" if mistake else "passed")
    return Attempt("1.3", function, status, mistake, 0.1, 1, 1, None)


def test_misconceptions_are_met_and_overcome(store: Store, clock: Clock) -> None:
    store.record_attempt(attempt("m.f", "farthest"))
    store.record_attempt(attempt("m.f", "farthest"))
    store.record_attempt(attempt("m.g", "farthest"))
    store.record_attempt(attempt("m.f", status="error"))
    clock.forward(days=7)
    store.record_attempt(attempt("m.f"))
    f, g = store.misconceptions()
    assert (f.function, f.misconception, f.times, f.overcome) == ("m.f", "farthest", 2, clock.time)
    assert (g.function, g.times, g.overcome) == ("m.g", 1, None)
    first, second = store.weeks()
    assert (first.week, first.met, first.overcome) == ("2026-W48", ("farthest",), ())
    assert (second.week, second.met, second.overcome) == ("2026-W49", (), ("farthest",))
    clock.forward(days=7)
    store.record_attempt(attempt("m.f", "farthest"))
    assert store.misconceptions()[0].overcome is None
    assert [week.met for week in store.weeks()] == [("farthest",), (), ("farthest",)]
    assert [week.overcome for week in store.weeks()] == [(), ("farthest",), ()]


def test_a_function_whose_name_begins_another_s_is_told_from_it(store: Store) -> None:
    store.record_attempt(attempt("m.kmeans", "a"))
    store.record_attempt(attempt("m.kmeans_fast", "a"))
    store.record_attempt(attempt("m.kmeans"))
    assert [record.overcome is None for record in store.misconceptions()] == [False, True]


def test_time_goes_to_the_activity_opened_last(store: Store) -> None:
    store.add_active_seconds(5)
    store.set_resume("1.1")
    store.add_active_seconds(60)
    store.set_resume("1.2")
    store.add_active_seconds(30)
    store.set_resume("1.1")
    store.add_active_seconds(1.5)
    assert store.times() == {"1.1": 61.5, "1.2": 30}


def test_a_snapshot_of_an_older_release_is_folded_anew(
    store: Store, folder: Path, clock: Clock
) -> None:
    """It had no misconceptions and no cards; the journal has them."""
    store.record_attempt(attempt("m.f", "farthest"))
    store.tick("u1", "a", "good", "")
    store.record_activity("1.3", False)
    store.close()
    tables = schema.from_disk(schema.read(folder / "progress.json"))
    del tables["misconceptions"], tables["cards"], tables["meta"]["1"]["fold"]
    storage.save(folder / "progress.json", tables, lambda _: None, clock.time)
    with Store(folder, clock) as again:
        assert again.cards() == store.cards()
        assert len(again.misconceptions()) == 1
        assert again.activity("1.3").attempts == 1
        assert again.notices == ()


# -- the forecast ---------------------------------------------------------------------------------


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_the_forecast_goes_on_at_the_pace_of_the_last_four_weeks() -> None:
    plan = dict.fromkeys("abcdefgh", 1.0)
    passed = {"a": ago(90), "b": ago(20), "c": ago(10), "z": ago(1)}
    found = forecast(plan, passed, NOW)
    assert (found.remaining, found.per_week) == (5, pytest.approx(0.5))
    assert found.done_on == date(2026, 11, 24) + timedelta(days=70)


def test_hours_weigh() -> None:
    found = forecast({"a": 1.0, "b": 3.0}, {"a": ago(14)}, NOW)
    assert found.per_week == pytest.approx(0.5)
    assert found.done_on == date(2026, 11, 24) + timedelta(days=42)


def test_two_passes_on_the_first_evening_are_no_pace_of_their_own() -> None:
    found = forecast(dict.fromkeys("abcd", 1.0), {"a": ago(0.1), "b": ago(0.05)}, NOW)
    assert found.per_week == pytest.approx(2)
    assert found.done_on == date(2026, 12, 1)


@pytest.mark.parametrize("passed", [{}, {"a": ago(40)}])
def test_nothing_of_late_gives_no_date(passed: dict[str, datetime]) -> None:
    assert forecast(dict.fromkeys("ab", 1.0), passed, NOW).done_on is None


def test_a_plan_that_is_done() -> None:
    found = forecast(dict.fromkeys("ab", 1.0), {"a": ago(40), "b": ago(30)}, NOW)
    assert found == Forecast(0, 0, date(2026, 10, 25))
    assert forecast({}, {}, NOW) == Forecast(0, 0, None)


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(-5, 400)), st.floats(0.1, 9))
def test_the_end_is_never_past(days: dict[str, float], hours: float) -> None:
    plan = dict.fromkeys("abcdefg", hours)
    found = forecast(plan, {name: ago(count) for name, count in days.items()}, NOW)
    assert found.remaining == pytest.approx(hours * (7 - len(days)))
    assert found.done_on is None or found.done_on > NOW.date()


# -- in the report --------------------------------------------------------------------------------


def test_the_report_tells_of_deliverables_misconceptions_and_the_end(
    store: Store, clock: Clock
) -> None:
    plan = [{"title": "One", "deliverable": "d", "activities": ["1.1", "1.2"]},
            {"title": "Two", "deliverable": "e", "activities": ["2.1"]}]  # fmt: skip
    store.record_attempt(attempt("m.f", "farthest"))
    store.record_activity("1.1", True)
    store.tick("u1", "a", "good", "1.1 passed")
    clock.forward(days=7)
    store.record_activity("1.2", True)
    found = progress_json(store, plan, [{"id": "u1"}], [], {"1.1": 2, "1.2": 4, "2.1": 3})
    one, two = found["plan"]
    assert (one["done"], one["delivered"]) == (True, clock.time.isoformat())
    assert one["weeks"] == ["2026-W48", "2026-W49"]
    assert (two["done"], two["delivered"], two["weeks"]) == (False, None, [])
    assert found["due_reviews"] == 1
    assert found["forecast"] == {
        "unit": "hours", "remaining": 3, "per_week": 6, "done_on": "2026-12-05",
    }  # fmt: skip
    assert found["misconceptions"][0]["misconception"] == "farthest"
    text = progress_text(found)
    for part in ("d There since 2026-12-01.", "the plan is done on", "1 misconception met",
                 "m.f: farthest, last 2026-11-24", "1 due for review"):  # fmt: skip
        assert part in text
    assert "| m.f | farthest | 1 | 2026-11-24 |  |" in progress_markdown(found)
