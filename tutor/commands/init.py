"""`cem-tutor init [DIR]`: makes a workspace; what is there stays."""

from __future__ import annotations

import argparse
from pathlib import Path

from tutor.commands.session import Session, find_workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "dir", nargs="?", type=Path, metavar="DIR", help="where (default: as for --workspace)"
    )


def execute(session: Session, args: argparse.Namespace) -> int:
    """Makes it and says what is in it."""
    workspace = find_workspace(args.dir) if args.dir else session.workspace
    made = workspace.create(session.curriculum)
    print(f"Your workspace is {made.root}")
    for notice in made.notices:
        print(f"  {notice}")
    print("Open it in your editor, and `cem-tutor` beside it.")
    return 0
