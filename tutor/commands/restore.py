"""`cem-tutor restore ID [VERSION]`: brings functions back, as they were at a check or a reset."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tutor.commands import history, reset
from tutor.commands.session import Session, WrongUsage
from tutor.curriculum import Function


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, a lesson or a function")
    parser.add_argument(
        "version",
        metavar="VERSION",
        nargs="?",
        help="as `cem-tutor history ID` lists it; left out, the last reset is undone",
    )


def execute(session: Session, args: argparse.Namespace) -> int:
    """Does it, and says where the file as it was is."""
    functions = session.curriculum.select((args.id,))
    module = functions[0].module
    id = args.version or before_reset(session, functions, args.id)
    version = history.load(session, id, f"{module}.py")
    names = [f.name for f in functions if f.name in version.definitions]
    if not names:
        raise WrongUsage(f"Version {id[: history.SHORT]} has nothing of {args.id} in it.")
    change = session.made.put_back(module, names, version)
    reset.keep(session, module, change)
    reset.tell(change)
    return 0


def before_reset(session: Session, functions: Sequence[Function], id: str) -> str:
    """The version of the file before the newest reset of any of the functions.

    Raises:
        WrongUsage: none was reset.
    """
    activities = dict.fromkeys(function.activity for function in functions)
    resets = [session.store.last_reset(activity) for activity in activities]
    found = max((reset for reset in resets if reset), key=lambda reset: reset.at, default=None)
    if found is None:
        raise WrongUsage(f"{id} was not reset: `cem-tutor history {id}` lists its versions.")
    return found.id
