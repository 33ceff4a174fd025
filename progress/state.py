"""The state: what the events add up to, as tables of documents.

`fold` takes one event in; folding a journal from its start gives the state again. A document
holds JSON values only. Tables: meta (one document), activities, ticks, weeks, predictions, notes,
versions (the newest by file name), resets (the newest by activity), cards, misconceptions,
times (by activity).
"""

import copy
from collections.abc import Callable
from datetime import datetime

from progress import cards, mistakes, schema, weekly
from progress.events import Event
from progress.schema import Document, Tables
from progress.tables import document as _document
from progress.tables import look as look
from progress.tables import put as _put

FOLD = 2
"""Counts the ways to fold: a state folded in an older way lacks tables, and is folded anew.

A base that stands for archived weeks holds the tables of its time: whoever raises this number has
those weeks unfolded too (`merge.history` gives their events).
"""

_NEW_ACTIVITY: Document = {
    "status": "not_started",
    "attempts": 0,
    "first_passed": None,
    "last_attempt": None,
    "hints": 0,
    "solution_seen": False,
    "hints_before_pass": 0,
    "solution_before_pass": False,
}
_NEW_WEEK: Document = {"days": {}, "attempts": 0, "passed": [], "ticks": 0}


def empty() -> Tables:
    """The state before anything happened."""
    meta = {"schema": schema.SCHEMA, "fold": FOLD, "journal": None, "offset": 0, "resume": None}
    return {"meta": {"1": meta}}


def meta(tables: Tables) -> Document:
    """The one document about the state itself."""
    return tables["meta"]["1"]


def is_outdated(tables: Tables) -> bool:
    """Whether an older release folded this state, so that it lacks tables of ours."""
    return int(meta(tables).get("fold", 1)) < FOLD


def activity(tables: Tables, key: str) -> Document:
    """An activity's document, as new where nothing was recorded."""
    return look(tables, "activities", key) or _NEW_ACTIVITY


def fold(tables: Tables, event: Event) -> bool:
    """Takes an event into the tables; False if it lacks what its kind needs, and then no change.

    Kinds that this release does not know change nothing, and stay in the journal. Neither do
    events that a base holds already.
    """
    handler = _HANDLERS.get(str(event.get("kind")))
    try:
        at = datetime.fromisoformat(event["at"])
        if handler is not None and event.get("counted", True):
            handler(tables, event, at)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


def _activity(tables: Tables, event: Event) -> Document:
    return _document(tables, "activities", event["activity"], _NEW_ACTIVITY)


def _week(tables: Tables, at: datetime) -> Document:
    return _document(tables, "weeks", weekly.week_of(at), _NEW_WEEK)


def _attempted(tables: Tables, event: Event, at: datetime) -> None:
    mistakes.attempted(tables, event, at)
    cards.passed(tables, event)


def _checked(tables: Tables, event: Event, at: datetime) -> None:
    passed = bool(event["passed"])
    document, week = _activity(tables, event), _week(tables, at)
    document["attempts"] += 1
    document["last_attempt"] = event["at"]
    week["attempts"] += 1
    if passed:
        _passed(document, week, event)
    elif document["status"] != "disputed":
        document["status"] = "in_progress"


def _passed(document: Document, week: Document, event: Event) -> None:
    document["status"] = "passed"
    if document["first_passed"] is None:
        document["first_passed"] = event["at"]
        document["hints_before_pass"] = document["hints"]
        document["solution_before_pass"] = document["solution_seen"]
        week["passed"].append(event["activity"])


def _disputed(tables: Tables, event: Event, at: datetime) -> None:
    document = _activity(tables, event)
    if document["status"] != "passed":
        document["status"] = "disputed"


def _hint(tables: Tables, event: Event, at: datetime) -> None:
    index = int(event["index"])
    document = _activity(tables, event)
    document["hints"] = max(document["hints"], index)


def _solution_seen(tables: Tables, event: Event, at: datetime) -> None:
    _activity(tables, event)["solution_seen"] = True


def _tick(tables: Tables, event: Event, at: datetime) -> None:
    """Ticking again (a review) keeps the week in which the item was first counted."""
    new = {name: event[name] for name in ("at", "answer", "rating", "evidence")}
    item, before = event["item"], look(tables, "ticks", event["item"])
    counted = before["week"] if before else weekly.week_of(at)
    _put(tables, "ticks", item, {**new, "week": counted})
    if before is None:
        _week(tables, at)["ticks"] += 1
    cards.ticked(tables, event)


def _untick(tables: Tables, event: Event, at: datetime) -> None:
    before = tables.get("ticks", {}).pop(event["item"], None)
    if before is not None:
        _document(tables, "weeks", before["week"], _NEW_WEEK)["ticks"] -= 1
    cards.withdrawn(tables, event)


def _minutes(tables: Tables, event: Event, at: datetime) -> None:
    for moment, seconds in weekly.spread(at, float(event["seconds"])):
        days, day = _week(tables, moment)["days"], weekly.day_of(moment)
        days[day] = round(days.get(day, 0.0) + seconds, 3)
    _count_time(tables, event)


def _count_time(tables: Tables, event: Event) -> None:
    """For the activity that the event names, or in older ones the one that was opened last."""
    activity = event.get("activity") or meta(tables)["resume"]
    if activity is not None:
        document = _document(tables, "times", activity, {"seconds": 0.0})
        document["seconds"] = round(document["seconds"] + float(event["seconds"]), 3)


def _prediction(tables: Tables, event: Event, at: datetime) -> None:
    new = {"at": event["at"], "choice": int(event["choice"]), "right": bool(event["right"])}
    _put(tables, "predictions", event["activity"], new)


def _note(tables: Tables, event: Event, at: datetime) -> None:
    _put(tables, "notes", event["subject"], {"at": event["at"], "text": event["text"]})


def _version(tables: Tables, event: Event, at: datetime) -> None:
    _put(tables, "versions", event["name"], {"at": event["at"], "version": event["version"]})


def _reset(tables: Tables, event: Event, at: datetime) -> None:
    _put(tables, "resets", event["activity"], {"at": event["at"], "version": event["version"]})


def _resume(tables: Tables, event: Event, at: datetime) -> None:
    meta(tables)["resume"] = event["activity"]


def _journal(tables: Tables, event: Event, at: datetime) -> None:
    meta(tables)["journal"] = event["journal"]


def _base(tables: Tables, event: Event, at: datetime) -> None:
    """A state without its events: it replaces what came before, or is added after a merge."""
    state: Tables = copy.deepcopy(event["state"])
    if not isinstance(meta(state)["resume"], str | None):
        raise TypeError("this is no state")
    if "how" in event:
        from progress import combine  # after a merge, and seldom then

        combine.combine(tables, state, same_events=event["how"] == "max")
        return
    kept = {name: meta(tables)[name] for name in ("schema", "fold", "journal", "offset")}
    tables.clear()
    tables.update(state)
    meta(tables).update(kept)


_HANDLERS: dict[str, Callable[[Tables, Event, datetime], None]] = {
    "activity": _checked,
    "attempt": _attempted,
    "base": _base,
    "card": cards.scheduled,
    "dispute": _disputed,
    "hint": _hint,
    "journal": _journal,
    "minutes": _minutes,
    "note": _note,
    "prediction": _prediction,
    "reset": _reset,
    "resume": _resume,
    "review": cards.reviewed,
    "solution_seen": _solution_seen,
    "tick": _tick,
    "untick": _untick,
    "version": _version,
}
