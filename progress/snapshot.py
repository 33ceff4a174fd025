"""Finding the newest good copy of the state, without importing TinyDB."""

from dataclasses import dataclass
from pathlib import Path

from progress import schema, state
from progress.events import Event
from progress.journal import Journal
from progress.schema import Tables


@dataclass(frozen=True)
class Found:
    """The newest good state (None: none there), and what could not be read on the way to it."""

    tables: Tables | None
    broken: tuple[Path, ...]


def find(path: Path, backup: Path, journals: tuple[str, ...]) -> Found:
    """Looks at `path`, then at `backup`; raises NewerProgress if the first good one is newer."""
    broken: list[Path] = []
    for candidate in (path, backup):
        try:
            return Found(load(candidate, journals), tuple(broken))
        except FileNotFoundError:
            continue
        except schema.UnreadableError:
            broken.append(candidate)
    return Found(None, tuple(broken))


def load(path: Path, journals: tuple[str, ...]) -> Tables:
    """The state in a file; one that no journal of `journals` made is unreadable here."""
    tables = schema.from_disk(schema.read(path))
    made_by = state.meta(tables).get("journal")
    if made_by is not None and journals and made_by not in journals:
        raise schema.UnreadableError("it belongs to another journal")
    if type(state.meta(tables).get("offset")) is not int:
        raise schema.UnreadableError("it does not say which events it holds")
    return tables


def is_broken(path: Path, journals: tuple[str, ...]) -> bool:
    """Whether a file is there that `load` can't read."""
    try:
        load(path, journals)
    except schema.UnreadableError:
        return True
    except (FileNotFoundError, schema.NewerProgress):
        return False
    return False


@dataclass(frozen=True)
class Lineage:
    """The ids of a journal and of those that it follows, the own one first; () if unknown.

    `whole`: it was written anew from all that they held, so that it needs none of them.
    """

    ids: tuple[str, ...] = ()
    whole: bool = False


def lineage(journal: Journal) -> Lineage:
    """The lineage that the journal's first line tells; raises NewerProgress."""
    return lineage_of(journal.first(), journal.path)


def lineage_of(first: Event | None, path: Path) -> Lineage:
    """The lineage that the first event of the journal at `path` tells; raises NewerProgress."""
    if first is None or first.get("kind") != "journal":
        return Lineage()
    if first.get("schema", 0) > schema.SCHEMA:
        raise schema.NewerProgress(path, first.get("schema"))
    before = [first.get("after"), *first.get("lineage", [])]
    ids = dict.fromkeys(str(id) for id in (first.get("journal"), *before) if id)
    return Lineage(tuple(ids), bool(first.get("whole")))


def is_foreign(journal: Journal) -> bool:
    """Whether something stands at the journal's place in which no event can be read."""
    if journal.path.is_dir():
        return True
    return journal.position().size > 0 and next(journal.newest_first(), None) is None


def holds_base(journal: Journal, offset: int) -> bool:
    """Whether the journal itself makes up for the loss of what stood before `offset`."""
    found = journal.read(0).events
    return any(e.get("kind") == "base" and e.get("folded", 0) >= offset for e in found)
