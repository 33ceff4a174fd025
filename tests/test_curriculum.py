"""Lessons as they load: extensions stand under their experiment and count for nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from progress.records import ActivityRecord
from tests import small_lesson
from tutor import curriculum, lesson_file, lint, source
from tutor.console import Console
from tutor.curriculum import Curriculum, UnknownId
from tutor.status import overview, overview_text

EXTENSION = small_lesson.ACTIVITY.format(n=3, title="Trebling", name="treble").replace(
    "activities", "extensions"
)
MORE = '\n\ndef treble(x):\n    """Thrice x."""\n    raise NotImplementedError("9.3: treble it.")\n'
HEAD, GUARD = small_lesson.STUB.split("\n\nif __name__", 1)
STUB = f"{HEAD}{MORE}\n\nif __name__{GUARD}"


@pytest.fixture
def extended(tmp_path: Path) -> Curriculum:
    """The small lesson with an extension, 9.3, of its experiment."""
    return _write(tmp_path, EXTENSION.replace('id = "9.3"', 'id = "9.3"\nexperiment = "E9.1"'))


def _write(root: Path, extension: str) -> Curriculum:
    small_lesson.write(root, STUB)
    folder = root / "lesson9_small"
    (folder / "9.3.md").write_text("# Trebling\n\nWrite treble.\n")
    with (folder / "lesson.toml").open("a") as file:
        file.write(extension)
    return curriculum.load(root)


def test_an_extension_is_an_activity_by_its_own_id(extended: Curriculum) -> None:
    assert list(extended.activities) == ["9.1", "9.2", "9.3"]
    assert extended.activities["9.3"].experiment == "E9.1"
    assert extended.activities["9.1"].experiment is None
    assert extended.lesson_of("9.3").id == "9"
    assert extended.activity("treble").id == "9.3"
    for id in ("9.3", "treble", "small_examples.treble"):
        assert [f.name for f in extended.select((id,))] == ["treble"]


def test_a_lesson_and_everything_leave_extensions_out(extended: Curriculum) -> None:
    (lesson,) = extended.lessons
    assert [f.name for f in extended.select(("9",))] == ["double", "halve"]
    assert [f.name for f in extended.select(())] == ["double", "halve"]
    assert [f.name for f in extended.select(("9", "9.3"))] == ["double", "halve", "treble"]
    assert lesson.week.activities == ("9.1", "9.2")
    assert [f.name for f in lesson.all_functions] == ["double", "halve", "treble"]


def test_a_lesson_without_extensions_has_none(tmp_path: Path) -> None:
    (lesson,) = small_lesson.write(tmp_path).lessons
    assert lesson.extensions == ()
    assert lesson.all_activities == lesson.activities
    with pytest.raises(UnknownId):
        small_lesson.write(tmp_path).activity("9.3")


def test_the_listing_puts_them_under_their_experiment(extended: Curriculum) -> None:
    when = datetime(2026, 11, 24, tzinfo=UTC)
    record = ActivityRecord("9.3", "passed", 1, when, when, 0, False, True, 0)
    console = Console(is_terminal=False, color=False, width=80, height=24)
    (lesson,) = overview(extended, {"9.3": record})["lessons"]
    assert [a["id"] for a in lesson["activities"]] == ["9.1", "9.2"]
    (experiment,) = lesson["experiments"]
    (extension,) = experiment["activities"]
    assert extension.keys() == lesson["activities"][0].keys()
    assert (extension["id"], extension["status"]) == ("9.3", "passed")
    assert extension["functions"] == ["small_examples.treble"]
    lines = overview_text(extended, {"9.3": record}, console).splitlines()
    assert "0 of 2 passed" in lines[0]
    place = next(n for n, line in enumerate(lines) if "E9.1" in line)
    assert "9.3" in lines[place + 1]
    assert "treble" in lines[place + 1]


def test_the_linter_holds_extensions_to_the_rules_of_activities(
    tmp_path: Path, extended: Curriculum, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved = STUB.replace('raise NotImplementedError("9.', "return x  # ")
    answer = source.parse(solved.replace('it.")', "it"), Path("small_examples.py"))
    monkeypatch.setattr(lint, "reference_source", lambda module: answer)
    assert list(map(str, lint.problems(extended))) == []
    path = tmp_path / "lesson9_small" / "lesson.toml"
    text = path.read_text()
    for old, new, says in (
        ('experiment = "E9.1"', 'experiment = "E9.4"', "9.3: no experiment E9.4"),
        ('experiment = "E9.1"', "", "9.3: no experiment None"),
        ('signature = "treble(x)"', 'signature = "treble(y)"', "the stub takes (x)"),
        ('id = "9.3"', 'id = "8.3"', "8.3: its number must begin"),
    ):
        assert old in text
        path.write_text(text.replace(old, new))
        found = list(map(str, lint.problems(curriculum.load(tmp_path))))
        assert any(says in problem for problem in found), found


def test_a_lesson_is_parsed_again_once_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", None)
    file = tmp_path / "lesson.toml"
    file.write_text('title = "one"', encoding="utf-8")
    assert [lesson_file.read(file)["title"] for _ in range(2)] == ["one", "one"]
    cache = tmp_path / "__pycache__" / "lesson.toml.cache"
    assert cache.exists()
    file.write_text('title = "another"', encoding="utf-8")
    assert lesson_file.read(file)["title"] == "another"
    for damaged in (b"", b"nonsense", cache.read_bytes()[:10]):
        cache.write_bytes(damaged)
        assert lesson_file.read(file)["title"] == "another"
