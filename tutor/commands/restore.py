"""`cem-tutor restore ID VERSION`: brings functions back as they were at a check."""

from __future__ import annotations

import argparse

from tutor.commands import history, reset
from tutor.commands.session import Session, WrongUsage


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, a lesson or a function")
    parser.add_argument("version", metavar="VERSION", help="as `cem-tutor history ID` lists it")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Does it, and says where the file as it was is."""
    functions = session.curriculum.select((args.id,))
    module = functions[0].module
    version = history.load(session, args.version, f"{module}.py")
    names = [f.name for f in functions if f.name in version.definitions]
    if not names:
        raise WrongUsage(f"Version {args.version} has nothing of {args.id} in it.")
    change = session.made.put_back(module, names, version)
    reset.keep(session, module, change)
    reset.tell(change)
    return 0
