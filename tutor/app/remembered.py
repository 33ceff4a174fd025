"""What the store remembers, read in one go for the screens to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progress.records import ActivityRecord, Note, Prediction, Tick, WeekRecord
    from progress.review import Card
    from progress.store import Store
    from tutor.curriculum import Curriculum

DRAFT = "draft {}"
"""The subject of a note that keeps an unfinished answer to a checklist item."""

REVIEW = "review {}"
"""The subject of a note that keeps the answer given to an item when it was last reviewed."""

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Remembered:
    """A copy of the store's state at `read_at`; empty until the store was first read."""

    activities: Mapping[str, ActivityRecord] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    weeks: tuple[WeekRecord, ...] = ()
    this_week: WeekRecord | None = None
    resume: str | None = None
    notices: tuple[str, ...] = ()
    cards: Mapping[str, Card] = field(default_factory=dict)
    due: tuple[Card, ...] = ()
    read_at: datetime = NEVER


def read(store: Store, curriculum: Curriculum) -> Remembered:
    """The store's state; called in the store's thread."""
    from progress.store import local_now
    from progress.weekly import week_of

    items = [*curriculum.checklist, *(REVIEW.format(item) for item in curriculum.checklist)]
    subjects = [DRAFT.format(item) for item in items]
    subjects += [e.id for lesson in curriculum.lessons for e in lesson.experiments]
    weeks = tuple(store.weeks())
    now = local_now()
    return Remembered(
        store.activities(),
        store.ticks(),
        {a: said for a in curriculum.activities if (said := store.prediction(a))},
        {subject: note for subject in subjects if (note := store.note(subject))},
        weeks,
        next((week for week in weeks if week.week == week_of(now)), None),
        store.resume,
        store.notices,
        store.cards(),
        tuple(store.due(now)),
        now,
    )
