"""When a card comes back: the FSRS scheduler (Ye, Su and Cao, KDD 2022) over a card's reviews.

Cards are scheduled by whole days, without the minutes' steps of flash cards and without fuzz, so
that the same reviews give the same times. Nothing here imports the scheduler before it is needed:
a card that was met once has its interval in `FIRST_DAYS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from progress import cards
from progress import tables as tables_
from progress.events import Event
from progress.records import Rating
from progress.schema import Document, Tables

if TYPE_CHECKING:
    import fsrs

Review = Sequence[str]
"""A time (ISO 8601 with offset) and a rating."""

FIRST_DAYS: Mapping[str, int] = {"again": 1, "hard": 1, "good": 2, "easy": 8}
"""Days after the first review at which the scheduler's default weights ask again."""


@dataclass(frozen=True)
class Card:
    """Something to come back to.

    `id` is "item:U1.1" or "function:kmeans_examples.kmeans". `state` is the card of the fsrs
    library after the last review by `Store.reviewed`, {} before the first. `reps` counts reviews,
    the tick or the first pass among them, `lapses` those after the first that were rated "again".
    """

    id: str
    due: datetime
    state: Mapping[str, Any] = field(repr=False, hash=False)
    reps: int
    lapses: int
    last: datetime

    @property
    def kind(self) -> str:
        """ "item" or "function"."""
        return self.id.partition(":")[0]

    @property
    def name(self) -> str:
        """The checklist item's id, or the function's with its module."""
        return self.id.partition(":")[2]


def card(id: str, document: Document) -> Card:
    """The card of a document of the table "cards"."""
    return Card(
        id=id,
        due=due_of(id, document),
        state=document["state"],
        reps=document["reps"],
        lapses=document["lapses"],
        last=datetime.fromisoformat(document["last"]),
    )


def due_of(id: str, document: Document) -> datetime:
    """When a card is due; imports the scheduler only where reviews wait to be scheduled."""
    if document["due"] is not None:
        return datetime.fromisoformat(document["due"])
    since = document["since"]
    if not document["state"] and len(since) == 1:
        at, rating = since[0]
        return datetime.fromisoformat(at) + timedelta(days=FIRST_DAYS[rating])
    return datetime.fromisoformat(scheduled(id, document["state"], since)["due"])


def scheduled(id: str, state: Mapping[str, Any], reviews: Iterable[Review]) -> dict[str, Any]:
    """The scheduler's state after `reviews`, which follow one another; from {}, a new card's."""
    import fsrs

    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    found = fsrs.Card.from_dict(cast("fsrs.card.CardDict", state)) if state else _new(id)
    for at, rating in reviews:
        moment = datetime.fromisoformat(at).astimezone(UTC)
        found, _ = scheduler.review_card(found, fsrs.Rating[rating.capitalize()], moment)
    return dict(found.to_dict())


def review_values(id: str, document: Document | None, rating: Rating, at: str) -> dict[str, Any]:
    """What an event says of a review at `at`, with the state that comes of it."""
    state, since = (document["state"], document["since"]) if document else ({}, [])
    after = scheduled(id, state, [*since, (at, rating)])
    return {"card": id, "rating": rating, "due": after["due"], "state": after}


def of_tick(tables: Tables, event: Event) -> dict[str, Any]:
    """What the event of a tick says of its card; {} for the first, which has its interval."""
    id = cards.ITEM + event["item"]
    before = tables_.look(tables, "cards", id)
    if before is None:
        return {}
    values = review_values(id, before, event["rating"], event["at"])
    return {name: values[name] for name in ("state", "due")}


def in_order(found: Iterable[Card], met: Mapping[str, int]) -> list[Card]:
    """The most urgent first.

    By the day they are due, then functions with the most misconceptions met (`met`, by function),
    then the time.
    """

    def rank(card: Card) -> tuple[str, int, datetime, str]:
        mistakes = met.get(card.name, 0) if card.kind == "function" else 0
        return card.due.astimezone(UTC).date().isoformat(), -mistakes, card.due, card.id

    return sorted(found, key=rank)


def _new(id: str) -> fsrs.Card:
    """Given all it asks for: a card without an id sleeps to find one."""
    import fsrs

    return fsrs.Card(card_id=0, due=datetime(1970, 1, 1, tzinfo=UTC))
