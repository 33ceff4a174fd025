"""`cem-tutor check [ID …]`: verdicts as they come, recorded, and in full below."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.checking.once import Once
    from tutor.commands.session import Session


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="an activity (1.3), a lesson (1) or a function (kmeans_examples.assign_clusters); "
        "without one, everything",
    )
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.add_argument("--seed", type=_seed, metavar="N", help="draw the same random rungs again")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Checks, records, and says whether all passed."""
    from tutor.checking.once import Once

    with Once(session.ahead) as checker:  # before all other imports: it takes as long as they do
        return _checked(session, checker, args)


def _checked(session: Session, checker: Once, args: argparse.Namespace) -> int:
    import json

    from tutor.commands import judging
    from tutor.console import Console

    names = [function.qualified for function in session.curriculum.select(tuple(args.ids))]
    console = Console.of(sys.stdout)
    view = judging.Quiet() if args.json else judging.Spoken(console, len(names))
    results = judging.judged(session, checker, names, args.seed, view)
    if args.json:
        print(json.dumps(judging.as_json(session, results), indent=2))
    else:
        print(judging.summary(results, console))
    return 0 if len(results) == len(names) and all(r.passed for r in results) else 1


def _seed(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**63:
        raise argparse.ArgumentTypeError("a seed is a whole number, 0 or more")
    return value
