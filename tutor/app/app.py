"""The app: starts what works behind the screens, and takes what it tells."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal

from progress.weekly import ActivityClock
from tutor.app import commands, editor, messages, screens, settings, themes
from tutor.app.bench import Bench, Checker, Job
from tutor.app.judging import Judging
from tutor.app.keeper import Keeper
from tutor.app.state import State

if TYPE_CHECKING:
    from progress.store import Store
    from tutor.app.training import Training

FLUSH_SECONDS = 60


class TutorApp(App[None]):
    """Owns the bench and the keeper; screens show `state` and are told through `changed`.

    Args:
        state: the lessons and the workspace.
        make_checker, open_store: called after the first paint; the real ones by default.
    """

    TITLE = "cem-tutor"
    CSS_PATH = [  # noqa: RUF012  typed in Textual
        "app.tcss",
        "widgets/bars.tcss",
        "widgets/sheet.tcss",
        "widgets/menu.tcss",
        "screens/home.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "help", id="help",
                tooltip="Keys, how checking works, where your files are"),
        Binding("ctrl+p", "command_palette", "all", id="palette",
                tooltip="Every action, by name"),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True, id="quit",
                tooltip="Leave the tutor; everything is kept"),
    ]  # fmt: skip

    def __init__(
        self,
        state: State,
        make_checker: Callable[[], Checker] | None = None,
        open_store: Callable[[], Store] | None = None,
        *,
        no_color: bool = False,
    ) -> None:
        super().__init__(ansi_color=True if no_color else None)
        self.state = state
        self.changed: Signal[str] = Signal(self, "changed")
        self.keeper = Keeper(open_store or self._open_store)
        self.bench: Bench | None = None
        self.judging: Judging | None = None
        self.training: Training | None = None
        self._make_checker = make_checker or self._real_checker
        self._checker: Checker | None = None
        self._clock = ActivityClock()
        self._said: set[str] = set()
        self._set_theme(no_color)

    def _set_theme(self, no_color: bool) -> None:
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        chosen = settings.theme(self.state.workspace.state)
        name = "terminal" if no_color else chosen
        self.theme = name if name in themes.THEMES else themes.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for themes that do not have them."""
        return dict(themes.DARK.variables)

    def get_default_screen(self) -> Screen[Any]:
        """Home, without a blank screen below it."""
        return screens.home_screen()

    def _open_store(self) -> Store:
        from progress.store import Store

        return Store(self.state.workspace.state)

    def _real_checker(self) -> Checker:
        from tutor.checking.client import Checker as RealChecker

        return RealChecker(self.state.workspace.root, self.state.curriculum)

    # -- beginning and end ---------------------------------------------------------------------

    def on_mount(self) -> None:
        """All that is not needed for the first paint comes after it."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        gc.enable()
        gc.freeze()
        self.set_interval(FLUSH_SECONDS, self._flush_minutes)
        self.run_worker(self._wake(), group="wake")

    async def _wake(self) -> None:
        await asyncio.to_thread(commands.import_later)
        self._checker = self._make_checker()
        self.bench = Bench(self._checker, self.post_message, self._start)
        self.run_worker(self._watch(), group="watch")
        await self._remember(lambda store: None)
        try:
            self.post_message(messages.Woke(await self.keeper.ask(self._judged_last)))
        except Exception:  # `_remember` has said why: the tutor goes on without a memory
            self.post_message(messages.Woke({}))
        await self._checker.start()

    def _judged_last(self, store: Store) -> dict[str, bytes | None]:
        """Each module's content as it was judged last, by any session."""
        found: dict[str, bytes | None] = {}
        for module in self.state.changes.modules:
            versions = store.versions(f"{module}.py")
            found[module] = store.version(versions[-1].id) if versions else None
        return found

    async def _watch(self) -> None:
        from tutor.checking.watch import saves

        names = [f"{module}.py" for module in self.state.changes.modules]
        async for changed in saves(self.state.workspace.root, names):
            self.post_message(messages.Saved(changed))

    def _start(self, job: Job) -> None:
        self.run_worker(job, group="bench", exclusive=True)

    async def on_unmount(self) -> None:
        """Keeps what is not yet written and ends every process."""
        self._flush_minutes_now()
        if self.judging:
            self.judging.flush(self.keeper.tell)
        if self.training:
            await self.training.close()
        if self._checker:
            await self._checker.close()
        await self.keeper.close()

    # -- the store -----------------------------------------------------------------------------

    def remember(self, change: Callable[[Store], object]) -> None:
        """Asks the store to record something; the screens are told what it then says."""
        self.run_worker(self._remember(change), group="store")

    async def _remember(self, change: Callable[[Store], object]) -> None:
        from tutor.app import remembered

        def ask(store: Store) -> remembered.Remembered:
            change(store)
            return remembered.read(store, self.state.curriculum)

        try:
            self.post_message(messages.Read(await self.keeper.ask(ask)))
        except Exception as error:
            self.post_message(messages.Notice(commands.sentence(error)))

    def on_read(self, message: messages.Read) -> None:
        """Shows what is remembered; says once what the store has to say."""
        fresh = [n for n in message.remembered.notices if n not in self.state.remembered.notices]
        self.state.remembered = message.remembered
        if not self.state.is_read and not self.state.is_new:
            fresh += self.state.workspace.notices  # what a new release has brought
        self.state.is_read = True
        for notice in fresh:
            self.notify(notice, severity="warning", timeout=15)
        self.changed.publish("remembered")

    def on_notice(self, message: messages.Notice) -> None:
        """Says a sentence, once: what can't be written fails at every save."""
        if message.text not in self._said:
            self._said.add(message.text)
            self.notify(message.text, severity="warning", timeout=15)

    async def on_event(self, event: events.Event) -> None:
        """Counts active time: keys and clicks."""
        if isinstance(event, events.Key | events.MouseDown):
            self._clock.touch(time.monotonic())
        await super().on_event(event)

    def _flush_minutes(self) -> None:
        if seconds := self._clock.take():
            self.remember(lambda store: store.add_active_seconds(seconds))

    def _flush_minutes_now(self) -> None:
        if seconds := self._clock.take():
            self.keeper.tell(lambda store: store.add_active_seconds(seconds))

    # -- verdicts, demonstrations, answers -----------------------------------------------------

    def on_woke(self, message: messages.Woke) -> None:
        """Judges the files as they are now."""
        assert self.bench is not None
        self.judging = Judging(self.state, self.bench, self.remember)
        self.judging.begin(message.judged)
        self.changed.publish("running")

    def on_saved(self, message: messages.Saved) -> None:
        """A save counts as activity, and is judged at once."""
        self._clock.touch(time.monotonic())
        if self.judging:
            self.judging.look(tuple(sorted(name.removesuffix(".py") for name in message.names)))
            self.changed.publish("saved")

    def on_judged(self, message: messages.Judged) -> None:
        """A verdict came."""
        if self._is_current(message) and self.judging:
            is_attempt = self.judging.took(message.result)
            self.changed.publish("attempt" if is_attempt else "verdict")

    def on_showed(self, message: messages.Showed) -> None:
        """A demonstration ran."""
        if self._is_current(message):
            self.state.demos[message.activity] = message.shown
            self.changed.publish("demo")

    def on_answered(self, message: messages.Answered) -> None:
        """The answer of a question was computed."""
        if self._is_current(message):
            self.state.answers[message.activity] = message.answer
            self.changed.publish("answer")

    def on_settled(self, message: messages.Settled) -> None:
        """A job of the bench is done."""
        if self._is_current(message):
            self._done(message.kind)

    def on_faulted(self, message: messages.Faulted) -> None:
        """The checker itself failed: says so, and keeps the report for whoever mends it."""
        if self._is_current(message):
            self.state.fault = message.report
            self.notify(commands.fault(self.state.workspace, message.report), severity="error",
                        timeout=20)  # fmt: skip
            self._done(message.kind)

    def _done(self, kind: str) -> None:
        assert self.bench is not None
        self.bench.done(kind)
        if self.judging and kind == "check":
            self.judging.flush()
        self.changed.publish("settled")

    def _is_current(self, message: messages.FromBench) -> bool:
        return self.bench is not None and self.bench.is_current(message)

    # -- actions -------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: every key of the screen by name, then every place to go."""
        yield from commands.of_screen(self, screen)
        yield from commands.places(self)

    def action_help(self) -> None:
        """Opens help."""
        self.go(screens.help_screen())

    def action_theme(self) -> None:
        """Takes the next of the themes, and remembers it."""
        self.theme = themes.after(self.theme)
        settings.keep_theme(self.state.workspace.state, self.theme)

    def go(self, screen: Screen[Any]) -> None:
        """Opens a screen in place of all but the first."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(screen)

    def edit(self, path: Path, line: int) -> None:
        """Opens the learner's editor, and comes back when it is left."""
        try:
            found = editor.find(os.environ)
            command = found.arguments(path, line)
            env = editor.environment(no_color=self.no_color)
            if found.is_windowed:
                editor.open_beside(command, path.parent, env)
                self.notify(f"Opened in {found.name}; the verdict comes when you save.")
                return
            with self.suspend():
                editor.open_here(command, path.parent, env)
            self._clock.touch(time.monotonic())
        except (editor.NoEditor, OSError, SuspendNotSupported) as problem:
            self.notify(f"{problem}\nYour file is {path}", severity="warning", timeout=20)
