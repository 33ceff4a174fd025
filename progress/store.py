"""The store: the one door to what is remembered in a learner's folder."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from progress import convert, review, state
from progress.events import Event
from progress.ledger import Ledger
from progress.moving import Moving
from progress.records import (
    ActivityRecord,
    Attempt,
    AttemptRecord,
    Note,
    Prediction,
    Rating,
    Tick,
    VersionRecord,
)
from progress.reviewing import Reviewing, check_rating
from progress.schema import Tables
from progress.timing import Timing


def local_now() -> datetime:
    """Now, with the local offset."""
    return datetime.now().astimezone()


class Store(Reviewing, Timing, Moving):
    """Everything recorded in `folder` (the workspace's .cem-tutor), by any number of processes.

    A method that records returns once the record is synced to disk; if that is not possible it
    is kept in memory, `notices` says so, and it is written at the next chance. Opening raises
    `progress.schema.NewerProgress` where a newer release has written; nothing else is raised
    for what is on the disk. Close it (or use it in a `with`): closing loses nothing if skipped,
    but the next start is slower.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = local_now) -> None:
        self._ledger = Ledger(Path(folder), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Writes what waits and the snapshot of the state; the store may be used again after."""
        self._ledger.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences for the learner about the state of their progress; mostly none."""
        return self._ledger.notices

    # -- attempts and activities --------------------------------------------------------------

    def record_attempt(self, attempt: Attempt) -> None:
        """Records one check of one function, with the help used until then."""

        def decide(tables: Tables) -> list[Event]:
            helped = state.activity(tables, attempt.activity)
            help_used = {name: helped[name] for name in ("hints", "solution_seen")}
            return [self._event("attempt", **convert.attempt_values(attempt), **help_used)]

        self._ledger.change(decide)

    def record_activity(self, activity: str, passed: bool) -> None:
        """Records a check of an activity as a whole: one attempt, and its status after it."""
        self._record("activity", activity=activity, passed=bool(passed))

    def dispute(self, activity: str) -> None:
        """Marks an activity disputed until it passes; one that passed stays passed."""
        self._record("dispute", activity=activity)

    def activity(self, activity: str) -> ActivityRecord:
        """Where an activity stands; "not_started" for one never met."""
        with self._ledger.reading() as tables:
            return convert.activity_record(activity, state.activity(tables, activity))

    def activities(self) -> dict[str, ActivityRecord]:
        """Every activity of which something is recorded, by id."""
        with self._ledger.reading() as tables:
            found = tables.get("activities", {})
            return {key: convert.activity_record(key, document) for key, document in found.items()}

    def attempts(
        self, activity: str | None = None, limit: int | None = None
    ) -> list[AttemptRecord]:
        """Attempts in the order they were recorded, the newest last; with `limit` the last ones.

        Reads the journal from its end: without a limit that costs about 20 ms a thousand attempts.
        """
        found: list[AttemptRecord] = []
        for event in self._newest("attempt"):
            if limit is not None and len(found) >= limit:
                break
            if activity in (None, event["activity"]):
                found.append(convert.attempt_record(event))
        return found[::-1]

    # -- help ---------------------------------------------------------------------------------

    def next_hint(self, activity: str, total: int) -> int:
        """The number (from 1) of the hint to show now, recorded as seen; stays at `total`."""
        shown = 0

        def decide(tables: Tables) -> list[Event]:
            nonlocal shown
            seen = state.activity(tables, activity)["hints"]
            shown = min(seen + 1, total)
            return [self._event("hint", activity=activity, index=shown)] if shown > seen else []

        self._ledger.change(decide)
        return shown

    def hints_seen(self, activity: str) -> int:
        """How many hints of an activity were shown."""
        return self.activity(activity).hints

    def solution_shown(self, activity: str) -> None:
        """Records that the reference solution was shown."""
        self._record("solution_seen", activity=activity)

    def predicted(self, activity: str, choice: int, right: bool) -> None:
        """Records the answer to an activity's question; `choice` counts from 0."""
        self._record("prediction", activity=activity, choice=int(choice), right=bool(right))

    def prediction(self, activity: str) -> Prediction | None:
        """The newest answer to an activity's question."""
        found = self._look("predictions", activity)
        return None if found is None else convert.prediction(activity, found)

    # -- checklists and notes -----------------------------------------------------------------

    def tick(self, item: str, answer: str, rating: Rating, evidence: str) -> None:
        """Ticks a checklist item, or renews its tick; ValueError for an unknown rating.

        Either is a review of its card. The first renewal in a process imports the scheduler.
        """
        check_rating(rating)

        def decide(tables: Tables) -> list[Event]:
            event = self._event("tick", item=item, answer=answer, rating=rating, evidence=evidence)
            return [{**event, **review.of_tick(tables, event)}]

        self._ledger.change(decide)

    def untick(self, item: str) -> None:
        """Withdraws a tick; nothing happens where there is none."""
        self._record("untick", item=item)

    def ticks(self) -> dict[str, Tick]:
        """The ticks that stand, by item."""
        with self._ledger.reading() as tables:
            found = tables.get("ticks", {})
            return {item: convert.tick_record(item, document) for item, document in found.items()}

    def write_note(self, subject: str, text: str) -> None:
        """Keeps the learner's text under a subject; the older ones stay in the journal."""
        self._record("note", subject=subject, text=text)

    def note(self, subject: str) -> Note | None:
        """The newest text under a subject."""
        found = self._look("notes", subject)
        return None if found is None else convert.note(subject, found)

    # -- versions -----------------------------------------------------------------------------

    def keep_version(self, name: str, content: bytes) -> str:
        """Keeps a file as it is now and gives its id (SHA-256 in hex); the newest only once."""
        version = self._ledger.versions.keep(content)

        def decide(tables: Tables) -> list[Event]:
            newest = state.look(tables, "versions", name)
            if newest is not None and newest["version"] == version:
                return []
            return [self._event("version", name=name, version=version)]

        self._ledger.change(decide)
        return version

    def versions(self, name: str) -> list[VersionRecord]:
        """The versions of a file in the order they were kept, the newest last."""
        found = [event for event in self._newest("version") if event["name"] == name]
        return [convert.version(name, event) for event in reversed(found)]

    def version(self, version: str) -> bytes:
        """The bytes of a version, by its id or a beginning of it of four digits or more.

        Raises `progress.versions.UnknownVersionError`, which carries a sentence, or OSError.
        """
        return self._ledger.versions.content(version)

    def reset_done(self, activity: str, version: str) -> None:
        """Records that an activity was put back to its stub; `version` is the file before."""
        self._record("reset", activity=activity, version=version)

    def last_reset(self, activity: str) -> VersionRecord | None:
        """The file before the newest reset of an activity, which undoes it."""
        found = self._look("resets", activity)
        return None if found is None else convert.version(activity, found)
