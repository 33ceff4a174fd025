"""Review cards as events make them: a card a ticked item, a card a function that passed.

A document holds the scheduler's state after the last review that was scheduled ("state", {} where
there was none) and the reviews since ("since": [time, rating], ...): the first tick or pass is a
review too, but to schedule it would import the scheduler (50 ms) into a moment that has none.
"""

from datetime import datetime

from progress import tables as tables_
from progress.events import Event
from progress.schema import Document, Tables

ITEM, FUNCTION = "item:", "function:"
RATINGS = ("again", "hard", "good", "easy")

_NEW: Document = {
    "due": None,
    "state": {},
    "since": [],
    "reps": 0,
    "lapses": 0,
    "last": None,
    "withdrawn": False,
}


def ticked(tables: Tables, event: Event) -> None:
    """To tick an item, or to tick it again, is to review it."""
    card = _review(tables, ITEM + event["item"], event["at"], event["rating"])
    if "state" in event:
        _schedule(card, event)


def withdrawn(tables: Tables, event: Event) -> None:
    """An item whose tick was withdrawn is not asked for until it is ticked again."""
    card = tables_.look(tables, "cards", ITEM + event["item"])
    if card is not None:
        card["withdrawn"] = True


def passed(tables: Tables, event: Event) -> None:
    """The first pass of a function makes its card, rated by the help that it took."""
    key = FUNCTION + event["function"]
    if event["status"] == "passed" and tables_.look(tables, "cards", key) is None:
        _review(tables, key, event["at"], rating_of(event["hints"], event["solution_seen"]))


def reviewed(tables: Tables, event: Event, at: datetime) -> None:
    """A review that was scheduled, with the state that came of it."""
    card = _review(tables, event["card"], event["at"], event["rating"])
    _schedule(card, event)


def scheduled(tables: Tables, event: Event, at: datetime) -> None:
    """A card's state reckoned anew from all its reviews, after two copies were merged."""
    card = tables_.document(tables, "cards", event["card"], _NEW)
    _schedule(card, event)
    card.update({name: event[name] for name in ("reps", "lapses", "last")})


def rating_of(hints: int, solution_seen: bool) -> str:
    """How well a function was known that passed with so much help."""
    if solution_seen:
        return "again"
    return "hard" if hints else "good"


def _review(tables: Tables, key: str, at: str, rating: str) -> Document:
    if rating not in RATINGS:
        raise ValueError(f"{rating!r} is no rating")
    card = tables_.document(tables, "cards", key, _NEW)
    card["since"] = [*card["since"], [at, rating]]
    card["lapses"] += rating == "again" and card["reps"] > 0
    card["reps"] += 1
    card.update(last=at, due=None, withdrawn=False)
    return card


def _schedule(card: Document, event: Event) -> None:
    card.update(due=event["due"], state=dict(event["state"]), since=[])
