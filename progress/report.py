"""Progress as JSON, as text for a terminal and as Markdown.

The plan's weeks and the checklist's items come in as plain dicts: a week has "goal",
"deliverable", "assessment" and may have "title" and "activities" (ids); an item has "id" and
"text". What else they hold goes through to the JSON untouched.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from progress.records import ActivityRecord
from progress.store import Store

Report = dict[str, Any]

_MARKS = {"passed": "✓", "in_progress": "·", "disputed": "?", "not_started": " "}
_WIDTH = 80


def progress_json(
    store: Store,
    plan: Sequence[Mapping[str, Any]],
    items: Iterable[Mapping[str, Any]],
    activity_ids: Iterable[str],
    due_reviews: int = 0,
) -> Report:
    """What `progress --json` prints (schema 1); times are ISO 8601 with offset.

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
        "due_reviews": due_reviews,
    }


def progress_text(report: Report, items: Iterable[Mapping[str, Any]] = ()) -> str:
    """A report of `progress_json` in 80 columns; `items` give the checklist its words."""
    sections = [
        ("Plan", _plan_lines(report)),
        ("Weeks", _week_lines(report)),
        ("Activities", _activity_lines(report)),
        ("Checklist", _checklist_lines(report, items)),
    ]
    shown = [f"{title}\n" + "\n".join(lines) for title, lines in sections if lines]
    return "\n\n".join([_headline(report), *shown]) + "\n"


def progress_markdown(report: Report, items: Iterable[Mapping[str, Any]] = ()) -> str:
    """A report of `progress_json` as Markdown, to keep or to send."""
    words = _words(items)
    weeks = [
        (w["week"], w["minutes"], w["attempts"], ", ".join(w["passed"]), w["ticks"])
        for w in report["weeks"]
    ]
    activities = [
        (name, _status(a), a["attempts"], _day(a["first_passed"]), _help(a))
        for name, a in report["activities"].items()
    ]
    plan = [
        (_week_name(week), week.get("deliverable", ""), _share(week)) for week in report["plan"]
    ]
    checklist = [
        f"- [{'x' if item['ticked'] else ' '}] {words.get(item['id'], item['id'])}"
        + (f" ({_day(item['ticked'])}: {item['evidence']})" if item["ticked"] else "")
        for item in report["checklist"]
    ]
    parts = [
        "# Progress",
        _headline(report),
        "## Plan",
        _table(("Week", "Deliverable", "Passed"), plan),
        "## Calendar weeks",
        _table(("Week", "Minutes", "Attempts", "First passed", "Ticks"), weeks),
        "## Activities",
        _table(("Activity", "Status", "Attempts", "First passed", "Help"), activities),
        "## Checklist",
        "\n".join(checklist) or "Nothing on it yet.",
    ]
    return "\n\n".join(parts) + "\n"


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
        }
        for week in store.weeks()
    ]


def _planned(week: Mapping[str, Any], activities: Mapping[str, Report]) -> Report:
    """A week of the plan beside what was done of it; a week without activities has no "done"."""
    ids = list(week.get("activities", ()))
    if not ids:
        return dict(week)
    passed = [name for name in ids if activities.get(name, {}).get("first_passed")]
    return {**week, "passed": passed, "done": len(passed) == len(ids)}


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


def _headline(report: Report) -> str:
    activities = report["activities"].values()
    passed = sum(a["status"] == "passed" for a in activities)
    ticked = sum(bool(item["ticked"]) for item in report["checklist"])
    minutes = sum(week["minutes"] for week in report["weeks"])
    return (
        f"{passed} of {len(activities)} activities passed, {_count(report['attempts_total'])}, "
        f"{minutes} min.\n{ticked} of {len(report['checklist'])} checklist items ticked, "
        f"{report['due_reviews']} due for review."
    )


def _count(attempts: int) -> str:
    return "1 attempt" if attempts == 1 else f"{attempts} attempts"


def _ticks(week: Report) -> str:
    return f"{week['ticks']:>3} tick{'' if week['ticks'] == 1 else 's'}"


def _plan_lines(report: Report) -> list[str]:
    lines: list[str] = []
    for week in report["plan"]:
        lines += _wrapped(f"  {_week_name(week)}  {_share(week)}".rstrip(), "    ")
        lines += _wrapped(f"    {week.get('deliverable', '')}", "    ")
    return lines


def _week_lines(report: Report) -> list[str]:
    lines: list[str] = []
    for w in report["weeks"]:
        counts = f"{w['minutes']:>5} min {w['attempts']:>5} attempts {_ticks(w)}"
        passed = f"  passed {', '.join(w['passed'])}" if w["passed"] else ""
        lines += _wrapped(f"  {w['week']} {counts}{passed}", " " * 12)
    return lines


def _activity_lines(report: Report) -> list[str]:
    lines: list[str] = []
    for name, a in report["activities"].items():
        details = [_status(a), _count(a["attempts"]) if a["attempts"] else "", _help(a)]
        if a["first_passed"]:
            details.insert(1, f"first passed {_day(a['first_passed'])}")
        lines += _wrapped(f"  {_MARKS[a['status']]} {name:<5} {', '.join(filter(None, details))}")
    return lines


def _checklist_lines(report: Report, items: Iterable[Mapping[str, Any]]) -> list[str]:
    words, lines = _words(items), []
    for item in report["checklist"]:
        mark = "x" if item["ticked"] else " "
        lines += _wrapped(f"  [{mark}] {words.get(item['id'], item['id'])}", " " * 6)
        if item["ticked"]:
            lines += _wrapped(f"      {_day(item['ticked'])}: {item['evidence']}", " " * 6)
    return lines


def _wrapped(text: str, indent: str = " " * 10) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent, drop_whitespace=True)


def _words(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {str(item["id"]): str(item.get("text", item["id"])) for item in items}


def _week_name(week: Mapping[str, Any]) -> str:
    return str(week.get("title") or week.get("goal") or week.get("id") or "")


def _share(week: Mapping[str, Any]) -> str:
    return f"{len(week['passed'])} of {len(week['activities'])}" if "passed" in week else ""


def _status(activity: Report) -> str:
    return str(activity["status"]).replace("_", " ")


def _help(activity: Report) -> str:
    hints = activity["hints"]
    shown = [f"{hints} hint{'s' if hints > 1 else ''}"] if hints else []
    return ", ".join(shown + (["solution seen"] if activity["solution_seen"] else []))


def _day(time: str | None) -> str:
    return datetime.fromisoformat(time).date().isoformat() if time else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; a bar in a cell would end it, so it is escaped."""
    if not rows:
        return "Nothing yet."
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).replace("|", "\\|").split())
