"""A function under review: the stub again in a file of its own, judged at every save."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor import review, review_file
from tutor.app import messages, screens, verdict_text
from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text
from tutor.curriculum import Activity, Function
from tutor.review import Question, Session, Work
from tutor.review_file import Composed
from tutor.source import UnreadableFile

if TYPE_CHECKING:
    from progress.records import Rating
    from progress.store import Store
    from tutor.checking.verdict import Result

RATINGS: tuple[tuple[Rating, str], ...] = (
    ("again", "I could not write it: it comes back soon"),
    ("hard", "I got there with effort or with a hint"),
    ("good", "I got there after a slip or two"),
    ("easy", "It was right at once"),
)


class RewriteScreen(TutorScreen):
    """The contract, the verdict on the review's own file, and a rating from 1 to 4."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "edit", id="edit", tooltip="Open the review's file in your editor"),
        Binding("r", "check", "check", id="check", tooltip="Check the review's file at once"),
        Binding("h", "hint", "hint", id="hint", tooltip="Show a hint; the rating takes note"),
        Binding("S", "solution", "solution", id="solution",
                tooltip="The reference solution; the function then comes back soon"),
        *(Binding(str(n), f"rate({n})", name, id=f"rate-{name}", tooltip=means)
          for n, (name, means) in enumerate(RATINGS, 1)),
        Binding("enter", "accept", "as proposed", id="accept", tooltip="Take the rating proposed"),
        Binding("q,escape", "leave", "back", id="back",
                tooltip="Back; the file stays, and the card stays due"),
    ]  # fmt: skip

    def __init__(self, session: Session, question: Question) -> None:
        assert isinstance(question.subject, Function)
        super().__init__()
        self._session, self._question = session, question
        self._function: Function = question.subject
        self._began = time.monotonic()
        self._work = Work()
        self._result: Result | None = None
        self._composed: Composed | None = None
        self._judged: Composed | None = None
        self._problem = ""

    @property
    def trail(self) -> tuple[str, ...]:
        """The review, then the function."""
        return ("Review", f"{self._activity.id} {self._function.name}")

    @property
    def _activity(self) -> Activity:
        return self.state.curriculum.activities[self._function.activity]

    def body(self) -> Iterator[Widget]:
        """What is to be written; what is thought of it."""
        yield Sheet(id="signature")
        with Container(id="halves"):
            with VerticalScroll(id="brief", classes="pane"):
                yield Sheet(id="contract")
            with VerticalScroll(id="verdict", classes="pane"):
                yield Sheet(id="said")

    def on_mount(self) -> None:
        """Puts the stub there, and looks at every save of it."""
        self.query_one("#brief").border_title = "What to write"
        self.query_one("#verdict").border_title = "Verdict"
        super().on_mount()
        self.query_one("#verdict").focus()
        try:
            review_file.begin(self.state.workspace, self.state.curriculum, self._function)
        except (OSError, UnreadableFile) as error:
            self.app.notify(f"The review's file can't be written: {error}", severity="error")
            self.dismiss()
            return
        self.run_worker(self._watch(), group="watch")

    async def _watch(self) -> None:
        from tutor.checking.watch import saves

        place = review_file.path(self.state.workspace, self._function)
        self._check()  # right before the watch takes its first look: no save falls between
        async for _ in saves(place.parent, [place.name]):
            self.app.post_message(messages.Saved(frozenset()))  # counts as activity
            self._check()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what passed can be rated as known; a proposal comes with a verdict."""
        if action == "rate":
            return self._work.passed or parameters == (1,)
        return self._work.is_begun if action == "accept" else True

    # -- checking ------------------------------------------------------------------------------

    def _check(self) -> None:
        """Has the file judged as it is now; a stub needs no judge."""
        try:
            self._composed = review_file.composed(self.state.workspace, self._function)
            self._problem = ""
        except UnreadableFile as problem:
            self._problem = str(problem)
        if self._composed and not self._problem and self.tutor.bench:
            name, content = self._function.qualified, self._composed.text.encode()
            self.tutor.bench.review(name, content, self.post_message)
        self.show_state("")

    def on_reviewed(self, message: messages.Reviewed) -> None:
        """A verdict came; of several on one save the last is kept."""
        message.stop()
        composed = self._composed
        if composed is None or message.content != composed.text.encode():
            return  # on a save before the newest
        result = message.result
        self._result = review_file.relocated(result, composed, self._function.module)
        if result.passed:
            self._work = replace(self._work, passed=True)
        elif result.status != "not_started" and self._judged is not composed:
            self._work = replace(self._work, failed=self._work.failed + 1)
        self._judged = composed
        self.query_one("#verdict").scroll_home(animate=False)
        self.show_state("")
        self.refresh_bindings()

    # -- showing -------------------------------------------------------------------------------

    def show_state(self, what: str) -> None:
        """Brings both halves up to date."""
        function = self._function
        place = f"{review_file.FOLDER}/{review_file.path(self.state.workspace, function).name}"
        head = Content.styled(f"{function.signature} → {function.returns}", "bold $secondary")
        self.query_one("#signature", Sheet).blocks = (
            Block(head, is_literal=True), text(place, "$muted"),
        )  # fmt: skip
        self.query_one("#contract", Sheet).blocks = tuple(self._brief())
        self.query_one("#said", Sheet).blocks = tuple(self._said())

    def _brief(self) -> Iterator[Block]:
        yield text(self._activity.goal)
        yield BLANK
        yield text(self._function.contract)
        for number, hint in enumerate(self._activity.hints[: self._work.hints], 1):
            yield BLANK
            yield Block(Content.assemble((f"hint {number}  ", "bold $primary"), hint), 0, 8)

    def _said(self) -> Iterator[Block]:
        if self._problem:
            yield text(self._problem, "$error")
        elif self._result is None or self._result.status == "not_started":
            yield Block(Content.assemble(
                ("e", "bold $primary"), " opens a file with the stub in it. Write the function "
                "without looking; save, and the verdict appears here. Your own file stays as it "
                "is.",
            ))  # fmt: skip
        else:
            yield from verdict_text.of_function(self._function, self._result)
        yield BLANK
        yield from self._ratings()

    def _ratings(self) -> Iterator[Block]:
        chosen = review.proposed(self._work) if self._work.is_begun else ""
        shown = RATINGS if self._work.passed else RATINGS[:1]
        if self._work.passed:
            yield text("How did it go?", "bold")
        for number, (name, means) in enumerate(shown, 1):
            note = ("  ← proposed: ⏎", "$accent") if name == chosen else ""
            yield Block(Content.assemble(
                (f"{number} ", "bold $primary"), (f"{name:<6}", "bold"), means, note,
            ), 0, 8)  # fmt: skip

    # -- actions -------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Opens the review's file at the function."""
        place = review_file.path(self.state.workspace, self._function)
        self.tutor.edit(place, review_file.line(place, self._function))

    def action_check(self) -> None:
        """Checks at once, where a save was not noticed."""
        self._check()

    def action_hint(self) -> None:
        """One hint more."""
        hints = min(self._work.hints + 1, len(self._activity.hints))
        self._work = replace(self._work, hints=hints)
        self.show_state("")
        self.query_one("#brief").scroll_end(animate=False)

    def action_solution(self) -> None:
        """The solution; the rating proposed is then "again"."""
        self._work = replace(self._work, solution_seen=True)
        self.show_state("")
        self.refresh_bindings()
        self.app.push_screen(screens.solution_screen(self._activity.id))

    def action_accept(self) -> None:
        """Rates as proposed."""
        names = [name for name, _ in RATINGS]
        self.action_rate(names.index(review.proposed(self._work)) + 1)

    def action_rate(self, number: int) -> None:
        """Keeps the rating, puts the review's file away and goes back."""
        rating, card = RATINGS[int(number) - 1][0], self._question.card.id
        self._session.rate(self._question, rating, time.monotonic() - self._began)

        def keep(store: Store) -> None:
            from progress.store import local_now

            store.reviewed(card, rating, local_now())

        self.tutor.remember(keep)
        self._put_away()
        self.dismiss()

    def _put_away(self) -> None:
        try:
            review_file.finish(self.state.workspace, self._function, datetime.now())
        except OSError as error:
            self.app.notify(f"The review's file stays where it is: {error}", severity="warning")

    def action_leave(self) -> None:
        """Goes back; nothing is rated."""
        self._session.spend(time.monotonic() - self._began)
        self.dismiss()
