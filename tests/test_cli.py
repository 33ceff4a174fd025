"""The command line: what it prints where, its exit statuses, and what it remembers."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pexpect
import psutil
import pytest

from tests import small_lesson
from tutor import cli, curriculum
from tutor.checking.verdict import CaseReport, MisconceptionReport, Result
from tutor.cli import COMMANDS, command_module, main
from tutor.commands import verdicts
from tutor.commands.session import Session
from tutor.console import Console
from tutor.curriculum import Curriculum

ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-m", "tutor.cli"]
ESCAPE = "\x1b"
FARTHEST = """

def assign_clusters(X, centroids):
    distances = ((X[:, None] - centroids[None]) ** 2).sum(axis=2)
    return distances.argmax(axis=1)
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Run = Callable[..., Done]
T = TypeVar("T")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with no workspace of the machine's own in reach."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CEM_TUTOR_WORKSPACE", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process, on the workspace `ws` below the current folder."""

    def go(*arguments: str, workspace: str = "ws") -> Done:
        code = main([*arguments, "--workspace", workspace])
        return Done(code, *capsys.readouterr())

    return go


@pytest.fixture
def small(home: Path, monkeypatch: pytest.MonkeyPatch) -> Curriculum:
    """The lesson of two functions in place of those that ship."""
    loaded = small_lesson.write(home / "lessons")
    monkeypatch.setattr(curriculum, "lessons_folder", lambda: home / "lessons")
    return loaded


@pytest.fixture
def solved(run: Run, reference_text: str) -> Path:
    """A workspace with the complete solution of lesson 1 in it."""
    assert run("init").code == 0
    path = Path("ws/kmeans_examples.py")
    path.write_text(reference_text, encoding="utf-8")
    return path


def outside(arguments: Sequence[str], **more: object) -> subprocess.CompletedProcess[str]:
    """Runs the program in a process of its own."""
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, text=True, timeout=120, check=False, **more
    )  # type: ignore[call-overload, no-any-return]


def is_one_sentence(text: str) -> bool:
    return text.startswith("cem-tutor: ") and text.count("\n") == 1 and "Traceback" not in text


# -- what it takes


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"usage: cem-tutor {command}")
    assert "--workspace DIR" in out
    assert not err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n    {name} " in out for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"cem-tutor {cli.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "did you mean check?"),
        (["check", "--sed", "3"], "--sed"),
        (["check", "--seed", "many"], "--seed"),
        (["check", "--seed", "-1"], "a whole number"),
        (["check", "9.7"], "did you mean 9."),
        (["hint"], "ID"),
        (["hint", "9"], "whole lesson"),
        (["run", "duble"], "did you mean double?"),
        (["solution", "E9.1"], "E9.1"),
        (["reset", "x"], "cem-tutor list"),
        (["progress", "--json", "--markdown"], "not allowed with"),
        (["--workspace", "", "list"], "--workspace"),
    ],
)
def test_wrong_usage_is_two_and_one_sentence(
    arguments: list[str],
    says: str,
    small: Curriculum,
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["init", "ws"])
    capsys.readouterr()
    assert main([*arguments[:1], *arguments[1:]]) == 2
    out, err = capsys.readouterr()
    assert not out
    sentences = [line for line in err.splitlines(keepends=True) if "workspace from now" not in line]
    assert is_one_sentence("".join(sentences[-1:]))
    assert says in err


