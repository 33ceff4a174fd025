"""The state of things as plain data: what `list` and `progress` print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from progress.records import ActivityRecord
from tutor.console import Console, words
from tutor.curriculum import Activity, ChecklistItem, Curriculum, Experiment, Lesson, Level, Week

Records = Mapping[str, ActivityRecord]
Data = dict[str, Any]

SCHEMA = 1


def overview(curriculum: Curriculum, records: Records) -> Data:
    """What `list --json` prints."""
    return {
        "schema": SCHEMA,
        "lessons": [_lesson(lesson, records) for lesson in curriculum.lessons],
        "assessment": [_level(level) for level in curriculum.levels],
        "troubleshooting": [],
        "projects": [],
        "weeks": plan(curriculum),
    }


def plan(curriculum: Curriculum) -> list[Data]:
    """The weeks of the plan, in their order."""
    weeks = sorted((lesson.week for lesson in curriculum.lessons), key=lambda week: week.number)
    return [_week(week) for week in weeks]


def checklist(curriculum: Curriculum) -> list[Data]:
    """Every item that can be ticked."""
    return [{**_item(item), "text": item.statement} for item in curriculum.checklist.values()]


def status_of(activity: str, records: Records) -> str:
    """An activity's status; `not_started` where nothing is recorded."""
    return records[activity].status if activity in records else "not_started"


def overview_text(curriculum: Curriculum, records: Records, console: Console) -> str:
    """What `list` prints."""
    lines = [line for x in curriculum.lessons for line in _lesson_lines(x, records, console)]
    return "\n".join(lines)


def _lesson_lines(lesson: Lesson, records: Records, console: Console) -> list[str]:
    low, high = lesson.hours
    passed = sum(status_of(a.id, records) == "passed" for a in lesson.activities)
    head = f"Lesson {lesson.id}  {lesson.title}"
    count = f"{low}–{high} hours, {passed} of {len(lesson.activities)} passed"
    activities = [_activity_line(a, records, console) for a in lesson.activities]
    experiments = [
        x for e in lesson.experiments for x in _experiment_lines(lesson, e, records, console)
    ]
    return [f"{console.paint(head, 'bold')}  ({count})", *activities, "  Experiments", *experiments]


def _experiment_lines(
    lesson: Lesson, experiment: Experiment, records: Records, console: Console
) -> list[str]:
    extensions = lesson.extensions_of(experiment.id)
    beneath = [_activity_line(a, records, console, "    ") for a in extensions]
    return [f"    {experiment.id:<5} {experiment.title}", *beneath]


def _activity_line(
    activity: Activity, records: Records, console: Console, indent: str = "  "
) -> str:
    status = status_of(activity.id, records)
    functions = ", ".join(function.name for function in activity.functions)
    width = 30 - len(indent)
    start = f" {activity.id:<5} {activity.title:<{width}} {words(status):<12} "
    shown = console.paint(console.fitted(functions, len(indent) + len(start) + 1), "dim")
    return f"{indent}{console.mark(status)}{start}{shown}"


def _lesson(lesson: Lesson, records: Records) -> Data:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "hours": list(lesson.hours),
        "activities": [_activity(activity, records) for activity in lesson.activities],
        "experiments": [_experiment(lesson, e, records) for e in lesson.experiments],
        "understanding": [_item(item) for item in lesson.understanding],
    }


def _activity(activity: Activity, records: Records) -> Data:
    return {
        "id": activity.id,
        "title": activity.title,
        "goal": activity.goal,
        "status": status_of(activity.id, records),
        "functions": [function.qualified for function in activity.functions],
    }


def _experiment(lesson: Lesson, experiment: Experiment, records: Records) -> Data:
    """Without the answer, as for items; with the activities that extend it."""
    data = asdict(experiment)
    del data["answer"]
    extensions = lesson.extensions_of(experiment.id)
    return {**data, "activities": [_activity(activity, records) for activity in extensions]}


def _level(level: Level) -> Data:
    return {"id": level.id, "title": level.title, "items": [_item(item) for item in level.items]}


def _item(item: ChecklistItem) -> Data:
    """Without the model answer: that is shown once the learner has given their own."""
    return {
        "id": item.id,
        "statement": item.statement,
        "question": item.question,
        "activities": list(item.activities),
    }


def _week(week: Week) -> Data:
    return {**asdict(week), "activities": list(week.activities)}
