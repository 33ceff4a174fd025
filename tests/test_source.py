"""Exercise files as text: what changed, who calls whom, and sentences for what can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor import source

FILE = Path("kmeans_examples.py")

TEXT = '''import numpy as np

LIMIT = 3


def near(X, c):
    """Distances."""
    return abs(X - c)


@np.vectorize
def assign(X, C):
    return near(X, C).argmin()


def kmeans(X, k):
    return assign(X, k)


def alone(X):
    raise NotImplementedError("1.1: write me")
'''


def parsed(text: str) -> source.Source:
    return source.parse(text, FILE)


def test_a_comment_or_a_docstring_changes_nothing() -> None:
    new = TEXT.replace('"""Distances."""', '"""How far."""  # a comment').replace("\n\n\n", "\n\n")
    assert source.changed(parsed(TEXT), parsed(new)) == frozenset()


def test_a_changed_function_is_found_and_so_are_its_callers() -> None:
    new = parsed(TEXT.replace("abs(X - c)", "(X - c) ** 2"))
    assert source.changed(parsed(TEXT), new) == {"near"}
    assert new.callers({"near"}) == {"assign", "kmeans"}
    assert new.callees("kmeans") == ("assign", "near")


def test_a_changed_import_or_constant_changes_everything() -> None:
    new = parsed(TEXT.replace("LIMIT = 3", "LIMIT = 4"))
    assert source.changed(parsed(TEXT), new) == set(new.definitions)
    assert source.changed(None, new) == set(new.definitions)


def test_stubs_are_told_from_code() -> None:
    stubs = {name for name, d in parsed(TEXT).definitions.items() if d.is_stub}
    assert stubs == {"alone"}
    for body in ("pass", "...", '"""Only words."""', "raise NotImplementedError"):
        assert parsed(f"def f():\n    {body}\n").definitions["f"].is_stub
    for body in ("return None", "raise ValueError('no')", "x = 1"):
        assert not parsed(f"def f():\n    {body}\n").definitions["f"].is_stub


def test_a_segment_holds_its_decorators() -> None:
    found = parsed(TEXT)
    assert found.segment("assign").startswith("@np.vectorize\ndef assign")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def f(:\n    pass\n", "line 1"),
        ("x = 1\n\ty = 2\n", "line 2"),
        ("x = '\0'\n", "null"),
        ("(" * 500 + ")" * 500, "can't"),
    ],
)
def test_what_does_not_parse_is_a_sentence(text: str, words: str) -> None:
    with pytest.raises(source.UnreadableFile, match=words) as caught:
        parsed(text)
    assert "kmeans_examples.py" in str(caught.value)


def test_what_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "kmeans_examples.py"
    path.write_bytes(b"x = 1\ny = '\xe9'\n")
    with pytest.raises(source.UnreadableFile, match=r"line 2.*UTF-8"):
        source.read_text(path)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "kmeans_examples.py"
    path.write_bytes(b"\xef\xbb\xbfx = 1\r\ny = 2\r\n")
    assert source.load(path).text == "x = 1\ny = 2\n"


def test_a_missing_file_says_how_to_get_it_back(tmp_path: Path) -> None:
    with pytest.raises(source.UnreadableFile, match="cem-tutor init"):
        source.read_text(tmp_path / "kmeans_examples.py")


def test_a_line_is_found_also_in_a_broken_file() -> None:
    assert source.line_of("x = (\n\ndef kmeans(X):\n", "kmeans") == 3
    assert source.line_of(TEXT, "means") is None


def test_names_bound_by_assignment_and_import_count_as_defined() -> None:
    names = source.top_level_names("from a import b as c\nkmeans = c\nif c:\n    d = 1\n")
    assert {"c", "kmeans", "d"} <= names
