"""A verdict as blocks of text: what came out, why, the rung, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.app.differences import differing, underlined
from tutor.app.marks import STYLES, mark, plural
from tutor.app.widgets.sheet import BLANK, Block, text
from tutor.console import words

if TYPE_CHECKING:
    from tutor.app.state import State
    from tutor.checking.verdict import CaseReport, Result
    from tutor.curriculum import Activity, Function

_LABEL = 10
_MOST_LINES = 12

FRIENDLY = {
    "error": "Your code raised an exception before it could return a result.",
    "timeout": "Your code did not come to an end in time, and was stopped.",
    "crashed": "The process of your code came to an end before the function returned.",
    "blocked": "This one is built on another that does not pass yet: that one first.",
}


def blocks(state: State, activity: Activity, running: str = "") -> Iterator[Block]:
    """All that the verdict pane says of an activity; `running` names what is being checked."""
    module = activity.functions[0].module
    if problem := state.problems.get(module):
        yield from _unreadable(problem, state, activity)
        return
    verdicts = state.verdicts(activity)
    for number, (function, result) in enumerate(verdicts):
        if number:
            yield BLANK
        yield from of_function(function, result, running)
    yield BLANK
    yield from _next(state, activity, [result for _, result in verdicts if result])


def summary(state: State, activity: Activity) -> str:
    """The activity's status by its verdicts: the worst one; "" where there is none yet."""
    if activity.functions[0].module in state.problems:
        return "error"
    found = [result.status for _, result in state.verdicts(activity) if result]
    order = ("crashed", "timeout", "error", "failed", "blocked", "not_started", "passed")
    return min(found, key=order.index) if found else ""


def _unreadable(problem: str, state: State, activity: Activity) -> Iterator[Block]:
    yield Block(
        Content.assemble(mark("error"), (" Python can't read your file", f"bold {STYLES['error']}"))
    )
    yield BLANK
    yield text(problem)
    yield BLANK
    yield text("Nothing was checked, and nothing counts as an attempt.", "$muted")
    yield _keys(("e", "opens the line"), note="save again once it is mended")


def of_function(function: Function, result: Result | None, running: str = "") -> Iterator[Block]:
    """The verdict on one function: what came out, why, and the rung."""
    if result is None:
        waiting = "checking …" if running else "not checked yet"
        yield Block(Content.assemble((f"○ {function.name}", "bold"), (f"   {waiting}", "$muted")))
        return
    yield _headline(function, result)
    if result.status == "not_started":
        yield text(result.message or "Nothing is written yet.", "$muted", 2)
        return
    yield from _reasons(result)
    if result.case:
        yield BLANK
        yield from _rung(result, result.case)
    if result.traceback:
        yield BLANK
        yield Block(
            Content.styled(_shortened(result.traceback.rstrip()), "$error"), 2, is_literal=True
        )
    yield from _small_print(result)


def _small_print(result: Result) -> Iterator[Block]:
    """Remarks, and how to draw the same random rungs again."""
    for remark in result.remarks:
        yield BLANK
        yield Block(Content.assemble(("remark  ", "$accent"), remark), 2, 8)
    if result.case:
        again = f"cem-tutor check {result.function} --seed {result.seed}"
        yield BLANK
        yield Block(Content.styled(f"the same rungs again: {again}", "$muted"), 2, is_literal=True)


def _headline(function: Function, result: Result) -> Block:
    has_run = bool(result.cases_total) and result.status not in ("not_started", "blocked")
    rungs = f"{result.cases_passed} of {result.cases_total} rungs" if has_run else ""
    speed = _duration(result.seconds) if has_run else ""
    return Block(Content.assemble(
        mark(result.status), (f" {words(result.status)}", f"bold {STYLES[result.status]}"),
        (f"  {function.name}", "bold"),
        ("".join(f"   {part}" for part in (rungs, speed) if part), "$muted"),
    ))  # fmt: skip


def _reasons(result: Result) -> Iterator[Block]:
    if result.misconception:
        yield BLANK
        yield text(result.misconception.title, "bold", 2)
        yield text(result.misconception.explanation, "", 2)
    elif not result.final and result.status == "failed":
        yield BLANK
        yield text("looking for the reason …", "$muted", 2)
    elif result.status in FRIENDLY:
        yield BLANK
        yield text(FRIENDLY[result.status], "bold", 2)
    if result.message:
        yield BLANK
        yield text(result.message, "", 2)
    if result.passed and result.why:
        yield BLANK
        yield text(f"Why it is right: {result.why}", "", 2)


def _rung(result: Result, case: CaseReport) -> Iterator[Block]:
    number = result.cases_passed + 1
    yield Block(Content.assemble((f"rung {number}", "bold $accent"), f"  {case.name}"), 2)
    if case.input:
        yield _labelled("input", Content(_shortened(case.input)))
    if case.expected:
        yield _labelled("expected", Content.styled(_shortened(case.expected), "$success"))
    if case.got:
        yield _labelled("got", _marked(case.expected, _shortened(case.got)))


def _labelled(label: str, value: Content) -> Block:
    """The label, and the value's lines under one another beside it."""
    first, *rest = value.split("\n")
    pad = " " * _LABEL
    rows = [
        Content.styled(label.ljust(_LABEL), "$muted") + first,
        *(Content(pad) + row for row in rest),
    ]
    return Block(Content("\n").join(rows), 4, is_literal=True)


def _marked(expected: str, got: str) -> Content:
    """What came out, with carets below what differs: colour is not needed to see it."""
    spans = differing(expected, got) if expected else ()
    rows = []
    for line, carets in underlined(got, spans):
        rows.append(Content.styled(line, "$error"))
        if carets.strip():
            rows.append(Content.styled(carets, "bold $error"))
    return Content("\n").join(rows)


def _next(state: State, activity: Activity, results: Sequence[Result]) -> Iterator[Block]:
    statuses = {result.status for result in results}
    if not results:
        return
    if statuses == {"passed"}:
        yield text(activity.insight, "$secondary")
        yield BLANK
        yield _keys(("s", "see it move"), ("n", _after(state, activity)))
    elif statuses <= {"not_started", "passed"}:
        predicted = activity.id in state.remembered.predictions
        first = () if predicted else (("p", "predict what happens"),)
        yield _keys(*first, ("e", "write it in your editor"))
        yield text("Then save: the verdict appears here by itself.", "$muted")
    elif "blocked" in statuses:
        yield _keys(("b", "back to the one before"), ("e", "open your editor"))
    else:
        yield _keys(("e", "mend it"), ("h", "a hint"), note="the verdict comes when you save")


def _after(state: State, activity: Activity) -> str:
    after = state.neighbour(activity.id, 1)
    if after == activity.id:
        return "stay: this is the last activity"
    return f"go on to {after} {state.curriculum.activities[after].title}"


def _keys(*keys: tuple[str, str], note: str = "") -> Block:
    parts: list[str | tuple[str, str]] = []
    for key, does in keys:
        parts += [(key, "bold $primary"), f" {does}   "]
    return Block(Content.assemble(*parts, (note, "$muted")))


def _shortened(value: str) -> str:
    lines = value.split("\n")
    if len(lines) <= _MOST_LINES:
        return value
    return "\n".join([*lines[:_MOST_LINES], f"… {plural(len(lines) - _MOST_LINES, 'line')} more"])


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
