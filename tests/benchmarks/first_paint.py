"""Time from exec to the first paint, against a bare Textual app with Header and Footer.

    python tests/benchmarks/first_paint.py [PAIRS]

Each pair starts both in a pseudo-terminal, in turn, and waits for a word of the first screen.
Prints the medians in milliseconds and the median of the ratios (goal: 1.4 or less).
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import time
from pathlib import Path

GOAL = 1.4
WORDS = {"bare": b"bare app", "ours": b"Lesson 1"}
BARE = """
from textual.app import App
from textual.widgets import Footer, Header

class Bare(App):
    TITLE = "bare app"

    def compose(self):
        yield Header()
        yield Footer()

Bare().run()
"""


def first_paint(command: list[str], word: bytes, env: dict[str, str]) -> float:
    """Seconds from exec until `word` was written to the terminal."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], command, env)
    try:
        _set_size(terminal)
        return _until(terminal, word) - started
    finally:
        _end(pid, terminal)


def _set_size(terminal: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))


def _until(terminal: int, word: bytes) -> float:
    seen, deadline = b"", time.monotonic() + 20
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError as error:
            raise SystemExit(f"It ended early:\n{seen.decode(errors='replace')}") from error
        if word in seen:
            return time.perf_counter()
    raise SystemExit(f"{word!r} never came:\n{seen.decode(errors='replace')}")


def _end(pid: int, terminal: int) -> None:
    with contextlib.suppress(OSError):
        os.write(terminal, b"\x11")  # ctrl+q, so that the warm process is ended too
    if not _has_ended(pid, terminal):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    os.close(terminal)


def _has_ended(pid: int, terminal: int) -> bool:
    """Reads on until the process ends, for it would wait for a reader; False after 5 s."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        if select.select([terminal], [], [], 0.02)[0]:
            with contextlib.suppress(OSError):
                os.read(terminal, 65536)
    return False


def _environment(folder: str) -> dict[str, str]:
    """Colours on, and bytecode kept, as an installed package has it."""
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    env["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
    env["PYTHONPATH"] = str(Path(__file__).parents[2])
    for name in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES"):
        env.pop(name, None)
    return env


def main() -> None:
    """Prints the figures."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    folder = tempfile.mkdtemp()
    env = _environment(folder)
    commands = {
        "bare": [sys.executable, "-c", BARE],
        "ours": [sys.executable, "-m", "tutor.cli", "--workspace", str(Path(folder) / "w")],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(pairs + 1):
        for name, command in commands.items():
            took = first_paint(command, WORDS[name], env)
            if number:  # the first pair fills caches
                times[name].append(took * 1000)
    shutil.rmtree(folder, ignore_errors=True)
    ratios = [ours / bare for bare, ours in zip(times["bare"], times["ours"], strict=True)]
    for name, values in times.items():
        print(f"{name}: median {statistics.median(values):.0f} ms, best {min(values):.0f} ms")
    print(f"ratio: median {statistics.median(ratios):.2f} over {pairs} pairs (goal {GOAL})")


if __name__ == "__main__":
    main()
