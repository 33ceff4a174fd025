"""The plots of the Progress screen, as plain data; each has a table beside it or a key away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercises.kit.figure import Figure, Series
from tutor.app.screens.progress_facts import Facts, Span, counted
from tutor.curriculum import Curriculum, Lesson

NARROW, WIDE = 12, 20
"""Calendar weeks that a plot shows at most: more bars than these can't be told apart."""


def of_plan(facts: Facts, curriculum: Curriculum, most: int) -> tuple[Figure, ...]:
    """How the passed activities add up, against what the plan holds."""
    wanted = {id for lesson in curriculum.lessons for id in counted(lesson)}
    total, sums = 0, list[float]()
    for span in facts.weeks:
        total += len(wanted.intersection(span.passed))
        sums.append(float(total))
    shown = facts.weeks[-most:]
    done = _over(shown, "passed so far", sums[-most:], "line")
    whole = float(len(wanted))
    goal = _over(shown, f"the whole plan ({len(wanted)})", [whole] * len(shown), "line")
    title = "Activities passed, added up by calendar week"
    return (Figure(title, (done, goal), "calendar week", "", _which(facts, most), _names(shown)),)


def of_weeks(facts: Facts, _: Curriculum, most: int) -> tuple[Figure, ...]:
    """Minutes; attempts; passes and ticks."""
    shown = facts.weeks[-most:]
    passed = _over(shown, "passed", (len(span.passed) for span in shown))
    ticks = _over(shown, "ticked", (span.ticks for span in shown))
    return (
        _weekly(facts, most, "Minutes by calendar week",
                _over(shown, "minutes", (span.minutes for span in shown))),
        _weekly(facts, most, "Attempts by calendar week",
                _over(shown, "attempts", (span.attempts for span in shown))),
        _weekly(facts, most, "First passes and ticks by calendar week", passed, ticks),
    )  # fmt: skip


def of_lessons(facts: Facts, curriculum: Curriculum, _: int) -> tuple[Figure, ...]:
    """What passes of each lesson, and where the time went."""
    lessons = curriculum.lessons
    done = [facts.passed(counted(lesson)) for lesson in lessons]
    left = [len(lesson.activities) - n for lesson, n in zip(lessons, done, strict=True)]
    names = tuple(f"lesson {lesson.id}" for lesson in lessons)
    passed = (_bars("passed", done), _bars("to go", left))
    time = _bars("minutes", (minutes_of(facts, lesson) for lesson in lessons))
    tries = _bars("attempts", (attempts_of(facts, lesson) for lesson in lessons))
    return (
        Figure("Activities by lesson", passed, "", "", "", names),
        Figure("Where the time went: minutes by lesson", (time,), "", "", "", names),
        Figure("Attempts by lesson", (tries,), "", "", "", names),
    )


def of_misconceptions(facts: Facts, _: Curriculum, most: int) -> tuple[Figure, ...]:
    """Misconceptions met and overcome."""
    if not facts.misconceptions:
        return ()
    shown = facts.weeks[-most:]
    met = _over(shown, "met", (len(span.met) for span in shown))
    overcome = _over(shown, "overcome", (len(span.overcome) for span in shown))
    title = "Misconceptions met and overcome by calendar week"
    return (_weekly(facts, most, title, met, overcome),)


def of_reviews(facts: Facts, _: Curriculum, __: int) -> tuple[Figure, ...]:
    """The reviews of the next fourteen days."""
    if not any(count for _, count in facts.due):
        return ()
    due = _bars("reviews", (count for _, count in facts.due))
    names = tuple(f"{day:%a} {day.day}" if n else "today" for n, (day, _) in enumerate(facts.due))
    return (Figure("Reviews due in the next 14 days", (due,), "", "", "", names),)


def of_activities(facts: Facts, curriculum: Curriculum, _: int) -> tuple[Figure, ...]:
    """Attempts and hints by activity, and the time that each took."""
    records = [facts.activities.get(id) for id in curriculum.activities]
    spent = (round(facts.times.get(id, 0.0) / 60) for id in curriculum.activities)
    tries = _bars("attempts", (record.attempts if record else 0 for record in records))
    hints = _bars("hints", (record.hints if record else 0 for record in records))
    names = tuple(curriculum.activities)
    return (
        Figure("Attempts and hints by activity", (tries, hints), "", "", "", names),
        Figure("Minutes by activity", (_bars("minutes", spent),), "", "", "", names),
    )


def attempts_of(facts: Facts, lesson: Lesson) -> int:
    """How often the activities of a lesson were checked, its extensions too."""
    records = (facts.activities.get(activity.id) for activity in lesson.all_activities)
    return sum(record.attempts for record in records if record)


def minutes_of(facts: Facts, lesson: Lesson) -> int:
    """Active minutes on the activities of a lesson, its extensions too."""
    return round(sum(facts.times.get(a.id, 0.0) for a in lesson.all_activities) / 60)


def _weekly(facts: Facts, most: int, title: str, *series: Series) -> Figure:
    names = _names(facts.weeks[-most:])
    return Figure(title, series, "calendar week", "", _which(facts, most), names)


def _which(facts: Facts, most: int) -> str:
    if len(facts.weeks) <= most:
        return ""
    return f"The last {most} of {len(facts.weeks)} weeks; the table has them all."


def _names(shown: Sequence[Span]) -> tuple[str, ...]:
    """The year stands where it begins: W52, then 2027-W01."""
    years = [span.week[:4] for span in shown]
    return tuple(
        span.week if n and years[n] != years[n - 1] else span.week.partition("-")[2]
        for n, span in enumerate(shown)
    )


def _over(shown: Sequence[Span], label: str, values: Iterable[float], kind: str = "bars") -> Series:
    ys = tuple(map(float, values))
    return Series(label, tuple(map(float, range(len(shown)))), ys, kind)  # type: ignore[arg-type]


def _bars(label: str, values: Iterable[int]) -> Series:
    ys = tuple(map(float, values))
    return Series(label, tuple(map(float, range(len(ys)))), ys, "bars")
