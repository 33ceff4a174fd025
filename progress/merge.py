"""Two histories made one: the union of their events by id, in the order in which they happened.

Each side keeps its own order, also where its clock was set back. A base that stands for lost
events is added to the totals, and those events of its own side that it holds are listed but not
counted again. A second merge of the same history finds nothing new.
"""

import copy
import hashlib
import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from progress import archive, cards, events, review, state
from progress.archive import Archive
from progress.events import Event
from progress.journal import Journal
from progress.schema import Document, Tables

Keyed = tuple[float, Event]


@dataclass(frozen=True)
class History:
    """All that happened in one folder, oldest first, and the ids of the journals that told it."""

    events: tuple[Event, ...]
    lineage: tuple[str, ...]


def history(journal: Journal, weeks: Archive, lineage: Sequence[str]) -> History:
    """The history of a folder, its archived weeks in their places. Raises OSError."""
    own = [event for event in journal.read(0).events if event.get("kind") != "journal"]
    return History(tuple(_unfolded(own, weeks)), tuple(lineage))


def merged(mine: History, theirs: History) -> list[Event] | None:
    """Every event of both; None where `mine` has them all."""
    known = {event["id"] for event in mine.events}
    if all(event["id"] in known for event in theirs.events):
        return None
    ours, others = _settled(mine, theirs), _settled(theirs, mine)
    uncounted = {e["id"]: e for e in (*ours, *others) if not e.get("counted", True)}
    union = [uncounted.get(event["id"], event) for event in _in_order(ours, others)]
    return [*union, *_rescheduled(union)]


def _unfolded(own: Sequence[Event], weeks: Archive) -> Iterator[Event]:
    """Archived events in place of the base that stands for them, where all can be read."""
    for event in own:
        if not event.get("archives"):
            yield event
            continue
        found = [weeks.read(name) for name in archive.archived(event)]
        yield from (old for week in found for old in week or [])
        if not all(week is not None for week in found):
            yield _lost(event)


def _lost(base: Event) -> Event:
    """A base whose events can't be read any more stands for itself."""
    left: Event = copy.deepcopy(base)
    state.meta(left["state"])["archived"] = []
    return {name: value for name, value in left.items() if name != "archives"}


# -- bases ----------------------------------------------------------------------------------------


def _settled(side: History, other: History) -> list[Event]:
    """The events of a side where no base replaces what comes before it any more."""
    bases = [n for n, e in enumerate(side.events) if e.get("kind") == "base" and "how" not in e]
    if not bases:
        return list(side.events)
    last = bases[-1]
    held = [{**event, "counted": False} for event in side.events[:last]]
    base = side.events[last]
    how = "max" if base.get("of") in other.lineage else "add"
    return [*held, {**base, "how": how}, *side.events[last + 1 :]]


# -- order ----------------------------------------------------------------------------------------


def _in_order(ours: Sequence[Event], others: Sequence[Event]) -> Iterator[Event]:
    """By time, but never against the order of a side; the same whichever side merges."""
    first, second = sorted((ours, others), key=lambda side: _own_id(side, ours, others))
    shared = {event["id"] for event in first}
    rest = [(time, event) for time, event in _keyed(second) if event["id"] not in shared]
    both = heapq.merge(_keyed(first), rest, key=lambda keyed: keyed[0])
    return (event for _, event in both)


def _own_id(side: Sequence[Event], *both: Sequence[Event]) -> str:
    shared = set.intersection(*({event["id"] for event in each} for each in both))
    return min((event["id"] for event in side if event["id"] not in shared), default="")


def _keyed(side: Sequence[Event]) -> Iterator[Keyed]:
    """Each event with the latest time that the side has told until then.

    A base is made later than what it holds: it comes right before the event that follows it.
    """
    latest = float("-inf")
    for number, event in enumerate(side):
        moment = _moment(event)
        if event.get("kind") == "base" and number + 1 < len(side):
            moment = math.nextafter(_moment(side[number + 1]), float("-inf"))
        latest = max(latest, moment)
        yield latest, event


def _moment(event: Event) -> float:
    try:
        return datetime.fromisoformat(event["at"]).timestamp()
    except (KeyError, TypeError, ValueError):
        return float("-inf")


# -- cards ----------------------------------------------------------------------------------------


def _rescheduled(union: Sequence[Event]) -> Iterator[Event]:
    """An event for each card that was reviewed on both sides, neither knowing of the other."""
    tables = state.empty()
    for event in union:
        state.fold(tables, event)
    for id, reviews in _reviews(union).items():
        document = state.look(tables, "cards", id)
        if document is not None and document["reps"] == len(reviews):
            yield from _corrected(id, document, reviews)


def _corrected(id: str, document: Document, reviews: Sequence[review.Review]) -> Iterator[Event]:
    if len(reviews) < 2:
        return
    is_so = review.scheduled(id, document["state"], document["since"])
    should_be = review.scheduled(id, {}, reviews)
    if is_so == should_be and not document["since"]:
        return
    name = hashlib.sha256(repr((id, reviews)).encode()).hexdigest()[:16]
    values = {name: document[name] for name in ("reps", "lapses", "last")}
    event = events.make(datetime.fromisoformat(document["last"]), "card", **values)
    yield {**event, "id": name, "card": id, "state": should_be, "due": should_be["due"]}


def _reviews(union: Iterable[Event]) -> Mapping[str, list[review.Review]]:
    """The reviews of each card in their order, as the fold counts them."""
    found: dict[str, list[review.Review]] = {}
    tables: Tables = state.empty()
    for event in union:
        id = _card_of(event)
        if id is None or not event.get("counted", True):
            continue
        before = _reps(tables, id)
        state.fold(tables, event)
        if _reps(tables, id) > before:
            rating = tables["cards"][id]["since"][-1:] or [[event["at"], event.get("rating")]]
            found.setdefault(id, []).append(tuple(rating[0]))
    return found


def _card_of(event: Event) -> str | None:
    match event.get("kind"):
        case "tick":
            return f"{cards.ITEM}{event.get('item')}"
        case "attempt":
            return f"{cards.FUNCTION}{event.get('function')}"
        case "review":
            return str(event.get("card"))
    return None


def _reps(tables: Tables, id: str) -> int:
    return int((state.look(tables, "cards", id) or {"reps": 0})["reps"])
