"""Weeks that are over: their events, compressed, one file a calendar week.

A file's name has the week and the beginning of the SHA-256 of its lines, so that a file is
written once, never changed, and a damaged one is known. Which files belong to a journal, and in
which order, says the "archived" list in the state of the base event that the journal begins with.
"""

import hashlib
import itertools
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from progress import events, files, weekly
from progress.events import Event


class Archive:
    """The files in `folder`, which is made when the first is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, old: Iterable[Event]) -> list[str]:
        """Writes events, in their order, week by week; the names of the files. OSError."""
        by_week = itertools.groupby(old, key=week_of)
        return [self._write(week, list(group)) for week, group in by_week]

    def read(self, name: str) -> list[Event] | None:
        """The events of a file; None where it is gone or damaged."""
        import gzip  # where weeks are archived, and not at the start

        try:
            data = gzip.decompress((self.folder / Path(name).name).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None
        if _digest(data) != name.removesuffix(_SUFFIX).rpartition("-")[2]:
            return None
        found = map(events.decode, data.splitlines())
        return [event for event in found if event is not None]

    def newest_first(self, journal: Iterator[Event], say: Callable[[str], None]) -> Iterator[Event]:
        """The events of a journal, given newest first, then those of the weeks it archived."""
        names: Sequence[str] = ()
        for event in journal:
            names = names or archived(event)
            yield event
        for name in reversed(names):
            found = self.read(name)
            if found is None:
                say(f"The history in {self.folder / name} is unreadable; all totals are kept.")
            yield from reversed(found or [])

    def drop(self, names: Iterable[str]) -> None:
        """Removes files whose events are in the journal again."""
        for name in names:
            (self.folder / Path(name).name).unlink(missing_ok=True)

    def _write(self, week: str, group: Sequence[Event]) -> str:
        import gzip

        data = b"".join(map(events.encode, group))
        name = f"{week}-{_digest(data)}{_SUFFIX}"
        if self.read(name) is None:
            self.folder.mkdir(exist_ok=True)
            files.write_durably(self.folder / name, gzip.compress(data, 6, mtime=0))
        return name


_SUFFIX = ".jsonl.gz"


def archived(event: Event) -> list[str]:
    """The archive files that a base event stands for, the oldest first; [] for other events."""
    if event.get("kind") != "base":
        return []
    try:
        return [str(name) for name in event["state"]["meta"]["1"].get("archived", [])]
    except (KeyError, TypeError, AttributeError):
        return []


def week_of(event: Event) -> str:
    """The calendar week in which it happened, by its own offset; the first of all if unknown."""
    try:
        return weekly.week_of(datetime.fromisoformat(event["at"]))
    except (KeyError, TypeError, ValueError):
        return "0000-W00"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
