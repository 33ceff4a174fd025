"""Code that misbehaves: each kind gets its own verdict, in limited time, and leaves nothing."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.conftest import Check

RIGHT = """
import numpy as np

def assign_clusters(X, centroids):
    return ((X[:, None, :] - centroids[None]) ** 2).sum(axis=2).argmin(axis=1)
"""

HOSTILE = Path(__file__).parents[1] / "submissions" / "hostile"

HEAD = "import ctypes, itertools, os, signal, sys, threading, time\nimport numpy as np\n"


def body(code: str) -> str:
    """A file whose assign_clusters runs `code`."""
    lines = "\n".join(f"    {line}" for line in code.strip().splitlines())
    return f"{HEAD}\ndef assign_clusters(X, centroids):\n{lines}\n"


@dataclass(frozen=True)
class Hostile:
    """A file of the hostile set: the status that it must get, and words one of which must occur."""

    path: Path
    status: str
    words: tuple[str, ...]

    @staticmethod
    def read(path: Path) -> Hostile:
        """What a file's header says."""
        header = dict(re.findall(r"^# (\w+): (.+)$", path.read_text(encoding="utf-8"), re.M))
        return Hostile(path, header["status"], tuple(header["says"].split(" | ")))


SET = [Hostile.read(path) for path in sorted(HOSTILE.glob("*.py"))]


@pytest.mark.parametrize("hostile", SET, ids=[h.path.stem for h in SET])
def test_each_kind_of_misbehaviour_has_its_own_verdict(
    check: Check, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    if hostile.status == "timeout" and hostile.path.stem != "endless_loop":
        monkeypatch.setenv("CEM_TUTOR_SECONDS", "3")  # one of them waits for the usual ten
    start = time.monotonic()
    (result,) = check(hostile.path.read_text(encoding="utf-8"), ["assign_clusters"])
    assert result.status == hostile.status, result
    assert any(word in result.message for word in hostile.words), result.message
    assert time.monotonic() - start < 16
    assert not strays()


def strays() -> list[psutil.Process]:
    """Processes that a check has left behind."""
    ours = psutil.Process()
    return [p for p in ours.children(recursive=True) if p.is_running()]


def test_a_flood_of_output_is_cut_and_counted(check: Check) -> None:
    text = body(
        "line = 'x' * 1023 + chr(10)\n"
        "for _ in range(2**16):\n    sys.stdout.write(line)\nreturn None"
    )
    (result,) = check(text, ["assign_clusters"])
    assert result.status == "failed"
    assert len(result.stdout) < 1_100_000
    assert "MB more" in result.stdout


def test_a_thread_that_prints_for_ever_costs_a_remark(check: Check) -> None:
    thread = (
        "def chatter():\n    while True:\n        print('and')\n        time.sleep(0.001)\n"
        "threading.Thread(target=chatter, daemon=True).start()\n"
    )
    (result,) = check(HEAD + thread + RIGHT, ["assign_clusters"])
    assert result.status == "passed", result
    assert any("thread" in remark for remark in result.remarks)


def test_a_fork_that_lives_on_is_ended(check: Check, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    text = (
        HEAD
        + RIGHT
        + (
            "if os.fork() == 0:\n"
            "    os.setsid()\n"
            f"    open({str(mark)!r}, 'w').write(str(os.getpid()))\n"
            "    time.sleep(600)\n"
            f"mark = {str(mark)!r}\n"
            "while not os.path.exists(mark) or not open(mark).read(): time.sleep(0.01)\n"
        )
    )
    (result,) = check(text, ["assign_clusters"])
    assert result.status == "passed", result
    assert not psutil.pid_exists(int(mark.read_text()))


def test_low_descriptors_are_not_the_checkers(check: Check) -> None:
    scribble = (
        "for fd in range(3, 21):\n    try:\n        os.write(fd, b'passed')\n"
        "    except OSError:\n        pass\n"
    )
    (result,) = check(HEAD + scribble + RIGHT, ["assign_clusters"])
    assert result.status == "passed", result


def test_changing_directory_and_deleting_the_own_file(check: Check, tmp_path: Path) -> None:
    text = HEAD + RIGHT + "os.remove(__file__)\nos.chdir('/')\n"
    before = Path.cwd()
    (result,) = check(text, ["assign_clusters"])
    assert result.status == "passed", result
    assert Path.cwd() == before
    assert (tmp_path / "kmeans_examples.py").read_text(encoding="utf-8") == text


def test_other_names_of_arguments_are_told(check: Check) -> None:
    (result,) = check(RIGHT.replace("X", "data"), ["assign_clusters"])
    assert result.status == "error"
    assert "X, centroids" in result.message


def test_a_stub_that_hides_what_was_written_is_told(check: Check) -> None:
    text = RIGHT + "\n\ndef assign_clusters(X, centroids):\n    pass\n"
    (result,) = check(text, ["assign_clusters"])
    assert result.status == "not_started"
    assert "twice, in lines 4 and 8" in result.message


def test_the_global_generator_may_be_seeded(check: Check) -> None:
    (result,) = check("import numpy as np\nnp.random.seed(0)\n" + RIGHT, ["assign_clusters"])
    assert result.status == "passed", result


def test_subclasses_of_arrays_are_judged_by_their_values(check: Check) -> None:
    text = RIGHT + (
        "\nclass Labels(np.ndarray):\n    pass\n\nplain = assign_clusters\n"
        "\ndef assign_clusters(X, centroids):\n    return plain(X, centroids).view(Labels)\n"
    )
    (result,) = check(text, ["assign_clusters"])
    assert result.status == "passed", result


def test_an_endless_loop_at_import_is_waited_for_once(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEM_TUTOR_SECONDS", "3")
    names = ["compute_distortion", "assign_clusters", "update_centroids"]
    stubs = "".join(f"\ndef {name}(*args): return 1\n" for name in names)
    start = time.monotonic()
    results = check(stubs + "\nwhile True: pass\n", names)
    assert [r.status for r in results] == ["timeout"] * 3
    assert time.monotonic() - start < 8


@pytest.mark.parametrize("no_fork", ["", "1"], ids=["fork", "fresh processes"])
def test_a_right_solution_passes_with_and_without_fork(
    check: Check, monkeypatch: pytest.MonkeyPatch, no_fork: str
) -> None:
    monkeypatch.setitem(os.environ, "CEM_TUTOR_NO_FORK", no_fork)
    (result,) = check(RIGHT, ["assign_clusters"])
    assert result.status == "passed", result
    assert not strays()
