"""A training as the app and the command line start it: events come out, requests go in."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tutor.checking import platform
from tutor.training.process import LONGEST
from tutor.training.run import Event
from tutor.training.settings import Settings

PATIENCE = 0.4
"""Seconds that the process gets to end what it started; then it is ended from here."""


def command() -> list[str]:
    """How the process is started."""
    # -P: the folder we are started in may hold a learner's torch.py.
    return [sys.executable, "-P", "-m", "tutor.training.process"]


def request(workspace: Path, state: Path, settings: Settings) -> bytes:
    """The first line that the process reads."""
    data = {"workspace": str(workspace), "state": str(state), "settings": settings.to_dict()}
    return json.dumps(data).encode() + b"\n"


class Trainer:
    """One training in a process of its own, for an event loop."""

    def __init__(self, workspace: Path, state: Path, settings: Settings) -> None:
        self._request = request(workspace, state, settings)
        self._process: asyncio.subprocess.Process | None = None
        self._over = asyncio.Event()
        self._is_cancelled = False

    async def events(self) -> AsyncIterator[Event]:
        """Starts it and gives its events as they come; the last is `ended`, whatever happens."""
        self._process = await self._start()
        assert self._process.stdout is not None
        await self._write(self._request)
        try:
            while line := await self._process.stdout.readline():
                event = _event(line)
                yield event
                if event["event"] == "ended":
                    return
            yield self._gone()
        finally:
            self._over.set()
            await self.close()

    def _gone(self) -> Event:
        if self._is_cancelled:
            return {"event": "ended", "how": "cancelled", "text": ""}
        return {"event": "ended", "how": "died", "text": "The process that trained is gone."}

    async def pause(self) -> None:
        """Holds it as it is; nothing is lost, and its memory stays taken."""
        await self._write(b"pause\n")

    async def resume(self) -> None:
        """Lets it go on."""
        await self._write(b"resume\n")

    async def cancel(self) -> None:
        """Ends it; `events` then gives `ended`."""
        self._is_cancelled = True
        await self._write(b"cancel\n")
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._over.wait(), PATIENCE)
        await self.close()

    async def close(self) -> None:
        """Ends the process and all that it started; nothing of it is left after."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), PATIENCE)
        if process.returncode is None:
            platform.end_tree(process.pid)
            await process.wait()

    async def _start(self) -> asyncio.subprocess.Process:
        home = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
        return await asyncio.create_subprocess_exec(
            *command(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            limit=2 * LONGEST,
            start_new_session=True,
        )

    async def _write(self, line: bytes) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):  # it has just ended
            self._process.stdin.write(line)
            await self._process.stdin.drain()


def _event(line: bytes) -> Event:
    event: Event = json.loads(line)  # by our own process, which lets no other line through
    return event
