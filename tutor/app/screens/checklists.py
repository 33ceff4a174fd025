"""What a learner can explain, item by item, each tick beside its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor.app import evidence
from tutor.app.marks import mark, meter
from tutor.app.screens.answer import AnswerScreen
from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.menu import Menu
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text
from tutor.curriculum import ChecklistItem, Lesson


class ItemList(Menu):
    """The items; Enter answers the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "answer and tick", id="tick",
                tooltip="Answer in your own words, compare, rate yourself"),
    ]  # fmt: skip


class ChecklistsScreen(TutorScreen):
    """Understanding and self-assessment items of every lesson."""

    CSS_PATH = "checklists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "untick", "withdraw tick", id="untick", tooltip="Take a tick back"),
        Binding("q,escape", "leave", "home", id="home", tooltip="Back to the lessons"),
    ]

    @property
    def trail(self) -> tuple[str, ...]:
        """This screen."""
        return ("Checklists",)

    def body(self) -> Iterator[Widget]:
        """The items, and what is known of the highlighted one."""
        with Horizontal(id="columns"):
            yield ItemList(id="list")
            with VerticalScroll(id="about", can_focus=False):
                yield Sheet(id="detail")

    def on_mount(self) -> None:
        """Fills the list."""
        super().on_mount()
        self.query_one(ItemList).focus()

    def show_state(self, what: str) -> None:
        """Brings ticks and evidence up to date."""
        if what in ("", "remembered"):
            self._fill()
            self._about()

    def _fill(self) -> None:
        menu = self.query_one(ItemList)
        menu.fill(self._lines(), menu.chosen or next(iter(self.state.curriculum.checklist), None))

    def _lines(self) -> Iterator[tuple[str | None, Content]]:
        for number, lesson in enumerate(self.state.curriculum.lessons):
            if number:
                yield None, Content("")
            yield None, self._heading(lesson)
            yield None, Content.styled("  Check your understanding", "$muted")
            yield from ((item.id, self._item(item)) for item in lesson.understanding)
            yield None, Content.styled(f"  Assess yourself: {lesson.level.title}", "$muted")
            yield from ((item.id, self._item(item)) for item in lesson.level.items)
        if general := self.state.curriculum.general:
            yield None, Content("")
            yield None, Content.styled(f"Assess yourself: {general.title}", "bold $primary")
            yield from ((item.id, self._item(item)) for item in general.items)

    def _heading(self, lesson: Lesson) -> Content:
        items = (*lesson.understanding, *lesson.level.items)
        done = sum(item.id in self.state.remembered.ticks for item in items)
        return Content.assemble(
            (f"Lesson {lesson.id}  {lesson.title}   ", "bold $primary"),
            meter(done, len(items)),
            (f" {done} of {len(items)} ticked", "$muted"),
        )

    def _item(self, item: ChecklistItem) -> Content:
        tick = self.state.remembered.ticks.get(item.id)
        box, style = ("[✓]", "$success") if tick else ("[ ]", "$muted")
        return Content.assemble("  ", (box, style), f" {item.id:<5} {item.statement}")

    def _chosen(self) -> ChecklistItem | None:
        return self.state.curriculum.checklist.get(self.query_one(ItemList).chosen or "")

    def on_option_list_option_highlighted(self) -> None:
        """Says what is known of the item."""
        self._about()

    def on_option_list_option_selected(self) -> None:
        """Asks for an answer."""
        if item := self._chosen():
            self.app.push_screen(AnswerScreen(item))

    def _about(self) -> None:
        item = self._chosen()
        self.query_one("#detail", Sheet).blocks = tuple(self._detail(item)) if item else ()

    def _detail(self, item: ChecklistItem) -> Iterator[Block]:
        yield text(item.statement, "bold")
        tick = self.state.remembered.ticks.get(item.id)
        if tick:
            words = f"ticked on {tick.at.day} {tick.at:%B %Y}, rated {tick.rating}"
            yield Block(Content.assemble(("✓ ", "$success"), (words, "$success")))
            yield from self._return(item)
        else:
            draft = "   (an unfinished answer is kept)" if self.state.draft(item.id) else ""
            yield text(f"not ticked{draft}", "$muted")
        for status, line in evidence.lines(self.state, item):
            yield Block(Content.assemble(mark(status), " ", line), 0, 2)
        if tick and self.is_wide:
            yield BLANK
            yield text("What you answered", "bold")
            yield text(tick.answer)
            yield BLANK
            yield text("The evidence at that time", "bold")
            yield text(tick.evidence, "$muted")

    def _return(self, item: ChecklistItem) -> Iterator[Block]:
        """When it comes back for review."""
        if card := self.state.remembered.cards.get(f"item:{item.id}"):
            day = card.due.astimezone(self.state.remembered.read_at.tzinfo)
            yield text(f"comes back on {day.day} {day:%b %Y}", "$muted", 2)

    # -- actions -------------------------------------------------------------------------------

    def action_untick(self) -> None:
        """Takes back the tick of the highlighted item."""
        item = self._chosen()
        if item and item.id in self.state.remembered.ticks:
            id = item.id
            self.tutor.remember(lambda store: store.untick(id))

    def action_leave(self) -> None:
        """Goes back."""
        self.dismiss()
