"""The warm process: holds the checks, has a judge forked ahead for each request, relays its words.

Requests and events are JSON lines on standard input and output. The learner's processes are not
forked from this one, which knows the answers, but from the clean root (`tutor.checking.root`).
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from tutor.checking import platform
from tutor.checking.nursery import Forked, FreshProcesses, Nursery
from tutor.checking.root import IDLE_SECONDS, Root, load

LIBRARIES = ("numpy", "numpy.random", "ctypes", "tutor.checking.tasks", "tutor.checking.trial")
"""What every process needs. None of it knows a right answer."""

IDLE_LIBRARIES = ("scipy.spatial.distance", "scipy.sparse", "scipy.special", "sklearn.metrics")
"""What the root imports while there is nothing to do, one at a time: learners use it."""

OWN_IDLE_LIBRARIES = ("scipy.sparse",)
"""What the reference uses on large cases. This process stays small, since it is forked often."""

WITH_TORCH = ("torch._dynamo",)
"""What it imports with the first optimizer, which takes seconds."""

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Judge:
    """A process forked ahead: it waits for a request and tells of it by events."""

    pid: int
    request: int
    events: int


class Warm:
    """The loop: one request at a time is judged; a new one or `cancel` ends it."""

    def __init__(self, requests: int, events: int, root: Root, *, once: bool) -> None:
        self._requests = requests
        self._once = once
        self._events = events
        self._root = root
        self._waiting = [] if once else list(OWN_IDLE_LIBRARIES)
        self._buffer = b""
        self._spare: Judge | None = None
        self._judge: Judge | None = None
        self._id = 0
        self._last = b""
        self._dying: list[int] = []
        self._selector = selectors.DefaultSelector()
        self._selector.register(requests, selectors.EVENT_READ)
        self._selector.register(root.socket, selectors.EVENT_READ)

    def run(self) -> None:
        """Serves until standard input closes, or the root has died and nothing is left to say."""
        alive = True
        while alive or self._judge:
            ready = self._selector.select(self._patience)
            for key, _ in ready:
                if key.fileobj is self._root.socket:  # the learner's code can kill it
                    self._selector.unregister(self._root.socket)
                    alive = False
                elif key.fd != self._requests:
                    self._relay(key.fd)
                elif not self._read():
                    alive = False
                    self._end_judge()
                    break
            if not ready:
                self._use_leisure()
        self._end_spare()
        self._bury()

    @property
    def _patience(self) -> float | None:
        if self._dying or (not self._judge and self._waiting) or self._lacks_spare:
            return IDLE_SECONDS
        return None

    @property
    def _lacks_spare(self) -> bool:
        return self._spare is None and bool(self._last) and not self._once

    def _use_leisure(self) -> None:
        """Does one of the things that can wait until nothing happens."""
        if self._dying:
            self._bury()
        elif not self._judge and self._waiting:
            load(self._waiting.pop(0))
            self._end_spare()
        elif self._lacks_spare:
            self._spare = self._fork_judge(self._last)

    def _read(self) -> bool:
        chunk = os.read(self._requests, _CHUNK)
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        for line in lines:
            request = json.loads(line)
            self._end_judge()
            if request["op"] != "cancel":
                self._start(request, line)
        return bool(chunk)

    def _start(self, request: Mapping[str, Any], line: bytes) -> None:
        with contextlib.suppress(OSError):  # no root: the judge finds another way
            self._root.load(request.get("libraries", ()))
        if not self._once and learn(request):  # else the judge learns, while the file is run
            self._end_spare()
            self._waiting += [lib for lib in WITH_TORCH if "torch" in sys.modules]
        judge, self._spare = self._spare or self._fork_judge(), None
        self._judge, self._id, self._last = judge, request["id"], line
        _write(judge.request, line + b"\n")
        self._selector.register(judge.events, selectors.EVENT_READ)

    def _fork_judge(self, rehearsed: bytes = b"") -> Judge:
        connection = self._connect()
        request, request_end = os.pipe()
        events, events_end = os.pipe()
        gc.freeze()  # the fork's pages stay shared when the child collects garbage
        pid = os.fork()
        if pid == 0:
            kept = (request, events_end, *([connection.fileno()] if connection else []))
            platform.close_all_but(kept)
            _become_judge(request, events_end, connection, rehearsed)
        for fd in (request, events_end):
            os.close(fd)
        if connection:
            connection.close()
        return Judge(pid, request_end, events)

    def _connect(self) -> socket.socket | None:
        try:
            return self._root.connect()
        except OSError:
            return None

    def _relay(self, fd: int) -> None:
        if self._judge is None or self._judge.events != fd:
            return  # ended by a request that came in the same moment
        chunk = os.read(fd, _CHUNK)
        if chunk:
            _write(self._events, chunk)
        else:
            self._end_judge()
            _write(self._events, json.dumps({"id": self._id, "event": "end"}).encode() + b"\n")

    def _end_judge(self) -> None:
        """Ends the judge, if one runs; the root sees that and ends its guests."""
        if self._judge is None:
            return
        judge, self._judge = self._judge, None
        self._selector.unregister(judge.events)
        self._end(judge)
        # A line cut short by the kill must not run into the next event.
        _write(self._events, b"\n")

    def _end_spare(self) -> None:
        """Ends the judge forked ahead: it lacks what was imported since."""
        if self._spare:
            spare, self._spare = self._spare, None
            self._end(spare)

    def _end(self, judge: Judge) -> None:
        """Kills a judge; waiting for its end takes a while, and is done at leisure."""
        platform.kill_group(judge.pid)
        self._dying.append(judge.pid)
        os.close(judge.request)
        os.close(judge.events)

    def _bury(self) -> None:
        others = [self._root.pid, *(j.pid for j in (self._spare, self._judge) if j)]
        while self._dying:
            *rest, pid = self._dying
            platform.end_group(pid, [*others, *rest])
            self._dying = rest


def _become_judge(
    request: int, events: int, connection: socket.socket | None, rehearsed: bytes
) -> NoReturn:
    try:
        gc.disable()  # it would write to all pages that are shared, for a process that ends soon
        os.setsid()
        platform.die_with_parent()
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1):
            os.dup2(null, fd)
        if rehearsed:
            rehearse(json.loads(rehearsed), lambda: bool(select.select([request], [], [], 0)[0]))
        with open(request, "rb") as waiting:
            line = waiting.readline()
        if line:
            judge(json.loads(line), events, lambda: _nursery(connection))
    finally:
        os._exit(0)


def _nursery(connection: socket.socket | None) -> Nursery:
    return Forked(connection) if connection else FreshProcesses()


def learn(request: Mapping[str, Any]) -> bool:
    """Loads the answers that a request needs, once; says whether any were new."""
    before = len(sys.modules)
    with contextlib.suppress(Exception):  # a lesson at fault: the judge will say so
        for target in (*request.get("targets", ()), *request.get("all", ())):
            importlib.import_module(f"reference.{target['module']}")
            checks = importlib.import_module(f"{target['package']}.checks").CHECKS
            checks.get(target["name"])
    return len(sys.modules) > before


def rehearse(request: Mapping[str, Any], is_asked: Callable[[], bool]) -> None:
    """Goes through the last request again, until something is asked: likely much the same."""
    from tutor.checking import tasks

    with contextlib.suppress(Exception):  # whatever is wrong will be found when it counts
        tasks.rehearse(request, is_asked)


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


def main(*, once: bool) -> None:
    """What the process does: `python -m tutor.checking.warm [--once]`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    events = os.dup(1)
    os.dup2(2, 1)
    for library in LIBRARIES:
        load(library)
    if platform.can_fork():
        _serve(events, once)
    else:
        _serve_without_fork(events)


def _serve(events: int, once: bool) -> None:
    root = Root(() if once else IDLE_LIBRARIES)
    try:
        Warm(0, events, root, once=once).run()
    finally:
        root.close()


def _serve_without_fork(events: int) -> None:
    """Judges in this process, one request after another; the front ends it to cancel."""
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] != "cancel":
            judge(request, events, FreshProcesses)
            _write(events, json.dumps({"id": request["id"], "event": "end"}).encode() + b"\n")


if __name__ == "__main__":
    main(once="--once" in sys.argv)
