"""Progress as text for a terminal and as Markdown, from a report of `progress.report`."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from progress.report import Report

_MARKS = {"passed": "✓", "in_progress": "·", "disputed": "?", "not_started": " "}
_WIDTH = 80


def progress_text(report: Report, items: Iterable[Mapping[str, Any]] = ()) -> str:
    """A report of `progress_json` in 80 columns; `items` give the checklist its words."""
    sections = [
        ("Plan", _plan_lines(report)),
        ("Weeks", _week_lines(report)),
        ("Activities", _activity_lines(report)),
        ("Misconceptions not overcome yet", _open_lines(report)),
        ("Checklist", _checklist_lines(report, items)),
    ]
    shown = [f"{title}\n" + "\n".join(lines) for title, lines in sections if lines]
    return "\n\n".join([_headline(report), *shown]) + "\n"


def progress_markdown(report: Report, items: Iterable[Mapping[str, Any]] = ()) -> str:
    """A report of `progress_json` as Markdown, to keep or to send."""
    words = _words(items)
    weeks = [
        (
            w["week"],
            w["minutes"],
            w["attempts"],
            ", ".join(w["passed"]),
            w["ticks"],
            len(w["misconceptions_met"]),
            len(w["misconceptions_overcome"]),
        )
        for w in report["weeks"]
    ]
    activities = [
        (name, _status(a), a["attempts"], _day(a["first_passed"]), _help(a))
        for name, a in report["activities"].items()
    ]
    plan = [
        (_week_name(week), week.get("deliverable", ""), _share(week), _delivered(week))
        for week in report["plan"]
    ]
    misconceptions = [
        (m["function"], m["misconception"], m["times"], _day(m["last"]), _day(m["overcome"]))
        for m in report["misconceptions"]
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
        _table(("Week", "Deliverable", "Passed", "There since"), plan),
        _pace(report),
        "## Calendar weeks",
        _table(("Week", "Minutes", "Attempts", "First passed", "Ticks", "Met", "Overcome"), weeks),
        "Met and overcome: how many misconceptions were, each counted once a week.",
        "## Activities",
        _table(("Activity", "Status", "Attempts", "First passed", "Help"), activities),
        "## Misconceptions",
        _table(("Function", "Misconception", "Times", "Last", "Overcome"), misconceptions),
        "## Checklist",
        "\n".join(checklist) or "Nothing on it yet.",
    ]
    return "\n\n".join(parts) + "\n"


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
        there = f" There since {_delivered(week)}." if _delivered(week) else ""
        lines += _wrapped(f"    {week.get('deliverable', '')}{there}", "    ")
    return lines + _wrapped(f"  {_pace(report)}", "  ") if lines else []


def _week_lines(report: Report) -> list[str]:
    lines: list[str] = []
    for w in report["weeks"]:
        counts = f"{w['minutes']:>5} min {w['attempts']:>5} attempts {_ticks(w)}"
        passed = f"  passed {', '.join(w['passed'])}" if w["passed"] else ""
        lines += _wrapped(f"  {w['week']} {counts}{passed}{_mistakes(w)}", " " * 12)
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


def _open_lines(report: Report) -> list[str]:
    still = [m for m in report["misconceptions"] if m["overcome"] is None]
    lines = [f"  {m['function']}: {m['misconception']}, last {_day(m['last'])}" for m in still]
    return [part for line in lines for part in _wrapped(line, " " * 6)]


def _mistakes(week: Report) -> str:
    met, overcome = len(week["misconceptions_met"]), len(week["misconceptions_overcome"])
    if not met and not overcome:
        return ""
    return f"  {met} misconception{'' if met == 1 else 's'} met, {overcome} overcome"


def _pace(report: Report) -> str:
    """When the plan will be done, in a sentence."""
    found = report["forecast"]
    if not found["remaining"]:
        return f"The plan is done since {found['done_on']}." if found["done_on"] else ""
    unit = "planned hours" if found["unit"] == "hours" else "activities"
    if found["done_on"] is None:
        return (
            f"{found['remaining']:g} {unit} of the plan are left; too little has passed in the "
            "last four weeks to say until when."
        )
    return (
        f"At the present pace ({found['per_week']:.1f} {unit} a week) the plan is done on "
        f"{found['done_on']}; {found['remaining']:g} {unit} are left."
    )


def _delivered(week: Mapping[str, Any]) -> str:
    return _day(week.get("delivered"))


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
