"""The checker as the app and the command line see it.

`Checker` owns a warm process for as long as the app runs; `check_now`, `demo_now` and
`predict_now` start one for a single request. Nothing here imports more than the standard library.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from tutor.checking import platform
from tutor.checking.request import Request, Target
from tutor.checking.verdict import Result
from tutor.curriculum import Activity, Curriculum, Function

LINE_LIMIT = 64 << 20
_LIBRARY = re.compile(r"^\s*(?:from|import)\s+((?:sklearn|scipy|plotext)[.\w]*)", re.MULTILINE)


class CheckerFault(Exception):
    """The checker itself failed; `report` has the details, for whoever mends it."""

    def __init__(self, report: str) -> None:
        super().__init__("The checker itself failed: this is no fault of your code.")
        self.report = report


@dataclass(frozen=True)
class Demo:
    """What a demonstration showed, and whose code it ran.

    `figures` are plain dicts, as `exercises.kit.figure.Figure.from_dict` takes them.
    """

    figures: tuple[dict[str, Any], ...]
    lines: tuple[str, ...]
    own: tuple[str, ...]
    borrowed: tuple[str, ...]
    error: str | None
    stdout: str


@dataclass(frozen=True)
class Answer:
    """The right choice of a predict question (from 0), and why."""

    index: int
    explanation: str


def command(*, once: bool = False) -> list[str]:
    """How the warm process is started."""
    # -P: the folder we are started in may hold a learner's numpy.py.
    return [sys.executable, "-P", "-m", "tutor.checking.warm", *(["--once"] if once else [])]


def environment() -> dict[str, str]:
    """The warm process's environment: BLAS on one thread, our packages importable."""
    home = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    return platform.single_threaded({**os.environ, "PYTHONPATH": path})


class Requests:
    """Builds requests from a curriculum and a workspace."""

    def __init__(self, workspace: Path, curriculum: Curriculum) -> None:
        self._workspace = workspace
        self._curriculum = curriculum
        self._ids = itertools.count(1)

    def check(self, functions: Sequence[str], seed: int | None) -> dict[str, Any]:
        """A request to judge functions (qualified names)."""
        return self._stamped(
            self._request([self._curriculum.functions[f] for f in functions], seed)
        )

    def demo(self, activity: Activity) -> dict[str, Any]:
        """A request for an activity's demonstration."""
        lesson = self._curriculum.lesson_of(activity.id)
        more = {"op": "demo", "demo": activity.demo, "package": lesson.package,
                "module": lesson.module}  # fmt: skip
        return self._stamped({**self._request(lesson.functions, 0), **more})

    def predict(self, activity: Activity) -> dict[str, Any]:
        """A request for the answer of an activity's question."""
        question = activity.predict
        return self._stamped(
            {
                "op": "predict",
                "package": self._curriculum.lesson_of(activity.id).package,
                "compute": question.compute,
                "explanation": question.explanation,
            }
        )

    def why(self, result: Result) -> Result:
        """A pass, with the sentence that says what made it right."""
        if not result.passed:
            return result
        reason = self._curriculum.functions[result.function].why
        return replace(result, why=f"{reason} {result.why}".strip())

    def _request(self, functions: Sequence[Function], seed: int | None) -> dict[str, Any]:
        modules = {f.module for f in functions}
        known = [f for f in self._curriculum.functions.values() if f.module in modules]
        texts = {module: _content(self._workspace / f"{module}.py") for module in modules}
        request = Request(
            self._workspace,
            tuple(self._target(f) for f in functions),
            tuple(self._target(f) for f in known),
            texts,
            seed,
        )
        return {**request.to_dict(), "libraries": _libraries(texts)}

    def _target(self, function: Function) -> Target:
        lesson = self._curriculum.lesson_of(function.activity)
        return Target(function.activity, function.module, function.name, lesson.package)

    def _stamped(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"id": next(self._ids), **request}


