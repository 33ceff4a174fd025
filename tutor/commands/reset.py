"""`cem-tutor reset ID`: puts functions back to their stubs; the old file is kept."""

from __future__ import annotations

import argparse

from tutor.commands.session import Session
from tutor.workspace import Change


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, a lesson or a function")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Does it, and says where the old file is."""
    functions = session.curriculum.select((args.id,))
    module = functions[0].module
    change = session.made.reset(functions, session.curriculum)
    version = keep(session, module, change)
    for activity in dict.fromkeys(function.activity for function in functions):
        if version:
            session.store.reset_done(activity, version)
    if version:
        print(f"`cem-tutor restore {args.id}` undoes this.")
    tell(change)
    return 0


def keep(session: Session, module: str, change: Change) -> str | None:
    """Keeps the file as it was as a version, so that it can be restored; its id."""
    if change.backup is None:
        return None
    return session.store.keep_version(f"{module}.py", change.backup.read_bytes())


def tell(change: Change) -> None:
    """What was done."""
    for note in change.notes:
        print(note)
    if change.backup:
        print(f"The file as it was: {change.backup}")
