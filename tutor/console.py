"""How the command line looks: marks and colours, which never carry a meaning alone."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

MARKS: Mapping[str, str] = {
    "passed": "✓",
    "failed": "✗",
    "error": "✗",
    "timeout": "✗",
    "crashed": "✗",
    "blocked": "–",
    "not_started": "○",
    "in_progress": "·",
    "disputed": "?",
}
"""By status of a check and of an activity; the word always stands beside it."""

_CODES: Mapping[str, str] = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_HUES: Mapping[str, str] = {
    "passed": "green",
    "failed": "red",
    "error": "red",
    "timeout": "red",
    "crashed": "red",
    "disputed": "yellow",
}


@dataclass(frozen=True)
class Console:
    """Where the output goes: whether it is a terminal, with colours, and how wide."""

    is_terminal: bool
    color: bool
    width: int
    height: int

    @staticmethod
    def of(stream: IO[str], env: Mapping[str, str] = os.environ) -> Console:
        """The console of a stream. `NO_COLOR` and a dumb terminal turn the colours off."""
        terminal = stream.isatty()
        color = terminal and not env.get("NO_COLOR") and env.get("TERM") != "dumb"
        size = shutil.get_terminal_size()
        return Console(terminal, color, max(40, size.columns) if terminal else 80, size.lines)

    def paint(self, text: str, *styles: str) -> str:
        """The text in styles, where there are colours."""
        if not self.color or not styles:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"

    def mark(self, status: str) -> str:
        """The mark of a status, in its colour."""
        hue = _HUES.get(status)
        return self.paint(MARKS.get(status, " "), *([hue] if hue else []))

    def fitted(self, text: str, taken: int = 0) -> str:
        """The text, cut to what is left of a line of the terminal; whole where there is none."""
        room = max(0, self.width - taken)
        if not self.is_terminal or len(text) <= room:
            return text
        return f"{text[: max(0, room - 1)]}…"

    def wrapped(self, text: str, indent: str = "") -> str:
        """A paragraph broken to the width; no wider than a book's."""
        width = min(self.width, 88)
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)


def words(status: str) -> str:
    """A status as it is read: "not started"."""
    return status.replace("_", " ")


def say(sentence: str) -> None:
    """A sentence beside the output: to standard error, so that it is in nobody's way."""
    print(f"cem-tutor: {sentence}", file=sys.stderr)
