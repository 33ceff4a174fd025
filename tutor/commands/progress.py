"""`cem-tutor progress`: what was done, week by week."""

from __future__ import annotations

import argparse
import json

from progress import report, report_text
from tutor import review, status
from tutor.commands.session import Session
from tutor.curriculum import Curriculum


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as one JSON object")
    form.add_argument("--markdown", action="store_true", help="as Markdown, to keep or to send")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Prints it."""
    plan, items = status.plan(session.curriculum), status.checklist(session.curriculum)
    ids, hours = session.curriculum.activities, planned_hours(session.curriculum)
    found = report.progress_json(session.store, plan, items, ids, hours)
    due = session.store.due(session.store.now())  # of these, what the lessons still have
    found["due_reviews"] = len(review.questions(due, session.curriculum))
    if args.json:
        print(json.dumps(found, indent=2))
    elif args.markdown:
        print(report_text.progress_markdown(found, items), end="")
    else:
        print(report_text.progress_text(found, items), end="")
    return 0


def planned_hours(curriculum: Curriculum) -> dict[str, float]:
    """The hours that the plan gives each activity: the middle of its lesson's, in equal parts."""
    return {
        activity: sum(lesson.hours) / 2 / len(lesson.week.activities)
        for lesson in curriculum.lessons
        for activity in lesson.week.activities
    }
