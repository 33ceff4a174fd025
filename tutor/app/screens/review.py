"""Reviews that are due, taken one after the other in a session of ten minutes at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor import review
from tutor.app.marks import plural
from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.menu import Menu
from tutor.app.widgets.sheet import Block, Sheet, text
from tutor.review import Question, Session

if TYPE_CHECKING:
    from textual.screen import Screen


class CardList(Menu):
    """The cards that wait; Enter takes the highlighted one, and then those after it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "begin", id="begin",
                tooltip="Take this card, then the others while there is time"),
    ]  # fmt: skip


class ReviewScreen(TutorScreen):
    """What is due, what was done of it in this sitting, and when it all comes back."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "more", "ten minutes more", id="more", tooltip="The time is up: go on"),
        Binding("q,escape", "leave", "home", id="home", tooltip="Back to the lessons"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._session = Session([])

    @property
    def trail(self) -> tuple[str, ...]:
        """This screen."""
        return ("Review",)

    def body(self) -> Iterator[Widget]:
        """How it stands, the cards, what is known of the highlighted one."""
        yield Sheet(id="sum")
        yield CardList(id="list")
        with VerticalScroll(id="about", can_focus=False):
            yield Sheet(id="detail")

    def on_mount(self) -> None:
        """Fills the list."""
        super().on_mount()
        self.query_one(CardList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """More time is there once it is up."""
        return self._session.is_over and bool(self._session.waiting) if action == "more" else True

    def show_state(self, what: str) -> None:
        """Takes in what is due now."""
        if what in ("", "remembered"):
            self._session.renew(review.questions(self.state.remembered.due, self.state.curriculum))
            self._show()

    def _show(self) -> None:
        menu = self.query_one(CardList)
        first = self._session.waiting[0].card.id if self._session.waiting else None
        menu.fill(self._lines(), first)
        menu.display = bool(self._session.waiting)
        self.query_one("#sum", Sheet).blocks = tuple(self._sum())
        self._about()
        self.refresh_bindings()

    # -- showing -------------------------------------------------------------------------------

    def _sum(self) -> Iterator[Block]:
        waiting, session = self._session.waiting, self._session
        if session.rated:
            yield from self._done()
        if not waiting:
            yield text("Nothing is due for review.", "bold")
            yield text(self._ahead(), "$muted")
            return
        many = "card is" if len(waiting) == 1 else "cards are"
        minutes = review.minutes_of(waiting)
        yield Block(Content.assemble(
            (f"{len(waiting)} {many} due", "bold"), f", about {minutes} minutes in all.",
        ))  # fmt: skip
        if session.is_over:
            yield text("The ten minutes are up: what is left comes back. m goes on.", "$accent")
        else:
            left = plural(session.left, "minute")
            yield text(f"This sitting has {left} left: no card is begun after them.", "$muted")

    def _done(self) -> Iterator[Block]:
        minutes = max(round(self._session.seconds / 60), 1)
        took = plural(minutes, "minute")
        yield text(f"{plural(len(self._session.rated), 'card')} reviewed in {took}:", "bold")
        for question, rating in self._session.rated:
            card = self.state.remembered.cards.get(question.card.id)
            back = f", comes back on {_day(card.due)}" if card else ""
            yield text(f"✓ {question.name}  {rating}{back}", "$success", 2)
        yield text("")

    def _ahead(self) -> str:
        cards = review.questions(self.state.remembered.cards.values(), self.state.curriculum)
        if not cards:
            return ("A tick brings its item back here after some days, a first pass its "
                    "functions: the stub again.")  # fmt: skip
        soonest = min(cards, key=lambda question: question.card.due)
        return f"Next: {soonest.name} {soonest.title}, on {_day(soonest.card.due)}."

    def _lines(self) -> Iterator[tuple[str | None, Content]]:
        for question in self._session.waiting:
            late = review.lateness(question.card, self.state.remembered.read_at)
            room = max(self.app.size.width - 38, 20)
            title = Content(question.title).truncate(room, ellipsis=True).pad_right(0)
            pad = " " * max(0, room - title.cell_length)
            yield question.card.id, Content.assemble(
                f"{question.name:<6}", title, pad, (f"  {question.kind:<9}", "$secondary"),
                (late, "$muted"),
            )  # fmt: skip

    def on_option_list_option_highlighted(self) -> None:
        """Says what is known of the card."""
        self._about()

    def _chosen(self) -> Question | None:
        chosen = self.query_one(CardList).chosen
        return next((q for q in self._session.waiting if q.card.id == chosen), None)

    def _about(self) -> None:
        question = self._chosen()
        self.query_one("#about").display = question is not None
        self.query_one("#detail", Sheet).blocks = tuple(self._detail(question)) if question else ()

    def _detail(self, question: Question) -> Iterator[Block]:
        card = question.card
        yield text(question.title, "bold")
        before = f"met {plural(card.reps, 'time')}"
        lapses = f", forgotten {plural(card.lapses, 'time')}" if card.lapses else ""
        yield text(f"{before}{lapses}; due on {_day(card.due)}", "$muted")
        yield text(_HOW[question.kind], "$muted")

    # -- actions -------------------------------------------------------------------------------

    def on_option_list_option_selected(self) -> None:
        """Takes the card."""
        if self._session.is_over:
            self.app.notify("The ten minutes are up: m goes on.")
        elif question := self._chosen():
            self._take(question)

    def _take(self, question: Question) -> None:
        self.app.push_screen(_screen(self._session, question), lambda _: self._back(question))

    def _back(self, question: Question) -> None:
        """After a rating the next card follows by itself; a card that was left stays."""
        was_rated = any(rated is question for rated, _ in self._session.rated)
        self._show()
        if was_rated and (following := self._session.next):
            self._take(following)

    def action_more(self) -> None:
        """Ten minutes more."""
        self._session.extend()
        self._show()

    def action_leave(self) -> None:
        """Goes back."""
        self.dismiss()


_HOW = {
    "item": "Answer in your own words, compare with the model answer, rate yourself.",
    "function": "The stub again, in a file of its own; your exercise file stays as it is.",
}


def _screen(session: Session, question: Question) -> Screen[None]:
    if question.kind == "item":
        from tutor.app.screens.review_item import RecallScreen

        return RecallScreen(session, question)
    from tutor.app.screens.review_function import RewriteScreen

    return RewriteScreen(session, question)


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}"
