"""`cem-tutor list`: lessons and activities with their status. Makes no workspace."""

from __future__ import annotations

import argparse
import json
import sys

from progress.records import ActivityRecord
from tutor import status
from tutor.commands.session import Session
from tutor.console import Console


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Prints it."""
    records = _records(session)
    if args.json:
        overview = status.overview(session.curriculum, records)
        print(json.dumps({**overview, "workspace": str(session.workspace.root)}, indent=2))
        return 0
    print(status.overview_text(session.curriculum, records, Console.of(sys.stdout)))
    print(f"\nWorkspace: {session.workspace.root}{_remark(session)}")
    return 0


def _records(session: Session) -> dict[str, ActivityRecord]:
    return session.store.activities() if session.workspace.exists else {}


def _remark(session: Session) -> str:
    return "" if session.workspace.exists else " (not made yet: `cem-tutor init` makes it)"
