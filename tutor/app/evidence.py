"""What stands beside a tick: whether its activities passed, when, and with how much help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.app.marks import plural

if TYPE_CHECKING:
    from progress.records import ActivityRecord
    from tutor.app.state import State
    from tutor.curriculum import ChecklistItem


def lines(state: State, item: ChecklistItem) -> list[tuple[str, str]]:
    """A status and a sentence for each activity that bears on the item."""
    records = state.remembered.activities
    return [(state.status(id), f"{id} {_sentence(records.get(id))}") for id in item.activities]


def sentence(state: State, item: ChecklistItem) -> str:
    """The evidence as it is recorded with a tick."""
    return "; ".join(line for _, line in lines(state, item))


def _sentence(record: ActivityRecord | None) -> str:
    if record is None or not record.attempts:
        return "not tried yet"
    if record.first_passed is None:
        return f"not passed after {plural(record.attempts, 'attempt')}"
    hints = plural(record.hints_before_pass, "hint") if record.hints_before_pass else "no hint"
    solution = "without the solution" if record.passed_without_solution else "the solution was seen"
    now = "" if record.status == "passed" else " (does not pass now)"
    return f"passed on {record.first_passed:%d %b %Y}, {hints}, {solution}{now}"
