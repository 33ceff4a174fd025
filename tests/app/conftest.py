"""A lesson of our own, a workspace for it, and the app over a checker that stands in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from progress.store import Store
from tests.app import sample
from tutor.app.app import TutorApp
from tutor.app.state import State
from tutor.curriculum import Curriculum
from tutor.workspace import Workspace

SIZE = (80, 24)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""What the store takes for now, so that screens look the same in any week."""


@pytest.fixture
def lessons(tmp_path: Path) -> Curriculum:
    """One lesson of five activities."""
    return sample.curriculum(tmp_path / "lesson")


@pytest.fixture
def made(tmp_path: Path, lessons: Curriculum) -> Workspace:
    """A workspace with the lesson's stub in it."""
    return sample.workspace(tmp_path / "work", lessons)


@dataclass
class Driven:
    """The app while a test drives it."""

    app: TutorApp
    pilot: Pilot[None]
    checker: sample.FakeChecker
    workspace: Workspace

    @property
    def path(self) -> Path:
        """The learner's file."""
        return self.workspace.file("sample_examples")

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Waits until something is so; nothing here waits for a fixed time."""
        for _ in range(1500):
            if condition():
                await self.pilot.pause()
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it never came to be: {what or condition}\n{self.text()}")

    async def settled(self) -> None:
        """Waits until nothing runs and the store was asked."""
        await self.until(lambda: self.app.judging and self.app.state.is_read, "ready")
        await self.until(lambda: self.app.bench and not self.app.bench.running, "idle")
        await self.kept()

    async def kept(self) -> None:
        """Waits until the store has answered all that was asked of it so far."""
        while group := [w for w in self.app.workers if w.group == "store"]:
            await self.app.workers.wait_for_complete(group)
            await self.pilot.pause()

    async def save(self, text: str) -> None:
        """Saves the learner's file as an editor does, and waits for the verdicts."""
        before = len(self.checker.asked)
        self.path.write_text(text, encoding="utf-8")
        await self.until(
            lambda: len(self.checker.asked) > before or self.app.state.problems, "noticed"
        )
        await self.settled()

    async def press(self, *keys: str) -> None:
        """Presses keys and waits until their effect is painted."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def store(self, question: Callable[[Store], object]) -> object:
        """What the store says."""
        await self.kept()
        return await self.app.keeper.ask(question)

    def text(self) -> str:
        """The screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


Drive = Callable[..., AbstractAsyncContextManager[Driven]]


@pytest.fixture
def drive(lessons: Curriculum, made: Workspace, monkeypatch: pytest.MonkeyPatch) -> Drive:
    """Runs the app: `async with drive() as it: …`."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("progress.store.local_now", lambda: NOW)
    monkeypatch.setattr("tutor.app.bench.PAUSE", 0.0)

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = SIZE,
        judge: sample.Judge = sample.by_text,
        gate: asyncio.Event | None = None,
        no_color: bool = False,
        held: str = "",
    ) -> AsyncIterator[Driven]:
        checker = sample.FakeChecker(lessons, made.file("sample_examples"), judge, gate, held=held)
        app = TutorApp(
            State(lessons, made),
            lambda: checker,
            lambda: Store(made.state, lambda: NOW),
            no_color=no_color,
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            it = Driven(app, pilot, checker, made)
            if gate is None:
                await it.settled()
            yield it

    return run
