"""A variational auto-encoder while it is trained: how far, its loss in parts, its images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.app.screens import training_figures as figures
from tutor.app.screens.base import TutorScreen
from tutor.app.screens.training_settings import chosen, goes_on, rows
from tutor.app.training import Training
from tutor.app.widgets.choices import Choices
from tutor.app.widgets.plot import Plot
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text
from tutor.app.widgets.tabs import Tab, TabStrip
from tutor.commands.verdicts import printable
from tutor.training import offer, words
from tutor.training.run import Run
from tutor.training.settings import Settings

if TYPE_CHECKING:
    from exercises.kit.figure import Figure

PANES = {"curves": "loss", "pairs": "reconstructions", "made": "made up"}
"""What can be shown, by its tab's name; where there is room, the curves stand beside the rest."""

RENEWED = 2.0
"""Seconds between two drawings of figures: each keeps the keys waiting for some milliseconds."""
SAYS = {
    "curves": "Reconstruction: nats to tell the pixels. KL: nats that the codes cost.",
    "pairs": "Eight digits, and below them what the decoder makes of their codes.",
    "made": "Sixteen points of N(0, I), the same each epoch, decoded.",
}


class TrainingScreen(TutorScreen):
    """Settings before the start; then it runs, also while other screens are shown."""

    CSS_PATH = ["training.tcss", "../widgets/tabs.tcss", "../widgets/plot.tcss"]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start", id="start", tooltip="Begin with these settings"),
        Binding("space", "hold", "pause / resume", id="hold",
                tooltip="Hold the training as it is, or let it go on; nothing is lost"),
        Binding("x", "cancel", "cancel", id="cancel",
                tooltip="End it; the model of the last whole epoch is kept"),
        Binding("n", "anew", "settings", id="anew", tooltip="Choose settings and train once more"),
        *(Binding(str(n), f"pane('{pane}')", PANES[pane], show=False, id=f"pane-{pane}",
                  tooltip=f"Show {PANES[pane]}") for n, pane in enumerate(PANES, 1)),
        Binding("q,escape", "leave", "back", id="back", tooltip="Back; the training goes on"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._pane = "curves"
        self._is_choosing = False
        self._is_stale = False
        self._resumable: offer.Resumable | None = None

    @property
    def training(self) -> Training:
        """The app's."""
        if self.tutor.training is None:
            self.tutor.training = Training(self.tutor)
        return self.tutor.training

    @property
    def trail(self) -> tuple[str, ...]:
        """This screen."""
        return ("Training",)

    def body(self) -> Iterator[Widget]:
        """What is trained, how far it is, settings or figures."""
        yield Sheet(id="about")
        yield Static(id="bar")
        yield TabStrip()
        yield Choices(id="settings")
        with Container(id="shown"):
            with Container(id="curves"):
                yield Plot(id="first")
                yield Plot(id="second")
            with Vertical(id="pictures"):
                yield Plot(id="images")
        yield Sheet(id="said")

    def on_mount(self) -> None:
        """Follows the training; without one, asks for settings."""
        super().on_mount()
        self.training.changed.subscribe(self, self._follow)
        self.set_interval(RENEWED, self._renew)
        if self.training.run is None:
            self.action_anew()
        else:
            self._show_all()

    def on_resize(self) -> None:
        """Figures go beside or behind one another."""
        self.call_after_refresh(self._show_all)

    # -- showing -------------------------------------------------------------------------------

    def _follow(self, what: str) -> None:
        """What comes often only moves the bar; figures are drawn now and then."""
        run = self.training.run
        if run is None or (self._is_choosing and what != "start"):
            return
        if what in ("batch", "epoch"):
            self._is_stale = True
            self._show_bar_of(run)
        else:
            self._show_all()

    def _renew(self) -> None:
        if self._is_stale and not self._is_choosing and self.training.run:
            self._show_run(self.training.run)

    def _show_all(self) -> None:
        run = self.training.run
        self._lay_out()
        if self._is_choosing or run is None:
            self._show_choosing()
        else:
            self._show_run(run)
        self.refresh_bindings()

    def _lay_out(self) -> None:
        is_shown = not self._is_choosing
        for name, visible in (("#settings", self._is_choosing), ("#shown", is_shown),
                              ("#bar", is_shown), ("TabStrip", is_shown)):  # fmt: skip
            self.query_one(name).display = visible
        self.query_one("#curves").display = self.is_wide or self._pane == "curves"
        self.query_one("#pictures").display = self.is_wide or self._pane != "curves"

    def _show_choosing(self) -> None:
        self.query_one("#about", Sheet).blocks = (
            text("Train a variational auto-encoder", "bold $primary"),
            text("It runs in a process of its own: you can go on reading and writing meanwhile."),
        )
        self.query_one("#said", Sheet).blocks = tuple(self._advice())

    def _advice(self) -> Iterator[Block]:
        if self._resumable and self._is_going_on:
            record, _ = self._resumable
            yield text(f"It goes on from epoch {record.epochs}: weights kept, optimizer fresh; "
                       "the other settings stay as they were.", "$muted")  # fmt: skip
        elif self._resumable:
            yield text("A training was begun: its saved model can go on.", "$muted")
        else:
            yield text(
                "A saved model of other settings stays until this training is through.", "$muted"
            )

    def _show_run(self, run: Run) -> None:
        self._is_stale = False
        self.query_one("#about", Sheet).blocks = tuple(_about(run))
        self.query_one("#said", Sheet).blocks = tuple(self._said(run))
        self._show_bar_of(run)
        self._show_tabs()
        self._show_figures(run)

    def _show_figures(self, run: Run) -> None:
        """Those that can be seen: the others would be drawn for nobody."""
        if self.query_one("#curves").display:
            drawn = figures.curves(run)
            for n, name in enumerate(("#first", "#second")):
                plot = self.query_one(name, Plot)
                plot.figure = drawn[n] if n < len(drawn) else None
                plot.display = n == 0 or n < len(drawn)
        if self.query_one("#pictures").display:
            self.query_one("#images", Plot).figure = self._images(run)

    def _show_tabs(self) -> None:
        strip = self.query_one(TabStrip)
        names = [pane for pane in PANES if not (self.is_wide and pane == "curves")]
        strip.tabs = tuple(Tab(p, Content(f"{list(PANES).index(p) + 1} {PANES[p]}")) for p in names)
        strip.active = self._shown_pane

    @property
    def _shown_pane(self) -> str:
        return "pairs" if self.is_wide and self._pane == "curves" else self._pane

    def _images(self, run: Run) -> Figure | None:
        if run.pictures is None:
            return None
        is_made = self._shown_pane == "made"
        return (figures.generated if is_made else figures.reconstructed)(run.pictures)

    def _said(self, run: Run) -> Iterator[Block]:
        shown = ("curves", self._shown_pane) if self.is_wide else (self._shown_pane,)
        says = " ".join(SAYS[pane] for pane in shown)
        yield text(says if run.epochs else "The first epoch is under way.", "$muted")
        for note in run.notes[-2:]:
            yield text(printable(note), "$warning")

    def _show_bar_of(self, run: Run) -> None:
        held = "paused   " if run.status == "paused" else ""
        style = "$warning" if held else "$accent"
        width = max(10, min(self.app.size.width - 62, 40))
        line = Content.styled(held + words.progress(run, width), style)
        self.query_one("#bar", Static).update(
            line.truncate(max(self.app.size.width - 2, 8)), layout=False
        )

    # -- settings ------------------------------------------------------------------------------

    @property
    def _is_going_on(self) -> bool:
        return goes_on(self.query_one(Choices).choices)

    @property
    def settings(self) -> Settings:
        """As the rows say."""
        return chosen(self.query_one(Choices).choices, self._resumable)

    def on_choices_turned(self, message: Choices.Turned) -> None:
        """Says what follows from a choice."""
        message.stop()
        self.query_one("#said", Sheet).blocks = tuple(self._advice())

    # -- actions -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now has a key."""
        run = self.tutor.training.run if self.tutor.training else None
        going = run is not None and not run.is_over
        can = {
            "start": self._is_choosing,
            "hold": going and run is not None and run.status in ("running", "paused"),
            "cancel": going,
            "anew": not going and not self._is_choosing,
            "pane": not self._is_choosing,
        }
        return can.get(action, True)

    def action_anew(self) -> None:
        """Asks for settings; those of the last training stand there."""
        now = self.training.run.settings if self.training.run else Settings()
        self._resumable = offer.resumable(self.state.workspace.state)
        self._is_choosing = True
        menu = self.query_one(Choices)
        takes_width = offer.takes_width(self.state.workspace.root)
        menu.choices, menu.row = tuple(rows(now, self._resumable, takes_width=takes_width)), 0
        self._show_all()
        self.set_focus(menu)

    def action_start(self) -> None:
        """Begins."""
        self._is_choosing = False
        self.set_focus(None)
        self.training.start(self.settings)

    async def action_hold(self) -> None:
        """Pauses or resumes."""
        await self.training.toggle()

    def action_cancel(self) -> None:
        """Ends the training."""
        self.app.run_worker(self.training.cancel(), group="cancel")  # also if this is left

    def action_pane(self, pane: str) -> None:
        """Shows another pane."""
        self._pane = pane
        self._lay_out()
        if self.training.run:
            self._show_run(self.training.run)

    def on_tab_strip_chosen(self, message: TabStrip.Chosen) -> None:
        """Shows the pane whose tab was clicked."""
        self.action_pane(message.pane)

    def action_leave(self) -> None:
        """Goes back; what runs goes on."""
        self.dismiss()


def _about(run: Run) -> Iterator[Block]:
    if run.source:
        yield text(printable(words.beginning(run)))
    elif not run.is_over:
        yield text("The process that trains is being started.", "$muted")
    if end := printable(words.ending(run)):
        yield text(end, "bold $success" if run.status == "done" else "bold $warning")
    if run.output and run.status in ("failed", "died"):
        yield BLANK
        yield text(f"Printed meanwhile: {printable(run.output)[-400:]}", "$muted")
