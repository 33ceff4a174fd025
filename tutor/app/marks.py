"""Marks, words and colours of a status: the word always stands beside the mark."""

from __future__ import annotations

from textual.content import Content

from tutor.console import MARKS, words

STYLES = {
    "passed": "$success",
    "failed": "$error",
    "error": "$error",
    "timeout": "$error",
    "crashed": "$error",
    "blocked": "$warning",
    "disputed": "$warning",
    "in_progress": "$warning",
    "not_started": "$muted",
}


def mark(status: str) -> Content:
    """The mark of a status."""
    return Content.styled(MARKS[status], STYLES[status])


def word(status: str, width: int = 0) -> Content:
    """The status in words, filled up to a width."""
    return Content.styled(words(status).ljust(width), STYLES[status])


def meter(done: int, total: int, width: int = 10) -> Content:
    """How much of a whole is done, as a bar."""
    full = round(width * done / total) if total else 0
    return Content.assemble(("━" * full, "$success"), ("━" * (width - full), "$line"))


def plural(count: int, noun: str) -> str:
    """ "1 attempt", "2 attempts"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
