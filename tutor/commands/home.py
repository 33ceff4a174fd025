"""`cem-tutor` alone: opens the app, or prints the status where there is no terminal for it."""

from __future__ import annotations

import argparse
import os
import sys

from tutor.commands import list as listing
from tutor.commands.session import Session


def execute(session: Session, args: argparse.Namespace) -> int:
    """Opens the app on the workspace, which is made at the first launch."""
    if not _has_screen():
        args.json = False
        return listing.execute(session, args)
    from tutor.app import run

    return run(session.made)


def _has_screen() -> bool:
    return sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