@pytest.mark.parametrize(
    "arguments",
    [["--workspace", "there", "init"], ["init", "--workspace", "there"], ["init", "there"]],
)
def test_workspace_goes_before_and_after(
    arguments: list[str], small: Curriculum, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    assert Path("there/small_examples.py").is_file()
    assert str(Path("there").absolute()) in capsys.readouterr().out


def test_a_workspace_that_can_not_be_is_one(run: Run, small: Curriculum) -> None:
    Path("ws").write_text("a file")
    for command in (["init"], ["progress"], ["hint", "9.1"], ["check", "9.1"]):
        done = run(*command)
        assert done.code == 1
        assert not done.out
        assert "is no folder" in done.err.splitlines()[-1]


# -- the state of things


def test_list_makes_nothing(run: Run, small: Curriculum) -> None:
    done = run("list")
    assert done.code == 0
    assert "9.1   Doubling" in done.out
    assert "not started" in done.out
    assert "not made yet" in done.out
    assert not Path("ws").exists()


def test_list_json_has_the_schema(run: Run, small: Curriculum) -> None:
    found = json.loads(run("list", "--json").out)
    assert found["schema"] == 1
    (lesson,) = found["lessons"]
    assert (lesson["id"], lesson["title"], lesson["hours"]) == ("9", "Small", [1, 2])
    assert [a["id"] for a in lesson["activities"]] == ["9.1", "9.2"]
    assert lesson["activities"][0]["functions"] == ["small_examples.double"]
    assert lesson["activities"][0]["status"] == "not_started"
    assert [e["id"] for e in lesson["experiments"]] == ["E9.1"]
    assert [u["id"] for u in lesson["understanding"]] == ["U9.1"]
    assert [item["id"] for item in found["assessment"][0]["items"]] == ["A9.1"]
    assert found["weeks"][0]["activities"] == ["9.1", "9.2"]
    assert found["troubleshooting"] == found["projects"] == []
    assert "By adding" not in json.dumps(found), "model answers come after the learner's own"


def test_alone_without_a_terminal_it_lists(run: Run, small: Curriculum) -> None:
    assert run() == run("list")


def test_progress_json_has_the_schema(run: Run, small: Curriculum) -> None:
    run("hint", "9.2")
    found = json.loads(run("progress", "--json").out)
    assert found["schema"] == 1
    assert found["attempts_total"] == 0
    assert found["activities"]["9.2"] == {
        "status": "not_started",
        "attempts": 0,
        "first_passed": None,
        "hints": 1,
        "solution_seen": False,
    }
    assert found["plan"][0]["deliverable"] == "Two functions."
    assert [item["id"] for item in found["checklist"]] == ["U9.1", "A9.1"]
    assert found["due_reviews"] == 0
    assert found["weeks"] == []


def test_progress_as_text_and_markdown(run: Run, small: Curriculum) -> None:
    assert "I can double." in run("progress").out
    assert run("progress", "--markdown").out.startswith("# Progress\n")


# -- help


def test_hints_come_one_by_one(run: Run, small: Curriculum) -> None:
    shown = [run("hint", "9.1").out for _ in range(4)]
    assert [next(w for w in ("One.", "Two.", "Three.") if w in out) for out in shown] == [
        "One.",
        "Two.",
        "Three.",
        "Three.",
    ]
    assert all(("cem-tutor solution 9.1" in out) == ("Three." in out) for out in shown)


def test_solution_is_shown_explained_and_recorded(run: Run, course: Curriculum) -> None:
    activity = course.activities["1.3"]
    done = run("solution", "1.3")
    assert done.code == 0
    assert done.out.startswith("def assign_clusters(")
    assert "def update_centroids" not in done.out
    assert activity.solution_note.split()[0] in done.out
    compile(done.out[: done.out.index(activity.solution_note[:30])], "solution", "exec")
    found = json.loads(run("progress", "--json").out)
    assert found["activities"]["1.3"]["solution_seen"]
    assert not found["activities"]["1.4"]["solution_seen"]


def test_reset_can_be_undone(run: Run, small: Curriculum) -> None:
    run("init")
    path = Path("ws/small_examples.py")
    mine = path.read_text().replace('raise NotImplementedError("9.1: double it.")', "return x + x")
    path.write_text(mine)
    done = run("reset", "9.1")
    assert done.code == 0
    assert path.read_text() == small_lesson.STUB
    backup = Path(done.out.splitlines()[-1].partition(": ")[2])
    assert backup.read_text() == mine
    (version,) = json.loads(run("history", "9.1", "--json").out)["versions"]
    assert version["version"][:8] in run("history", "9.1").out
    assert run("restore", "9.1", version["version"][:8]).code == 0
    assert path.read_text() == mine
    assert run("restore", "9.1", "ffffffff").code == 1


# -- checking


def test_check_of_right_code(solved: Path, run: Run, course: Curriculum) -> None:
    lesson = course.lessons[0]
    done = run("check", "1", "--json")
    found = json.loads(done.out)
    assert done.code == 0
    assert not done.err
    assert found["schema"] == 1
    assert found["workspace"] == str(Path("ws").absolute())
    assert (found["passed"], found["failed"]) == (len(lesson.functions), 0)
    assert {r["function"] for r in found["results"]} == {f.qualified for f in lesson.functions}
    progress = json.loads(run("progress", "--json").out)
    passed = {id for id, a in progress["activities"].items() if a["status"] == "passed"}
    assert passed == {activity.id for activity in lesson.activities}
    assert progress["attempts_total"] == len(lesson.activities)
    listed = json.loads(run("list", "--json").out)
    assert {a["status"] for a in listed["lessons"][0]["activities"]} == {"passed"}


def test_check_of_wrong_code_says_why(solved: Path, run: Run) -> None:
    solved.write_text(solved.read_text() + FARTHEST)
    done = run("check", "1.3", "--json", "--seed", "7")
    assert done.code == 1
    (result,) = json.loads(done.out)["results"]
    assert result["status"] == "failed"
    assert result["activity"] == "1.3"
    assert result["function"] == "kmeans_examples.assign_clusters"
    assert set(result["case"]) >= {"name", "input", "expected", "got"}
    assert set(result["misconception"]) >= {"id", "title", "explanation"}
    assert result["seed"] == 7
    assert result["cases_passed"] < result["cases_total"]
    spoken = run("check", "kmeans_examples.assign_clusters", "--seed", "7")
    assert spoken.code == 1
    for text in (result["misconception"]["title"], result["case"]["name"], "--seed 7"):
        assert text in spoken.out
    assert "0 of 1 function passed" in spoken.out
    assert ESCAPE not in spoken.out
    progress = json.loads(run("progress", "--json").out)
    assert progress["activities"]["1.3"]["attempts"] == 2
    assert progress["activities"]["1.3"]["status"] == "in_progress"


def test_check_of_stubs_is_no_attempt(run: Run) -> None:
    done = run("check", "1.1", "--json")
    assert done.code == 1
    assert json.loads(done.out)["results"][0]["status"] == "not_started"
    assert json.loads(run("progress", "--json").out)["attempts_total"] == 0


@pytest.mark.parametrize("text", ["def broken(:\n", None], ids=["syntax error", "no file"])
def test_check_of_a_file_that_can_not_be_read(text: str | None, solved: Path, run: Run) -> None:
    solved.unlink() if text is None else solved.write_text(text)
    done = run("check", "1.1", "--json")
    assert done.code == 1
    (result,) = json.loads(done.out)["results"]
    assert result["status"] == "error"
    assert ("line 1" if text else "cem-tutor init") in result["message"]


def test_history_keeps_what_was_checked(solved: Path, run: Run) -> None:
    right = solved.read_text()
    solved.write_text(right + FARTHEST)
    run("check", "1.3")
    solved.write_text(right)
    run("check", "1.3")
    found = json.loads(run("history", "1.3", "--json").out)["versions"]
    assert len(found) == 2
    assert len(json.loads(run("history", "1.1", "--json").out)["versions"]) == 1
    run("restore", "1.3", found[0]["version"])
    assert "argmax" in solved.read_text()


def test_dispute_keeps_a_report_and_marks(solved: Path, run: Run) -> None:
    assert "nothing to dispute" in run("dispute", "1.3").out
    solved.write_text(solved.read_text() + FARTHEST)
    done = run("dispute", "1.3", "--note", "It is as I like it.")
    assert done.code == 0
    (report,) = Path("ws/.cem-tutor/disputes").iterdir()
    assert str(report.absolute()) in done.out
    text = report.read_text()
    assert all(part in text for part in ("It is as I like it.", '"seed"', "argmax"))


def test_run_shows_the_learners_own_code(solved: Path, run: Run) -> None:
    done = run("run", "1.5")
    assert done.code == 0
    assert "Your own code ran" in done.out
    assert "kmeans" in done.out
    assert ESCAPE not in done.out
    assert done.out.count("\n") > 20


def test_run_of_a_stub_borrows_the_reference(run: Run) -> None:
    run("init")
    done = run("run", "1.3")
    assert done.code == 0
    assert "The reference ran" in done.out


def test_interrupted_check_leaves_no_process(solved: Path) -> None:
    solved.write_text(
        "def compute_distortion(X, centroids, labels):\n    while True:\n        pass\n"
    )
    process = subprocess.Popen(
        [*PROGRAM, "check", "1.1", "--workspace", "ws"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    family = _wait_for(lambda: _busy(psutil.Process(process.pid)))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in out + err
    assert not err
    _wait_for(lambda: not any(p.is_running() and p.status() != "zombie" for p in family))


def _busy(process: psutil.Process) -> list[psutil.Process]:
    """Its descendants once one of them has been computing for a while."""
    family = process.children(recursive=True)
    try:
        return family if len(family) >= 3 and any(_burns(p) for p in family) else []
    except psutil.Error:
        return []


def _burns(process: psutil.Process) -> bool:
    return not process.children() and process.cpu_times().user > 0.2


def _wait_for(condition: Callable[[], T], seconds: float = 30) -> T:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)
    return found


# -- on a terminal


@pytest.mark.parametrize("no_color", ["", "1"])
def test_check_on_a_terminal(no_color: str, solved: Path) -> None:
    solved.write_text(solved.read_text() + FARTHEST)
    env = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm-256color"}
    arguments = [*PROGRAM[1:], "check", "1.3", "1.4", "--workspace", "ws"]
    child = pexpect.spawn(
        PROGRAM[0], arguments, env=env, encoding="utf-8", dimensions=(24, 80), timeout=60
    )
    child.expect("checking … 0 of 2")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    shown = child.before or ""
    assert "1 of 2 functions passed" in shown
    assert ("\x1b[31m✗" in shown) == (not no_color)
    assert "\x1b[3" not in shown.replace("\x1b[K", "") or not no_color


def test_alone_on_a_terminal_it_opens(home: Path) -> None:
    child = pexpect.spawn(
        PROGRAM[0],
        [*PROGRAM[1:], "--workspace", "ws"],
        env={**os.environ, "TERM": "xterm-256color"},
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=60,
    )
    child.expect("K-means")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert Path("ws/kmeans_examples.py").is_file()


def test_a_dumb_terminal_gets_the_list(home: Path) -> None:
    env = {**os.environ, "TERM": "dumb"}
    arguments = [*PROGRAM[1:], "--workspace", "ws"]
    child = pexpect.spawn(PROGRAM[0], arguments, env=env, encoding="utf-8", timeout=60)
    child.expect("not made yet")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


# -- what the README says


def test_the_readme_tells_of_commands_that_are() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`cem-tutor ([a-z]+)", text))
    assert told <= set(COMMANDS)
    assert told >= set(COMMANDS) - {"restore", "lint"}
    assert text.count("```sh") == 2


# -- when things go wrong


def test_a_fault_of_ours_is_one_sentence_and_a_report(
    run: Run, small: Curriculum, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")

    def fail(*_: object) -> int:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(command_module("list"), "execute", fail)
    done = run("list")
    assert done.code == 1
    assert is_one_sentence(done.err)
    (report,) = Path("ws/.cem-tutor").glob("fault-*.txt")
    assert str(report.absolute()) in done.err
    assert "Traceback" in report.read_text()
    elsewhere = run("list", workspace="none")
    path = Path(elsewhere.err.rstrip(".\n").rpartition(", ")[2])
    assert path.is_file()
    path.unlink()


def test_ctrl_c_is_quiet(run: Run, small: Curriculum, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_module("list"), "execute", interrupt)
    assert run("list") == Done(130, "", "")


def test_a_reader_that_goes_away(home: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(timeout=60) == cli.BROKEN_PIPE
    assert process.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_below_the_output(home: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)


def test_output_that_lacks_the_symbols(home: Path) -> None:
    done = outside(["list"], env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "not started" in done.stdout


def test_a_folder_that_is_gone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = home / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    assert main(["list"]) == 1
    assert is_one_sentence(capsys.readouterr().err)


def test_progress_of_a_newer_release_is_left_alone(run: Run, small: Curriculum) -> None:
    run("hint", "9.1")
    path = Path("ws/.cem-tutor/progress.json")
    newer = path.read_text().replace('"schema": 1', '"schema": 99')
    path.write_text(newer)
    done = run("progress")
    assert done.code == 1
    assert is_one_sentence(done.err)
    assert "newer release" in done.err
    assert path.read_text() == newer


# -- details


def test_learners_output_can_not_play_with_the_terminal() -> None:
    lost = "\N{REPLACEMENT CHARACTER}"
    assert verdicts.printable("a\x1b[31mb\tc\n\x07μ") == f"a{lost}[31mb\tc\n{lost}μ"


LONG = MisconceptionReport("long", "You do " + "something else " * 9, "It is not.", "X")
FAILED = Result("1.3", "kmeans_examples.assign_clusters", "failed", 0.1, 2, 9, misconception=LONG)


def test_a_verdict_stays_on_one_line_of_a_terminal() -> None:
    line = verdicts.line(FAILED, Console(is_terminal=True, color=False, width=80, height=24))
    assert len(line) <= 80
    assert line.endswith("…")
    piped = verdicts.line(FAILED, Console(is_terminal=False, color=False, width=80, height=24))
    assert piped.endswith(LONG.title.rstrip())


def test_a_verdict_in_full_holds_all_there_is() -> None:
    case = CaseReport("two points", "X = [[0],\n     [1]]", "0 1", "1 0")
    full = replace(
        FAILED,
        case=case,
        message="labels[0] is 1.",
        remarks=("A thread is left over.",),
        traceback="line 3, in assign_clusters",
        stdout="\n".join(f"row {i}" for i in range(40)),
        seed=5,
    )
    text = verdicts.details(full, Console(is_terminal=False, color=False, width=80, height=24))
    for part in (
        "labels[0] is 1.",
        "It is not.",
        "rung 3  two points",
        "      input     X = [[0],\n                     [1]]",
        "expected  0 1",
        "got       1 0",
        "Note: A thread is left over.",
        "line 3, in assign_clusters",
        "row 11",
        "and 28 lines more",
        "cem-tutor check kmeans_examples.assign_clusters --seed 5",
    ):
        assert part in text
    assert "row 12\n" not in text


def test_console_honours_no_color_and_dumb_terminals() -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    colored = [
        Console.of(Terminal(), env).color  # type: ignore[arg-type]
        for env in ({"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"})
    ]
    assert colored == [True, False, False]


def test_a_session_gives_each_notice_once(
    run: Run, small: Curriculum, capsys: pytest.CaptureFixture[str]
) -> None:
    run("init")
    with Session(Path("ws").absolute()) as session:
        session._tell(["Once."])
        session._tell(["Once."])
    assert capsys.readouterr().err == "cem-tutor: Once.\n"
