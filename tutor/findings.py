"""What `doctor` finds: a check, how it stands, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `fail` is kept for what the tutor can't do without."""

    check: str
    status: Level
    message: str
    mend: str = ""


def ok(check: str, message: str) -> Finding:
    """Nothing to do."""
    return Finding(check, "ok", message)


def warn(check: str, message: str, mend: str) -> Finding:
    """Something works less well than it could."""
    return Finding(check, "warn", message, mend)


def fail(check: str, message: str, mend: str) -> Finding:
    """Something that is needed is not there."""
    return Finding(check, "fail", message, mend)
