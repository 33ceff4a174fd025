"""One request to a process that is started for it: the checker as the command line uses it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
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
            return demo_of(event)
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


def _once(build: Callable[[], dict[str, Any]]) -> Iterator[dict[str, Any]]:
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
            raise CheckerFault(last_words(log, process.wait()))
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
