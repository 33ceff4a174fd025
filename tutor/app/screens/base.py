"""What all screens share: the bar above, the keys below, the state, and being told of changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from tutor.app.widgets.bars import KeyBar, TopBar

if TYPE_CHECKING:
    from tutor.app.app import TutorApp
    from tutor.app.state import State

WIDE = 140
"""Columns from which two panes stand side by side."""


class TutorScreen(Screen[None]):
    """A screen of the app. Subclasses say what lies between the bars, and show what changed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  typed in Textual
    AUTO_FOCUS = ""

    @property
    def tutor(self) -> TutorApp:
        """The app."""
        return cast("TutorApp", self.app)

    @property
    def state(self) -> State:
        """What the app knows."""
        return self.tutor.state

    @property
    def is_wide(self) -> bool:
        """Whether two panes stand side by side."""
        return self.app.size.width >= WIDE

    @property
    def trail(self) -> tuple[str, ...]:
        """Where the learner is, from the outside in."""
        return ()

    def compose(self) -> ComposeResult:
        """The bars and what is between them."""
        yield TopBar()
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterator[Widget]:
        """What lies between the bars."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Shows the state, now and whenever it changes."""
        self.tutor.changed.subscribe(self, self._told)
        self._told("")

    def _told(self, what: str) -> None:
        self.show_bar()
        self.show_state(what)

    def show_bar(self) -> None:
        """Brings the line above up to date."""
        bar = self.query_one(TopBar)
        bar.trail = self.trail
        bar.aside = self._aside()

    def _aside(self) -> str:
        week = self.state.week_of(self.state.start)
        if not self.state.is_read:
            return f"week {week}"
        due = f" · {len(self.state.remembered.due)} due" if self.state.remembered.due else ""
        return f"week {week} · {self.state.minutes} min{due}"

    def show_state(self, what: str) -> None:
        """Shows what the state says; `what` names the part that changed ("" for all)."""


class Dialog(ModalScreen[Any]):
    """A question before the rest: keys answer it, escape leaves it."""

    AUTO_FOCUS = ""

    @property
    def tutor(self) -> TutorApp:
        """The app."""
        return cast("TutorApp", self.app)
