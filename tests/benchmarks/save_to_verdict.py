"""From the write of the file to the verdict on the screen of the running app. Run by hand:

    python tests/benchmarks/save_to_verdict.py

The app runs in a pseudo-terminal of 80 by 24; `assign_clusters` is made wrong and right in turn,
and the time is taken from the write until the verdict's words come out of the terminal: that it is
wrong and where, and a moment later which misconception it is. Beside it stands pytest on the same
function and cases, as a whole process.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.checking import NAME, PYTEST, ms, timed  # noqa: E402

RUNS = 8
READING = 4.0
"""Seconds between two saves: the rest of the lesson is judged then."""

SOLUTION = (ROOT / "reference" / "kmeans_examples.py").read_text(encoding="utf-8")
RIGHT = """

def assign_clusters(X, centroids):
    return ((X[:, None, :] - centroids) ** 2).sum(axis=2).argmin(axis=1)
"""
WRONG = RIGHT.replace("argmin", "argmax")


def main() -> None:
    """Measures and prints."""
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        (workspace / ".cem-tutor").mkdir()
        path = workspace / "kmeans_examples.py"
        path.write_text(SOLUTION + RIGHT, encoding="utf-8")
        times = measured(workspace, path)
        for label, values in times.items():
            late = statistics.quantiles(values, n=20)[-1]
            print(f"{label}: median {ms(statistics.median(values))}, 95th percentile {ms(late)}")
        (workspace / "test_it.py").write_text(PYTEST, encoding="utf-8")
        path.write_text(SOLUTION + RIGHT, encoding="utf-8")
        pytest = timed([sys.executable, "-m", "pytest", "-q", "test_it.py"], workspace, 3)
        ratio = statistics.median(times["a right save"]) / pytest
        print(f"pytest on {NAME}: {ms(pytest)}; ratio {ratio:.3f}")


def measured(workspace: Path, path: Path) -> dict[str, list[float]]:
    """Seconds of each kind of save."""
    app = Terminal([sys.executable, "-m", "tutor.cli", "--workspace", str(workspace)])
    try:
        app.until(b"1.3")
        app.rest(6)  # the process that checks starts, and imports what it may need
        for key in (b"\x1b[H", b"\x1b[B", b"\x1b[B", b"\r", b"2"):  # the third activity
            app.press(key)
            app.rest(0.5)
        kinds = ("a wrong save", "its misconception", "a right save")
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(RUNS):
            start = app.save(path, SOLUTION + WRONG)
            times["a wrong save"].append(app.until(b"is nearer to") - start)
            times["its misconception"].append(app.until(b"farthest") - start)
            app.rest(READING)
            start = app.save(path, SOLUTION + RIGHT)
            times["a right save"].append(app.until(b"Why it is right") - start)
            app.rest(READING)
        return times
    finally:
        app.close()


class Terminal:
    """A pseudo-terminal with a program in it."""

    def __init__(self, command: list[str]) -> None:
        self._left = b""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT))
            os.environ.pop("NO_COLOR", None)
            os.execvp(command[0], command)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def press(self, key: bytes) -> None:
        """Types a key."""
        os.write(self._fd, key)

    def rest(self, seconds: float) -> None:
        """Reads what comes, for so long."""
        self._left = b""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._read(left)

    def until(self, words: bytes, seconds: float = 30) -> float:
        """Reads until these words have come; returns when."""
        seen, self._left = self._left, b""
        deadline = time.monotonic() + seconds
        while words not in seen:
            left = deadline - time.monotonic()
            assert left > 0, f"{words!r} did not come: {seen[-2000:]!r}"
            seen += self._read(left)
        self._left = seen.partition(words)[2]
        return time.perf_counter()

    def save(self, path: Path, text: str) -> float:
        """Writes the file as an editor does, by a rename; returns when."""
        fresh = path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        start = time.perf_counter()
        os.replace(fresh, path)
        return start

    def close(self) -> None:
        """Ends the program."""
        os.kill(self._pid, signal.SIGTERM)
        os.waitpid(self._pid, 0)
        os.close(self._fd)

    def _read(self, seconds: float) -> bytes:
        ready = select.select([self._fd], [], [], seconds)[0]
        return os.read(self._fd, 1 << 16) if ready else b""


if __name__ == "__main__":
    main()
