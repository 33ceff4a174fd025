"""The checking process begun before all else: forked while this one has imported next to nothing.

So its imports, which take longest, run beside ours, and it need not start Python once more.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from pathlib import Path
from subprocess import TimeoutExpired
from typing import BinaryIO, NoReturn

from tutor.checking import platform


class Ahead:
    """The process, as `subprocess.Popen` would show it; `log` takes what it says to us."""

    def __init__(self, pid: int, stdin: BinaryIO, stdout: BinaryIO, log: BinaryIO) -> None:
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        self.log = log

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status.

        Raises:
            TimeoutExpired: it runs on.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            pid, status = os.waitpid(self.pid, 0 if deadline is None else os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutExpired("checker", timeout or 0)
            time.sleep(0.002)

    def kill(self) -> None:
        """Ends it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


def begin() -> Ahead | None:
    """Forks the process; None where that can't be, or where threads or NumPy make it unsafe."""
    safe = threading.active_count() == 1 and "numpy" not in sys.modules
    if not (safe and platform.can_fork() and hasattr(os, "memfd_create")):
        return None
    request, request_end = os.pipe()
    events, events_end = os.pipe()
    log = os.memfd_create("cem-tutor")
    pid = os.fork()
    if pid == 0:
        os.close(request_end)
        os.close(events)
        _become_warm(request, events_end, log)
    os.close(request)
    os.close(events_end)
    return Ahead(pid, open(request_end, "wb"), open(events, "rb"), open(log, "rb"))


def _become_warm(request: int, events: int, log: int) -> NoReturn:
    try:
        os.setsid()
        for fd, standard in ((request, 0), (events, 1), (log, 2)):
            os.dup2(fd, standard)
            os.close(fd)
        os.environ.update(platform.single_threaded({}))
        _leave_the_folder()
        from tutor.checking import warm

        warm.main(once=True)
    finally:
        os._exit(1)


def _leave_the_folder() -> None:
    """The folder that we are in may hold a learner's numpy.py: nothing is imported from it."""
    home = str(Path(__file__).parents[2])
    rest = sys.path if sys.flags.safe_path else sys.path[1:]
    sys.path[:] = [home, *rest]