def _content(path: Path) -> bytes | None:
    """The file's bytes; None where it can't be read, which the judge puts into words."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _libraries(texts: Mapping[str, bytes | None]) -> list[str]:
    """Heavy libraries that the files import: loaded once, before any fork."""
    joined = "\n".join((t or b"").decode("utf-8", "replace") for t in texts.values())
    return sorted(set(_LIBRARY.findall(joined)))


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
        async with self._starting:
            if self._process and self._process.returncode is None:
                return
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

    async def ready(self) -> None:
        """Waits until the process answers."""
        async for _ in self._ask({"id": 0, "op": "ping"}):
            pass

    async def check(
        self, functions: Sequence[str], seed: int | None = None
    ) -> AsyncIterator[Result]:
        """The verdicts on functions (qualified names), as they come.

        Ends early when another request takes its place.

        Raises:
            CheckerFault: the checker itself failed.
        """
        request = await asyncio.to_thread(self._requests.check, functions, seed)
        async for event in self._ask(request):
            if event["event"] == "result":
                yield self._requests.why(Result.from_dict(event["result"]))

    async def demo(self, activity: str) -> Demo:
        """An activity's demonstration.

        Raises:
            CheckerFault: the checker itself failed, or another request took its place.
        """
        found = self._curriculum.activity(activity)
        request = await asyncio.to_thread(self._requests.demo, found)
        return _demo(await self._one(request, "demo"))

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
            await asyncio.wait_for(process.wait(), 2)
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._reader:
            await self._reader

    async def _ask(self, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        await self.start()
        self._end_all()
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._queues = {request["id"]: queue}
        await self._send(request)
        while (event := await queue.get())["event"] != "end":
            if event["event"] == "fault":
                raise CheckerFault(event["text"])
            yield event

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
            event = _event(line)
            if event and (queue := self._queues.get(event["id"])):
                queue.put_nowait(event)
        status = await process.wait()
        for id, queue in self._queues.items():
            queue.put_nowait({"id": id, "event": "fault", "text": _last_words(self._log, status)})
        self._queues = {}


def check_now(
    workspace: Path, curriculum: Curriculum, functions: Sequence[str], seed: int | None = None
) -> Iterator[Result]:
    """The verdicts on functions (qualified names), as they come.

    Raises:
        CheckerFault: the checker itself failed.
    """
    requests = Requests(workspace, curriculum)
    for event in _once(lambda: requests.check(functions, seed)):
        if event["event"] == "result":
            yield requests.why(Result.from_dict(event["result"]))


def demo_now(workspace: Path, curriculum: Curriculum, activity: str) -> Demo:
    """An activity's demonstration.

    Raises:
        CheckerFault: the checker itself failed.
    """
    requests = Requests(workspace, curriculum)
    for event in _once(lambda: requests.demo(curriculum.activity(activity))):
        if event["event"] == "demo":
            return _demo(event)
    raise CheckerFault("It ended without a word.")


def predict_now(curriculum: Curriculum, activity: str) -> Answer:
    """The answer of an activity's question, computed from the data.

    Raises:
        CheckerFault: the checker itself failed.
    """
    requests = Requests(Path(), curriculum)
    for event in _once(lambda: requests.predict(curriculum.activity(activity))):
        if event["event"] == "answer":
            return Answer(event["index"], event["explanation"])
    raise CheckerFault("It ended without a word.")


def _once(build: Any) -> Iterator[dict[str, Any]]:
    """The events of one request to a process that is started for it.

    The process starts before the request is built, so that its imports run meanwhile.
    """
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command(once=True),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment(),
            start_new_session=True,
        )
        try:
            for event in _conversation(process, build()):
                if event["event"] == "end":
                    return
                yield event
            raise CheckerFault(_last_words(log, process.wait()))
        finally:
            _end(process)


def _conversation(
    process: subprocess.Popen[bytes], request: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):  # it died already: its last words say why
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
    for line in process.stdout:
        event = _event(line)
        if event is None:
            continue
        if event["event"] == "fault":
            raise CheckerFault(event["text"])
        yield event
        if event["event"] == "end":
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(OSError):
        process.stdin.close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def _last_words(log: IO[bytes], status: int) -> str:
    """What a process that ended by itself wrote to its standard error."""
    log.seek(0)
    text = log.read().decode("utf-8", "replace")[-4000:]
    return f"Its process ended by itself (status {status}).\n{text}"


def _event(line: bytes) -> dict[str, Any] | None:
    """An event; None for what is none (a line cut short when a judge was ended)."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


def _demo(event: Mapping[str, Any]) -> Demo:
    return Demo(
        tuple(event["figures"]),
        tuple(event["lines"]),
        tuple(event["own"]),
        tuple(event["borrowed"]),
        event["error"],
        event["stdout"],
    )
