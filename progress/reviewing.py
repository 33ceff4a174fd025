"""What comes back for review, and the misconceptions that give it weight."""

from datetime import datetime
from typing import get_args

from progress import convert, events, mistakes, review, state
from progress.door import Door
from progress.events import Event
from progress.records import MisconceptionRecord, Rating
from progress.review import Card
from progress.schema import Tables


class Reviewing(Door):
    """Review cards, and misconceptions met and overcome."""

    def cards(self) -> dict[str, Card]:
        """The review cards by id: a card an item that is ticked, a card a function that passed."""
        with self._ledger.reading() as tables:
            found = tables.get("cards", {}).items()
            return {key: review.card(key, doc) for key, doc in found if not doc["withdrawn"]}

    def due(self, now: datetime, limit: int | None = None) -> list[Card]:
        """The cards due at `now` (with offset), the most urgent first.

        Of those due on one day (UTC), functions with the most misconceptions met come first.
        """
        with self._ledger.reading() as tables:
            met = mistakes.of_functions(tables)
        due = (card for card in self.cards().values() if card.due <= now)
        return review.in_order(due, met)[:limit]

    def reviewed(self, id: str, rating: Rating, now: datetime | None = None) -> Card:
        """Records a review at `now` (with offset; else the clock's); the card as it is after it.

        The first call in a process imports the scheduler, 50 ms. ValueError: no such rating.
        """
        check_rating(rating)
        at = now or self._ledger.now()

        def decide(tables: Tables) -> list[Event]:
            before = state.look(tables, "cards", id)
            values = review.review_values(id, before, rating, at.isoformat())
            return [events.make(at, "review", **values)]

        self._ledger.change(decide)
        with self._ledger.reading() as tables:
            return review.card(id, tables["cards"][id])

    def misconceptions(self) -> list[MisconceptionRecord]:
        """The misconceptions that were met, in the order in which they first were."""
        with self._ledger.reading() as tables:
            found = tables.get("misconceptions", {})
            records = [convert.misconception_record(key, doc) for key, doc in found.items()]
        return sorted(records, key=lambda record: record.first)


def check_rating(rating: Rating) -> None:
    """ValueError where it is none."""
    if rating not in get_args(Rating):
        raise ValueError(f"A rating is one of {', '.join(get_args(Rating))}, not {rating!r}.")
