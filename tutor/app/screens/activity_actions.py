"""What a learner can do on an activity's screen, apart from looking at its panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor import disputes
from tutor.app import screens
from tutor.app.screens.dialogs import Confirm, PredictDialog
from tutor.app.widgets.panes import PlotPane
from tutor.training.settings import MODULE as TRAINED
from tutor.workspace import Change, WorkspaceError

if TYPE_CHECKING:
    from progress.store import Store
    from tutor.app.screens.base import TutorScreen
    from tutor.checking.verdict import Result
    from tutor.curriculum import Activity

    Base = TutorScreen
else:
    Base = object

STOPPABLE = 1.0
"""Seconds: what is over sooner shows no key to stop it, or the bar would flicker at each save."""


class ActivityActions(Base):
    """Mixed into the activity's screen, which has the panes."""

    activity_id: str

    @property
    def activity(self) -> Activity:
        """The activity shown."""
        return self.state.curriculum.activities[self.activity_id]

    def _show_pane(self, pane: str) -> None:
        raise NotImplementedError

    @property
    def can_stop(self) -> bool:
        """Whether something has run so long that one may want to stop it."""
        running = self.tutor.bench.running if self.tutor.bench else None
        return bool(running and running.seconds > STOPPABLE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`x` is there once something takes long, `[` `]` with figures, `D` with a verdict.

        `t` is there in the lesson that trains.
        """
        if action == "stop":
            return self.can_stop
        if action == "figure":
            shown = self.state.demos.get(self.activity_id)
            return bool(shown and len(shown.figures) > 1)
        if action == "train":
            return self.can_train
        if action == "dispute":
            return bool(self.disputable)
        return True

    @property
    def can_train(self) -> bool:
        """Whether the activity's exercise file is the one that trains."""
        return self.activity.functions[0].module == TRAINED

    def action_train(self) -> None:
        """Opens the training, as it is."""
        self.app.push_screen(screens.training_screen())

    @property
    def disputable(self) -> list[Result]:
        """The verdicts on this activity that are no pass."""
        names = [function.qualified for function in self.activity.functions]
        found = [self.state.results[name] for name in names if name in self.state.results]
        return [r for r in found if not r.passed and r.status != "not_started"]

    def action_check(self) -> None:
        """Checks this activity's functions once more."""
        if self.tutor.judging:
            self.tutor.judging.again(tuple(f.qualified for f in self.activity.functions))
            self.tutor.changed.publish("saved")

    def action_stop(self) -> None:
        """Stops what is running."""
        if self.tutor.bench:
            self.tutor.bench.stop()
            self.tutor.changed.publish("settled")

    def action_edit(self) -> None:
        """Opens the editor at the function, or where the file can't be read."""
        path, line = self.state.workspace.locate(self.activity.functions[0])
        self.tutor.edit(path, self._broken_line() or line)

    def _broken_line(self) -> int | None:
        from tutor import source

        if self.activity.functions[0].module not in self.state.problems:
            return None
        try:
            source.load(self.state.workspace.file(self.activity.functions[0].module))
        except source.UnreadableFile as problem:
            return problem.line
        return None

    def action_hint(self) -> None:
        """Shows one hint more."""
        activity, total = self.activity_id, len(self.activity.hints)
        self.tutor.remember(lambda store: store.next_hint(activity, total))
        self._show_pane("hints")

    def action_demo(self) -> None:
        """Runs the demonstration."""
        if self.tutor.bench:
            self.tutor.bench.demo(self.activity_id)
            self._show_pane("plot")
            self.tutor.changed.publish("running")

    def action_figure(self, step: int) -> None:
        """Shows another figure."""
        self.query_one(PlotPane).turn(self.state, self.activity, int(step))

    def action_predict(self) -> None:
        """Asks the activity's question."""
        if self.tutor.bench and self.activity_id not in self.state.answers:
            self.tutor.bench.answer(self.activity_id)
        self.app.push_screen(PredictDialog(self.activity))

    def action_copy(self) -> None:
        """Puts the path of the learner's file on the clipboard."""
        path = self.state.workspace.file(self.activity.functions[0].module)
        self.app.copy_to_clipboard(str(path))
        self.app.notify(f"Copied: {path}")

    async def confirm_solution(self) -> bool:
        """Asks once: seeing it is recorded."""
        answer = await self.app.push_screen_wait(
            Confirm(
                f"See the solution of {self.activity_id}?",
                "It is recorded that you saw it, and stands beside your pass. A hint (h) gives "
                "away less.",
                "show it",
            )
        )
        return bool(answer)

    def action_dispute(self) -> None:
        """Keeps the verdict as a report and lets the learner go on, once they have said yes."""
        self.run_worker(self._dispute(), exclusive=True, group="dialog")

    async def _dispute(self) -> None:
        question = Confirm(
            f"Is the verdict on {self.activity_id} wrong?",
            "Your code, the seed and the failing input are kept in a report that you can send "
            "on. The activity is marked as disputed, so that you can go on.",
            "dispute it",
        )
        if not await self.app.push_screen_wait(question):
            return
        activity, state = self.activity_id, self.state
        try:
            path = disputes.write_report(
                state.workspace, state.curriculum, activity, self.disputable
            )
        except OSError as problem:
            self.app.notify(f"The report can't be written: {problem.strerror}.", severity="error")
            return
        self.tutor.remember(lambda store: store.dispute(activity))
        self.app.notify(f"Disputed. The report, to be sent on: {path}", timeout=15)

    def action_reset(self) -> None:
        """Puts the functions back to their stubs, once the learner has said yes."""
        self.run_worker(self._reset(), exclusive=True, group="dialog")

    async def _reset(self) -> None:
        names = " and ".join(function.name for function in self.activity.functions)
        question = Confirm(
            f"Put {names} back to how it first was?",
            "Your file is kept as a dated backup before; the rest of it stays as it is.",
            "put it back",
        )
        if await self.app.push_screen_wait(question):
            try:
                change = self.state.workspace.reset(self.activity.functions, self.state.curriculum)
            except WorkspaceError as problem:
                self.app.notify(str(problem), severity="error", timeout=15)
                return
            self._was_reset(change)

    def _was_reset(self, change: Change) -> None:
        where = f"\nThe file as it was: {change.backup}" if change.backup else ""
        self.app.notify("\n".join(change.notes) + where, timeout=10)
        activity, name = self.activity_id, f"{self.activity.functions[0].module}.py"
        backup = change.backup
        if backup is None:
            return

        def keep(store: Store) -> None:
            store.reset_done(activity, store.keep_version(name, backup.read_bytes()))

        self.tutor.remember(keep)
