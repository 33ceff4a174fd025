"""What differs between operating systems about processes."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Collection, Iterable, Sequence

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_SWEEPS = 50
_HIGH_FD = 900


def can_fork() -> bool:
    """Whether runs are forked from a warm process (`CEM_TUTOR_NO_FORK` says no)."""
    return hasattr(os, "fork") and not os.environ.get("CEM_TUTOR_NO_FORK")


def single_threaded(environment: dict[str, str]) -> dict[str, str]:
    """The environment with BLAS kept to one thread: a fork of a threaded BLAS hangs."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return {**environment, **dict.fromkeys(names, "1")}


def die_with_parent() -> None:
    """Asks the kernel to kill this process when its parent dies (Linux; elsewhere nothing)."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Makes this process the parent of orphaned descendants, so that none gets away (Linux)."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def lift_fds(fds: Sequence[int]) -> list[int]:
    """Moves descriptors up, away from the small numbers that code may write to."""
    import fcntl
    import resource

    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    base = max(min(soft - 2 * len(fds), _HIGH_FD), 32)
    lifted = []
    for fd in fds:
        lifted.append(fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, base))
        os.close(fd)
    return lifted


def close_all_but(keep: Iterable[int]) -> None:
    """Closes what a forked process has inherited, so that ends of pipes don't stay open in it."""
    at = 3
    for fd in sorted(fd for fd in keep if fd >= at):
        os.closerange(at, fd)
        at = fd + 1
    os.closerange(at, at + 1024)


def unread(fd: int) -> bool:
    """Whether a pipe holds something that was not read yet."""
    if sys.platform == "win32":
        return False
    import fcntl
    import termios

    waiting = bytearray(4)
    try:
        fcntl.ioctl(fd, termios.FIONREAD, waiting)
    except OSError:
        return False
    return any(waiting)


def end_group(pid: int, spare: Collection[int] = (), patience: float = 0.0) -> int | None:
    """Kills a child of this process, its group and every descendant; returns its exit status.

    The status is as `subprocess` counts it (negative for a signal); None if it was still running.

    Args:
        spare: other children of this process, which live on.
        patience: seconds to wait for a child that is dying by itself, so that its status is known.
    """
    strays = [] if sys.platform == "linux" else _descendants(pid)
    done, status = _wait(pid, patience)
    kill_group(pid)
    if not done:
        os.waitpid(pid, 0)
    _kill(strays)
    _sweep(spare)
    return os.waitstatus_to_exitcode(status) if done else None


def kill_group(pid: int) -> None:
    """Kills a process and its group; `end_group` still has to see to the rest."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _wait(pid: int, patience: float) -> tuple[int, int]:
    deadline = time.monotonic() + patience
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done or time.monotonic() >= deadline:
            return done, status
        time.sleep(0.001)


def end_tree(pid: int) -> None:
    """Kills a process and its descendants (where there are no process groups to rely on)."""
    _kill([*_descendants(pid), pid])


def _sweep(spare: Collection[int]) -> None:
    """Kills what orphans this process has adopted: forks that left the group."""
    for _ in range(_SWEEPS):
        if not spare and not _has_children():
            return
        strays = [pid for pid in _children() if pid not in spare]
        if not strays:
            return
        for pid in strays:
            _kill([*_descendants(pid), pid])
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    import psutil

    return [p.pid for p in psutil.Process().children()]


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _descendants(pid: int) -> list[int]:
    import psutil

    try:
        return [p.pid for p in psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return []


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError, OSError):
            os.kill(pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
