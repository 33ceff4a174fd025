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
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from progress import events, files, lock, schema, snapshot, state
from progress.archive import Archive
from progress.events import Event
from progress.journal import Journal, Position
from progress.schema import NewerProgress, Tables
from progress.versions import Versions
from progress.voice import Voice

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
        self.archive = Archive(folder / "archive")
        self.versions = Versions(folder / "versions")
        self._clock = clock
        self._path, self._backup = folder / "progress.json", folder / "progress.json.bak"
        self._guard = threading.RLock()
        self._lock = lock.Lock(folder)
        self._pending: list[Event] = []
        self._voice = Voice(folder)
        self._wrote = False
        self._forget()
        self._open()

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences for the learner; the last one is a trouble that lasts."""
        return self._voice.sentences

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
        """The events of a kind, the newest first, also those of archived weeks.

        Where the journal can't be read there are none; an archived week that can't be is told of.
        """
        try:
            found = self.archive.newest_first(self.journal.newest_first(), self._voice.say)
            yield from (event for event in found if event.get("kind") == kind)
        except OSError as error:
            self._voice.note(error)

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
                    self._voice.trouble = None
                    self._save_if(self._since >= SNAPSHOT_EVERY)
            except (OSError, NewerProgress) as error:
                self._pending += decide(self._view()) if decided is None else decided
                self._voice.note(error)

    def close(self) -> None:
        """Writes what waits, and the snapshot if this process changed anything."""
        with self._guard:
            if not (self._wrote or self._pending or self._since >= SNAPSHOT_EVERY):
                return
            try:
                with self._lock.held(lock.LAST_PATIENCE):
                    self._settle()
                    self._voice.trouble = None
                    self._save_if(self._since > 0)
                    self._compact()
            except (OSError, NewerProgress) as error:
                self._voice.note(error)

    def _compact(self) -> None:
        from progress import compaction  # at the end only

        self._rewrite_as(compaction.compacted(self.journal, self.archive, self.now()))

    def rewrite(self, build: Callable[[], Sequence[Event] | None]) -> None:
        """Exchanges the journal for one of the events that `build` gives; None leaves it.

        They begin with a header of `compaction.header`. Raises OSError and NewerProgress: to
        rewrite is asked for, and can't be made up for later.
        """
        with self._guard, self._lock.held(lock.LAST_PATIENCE):
            self._settle()
            self._rewrite_as(build())

    def _rewrite_as(self, new: Sequence[Event] | None) -> None:
        """A kill between the two steps costs nothing: the new journal needs no snapshot."""
        if new is None:
            return
        if self.journal.read(0).bad:
            self._voice.aside(files.copy_aside(self.journal.path, self.now()))
        self.journal.replace(new)
        self._wrote = True
        self._load()
        self._save_if(True)

    # -- opening ------------------------------------------------------------------------------

    def _open(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._load()
            if files.orphans(self.folder):
                with self._locked():
                    files.sweep(self.folder)
        except OSError as error:
            self._voice.note(error)

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
        line = snapshot.lineage(self.journal)
        found = snapshot.find(self._path, self._backup, line.ids)
        for path in found.broken:
            self._put_aside(path, functools.partial(snapshot.is_broken, path, line.ids))
        self._seen = self.journal.position()
        if found.tables is not None:
            self._attach(found.tables, line)
        self._catch_up()

    def _attach(self, tables: Tables, line: snapshot.Lineage) -> None:
        """Goes on from a snapshot, unless the journal is not the one that it was made of."""
        offset, size = state.meta(tables)["offset"], self._seen.size if self._seen else 0
        follows = state.meta(tables)["journal"] in line.ids[1:]
        if follows or size < offset:
            if (follows and line.whole) or snapshot.holds_base(self.journal, offset):
                return
            self._voice.say(_CUT_SHORT)
            self._needs_base = True
        elif state.is_outdated(tables) or not self.journal.is_line_start(offset):
            return
        self._tables, self._offset = tables, 0 if follows else min(offset, size)
        state.meta(tables)["fold"] = state.FOLD

    def _put_aside(self, path: Path, still_broken: Callable[[], bool]) -> None:
        """Under the lock and after a second look: another process may have mended it meanwhile."""
        try:
            with self._locked():
                if still_broken():
                    self._voice.aside(files.set_aside(path, self.now()))
        except OSError as error:
            self._voice.note(error)

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
        self._voice.say(_CUT_SHORT)
        state.meta(self._tables)["offset"] = self._offset
        self._offset, self._needs_base, self._seen = now.size, True, now

    def _continues(self) -> bool:
        """Whether it is the same journal still: a new one may have the inode of an old one."""
        ids = snapshot.lineage(self.journal).ids[:1]
        known = state.meta(self._tables)["journal"]
        return (not ids or known in (None, *ids)) and self.journal.is_line_start(self._offset)

    def _catch_up(self) -> None:
        batch = self.journal.read(self._offset)
        bad = batch.bad + sum(not state.fold(self._tables, event) for event in batch.events)
        self._offset = batch.end
        self._since += len(batch.events)
        if bad:
            self._voice.passed_over(bad)

    def _view(self) -> Tables:
        try:
            self._refresh()
        except (OSError, NewerProgress) as error:
            self._voice.note(error)
        return self._with_pending() if self._pending else self._tables

    def _with_pending(self) -> Tables:
        tables = copy.deepcopy(self._tables)
        for event in self._pending:
            state.fold(tables, event)
        return tables

    # -- writing, under the lock --------------------------------------------------------------

    def _locked(self) -> contextlib.AbstractContextManager[None]:
        return self._lock.held(lock.IMPATIENCE if self._voice.trouble else lock.PATIENCE)

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
        lost, fresh = state.meta(self._tables)["journal"], os.urandom(8).hex()
        if self.journal.position().size == 0:
            first = [events.make(now, "journal", journal=fresh, schema=schema.SCHEMA, after=lost)]
        if len(self._tables) > 1:
            left, folded = copy.deepcopy(self._tables), state.meta(self._tables)["offset"]
            first += [events.make(now, "base", state=left, folded=folded, of=lost)]
        self._append(first)
        self._save_if(self._needs_base)
        self._needs_base = False

    def _append(self, new: Sequence[Event]) -> None:
        if not new:
            return
        start = time.monotonic()
        self._seen = self.journal.append(new)
        self._voice.took(time.monotonic() - start)
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
            storage.save(self._path, self._tables, self._voice.aside, self.now())
        except (OSError, NewerProgress) as error:
            self._voice.note(error)
