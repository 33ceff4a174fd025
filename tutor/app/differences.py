"""Where two printed values differ: which of the second one's words are to be marked."""

from __future__ import annotations

import difflib
import re

_WORD = re.compile(r"[^\s\[\](),]+")

Span = tuple[int, int]


def differing(expected: str, got: str) -> tuple[Span, ...]:
    """Ranges of characters in `got` that are not as in `expected`, as (start, end).

    Words are compared in their places where both have as many, else as sequences.
    """
    wanted = [match[0] for match in _WORD.finditer(expected)]
    found = list(_WORD.finditer(got))
    words = [match[0] for match in found]
    if len(wanted) == len(words):
        pairs = zip(wanted, found, strict=True)
        return tuple(match.span() for word, match in pairs if word != match[0])
    matcher = difflib.SequenceMatcher(None, wanted, words, autojunk=False)
    same = {
        n for block in matcher.get_matching_blocks() for n in range(block.b, block.b + block.size)
    }
    return tuple(match.span() for n, match in enumerate(found) if n not in same)


def underlined(got: str, spans: tuple[Span, ...]) -> list[tuple[str, str]]:
    """The lines of `got`, each with the line of carets that stands below it ("" for none)."""
    rows, start = [], 0
    for line in got.split("\n"):
        end = start + len(line)
        here = [
            (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
        ]
        carets = [" "] * (here[-1][1] if here else 0)
        for a, b in here:
            carets[a:b] = "^" * (b - a)
        rows.append((line, "".join(carets)))
        start = end + 1
    return rows
