"""Ticking an item: answer in one's own words, compare with the model answer, rate oneself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from tutor.app import evidence
from tutor.app.remembered import DRAFT
from tutor.app.screens.base import TutorScreen
from tutor.app.screens.experiment import is_answer
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text

if TYPE_CHECKING:
    from progress.records import Rating
    from progress.store import Store
    from tutor.curriculum import ChecklistItem

    Change = Callable[[Store], object]

RATINGS: tuple[tuple[Rating, str], ...] = (
    ("again", "I could not say it: no tick yet"),
    ("hard", "I got there with effort"),
    ("good", "I said what matters"),
    ("easy", "I could have taught it"),
)


class AnswerScreen(TutorScreen):
    """One's own words first; then the model answer beside them, and a rating from 1 to 4."""

    CSS_PATH = "answer.tcss"
    RATINGS: ClassVar[tuple[tuple[Rating, str], ...]] = RATINGS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "compare", "compare", id="compare", priority=True,
                tooltip="Show the model answer beside yours"),
        *(Binding(str(n), f"rate({n})", name, id=f"rate-{name}", tooltip=means)
          for n, (name, means) in enumerate(RATINGS, 1)),
        Binding("a", "write", "write on", id="write", tooltip="Go on writing"),
        Binding("escape", "leave", "back", id="back", tooltip="Back; what you wrote is kept"),
    ]  # fmt: skip

    def __init__(self, item: ChecklistItem) -> None:
        super().__init__()
        self._item = item
        self._is_compared = False

    @property
    def trail(self) -> tuple[str, ...]:
        """The item."""
        return ("Checklists", self._item.id)

    @property
    def subject(self) -> str:
        """Under what an unfinished answer is kept."""
        return self._item.id

    def body(self) -> Iterator[Widget]:
        """The question, the answer, the model answer."""
        yield Sheet((text(self._item.question, "bold"),), id="question")
        with Container(id="answers"):
            yield TextArea(id="own", compact=True, placeholder="your own words")
            with VerticalScroll(id="other"):
                yield Sheet(id="model")

    def on_mount(self) -> None:
        """Puts in what was written before."""
        super().on_mount()
        self.query_one(TextArea).text = self.state.draft(self.subject)
        self.query_one("#own").border_title = "Your answer"
        self.query_one("#other").border_title = "Model answer"
        self.query_one(TextArea).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rating comes after comparing."""
        if action in ("rate", "write"):
            return self._is_compared
        return not self._is_compared if action == "compare" else True

    def show_state(self, what: str) -> None:
        """The model answer stays covered until there is an answer."""
        self.query_one("#model", Sheet).blocks = tuple(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        if not self._is_compared:
            yield text("Write a few words of your own, then ctrl+s shows it here.", "$muted")
            return
        yield text(self._item.answer)
        yield BLANK
        yield text("How well did yours say it?", "bold")
        for number, (name, means) in enumerate(self.RATINGS, 1):
            yield Block(
                Content.assemble((f"{number} ", "bold $primary"), (f"{name:<6}", "bold"), means),
                0,
                8,
            )

    def action_compare(self) -> None:
        """Uncovers the model answer."""
        if not is_answer(self.query_one(TextArea).text):
            self.app.notify("A few words of your own first.", severity="warning")
            return
        self._keep_draft()
        self._compared(True)
        self.set_focus(self.query_one("#other"))

    def action_write(self) -> None:
        """Back to the answer."""
        self._compared(False)
        self.query_one(TextArea).focus()

    def _compared(self, is_compared: bool) -> None:
        self._is_compared = is_compared
        self.query_one(TextArea).read_only = is_compared
        self.show_state("")
        self.refresh_bindings()

    def action_rate(self, number: int) -> None:
        """Keeps the answer and its rating, and goes back."""
        rating, answer = self.RATINGS[int(number) - 1][0], self.query_one(TextArea).text
        subject, left = self.subject, answer if rating == "again" else ""
        self.state.drafts[subject] = left
        keep = self.keeping(rating, answer)

        def change(store: Store) -> None:
            keep(store)
            store.write_note(DRAFT.format(subject), left)

        self.tutor.remember(change)
        self.dismiss()

    def keeping(self, rating: Rating, answer: str) -> Change:
        """What the store is asked: a tick, unless the item has to be learned again."""
        id, seen = self._item.id, evidence.sentence(self.state, self._item)
        if rating == "again":
            return lambda store: store.untick(id)
        return lambda store: store.tick(id, answer, rating, seen)

    def action_leave(self) -> None:
        """Goes back; what was written is kept as a draft."""
        self._keep_draft()
        self.dismiss()

    def _keep_draft(self) -> None:
        written, subject = self.query_one(TextArea).text, self.subject
        if written != self.state.draft(subject):
            self.state.drafts[subject] = written
            self.tutor.remember(lambda store: store.write_note(DRAFT.format(subject), written))
