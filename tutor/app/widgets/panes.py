"""The panes of an activity: text, verdict, plot, output, hints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Markdown

from tutor.app import verdict_text
from tutor.app.widgets.plot import Plot
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text
from tutor.commands.verdicts import printable

if TYPE_CHECKING:
    from tutor.app.state import Shown, State
    from tutor.curriculum import Activity

CONTRACT = """
## Contract

{functions}
"""

FUNCTION = """`{name}` → {returns}

{contract}
"""


class TextPane(VerticalScroll):
    """The activity's text, and the contract of its functions."""

    def compose(self) -> ComposeResult:
        """A Markdown page."""
        yield Markdown(open_links=False)

    async def show(self, activity: Activity) -> None:
        """Shows another activity's text, from its top."""
        await self.query_one(Markdown).update(_page(activity))
        self.scroll_home(animate=False)


def _page(activity: Activity) -> str:
    functions = "\n".join(
        FUNCTION.format(name=f.name, returns=f.returns, contract=f.contract)
        for f in activity.functions
    )
    return activity.read_text() + CONTRACT.format(functions=functions)


class VerdictPane(VerticalScroll):
    """What the last check said."""

    def compose(self) -> ComposeResult:
        """A sheet."""
        yield Sheet()

    def show(self, state: State, activity: Activity, running: str) -> None:
        """Shows the newest verdicts."""
        self.query_one(Sheet).blocks = tuple(verdict_text.blocks(state, activity, running))


class OutputPane(VerticalScroll):
    """What the learner's code printed."""

    def compose(self) -> ComposeResult:
        """A sheet."""
        yield Sheet()

    def show(self, state: State, activity: Activity) -> None:
        """Shows what was printed during the last check and the demonstration."""
        printed = [(f.name, r.stdout) for f, r in state.verdicts(activity) if r and r.stdout]
        shown = state.demos.get(activity.id)
        if shown and shown.stdout:
            printed.append(("the demonstration", shown.stdout))
        self.query_one(Sheet).blocks = tuple(_printed(printed))


def _printed(printed: list[tuple[str, str]]) -> Iterator[Block]:
    if not printed:
        yield text("Nothing was printed. print() in your function shows up here.", "$muted")
    for name, output in printed:
        yield text(f"Printed by {name}:", "bold")
        yield Block(Content(printable(output).rstrip()), 2)
        yield BLANK


class HintsPane(VerticalScroll):
    """The hints shown so far. How many are left is not said: it leads to taking them all."""

    def compose(self) -> ComposeResult:
        """A sheet."""
        yield Sheet()

    def show(self, state: State, activity: Activity) -> None:
        """Shows the hints that were asked for."""
        seen = activity.hints[: state.hints(activity.id)]
        self.query_one(Sheet).blocks = tuple(_hints(seen, len(activity.hints)))


def _hints(seen: tuple[str, ...], total: int) -> Iterator[Block]:
    for number, hint in enumerate(seen, 1):
        yield Block(Content.assemble((f"{number}. ", "bold $primary"), hint), 0, 3)
        yield BLANK
    if not seen:
        yield text("Try first: what you find yourself stays longer.", "$muted")
        yield BLANK
    more = "a hint" if not seen else "the next hint"
    if len(seen) < total:
        yield Block(
            Content.assemble(("h", "bold $primary"), f" {more} ", ("(it is recorded)", "$muted"))
        )
    else:
        yield Block(
            Content.assemble(("S", "bold $primary"), " shows a solution with its explanation")
        )


class PlotPane(Vertical):
    """The demonstration: one of its figures, what is to be seen, and whose code ran."""

    def __init__(self, *, id: str, classes: str) -> None:
        super().__init__(id=id, classes=classes)
        self._activity = ""
        self._at = 0

    def compose(self) -> ComposeResult:
        """Whose code, the figure, the sentences."""
        yield Sheet(id="whose")
        yield Plot()
        yield Sheet(id="said")

    def show(self, state: State, activity: Activity, is_running: bool) -> None:
        """Shows the demonstration of an activity, or how to get it."""
        if activity.id != self._activity:
            self._activity, self._at = activity.id, 0
        shown = state.demos.get(activity.id)
        self.query_one("#whose", Sheet).blocks = tuple(_whose(shown, is_running))
        figures = shown.figures if shown else ()
        self._at = min(self._at, max(len(figures) - 1, 0))
        self.set_class(not figures, "-empty")
        plot = self.query_one(Plot)
        plot.figure = figures[self._at] if figures else None
        self.query_one("#said", Sheet).blocks = tuple(_said(shown, self._at)) if shown else ()

    def turn(self, state: State, activity: Activity, step: int) -> None:
        """Shows the figure `step` places on, round and round."""
        if shown := state.demos.get(activity.id):
            self._at = (self._at + step) % max(len(shown.figures), 1)
            self.show(state, activity, False)


def _whose(shown: Shown | None, is_running: bool) -> Iterator[Block]:
    if is_running:
        yield text("running the demonstration …", "$muted")
    elif shown is None:
        yield Block(
            Content.assemble(
                ("s", "bold $primary"), " shows it move, with your code where it passes"
            )
        )
    else:
        yield from _credits(shown)


def _credits(shown: Shown) -> Iterator[Block]:
    own, borrowed = ", ".join(shown.own), ", ".join(shown.borrowed)
    parts: list[str | tuple[str, str]] = []
    if own:
        parts += [("your code: ", "bold $success"), own, "   "]
    if borrowed:
        parts += [("the reference stood in for: ", "bold $warning"), borrowed]
    if parts:
        yield Block(Content.assemble(*parts))
    if shown.is_stale:
        yield Block(
            Content.assemble(
                ("drawn before your last change: ", "$warning"), ("s", "bold $primary"), " anew"
            )
        )
    if shown.error:
        yield text(f"It stopped: {printable(shown.error)}", "$error")


def _said(shown: Shown, at: int) -> Iterator[Block]:
    if shown.figures:
        many = f"  [ ] figure {at + 1} of {len(shown.figures)}" if len(shown.figures) > 1 else ""
        yield Block(Content.assemble(shown.figures[at].caption, (many, "$muted")))
    for line in shown.lines:
        yield Block(Content.assemble(("· ", "$accent"), line), 0, 2)
