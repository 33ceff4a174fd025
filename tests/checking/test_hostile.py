"""Code that misbehaves: each kind gets its own verdict, in limited time, and leaves nothing behind."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil
import pytest

from tests.conftest import Check

RIGHT = """
import numpy as np

def assign_clusters(X, centroids):
    return ((X[:, None, :] - centroids[None]) ** 2).sum(axis=2).argmin(axis=1)
"""

HEAD = "import ctypes, itertools, os, signal, sys, threading, time\nimport numpy as np\n"


def body(code: str) -> str:
    """A file whose assign_clusters runs `code`."""
    lines = "\n".join(f"    {line}" for line in code.strip().splitlines())
    return f"{HEAD}\ndef assign_clusters(X, centroids):\n{lines}\n"


# name, file, status, words of which the message must hold one
CASES = [
    ("endless loop", body("while True:\n    pass"), "timeout", ["line 5"]),
    (
        "endless loop that swallows every exception",
        body(
            "while True:\n    try:\n        time.sleep(0.01)\n    except BaseException:\n        pass"
        ),
        "timeout",
        ["line 7"],
    ),
    ("endless loop in C", body("return sum(itertools.count())"), "timeout", ["line 5"]),
    (
        "alarm tricks",
        body(
            "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
        ),
        "timeout",
        ["seconds"],
    ),
    ("recursion", body("return assign_clusters(X, centroids)"), "error", ["calls itself"]),
    ("10 GB", body("return np.ones(10 * 2**30 // 8)"), "crashed", ["memory"]),
    (
        "a list without end",
        body("found = []\nwhile True:\n    found.append(bytearray(2**24))"),
        "crashed",
        ["memory"],
    ),
    ("os._exit(0)", body("os._exit(0)"), "crashed", ["exit code 0"]),
    ("sys.exit(0)", body("sys.exit(0)"), "error", ["sys.exit"]),
    ("sys.exit at import", "import sys\nsys.exit(0)\n" + RIGHT, "error", ["sys.exit"]),
    ("kills itself", body("os.kill(os.getpid(), 9)"), "crashed", ["killed"]),
    ("segmentation fault", body("ctypes.string_at(0)"), "crashed", ["segmentation"]),
    ("kills its parent", body("os.kill(os.getppid(), 9)\ntime.sleep(30)"), "crashed", ["process"]),
    ("input", body("return input('labels? ')"), "error", ["typed"]),
    ("raise at import", "raise ValueError('no')\n" + RIGHT, "error", ["line 1"]),
    ("syntax error", "def assign_clusters(X, centroids)\n    return X\n", "error", ["line 1"]),
    ("generator", body("yield 1"), "failed", ["generator"]),
    (
        "coroutine",
        "async def assign_clusters(X, centroids):\n    return X\n",
        "failed",
        ["coroutine"],
    ),
    ("50 MB", body("return np.zeros(50 * 2**20, dtype=np.uint8)"), "failed", ["shape"]),
    ("300 MB", body("return np.zeros(300 * 2**20, dtype=np.uint8)"), "crashed", ["larger"]),
    (
        "an object whose __eq__ lies",
        HEAD
        + "class Yes:\n    def __eq__(self, other): return True\n\ndef assign_clusters(X, centroids): return Yes()\n",
        "failed",
        ["Yes"],
    ),
    (
        "an object whose __array__ hangs",
        HEAD
        + "class Slow:\n    def __array__(self, *a, **k):\n        while True: pass\n\ndef assign_clusters(X, centroids): return Slow()\n",
        "timeout",
        ["seconds"],
    ),
    (
        "an object whose __array__ lies",
        HEAD
        + "class Liar:\n    def __array__(self, *a, **k): return np.full(7, 99)\n\ndef assign_clusters(X, centroids): return Liar()\n",
        "failed",
        ["shape", "labels"],
    ),
    (
        "an object whose __repr__ raises",
        HEAD
        + "class Odd:\n    def __repr__(self): raise ValueError\n\ndef assign_clusters(X, centroids): return Odd()\n",
        "failed",
        ["Odd"],
    ),
    ("None", body("print(X)"), "failed", ["None", "return"]),
    (
        "np.dot patched to lie",
        HEAD
        + "np.array_equal = lambda *a, **k: True\nnp.allclose = lambda *a, **k: True\nnp.asarray = lambda *a, **k: 0\n\ndef assign_clusters(X, centroids): return np.ones(len(X), dtype=int)\n",
        "failed",
        ["label"],
    ),
    (
        "reads the solution",
        body("import reference.kmeans_examples as r\nreturn r.assign_clusters(X, centroids)"),
        "error",
        ["from scratch"],
    ),
    (
        "changes X in place",
        body("X *= 2\nreturn np.zeros(len(X), dtype=int)"),
        "failed",
        ["in place"],
    ),
    (
        "hands over to scikit-learn",
        body(
            "from sklearn.cluster import KMeans\nk = KMeans(len(centroids), init=centroids, n_init=1, max_iter=1).fit(centroids)\nk.cluster_centers_ = np.ascontiguousarray(centroids, dtype=float)\nreturn k.predict(X)"
        ),
        "failed",
        ["sklearn.cluster"],
    ),
    (
        "garbage on every descriptor",
        body(
            "for fd in range(3, 1024):\n    try:\n        os.write(fd, b'x' * 64)\n    except OSError:\n        pass\nreturn np.ones(len(X), dtype=int)"
        ),
        "crashed",
        ["file descriptor"],
    ),
]


@pytest.mark.parametrize(("text", "status", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_each_kind_of_misbehaviour_has_its_own_verdict(
    check: Check, text: str, status: str, words: list[str]
) -> None:
    start = time.monotonic()
    (result,) = check(text, ["assign_clusters"])
    assert result.status == status, result
    assert any(word in result.message for word in words), result.message
    assert time.monotonic() - start < 16
    assert not strays()


def strays() -> list[psutil.Process]:
    """Processes that a check has left behind."""
    ours = psutil.Process()
    return [p for p in ours.children(recursive=True) if p.is_running()]


def test_a_flood_of_output_is_cut_and_counted(check: Check) -> None:
    text = body("line = 'x' * 1023 + chr(10)\nfor _ in range(2**16):\n    sys.stdout.write(line)\nreturn None")
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
    text = HEAD + RIGHT + (
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        f"    open({str(mark)!r}, 'w').write(str(os.getpid()))\n"
        "    time.sleep(600)\n"
        f"while not os.path.exists({str(mark)!r}) or not open({str(mark)!r}).read(): time.sleep(0.01)\n"
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


def test_an_endless_loop_at_import_is_waited_for_once(check: Check) -> None:
    names = ["compute_distortion", "assign_clusters", "update_centroids"]
    stubs = "".join(f"\ndef {name}(*args): return 1\n" for name in names)
    start = time.monotonic()
    results = check(stubs + "\nwhile True: pass\n", names)
    assert [r.status for r in results] == ["timeout"] * 3
    assert time.monotonic() - start < 16


@pytest.mark.parametrize("no_fork", ["", "1"], ids=["fork", "fresh processes"])
def test_a_right_solution_passes_with_and_without_fork(
    check: Check, monkeypatch: pytest.MonkeyPatch, no_fork: str
) -> None:
    monkeypatch.setitem(os.environ, "CEM_TUTOR_NO_FORK", no_fork)
    (result,) = check(RIGHT, ["assign_clusters"])
    assert result.status == "passed", result
    assert not strays()
