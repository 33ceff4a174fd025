"""The doctor: each finding by what it looks at, with what is wrong put there on purpose."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import small_lesson
from tutor import curriculum, doctor, packages
from tutor.checking import client
from tutor.cli import main
from tutor.curriculum import Curriculum
from tutor.workspace import Workspace


@pytest.fixture
def small(tmp_path: Path) -> Curriculum:
    return small_lesson.write(tmp_path / "lessons")


@pytest.fixture
def workspace(tmp_path: Path, small: Curriculum) -> Workspace:
    return Workspace(tmp_path / "ws").create(small)


# -- packages


@pytest.mark.parametrize(
    ("version", "bounds", "holds"),
    [
        ("5.3.2", ">=5.3.2,<6", True),
        ("6.0.0", ">=5.3.2,<6", False),
        ("5.3", ">=5.3.2,<6", False),
        ("10.0", ">=9.2", True),
        ("1.26.0", ">=1.26", True),
        ("2.0rc1", ">=1.26", True),
        ("2.4.0+cpu", ">=2.4", True),
        ("1.0", "", True),
        ("1.0.1", "!=1.0.1", False),
    ],
)
def test_versions_are_compared_as_numbers(version: str, bounds: str, holds: bool) -> None:
    assert packages.satisfies(version, bounds) == holds


def test_every_package_of_the_project_is_looked_at() -> None:
    text = Path(__file__).parents[1].joinpath("pyproject.toml").read_text()
    assert {"numpy", "plotext", "textual", "psutil"} <= set(packages.required())
    for name, bounds in packages.required().items():  # an installed package sorts its bounds
        line = next(line for line in text.splitlines() if line.strip().startswith(f'"{name}'))
        assert all(bound in line for bound in bounds.split(",")), (line, bounds)
    assert not {"pytest", "mypy"} & set(packages.required())


def test_a_package_that_is_missing_or_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        packages, "required", lambda: {"no-such-package": ">=1", "numpy": ">=99", "pytest": ">=8"}
    )
    missing, old, fine = packages.packages()
    assert (missing.status, old.status, fine.status) == ("fail", "fail", "ok")
    assert "pip install 'no-such-package>=1'" in missing.mend
    assert ">=99 is needed" in old.message


def test_a_package_that_can_not_be_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plotext.py").write_text("raise ImportError('built for another Python')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = packages.packages()[-1]
    assert found.status == "fail"
    assert "built for another Python" in found.message


def _torch(monkeypatch: pytest.MonkeyPatch, folder: Path, torchvision: str) -> None:
    """A torch of version 2.9 and a torchvision of this code, seen by this process and others."""
    (folder / "torchvision.py").write_text(torchvision)
    for name in ("torch", "torchvision"):
        info = folder / f"{name}-2.9.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.9\n")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))


def test_torch_is_needed_by_lesson_4_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_version", lambda name: None)
    found = packages.torch()
    assert (found.status, "lesson 4 needs it" in found.message) == ("warn", True)
    assert "install torch" in found.mend


def test_torch_and_torchvision_that_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _torch(monkeypatch, tmp_path, "")
    assert (packages.torch().status, "fit together" in packages.torch().message) == ("ok", True)


def test_torch_and_torchvision_of_two_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    misfit = "raise RuntimeError('operator torchvision::nms does not exist')"
    _torch(monkeypatch, tmp_path, misfit)
    found = packages.torch()
    assert found.status == "warn"
    assert "do not fit together" in found.message
    assert "shipped digits" in found.message
    assert "--force-reinstall torch torchvision" in found.mend


def test_torchvision_that_fails_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _torch(monkeypatch, tmp_path, "import os; os.abort()")
    assert packages.torch().status == "warn"


# -- surroundings


def test_an_old_python() -> None:
    assert doctor.python((3, 10, 4)).status == "fail"
    assert doctor.python((3, 14, 0)).status == "ok"


@pytest.mark.parametrize(
    ("size", "status"), [((79, 24), "warn"), ((80, 23), "warn"), ((80, 24), "ok")]
)
def test_the_size_of_the_terminal(size: tuple[int, int], status: str) -> None:
    assert next(iter(doctor.terminal({}, os.terminal_size(size)))).status == status


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "NO_COLOR"),
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "vt100"}, "few"),
    ],
)
def test_colors(env: dict[str, str], says: str) -> None:
    assert says in doctor.colors(env)


def test_a_workspace_that_works(workspace: Workspace) -> None:
    assert {f.status for f in doctor.folder(workspace)} == {"ok"}
    assert not list(workspace.state.glob("*probe*"))


def test_a_workspace_that_is_not_made_yet(tmp_path: Path) -> None:
    found = next(doctor.folder(Workspace(tmp_path / "a" / "b")))
    assert found.status == "ok"
    assert "not made yet" in found.message
    assert not (tmp_path / "a").exists()


def test_a_workspace_that_can_not_be_written(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    assert next(doctor.folder(Workspace(tmp_path / "file" / "ws"))).status == "fail"

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    found = next(doctor.folder(workspace))
    assert found.status == "fail"
    assert "--workspace" in found.mend


@pytest.mark.parametrize(
    ("kind", "status"),
    [("ext4", "ok"), ("apfs", "ok"), ("nfs4", "warn"), ("9p", "warn"), ("fuse.sshfs", "warn")],
)
def test_file_systems_where_saves_go_unnoticed(kind: str, status: str, tmp_path: Path) -> None:
    assert doctor.file_system(tmp_path, kind).status == status
    assert doctor.file_system(tmp_path).message


def test_exercise_files(workspace: Workspace, small: Curriculum) -> None:
    assert [f.status for f in doctor.exercise_files(workspace, small)] == ["ok"]
    workspace.file("small_examples").write_text("def (")
    (broken,) = doctor.exercise_files(workspace, small)
    assert (broken.status, "line 1" in broken.message) == ("warn", True)
    workspace.file("small_examples").unlink()
    (missing,) = doctor.exercise_files(workspace, small)
    assert "cem-tutor init" in missing.message


def test_editors(tmp_path: Path) -> None:
    (tmp_path / "nano").write_text("#!/bin/sh\n")
    (tmp_path / "nano").chmod(0o755)
    path = {"PATH": str(tmp_path)}
    assert "nano" in doctor.editor(path).message
    assert doctor.editor({**path, "EDITOR": "nano -w"}).status == "ok"
    assert doctor.editor({**path, "VISUAL": "nano", "EDITOR": "none"}).status == "ok"
    lost = doctor.editor({**path, "EDITOR": "no-such-editor"})
    assert (lost.status, "no-such-editor" in lost.message) == ("warn", True)
    assert doctor.editor({"PATH": str(tmp_path / "empty")}).status == "warn"
    assert doctor.editor({**path, "EDITOR": "'unclosed"}).status == "warn"


def test_data_sets_are_there() -> None:
    assert {f.status for f in doctor.data_sets()} == {"ok"}


def test_a_damaged_data_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.zipfile, "is_zipfile", lambda path: False)
    broken = [f for f in doctor.data_sets() if f.status == "fail"]
    assert [f.message.endswith("mnist_5k.npz is missing or damaged.") for f in broken] == [True]


# -- the checker


def test_the_checker_answers(course: Curriculum) -> None:
    found = doctor.checker(course)
    assert found.status == "ok", found


def test_a_checker_that_dies(course: Curriculum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        client, "command", lambda **_: [sys.executable, "-c", "raise SystemExit(3)"]
    )
    assert doctor.checker(course).status == "fail"


def test_a_checker_that_hangs(course: Curriculum, monkeypatch: pytest.MonkeyPatch) -> None:
    sleep = "import sys; sys.stdin.read()"
    monkeypatch.setattr(client, "command", lambda **_: [sys.executable, "-c", sleep])
    found = doctor.checker(course, seconds=0.5)
    assert (found.status, "does not answer" in found.message) == ("fail", True)


# -- the command


def test_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tutor.cli", "doctor", "--json", "--workspace", str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        command, capture_output=True, text=True, env=env, check=False, timeout=120
    )
    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert found["ok"]
    assert {"python", "numpy", "imports", "torch", "workspace", "editor", "data", "checker"} <= {
        check["check"] for check in found["checks"]
    }
    assert all(check["mend"] for check in found["checks"] if check["status"] != "ok")


def test_only_what_is_needed_fails_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tutor.commands import doctor as command
    from tutor.findings import fail, ok, warn

    small_lesson.write(tmp_path / "lessons")
    monkeypatch.setattr(curriculum, "lessons_folder", lambda: tmp_path / "lessons")
    for found, code in (([ok("a", "b"), warn("c", "d", "e")], 0), ([fail("f", "g", "h")], 1)):
        monkeypatch.setattr(command, "examine", lambda *_, found=found: iter(found))
        assert main(["doctor"]) == code
    assert capsys.readouterr().out.splitlines()[-2:] == ["fail  f: g", "      → h"]
