"""The learner's own editor: which one, and how it opens a file at a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

PLUS_LINE = ("vi", "vim", "nvim", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "mg",
             "ne", "kak", "jed", "gvim", "mvim", "gedit", "geany", "xed", "mousepad", "pluma",
             "nvim-qt", "neovide")  # fmt: skip
COLON_LINE = ("hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce")
GOTO = ("code", "codium", "vscodium", "code-insiders", "cursor", "windsurf", "positron")
DASH_LINE = ("kate", "mate", "pycharm", "charm", "idea", "kwrite")
WINDOWED = (*GOTO, *DASH_LINE, "subl", "sublime_text", "zed", "zeditor", "lapce", "gvim", "mvim",
            "gedit", "geany", "xed", "mousepad", "pluma", "nvim-qt", "neovide", "open",
            "xdg-open", "notepad", "notepad++")  # fmt: skip
FALLBACKS = ("nano", "vi", "vim", "nvim", "emacs", "micro", "hx")


class NoEditor(Exception):
    """No editor was found; the sentence says how to name one."""


@dataclass(frozen=True)
class Editor:
    """A command with its options; a windowed one opens beside the terminal, not in it."""

    command: tuple[str, ...]

    @property
    def name(self) -> str:
        """The program without its folder and ending."""
        return Path(self.command[0]).name.removesuffix(".exe").lower()

    @property
    def is_windowed(self) -> bool:
        """Whether it has a window of its own, so that the app need not make room."""
        if self.name in ("emacs", "emacsclient"):
            in_terminal = {"-nw", "-t", "-tty", "--tty", "--no-window-system"} & {*self.command}
            return bool(os.environ.get("DISPLAY")) and not in_terminal
        return self.name in WINDOWED

    def arguments(self, path: Path, line: int) -> list[str]:
        """The whole command that opens `path` at `line`, in the form this editor knows."""
        if self.name in PLUS_LINE:
            return [*self.command, f"+{line}", str(path)]
        if self.name in COLON_LINE:
            return [*self.command, f"{path}:{line}"]
        if self.name in GOTO:
            return [*self.command, "--goto", f"{path}:{line}"]
        if self.name in DASH_LINE:
            return [*self.command, "--line", str(line), str(path)]
        return [*self.command, str(path)]


def find(env: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> Editor:
    """`$VISUAL`, else `$EDITOR`, else the first usual one that is installed.

    Raises:
        NoEditor: there is none, or the one named is not installed.
    """
    for variable in ("VISUAL", "EDITOR"):
        if named := _split(env.get(variable, "")):
            if which(named[0]):
                return Editor(named)
            raise NoEditor(f"${variable} names {named[0]}, which can't be found: correct it.")
    for name in FALLBACKS:
        if which(name):
            return Editor((name,))
    raise NoEditor('No editor was found: say which you use, as in  export EDITOR="code"')


def _split(command: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(command))
    except ValueError:  # an unclosed quote
        return (command,)


def environment(*, no_color: bool) -> dict[str, str]:
    """The editor's environment: Textual takes NO_COLOR out of ours, the editor gets it back."""
    return {**os.environ, **({"NO_COLOR": "1"} if no_color else {})}


def open_beside(command: list[str], folder: Path, env: Mapping[str, str]) -> None:
    """Starts a windowed editor and leaves it alone; raises OSError where it can't start."""
    subprocess.Popen(
        command,
        cwd=folder,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def open_here(command: list[str], folder: Path, env: Mapping[str, str]) -> int:
    """Runs an editor in the terminal until it is left; raises OSError where it can't start."""
    return subprocess.run(command, cwd=folder, env=dict(env), check=False).returncode
