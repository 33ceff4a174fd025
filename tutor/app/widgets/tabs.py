"""One line of tabs. Keys 1 to 5 choose; so does a click."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = 3


@dataclass(frozen=True)
class Tab:
    """A pane's name, and what its tab shows."""

    pane: str
    label: Content


class TabStrip(Widget):
    """Tabs on the left, what is going on on the right."""

    tabs: reactive[tuple[Tab, ...]] = reactive(())
    active: reactive[str] = reactive("")
    aside: reactive[Content] = reactive(Content(""))

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        pane: str

    def render(self) -> Content:
        """The active tab is in brackets, so that it shows without colours too."""
        row = Content(" " * (_GAP - 2)).join(self._label(tab) for tab in self.tabs)
        room = self.content_size.width - self.aside.cell_length
        return row.truncate(max(room, 0)).pad_right(max(room - row.cell_length, 0)) + self.aside

    def _label(self, tab: Tab) -> Content:
        if tab.pane == self.active:
            return Content.assemble(("[", "$primary"), tab.label.stylize("bold"), ("]", "$primary"))
        return Content.assemble(" ", tab.label, " ").stylize_before("$muted")

    def on_click(self, event: events.Click) -> None:
        """Chooses the tab under the pointer."""
        at = event.get_content_offset(self)
        start = 0
        for tab in self.tabs if at else ():
            end = start + tab.label.cell_length + 2
            if at and start <= at.x < end:
                self.post_message(self.Chosen(tab.pane))
            start = end + _GAP - 2
