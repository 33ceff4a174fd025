"""What the Progress screen shows, read in one go in the store's thread: no Textual here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progress.records import ActivityRecord, MisconceptionRecord, Tick, WeekRecord
    from progress.store import Store
    from tutor.curriculum import Curriculum, Lesson

AHEAD = 14
"""Days for which the reviews that fall due are counted."""

_LEAST = 60.0
"""Active seconds from which a day counts for the streak."""


@dataclass(frozen=True)
class Span:
    """A calendar week as it was; `met` and `overcome` count misconceptions."""

    week: str
    minutes: int = 0
    attempts: int = 0
    passed: tuple[str, ...] = ()
    ticks: int = 0
    met: tuple[str, ...] = ()
    overcome: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was done."""
        return not (self.minutes or self.attempts or self.passed or self.ticks)


@dataclass(frozen=True)
class Streak:
    """Days in a row with a minute of work or more, up to today or yesterday; and the most ever."""

    current: int = 0
    longest: int = 0


@dataclass(frozen=True)
class Facts:
    """Everything that is shown; `weeks` run without a gap from the first to this one.

    `due` has the reviews of each of the next days, today with all that is overdue first.
    `times` has the active seconds of each activity; `plan_done` the day on which the plan ends at
    the present pace, None where nobody can say.
    """

    today: date
    activities: Mapping[str, ActivityRecord] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    weeks: tuple[Span, ...] = ()
    days: Mapping[str, float] = field(default_factory=dict)
    streak: Streak = Streak()
    due: tuple[tuple[date, int], ...] = ()
    later: int = 0
    misconceptions: tuple[MisconceptionRecord, ...] = ()
    times: Mapping[str, float] = field(default_factory=dict)
    plan_done: date | None = None

    def passed(self, ids: tuple[str, ...]) -> int:
        """How many of these activities pass now."""
        return sum(id in self.activities and self.activities[id].status == "passed" for id in ids)

    def weeks_of(self, ids: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        """The calendar weeks in which some of these activities first passed, with how many."""
        counts = ((span.week, len(set(ids).intersection(span.passed))) for span in self.weeks)
        return tuple((week, count) for week, count in counts if count)


def counted(lesson: Lesson) -> tuple[str, ...]:
    """The activities of a lesson that the plan counts: extensions come on top."""
    return tuple(activity.id for activity in lesson.activities)


def spans(weeks: Iterable[WeekRecord], today: date) -> tuple[Span, ...]:
    """The calendar weeks from the first recorded to this one, the quiet ones too."""
    known = {week.week: Span(**vars(week)) for week in weeks}
    names = sorted({*known, name_of(today)})
    return tuple(known.get(name, Span(name)) for name in _between(names[0], names[-1]))


def weights(curriculum: Curriculum) -> dict[str, float]:
    """The planned hours of each activity of the plan: those of its lesson, in equal parts."""
    return {
        activity.id: sum(lesson.hours) / 2 / len(lesson.activities)
        for lesson in curriculum.lessons
        for activity in lesson.activities
    }


def name_of(day: date) -> str:
    """The ISO 8601 week of a day: "2026-W47"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday_of(week: str) -> date:
    """The first day of a calendar week."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _between(first: str, last: str) -> Iterator[str]:
    day, end = monday_of(first), monday_of(last)
    while day <= end:
        yield name_of(day)
        day += timedelta(days=7)


def streak(days: Mapping[str, float], today: date) -> Streak:
    """How many days in a row something was done."""
    worked = sorted(date.fromisoformat(day) for day, spent in days.items() if spent >= _LEAST)
    longest = run = 0
    last: date | None = None
    for day in worked:
        run = run + 1 if last and day - last == timedelta(days=1) else 1
        longest, last = max(longest, run), day
    is_alive = last is not None and last >= today - timedelta(days=1)
    return Streak(run if is_alive else 0, longest)


def forecast(due: list[datetime], now: datetime) -> tuple[tuple[tuple[date, int], ...], int]:
    """How many reviews fall due on each of the next days, and how many after them."""
    today = now.date()
    ahead = [max((moment.astimezone(now.tzinfo).date() - today).days, 0) for moment in due]
    days = tuple((today + timedelta(days=n), ahead.count(n)) for n in range(AHEAD))
    return days, sum(n >= AHEAD for n in ahead)


def read(store: Store, curriculum: Curriculum) -> Facts:
    """All of it; called in the store's thread."""
    from progress.forecast import forecast as foretold
    from progress.store import local_now

    now = local_now()
    activities, days = store.activities(), store.days()
    first = {id: record.first_passed for id, record in activities.items() if record.first_passed}
    due, later = forecast([card.due for card in store.cards().values()], now)
    return Facts(
        today=now.date(),
        activities=activities,
        ticks=store.ticks(),
        weeks=spans(store.weeks(), now.date()),
        days=days,
        streak=streak(days, now.date()),
        due=due,
        later=later,
        misconceptions=tuple(store.misconceptions()),
        times=store.times(),
        plan_done=foretold(weights(curriculum), first, now).done_on,
    )
