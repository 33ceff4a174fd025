"""The reference solution of an activity, with why it does so; opening it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor import solutions
from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.sheet import BLANK, Sheet, text
from tutor.source import UnreadableFile


class SolutionScreen(TutorScreen):
    """Code to read, and the note that goes with it."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,enter", "leave", "back", id="back", tooltip="Back to the activity"),
    ]

    def __init__(self, activity: str) -> None:
        super().__init__()
        self._activity = activity

    @property
    def trail(self) -> tuple[str, ...]:
        """The activity, then this."""
        title = self.state.curriculum.activities[self._activity].title
        return f"{self._activity} {title}", "Solution"

    def body(self) -> Iterator[Widget]:
        """The note, the code, the insight."""
        activity = self.state.curriculum.activities[self._activity]
        with ScrollableContainer(classes="pane page"):
            note = "One good way; yours may look different and be as right."
            yield Sheet((text(note, "$muted"), BLANK, text(activity.solution_note)), id="note")
            yield Static(self._code(), id="code")
            yield Sheet((text(activity.insight, "$secondary"),), id="insight")

    def on_mount(self) -> None:
        """Records that it was seen."""
        super().on_mount()
        activity = self._activity
        self.tutor.remember(lambda store: store.solution_shown(activity))
        self.query_one(".page").focus()

    def _code(self) -> Content:
        from textual.highlight import highlight

        try:
            code = solutions.solution_text(
                self.state.curriculum.activities[self._activity].functions
            )
        except (UnreadableFile, OSError) as problem:
            return Content(f"The reference solution can't be read: {problem}")
        return highlight(code.rstrip(), language="python")

    def action_leave(self) -> None:
        """Goes back."""
        self.dismiss()
