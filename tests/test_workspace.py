"""The learner's folder: nothing of theirs is ever lost, and functions go back to their stubs."""

from __future__ import annotations

import ast
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import small_lesson
from tests.small_lesson import STUB
from tutor import files, source, stubs
from tutor.curriculum import Curriculum
from tutor.workspace import Workspace, WorkspaceError

MINE = STUB.replace('raise NotImplementedError("9.1: double it.")', "return 2 * x")


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    return tmp_path / "lessons"


@pytest.fixture
def curriculum(lessons: Path) -> Curriculum:
    return small_lesson.write(lessons)


@pytest.fixture
def workspace(tmp_path: Path, curriculum: Curriculum) -> Workspace:
    return Workspace(tmp_path / "mine").create(curriculum)


def file(workspace: Workspace) -> Path:
    return workspace.file("small_examples")


def copies(workspace: Workspace) -> list[str]:
    return sorted(path.read_bytes().decode() for path in workspace.backups.iterdir())


# -- where it is


def test_named_folder_comes_first(tmp_path: Path) -> None:
    (tmp_path / ".cem-tutor").mkdir()
    env = {"CEM_TUTOR_WORKSPACE": "/there"}
    assert Workspace.find(Path("here"), env, tmp_path).root == tmp_path / "here"
    assert Workspace.find(None, env, tmp_path).root == Path("/there")
    assert Workspace.find(None, {"CEM_TUTOR_WORKSPACE": "there"}, tmp_path).root == (
        tmp_path / "there"
    )


def test_nearest_folder_upwards_else_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Workspace.find(None, {}, inner).root == tmp_path / "home" / "cem-tutor"
    (tmp_path / ".cem-tutor").write_text("a file is not a workspace")
    assert Workspace.find(None, {"CEM_TUTOR_WORKSPACE": ""}, inner).root.name == "cem-tutor"
    (tmp_path / "a" / ".cem-tutor").mkdir()
    assert Workspace.find(None, {}, inner).root == tmp_path / "a"
    assert Workspace.find(Path("~/x"), {}, inner).root == tmp_path / "home" / "x"


# -- making it


def test_create_makes_everything_and_keeps_what_is_there(
    tmp_path: Path, curriculum: Curriculum
) -> None:
    root = tmp_path / "new" / "mine"
    root.mkdir(parents=True)
    (root / "small_examples.py").write_text(MINE)
    made = Workspace(root).create(curriculum)
    assert made.exists
    assert file(made).read_text() == MINE
    assert any("kept" in notice for notice in made.notices)
    assert (made.state / "config.toml").is_file()
    assert not copies(made)


def test_create_again_restores_a_missing_file_only(
    workspace: Workspace, curriculum: Curriculum
) -> None:
    config = (workspace.state / "config.toml").read_text()
    file(workspace).unlink()
    workspace.create(curriculum)
    assert file(workspace).read_text() == STUB
    assert (workspace.state / "config.toml").read_text() == config


@pytest.mark.parametrize("where", ["mine", "mine/deeper"])
def test_a_file_in_the_way_is_named(where: str, tmp_path: Path, curriculum: Curriculum) -> None:
    (tmp_path / "mine").write_text("a file")
    with pytest.raises(WorkspaceError, match="/mine is no folder"):
        Workspace(tmp_path / where).create(curriculum)


def test_a_folder_that_may_not_be_written(
    tmp_path: Path, curriculum: Curriculum, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "x")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WorkspaceError, match="may not be written"):
        Workspace(tmp_path / "mine").create(curriculum)


# -- writing


def test_write_keeps_the_mode_and_follows_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.py", tmp_path / "link.py"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    files.write(link, b"new")
    assert real.read_text() == "new"
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.py", "real.py"]


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.py"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_copies_within_a_second_get_names_of_their_own(workspace: Workspace) -> None:
    for text in ("one", "two", "three"):
        file(workspace).write_text(text)
        workspace.back_up(file(workspace))
    assert copies(workspace) == ["one", "three", "two"]


