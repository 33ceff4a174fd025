"""Makes the learner's processes and ends them.

Where there is fork, a *cradle* process that holds the libraries, but neither checks nor reference,
forks a guest for every run. Elsewhere each guest is a fresh process.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, Protocol

from tutor.checking import guest, platform, wire

MEMORY = 2 << 30
OUTPUT_KEPT = 1 << 20
_FDS = 3


class Output:
    """What a guest prints: the first mebibyte is kept, the rest counted."""

    def __init__(self, fd: int) -> None:
        self._kept = bytearray()
        self.total = 0
        self._thread = threading.Thread(target=self._drain, args=(fd,), daemon=True)
        self._thread.start()

    def _drain(self, fd: int) -> None:
        with contextlib.suppress(OSError):
            while chunk := os.read(fd, 1 << 16):
                room = OUTPUT_KEPT - len(self._kept)
                self._kept += chunk[: max(room, 0)]
                self.total += len(chunk)
        os.close(fd)

    def text(self) -> str:
        """What was printed up to now, with a line that counts what was not kept."""
        text = bytes(self._kept).decode("utf-8", "replace")
        lost = self.total - len(self._kept)
        return f"{text}\n… and {lost / 1e6:,.1f} MB more that were not kept" if lost > 0 else text

    def finish(self, seconds: float) -> None:
        """Waits until the guest's end of the pipe is closed, so that nothing is missed."""
        self._thread.join(seconds)


@dataclass
class Handle:
    """A running guest, as the judge holds it."""

    pid: int
    channel: wire.Channel
    output: Output
    trace: int | None
    process: subprocess.Popen[bytes] | None = None
    ended: bool = field(default=False)


class Nursery(Protocol):
    """Makes guests."""

    def new(self) -> Handle:
        """A fresh guest."""

    def end(self, handle: Handle, patience: float = 0.0) -> int | None:
        """Ends a guest and all that it started; its exit status as `subprocess` counts it.

        None if it was still running after `patience` seconds.
        """

    def close(self) -> None:
        """Ends every guest."""


def nursery(folder: Path) -> Nursery:
    """The nursery that this platform allows. Call it before anything secret is imported."""
    return Cradle(folder) if platform.can_fork() else FreshProcesses(folder)


class Cradle:
    """A process forked from this one, while it is still clean, that forks the guests.

    A guest may kill it (it is its parent, and of the same user). From then on guests are fresh
    processes: this one is no longer clean enough to be forked.
    """

    def __init__(self, folder: Path) -> None:
        ours, theirs = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            _rock(theirs, str(folder))
        theirs.close()
        self._socket = ours
        self._folder = folder
        self._instead: FreshProcesses | None = None

    def new(self) -> Handle:
        """A fresh guest: one fork."""
        if self._instead:
            return self._instead.new()
        token = secrets.token_bytes(wire.TOKEN_BYTES)
        try:
            self._ask({"op": "new", "token": token.hex()})
            message, fds, _, _ = socket.recv_fds(self._socket, 64, _FDS)
        except OSError:
            fds = []
        if len(fds) != _FDS:
            self._instead = FreshProcesses(self._folder)
            return self._instead.new()
        channel = wire.Channel(socket.socket(fileno=fds[0]), token)
        return Handle(int(message), channel, Output(fds[1]), fds[2])

    def end(self, handle: Handle, patience: float = 0.0) -> int | None:
        """Kills the guest's group and whatever left it."""
        if handle.process and self._instead:
            return self._instead.end(handle, patience)
        if handle.ended:
            return None
        handle.ended = True
        status = self._end(handle.pid, patience)
        handle.channel.socket.close()
        handle.output.finish(1.0)
        if handle.trace is not None:
            os.close(handle.trace)
        return status

    def close(self) -> None:
        """Ends the cradle, and with it every guest."""
        if self._instead:
            self._instead.close()
        with contextlib.suppress(OSError):
            self._socket.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)

    def _end(self, pid: int, patience: float) -> int | None:
        try:
            self._ask({"op": "end", "pid": pid, "patience": patience})
            answer = self._socket.recv(64)
        except OSError:
            answer = b""
        status: int | None = json.loads(answer)["status"] if answer else -signal.SIGKILL
        return status

    def _ask(self, request: dict[str, Any]) -> None:
        self._socket.sendall(json.dumps(request).encode() + b"\n")


def _rock(control: socket.socket, folder: str) -> NoReturn:
    """The cradle's loop: forks a guest for each `new`, ends it for each `end`."""
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


class FreshProcesses:
    """A fresh interpreter for each guest, which calls back over the loopback interface."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = socket.create_server(("127.0.0.1", 0))
        self._running: list[Handle] = []

    def new(self) -> Handle:
        """A fresh guest: one interpreter."""
        token = secrets.token_bytes(wire.TOKEN_BYTES)
        port = str(self._server.getsockname()[1])
        process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "tutor.checking.guest",
                port,
                str(MEMORY),
                str(self._folder),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            start_new_session=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(token.hex().encode() + b"\n")
        process.stdin.close()
        self._server.settimeout(30)
        sock, _ = self._server.accept()
        output = Output(os.dup(process.stdout.fileno()))
        handle = Handle(process.pid, wire.Channel(sock, token), output, None, process)
        self._running.append(handle)
        return handle

    def end(self, handle: Handle, patience: float = 0.0) -> int | None:
        """Kills the guest and its children."""
        process = handle.process
        if handle.ended or process is None:
            return None
        handle.ended = True
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        status = process.poll()
        platform.end_tree(process.pid)
        process.wait()
        handle.channel.socket.close()
        handle.output.finish(1.0)
        self._running.remove(handle)
        return status

    def close(self) -> None:
        """Ends every guest."""
        for handle in list(self._running):
            self.end(handle)
        self._server.close()
