"""The warm process: holds the libraries, forks a judge for each request, relays what it says.

Requests and events are JSON lines on standard input and output. This process runs nothing of the
learner's and imports nothing of the reference, so that what is forked from it is clean.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from tutor.checking import platform

LIBRARIES = ("numpy", "numpy.random", "ctypes", "tutor.checking.trial", "tutor.checking.tasks")
"""What every request needs. None of it knows a right answer."""

IDLE_LIBRARIES = ("scipy.spatial.distance", "scipy.sparse", "scipy.special", "sklearn.metrics")
"""What is imported while there is nothing to do, one at a time."""

_IDLE_SECONDS = 0.05
_CHUNK = 1 << 16


class Warm:
    """The loop: one request at a time is judged; a new one or `cancel` ends it."""

    def __init__(self, requests: int, events: int, libraries: Sequence[str]) -> None:
        self._requests = requests
        self._events = events
        self._waiting = list(libraries)
        self._buffer = b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(requests, selectors.EVENT_READ)
        self._judge: tuple[int, int, int] | None = None  # request id, pid, its events

    def run(self) -> None:
        """Serves until standard input closes."""
        while True:
            idle = self._judge is None and self._waiting
            ready = self._selector.select(_IDLE_SECONDS if idle else None)
            for key, _ in ready:
                if key.fd != self._requests:
                    self._relay(key.fd)
                elif not self._read():
                    return self._end_judge()
            if idle and not ready:
                _import(self._waiting.pop(0))

    def _read(self) -> bool:
        chunk = os.read(self._requests, _CHUNK)
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        for line in lines:
            request = json.loads(line)
            self._end_judge()
            if request["op"] != "cancel":
                self._start(request)
        return bool(chunk)

    def _start(self, request: Mapping[str, Any]) -> None:
        for library in request.get("libraries", ()):
            _import(library)
        gc.freeze()  # the fork's pages stay shared when the child collects garbage
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ours)
            _become_judge(request, theirs)
        os.close(theirs)
        self._judge = (request["id"], pid, ours)
        self._selector.register(ours, selectors.EVENT_READ)

    def _relay(self, fd: int) -> None:
        chunk = os.read(fd, _CHUNK)
        if chunk:
            _write(self._events, chunk)
        elif self._judge:
            id = self._judge[0]
            self._end_judge()
            _write(self._events, json.dumps({"id": id, "event": "end"}).encode() + b"\n")

    def _end_judge(self) -> None:
        """Ends the judge, if one runs; its cradle sees that and ends the guests."""
        if self._judge is None:
            return
        _, pid, fd = self._judge
        self._judge = None
        self._selector.unregister(fd)
        platform.end_group(pid)
        # A line cut short by the kill must not run into the next event.
        _write(self._events, b"\n")
        os.close(fd)


def _become_judge(request: Mapping[str, Any], events: int) -> NoReturn:
    try:
        os.setsid()
        platform.die_with_parent()
        platform.adopt_orphans()
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1):
            os.dup2(null, fd)
        judge(request, events)
    finally:
        os._exit(0)


def judge(request: Mapping[str, Any], events: int) -> None:
    """Carries out a request in this process, which should end after it."""
    from tutor.checking import tasks

    def emit(event: Mapping[str, Any]) -> None:
        _write(events, json.dumps({"id": request["id"], **event}).encode() + b"\n")

    try:
        tasks.run(request, emit)
    except Exception:  # a fault of ours must reach the front as an event, not as silence
        emit({"event": "fault", "text": traceback.format_exc()})


def _write(fd: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError):
        while content:
            content = content[os.write(fd, content) :]


def _import(library: str) -> None:
    with contextlib.suppress(ImportError):
        importlib.import_module(library)


def main() -> None:
    """Entry of the process: `python -m tutor.checking.warm [--once]`."""
    once = "--once" in sys.argv
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    events = os.dup(1)
    os.dup2(2, 1)
    for library in LIBRARIES:
        _import(library)
    if platform.can_fork():
        platform.adopt_orphans()
        gc.freeze()
        Warm(0, events, () if once else IDLE_LIBRARIES).run()
        return
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] != "cancel":
            judge(request, events)
            _write(events, json.dumps({"id": request["id"], "event": "end"}).encode() + b"\n")


if __name__ == "__main__":
    main()
