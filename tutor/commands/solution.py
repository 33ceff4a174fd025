"""`cem-tutor solution ID`: the reference solution with its explanation, recorded as seen."""

from __future__ import annotations

import argparse
import sys

from tutor.commands.session import Session
from tutor.console import Console
from tutor.curriculum import Activity
from tutor.solutions import solution_text


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, or a function")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Shows it."""
    activity = session.curriculum.activities[session.activity_id(args.id)]
    functions = session.curriculum.select((args.id,))
    console = Console.of(sys.stdout)
    session.store.solution_shown(activity.id)
    print(solution_text(functions))
    print(console.wrapped(activity.solution_note))
    print(console.wrapped(_note(activity)))
    return 0


def _note(activity: Activity) -> str:
    return f"It is recorded that you saw the solution of {activity.id}. Yours may look different."
