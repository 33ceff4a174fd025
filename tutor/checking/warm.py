"""The warm process: holds libraries and checks, forks a judge for each request, relays its words.

Requests and events are JSON lines on standard input and output. The learner's processes are not
forked from this one, which knows the answers, but from the clean root (`tutor.checking.cradle`).
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from tutor.checking import platform
from tutor.checking.cradle import IDLE_SECONDS, Root, load
from tutor.checking.nursery import Cradle, FreshProcesses, Nursery

LIBRARIES = ("numpy", "numpy.random", "ctypes", "tutor.checking.tasks", "tutor.checking.trial")
"""What every process needs. None of it knows a right answer."""

IDLE_LIBRARIES = ("scipy.spatial.distance", "scipy.sparse", "scipy.special", "sklearn.metrics")
"""What is imported while there is nothing to do, one at a time: learners use it."""

_CHUNK = 1 << 16


class Warm:
    """The loop: one request at a time is judged; a new one or `cancel` ends it."""

    def __init__(self, requests: int, events: int, root: Root, idle: Sequence[str]) -> None:
        self._requests = requests
        self._events = events
        self._root = root
        self._waiting = list(idle)
        self._buffer = b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(requests, selectors.EVENT_READ)
        self._judge: tuple[int, int, int] | None = None  # request id, pid, its events

    def run(self) -> None:
        """Serves until standard input closes."""
        while True:
            idle = self._judge is None and self._waiting
            ready = self._selector.select(IDLE_SECONDS if idle else None)
            for key, _ in ready:
                if key.fd != self._requests:
                    self._relay(key.fd)
                elif not self._read():
                    return self._end_judge()
            if idle and not ready:
                load(self._waiting.pop(0))

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
        cradle = self._root.cradle(request.get("workspace", ""), request.get("libraries", ()))
        learn(request)
        gc.freeze()  # the fork's pages stay shared when the child collects garbage
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ours)
            _become_judge(request, theirs, cradle)
        os.close(theirs)
        cradle.close()
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
        platform.end_group(pid, (self._root.pid,))
        # A line cut short by the kill must not run into the next event.
        _write(self._events, b"\n")
        os.close(fd)


def _become_judge(request: Mapping[str, Any], events: int, cradle: socket.socket) -> NoReturn:
    try:
        os.setsid()
        platform.die_with_parent()
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1):
            os.dup2(null, fd)
        judge(request, events, lambda: Cradle(cradle, Path(request.get("workspace", ""))))
    finally:
        os._exit(0)


def learn(request: Mapping[str, Any]) -> None:
    """Loads the answers that a request needs: once, so that what is forked later has them."""
    with contextlib.suppress(Exception):  # a lesson at fault: the judge will say so
        for target in (*request.get("targets", ()), *request.get("all", ())):
            importlib.import_module(f"reference.{target['module']}")
            checks = importlib.import_module(f"{target['package']}.checks").CHECKS
            checks.get(target["name"])


def judge(request: Mapping[str, Any], events: int, nursery: Callable[[], Nursery]) -> None:
    """Carries out a request."""
    from tutor.checking import tasks

    def emit(event: Mapping[str, Any]) -> None:
        _write(events, json.dumps({"id": request["id"], **event}).encode() + b"\n")

    try:
        tasks.run(request, nursery, emit)
    except Exception:  # a fault of ours must reach the front as an event, not as silence
        emit({"event": "fault", "text": traceback.format_exc()})


def _write(fd: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError):
        while content:
            content = content[os.write(fd, content) :]


def main() -> None:
    """Entry of the process: `python -m tutor.checking.warm [--once]`."""
    once = "--once" in sys.argv
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    events = os.dup(1)
    os.dup2(2, 1)
    for library in LIBRARIES:
        load(library)
    if platform.can_fork():
        _serve(events, () if once else IDLE_LIBRARIES)
    else:
        _serve_without_fork(events)


def _serve(events: int, idle: Sequence[str]) -> None:
    root = Root(idle)
    try:
        Warm(0, events, root, idle).run()
    finally:
        root.close()


def _serve_without_fork(events: int) -> None:
    """Judges in this process, one request after another; the front ends it to cancel."""
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] != "cancel":
            folder = Path(request.get("workspace", ""))
            judge(request, events, lambda folder=folder: FreshProcesses(folder))  # type: ignore[misc]
            _write(events, json.dumps({"id": request["id"], "event": "end"}).encode() + b"\n")


if __name__ == "__main__":
    main()
