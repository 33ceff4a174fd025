"""A figure on the screen: drawn in a thread, kept as strips, painted line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
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
    from tutor.plots.ink import Colour, Run
    from tutor.plots.tones import Tones

    Styles = dict[tuple[Colour | None, int | None], Style]

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
        self._shown: list[Strip] = []

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
            tones, styles = self._colours()
            color = not self.app.no_color
            self.run_worker(
                lambda: self._draw(key, tones, styles, color=color),
                thread=True,
                exclusive=True,
                group="plot",
            )
        self._show()

    def _show(self) -> None:
        """Looked up once and not for each line: a figure's hash costs up to 0.2 ms."""
        key = self._key()
        self._shown = self._pictures.get(key, []) if key else []
        self.refresh()

    def _draw(self, key: Key, tones: Tones, styles: Styles, *, color: bool) -> None:
        """In a thread: plotext takes 48 ms to import and up to 40 to draw."""
        from tutor.plots import rows

        figure, width, height, _ = key
        drawn = rows(figure, width, height, color=color, tones=tones)
        strips = [Strip(_segments(row, styles)) for row in drawn]
        if not get_current_worker().is_cancelled:
            self.post_message(self.Drawn(key, strips))

    def on_plot_drawn(self, message: Drawn) -> None:
        """Keeps the picture, and the last few others."""
        message.stop()
        self._pictures[message.key] = message.strips
        for key in list(self._pictures)[:-_KEPT]:
            del self._pictures[key]
        self._show()

    def render_line(self, y: int) -> Strip:
        """A line of the picture; blank until it is drawn."""
        width = self.size.width
        if y >= len(self._shown):
            return Strip.blank(width, self.rich_style)
        return self._shown[y].adjust_cell_length(width).apply_style(self.rich_style)

    def _colours(self) -> tuple[Tones, Styles]:
        """What the theme makes of the palette that plots use: for mixing, and as styles."""
        from tutor.plots.ink import COLOURS
        from tutor.plots.tones import TYPICAL, Tones

        variables = self.app.theme_variables
        named = [Color.parse(variables[f"plot-{name}"]) for name in PLOTS]
        styles: Styles = {
            (index, None): Style(color=colour.rich_color)
            for index, colour in zip(COLOURS, named, strict=True)
        }
        # The terminal's own colours can't be asked for, and are mixed as they usually look.
        palette = {
            index: TYPICAL[index] if colour.ansi is not None else colour.rgb
            for index, colour in zip(COLOURS, named, strict=True)
        }
        return Tones(palette, are_true=True), {**styles, (None, None): Style()}


def _segments(runs: list[Run], styles: Styles) -> list[Segment]:
    return [Segment(run.text, _style(run, styles)) for run in runs]


def _style(run: Run, styles: Styles) -> Style:
    """A look; those of colours alone are made once: images have some hundred of them."""
    look = run.colour, run.back
    if look not in styles:
        styles[look] = Style(color=_rich(run.colour), bgcolor=_rich(run.back))
    if not (run.bold or run.dim or run.reverse):
        return styles[look]
    return styles[look] + Style(bold=run.bold, dim=run.dim, reverse=run.reverse)


def _rich(colour: Colour | None) -> RichColor | None:
    if isinstance(colour, tuple):
        return RichColor.from_rgb(*colour)
    return None if colour is None else RichColor.from_ansi(colour)
