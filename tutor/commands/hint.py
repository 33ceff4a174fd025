"""`cem-tutor hint ID`: the next of an activity's hints, recorded as seen."""

from __future__ import annotations

import argparse
import sys

from tutor.commands.session import Session
from tutor.console import Console


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, or one of its functions")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Shows it. How many are left is not said: that makes people ask for all of them."""
    activity = session.curriculum.activities[session.activity_id(args.id)]
    number = session.store.next_hint(activity.id, len(activity.hints))
    console = Console.of(sys.stdout)
    print(console.paint(f"{activity.id} {activity.title}: hint {number}", "bold"))
    print(console.wrapped(activity.hints[number - 1]))
    if number == len(activity.hints):
        print(console.wrapped(f"After this comes `cem-tutor solution {activity.id}`."))
    return 0
