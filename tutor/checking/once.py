"""One request to a process that is started for it: the checker as the command line uses it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from tutor.checking.ahead import Ahead
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


class Once:
    """A process that is started at once and asked one thing later: its imports run beside ours.

    A context manager: leaving it ends the process and whatever that runs.

    Args:
        ahead: the process, if it was begun already.
    """

    def __init__(self, ahead: Ahead | None = None) -> None:
        self._is_done = False
        self._log: IO[bytes] = ahead.log if ahead else tempfile.TemporaryFile()  # noqa: SIM115
        self._process: Ahead | subprocess.Popen[bytes] = ahead or subprocess.Popen(
            command(once=True),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=environment(),
            start_new_session=True,
        )

    def __enter__(self) -> Once:
        return self

    def __exit__(self, *_: object) -> None:
        _end(self._process, wait=not (self._is_done and isinstance(self._process, Ahead)))
        self._log.close()

    def check(
        self,
        workspace: Path,
        curriculum: Curriculum,
        functions: Sequence[str],
        seed: int | None = None,
    ) -> Iterator[Result]:
        """The verdicts on functions (qualified names), as they come; the request is sent at once.

        Raises:
            CheckerFault: the checker itself failed.
        """
        requests = Requests(workspace, curriculum)
        self._send(requests.check(functions, seed))
        return self._verdicts(requests, len(functions))

    def _verdicts(self, requests: Requests, count: int) -> Iterator[Result]:
        """After the last one there is nothing left to wait for."""
        for event in self._events():
            if event["event"] == "result":
                count -= 1
                self._is_done = count == 0
                yield requests.why(Result.from_dict(event["result"]))

    def demo(self, workspace: Path, curriculum: Curriculum, activity: str) -> Demo:
        """An activity's demonstration.

        Raises:
            CheckerFault: the checker itself failed.
        """
        request = Requests(workspace, curriculum).demo(curriculum.activity(activity))
        return demo_of(self._first(request, "demo"))

    def predict(self, curriculum: Curriculum, activity: str) -> Answer:
        """The answer of an activity's question, computed from the data.

        Raises:
            CheckerFault: the checker itself failed.
        """
        request = Requests(Path(), curriculum).predict(curriculum.activity(activity))
        event = self._first(request, "answer")
        return Answer(event["index"], event["explanation"])

    def _first(self, request: dict[str, Any], wanted: str) -> dict[str, Any]:
        self._send(request)
        found = [event for event in self._events() if event["event"] == wanted]
        if not found:
            raise CheckerFault("It ended without a word.")
        return found[0]

    def _send(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it died already: its last words say why
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()

    def _events(self) -> Iterator[dict[str, Any]]:
        """What it says of the request, up to its end."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            event = read_event(line) or {"event": "none"}
            if event["event"] == "fault":
                raise CheckerFault(event["text"])
            if event["event"] == "end":
                return
            yield event
        raise CheckerFault(last_words(self._log, self._process.wait()))


def _end(process: Ahead | subprocess.Popen[bytes], *, wait: bool) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(OSError):
        process.stdin.close()  # upon which it ends, and all that it has started
    if not wait:
        return
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
