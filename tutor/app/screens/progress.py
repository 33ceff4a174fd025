"""The plan beside what was done: weeks, activities, and a plot with a table a key away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor.app.marks import mark, meter, word
from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.plot import Plot
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text

if TYPE_CHECKING:
    from exercises.kit.figure import Figure
    from progress.records import WeekRecord

_BAR = 20


class ProgressScreen(TutorScreen):
    """What was really done, week by week and activity by activity."""

    CSS_PATH = ["progress.tcss", "../widgets/plot.tcss"]  # noqa: RUF012  typed in Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "plot", "plot or table", id="plot",
                tooltip="The weeks as a plot, or as a table"),
        Binding("q,escape", "leave", "home", id="home", tooltip="Back to the lessons"),
    ]  # fmt: skip

    @property
    def trail(self) -> tuple[str, ...]:
        """This screen."""
        return ("Progress",)

    def body(self) -> Iterator[Widget]:
        """The tables, and the plot beside or behind them."""
        with Horizontal():
            with VerticalScroll(id="tables", classes="pane"):
                yield Sheet()
            with Vertical(id="picture", classes="pane"):
                yield Plot()

    def on_mount(self) -> None:
        """Tables first."""
        self._is_plot = False
        super().on_mount()
        self._arrange()
        self.query_one("#tables").focus()

    def on_resize(self, _: events.Resize) -> None:
        """Both where there is room for both."""
        self.call_after_refresh(self._arrange)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is to be changed over where both are shown."""
        return not self.is_wide if action == "plot" else True

    def _arrange(self) -> None:
        self.query_one("#tables").display = self.is_wide or not self._is_plot
        self.query_one("#picture").display = self.is_wide or self._is_plot
        self.refresh_bindings()
        self.show_state("")

    def show_state(self, what: str) -> None:
        """Brings the figures up to date."""
        if what in ("", "remembered"):
            self.query_one(Sheet).blocks = tuple(self._blocks())
            self.query_one(Plot).figure = self._figure()

    def _blocks(self) -> Iterator[Block]:
        yield from self._plan()
        yield BLANK
        yield from self._weeks()
        yield BLANK
        yield from self._activities()

    def _plan(self) -> Iterator[Block]:
        yield text("The plan", "bold $primary")
        for lesson in self.state.curriculum.lessons:
            passed, total = self.state.passed(lesson), len(lesson.activities)
            yield Block(Content.assemble(
                (f"Week {lesson.week.number}  {lesson.week.title}   ", "bold"),
                meter(passed, total), (f" {passed} of {total} activities passed", "$muted"),
            ))  # fmt: skip
            for label, what in (("goal", lesson.week.goal), ("hand in", lesson.week.deliverable),
                                ("assess", lesson.week.assessment)):  # fmt: skip
                yield Block(Content.assemble((label.ljust(10), "$muted"), what), 2, 10)

    def _weeks(self) -> Iterator[Block]:
        yield text("What you did", "bold $primary")
        weeks = self.state.remembered.weeks
        if not weeks:
            yield text("Nothing is recorded yet: your first save begins it.", "$muted")
            return
        head = f"{'week':<11}{'minutes':<{_BAR + 7}}{'attempts':>9}{'passed':>8}{'ticks':>7}"
        yield Block(Content.styled(head, "$muted"), is_literal=True)
        most = max(week.minutes for week in weeks)
        yield from (_week(week, most) for week in reversed(weeks))

    def _activities(self) -> Iterator[Block]:
        yield text("Activities", "bold $primary")
        columns = f"{'attempts':>9}{'hints':>7}  {'first passed':<14}solution"
        head = f"{'':<8}{'status':<13}{columns}"
        yield Block(Content.styled(head, "$muted"), is_literal=True)
        for activity in self.state.curriculum.activities.values():
            yield self._activity(activity.id, activity.title)

    def _activity(self, id: str, title: str) -> Block:
        status, record = self.state.status(id), self.state.remembered.activities.get(id)
        passed = f"{record.first_passed:%d %b %Y}" if record and record.first_passed else "–"
        seen = "seen" if record and record.solution_seen else "not seen"
        numbers = f"{self.state.attempts(id):>9}{self.state.hints(id):>7}  {passed:<14}{seen:<10}"
        return Block(Content.assemble(
            mark(status), f" {id:<6}", word(status, 13), numbers,
            (f" {title}" if self.is_wide else "", "$muted"),
        ), is_literal=True)  # fmt: skip

    def _figure(self) -> Figure:
        from exercises.kit.figure import Figure, Series

        weeks = self.state.remembered.weeks
        at = tuple(float(week.week.rpartition("W")[2]) for week in weeks)
        minutes = Series("minutes", at, tuple(float(week.minutes) for week in weeks), "bars")
        attempts = Series("attempts", at, tuple(float(week.attempts) for week in weeks), "bars")
        title = "Minutes and attempts by calendar week"
        return Figure(title, (minutes, attempts), "week of the year")

    def action_plot(self) -> None:
        """Changes between tables and plot."""
        self._is_plot = not self._is_plot
        self._arrange()

    def action_leave(self) -> None:
        """Goes back."""
        self.dismiss()


def _week(week: WeekRecord, most: int) -> Block:
    full = round(_BAR * week.minutes / most) if most else 0
    bar = "█" * full
    return Block(Content.assemble(
        f"{week.week:<11}", (bar, "$primary"), " " * (_BAR - full), f" {week.minutes:<6}",
        f"{week.attempts:>9}{len(week.passed):>8}{week.ticks:>7}",
        (f"   {', '.join(week.passed)}" if week.passed else "", "$success"),
    ), is_literal=True)  # fmt: skip
