"""The one training that the app may have going on, whichever screen is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.signal import Signal

from tutor.training.run import Event, Run
from tutor.training.settings import Settings

if TYPE_CHECKING:
    from tutor.app.app import TutorApp


class Trainer(Protocol):
    """What the app needs of `tutor.training.client.Trainer`."""

    def events(self) -> AsyncIterator[Event]:
        """Starts it and gives its events."""

    async def pause(self) -> None:
        """Holds it."""

    async def resume(self) -> None:
        """Lets it go on."""

    async def cancel(self) -> None:
        """Ends it."""

    async def close(self) -> None:
        """Ends it and all that it started."""


def new_trainer(workspace: Path, state: Path, settings: Settings) -> Trainer:
    """The real one."""
    from tutor.training.client import Trainer as RealTrainer

    return RealTrainer(workspace, state, settings)


class Training:
    """Starts a training and follows it; screens are told through `changed`, by the event's name.

    It has a signal of its own: ten events a second are not for every screen that is open.
    """

    def __init__(self, app: TutorApp) -> None:
        self._app = app
        self._trainer: Trainer | None = None
        self.changed: Signal[str] = Signal(app, "training")
        self.run: Run | None = None

    @property
    def is_going(self) -> bool:
        """Whether one is under way, be it paused."""
        return self.run is not None and not self.run.is_over

    def start(self, settings: Settings) -> None:
        """Begins, unless one is under way."""
        if self.is_going:
            return
        place = self._app.state.workspace
        run, trainer = Run(settings), new_trainer(place.root, place.state, settings)
        self.run, self._trainer = run, trainer
        self._app.run_worker(self._follow(run, trainer), group="training")
        self.changed.publish("start")

    async def _follow(self, run: Run, trainer: Trainer) -> None:
        try:
            async for event in trainer.events():
                run.take(event)
                self.changed.publish(event["event"])
        except OSError as problem:  # no process can be started
            text = f"The training can't be started: {problem.strerror or problem}."
            run.take({"event": "ended", "how": "died", "text": text})
            self.changed.publish("ended")

    async def toggle(self) -> None:
        """Pauses, or lets go on what is paused."""
        if self._trainer and self.run and self.run.status == "paused":
            await self._trainer.resume()
        elif self._trainer and self.run and self.run.status == "running":
            await self._trainer.pause()

    async def cancel(self) -> None:
        """Ends it."""
        if self._trainer and self.is_going:
            await self._trainer.cancel()

    async def close(self) -> None:
        """Ends it with the app."""
        if self._trainer:
            await self._trainer.close()
