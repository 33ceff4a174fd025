"""Makes the learner's processes and ends them.

Where there is fork, the *root*, a process that holds the libraries, but neither checks nor
reference, forks a guest for every function. Elsewhere each guest is a fresh process.
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
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from tutor.checking import platform, wire

MEMORY = 2 << 30
OUTPUT_KEPT = 1 << 20
_FDS = 3
_SETTLING = 0.05


class Output:
    """What a guest prints: the first mebibyte is kept, the rest counted."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
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

    def settle(self) -> None:
        """Waits a moment for the thread to have read what is in the pipe by now."""
        deadline = time.monotonic() + _SETTLING
        while self._thread.is_alive() and platform.unread(self._fd):
            if time.monotonic() > deadline:  # something prints without end
                return
            time.sleep(0.0005)
        time.sleep(0.0005)  # from the read to the count

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

    def end(self, handle: Handle, patience: float | None = None) -> int | None:
        """Ends a guest and all that it started, without waiting for it.

        With `patience`, seconds in which it may end by itself, its exit status is returned as
        `subprocess` counts it; None if it was still running.
        """

    def close(self) -> None:
        """Ends every guest."""


class Forked:
    """Guests forked from the root (see `tutor.checking.root`), over a connection to it.

    A guest may kill the root (it is its parent, and of the same user). From then on guests are
    fresh processes.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._instead: FreshProcesses | None = None

    def new(self) -> Handle:
        """A fresh guest, forked ahead."""
        if self._instead:
            return self._instead.new()
        try:
            self._ask({"op": "new"})
            message, fds, _, _ = socket.recv_fds(self._connection, 256, _FDS)
        except OSError:
            fds = []
        if len(fds) != _FDS:
            self._instead = FreshProcesses()
            return self._instead.new()
        born = json.loads(message)
        channel = wire.Channel(socket.socket(fileno=fds[0]), bytes.fromhex(born["token"]))
        return Handle(born["pid"], channel, Output(fds[1]), fds[2])

    def end(self, handle: Handle, patience: float | None = None) -> int | None:
        """Kills the guest's group and whatever left it."""
        if handle.process and self._instead:
            return self._instead.end(handle, patience)
        if handle.ended:
            return None
        handle.ended = True
        status = self._end(handle.pid, patience)
        handle.channel.socket.close()
        if patience is not None:
            handle.output.finish(1.0)
        if handle.trace is not None:
            os.close(handle.trace)
        return status

    def close(self) -> None:
        """Ends every guest."""
        if self._instead:
            self._instead.close()
        with contextlib.suppress(OSError):
            self._connection.close()

    def _end(self, pid: int, patience: float | None) -> int | None:
        try:
            self._ask({"op": "end", "pid": pid, "patience": patience})
            if patience is None:
                return None
            answer = self._connection.recv(64)
        except OSError:
            answer = b""
        status: int | None = json.loads(answer)["status"] if answer else -signal.SIGKILL
        return status

    def _ask(self, request: dict[str, Any]) -> None:
        self._connection.sendall(json.dumps(request).encode() + b"\n")


class FreshProcesses:
    """A fresh interpreter for each guest, which calls back over the loopback interface."""

    def __init__(self) -> None:
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

    def end(self, handle: Handle, patience: float | None = None) -> int | None:
        """Kills the guest and its children."""
        process = handle.process
        if handle.ended or process is None:
            return None
        handle.ended = True
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience or 0)
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
