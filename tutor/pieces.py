"""A Python file in pieces: parsed one by one, so that a save parses only the piece that changed.

Parsing a file of 500 lines takes 8 ms, which would be felt on the event loop at every save.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

KEPT = 1024
"""Pieces kept, parsed: a few hundred make up all exercise files."""

_GOES_ON = re.compile(r"[\s#)\]}]|(?:else|elif|except|finally)\b|$")
_MERGED = 40
"""Pieces put together, at most, before the file is parsed as a whole (a long module docstring)."""


@dataclass(frozen=True)
class Statement:
    """A statement at the top level; its node counts lines from `offset`."""

    node: ast.stmt
    offset: int

    @property
    def line(self) -> int:
        """Its line in the file, from 1."""
        return self.offset + self.node.lineno


def statements(text: str) -> list[Statement]:
    """The statements of a file, as parsing it as a whole would give them.

    A piece that parses by itself has closed all brackets and texts, so what follows it begins
    anew. One that doesn't is put together with the next.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse`.
    """
    try:
        return list(_in_pieces(lines(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [Statement(node, 0) for node in ast.parse(text).body]


def lines(text: str) -> list[str]:
    """Lines as Python counts them: `str.splitlines` also splits at form feeds and the like."""
    return io.StringIO(text, newline="").readlines()


def _in_pieces(all_lines: Sequence[str]) -> Iterator[Statement]:
    starts = [*_starts(all_lines), len(all_lines)]
    at = 0
    while at < len(starts) - 1:
        nodes, end = _parsed(all_lines, starts, at)
        yield from (Statement(node, starts[at]) for node in nodes)
        at = end


def _parsed(
    all_lines: Sequence[str], starts: Sequence[int], at: int
) -> tuple[tuple[ast.stmt, ...], int]:
    """The nodes of the piece that begins at `starts[at]`, and the index at which the next does."""
    for end in range(at + 1, min(at + _MERGED, len(starts) - 1) + 1):
        try:
            return _nodes("".join(all_lines[starts[at] : starts[end]])), end
        except SyntaxError:
            continue
    raise SyntaxError("no pieces")


def _starts(all_lines: Sequence[str]) -> Iterator[int]:
    """Where a statement may begin: at a line that is not indented and goes on with nothing."""
    if all_lines:
        yield 0
    decorated = bool(all_lines) and all_lines[0].startswith("@")
    for i, line in enumerate(all_lines[1:], start=1):
        if _GOES_ON.match(line):
            continue
        if not decorated:
            yield i
        decorated = line.startswith("@")


@lru_cache(maxsize=KEPT)
def _nodes(text: str) -> tuple[ast.stmt, ...]:
    return tuple(ast.parse(text).body)
