"""Clean processes: they hold the libraries and know no right answer. Guests are forked from them.

The *root* is forked from the warm process before that imports any checks. For every request it
forks a *cradle*, which serves one judge and ends with it; the cradle forks the guests.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

from tutor.checking import guest, platform
from tutor.checking.nursery import MEMORY

IDLE_SECONDS = 0.05
_SWEEP_SECONDS = 0.5


class Root:
    """The warm process's handle on the root."""

    def __init__(self, idle_libraries: Sequence[str]) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()
            _grow(theirs, list(idle_libraries))
        theirs.close()
        self._socket = ours
        self._unanswered = 0

    def cradle(self, folder: str, libraries: Sequence[str]) -> socket.socket:
        """A socket to a new cradle, which imports these libraries first.

        Returns at once: the cradle is there when the first guest is asked for.
        """
        while self._unanswered:  # one message at a time, so that none runs into the next
            self._unanswered -= len(self._socket.recv(1))
        ours, theirs = socket.socketpair()
        message = json.dumps({"folder": folder, "libraries": list(libraries)}).encode()
        socket.send_fds(self._socket, [message], [theirs.fileno()])
        theirs.close()
        self._unanswered = 1
        return ours

    def close(self) -> None:
        """Ends the root, and with it all cradles and guests."""
        self._socket.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _grow(control: socket.socket, waiting: list[str]) -> NoReturn:
    """The root's loop."""
    platform.die_with_parent()
    platform.adopt_orphans()
    cradles: set[int] = set()
    try:
        while True:
            idle = IDLE_SECONDS if waiting else _SWEEP_SECONDS if cradles else None
            if select.select([control], [], [], idle)[0]:
                message, fds = _next_message(control)
                if not message:
                    break
                cradles.add(_fork_cradle(json.loads(message), fds[0], control))
            elif waiting and not cradles:
                load(waiting.pop(0))
            platform.reap(cradles)
    except BaseException:  # this process never returns: its traceback must not get lost
        traceback.print_exc()
    finally:
        for pid in cradles:
            platform.end_group(pid)
        os._exit(0)


def _next_message(control: socket.socket) -> tuple[bytes, list[int]]:
    """The warm process's next message, acknowledged; empty when it has gone."""
    try:
        message, fds, _, _ = socket.recv_fds(control, 1 << 16, 1)
        control.sendall(b".")
    except OSError:
        return b"", []
    return message, fds


def _fork_cradle(request: dict[str, Any], fd: int, control: socket.socket) -> int:
    for library in request["libraries"]:
        load(library)
    gc.freeze()  # the fork's pages stay shared when the child collects garbage
    pid = os.fork()
    if pid == 0:
        control.close()
        rock(socket.socket(fileno=fd), request["folder"])
    os.close(fd)
    return pid


def load(library: str) -> None:
    """Imports a library, if it is there and works."""
    with contextlib.suppress(Exception):
        importlib.import_module(library)


def rock(control: socket.socket, folder: str) -> NoReturn:
    """A cradle's loop: forks a guest for each `new`, ends it for each `end`."""
    platform.die_with_parent()
    platform.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    guests: set[int] = set()
    try:
        for line in control.makefile("rb"):
            request = json.loads(line)
            if request["op"] == "new":
                guests.add(_fork_guest(control, bytes.fromhex(request["token"]), folder))
            else:
                guests.discard(request["pid"])
                status = platform.end_group(request["pid"], guests, request["patience"])
                control.sendall(json.dumps({"status": status}).encode())
    except BaseException:  # as in the root
        traceback.print_exc()
    finally:
        for pid in guests:
            platform.end_group(pid)
        os._exit(0)


def _fork_guest(control: socket.socket, token: bytes, folder: str) -> int:
    ours, theirs = socket.socketpair()
    output, output_end = os.pipe()
    trace, trace_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        _be_born(guest.Fds(theirs.detach(), output_end, trace_end), token, folder)
    theirs.close()
    os.close(output_end)
    os.close(trace_end)
    socket.send_fds(control, [str(pid).encode()], [ours.fileno(), output, trace])
    ours.close()
    os.close(output)
    os.close(trace)
    return pid


def _be_born(fds: guest.Fds, token: bytes, folder: str) -> NoReturn:
    """In the guest: out of the group, out of the low descriptors that code plays with."""
    try:
        os.setsid()
        platform.die_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        high = platform.lift_fds((fds.channel, fds.trace))
        guest.run(guest.Fds(high[0], fds.output, high[1]), token, MEMORY, folder)
    finally:
        os._exit(70)
