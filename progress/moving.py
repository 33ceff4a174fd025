"""Progress that goes to another machine, and two copies that become one.

What does the work is imported when it is asked for: the app never does at its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from progress import archive, journal, snapshot
from progress import events as events_
from progress.door import Door
from progress.events import Event

if TYPE_CHECKING:
    from progress.merge import History


@dataclass(frozen=True)
class Merged:
    """What came in with a merge: events that were new here, attempts and ticks among them.

    `unreadable` counts damaged lines, which were passed over.
    """

    events: int
    attempts: int
    ticks: int
    unreadable: int


class Moving(Door):
    """Everything recorded as one journal, and another one taken in."""

    def exported(self) -> bytes:
        """A journal of everything recorded, archived weeks too; costs 50 ms a thousand events.

        Raises OSError and `progress.schema.NewerProgress`.
        """
        from progress import compaction

        self._ledger.change(lambda _: [])
        found = self._history()
        head = compaction.header(self._ledger.now(), self._ledger.journal)
        return b"".join(map(events_.encode, [head, *found.events, *self._ledger.pending()]))

    def merge(self, data: bytes) -> Merged:
        """Takes in what `exported` gave elsewhere: the union of both, each event once.

        All or nothing, and a second time nothing. Raises OSError and NewerProgress.
        """
        from progress import compaction, merge

        batch = journal.parse(data)
        head = batch.events[0] if batch.events else None
        line = snapshot.lineage_of(head, Path("The journal in that file"))
        fresh = tuple(event for event in batch.events if event.get("kind") != "journal")
        before: set[str] = set()

        def build() -> Sequence[Event] | None:
            mine = self._history()
            before.update(event["id"] for event in mine.events)
            union = merge.merged(mine, merge.History(fresh, line.ids))
            ledger = self._ledger
            head = compaction.header(ledger.now(), ledger.journal, line.ids)
            return None if union is None else [head, *union]

        weeks = self._ledger.archive
        readable = [name for name in self._archived() if weeks.read(name) is not None]
        self._ledger.rewrite(build)
        weeks.drop(set(readable) - set(self._archived()))
        return _told([event for event in fresh if event["id"] not in before], batch.bad)

    def kept_versions(self) -> Iterator[Path]:
        """The files of the versions that are kept, each named by its id."""
        yield from self._ledger.versions.paths()

    def take_version(self, content: bytes) -> str:
        """Keeps the content of a version of which the journal tells; its id."""
        id = self._ledger.versions.keep(content)
        self._ledger.change(lambda _: [])
        return id

    def _history(self) -> History:
        from progress import merge

        ledger = self._ledger
        line = snapshot.lineage(ledger.journal)
        return merge.history(ledger.journal, ledger.archive, line.ids)

    def _archived(self) -> list[str]:
        """The archive files that the journal stands on."""
        found = self._ledger.journal.read(0).events
        return [name for event in found for name in archive.archived(event)]


def check(data: bytes) -> None:
    """Raises NewerProgress where a newer release exported this journal."""
    head = journal.parse(data).events[:1]
    snapshot.lineage_of(head[0] if head else None, Path("The journal in that file"))


def _told(new: Sequence[Event], unreadable: int) -> Merged:
    kinds = [event.get("kind") for event in new]
    return Merged(len(new), kinds.count("attempt"), kinds.count("tick"), unreadable)