def test_nothing_is_replaced_that_can_not_be_copied(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(workspace).write_text(MINE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "keep_copy", full)
    with pytest.raises(WorkspaceError, match="No space left"):
        workspace.replace("small_examples", b"new")
    assert file(workspace).read_text() == MINE


# -- resetting


def reset(workspace: Workspace, curriculum: Curriculum, *ids: str) -> tuple[str, ...]:
    return workspace.reset(curriculum.select(ids), curriculum).notes


def test_reset_puts_back_one_function_and_keeps_a_copy(
    workspace: Workspace, curriculum: Curriculum
) -> None:
    both = MINE.replace('raise NotImplementedError("9.2: halve it.")', "return x / 2")
    file(workspace).write_text(both)
    assert reset(workspace, curriculum, "9.1") == ("double is back as it first was.",)
    assert file(workspace).read_text() == both.replace(
        "return 2 * x", 'raise NotImplementedError("9.1: double it.")'
    )
    assert copies(workspace) == [both]


def test_reset_of_a_stub_changes_nothing(workspace: Workspace, curriculum: Curriculum) -> None:
    assert "already" in reset(workspace, curriculum, "9.1")[0]
    assert not copies(workspace)


def test_reset_brings_back_a_missing_function_in_its_place(
    workspace: Workspace, curriculum: Curriculum
) -> None:
    for name in ("double", "halve"):
        text = STUB.replace(source.parse(STUB, Path("x.py")).segment(name) + "\n\n", "")
        assert f"def {name}" not in text
        file(workspace).write_text(text)
        reset(workspace, curriculum, name)
        assert file(workspace).read_text() == STUB


def test_reset_brings_back_a_missing_file(workspace: Workspace, curriculum: Curriculum) -> None:
    file(workspace).unlink()
    assert "fresh" in reset(workspace, curriculum, "9.1")[0]
    assert file(workspace).read_text() == STUB


BROKEN_BODIES = {
    "open bracket": "    return max(x,\n",
    "open bracket, dedented": "    y = (x +\n1\n    return y\n",
    "open string": '    """Never closed.\n    return x\n',
    "no indentation": "return 2 * x\n",
    "missing colon": "    if x > 0\n        return x\n",
    "mixed tabs": "    if x:\n\treturn 1\n        return 2\n",
    "nothing": "",
}


@pytest.mark.parametrize("body", BROKEN_BODIES.values(), ids=BROKEN_BODIES)
def test_reset_mends_a_function_that_python_can_not_read(
    body: str, workspace: Workspace, curriculum: Curriculum
) -> None:
    halves = "def halve(x):\n    return x / 2\n"
    broken = f"import math\n\n\n@staticmethod\ndef double(x):\n{body}\n\n# about halves\n{halves}"
    file(workspace).write_text(broken)
    assert reset(workspace, curriculum, "9.1") == ("double is back as it first was.",)
    found = source.load(file(workspace))
    assert found.definitions["double"].is_stub
    assert found.segment("halve") == halves
    assert "# about halves" in found.text
    assert "import math" in found.text
    assert copies(workspace) == [broken]


def test_reset_beside_another_broken_function_says_where(
    workspace: Workspace, curriculum: Curriculum
) -> None:
    broken = MINE.replace('raise NotImplementedError("9.2: halve it.")', "return (x /")
    file(workspace).write_text(broken.replace("import math\n", "import math\nLIMIT = 3\n"))
    done, still = reset(workspace, curriculum, "9.1")
    assert "back" in done
    assert "line 14" in still
    text = file(workspace).read_text()
    assert "9.1: double it." in text
    assert "return (x /" in text
    assert "LIMIT = 3" in text


def test_reset_keeps_a_constant_below_a_whole_function_in_a_broken_file(
    workspace: Workspace, curriculum: Curriculum
) -> None:
    text = "def double(x):\n    return 2 * x\n\n\nLIMIT = 3\n\n\ndef halve(x):\n    return (x /\n"
    file(workspace).write_text(text)
    reset(workspace, curriculum, "9.1")
    assert "LIMIT = 3" in file(workspace).read_text()


def test_reset_says_which_line_still_wins(workspace: Workspace, curriculum: Curriculum) -> None:
    file(workspace).write_text(MINE + "\n\ndouble = abs\n")
    notes = reset(workspace, curriculum, "9.1")
    assert notes[1] == (
        f"But line {MINE.count(chr(10)) + 3} of small_examples.py gives double another value: "
        "take that line out."
    )


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_reset_keeps_line_ends_and_mark(
    prefix: bytes, workspace: Workspace, curriculum: Curriculum
) -> None:
    file(workspace).write_bytes(prefix + MINE.replace("\n", "\r\n").encode())
    reset(workspace, curriculum, "9.1")
    assert file(workspace).read_bytes() == prefix + STUB.replace("\n", "\r\n").encode()


def test_reset_counts_lines_as_python_does(workspace: Workspace, curriculum: Curriculum) -> None:
    odd = MINE.replace("import math", "import math\x0c\nNOTE = 'a\u2028b\x1cc'")
    file(workspace).write_text(odd)
    reset(workspace, curriculum, "9.1")
    assert file(workspace).read_text() == odd.replace(
        "return 2 * x", 'raise NotImplementedError("9.1: double it.")'
    )


def test_reset_of_a_file_that_is_no_text(workspace: Workspace, curriculum: Curriculum) -> None:
    file(workspace).write_bytes(b"def double(x):\n    return '\xe9'\n")
    with pytest.raises(WorkspaceError, match=r"not UTF-8 text \(line 2\).*cem-tutor init"):
        reset(workspace, curriculum, "9.1")
    file(workspace).unlink()
    file(workspace).mkdir()
    with pytest.raises(WorkspaceError, match="is a folder"):
        reset(workspace, curriculum, "9.1")


@given(st.text(max_size=80), st.text(max_size=80))
def test_put_always_defines_the_function(above: str, below: str) -> None:
    stub = source.parse(STUB, Path("stub.py"))
    text = f"{above}\ndef double(x):\n    return 1\n{below}\n"
    after = stubs.put(text, "double", stub)
    assert stub.segment("double") in after
    if _parses(text):
        assert source.parse(after, Path("f.py")).definitions["double"].is_stub


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


# -- versions of the same file


def test_put_back_takes_functions_from_another_version(
    workspace: Workspace, curriculum: Curriculum
) -> None:
    version = source.parse(MINE, Path("small_examples.py"))
    change = workspace.put_back("small_examples", ["double"], version)
    assert file(workspace).read_text() == MINE
    assert change.backup is not None
    assert change.backup.read_text() == STUB
    file(workspace).unlink()
    workspace.put_back("small_examples", ["double"], version)
    assert file(workspace).read_text() == MINE


# -- a newer release

NEWER = (
    STUB.replace("import math", "import math\nfrom fractions import Fraction")
    .replace("Twice x.", "Twice x, exactly.")
    .replace("Half of x.", "Half of x, exactly.")
    .replace(
        "\n\nif __name__", "\n\ndef square(x):\n    raise NotImplementedError\n\n\nif __name__"
    )
)


def test_update_leaves_what_was_touched(workspace: Workspace, lessons: Path) -> None:
    file(workspace).write_text("# mine\n" + MINE)
    updated = workspace.update(small_lesson.write(lessons, NEWER))
    text = file(workspace).read_text()
    found = source.load(file(workspace))
    assert text.startswith("# mine\n")
    assert "return 2 * x" in found.segment("double")
    assert "exactly" not in found.segment("double")
    assert "Half of x, exactly." in found.segment("halve")
    assert list(found.definitions) == ["double", "halve", "square"]
    assert "from fractions import Fraction" in text
    assert copies(workspace) == ["# mine\n" + MINE]
    assert updated.notices == (
        "small_examples.py: double has a new stub; yours is left as it is.",
        "small_examples.py: halve has a new stub.",
        "small_examples.py: square is new.",
    )


def test_update_of_an_untouched_file_gives_the_new_functions_once(
    workspace: Workspace, lessons: Path
) -> None:
    newer = small_lesson.write(lessons, NEWER)
    assert workspace.update(newer).notices
    assert file(workspace).read_text() == NEWER
    assert not workspace.update(newer).notices
    assert len(copies(workspace)) == 1


def test_update_waits_for_a_file_that_can_be_read(workspace: Workspace, lessons: Path) -> None:
    newer = small_lesson.write(lessons, NEWER)
    broken = MINE.replace("return 2 * x", "return (2 * x")
    file(workspace).write_text(broken)
    assert "once it can be read" in workspace.update(newer).notices[0]
    assert file(workspace).read_text() == broken
    file(workspace).write_text(MINE)
    assert len(workspace.update(newer).notices) == 3


def test_update_leaves_a_file_away_that_was_moved_away(workspace: Workspace, lessons: Path) -> None:
    file(workspace).unlink()
    workspace.update(small_lesson.write(lessons, NEWER))
    assert not file(workspace).exists()


def test_update_brings_a_lesson_that_is_new(workspace: Workspace, curriculum: Curriculum) -> None:
    (workspace.state / "stubs" / "small_examples.py").unlink()
    file(workspace).unlink()
    assert workspace.update(curriculum).notices
    assert file(workspace).read_text() == STUB


def test_update_does_not_touch_files_from_before_stubs_were_kept(
    workspace: Workspace, lessons: Path
) -> None:
    file(workspace).write_text(MINE)
    (workspace.state / "stubs" / "small_examples.py").unlink()
    assert not workspace.update(small_lesson.write(lessons, NEWER)).notices
    assert file(workspace).read_text() == MINE


# -- lines


def test_locate_finds_the_line_in_any_file(workspace: Workspace, curriculum: Curriculum) -> None:
    halve = curriculum.functions["small_examples.halve"]
    assert workspace.locate(halve) == (file(workspace), 11)
    file(workspace).write_text("def (:\n\ndef halve(x):\n")
    assert workspace.locate(halve) == (file(workspace), 3)
    file(workspace).unlink()
    assert workspace.locate(halve) == (file(workspace), 1)
