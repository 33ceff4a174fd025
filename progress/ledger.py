"""The ledger: journal, state and lock together. Every change is an event, acknowledged once synced.

The journal is the truth. The state in memory is the fold of its events; progress.json is a
snapshot of it with the offset up to which the journal is folded in, written now and then, so that
a record costs one append and opening reads only the tail. Where writing fails, events wait in
memory (they show in `reading`) and go out with the next change.
"""

import contextlib
import copy
import functools
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from progress import events, files, lock, schema, snapshot, state
from progress.events import Event
from progress.journal import Journal, Position
from progress.schema import NewerProgress, Tables
from progress.versions import Versions

Decide = Callable[[Tables], Sequence[Event]]

_CUT_SHORT = "The journal of attempts was cut short; activities and ticks are kept."
SNAPSHOT_EVERY = 256
"""Events between snapshots, which cost milliseconds; folding an event in costs microseconds."""


class Ledger:
    """One per process and folder; its methods may be called from several threads."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        """Opens `folder`, made if missing; raises NewerProgress and nothing else."""
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")
        self.versions = Versions(folder / "versions")
        self._clock = clock
        self._path, self._backup = folder / "progress.json", folder / "progress.json.bak"
        self._guard = threading.RLock()
        self._lock = lock.Lock(folder)
        self._pending: list[Event] = []
        self._notices: list[str] = []
        self._trouble: str | None = None
        self._wrote = False
        self._forget()
        self._open()

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences for the learner; the last one is a trouble that lasts."""
        return (*self._notices, *([self._trouble] if self._trouble else []))

    def now(self) -> datetime:
        """The clock's time, with an offset."""
        now = self._clock()
        return now if now.tzinfo is not None else now.astimezone()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Tables]:
        """The state with all that was recorded, to read; costs one stat where nothing changed."""
        with self._guard:
            yield self._view()

    def pending(self) -> tuple[Event, ...]:
        """Events that could not be written yet."""
        return tuple(self._pending)

    def recorded(self, kind: str) -> Iterator[Event]:
        """The events of a kind in the journal, the newest first; none where it can't be read."""
        try:
            yield from (event for event in self.journal.newest_first() if event.get("kind") == kind)
        except OSError as error:
            self._note_trouble(error)

    def change(self, decide: Decide) -> None:
        """Records the events that `decide` makes of the newest state, under the lock.

        When this returns they are synced to disk, or `notices` says that they are not.
        """
        with self._guard:
            decided: Sequence[Event] | None = None
            try:
                with self._locked():
                    self._settle()
                    decided = decide(self._tables)
                    self._append(decided)
                    self._trouble = None
                    self._save_if(self._since >= SNAPSHOT_EVERY)
            except (OSError, NewerProgress) as error:
                self._pending += decide(self._view()) if decided is None else decided
                self._note_trouble(error)

    def close(self) -> None:
        """Writes what waits, and the snapshot if this process changed anything."""
        with self._guard:
            if not (self._wrote or self._pending or self._since >= SNAPSHOT_EVERY):
                return
            try:
                with self._lock.held(lock.LAST_PATIENCE):
                    self._settle()
                    self._trouble = None
                    self._save_if(self._since > 0)
            except (OSError, NewerProgress) as error:
                self._note_trouble(error)

    # -- opening ------------------------------------------------------------------------------

    def _open(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._load()
            if files.orphans(self.folder):
                with self._locked():
                    files.sweep(self.folder)
        except OSError as error:
            self._note_trouble(error)

    def _forget(self) -> None:
        self._tables: Tables = state.empty()
        self._offset, self._since = 0, 0
        self._seen: Position | None = None
        self._needs_base = False

    def _load(self) -> None:
        """Reads snapshot and journal afresh; what is unreadable is set aside."""
        self._forget()
        if snapshot.is_foreign(self.journal):
            self._put_aside(self.journal.path, lambda: snapshot.is_foreign(self.journal))
        journals = snapshot.lineage(self.journal)
        found = snapshot.find(self._path, self._backup, journals)
        for path in found.broken:
            self._put_aside(path, functools.partial(snapshot.is_broken, path, journals))
        self._seen = self.journal.position()
        if found.tables is not None:
            self._attach(found.tables, journals)
        self._catch_up()

    def _attach(self, tables: Tables, journals: tuple[str, ...]) -> None:
        """Goes on from a snapshot, unless the journal is not the one that it was made of."""
        offset, size = state.meta(tables)["offset"], self._seen.size if self._seen else 0
        follows = state.meta(tables)["journal"] in journals[1:]
        if follows or size < offset:
            if self._holds_base(offset):
                return
            self._notice(_CUT_SHORT)
            self._needs_base = True
        elif not self.journal.is_line_start(offset):
            return
        self._tables, self._offset = tables, 0 if follows else min(offset, size)

    def _holds_base(self, offset: int) -> bool:
        """Whether the journal itself makes up for the loss of what stood before `offset`."""
        found = self.journal.read(0).events
        return any(e.get("kind") == "base" and e.get("folded", 0) >= offset for e in found)

    def _put_aside(self, path: Path, still_broken: Callable[[], bool]) -> None:
        """Under the lock and after a second look: another process may have mended it meanwhile."""
        try:
            with self._locked():
                if still_broken():
                    self._tell_aside(files.set_aside(path, self.now()))
        except OSError as error:
            self._note_trouble(error)

    # -- following the journal ----------------------------------------------------------------

    def _refresh(self) -> None:
        """Folds in what other processes appended; a journal that was exchanged is read afresh."""
        now, seen = self.journal.position(), self._seen
        if now == seen:
            return
        if seen is not None and now.size < self._offset and now.inode in (0, seen.inode):
            self._cut_short(now)
        elif seen is None or now.inode != seen.inode or not self._continues():
            self._load()
        else:
            self._catch_up()
            self._seen = now

    def _cut_short(self, now: Position) -> None:
        """Somebody shortened or removed the journal: our memory is the newest good copy."""
        self._notice(_CUT_SHORT)
        state.meta(self._tables)["offset"] = self._offset
        self._offset, self._needs_base, self._seen = now.size, True, now

    def _continues(self) -> bool:
        return self.journal.is_line_start(self._offset)

    def _catch_up(self) -> None:
        batch = self.journal.read(self._offset)
        bad = batch.bad + sum(not state.fold(self._tables, event) for event in batch.events)
        self._offset = batch.end
        self._since += len(batch.events)
        if bad:
            self._notice(_passed_over(bad))

    def _view(self) -> Tables:
        try:
            self._refresh()
        except (OSError, NewerProgress) as error:
            self._note_trouble(error)
        return self._with_pending() if self._pending else self._tables

    def _with_pending(self) -> Tables:
        tables = copy.deepcopy(self._tables)
        for event in self._pending:
            state.fold(tables, event)
        return tables

    # -- writing, under the lock --------------------------------------------------------------

    def _locked(self) -> contextlib.AbstractContextManager[None]:
        return self._lock.held(lock.IMPATIENCE if self._trouble else lock.PATIENCE)

    def _settle(self) -> None:
        """Brings memory and disk together before anything new is decided."""
        self._refresh()
        if self._offset == 0 or self._needs_base:
            self._begin()
        self.versions.flush()
        if self._pending:
            self._append(self._pending)
            self._pending = []

    def _begin(self) -> None:
        """Starts a journal; one that begins after a loss holds the state that was left."""
        now, first = self.now(), []
        if self.journal.position().size == 0:
            lost, fresh = state.meta(self._tables)["journal"], os.urandom(8).hex()
            first = [events.make(now, "journal", journal=fresh, schema=schema.SCHEMA, after=lost)]
        if len(self._tables) > 1:
            folded = state.meta(self._tables)["offset"]
            first += [events.make(now, "base", state=copy.deepcopy(self._tables), folded=folded)]
        self._append(first)
        self._save_if(self._needs_base)
        self._needs_base = False

    def _append(self, new: Sequence[Event]) -> None:
        if not new:
            return
        self._seen = self.journal.append(new)
        self._offset, self._wrote = self._seen.size, True
        self._since += len(new)
        for event in new:
            state.fold(self._tables, event)

    def _save_if(self, due: bool) -> None:
        """A snapshot that fails loses nothing: the journal has it all. It is tried again later."""
        if not due:
            return
        from progress import storage  # TinyDB: 30 ms

        self._since = 0
        state.meta(self._tables)["offset"] = self._offset
        try:
            storage.save(self._path, self._tables, self._tell_aside, self.now())
        except (OSError, NewerProgress) as error:
            self._note_trouble(error)

    # -- telling ------------------------------------------------------------------------------

    def _notice(self, sentence: str) -> None:
        if sentence not in self._notices:
            self._notices.append(sentence)

    def _note_trouble(self, error: OSError | NewerProgress) -> None:
        if isinstance(error, NewerProgress):
            self._trouble = str(error)
        else:
            self._trouble = files.describe(error, self.folder)

    def _tell_aside(self, aside: Path) -> None:
        self._notice(
            f"A file of your progress in {aside.parent} could not be read: it was set aside as "
            f"{aside.name}, and the newest good copy is used."
        )


def _passed_over(count: int) -> str:
    lines = "One line was" if count == 1 else f"{count} lines were"
    return f"{lines} unreadable in journal.jsonl and passed over; all else is kept."
