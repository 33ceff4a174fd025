"""Progress as JSON: what `progress --json` prints, and the text and the Markdown are made of.

The plan's weeks and the checklist's items come in as plain dicts: a week has "goal",
"deliverable", "assessment" and may have "title" and "activities" (ids); an item has "id" and
"text". What else they hold goes through to the JSON untouched.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from progress import forecast, weekly
from progress.records import ActivityRecord, MisconceptionRecord
from progress.store import Store

Report = dict[str, Any]


def progress_json(
    store: Store,
    plan: Sequence[Mapping[str, Any]],
    items: Iterable[Mapping[str, Any]],
    activity_ids: Iterable[str],
    hours: Mapping[str, float] | None = None,
) -> Report:
    """What `progress --json` prints (schema 1); times are ISO 8601 with offset.

    `hours` are the planned ones of each activity, by which the end of the plan is foretold; left
    out, each counts the same.

    Activities are those of `activity_ids`, in that order, and any more that were recorded.
    `attempts_total` is the sum of the activities' attempts, and of the weeks'. An item's "ticked"
    is the time of its tick, or null.
    """
    known = store.activities()
    ids = dict.fromkeys([*activity_ids, *known])
    activities = {name: _activity(known.get(name) or store.activity(name)) for name in ids}
    return {
        "schema": 1,
        "attempts_total": sum(activity["attempts"] for activity in activities.values()),
        "activities": activities,
        "weeks": _weeks(store),
        "plan": [_planned(week, activities) for week in plan],
        "checklist": _checklist(store, items),
        "due_reviews": len(store.due(store.now())),
        "misconceptions": [_misconception(record) for record in store.misconceptions()],
        "forecast": _forecast(store, plan, hours),
    }


def _activity(record: ActivityRecord) -> Report:
    first = record.first_passed
    return {
        "status": record.status,
        "attempts": record.attempts,
        "first_passed": None if first is None else first.isoformat(),
        "hints": record.hints,
        "solution_seen": record.solution_seen,
    }


def _weeks(store: Store) -> list[Report]:
    return [
        {
            "week": week.week,
            "minutes": week.minutes,
            "attempts": week.attempts,
            "passed": list(week.passed),
            "ticks": week.ticks,
            "misconceptions_met": list(week.met),
            "misconceptions_overcome": list(week.overcome),
        }
        for week in store.weeks()
    ]


def _planned(week: Mapping[str, Any], activities: Mapping[str, Report]) -> Report:
    """A week of the plan beside what was done of it; a week without activities has no "done".

    "delivered" is when the last of its activities first passed: then its deliverable was there.
    "weeks" are the calendar weeks in which they passed.
    """
    ids = list(week.get("activities", ()))
    if not ids:
        return dict(week)
    firsts = {name: activities.get(name, {}).get("first_passed") for name in ids}
    passed = [name for name in ids if firsts[name]]
    times = sorted(datetime.fromisoformat(first) for first in firsts.values() if first)
    is_done = len(passed) == len(ids)
    return {
        **week,
        "passed": passed,
        "done": is_done,
        "delivered": times[-1].isoformat() if is_done else None,
        "weeks": list(dict.fromkeys(weekly.week_of(time) for time in times)),
    }


def _misconception(record: MisconceptionRecord) -> Report:
    return {
        "function": record.function,
        "misconception": record.misconception,
        "times": record.times,
        "first": record.first.isoformat(),
        "last": record.last.isoformat(),
        "overcome": None if record.overcome is None else record.overcome.isoformat(),
    }


def _forecast(
    store: Store, plan: Iterable[Mapping[str, Any]], hours: Mapping[str, float] | None
) -> Report:
    """How much of the plan is left, in its hours, and when it is done at the present pace."""
    ids = [name for week in plan for name in week.get("activities", ())]
    weights = {name: 1.0 if hours is None else hours.get(name, 1.0) for name in ids}
    known = store.activities()
    passed = {name: known[name].first_passed for name in ids if name in known}
    firsts = {name: first for name, first in passed.items() if first is not None}
    found = forecast.forecast(weights, firsts, store.now())
    return {
        "unit": "activities" if hours is None else "hours",
        "remaining": round(found.remaining, 2),
        "per_week": round(found.per_week, 2),
        "done_on": None if found.done_on is None else found.done_on.isoformat(),
    }


def _checklist(store: Store, items: Iterable[Mapping[str, Any]]) -> list[Report]:
    ticks = store.ticks()
    return [
        {
            "id": item["id"],
            "ticked": ticks[item["id"]].at.isoformat() if item["id"] in ticks else None,
            "evidence": ticks[item["id"]].evidence if item["id"] in ticks else None,
        }
        for item in items
    ]
