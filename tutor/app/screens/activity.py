"""An activity: its text, and beside or behind it the verdict that every save brings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from tutor.app import screens, verdict_text
from tutor.app.marks import STYLES
from tutor.app.screens.activity_actions import ActivityActions
from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.panes import HintsPane, OutputPane, PlotPane, TextPane, VerdictPane
from tutor.app.widgets.sheet import Block, Sheet
from tutor.app.widgets.tabs import Tab, TabStrip
from tutor.console import MARKS, words

PANES = ("text", "verdict", "plot", "output", "hints")
BESIDE = ("verdict", "plot")
"""Panes that stand beside the others where there is room."""

_DOING = {"check": "checking", "review": "checking", "demo": "showing", "answer": "computing"}
_PATIENCE = 0.15
"""Seconds before a check is said to be running: most are over by then."""


class ActivityScreen(ActivityActions, TutorScreen):
    """One activity. Panes are tabs; from 140 columns on, verdict and plot stand beside the text."""

    CSS_PATH = [  # noqa: RUF012  typed in Textual
        "activity.tcss",
        "../widgets/tabs.tcss",
        "../widgets/plot.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "check", "run again", id="check", tooltip="Check this activity once more"),
        Binding("e", "edit", "edit", id="edit", tooltip="Open your editor at the function"),
        Binding("h", "hint", "hint", id="hint", tooltip="Show the next hint; it is recorded"),
        Binding("p", "predict", "predict", id="predict",
                tooltip="Say what will happen before anything runs"),
        Binding("s", "demo", "see it move", id="demo",
                tooltip="The demonstration, with your own code where it passes"),
        Binding("t", "train", "train", id="train",
                tooltip="Train the auto-encoder, with your own code where it is written"),
        Binding("S", "solution", "solution", id="solution",
                tooltip="The reference solution; asks once, since it is recorded"),
        Binding("R", "reset", "reset", id="reset",
                tooltip="Put the function back to its stub; your file is kept as a backup"),
        Binding("D", "dispute", "dispute", id="dispute",
                tooltip="You hold the verdict to be wrong: keep a report of it and go on"),
        Binding("left,b", "neighbour(-1)", "back", key_display="←", id="back",
                tooltip="The activity before"),
        Binding("right,n", "neighbour(1)", "next", key_display="→", id="next",
                tooltip="The activity after"),
        Binding("left_square_bracket", "figure(-1)", "figure", key_display="[ ]", id="figure",
                tooltip="Another figure of the demonstration"),
        Binding("right_square_bracket", "figure(1)", "next figure", show=False),
        *(Binding(str(n), f"pane('{pane}')", f"{pane} pane", show=False, id=f"pane-{pane}",
                  tooltip=f"Show the {pane}") for n, pane in enumerate(PANES, 1)),
        Binding("x", "stop", "stop", id="stop", tooltip="Stop what is running"),
        Binding("y", "copy", "copy path", id="copy", tooltip="Copy the path of your file"),
        Binding("q,escape", "home", "home", id="home", tooltip="Back to the lessons"),
    ]  # fmt: skip

    def __init__(self, activity: str) -> None:
        super().__init__()
        self.activity_id = activity
        self._pane = "text"
        self._shown_text = ""
        self._ticking: Timer | None = None
        self._offered = (False, False, False)

    @property
    def trail(self) -> tuple[str, ...]:
        """Lesson, then activity."""
        lesson = self.state.curriculum.lesson_of(self.activity_id)
        return f"Lesson {lesson.id} {lesson.title}", f"{self.activity.id} {self.activity.title}"

    def body(self) -> Iterator[Widget]:
        """Functions, tabs, panes."""
        yield Sheet(id="functions")
        yield TabStrip()
        with Horizontal(id="panes"):
            with Container(id="left"):
                yield TextPane(id="text", classes="pane")
                yield OutputPane(id="output", classes="pane")
                yield HintsPane(id="hints", classes="pane")
            with Container(id="right"):
                yield VerdictPane(id="verdict", classes="pane")
                yield PlotPane(id="plot", classes="pane")

    def on_mount(self) -> None:
        """Shows the activity and remembers that it was opened."""
        self.query_one("#verdict").border_title = "Verdict"
        self.query_one("#plot").border_title = "Plot"
        super().on_mount()
        self._ticking = self.set_interval(0.1, self._tick, pause=True)
        self.open(self.activity_id)

    def open(self, activity: str) -> None:
        """Shows another activity."""
        self.activity_id = activity
        self.tutor.remember(lambda store: store.set_resume(activity))
        self._show_pane("text")
        self._told("")

    def on_resize(self, _: events.Resize) -> None:
        """Panes go beside or behind one another."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self._show_functions()
        self._show_pane(self._pane)

    # -- showing -------------------------------------------------------------------------------

    def show_state(self, what: str) -> None:
        """Shows what changed; a wrong verdict comes to the front."""
        if self._shown_text != self.activity_id:
            self._shown_text = self.activity_id
            self.run_worker(
                self.query_one(TextPane).show(self.activity), exclusive=True, group="text"
            )
        self._show_functions()
        self._show_panes()
        if what in ("attempt", "saved") and self._is_wrong:
            self._bring_verdict()
        self._show_tabs()
        self._follow()
        self._offer()

    def _offer(self) -> None:
        """Shows or hides the keys that are not always there."""
        offered = (self.can_stop, bool(self.disputable), self.can_train)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _show_functions(self) -> None:
        _, line = self.state.workspace.locate(self.activity.functions[0])
        blocks = []
        for number, function in enumerate(self.activity.functions):
            where = f"{function.module}.py:{line}" if not number else ""
            blocks.append(self._function_line(f"{function.signature} → {function.returns}", where))
        self.query_one("#functions", Sheet).blocks = tuple(blocks)

    def _function_line(self, signature: str, where: str) -> Block:
        room = self.app.size.width - 2 - len(where) - 2
        left = Content.styled(signature, "bold $secondary").truncate(max(room, 10), ellipsis=True)
        gap = " " * max(0, room - left.cell_length)
        return Block(Content.assemble(left, gap, "  ", (where, "$muted")), is_literal=True)

    def _show_panes(self) -> None:
        self.query_one(VerdictPane).show(self.state, self.activity, self._checking)
        self.query_one(OutputPane).show(self.state, self.activity)
        self.query_one(HintsPane).show(self.state, self.activity)
        running = self.tutor.bench.running if self.tutor.bench else None
        is_demo = bool(running and running.kind == "demo" and running.what == self.activity_id)
        self.query_one(PlotPane).show(self.state, self.activity, is_demo)

    def _show_tabs(self) -> None:
        strip = self.query_one(TabStrip)
        names = [pane for pane in PANES if not (self.is_wide and pane in BESIDE)]
        strip.tabs = tuple(Tab(pane, self._label(pane)) for pane in names)
        strip.active = self._pane if self._pane in names else self._left
        strip.aside = self._going_on()
        status = verdict_text.summary(self.state, self.activity)
        mark = f"Verdict {MARKS[status]} {words(status)}" if status else "Verdict"
        self.query_one("#verdict").border_title = mark

    def _label(self, pane: str) -> Content:
        name = f"{PANES.index(pane) + 1} {pane.capitalize()}"
        status = verdict_text.summary(self.state, self.activity) if pane == "verdict" else ""
        if not status:
            return Content(name)
        return Content.assemble(name, (f" {MARKS[status]} {words(status)}", STYLES[status]))

    def _going_on(self) -> Content:
        running = self.tutor.bench.running if self.tutor.bench else None
        if running and running.seconds > _PATIENCE:
            what = _DOING[running.kind]
            is_function = running.kind in ("check", "review")
            name = running.what.rpartition(".")[2] if is_function else running.what
            return Content.styled(f"{what} {name} … {running.seconds:.1f} s", "$accent")
        return Content.styled("watching" if self.tutor.judging else "starting", "$muted")

    @property
    def _checking(self) -> str:
        running = self.tutor.bench.running if self.tutor.bench else None
        return running.what if running and running.kind == "check" else ""

    @property
    def _is_wrong(self) -> bool:
        return verdict_text.summary(self.state, self.activity) in (
            "failed", "error", "timeout", "crashed",
        )  # fmt: skip

    def _follow(self) -> None:
        """Counts the seconds while something runs, and only then."""
        if self._ticking and self.tutor.bench and self.tutor.bench.running:
            self._ticking.resume()

    def _tick(self) -> None:
        self.query_one(TabStrip).aside = self._going_on()
        if self._ticking and not (self.tutor.bench and self.tutor.bench.running):
            self._ticking.pause()
            self._show_panes()
        self._offer()

    # -- panes ---------------------------------------------------------------------------------

    @property
    def _left(self) -> str:
        """The pane on the left where two stand beside each other."""
        return self._pane if self._pane not in BESIDE else "text"

    def _bring_verdict(self) -> None:
        if self.is_wide or self._pane == "verdict":
            self.query_one("#verdict").scroll_home(animate=False)
            return
        self._show_pane("verdict")

    def _show_pane(self, pane: str) -> None:
        """Brings a pane to the front; keys scroll it, unless something else has the keyboard."""
        left = self.is_wide and pane in BESIDE
        self._pane = pane
        for name in PANES:
            stays = self.is_wide and (name in BESIDE or (left and name == "text"))
            self.query_one(f"#{name}").display = name == pane or stays
        self.query_one("#left").display = self.is_wide or pane not in BESIDE
        self.query_one("#right").display = self.is_wide or pane in BESIDE
        self.set_focus(self.query_one(f"#{pane}"), scroll_visible=False)
        self._show_tabs()

    def on_tab_strip_chosen(self, message: TabStrip.Chosen) -> None:
        """Brings the pane to the front whose tab was clicked."""
        self._show_pane(message.pane)

    def action_pane(self, pane: str) -> None:
        """Brings a pane to the front."""
        self._show_pane(pane)

    def action_neighbour(self, step: int) -> None:
        """Opens the activity before or after."""
        beside = self.state.neighbour(self.activity_id, int(step))
        if beside != self.activity_id:
            self.open(beside)

    def action_solution(self) -> None:
        """Shows the solution, once the learner has said yes."""
        self.run_worker(self._solution(), exclusive=True, group="dialog")

    async def _solution(self) -> None:
        record = self.state.remembered.activities.get(self.activity_id)
        if (record and record.solution_seen) or await self.confirm_solution():
            self.app.push_screen(screens.solution_screen(self.activity_id))

    def action_home(self) -> None:
        """Goes back."""
        self.dismiss()
