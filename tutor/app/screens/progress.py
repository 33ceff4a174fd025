"""The plan beside what was done: six tables, each with its plots beside it or a key away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor.app import commands
from tutor.app.bench import Job
from tutor.app.screens import progress_facts, progress_figures, progress_tables
from tutor.app.screens.base import TutorScreen
from tutor.app.screens.progress_facts import Facts
from tutor.app.widgets.plot import Plot
from tutor.app.widgets.sheet import Block, Sheet, text
from tutor.app.widgets.tabs import Tab, TabStrip

if TYPE_CHECKING:
    from exercises.kit.figure import Figure
    from tutor.curriculum import Curriculum


@dataclass(frozen=True)
class Topic:
    """What one tab shows: a table and the plots of it."""

    name: str
    table: Callable[[Facts, Curriculum], Iterator[Block]]
    figures: Callable[[Facts, Curriculum, int], tuple[Figure, ...]]


TOPICS = (
    Topic("Plan", progress_tables.of_plan, progress_figures.of_plan),
    Topic("Weeks", progress_tables.of_weeks, progress_figures.of_weeks),
    Topic("Lessons", progress_tables.of_lessons, progress_figures.of_lessons),
    Topic("Misconceptions", progress_tables.of_misconceptions, progress_figures.of_misconceptions),
    Topic("Reviews", progress_tables.of_reviews, progress_figures.of_reviews),
    Topic("Activities", progress_tables.of_activities, progress_figures.of_activities),
)


class ProgressScreen(TutorScreen):
    """What was really done, and what is still to come."""

    CSS_PATH = [  # noqa: RUF012  typed in Textual
        "progress.tcss",
        "../widgets/tabs.tcss",
        "../widgets/plot.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"topic({n - 1})", f"{topic.name.lower()} tab", show=False,
                  id=f"topic-{n}", tooltip=f"Show: {topic.name}")
          for n, topic in enumerate(TOPICS, 1)),
        Binding("left,b", "turn(-1)", "back", key_display="←", id="back",
                tooltip="The tab before"),
        Binding("right,n", "turn(1)", "next", key_display="→", id="next",
                tooltip="The tab after"),
        Binding("p", "plot", "plot or table", id="plot",
                tooltip="The same as a plot, or as a table"),
        Binding("left_square_bracket", "figure(-1)", "figure", key_display="[ ]", id="figure",
                tooltip="Another plot of this tab"),
        Binding("right_square_bracket", "figure(1)", "next figure", show=False),
        Binding("q,escape", "leave", "home", id="home", tooltip="Back to the lessons"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._facts: Facts | None = None
        self._at = 0
        self._figure = 0
        self._is_plot = False

    @property
    def trail(self) -> tuple[str, ...]:
        """This screen."""
        return ("Progress",)

    @property
    def topic(self) -> Topic:
        """What is shown."""
        return TOPICS[self._at]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The plots of what is shown."""
        if self._facts is None:
            return ()
        most = progress_figures.WIDE if self.app.size.width >= 110 else progress_figures.NARROW
        return self.topic.figures(self._facts, self.state.curriculum, most)

    def body(self) -> Iterator[Widget]:
        """The tabs; the table, and the plot beside or behind it."""
        yield TabStrip()
        with Horizontal():
            with VerticalScroll(id="tables", classes="pane"):
                yield Sheet(id="table")
            with Vertical(id="picture", classes="pane"):
                yield Plot()
                yield Sheet(id="said")

    def on_mount(self) -> None:
        """Reads behind the first paint."""
        super().on_mount()
        self._show()
        self.query_one("#tables").focus()

    def on_resize(self, _: events.Resize) -> None:
        """Both where there is room for both."""
        self.call_after_refresh(self._show)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is to be changed over where both are shown."""
        if action == "plot":
            return not self.is_wide
        return len(self.figures) > 1 if action == "figure" else True

    # -- showing -------------------------------------------------------------------------------

    def show_state(self, what: str) -> None:
        """Reads anew what is remembered."""
        if what in ("", "remembered"):
            read: Job = self._read
            self.run_worker(read, exclusive=True, group="facts")

    async def _read(self) -> None:
        """In the store's thread: three years of daily use are read in some 50 ms."""
        curriculum = self.state.curriculum
        try:
            self._facts = await self.tutor.keeper.ask(
                lambda store: progress_facts.read(store, curriculum)
            )
        except Exception as error:  # what can't be read is said, and the rest of the app goes on
            self.query_one("#table", Sheet).blocks = (text(commands.sentence(error), "$warning"),)
            return
        self._show()

    def _show(self) -> None:
        self.query_one("#tables").display = self.is_wide or not self._is_plot
        self.query_one("#picture").display = self.is_wide or self._is_plot
        self._show_tabs()
        if self._facts is not None:
            blocks = tuple(self.topic.table(self._facts, self.state.curriculum))
            self.query_one("#table", Sheet).blocks = blocks
            self._show_figure()
        self.refresh_bindings()

    def _show_tabs(self) -> None:
        strip = self.query_one(TabStrip)
        strip.tabs = tuple(
            Tab(str(n), Content(f"{n + 1} {topic.name}")) for n, topic in enumerate(TOPICS)
        )
        strip.active = str(self._at)

    def _show_figure(self) -> None:
        figures = self.figures
        self._figure %= max(len(figures), 1)
        figure = figures[self._figure] if figures else None
        self.query_one(Plot).figure = figure
        many = f"[ ] plot {self._figure + 1} of {len(figures)}" if len(figures) > 1 else ""
        caption = figure.caption if figure else "There is nothing to draw yet."
        said = "   ".join(part for part in (caption, many) if part)
        self.query_one("#said", Sheet).blocks = (text(said, "$muted"),) if said else ()

    # -- actions -------------------------------------------------------------------------------

    def on_tab_strip_chosen(self, message: TabStrip.Chosen) -> None:
        """A tab was clicked."""
        self.action_topic(int(message.pane))

    def action_topic(self, number: int) -> None:
        """Shows a tab, from its top."""
        self._at, self._figure = int(number), 0
        self.query_one("#tables").scroll_home(animate=False)
        self._show()

    def action_turn(self, step: int) -> None:
        """Shows the tab before or after, round and round."""
        self.action_topic((self._at + int(step)) % len(TOPICS))

    def action_figure(self, step: int) -> None:
        """Shows another plot."""
        self._figure = (self._figure + int(step)) % max(len(self.figures), 1)
        self._show()

    def action_plot(self) -> None:
        """Changes between table and plot."""
        self._is_plot = not self._is_plot
        self._show()

    def action_leave(self) -> None:
        """Goes back."""
        self.dismiss()
