"""The process that a training is started as: keeps the one that trains, and ends it for sure.

    python -P -m tutor.training.process

The first line on standard input says what to train (see `client.request`); each line after it is
`pause`, `resume` or `cancel`. The end of the input cancels: whoever asked is gone. Events go to
standard output, a JSON object a line (see `tutor.training.run`), `ended` the last.

The learner's code runs in a child with a session of its own, which can therefore be stopped and
killed with all that it starts, also while it is stopped. This process imports no library.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from tutor.checking import platform
from tutor.checking.nursery import Output

LONGEST = 4 << 20
"""Bytes of an event's line; what is longer is not ours."""
SETTLED = 1.0
"""Seconds that a child which has closed its channel gets to end by itself."""
OUTPUT_SHOWN = 20_000


class Supervisor:
    """One child that trains, from its start to its end."""

    def __init__(self, request: bytes, out: IO[bytes]) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._how = ""
        self._is_paused = False
        self._child = _child()
        assert self._child.stdin is not None
        assert self._child.stderr is not None
        self._output = Output(os.dup(self._child.stderr.fileno()))
        with contextlib.suppress(OSError):
            self._child.stdin.write(request)
            self._child.stdin.close()

    def forward(self) -> None:
        """Hands on the child's events until it ends, then says how it did."""
        assert self._child.stdout is not None
        while line := self._child.stdout.readline(LONGEST):
            event = _event(line)
            if event and event["event"] not in ("ended", "paused", "resumed"):
                self._note(event)
                self._send(event)
        status = self._end(SETTLED)
        self._output.finish(SETTLED)
        text = "" if self._how else _death(status)
        output = self._output.text()[-OUTPUT_SHOWN:]
        self._send({"event": "ended", "how": self._how or "died", "text": text, "output": output})

    def obey(self, request: str) -> None:
        """Does what a line of the input says."""
        with self._lock:
            if self._how:
                return
            if request == "cancel":
                self._how = "cancelled"
                _kill(self._child.pid)
            elif request in ("pause", "resume"):
                self._hold(request == "pause")

    def _hold(self, is_paused: bool) -> None:
        if is_paused != self._is_paused and _signal(self._child.pid, is_paused):
            self._is_paused = is_paused
            self._write({"event": "paused" if is_paused else "resumed"})

    def _note(self, event: dict[str, Any]) -> None:
        with self._lock:
            if event["event"] in ("done", "nan", "failed") and not self._how:
                self._how = event["event"]

    def _end(self, patience: float) -> int | None:
        if os.name == "posix":
            return platform.end_group(self._child.pid, patience=patience)
        platform.end_tree(self._child.pid)
        return self._child.wait()

    def _send(self, event: dict[str, Any]) -> None:
        with self._lock:
            self._write(event)

    def _write(self, event: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self._out.write(json.dumps(event).encode() + b"\n")
            self._out.flush()


def _child() -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "tutor.training.worker"],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env=_environment(),
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """All processors but one: whoever trains also reads, and types."""
    count = str(threads())
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    home = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, **dict.fromkeys(names, count), "PYTHONPATH": path}


def threads() -> int:
    """How many threads a training may use."""
    if sys.platform == "linux":
        return max(len(os.sched_getaffinity(0)) - 1, 1)
    return max((os.cpu_count() or 2) - 1, 1)


def _signal(pid: int, is_paused: bool) -> bool:
    """Stops the child's group, or lets it go on; whether that was possible."""
    try:
        if os.name == "posix":
            os.killpg(pid, signal.SIGSTOP if is_paused else signal.SIGCONT)
        else:
            import psutil

            for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
                process.suspend() if is_paused else process.resume()
    except Exception:  # it has just ended
        return False
    return True


def _kill(pid: int) -> None:
    """Kills the child, its group, and what left the group: it would keep the channel open."""
    platform.kill_group(pid)
    import psutil

    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            process.kill()


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None


def _death(status: int | None) -> str:
    if status == -9:
        return "The training was killed, as the system does where memory runs out: train with less."
    if status is not None and status < 0:
        name = signal.Signals(-status).name
        return f"The process that trained was ended by {name}: a crash inside a library."
    return f"The process that trained ended of itself (status {status}) before it was done."


def main() -> None:
    """Keeps one training."""
    platform.adopt_orphans()
    supervisor = Supervisor(sys.stdin.buffer.readline(), sys.stdout.buffer)
    threading.Thread(target=_obeying, args=(supervisor,), daemon=True).start()
    supervisor.forward()
    os._exit(0)  # the other thread waits for input that need not come


def _obeying(supervisor: Supervisor) -> None:
    """Here in a thread: the child was begun in the main one, whose end is its own."""
    for line in sys.stdin:
        supervisor.obey(line.strip())
    supervisor.obey("cancel")


if __name__ == "__main__":
    main()
