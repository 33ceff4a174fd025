"""Weeks at year ends, in any zone; active minutes without idle time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from progress.weekly import ActivityClock, day_of, spread, week_of

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
MOMENTS = st.datetimes(
    min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=OFFSETS
)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-11-16", "2026-W47"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
        ("2021-01-01", "2020-W53"),
    ],
)
def test_weeks_at_year_ends(day: str, week: str) -> None:
    assert week_of(datetime.fromisoformat(f"{day}T00:00:00+05:30")) == week


@given(MOMENTS)
def test_a_week_has_seven_days_and_holds_its_own(moment: datetime) -> None:
    monday = moment - timedelta(days=moment.weekday())
    assert {week_of(monday + timedelta(days=n)) for n in range(7)} == {week_of(moment)}
    assert week_of(monday + timedelta(days=7)) > week_of(moment) > week_of(monday - timedelta(1))
    year, week = week_of(moment).split("-W")
    assert datetime.fromisocalendar(int(year), int(week), 1).date() == monday.date()


@example(datetime(2000, 1, 1, tzinfo=UTC), 3 * 86400.0)
@given(MOMENTS, st.floats(0.001, 6 * 86400))
def test_spreading_loses_no_second(end: datetime, seconds: float) -> None:
    parts = spread(end, seconds)
    assert sum(part for _, part in parts) == pytest.approx(seconds, rel=1e-9, abs=1e-6)
    assert all(0 < part <= 86400 for _, part in parts)
    days = [day_of(moment) for moment, _ in parts]
    assert days == sorted(set(days), reverse=True)
    assert days[-1] == day_of(end - timedelta(seconds=seconds - 1e-6))


def test_a_nonsensical_length_costs_no_time() -> None:
    end = datetime(2026, 11, 24, 12, tzinfo=UTC)
    parts = spread(end, 1e12)
    assert len(parts) == 8
    assert sum(part for _, part in parts) == pytest.approx(1e12)


def test_work_that_begins_at_midnight_stays_in_its_day() -> None:
    end = datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert spread(end, 3600) == [(end, 3600)]


def test_gaps_longer_than_five_minutes_are_idle() -> None:
    clock = ActivityClock()
    for now in (100.0, 160.0, 460.0, 760.1, 800.1):
        clock.touch(now)
    assert clock.take() == pytest.approx(60 + 300 + 40)
    assert clock.take() == 0.0
    clock.touch(810.1)
    assert clock.take() == pytest.approx(10)


def test_a_clock_that_goes_backwards_adds_nothing() -> None:
    clock = ActivityClock()
    for now in (100.0, 50.0, 60.0):
        clock.touch(now)
    assert clock.take() == pytest.approx(10)


@given(st.lists(st.floats(0, 1e4), max_size=30), st.integers(0, 30))
def test_when_it_is_taken_does_not_matter(times: list[float], cut: int) -> None:
    whole, parts, taken = ActivityClock(), ActivityClock(), 0.0
    for index, now in enumerate(sorted(times)):
        whole.touch(now)
        parts.touch(now)
        taken += parts.take() if index == cut else 0.0
    total = whole.take()
    assert taken + parts.take() == pytest.approx(total)
    assert total <= max(times, default=0.0) - min(times, default=0.0) + 1e-6
