"""What every part of the store stands on: it records events and looks into the state."""

from collections.abc import Iterator
from datetime import datetime

from progress import events, state
from progress.events import Event
from progress.ledger import Ledger
from progress.schema import Document


class Door:
    """A way to the ledger, which does the work."""

    _ledger: Ledger

    def now(self) -> datetime:
        """The store's time, with an offset."""
        return self._ledger.now()

    def _event(self, kind: str, **values: object) -> Event:
        return events.make(self._ledger.now(), kind, **values)

    def _record(self, kind: str, **values: object) -> None:
        event = self._event(kind, **values)
        self._ledger.change(lambda _: [event])

    def _look(self, table: str, key: str) -> Document | None:
        with self._ledger.reading() as tables:
            found = state.look(tables, table, key)
            return None if found is None else dict(found)

    def _newest(self, kind: str) -> Iterator[Event]:
        """Events of a kind, the newest first, those that wait to be written before all others."""
        waiting = reversed(self._ledger.pending())
        yield from (event for event in waiting if event["kind"] == kind)
        yield from self._ledger.recorded(kind)
