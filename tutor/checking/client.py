"""The checker as the app uses it: a warm process that lives as long as the app does."""

from __future__ import annotations

import asyncio
import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from tutor.checking import platform
from tutor.checking.requests import (
    Answer,
    CheckerFault,
    Demo,
    Requests,
    command,
    demo_of,
    environment,
    last_words,
    read_event,
)
from tutor.checking.verdict import Result
from tutor.curriculum import Curriculum

__all__ = ["Answer", "Checker", "CheckerFault", "Demo"]

LINE_LIMIT = 64 << 20
PATIENCE = 0.3
"""Seconds that the process gets to end by itself; whoever quits should not wait."""


class Checker:
    """The warm process, for an event loop. The newest check wins: it ends a running one."""

    def __init__(self, workspace: Path, curriculum: Curriculum) -> None:
        self._requests = Requests(workspace, curriculum)
        self._curriculum = curriculum
        self._process: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()
        self._reader: asyncio.Task[None] | None = None
        self._queues: dict[int, asyncio.Queue[dict[str, Any]]] = {}
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as we do

    async def start(self) -> None:
        """Starts the process if it doesn't run; returns before it is ready."""
        await self._start()

    async def _start(self) -> bool:
        """Whether the process did not run and was started."""
        async with self._starting:
            if self._process and self._process.returncode is None:
                return False
            self._process = await asyncio.create_subprocess_exec(
                *command(),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=self._log,
                env=environment(),
                limit=LINE_LIMIT,
                start_new_session=True,
            )
            self._reader = asyncio.create_task(self._read(self._process))
            await self._send(self._requests.ping())
            return True

    async def ready(self) -> None:
        """Waits until the process answers."""
        async for _ in self._ask(self._requests.ping()):
            pass

    async def check(
        self,
        functions: Sequence[str],
        seed: int | None = None,
        texts: Mapping[str, bytes] | None = None,
    ) -> AsyncIterator[Result]:
        """The verdicts on functions (qualified names), as they come.

        `texts` stand in for the files of some modules: a review judges what no file holds.

        Most come twice: at once, not `final`, and again with the reasons: remarks and how fast it
        is, or which misconception it is. Ends early when another request takes its place.

        Raises:
            CheckerFault: the checker itself failed.
        """
        request = self._requests.check(functions, seed, texts)
        async for event in self._ask(request):
            if event["event"] in ("early", "result"):
                found = replace(Result.from_dict(event["result"]), final=event["event"] == "result")
                yield self._requests.why(found)

    async def demo(self, activity: str) -> Demo:
        """An activity's demonstration.

        Raises:
            CheckerFault: the checker itself failed, or another request took its place.
        """
        found = self._curriculum.activity(activity)
        request = await asyncio.to_thread(self._requests.demo, found)
        return demo_of(await self._one(request, "demo"))

    async def predict(self, activity: str) -> Answer:
        """The answer of an activity's question.

        Raises:
            CheckerFault: as `demo`.
        """
        request = self._requests.predict(self._curriculum.activity(activity))
        event = await self._one(request, "answer")
        return Answer(event["index"], event["explanation"])

    async def cancel(self) -> None:
        """Ends what is running."""
        if self._process is None or self._process.returncode is not None:
            return
        if platform.can_fork():
            await self._send({"id": 0, "op": "cancel"})
        else:
            await self.close()
        self._end_all()

    async def close(self) -> None:
        """Ends the process and all that it started."""
        process, self._process = self._process, None
        self._end_all()
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None
        process.stdin.close()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), PATIENCE)
        if process.returncode is None:  # it is importing; its root sees it go, and cleans up
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._reader:
            await self._reader

    async def _ask(self, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        fresh = await self._start()
        queue = await self._asked(request)
        while (event := await queue.get())["event"] != "end":
            if event["event"] == "died" and self._queues:
                return  # a newer request has taken its place
            if event["event"] == "died" and not fresh:  # before it heard of this, unnoticed
                fresh = await self._start()
                queue = await self._asked(request)
            elif event["event"] in ("died", "fault"):
                raise CheckerFault(event["text"])
            else:
                fresh = True
                yield event

    async def _asked(self, request: dict[str, Any]) -> asyncio.Queue[dict[str, Any]]:
        """Sends a request in place of any other; its events come into the queue."""
        self._end_all()
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._queues = {request["id"]: queue}
        await self._send(request)
        return queue

    async def _one(self, request: dict[str, Any], wanted: str) -> dict[str, Any]:
        async for event in self._ask(request):
            if event["event"] == wanted:
                return event
        raise CheckerFault("It was ended before it could answer.")

    async def _send(self, request: dict[str, Any]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            await self._process.stdin.drain()

    def _end_all(self) -> None:
        for id, queue in self._queues.items():
            queue.put_nowait({"id": id, "event": "end"})
        self._queues = {}

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        """Hands events to whoever asked; if the process dies unasked, that is a fault."""
        assert process.stdout is not None
        while line := await process.stdout.readline():
            event = read_event(line)
            if event and (queue := self._queues.get(event["id"])):
                queue.put_nowait(event)
        status = await process.wait()
        for id, queue in self._queues.items():
            queue.put_nowait({"id": id, "event": "died", "text": last_words(self._log, status)})
        self._queues = {}
