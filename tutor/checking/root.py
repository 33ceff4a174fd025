"""The root: a clean process that holds the libraries, knows no right answer, and forks the guests.

It is forked from the warm process before that imports any checks. One guest is always forked
ahead: a fork of a process with all libraries takes 15 ms, which nobody has to wait for so.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import secrets
import selectors
import signal
import socket
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from exercises.kit.case import FROM_SCRATCH
from tutor.checking import guest, platform, wire
from tutor.checking.nursery import MEMORY

IDLE_SECONDS, BURIAL_SECONDS = 0.05, 0.02


class Root:
    """The warm process's handle on the root. Its socket becomes readable when the root dies."""

    def __init__(self, idle_libraries: Sequence[str]) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()
            _grow(theirs, list(idle_libraries))
        theirs.close()
        self.socket = ours
        self._loaded: set[str] = set()

    def connect(self) -> socket.socket:
        """A connection over which a judge asks for guests; they end with it.

        Raises:
            OSError: the root has died.
        """
        ours, theirs = socket.socketpair()
        socket.send_fds(self.socket, [b"{}"], [theirs.fileno()])
        theirs.close()
        self._acknowledged()
        return ours

    def load(self, libraries: Sequence[str]) -> None:
        """Has libraries imported, so that guests need not.

        Raises:
            OSError: the root has died.
        """
        fresh = set(libraries) - self._loaded
        if fresh:
            self._loaded |= fresh
            self.socket.sendall(json.dumps({"libraries": sorted(fresh)}).encode())
            self._acknowledged()

    def close(self) -> None:
        """Ends the root, and with it all guests."""
        self.socket.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def _acknowledged(self) -> None:
        """Waits for the answer, so that no message runs into the next."""
        if not self.socket.recv(1):
            raise ConnectionResetError("the root has died")


@dataclass(frozen=True)
class Spare:
    """A guest that was forked ahead: its process, its token, our ends of its descriptors."""

    pid: int
    token: bytes
    fds: tuple[int, int, int]

    def close(self) -> None:
        """Closes our ends."""
        for fd in self.fds:
            os.close(fd)


