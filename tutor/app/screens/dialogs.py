"""Short questions before the rest of the app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.app.screens.base import Dialog
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text

if TYPE_CHECKING:
    from tutor.curriculum import Activity


class Confirm(Dialog):
    """Yes or no: `y` or Enter says yes, `n` or escape no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "yes", id="yes", tooltip="Do it"),
        Binding("n,escape,q", "answer(False)", "no", id="no", tooltip="Leave it as it is"),
    ]

    def __init__(self, question: str, consequence: str, does: str) -> None:
        super().__init__()
        self._question = question
        self._blocks = (
            text(consequence),
            BLANK,
            Block(
                Content.assemble(
                    ("y", "bold $primary"), f" {does}   ", ("n", "bold $primary"), " leave it"
                )
            ),
        )

    def compose(self) -> ComposeResult:
        """The question in the frame, what follows from it inside."""
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = self._question
            yield Sheet(self._blocks)

    def action_answer(self, answer: bool) -> None:
        """Leaves with the answer."""
        self.dismiss(answer)


class PredictDialog(Dialog):
    """A question asked before anything runs; a number answers it, and the data say who is right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "close", id="close", tooltip="Back to the activity"),
        Binding("enter", "leave", "close", show=False),
    ]

    def __init__(self, activity: Activity) -> None:
        super().__init__()
        self._activity = activity
        self._choice: int | None = None
        self._is_recorded = False

    def compose(self) -> ComposeResult:
        """The question, its choices, and once it is answered the explanation."""
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = f"Predict · {self._activity.id}"
            yield Sheet()

    def on_mount(self) -> None:
        """Follows the answer, which may still be computed."""
        self.tutor.changed.subscribe(self, lambda _: self._show())
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A number chooses; the first choice counts."""
        is_choice = event.key.isdigit() and 0 < int(event.key) <= len(
            self._activity.predict.choices
        )
        if is_choice and self._choice is None:
            event.stop()
            self._choice = int(event.key) - 1
            self._show()

    def _show(self) -> None:
        answer = self.tutor.state.answers.get(self._activity.id)
        if answer and self._choice is not None and not self._is_recorded:
            self._is_recorded = True
            activity, choice, right = self._activity.id, self._choice, self._choice == answer.index
            self.tutor.remember(lambda store: store.predicted(activity, choice, right))
        self.query_one(Sheet).blocks = tuple(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        yield text(self._activity.predict.question, "bold")
        yield BLANK
        for number, choice in enumerate(self._activity.predict.choices):
            yield self._line(number, choice)
        yield BLANK
        yield from self._outcome()

    def _line(self, number: int, choice: str) -> Block:
        answer = self.tutor.state.answers.get(self._activity.id)
        note, style = "", ""
        if answer and self._choice is not None and number == answer.index:
            note, style = "  ✓ what the data say", "$success"
        elif number == self._choice:
            note, style = ("  ✗ your choice", "$error") if answer else ("  your choice", "")
        return Block(
            Content.assemble((f"{number + 1}  ", "bold $primary"), (choice, style), (note, style)),
            2,
            3,
        )

    def _outcome(self) -> Iterator[Block]:
        answer = self.tutor.state.answers.get(self._activity.id)
        if self._choice is None:
            last = len(self._activity.predict.choices)
            encouragement = "A wrong guess costs nothing and teaches most."
            yield text(f"Press 1 to {last}. {encouragement}", "$muted")
        elif answer is None:
            yield text("computing it from the data …", "$muted")
        else:
            right = self._choice == answer.index
            word, style = ("Right. ", "bold $success") if right else ("Not so. ", "bold $error")
            yield Block(Content.assemble((word, style), answer.explanation))
            yield BLANK
            yield Block(Content.assemble(("Enter", "bold $primary"), " back to the activity"))

    def action_leave(self) -> None:
        """Closes the question."""
        self.dismiss(None)
