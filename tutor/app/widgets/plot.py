"""A figure on the screen: drawn in a thread, kept as strips, painted line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import get_current_worker

from tutor.app.themes import PLOTS

if TYPE_CHECKING:
    from exercises.kit.figure import Figure
    from tutor.plots.ink import Run

Key = tuple["Figure", int, int, str]
"""What a picture depends on: the figure, its width and height, the theme."""

_KEPT = 8


class Plot(Widget):
    """Shows one figure as large as the widget is."""

    @dataclass
    class Drawn(Message):
        """A picture is ready."""

        key: Key
        strips: list[Strip]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._figure: Figure | None = None
        self._pictures: dict[Key, list[Strip]] = {}

    @property
    def figure(self) -> Figure | None:
        """The figure shown."""
        return self._figure

    @figure.setter
    def figure(self, figure: Figure | None) -> None:
        self._figure = figure
        self._prepare()

    @property
    def is_drawn(self) -> bool:
        """Whether the picture of what is to be shown is there."""
        return self._key() in self._pictures

    def on_mount(self) -> None:
        """Draws anew when the colours change."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._prepare())

    def on_resize(self, _: events.Resize) -> None:
        """Draws for the new size; the old picture stays until then."""
        self._prepare()

    def _key(self) -> Key | None:
        width, height = self.content_size
        if self._figure is None or not width or not height:
            return None
        return self._figure, width, height, self.app.theme

    def _prepare(self) -> None:
        key = self._key()
        if key and key not in self._pictures:
            styles = self._styles()
            self.run_worker(
                lambda: self._draw(key, styles), thread=True, exclusive=True, group="plot"
            )
        self.refresh()

    def _draw(self, key: Key, styles: dict[int | None, Style]) -> None:
        """In a thread: plotext takes 48 ms to import and up to 25 to draw."""
        from tutor.plots import draw
        from tutor.plots.ink import runs

        figure, width, height, _ = key
        lines = draw(figure, width, height).split("\n")
        strips = [Strip(_segments(list(runs(line)), styles)) for line in lines]
        if not get_current_worker().is_cancelled:
            self.post_message(self.Drawn(key, strips))

    def on_plot_drawn(self, message: Drawn) -> None:
        """Keeps the picture, and the last few others."""
        message.stop()
        self._pictures[message.key] = message.strips
        for key in list(self._pictures)[:-_KEPT]:
            del self._pictures[key]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the picture; blank until it is drawn."""
        key = self._key()
        strips = self._pictures.get(key, []) if key else []
        width = self.size.width
        if y >= len(strips):
            return Strip.blank(width, self.rich_style)
        return strips[y].adjust_cell_length(width).apply_style(self.rich_style)

    def _styles(self) -> dict[int | None, Style]:
        """The theme's colour for each palette index that plots use."""
        from tutor.plots.ink import COLOURS

        variables = self.app.theme_variables
        named = (Color.parse(variables[f"plot-{name}"]).rich_color for name in PLOTS)
        styles: dict[int | None, Style] = {
            index: Style(color=colour) for index, colour in zip(COLOURS, named, strict=True)
        }
        return {**styles, None: Style()}


def _segments(runs: list[Run], styles: dict[int | None, Style]) -> list[Segment]:
    plain = Style()
    return [
        Segment(run.text, styles.get(run.colour, plain) + Style(bold=run.bold, dim=run.dim))
        for run in runs
    ]