class Tree:
    """The root's state: judges' connections, each with its guests, and the guest forked ahead."""

    def __init__(self, control: socket.socket, waiting: list[str]) -> None:
        self._control = control
        self._waiting = waiting
        self._spare: Spare | None = None
        self._guests: dict[socket.socket, set[int]] = {}
        self._buffers: dict[socket.socket, bytes] = {}
        self._dying: list[int] = []
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)

    def run(self) -> None:
        """Serves until the warm process goes."""
        while True:
            if self._spare is None and not self._pids:
                self._spare = _fork_guest()
            ready = self._selector.select(self._patience)
            if not ready and self._dying:
                self._bury()
                continue
            if not ready and self._spare is None:
                self._spare = _fork_guest()
                continue
            for key, _ in ready:
                if key.fileobj is not self._control:
                    self._serve(key.fileobj)  # type: ignore[arg-type]
                elif not self._obey():
                    return
            if not ready and self._waiting and not self._pids:
                self._load([self._waiting.pop(0)])

    def end(self) -> None:
        """Ends every guest."""
        self._bury()
        for pid in [*self._pids, *([self._spare.pid] if self._spare else [])]:
            platform.end_group(pid)

    @property
    def _patience(self) -> float | None:
        """A guest at work has the processors to itself at first; then one more is forked ahead."""
        if self._dying:
            return BURIAL_SECONDS
        if self._pids:
            return IDLE_SECONDS if self._spare is None else None
        return IDLE_SECONDS if self._waiting else None

    @property
    def _pids(self) -> list[int]:
        return [pid for pids in self._guests.values() for pid in pids]

    def _obey(self) -> bool:
        """Carries out a message of the warm process; False when that has gone."""
        try:
            message, fds, _, _ = socket.recv_fds(self._control, 1 << 16, 1)
        except OSError:
            return False
        if not message:
            return False
        self._load(json.loads(message).get("libraries", []))
        for fd in fds:
            connection = socket.socket(fileno=fd)
            self._guests[connection], self._buffers[connection] = set(), b""
            self._selector.register(connection, selectors.EVENT_READ)
        self._control.sendall(b".")
        return True

    def _serve(self, connection: socket.socket) -> None:
        """Carries out what a judge asks; its guests end when it has gone."""
        try:
            chunk = connection.recv(1 << 16)
            *lines, self._buffers[connection] = (self._buffers[connection] + chunk).split(b"\n")
            for line in lines:
                self._answer(connection, json.loads(line))
        except OSError:
            chunk = b""
        if not chunk:
            self._selector.unregister(connection)
            self._kill(self._guests.pop(connection))
            connection.close()

    def _kill(self, pids: Iterable[int]) -> None:
        """Kills guests at once. Waiting for their end takes 5 ms each: that is done later."""
        for pid in pids:
            platform.kill_group(pid)
            self._dying.append(pid)

    def _bury(self) -> None:
        while self._dying:
            platform.end_group(self._dying[-1], self._others(self._dying[-1]))
            self._dying.pop()

    def _answer(self, connection: socket.socket, request: dict[str, Any]) -> None:
        if request["op"] == "new":
            spare, self._spare = self._spare or _fork_guest(), None
            self._guests[connection].add(spare.pid)
            born = json.dumps({"pid": spare.pid, "token": spare.token.hex()}).encode()
            socket.send_fds(connection, [born], spare.fds)
            spare.close()
            return
        pid = request["pid"]
        if request["patience"] is None:
            self._guests[connection].discard(pid)
            self._kill([pid])
            return
        status = platform.end_group(pid, self._others(pid), request["patience"])
        self._guests[connection].discard(pid)
        connection.sendall(json.dumps({"status": status}).encode())

    def _others(self, pid: int) -> list[int]:
        """The children of this process that live on when a guest ends."""
        spare = [self._spare.pid] if self._spare else []
        return [p for p in (*self._pids, *self._dying, *spare) if p != pid]

    def _load(self, libraries: Sequence[str]) -> None:
        """Imports libraries; the guest forked ahead, which lacks them, is replaced."""
        for library in libraries:
            load(library)
        if libraries and self._spare:
            spare, self._spare = self._spare, None
            platform.end_group(spare.pid, self._others(spare.pid))
            spare.close()


def load(library: str) -> None:
    """Imports a library, if it is there and works."""
    with contextlib.suppress(Exception):
        importlib.import_module(library)


def _grow(control: socket.socket, waiting: list[str]) -> NoReturn:
    platform.die_with_parent()
    platform.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tree = Tree(control, waiting)
    try:
        tree.run()
    except BaseException:  # this process never returns: its traceback must not get lost
        traceback.print_exc()
    finally:
        tree.end()
        os._exit(0)


def _fork_guest() -> Spare:
    ours, theirs = socket.socketpair()
    output, output_end = os.pipe()
    trace, trace_end = os.pipe()
    token = secrets.token_bytes(wire.TOKEN_BYTES)
    gc.freeze()  # the fork's pages stay shared when the child collects garbage
    pid = os.fork()
    if pid == 0:
        _be_born(guest.Fds(theirs.detach(), output_end, trace_end), token)
    theirs.close()
    os.close(output_end)
    os.close(trace_end)
    return Spare(pid, token, (ours.detach(), output, trace))


def _be_born(fds: guest.Fds, token: bytes) -> NoReturn:
    """In the guest: out of the group, out of the low descriptors that code plays with."""
    try:
        os.setsid()
        platform.die_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        high = platform.lift_fds((fds.channel, fds.trace))
        guest.run(guest.Fds(high[0], fds.output, high[1]), token, MEMORY, FROM_SCRATCH)
    finally:
        os._exit(70)
