"""`cem-tutor progress`: what was done, week by week."""

from __future__ import annotations

import argparse
import json

from progress import report
from tutor import status
from tutor.commands.session import Session


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as one JSON object")
    form.add_argument("--markdown", action="store_true", help="as Markdown, to keep or to send")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Prints it."""
    plan, items = status.plan(session.curriculum), status.checklist(session.curriculum)
    found = report.progress_json(session.store, plan, items, session.curriculum.activities)
    if args.json:
        print(json.dumps(found, indent=2))
    elif args.markdown:
        print(report.progress_markdown(found, items), end="")
    else:
        print(report.progress_text(found, items), end="")
    return 0
