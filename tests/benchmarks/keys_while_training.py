"""From a key to its paint in the app while a training runs. Run by hand, where torch is:

    python tests/benchmarks/keys_while_training.py [KEYS]

The app runs in a pseudo-terminal of 80 by 24 and trains the reference on the shipped digits; keys
1, 2 and 3 change the pane of the training's screen in turn, while bar, curves and images are
renewed by themselves. Time is taken from the write of the key until words come out that only the
new pane has. Beside it stands the same with the training paused. Goal: 50 ms or less at the 95th
percentile.
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOAL = 50.0
BETWEEN = 0.15
WORDS = {b"1": b"nats to tell the pixels", b"2": b"Eight digits", b"3": b"Sixteen points"}

APP = """
import asyncio
import sys
from pathlib import Path
from tutor import curriculum
from tutor.app import screens
from tutor.app.app import TutorApp
from tutor.app.state import State
from tutor.app.training import Training
from tutor.training.settings import Settings
from tutor.workspace import Workspace

lessons = curriculum.load()
workspace = Workspace(Path(sys.argv[1])).create(lessons)

async def begin(pilot):
    await asyncio.sleep(1.0)
    app.training = Training(app)
    app.training.start(Settings(epochs=1000, code="reference"))
    app.push_screen(screens.training_screen())

app = TutorApp(State(lessons, workspace))
app.run(auto_pilot=begin)
"""


class Terminal:
    """A process in a pseudo-terminal."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execve(command[0], command, env)
        import fcntl
        import termios

        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, word: bytes, seconds: float) -> float:
        """Reads until `word` has come; when that was. SystemExit where it never comes."""
        seen, deadline = b"", time.monotonic() + seconds
        while time.monotonic() < deadline:
            if select.select([self._fd], [], [], 0.5)[0]:
                try:
                    seen += os.read(self._fd, 65536)
                except OSError as error:
                    raise SystemExit(f"It ended: {seen.decode(errors='replace')}") from error
                if word in seen:
                    return time.perf_counter()
        raise SystemExit(f"{word!r} never came:\n{seen[-2000:].decode(errors='replace')}")

    def drain(self, seconds: float) -> None:
        """Reads what comes for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                os.read(self._fd, 65536)

    def press(self, key: bytes) -> None:
        """Types a key."""
        os.write(self._fd, key)

    def end(self) -> None:
        """Quits the app, or ends it."""
        with contextlib.suppress(OSError):
            self.press(b"\x11")
            self.drain(2.0)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def timed(terminal: Terminal, count: int) -> list[float]:
    """Milliseconds from each of `count` keys to its words."""
    times = []
    for number in range(count):
        key = (b"2", b"3", b"1")[number % 3]
        terminal.drain(BETWEEN)
        start = time.perf_counter()
        terminal.press(key)
        times.append((terminal.until(WORDS[key], 10) - start) * 1000)
    return times


def main() -> None:
    """Prints medians and 95th percentiles."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 90
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    env |= {"PYTHONPATH": str(ROOT), "TEXTUAL_ANIMATIONS": "none"}
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal([sys.executable, "-P", "-c", APP, folder], env)
        try:
            terminal.until(b"epoch 3 of", 120)
            told("while it trains", timed(terminal, count))
            terminal.press(b" ")
            terminal.drain(0.5)
            told("while it is paused", timed(terminal, count))
        finally:
            terminal.end()


def told(name: str, times: list[float]) -> None:
    """A line of figures."""
    late = statistics.quantiles(times, n=20)[-1]
    print(f"{name}: median {statistics.median(times):.0f} ms, 95th percentile {late:.0f} ms "
          f"(goal {GOAL:.0f})")  # fmt: skip


if __name__ == "__main__":
    main()
