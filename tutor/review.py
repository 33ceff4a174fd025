"""Reviews: which cards are taken in a sitting, and what a rating rests on. No Textual here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from tutor.curriculum import ChecklistItem, Curriculum, Function

if TYPE_CHECKING:
    from progress.records import Rating
    from progress.review import Card

MINUTES = 10
"""How long a session is, by default: what is longer gets put off."""

_ITEM_MINUTES, _FUNCTION_MINUTES = 2, 5


@dataclass(frozen=True)
class Question:
    """A card that something can be asked of: an item to answer, or a function to write."""

    card: Card
    subject: ChecklistItem | Function

    @property
    def kind(self) -> Literal["item", "function"]:
        """Which of the two it is."""
        return "function" if isinstance(self.subject, Function) else "item"

    @property
    def title(self) -> str:
        """What the learner reads in a list."""
        if isinstance(self.subject, Function):
            return f"write {self.subject.name} once more"
        return self.subject.statement

    @property
    def name(self) -> str:
        """The item's id, or the activity's."""
        return self.subject.activity if isinstance(self.subject, Function) else self.subject.id

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return _FUNCTION_MINUTES if self.kind == "function" else _ITEM_MINUTES


def questions(cards: Iterable[Card], curriculum: Curriculum) -> tuple[Question, ...]:
    """The cards of which the lessons still have the item or the function."""
    found = ((card, _subject(card.id, curriculum)) for card in cards)
    return tuple(Question(card, subject) for card, subject in found if subject is not None)


def _subject(id: str, curriculum: Curriculum) -> ChecklistItem | Function | None:
    kind, _, name = id.partition(":")
    if kind == "item":
        return curriculum.checklist.get(name)
    return curriculum.functions.get(name) if kind == "function" else None


def lateness(card: Card, now: datetime) -> str:
    """ "today", "3 days late", by calendar days where the learner is."""
    days = (now.date() - card.due.astimezone(now.tzinfo).date()).days
    if days <= 0:
        return "today"
    return "1 day late" if days == 1 else f"{days} days late"


def minutes_of(asked: Sequence[Question]) -> int:
    """About how long all of them take."""
    return sum(question.minutes for question in asked)


@dataclass
class Session:
    """The cards of one sitting, in order, and how it goes.

    `seconds` are those spent on cards; once they reach `most`, no other card is begun.
    """

    waiting: list[Question]
    most: float = 60.0 * MINUTES
    seconds: float = 0.0
    rated: list[tuple[Question, Rating]] = field(default_factory=list)

    @property
    def next(self) -> Question | None:
        """The card to take now; None when there is none or the time is up."""
        return self.waiting[0] if self.waiting and not self.is_over else None

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.seconds >= self.most

    @property
    def left(self) -> int:
        """Minutes until no other card is begun, a begun one as a whole one."""
        return math.ceil(max(self.most - self.seconds, 0.0) / 60)

    def rate(self, question: Question, rating: Rating, seconds: float) -> None:
        """Notes a rating, and the time that the card took."""
        self.spend(seconds)
        if question in self.waiting:
            self.waiting.remove(question)
            self.rated.append((question, rating))

    def spend(self, seconds: float) -> None:
        """Notes time spent on a card, rated or put off."""
        self.seconds += max(seconds, 0.0)

    def renew(self, due: Sequence[Question]) -> None:
        """Takes the cards that are due now, apart from those rated in this sitting."""
        done = {question.card.id for question, _ in self.rated}
        self.waiting = [question for question in due if question.card.id not in done]

    def extend(self) -> None:
        """Ten minutes from now: the learner wants to go on."""
        self.most = self.seconds + 60 * MINUTES


@dataclass(frozen=True)
class Work:
    """How a review of a function went: saves that did not pass, hints, the solution, a pass."""

    passed: bool = False
    failed: int = 0
    hints: int = 0
    solution_seen: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to judge it by."""
        return self.passed or self.failed > 0 or self.solution_seen


def proposed(work: Work) -> Rating:
    """The rating that a review of a function suggests; the learner may hold another to be true."""
    if not work.passed or work.solution_seen:
        return "again"
    if work.hints or work.failed > 3:
        return "hard"
    return "good" if work.failed else "easy"
