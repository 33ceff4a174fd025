"""A walk through the real program in a real terminal (tmux), with the real checker."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIZES = [(80, 24), (160, 50)]
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(
    not shutil.which("tmux"), reason="tmux is not installed: the walk needs a terminal"
)

WRONG = "    return float(np.sqrt(((X - centroids[np.asarray(labels, int)]) ** 2).sum(1)).sum())\n"
RIGHT = "    return float(((X - centroids[np.asarray(labels, int)]) ** 2).sum())\n"
ENDLESS = "    while True:\n        pass\n"

EDITOR = """#!{python}
import pathlib, sys
assert sys.argv[1].startswith("+"), sys.argv
pathlib.Path({log!r}).write_text(" ".join(sys.argv[1:]))
path = pathlib.Path(sys.argv[2])
text = path.read_text()
start = text.index("def compute_distortion")
at = text.index("    raise NotImplementedError", start)
end = text.index("\\n", at) + 1
path.write_text(text[:at] + {body!r} + text[end:])
"""


class Terminal:
    """A program in a tmux session of its own server."""

    def __init__(self, name: str, size: tuple[int, int], command: str) -> None:
        self._server = ["tmux", "-L", name, "-f", "/dev/null"]
        wide, high = (str(number) for number in size)
        self._tmux("new-session", "-d", "-x", wide, "-y", high, command)

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self._server, *arguments], capture_output=True, text=True, check=False
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Presses keys by tmux's names."""
        self._tmux("send-keys", *keys)

    def text(self, *, colours: bool = False) -> str:
        """The screen."""
        return self._tmux("capture-pane", "-p", *(["-e"] if colours else []))

    def resize(self, wide: int, high: int) -> None:
        """Gives the window another size."""
        self._tmux("resize-window", "-x", str(wide), "-y", str(high))

    def until(self, condition: Callable[[str], object]) -> str:
        """Waits until the screen is so."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            shown = self.text()
            if condition(shown):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"it never came:\n{self.text()}")

    def shows(self, words: str) -> str:
        """Waits for words."""
        return self.until(lambda shown: words in shown)

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._tmux("list-panes", "-F", "#{pane_pid}").strip() or 0)

    def close(self) -> None:
        """Ends the session."""
        self._tmux("kill-server")


def replaced(path: Path, body: str) -> None:
    """Gives compute_distortion another body, as an editor that renames would."""
    text = path.read_text(encoding="utf-8")
    start = text.index("def compute_distortion")
    tail = text.index("\ndef ", start)
    kept = text[: text.index('"""', text.index('"""', start) + 3) + 4]
    fresh = path.with_suffix(".new")
    fresh.write_text(kept + body + "\n" + text[tail:], encoding="utf-8")
    fresh.replace(path)


@pytest.fixture
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Terminal]]:
    """Starts `cem-tutor` on a fresh workspace."""
    opened: list[Terminal] = []

    def start(size: tuple[int, int], **env: str) -> Terminal:
        script = tmp_path / "vi"
        script.write_text(
            EDITOR.format(python=sys.executable, log=str(tmp_path / "opened"), body=WRONG)
        )
        script.chmod(0o755)
        settings = {"PYTHONPATH": str(ROOT), "EDITOR": str(script), "VISUAL": "", **env}
        assignments = " ".join(f"{name}='{value}'" for name, value in settings.items())
        program = f"{sys.executable} -m tutor.cli --workspace {tmp_path / 'work'}"
        name = re.sub(r"\W", "", f"t{os.getpid()}{request.node.name}{len(opened)}")
        opened.append(Terminal(name, size, f"env {assignments} {program}"))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
def test_from_the_first_screen_to_a_pass(
    terminal: Callable[..., Terminal], tmp_path: Path, size: tuple[int, int]
) -> None:
    it = terminal(size)
    it.shows("Press Enter")
    it.press("Enter")
    it.shows("compute_distortion(X, centroids, labels)")
    it.press("e")
    it.until(lambda _: (tmp_path / "opened").exists())
    shown = it.shows("✗ failed")
    line, opened = (tmp_path / "opened").read_text().split()
    source = (tmp_path / "work" / "kmeans_examples.py").read_text(encoding="utf-8")
    assert source.splitlines()[int(line[1:]) - 1].startswith("def compute_distortion")
    assert opened == str(tmp_path / "work" / "kmeans_examples.py")
    shown = it.shows("rung ")
    assert "expected" in shown
    replaced(tmp_path / "work" / "kmeans_examples.py", RIGHT)
    it.shows("✓ passed")
    it.shows("Why it is right")
    it.press("s")
    it.shows("your code")
    it.press("q")
    it.until(lambda text: re.search(r"✓ 1\.1 .* passed +2 attempts", text))
    pid = it.pid
    it.press("q")
    it.until(lambda _: not Path(f"/proc/{pid}").exists())


def test_a_check_that_never_ends_shows_its_time_and_can_be_stopped(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    it = terminal((80, 24))
    it.shows("Press Enter")
    it.press("Enter")
    it.shows("watching")
    it.shows("not started")
    replaced(tmp_path / "work" / "kmeans_examples.py", ENDLESS)
    it.until(lambda text: re.search(r"checking compute_distortion … [1-9]", text))
    it.shows("x stop")
    it.press("x")
    it.shows("watching")
    replaced(tmp_path / "work" / "kmeans_examples.py", RIGHT)
    it.shows("✓ passed")


def test_no_color_sends_no_colour(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    it = terminal((80, 24), NO_COLOR="1")
    it.shows("Press Enter")
    it.press("Enter")
    it.shows("watching")
    it.press("s")
    it.shows("the reference stood in for")
    it.until(lambda text: "centroids" in text)
    codes = set(re.findall(r"\x1b\[([\d;]*)m", it.text(colours=True)))
    numbers = {int(n) for code in codes for n in code.split(";") if n}
    assert not numbers & {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}


def test_another_size_is_taken_at_once(terminal: Callable[..., Terminal]) -> None:
    it = terminal((80, 24))
    it.shows("Press Enter")
    it.press("Enter")
    it.shows("[1 Text]")
    it.resize(160, 50)
    it.shows("─ Verdict")
    it.resize(80, 24)
    it.shows("2 Verdict")
