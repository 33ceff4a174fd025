"""An item under review: the question again, one's own words, the model answer, a rating."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from tutor.app.remembered import REVIEW
from tutor.app.screens.answer import AnswerScreen
from tutor.app.widgets.sheet import BLANK, Block, text
from tutor.curriculum import ChecklistItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from progress.records import Rating
    from progress.store import Store
    from tutor.review import Question, Session


class RecallScreen(AnswerScreen):
    """As for a tick, but the tick stays as it is: a rating says when the item comes back."""

    RATINGS: ClassVar[tuple[tuple[Rating, str], ...]] = (
        ("again", "I could not say it: it comes back soon"),
        *AnswerScreen.RATINGS[1:],
    )

    def __init__(self, session: Session, question: Question) -> None:
        assert isinstance(question.subject, ChecklistItem)
        super().__init__(question.subject)
        self._session = session
        self._question = question
        self._began = time.monotonic()

    @property
    def trail(self) -> tuple[str, ...]:
        """The review, then the item."""
        return ("Review", self._item.id)

    @property
    def subject(self) -> str:
        """Apart from the draft of a tick."""
        return REVIEW.format(self._item.id)

    def _blocks(self) -> Iterator[Block]:
        yield from super()._blocks()
        tick = self.state.remembered.ticks.get(self._item.id)
        if self._is_compared and tick:
            yield BLANK
            yield text(f"What you answered on {tick.at.day} {tick.at:%B %Y}", "bold")
            yield text(tick.answer, "$muted")

    def keeping(self, rating: Rating, answer: str) -> Callable[[Store], object]:
        """The card's next day; the words are kept beside."""
        card, subject = self._question.card.id, self.subject
        self._session.rate(self._question, rating, time.monotonic() - self._began)

        def keep(store: Store) -> None:
            from progress.store import local_now

            store.reviewed(card, rating, local_now())
            store.write_note(subject, answer)

        return keep

    def action_leave(self) -> None:
        """Goes back; the card stays due."""
        self._session.spend(time.monotonic() - self._began)
        super().action_leave()
