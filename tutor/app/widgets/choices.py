"""Settings as rows: up and down take a row, left and right change what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True)
class Choice:
    """A setting: its name, the values there are, their texts, and which one holds."""

    name: str
    label: str
    values: tuple[object, ...]
    texts: tuple[str, ...]
    at: int = 0

    @property
    def value(self) -> object:
        """The value that holds."""
        return self.values[self.at]


class Choices(Widget, can_focus=True):
    """Shows choices below one another; the one that keys change is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "row(-1)", "setting", key_display="↑↓", id="row",
                tooltip="Another setting"),
        Binding("down,j", "row(1)", "next setting", show=False),
        Binding("left,h", "turn(-1)", "change", key_display="←→", id="turn",
                tooltip="Another value"),
        Binding("right,l", "turn(1)", "next value", show=False),
    ]  # fmt: skip

    choices: reactive[tuple[Choice, ...]] = reactive((), layout=True)
    row: reactive[int] = reactive(0)

    @dataclass
    class Turned(Message):
        """A setting has another value."""

        choice: Choice

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each."""
        return len(self.choices)

    def render(self) -> Content:
        """Name and value; arrows say on which side there are more values."""
        room = max((len(choice.label) for choice in self.choices), default=0)
        lines = [self._line(choice, n == self.row, room) for n, choice in enumerate(self.choices)]
        return Content("\n").join(lines)

    def _line(self, choice: Choice, is_here: bool, room: int) -> Content:
        mark = ("› ", "bold $primary") if is_here else ("  ", "")
        less = "‹ " if choice.at else "  "
        more = " ›" if choice.at < len(choice.values) - 1 else ""
        style = "bold" if is_here else ""
        label = (f"{choice.label:{room}}   ", "$muted")
        return Content.assemble(mark, label, less, (choice.texts[choice.at], style), more)

    def action_row(self, step: int) -> None:
        """Takes another row."""
        self.row = min(max(self.row + int(step), 0), max(len(self.choices) - 1, 0))

    def action_turn(self, step: int) -> None:
        """Takes another value for the row."""
        if not self.choices:
            return
        choice = self.choices[self.row]
        at = min(max(choice.at + int(step), 0), len(choice.values) - 1)
        self._put(Choice(choice.name, choice.label, choice.values, choice.texts, at))

    def _put(self, choice: Choice) -> None:
        rows = list(self.choices)
        rows[self.row] = choice
        self.choices = tuple(rows)
        self.post_message(self.Turned(choice))

    def on_click(self, event: events.Click) -> None:
        """A click takes a row; on the row that is taken it changes the value, round and round."""
        at = event.get_content_offset(self)
        if at is None or at.y >= len(self.choices):
            return
        if at.y != self.row:
            self.row = at.y
            return
        c = self.choices[self.row]
        self._put(Choice(c.name, c.label, c.values, c.texts, (c.at + 1) % len(c.values)))


def choice(name: str, label: str, values: Sequence[object], texts: Sequence[str], now: object
           ) -> Choice:  # fmt: skip
    """A choice that stands at the value `now`, or at the first."""
    at = list(values).index(now) if now in values else 0
    return Choice(name, label, tuple(values), tuple(texts), at)
