"""`cem-tutor dispute ID`: keeps code, seed and input, and lets you go on."""

from __future__ import annotations

import argparse

from tutor import disputes
from tutor.checking.once import Once
from tutor.commands.judging import Quiet, judged
from tutor.commands.session import Session


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, or one of its functions")
    parser.add_argument("--note", default="", help="why you hold the checker to be wrong")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Checks once more, so that the report is about the code as it is now."""
    activity = session.activity_id(args.id)
    names = [function.qualified for function in session.curriculum.select((activity,))]
    with Once() as checker:
        results = judged(session, checker, names, None, Quiet())
    if all(result.passed for result in results):
        print(f"{activity} passes: there is nothing to dispute.")
        return 0
    path = disputes.write_report(
        session.workspace, session.curriculum, activity, results, args.note
    )
    session.store.dispute(activity)
    print(f"{activity} is marked as disputed; go on with the next one.")
    print(f"The report, to be sent on: {path}")
    return 0
