"""The lock that one process at a time holds from reading to writing."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE = 1.0
"""Seconds to wait for another process."""
IMPATIENCE = 0.05
"""The same once there was trouble: a process that hangs must not make the app hang again."""
LAST_PATIENCE = 5.0
"""The same at the end, where what can't be written then is lost."""
_POLL = 0.001


class Lock:
    """A lock on `folder`, which is made if missing; a killed process lets go of it.

    Filelock does the hard part: waiting, Windows, file systems without flock. But it takes 220 µs
    a time, as long as an fsync, and 40 ms to import. So where nobody else holds the lock, the
    same flock on the same file is taken directly, in 10 µs; each way excludes the other.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "lock"
        self._depth = 0

    @contextlib.contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Holds the lock, also where it is held already (one thread); TimeoutError or OSError."""
        with contextlib.ExitStack() as stack:
            if self._depth == 0:
                if not self._folder.is_dir():
                    self._folder.mkdir(parents=True, exist_ok=True)
                self._take(stack, patience)
            self._depth += 1
            stack.callback(self._leave)
            yield

    def _leave(self) -> None:
        self._depth -= 1

    def _take(self, stack: contextlib.ExitStack, timeout: float) -> None:
        if self._take_at_once(stack):
            return
        from filelock import FileLock

        lock = FileLock(self._path, thread_local=False)
        stack.enter_context(lock.acquire(timeout=timeout, poll_interval=_POLL))

    def _take_at_once(self, stack: contextlib.ExitStack) -> bool:
        """False where the lock is held or flock does not work here. Closing the file lets go."""
        if fcntl is None:
            return False
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = os.fstat(descriptor).st_nlink > 0  # 0: the file was removed, and guards nothing
        except OSError:
            held = False
        if held:
            stack.callback(os.close, descriptor)
        else:
            os.close(descriptor)
        return held
