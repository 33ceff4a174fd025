"""Help: how it goes, where things are, every key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("Everywhere", (
        ("ctrl+p", "every action by name: type a few letters"),
        ("?", "this page"),
        ("q  escape", "back; on the first screen q leaves the tutor"),
        ("shift+drag", "selects text in most terminals, to copy it"),
    )),
    ("Home", (
        ("Enter", "opens what is highlighted"),
        ("c", "goes on where you were"),
        ("l  w", "checklists; progress, week by week"),
        ("v", "review: what is due, ten minutes at most; functions in a file of their own"),
        ("t", "dark, light, or the terminal's own colours"),
    )),
    ("Progress", (
        ("1 to 6", "plan, weeks, lessons, misconceptions, reviews, activities (also ← →)"),
        ("p", "the same as a plot or as a table; [ and ] change the plot"),
    )),
    ("An activity", (
        ("e", "opens your editor at the function; save, and the verdict appears"),
        ("r", "checks once more"),
        ("p", "predict: a question before anything runs"),
        ("h", "a hint, three of them, each more explicit"),
        ("s", "the demonstration; [ and ] change the figure"),
        ("S", "a solution, explained; asks once, and is recorded"),
        ("R", "puts the function back to its stub; your file is kept as a backup"),
        ("← →", "the activity before or after (also b and n)"),
        ("1 to 5", "text, verdict, plot, output, hints"),
        ("x", "stops what is running"),
        ("y", "copies the path of your file"),
    )),
)  # fmt: skip


class HelpScreen(TutorScreen):
    """One page to scroll."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", "back", id="back", tooltip="Back to where you were"),
    ]

    @property
    def trail(self) -> tuple[str, ...]:
        """This screen."""
        return ("Help",)

    def body(self) -> Iterator[Widget]:
        """One sheet."""
        with VerticalScroll(classes="pane page"):
            yield Sheet(tuple(self._blocks()))

    def on_mount(self) -> None:
        """Keys scroll it."""
        super().on_mount()
        self.query_one(".page").focus()

    def _blocks(self) -> Iterator[Block]:
        yield from self._checking()
        yield from self._files()
        for title, keys in KEYS:
            yield text(f"Keys: {title.lower()}", "bold $primary")
            for key, does in keys:
                yield Block(Content.assemble((key.ljust(12), "bold"), does), 2, 12)
            yield BLANK

    def _checking(self) -> Iterator[Block]:
        yield text("How checking works", "bold $primary")
        yield text(
            "Every save is noticed and checked by itself. Your function climbs a ladder of cases, "
            "from one that can be worked out by hand to hard ones; the first rung that fails is "
            "shown with what went in, what had to come out and what came out. If the results are "
            "those of a known misconception, it is named. Your code runs in a process of its own "
            "with limits on time and memory: it can't harm the tutor."
        )
        yield BLANK
        yield text(
            "What you changed, and what calls it, is checked first and counts as an attempt; the "
            "rest of the lesson is checked after. A stub is no attempt."
        )
        yield BLANK
        yield text("If a save is not noticed", "bold $primary")
        yield text(
            "Network drives, WSL folders under /mnt and some containers report no saves. The tutor "
            "also looks once a second; if nothing comes all the same, r checks at once."
        )
        yield BLANK

    def _files(self) -> Iterator[Block]:
        workspace = self.state.workspace
        yield text("Where things are", "bold $primary")
        rows = [
            (f"{module}.py", str(workspace.file(module))) for module in self.state.changes.modules
        ]
        rows += [("backups", str(workspace.backups)), ("progress", str(workspace.state))]
        for name, path in rows:
            yield Block(Content.assemble((f"{name}  ", "bold"), (path, "$muted")), 2)
        yield text(
            "The editor is $VISUAL, else $EDITOR, else the first usual one that is installed. "
            "To choose:  export EDITOR=\"code\"", "", 2,
        )  # fmt: skip
        yield BLANK

    def action_leave(self) -> None:
        """Goes back."""
        self.dismiss()
