"""Misconceptions met and overcome, as attempts tell: one document a function and misconception.

A misconception is met when an attempt is diagnosed with it, and overcome when the function passes
after; met again, it is open again, and the weeks keep both.
"""

from datetime import datetime

from progress import tables as tables_
from progress import weekly
from progress.events import Event
from progress.schema import Document, Tables

_NEW: Document = {
    "times": 0,
    "first": None,
    "last": None,
    "overcome": None,
    "met_in": "",
    "overcome_in": "",
}
"""The weeks stand in one string: years of them cost next to nothing to read at the start."""


def attempted(tables: Tables, event: Event, at: datetime) -> None:
    """Takes an attempt in."""
    if event["misconception"] is not None:
        _met(tables, event, at)
    elif event["status"] == "passed":
        _passed(tables, event, at)


def key_of(function: str, misconception: str) -> str:
    """The key of a document: "kmeans_examples.update_centroids farthest"."""
    return f"{function} {misconception}"


def of_functions(tables: Tables) -> dict[str, int]:
    """How often a misconception was met, by function."""
    counts: dict[str, int] = {}
    for key, document in tables.get("misconceptions", {}).items():
        function = key.partition(" ")[0]
        counts[function] = counts.get(function, 0) + int(document["times"])
    return counts


def by_week(tables: Tables) -> dict[str, Document]:
    """{"met": [...], "overcome": [...]} by calendar week: the misconceptions, each once."""
    weeks: dict[str, Document] = {}
    for key, document in tables.get("misconceptions", {}).items():
        name = key.partition(" ")[2]
        for what in ("met", "overcome"):
            for week in document[f"{what}_in"].split():
                found = weeks.setdefault(week, {"met": {}, "overcome": {}})
                found[what][name] = True
    return weeks


def _met(tables: Tables, event: Event, at: datetime) -> None:
    key = key_of(event["function"], event["misconception"])
    document = tables_.document(tables, "misconceptions", key, _NEW)
    document["times"] += 1
    document["first"] = document["first"] or event["at"]
    document.update(last=event["at"], overcome=None)
    _note_week(document, "met_in", at)


def _passed(tables: Tables, event: Event, at: datetime) -> None:
    for key, document in tables.get("misconceptions", {}).items():
        if document["overcome"] is None and key.startswith(event["function"] + " "):
            document["overcome"] = event["at"]
            _note_week(document, "overcome_in", at)


def _note_week(document: Document, name: str, at: datetime) -> None:
    """Each week once, in order; mostly it is the last one again."""
    week, weeks = weekly.week_of(at), document[name].split()
    if week not in weeks:
        document[name] = " ".join(sorted([*weeks, week]))
