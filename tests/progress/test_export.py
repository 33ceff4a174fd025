"""`cem-tutor export` and `import`: everything in one file, taken in without losing anything."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from progress import bundle
from progress.records import Attempt
from progress.store import Store
from tests import small_lesson
from tutor import cli, curriculum
from tutor.curriculum import Curriculum

STUB = 'raise NotImplementedError("9.1: double it.")'
FILE = "small_examples.py"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Curriculum:
    loaded = small_lesson.write(tmp_path / "lessons")
    monkeypatch.setattr(curriculum, "lessons_folder", lambda: tmp_path / "lessons")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return loaded


@pytest.fixture
def run(
    small: Curriculum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:  # fmt: skip
    monkeypatch.chdir(tmp_path)

    def go(workspace: str, *arguments: str) -> Done:
        capsys.readouterr()
        code = cli.main(["--workspace", workspace, *arguments])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return go


@pytest.fixture
def worked(run: Run) -> Path:
    """A workspace in which something was done, and its export "x.zip"."""
    run("one", "init")
    path = Path("one") / FILE
    path.write_text(path.read_text().replace(STUB, "return x + x", 1))
    with Store(Path("one/.cem-tutor")) as store:
        store.record_attempt(Attempt("9.1", "small_examples.f", "passed", None, 0.1, 1, 1, None))
        store.record_activity("9.1", True)
        store.tick("U9.1", "because", "good", "9.1 passed")
        store.keep_version(FILE, b"an older one\n")
    run("one", "reset", "9.1")
    path.write_text(path.read_text().replace(STUB, "return 2 * x", 1))
    for name in ("notes.md", "projects/a/task.py", "review/small_examples__f.py"):
        (Path("one") / name).parent.mkdir(parents=True, exist_ok=True)
        (Path("one") / name).write_text(f"mine: {name}\n")
    assert run("one", "export", "x.zip").code == 0
    return Path("one")


def everything(workspace: str | Path) -> dict[str, bytes]:
    """Every file of a workspace but what is made of the journal."""
    root = Path(workspace)
    made = ("progress.json", "progress.json.bak", "journal.jsonl", "lock")
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name not in made
    }


def told(run: Run, workspace: str) -> object:
    found = json.loads(run(workspace, "progress", "--json").out)
    return found, run(workspace, "history", "9.1", "--json").out


def test_another_machine_has_it_all(worked: Path, run: Run) -> None:
    done = run("two", "import", "x.zip")
    assert (done.code, done.err) == (0, "")
    assert f"{FILE} came in." in done.out
    assert everything("two") == everything("one")
    assert told(run, "two") == told(run, "one")
    with Store(Path("two/.cem-tutor")) as store:
        assert set(store.cards()) == {"function:small_examples.f", "item:U9.1"}
        for version in store.versions(FILE):
            assert store.version(version.id)


def test_a_second_import_changes_nothing(worked: Path, run: Run) -> None:
    run("two", "import", "x.zip")
    before, reported = everything("two"), told(run, "two")
    journal = Path("two/.cem-tutor/journal.jsonl").read_bytes()
    done = run("two", "import", "x.zip")
    assert "nothing was changed" in done.out
    assert everything("two") == before
    assert Path("two/.cem-tutor/journal.jsonl").read_bytes() == journal
    assert told(run, "two") == reported
    assert "nothing was changed" in run("one", "import", "x.zip").out


def test_files_that_differ_are_kept_beside_and_it_is_said_where(worked: Path, run: Run) -> None:
    run("two", "init")
    mine = Path("two") / FILE
    mine.write_text(mine.read_text().replace(STUB, "return x * 2.0", 1))
    before = mine.read_bytes()
    (Path("two/projects/a")).mkdir(parents=True)
    Path("two/projects/a/task.py").write_text("another\n")
    done = run("two", "import", "x.zip")
    assert mine.read_bytes() == before
    assert Path("two/projects/a/task.py").read_text() == "another\n"
    said = [line for line in done.out.splitlines() if "yours stays" in line]
    assert len(said) == 2
    for line in said:
        place = Path("two") / line.rpartition(" is ")[2].rstrip(".")
        name = line.partition(" here differs")[0]
        assert place.read_bytes() == (Path("one") / name).read_bytes()
    again = everything("two")
    assert "nothing was changed" in run("two", "import", "x.zip").out
    assert everything("two") == again


def test_an_untouched_stub_gives_way(worked: Path, run: Run) -> None:
    """The app was opened on the new machine first; nothing of the learner's is in its files."""
    run("two", "init")
    stub = (Path("two") / FILE).read_bytes()
    done = run("two", "import", "x.zip")
    assert "nothing of your own" in done.out
    assert (Path("two") / FILE).read_bytes() == (Path("one") / FILE).read_bytes()
    assert stub in [path.read_bytes() for path in Path("two/.cem-tutor/backups").iterdir()]
    assert "nothing was changed" in run("two", "import", "x.zip").out


