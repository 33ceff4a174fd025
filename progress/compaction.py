"""Compaction: what happened in weeks long over is folded into the state, and archived.

The journal then begins with a base event, which holds all totals of those weeks (every number
that a report shows), and goes on with the newer events as they are. The events themselves go to
the archive, so that attempts and versions can still be listed, and two copies merged.
"""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta

from progress import archive, events, schema, snapshot, state, weekly
from progress.archive import Archive
from progress.events import Event
from progress.journal import Journal

KEEP = timedelta(weeks=12)
"""Events younger than this stay in the journal."""
SLACK = timedelta(weeks=4)
"""Nothing is done before there is so much to archive: the journal is rewritten now and then."""
SMALLEST = 256 * 1024
"""A journal of fewer bytes (about 800 attempts) is left alone, however old."""
_PEEK = 8


def compacted(journal: Journal, weeks: Archive, now: datetime) -> Sequence[Event] | None:
    """The events of a smaller journal, the archive files written; None if it is not time yet.

    Costs a look at the first lines. The caller holds the lock. Raises OSError.
    """
    if journal.position().size < SMALLEST or not _is_due(journal, now):
        return None
    batch = journal.read(0)
    whole = [event for event in batch.events if event.get("kind") != "journal"]
    old = whole[: _count(whole, now - KEEP)]
    if not old:
        return None
    head = header(now, journal)
    base = _base(old, weeks, now) | {"folded": batch.end, "of": next(iter(head["lineage"]), None)}
    return [head, base, *whole[len(old) :]]


def header(now: datetime, journal: Journal, others: Sequence[str] = ()) -> Event:
    """The first event of a journal that takes the place of `journal` and holds all that it did."""
    before = dict.fromkeys([*snapshot.lineage(journal).ids, *others])
    fresh = os.urandom(8).hex()
    return events.make(
        now, "journal", journal=fresh, schema=schema.SCHEMA, whole=True, lineage=list(before)
    )


def _base(old: Sequence[Event], weeks: Archive, now: datetime) -> Event:
    """The state that `old` adds up to. An earlier base is in it, and not archived again."""
    tables, names = state.empty(), [name for event in old for name in archive.archived(event)]
    for event in old:
        state.fold(tables, event)
    fresh = [event for event in old if not event.get("archives")]
    names += weeks.keep(fresh)
    state.meta(tables)["archived"] = list(dict.fromkeys(names))
    return events.make(now, "base", state=tables, archives=True)


def _is_due(journal: Journal, now: datetime) -> bool:
    """Whether the first event that is no base is older than what is kept and the slack."""
    for event in journal.oldest_first(_PEEK):
        if event.get("kind") not in ("journal", "base"):
            return archive.week_of(event) < weekly.week_of(now - KEEP - SLACK)
    return False


def _count(whole: Sequence[Event], limit: datetime) -> int:
    """How many events, from the first on, are of calendar weeks that ended before `limit`."""
    newest = weekly.week_of(limit)
    for count, event in enumerate(whole):
        if event.get("kind") != "base" and archive.week_of(event) >= newest:
            return count
    return len(whole)
