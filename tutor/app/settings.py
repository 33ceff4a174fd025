"""What the learner chose for the app: one small file in the workspace, read before the store."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tutor import files

_NAME = "theme.txt"


def theme(folder: Path) -> str | None:
    """The name of the theme that was chosen last."""
    try:
        return (folder / _NAME).read_text(encoding="utf-8").strip()[:40] or None
    except (OSError, UnicodeDecodeError):
        return None


def keep_theme(folder: Path, name: str) -> None:
    """Remembers a theme; where that is not possible it is only not remembered."""
    with contextlib.suppress(OSError):
        files.write(folder / _NAME, f"{name}\n".encode())