def test_progress_of_both_is_there_after(worked: Path, run: Run) -> None:
    run("two", "init")
    with Store(Path("two/.cem-tutor")) as store:
        store.record_activity("9.1", False)
        store.record_activity("9.2", True)
    run("two", "import", "x.zip")
    run("two", "export", "back.zip")
    run("one", "import", "back.zip")
    found = json.loads(run("two", "progress", "--json").out)
    assert found["attempts_total"] == 3
    nine = found["activities"]["9.1"]
    assert nine["status"] == "in_progress", "the newest check of all failed"
    assert nine["first_passed"]
    assert found["activities"]["9.2"]["status"] == "passed"
    assert json.loads(run("one", "progress", "--json").out) == found


def test_nothing_is_written_over_by_an_export(worked: Path, run: Run) -> None:
    before = Path("x.zip").read_bytes()
    done = run("one", "export", "x.zip")
    assert (done.code, Path("x.zip").read_bytes()) == (1, before)
    assert "is there already" in done.err
    assert run("one", "export").code == 0
    assert run("one", "export", "one").code == 0
    assert len(list(Path().glob("cem-tutor-*.zip")) + list(Path("one").glob("*.zip"))) == 2
    assert run("one", "export", "no/such/folder.zip").code == 1
    assert not list(Path().glob(".*.tmp"))


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other", "gone", "folder"])
def test_a_file_that_is_no_export_changes_nothing(worked: Path, run: Run, damage: str) -> None:
    whole = Path("x.zip").read_bytes()
    if damage == "folder":
        Path("y.zip").mkdir()
    elif damage == "other":
        with zipfile.ZipFile("y.zip", "w") as other:
            other.writestr("a.txt", "hello")
    elif damage != "gone":
        half = len(whole) // 2
        flipped = whole[:200] + bytes([whole[200] ^ 255]) + whole[201:]
        contents = {"cut": whole[:half], "flipped": flipped, "empty": b""}
        Path("y.zip").write_bytes(contents[damage])
    done = run("two", "import", "y.zip")
    assert done.code == 1
    assert "y.zip" in done.err
    assert "Traceback" not in done.err
    assert "fault of ours" not in done.err
    assert not Path("two").exists()


@pytest.mark.parametrize("name", ["../evil.py", "/evil.py", "files/../../evil.py", "a\\b", "c:x"])
def test_a_name_that_leaves_the_folder_is_refused(worked: Path, run: Run, name: str) -> None:
    out = io.BytesIO()
    bundle._write(out, [(name, b"evil"), ("journal.jsonl", b"")], Store(Path("s")).now(), "test")
    Path("evil.zip").write_bytes(out.getvalue())
    done = run("two", "import", "evil.zip")
    assert (done.code, Path("two").exists()) == (1, False)
    assert "has the name" in done.err


def test_an_export_of_a_newer_release_is_refused(worked: Path, run: Run) -> None:
    with zipfile.ZipFile("x.zip") as found, zipfile.ZipFile("new.zip", "w") as newer:
        for info in found.infolist():
            content = found.read(info)
            if info.filename == bundle.MANIFEST:
                content = content.replace(b'"schema": 1', b'"schema": 2')
            newer.writestr(info, content)
    done = run("two", "import", "new.zip")
    assert done.code == 1
    assert "update cem-tutor" in done.err
    assert not Path("two").exists()


def test_what_is_hidden_or_ours_never_comes_in(worked: Path, run: Run) -> None:
    """Settings stay, and no part can pose as the state of the store."""
    members = [
        ("journal.jsonl", b""),
        ("files/.cem-tutor/journal.jsonl", b"evil"),
        ("state/progress.json", b"evil"),
        ("state/lock", b"evil"),
        ("state/config.toml", b"evil"),
    ]
    bundle.write(Path("odd.zip"), members, Store(Path("s")).now(), "test")
    shutil.copytree("one", "two")
    before = everything("two")
    assert run("two", "import", "odd.zip").code == 0
    assert everything("two") == before
    assert b"evil" not in Path("two/.cem-tutor/journal.jsonl").read_bytes()


def test_a_large_file_is_left_out_and_named(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tutor.commands import export

    monkeypatch.setattr(export, "LARGEST", 4000)
    Path("one/projects/data.csv").write_bytes(b"x" * 4000)
    done = run("one", "export", "y.zip")
    assert "projects/data.csv is left out" in done.out.replace("\\", "/")
    assert "files/projects/data.csv" not in zipfile.ZipFile("y.zip").namelist()


def test_restore_without_a_version_undoes_the_reset(worked: Path, run: Run) -> None:
    done = run("one", "restore", "9.1")
    assert done.code == 0
    assert "return x + x" in (Path("one") / FILE).read_text()
    done = run("one", "restore", "9.2")
    assert done.code == 2
    assert "was not reset" in done.err
