"""`cem-tutor review`: what is due for review. Makes no workspace."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime

from tutor import review
from tutor.commands.session import Session
from tutor.console import Console
from tutor.review import Question

SCHEMA = 1
_TITLE = 48


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Prints it."""
    from progress import store

    now = store.local_now()
    due, ahead = _cards(session, now)
    if args.json:
        print(json.dumps(_as_json(due, ahead), indent=2))
    else:
        print(_as_text(due, ahead, now, Console.of(sys.stdout)))
    return 0


def _cards(session: Session, now: datetime) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """The cards that are due, the most urgent first; those to come, the next one first."""
    if not session.workspace.exists:
        return (), ()
    due = review.questions(session.store.due(now), session.curriculum)
    every = review.questions(session.store.cards().values(), session.curriculum)
    ahead = sorted((q for q in every if q.card.due > now), key=lambda q: q.card.due)
    return due, tuple(ahead)


def _as_json(due: Sequence[Question], ahead: Sequence[Question]) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "due": [_card(question) for question in due],
        "minutes": review.minutes_of(due),
        "next": _card(ahead[0]) if ahead else None,
    }


def _card(question: Question) -> dict[str, object]:
    card = question.card
    return {
        "id": card.id,
        "kind": question.kind,
        "name": question.name,
        "title": question.title,
        "due": card.due.isoformat(),
        "times": card.reps,
        "forgotten": card.lapses,
    }


def _as_text(
    due: Sequence[Question], ahead: Sequence[Question], now: datetime, console: Console
) -> str:
    if not due:
        return f"Nothing is due for review.{_next(ahead)}"
    many = "1 card is" if len(due) == 1 else f"{len(due)} cards are"
    head = f"{many} due, about {review.minutes_of(due)} minutes in all."
    lines = [_line(question, now) for question in due]
    way = "`cem-tutor` opens the app; v takes them, ten minutes at most."
    return "\n".join([console.paint(head, "bold"), *lines, way])


def _line(question: Question, now: datetime) -> str:
    title = question.title
    shown = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
    late = review.lateness(question.card, now)
    return f"  {question.name:<6}{shown:<{_TITLE}}  {question.kind:<9}{late}"


def _next(ahead: Sequence[Question]) -> str:
    if not ahead:
        return (" A tick brings its item back after some days, a first pass of a function that "
                "function.")  # fmt: skip
    day = ahead[0].card.due.astimezone()
    return f" Next: {ahead[0].name}, {ahead[0].title.rstrip('.')}, on {day.day} {day:%b %Y}."
