"""The tables of the Progress screen: whatever a plot shows stands here in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tutor.app.marks import mark, meter, plural, word
from tutor.app.screens.progress_facts import Facts, Span, counted
from tutor.app.screens.progress_figures import minutes_of
from tutor.app.widgets.sheet import BLANK, Block, text
from tutor.curriculum import Activity, Curriculum, Lesson

_BAR = 20


def of_plan(facts: Facts, curriculum: Curriculum) -> Iterator[Block]:
    """The four weeks, each beside the calendar weeks in which it was really done."""
    yield from _standing(facts, curriculum)
    for lesson in curriculum.lessons:
        yield BLANK
        yield from _planned(facts, lesson)


def _standing(facts: Facts, curriculum: Curriculum) -> Iterator[Block]:
    wanted = tuple(id for lesson in curriculum.lessons for id in counted(lesson))
    passed, minutes = facts.passed(wanted), sum(span.minutes for span in facts.weeks)
    yield Block(Content.assemble(
        (f"{passed} of {len(wanted)} activities passed", "bold"),
        f", {plural(len(facts.ticks), 'tick')}, {hours(minutes)} at work",
    ))  # fmt: skip
    days, most = facts.streak.current, facts.streak.longest
    now = f"{plural(days, 'day')} in a row" if days else "no streak at present"
    yield Block(Content.assemble(now, (f"   the longest: {plural(most, 'day')}", "$muted")))
    yield _outlook(facts, passed == len(wanted))


def _outlook(facts: Facts, is_done: bool) -> Block:
    if is_done:
        return text("All activities of the plan pass.", "$success")
    if facts.plan_done is None:
        return text("When the plan will be done can be told after some passes more.", "$muted")
    day = facts.plan_done
    return text(f"At the present pace the plan is done by {day.day} {day:%B %Y}.")


def _planned(facts: Facts, lesson: Lesson) -> Iterator[Block]:
    week, ids = lesson.week, counted(lesson)
    done, total = facts.passed(ids), len(ids)
    yield Block(Content.assemble(
        (f"Week {week.number}  {week.title}   ", "bold $primary"),
        meter(done, total), (f" {done} of {total} activities passed", "$muted"),
    ))  # fmt: skip
    really = ", ".join(f"{name} ({count})" for name, count in facts.weeks_of(ids))
    yield _labelled("done in", Content(really or "no calendar week yet"))
    yield _labelled("goal", Content(week.goal))
    yield _labelled("hand in", _deliverable(facts, lesson, done == total))
    yield _labelled("assess", Content.assemble(week.assessment, (_ticked(facts, lesson), "$muted")))


def _deliverable(facts: Facts, lesson: Lesson, is_there: bool) -> Content:
    """Recognized from what passed: nothing has to be handed in by hand."""
    days = [facts.activities[id].first_passed for id in counted(lesson) if id in facts.activities]
    if not is_there:
        return Content(lesson.week.deliverable)
    last = max(day for day in days if day is not None)
    note = f"  ✓ there since {last.day} {last:%b %Y}"
    return Content.assemble(lesson.week.deliverable, (note, "$success"))


def _ticked(facts: Facts, lesson: Lesson) -> str:
    items = (*lesson.understanding, *lesson.level.items)
    done = sum(item.id in facts.ticks for item in items)
    return f"  ({done} of {len(items)} ticked)"


def of_weeks(facts: Facts, _: Curriculum) -> Iterator[Block]:
    """Every calendar week in which anything was done, the newest first."""
    head = f"{'week':<11}{'minutes':<{_BAR + 7}}{'attempts':>9}{'passed':>8}{'ticks':>7}"
    yield _head(head)
    most = max((span.minutes for span in facts.weeks), default=0)
    for span in reversed(facts.weeks):
        yield _week(span, most)
    yield BLANK
    yield from _weekdays(facts)


def _week(span: Span, most: int) -> Block:
    full = round(_BAR * span.minutes / most) if most else 0
    style = "$muted" if span.is_quiet else ""
    return Block(Content.assemble(
        (f"{span.week:<11}", style), ("█" * full, "$primary"), " " * (_BAR - full),
        (f" {span.minutes:<6}{span.attempts:>9}{len(span.passed):>8}{span.ticks:>7}", style),
        (f"   {', '.join(span.passed)}" if span.passed else "", "$success"),
    ), is_literal=True)  # fmt: skip


def _weekdays(facts: Facts) -> Iterator[Block]:
    from datetime import date

    spent = [0.0] * 7
    for day, seconds in facts.days.items():
        spent[date.fromisoformat(day).weekday()] += seconds / 60
    yield text("Minutes by day of the week", "bold")
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    yield _head("".join(f"{name:>9}" for name in names))
    yield Block(Content("".join(f"{minutes:>9.0f}" for minutes in spent)), is_literal=True)


def of_lessons(facts: Facts, curriculum: Curriculum) -> Iterator[Block]:
    """What passes of each lesson, and where the time went."""
    yield _head(f"{'lesson':<28}{'passed':>7}{'minutes':>9}{'planned':>9}{'attempts':>10}"
                f"{'hints':>6}{'ticks':>6}")  # fmt: skip
    for lesson in curriculum.lessons:
        yield _lesson(facts, lesson)
    yield BLANK
    longest = sorted(facts.times, key=lambda id: -facts.times[id])[:5]
    if longest:
        yield text("What took longest", "bold")
    for id in longest:
        title = curriculum.activities[id].title if id in curriculum.activities else ""
        minutes = plural(round(facts.times[id] / 60), "minute")
        yield Block(Content.assemble(f"{id:<6}{minutes:<13}", (title, "$muted")), 2, 19)


def _lesson(facts: Facts, lesson: Lesson) -> Block:
    ids = counted(lesson)
    found = [facts.activities[a.id] for a in lesson.all_activities if a.id in facts.activities]
    ticks = sum(item.id in facts.ticks for item in (*lesson.understanding, *lesson.level.items))
    passed = f"{facts.passed(ids)} of {len(ids)}"
    hints, tries = sum(r.hints for r in found), sum(r.attempts for r in found)
    low, high = lesson.hours
    return Block(Content(
        f"{_cut(f'{lesson.id}  {lesson.title}', 27):<28}{passed:>7}{minutes_of(facts, lesson):>9}"
        f"{f'{low}–{high} h':>9}{tries:>10}{hints:>6}{ticks:>6}"
    ), is_literal=True)  # fmt: skip


def of_misconceptions(facts: Facts, _: Curriculum) -> Iterator[Block]:
    """Misconceptions by week, and those that still stand."""
    weeks = [span for span in reversed(facts.weeks) if span.met or span.overcome]
    if not weeks:
        yield text("None was met yet. When a verdict names one, it is counted here, and again "
                   "as overcome once the function passes.", "$muted")  # fmt: skip
        return
    yield _head(f"{'week':<11}{'met':>5}{'overcome':>10}")
    for span in weeks:
        line = f"{span.week:<11}{len(span.met):>5}{len(span.overcome):>10}"
        yield Block(Content(line), is_literal=True)
    yield BLANK
    yield from _each(facts)


def _each(facts: Facts) -> Iterator[Block]:
    """Those that still stand first."""
    still = [found for found in facts.misconceptions if found.overcome is None]
    over = [found for found in facts.misconceptions if found.overcome is not None]
    yield text(f"{len(still)} not yet overcome" if still else "All are overcome.", "bold")
    for found in (*still, *reversed(over)):
        status = "in_progress" if found.overcome is None else "passed"
        end = found.overcome or found.last
        day = f"{'last met' if found.overcome is None else 'overcome'} {end.day} {end:%b %Y}"
        name = f" {found.function.rpartition('.')[2]}: {found.misconception.replace('-', ' ')}"
        note = f"   {plural(found.times, 'time')}, {day}"
        yield Block(Content.assemble(mark(status), name, (note, "$muted")), 0, 2)


def of_reviews(facts: Facts, _: Curriculum) -> Iterator[Block]:
    """How many reviews fall due on each of the next days."""
    if not (any(count for _, count in facts.due) or facts.later):
        yield text("Nothing is to be reviewed yet: a tick brings its item back after some days, "
                   "a first pass its functions.", "$muted")  # fmt: skip
        return
    yield _head(f"{'day':<16}{'reviews':>8}")
    for number, (day, count) in enumerate(facts.due):
        name = "today" if not number else f"{day:%a} {day.day} {day:%b}"
        bar = ("▮" * min(count, 40), "$primary")
        line = f"{name:<16}{count:>8}  "
        yield Block(Content.assemble((line, "" if count else "$muted"), bar), is_literal=True)
    yield BLANK
    if facts.later:
        yield text(f"{plural(facts.later, 'review')} after that.", "$muted")


def of_activities(facts: Facts, curriculum: Curriculum) -> Iterator[Block]:
    """Every activity, with the help it took."""
    columns = f"{'attempts':>9}{'minutes':>9}{'hints':>7}  {'first passed':<13}solution"
    yield _head(f"{'':<8}{'status':<12}{columns}")
    for activity in curriculum.activities.values():
        yield _activity(facts, activity)


def _activity(facts: Facts, activity: Activity) -> Block:
    record = facts.activities.get(activity.id)
    status = record.status if record else "not_started"
    first = record.first_passed if record else None
    passed = f"{first.day} {first:%b %Y}" if first else "–"
    seen = "seen" if record and record.solution_seen else "–"
    minutes = round(facts.times.get(activity.id, 0.0) / 60)
    tries, hints = (record.attempts, record.hints) if record else (0, 0)
    return Block(Content.assemble(
        mark(status), f" {activity.id:<6}", word(status, 12),
        f"{tries:>9}{minutes:>9}{hints:>7}  {passed:<13}{seen:<9}",
        (activity.title, "$muted"),
    ), is_literal=True)  # fmt: skip


def hours(minutes: int) -> str:
    """ "45 min", "3 h 20 min"."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if whole else f"{rest} min"


def _head(line: str) -> Block:
    return Block(Content.styled(line, "$muted"), is_literal=True)


def _labelled(label: str, what: Content) -> Block:
    return Block(Content.assemble((label.ljust(10), "$muted"), what), 2, 10)


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: width - 1] + "…"
