"""One request to a process that is started for it: the checker as the command line uses it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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
    """

    def __init__(self) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed in __exit__
        self._process = subprocess.Popen(
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
        _end(self._process)
        self._log.close()

    def check(
        self,
        workspace: Path,
        curriculum: Curriculum,
        functions: Sequence[str],
        seed: int | None = None,
    ) -> Iterator[Result]:
        """The verdicts on functions (qualified names), as they come.

        Raises:
            CheckerFault: the checker itself failed.
        """
        requests = Requests(workspace, curriculum)
        for event in self._ask(requests.check(functions, seed)):
            if event["event"] == "result":
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
        for event in self._ask(request):
            if event["event"] == wanted:
                return event
        raise CheckerFault("It ended without a word.")

    def _ask(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for event in _conversation(self._process, request):
            if event["event"] == "end":
                return
            yield event
        raise CheckerFault(last_words(self._log, self._process.wait()))


def _conversation(
    process: subprocess.Popen[bytes], request: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):  # it died already: its last words say why
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
    for line in process.stdout:
        event = read_event(line)
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
