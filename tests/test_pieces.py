"""A file parsed in pieces is the file parsed as a whole."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor import pieces

ROOT = Path(__file__).parents[1]
FILE = (ROOT / "exercises" / "lesson1_kmeans" / "kmeans_examples.py").read_text(encoding="utf-8")
ODD = [
    '"""a\nb = 1\n"""\nx = 2\n',
    "if a:\n    b\nelse:\n    c\n",
    "try:\n    a\nexcept E:\n    b\nfinally:\n    c\n",
    "@f(\n    1\n)\n@g\ndef h():\n    pass\ndef i(): pass\n",
    "x = [\n1,\n2,\n]\ny = '''\ndef no():\n    pass\n'''\n",
    "a = 1 + \\\n2\nb = 3; c = 4\n",
    "# only a comment\n\n\nasync def f():\n    await g\n\n# another\nclass C:\n    x = 1\n",
    "",
    "\f\ndef f(): pass\n",
]
LINES = st.sampled_from([*pieces.lines("".join(ODD)), "    pass\n", ")\n", '"""\n', "\n"])


def whole(text: str) -> list[tuple[str, int]]:
    """What parsing it as a whole gives, with the lines."""
    return [(ast.dump(n), n.lineno) for n in ast.parse(text).body]


def in_pieces(text: str) -> list[tuple[str, int]]:
    """The same, in pieces."""
    return [(ast.dump(s.node), s.line) for s in pieces.statements(text)]


def outcome(
    parse: Callable[[str], list[tuple[str, int]]], text: str
) -> list[tuple[str, int]] | int | None:
    """What it gives, or the line of the syntax error."""
    try:
        return parse(text)
    except SyntaxError as error:
        return error.lineno


@pytest.mark.parametrize("text", [FILE, *ODD])
def test_the_pieces_are_the_whole(text: str) -> None:
    assert in_pieces(text) == whole(text)


@given(st.lists(LINES, max_size=12))
def test_whatever_the_lines_are(lines: list[str]) -> None:
    assert outcome(in_pieces, "".join(lines)) == outcome(whole, "".join(lines))


@given(st.integers(0, 240), st.integers(0, 30))
def test_lines_taken_out_of_an_exercise_file(start: int, count: int) -> None:
    lines = pieces.lines(FILE)
    text = "".join(lines[:start] + lines[start + count :])
    assert outcome(in_pieces, text) == outcome(whole, text)
