"""The one bench on which checks, demonstrations and answers are run, one job at a time.

A check goes first, and a new save takes the place of whatever runs; what was displaced is done
after, and last of all, after a pause, the checks of what nobody waits for. Jobs only post messages;
the handlers call `done` and `proceed`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from tutor.app import messages
from tutor.app.state import Shown

if TYPE_CHECKING:
    from textual.message import Message

    from tutor.checking.client import Answer, Demo
    from tutor.checking.verdict import Result


class Checker(Protocol):
    """What the app needs of `tutor.checking.client.Checker`."""

    async def start(self) -> None:
        """Starts the warm process."""

    def check(
        self,
        functions: Sequence[str],
        seed: int | None = None,
        texts: Mapping[str, bytes] | None = None,
    ) -> AsyncIterator[Result]:
        """The verdicts on functions, as they come; `texts` in place of modules' files."""

    async def demo(self, activity: str) -> Demo:
        """An activity's demonstration."""

    async def predict(self, activity: str) -> Answer:
        """The answer of an activity's question."""

    async def cancel(self) -> None:
        """Ends what is running."""

    async def close(self) -> None:
        """Ends the warm process."""


PAUSE = 1.0
"""Seconds for which the processors are left to what a save was about."""

Job = Callable[[], Awaitable[None]]
"""Called to begin: a coroutine that is cancelled before it began would be warned of."""


Post = Callable[["Message"], object]
"""Takes a message."""


@dataclass(frozen=True)
class Running:
    """What is being done, since when (`time.monotonic()`)."""

    kind: str
    what: str
    since: float

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return time.monotonic() - self.since


class Bench:
    """Jobs that wait, in order, and the one that runs.

    Args:
        checker: does them.
        post: takes the messages that jobs send.
        start: runs a job in place of the one that it was given before, which it cancels.
    """

    def __init__(self, checker: Checker, post: Post, start: Callable[[Job], object]) -> None:
        self._checker = checker
        self._post = post
        self._start = start
        self._waiting: list[str] = []
        self._rest: list[str] = []
        self._demo: str | None = None
        self._answer: str | None = None
        self._review: tuple[str, bytes, Post] | None = None
        self._turn = 0
        self._urgent = False  # whether the running check is one that a learner waits for
        self.running: Running | None = None

    def is_current(self, message: messages.FromBench) -> bool:
        """Whether a message is from the job that runs, not from one that was displaced."""
        return message.turn == self._turn

    @property
    def waiting(self) -> tuple[str, ...]:
        """Functions that still have to be judged."""
        return (*self._waiting, *self._rest)

    def check(self, functions: Iterable[str], rest: Iterable[str] = ()) -> None:
        """Judges functions, from now on, then those still waiting; `rest` when all else is done."""
        self._waiting = list(dict.fromkeys([*functions, *self._waiting]))
        later = dict.fromkeys([*rest, *self._rest])
        self._rest = [name for name in later if name not in self._waiting]
        self.running = None
        self.proceed()

    def demo(self, activity: str) -> None:
        """Runs an activity's demonstration once the checks are done."""
        self._demo = activity
        self.proceed()

    def answer(self, activity: str) -> None:
        """Computes the answer of an activity's question once the checks are done."""
        self._answer = activity
        self.proceed()

    def review(self, function: str, content: bytes, post: Post) -> None:
        """Judges a function in a module's content that is no file; `post` takes the verdicts.

        The newest content is judged, and an older one no more.
        """
        self._review = function, content, post
        running = self.running.kind if self.running else ""
        if running == "review" or (running == "check" and not self._urgent):
            self.running = None
        self.proceed()

    def stop(self) -> None:
        """Gives up what runs and what waits."""
        self._waiting, self._rest = [], []
        self._demo, self._answer, self._review = None, None, None
        if self.running:
            self.running = None
            self._turn += 1
            self._start(self._checker.cancel)

    def judged(self, function: str) -> None:
        """Notes that a verdict came."""
        for names in (self._waiting, self._rest):
            if function in names:
                names.remove(function)
        if self.running and self.running.kind == "check" and self.waiting:
            self.running = self._now("check", self.waiting[0])

    def done(self, kind: str) -> None:
        """Notes that a job ended; what a check left without a verdict is not tried again."""
        if kind == "check":
            self._rest = self._rest if self._urgent else []
            self._waiting = []
        elif kind == "demo":
            self._demo = None
        elif kind == "review":
            self._review = None
        else:
            self._answer = None
        self.running = None
        self.proceed()

    def proceed(self) -> None:
        """Starts the next job unless one runs."""
        if self.running:
            return
        self._turn += 1
        pause, self._urgent = PAUSE if self._urgent else 0.0, bool(self._waiting)
        if self._waiting:
            self._begin("check", self._waiting[0], partial(self._check, tuple(self._waiting), 0.0))
        elif self._review:
            self._begin("review", self._review[0], partial(self._reviews, *self._review))
        elif self._answer:
            self._begin("answer", self._answer, partial(self._answers, self._answer))
        elif self._demo:
            self._begin("demo", self._demo, partial(self._demos, self._demo))
        elif self._rest:
            self._begin("check", self._rest[0], partial(self._check, tuple(self._rest), pause))

    def _begin(self, kind: str, what: str, job: Callable[[int], Awaitable[None]]) -> None:
        self.running = self._now(kind, what)
        self._start(partial(self._run, self._turn, kind, job))

    async def _run(self, turn: int, kind: str, job: Callable[[int], Awaitable[None]]) -> None:
        from tutor.checking.client import CheckerFault

        try:
            await job(turn)
        except CheckerFault as fault:
            self._tell(turn, messages.Faulted(kind, fault.report))
        except OSError as error:
            self._tell(turn, messages.Faulted(kind, f"Its process could not start: {error}."))
        else:
            self._tell(turn, messages.Settled(kind))

    def _tell(self, turn: int, message: messages.FromBench) -> None:
        message.turn = turn
        self._post(message)

    async def _check(self, functions: tuple[str, ...], pause: float, turn: int) -> None:
        await asyncio.sleep(pause)
        async for result in self._checker.check(functions):
            self._tell(turn, messages.Judged(result))

    async def _reviews(self, function: str, content: bytes, post: Post, turn: int) -> None:
        texts = {function.partition(".")[0]: content}
        async for result in self._checker.check((function,), None, texts):
            post(messages.Reviewed(result, content))

    async def _demos(self, activity: str, turn: int) -> None:
        from exercises.kit.figure import Figure

        demo = await self._checker.demo(activity)
        figures = tuple(Figure.from_dict(figure) for figure in demo.figures)
        shown = Shown(figures, demo.lines, demo.own, demo.borrowed, demo.error, demo.stdout)
        self._tell(turn, messages.Showed(activity, shown))

    async def _answers(self, activity: str, turn: int) -> None:
        answer = await self._checker.predict(activity)
        self._tell(turn, messages.Answered(activity, answer))

    @staticmethod
    def _now(kind: str, what: str) -> Running:
        return Running(kind, what, time.monotonic())
