"""The journal: an append-only file of events, the truth from which the state can be rebuilt.

An append costs the same at any length. A line cut off by a kill is never acknowledged: readers
stop before it, the next append closes it with a newline, and from then on it is passed over.
"""

import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from progress import events, files
from progress.events import Event

_BLOCK = 1 << 16


@dataclass(frozen=True)
class Position:
    """Which file the journal is (its inode) and how long; (0, 0) where there is none."""

    inode: int
    size: int


@dataclass(frozen=True)
class Batch:
    """Events read; `end` is the offset behind the last whole line, `bad` counts unreadable ones."""

    events: tuple[Event, ...]
    end: int
    bad: int


class Journal:
    """Events in the file `path`. Whoever appends holds the lock across processes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def position(self) -> Position:
        """Where the journal ends now."""
        try:
            found = os.stat(self.path)
        except (FileNotFoundError, NotADirectoryError):
            return Position(0, 0)
        return Position(found.st_ino, found.st_size)

    def first(self) -> Event | None:
        """The first event, which says what journal this is; None where that can't be read."""
        try:
            with self.path.open("rb") as file:
                return events.decode(file.readline(_BLOCK))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def is_line_start(self, offset: int) -> bool:
        """Whether a line starts at `offset`, or would if one were appended there."""
        if offset == 0:
            return True
        with self.path.open("rb") as file:
            file.seek(offset - 1)
            return file.read(1) == b"\n"

    def read(self, offset: int) -> Batch:
        """All whole lines from `offset` on."""
        try:
            with self.path.open("rb") as file:
                file.seek(offset)
                data = file.read()
        except (FileNotFoundError, NotADirectoryError):
            return Batch((), 0, 0)
        return parse(data, offset)

    def oldest_first(self, limit: int) -> Iterator[Event]:
        """Those of the first `limit` lines that can be read."""
        try:
            with self.path.open("rb") as file:
                found = [events.decode(line) for line in itertools.islice(file, limit)]
        except (FileNotFoundError, NotADirectoryError):
            return
        yield from (event for event in found if event is not None)

    def newest_first(self) -> Iterator[Event]:
        """Every readable event, backwards, so that the last few cost the same at any length."""
        for line in self._lines_backwards():
            event = events.decode(line)
            if event is not None:
                yield event

    def append(self, new: Sequence[Event]) -> Position:
        """Writes the events and syncs; on OSError the journal is as long as before."""
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.path, flags, 0o644)
        try:
            if os.fstat(descriptor).st_size == 0:
                files.sync_folder(self.path.parent)
            _append(descriptor, b"".join(map(events.encode, new)))
            found = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        return Position(found.st_ino, found.st_size)

    def replace(self, new: Sequence[Event]) -> None:
        """Exchanges the whole journal, at once and durably; OSError leaves the old one."""
        files.write_durably(self.path, b"".join(map(events.encode, new)))

    def _lines_backwards(self) -> Iterator[bytes]:
        try:
            file = self.path.open("rb")
        except (FileNotFoundError, NotADirectoryError):
            return
        with file:
            left, rest = file.seek(0, os.SEEK_END), b""
            while left:
                start = max(0, left - _BLOCK)
                file.seek(start)
                lines = (file.read(left - start) + rest).split(b"\n")
                rest, left = lines[0], start
                yield from reversed(lines[1:])
            yield rest


def parse(data: bytes, offset: int = 0) -> Batch:
    """The whole lines of `data`, which stand at `offset` in a journal."""
    whole = data.rfind(b"\n") + 1
    lines = data[:whole].split(b"\n")[:-1]
    found = [event for event in map(events.decode, lines) if event is not None]
    return Batch(tuple(found), offset + whole, len(lines) - len(found))


def _append(descriptor: int, data: bytes) -> None:
    """A half-written record is taken back, so that a full disk leaves no torn line."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size and not _ends_line(descriptor, size):
        data = b"\n" + data
    try:
        files.write_all(descriptor, data)
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def _ends_line(descriptor: int, size: int) -> bool:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"
