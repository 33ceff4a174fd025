"""Two states made one, where the events of one of them are lost and only its totals are left.

Counts are added, or where both may hold the same events the larger is taken. What was written
last wins; what was passed or met first stays first.
"""

import copy
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from progress import weekly
from progress.schema import Document, Table, Tables

Number = Callable[[float, float], float]
Way = Callable[[Document, Document, Number], Document]
_RANK = ("not_started", "in_progress", "disputed", "passed")


def combine(tables: Tables, other: Tables, same_events: bool) -> None:
    """Takes `other` into `tables`; `same_events`: both may hold some of the same."""
    number: Number = max if same_events else _add
    for name, table in other.items():
        if name in _WAYS:
            _combine_table(tables.setdefault(name, {}), table, _WAYS[name], number)
    _settle_weeks(tables)


def _combine_table(mine: Table, other: Table, way: Way, number: Number) -> None:
    for key, document in other.items():
        found = mine.get(key)
        mine[key] = copy.deepcopy(document) if found is None else way(found, document, number)


def _add(one: float, other: float) -> float:
    return one + other


def _activity(one: Document, other: Document, number: Number) -> Document:
    """The help before the first pass is that of the one that passed first."""
    first = min((one, other), key=lambda document: _moment(document["first_passed"], last=True))
    return {
        "status": max(one["status"], other["status"], key=_RANK.index),
        "attempts": number(one["attempts"], other["attempts"]),
        "first_passed": first["first_passed"],
        "last_attempt": _later(one["last_attempt"], other["last_attempt"]),
        "hints": max(one["hints"], other["hints"]),
        "solution_seen": one["solution_seen"] or other["solution_seen"],
        "hints_before_pass": first["hints_before_pass"],
        "solution_before_pass": first["solution_before_pass"],
    }


def _week(one: Document, other: Document, number: Number) -> Document:
    return {
        "days": _numbers(one["days"], other["days"], number),
        "attempts": number(one["attempts"], other["attempts"]),
        "passed": list(dict.fromkeys([*one["passed"], *other["passed"]])),
        "ticks": 0,
    }


def _time(one: Document, other: Document, number: Number) -> Document:
    return _numbers(one, other, number)


def _newest(one: Document, other: Document, number: Number) -> Document:
    return copy.deepcopy(max(one, other, key=lambda document: _moment(document["at"])))


def _card(one: Document, other: Document, number: Number) -> Document:
    return copy.deepcopy(max(one, other, key=lambda document: document["reps"]))


def _misconception(one: Document, other: Document, number: Number) -> Document:
    newest = max(one, other, key=lambda document: _moment(document["last"]))
    first = min(one["first"], other["first"], key=_moment)
    weeks = {
        name: " ".join(sorted({*one[name].split(), *other[name].split()}))
        for name in ("met_in", "overcome_in")
    }
    times = number(one["times"], other["times"])
    return {**newest, **weeks, "first": first, "times": times}


_WAYS: Mapping[str, Way] = {
    "activities": _activity,
    "weeks": _week,
    "times": _time,
    "ticks": _newest,
    "predictions": _newest,
    "notes": _newest,
    "versions": _newest,
    "resets": _newest,
    "cards": _card,
    "misconceptions": _misconception,
}


def _numbers(one: Mapping[str, Any], other: Mapping[str, Any], number: Number) -> Document:
    return {name: number(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}


def _settle_weeks(tables: Tables) -> None:
    """An activity first passed in one week alone, and a tick is counted in its own."""
    for week, document in tables.get("weeks", {}).items():
        document["passed"] = [name for name in document["passed"] if _is_in(tables, name, week)]
        ticks = tables.get("ticks", {}).values()
        document["ticks"] = sum(tick["week"] == week for tick in ticks)


def _is_in(tables: Tables, activity: str, week: str) -> bool:
    first = tables["activities"][activity]["first_passed"]
    return first is not None and weekly.week_of(datetime.fromisoformat(first)) == week


def _later(one: str | None, other: str | None) -> str | None:
    return max(one, other, key=_moment)


def _moment(time: str | None, last: bool = False) -> float:
    """Seconds; None before all others, or after them."""
    if time is None:
        return float("inf") if last else float("-inf")
    return datetime.fromisoformat(time).timestamp()
