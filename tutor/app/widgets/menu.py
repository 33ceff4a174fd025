"""A list to choose from, whose cursor can be seen without colours."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

CURSOR = "▸"


class Menu(OptionList):
    """Each option is one line, so that an option's index is its line's number."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, compact=True)

    def fill(self, lines: Iterable[tuple[str | None, Content]], at: str | None) -> None:
        """Shows lines as (id, content), those without an id as headings, the cursor on `at`."""
        with self.app.batch_update():
            self.clear_options()
            self.add_options(_option(id, content) for id, content in lines)
            if at:
                self.highlighted = self.get_option_index(at)

    @property
    def chosen(self) -> str | None:
        """The id of the highlighted line."""
        option = self.highlighted_option
        return option.id if option else None

    def render_line(self, y: int) -> Strip:
        """The highlighted line begins with a mark."""
        strip = super().render_line(y)
        if self.scroll_offset.y + y != self.highlighted:
            return strip
        first = next(iter(strip), None)
        return Strip.join([Strip([Segment(CURSOR, first.style if first else None)]), strip.crop(1)])


def _option(id: str | None, content: Content) -> Option:
    return Option(Content(" ") + content, id=id, disabled=id is None)
