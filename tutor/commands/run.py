"""`cem-tutor run ID`: an activity's demonstration with the learner's own code."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from tutor.checking.once import Once
from tutor.checking.requests import Demo
from tutor.commands.session import Session
from tutor.commands.verdicts import printable
from tutor.console import Console

_WIDTH = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, or one of its functions")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Shows it, and says whose code ran."""
    activity = session.activity_id(args.id)
    with Once() as checker:
        demo = checker.demo(session.made.root, session.curriculum, activity)
    console = Console.of(sys.stdout)
    for figure in demo.figures:
        _show(figure, console)
    for line in demo.lines:
        print(console.wrapped(line))
    print(console.wrapped(whose(demo)))
    return _ending(demo, console)


def whose(demo: Demo) -> str:
    """A sentence about whose functions ran."""
    own, borrowed = ", ".join(demo.own), ", ".join(demo.borrowed)
    if not borrowed:
        return f"Your own code ran: {own}." if own else ""
    if not own:
        return f"The reference ran: {borrowed}. Yours runs here once it passes."
    return f"Your own code ran: {own}. The reference stood in for {borrowed}, which can't pass yet."


def _show(data: dict[str, Any], console: Console) -> None:
    from exercises.kit.figure import Figure
    from tutor.plots import draw, usual_height

    figure = Figure.from_dict(data)
    width = min(console.width, _WIDTH)
    print(draw(figure, width, usual_height(figure, width), color=console.color))
    if figure.caption:
        print(console.wrapped(figure.caption))
    print()


def _ending(demo: Demo, console: Console) -> int:
    if demo.stdout:
        print(f"\nPrinted meanwhile:\n{printable(demo.stdout).rstrip()}")
    if demo.error is None:
        return 0
    print(console.wrapped(f"It stopped: {printable(demo.error)}"))
    return 1
