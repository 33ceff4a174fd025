"""The warm process through its client: newest first, cancelled, closed, killed; nothing is left."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from tests.checking.test_hostile import body
from tests.conftest import REFERENCE
from tutor.checking.client import Checker
from tutor.checking.verdict import Result
from tutor.curriculum import Curriculum

NAME = "kmeans_examples.assign_clusters"
ENDLESS = body(
    "open('starting', 'w').write(str(os.getpid()))\n"
    "os.rename('starting', 'started')\nwhile True: pass"
)


@pytest.fixture
async def checker(tmp_path: Path, course: Curriculum) -> AsyncIterator[Checker]:
    """A checker over a workspace with the complete solution."""
    solve(tmp_path)
    made = Checker(tmp_path, course)
    yield made
    await made.close()


def solve(workspace: Path) -> None:
    """Puts the complete solution into a workspace."""
    text = (REFERENCE / "kmeans_examples.py").read_text(encoding="utf-8")
    (workspace / "kmeans_examples.py").write_text(text, encoding="utf-8")


async def collect(checker: Checker, *names: str) -> list[Result]:
    """The last verdict on each function of a check: a pass comes twice."""
    return list({result.function: result async for result in checker.check(names)}.values())


async def until(condition: object, seconds: float = 20) -> None:
    """Waits for a condition."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not come true in time"
        await asyncio.sleep(0.01)


async def test_one_process_serves_many_checks(checker: Checker) -> None:
    for _ in range(3):
        (result,) = await collect(checker, NAME)
        assert result.passed, result
    assert len(psutil.Process().children()) == 1


async def test_the_newest_check_ends_the_one_that_runs(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "kmeans_examples.py").write_text(ENDLESS, encoding="utf-8")
    first = asyncio.create_task(collect(checker, NAME))
    await until((tmp_path / "started").exists)
    solve(tmp_path)
    start = time.monotonic()
    (result,) = await collect(checker, NAME)
    assert result.passed, result
    assert await first == []
    assert time.monotonic() - start < 5


async def test_a_burst_of_saves_ends_with_a_verdict_on_the_last(
    checker: Checker, tmp_path: Path
) -> None:
    tasks = []
    for number in range(20):
        solve(tmp_path) if number == 19 else (tmp_path / "kmeans_examples.py").write_text(
            body(f"return {number}"), encoding="utf-8"
        )
        tasks.append(asyncio.create_task(collect(checker, NAME)))
        await asyncio.sleep(0.004)
    results = await asyncio.gather(*tasks)
    assert [r.status for r in results[-1]] == ["passed"]


async def test_cancelling_ends_the_learners_process(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "kmeans_examples.py").write_text(ENDLESS, encoding="utf-8")
    running = asyncio.create_task(collect(checker, NAME))
    await until((tmp_path / "started").exists)
    await checker.cancel()
    assert await running == []
    guest = int((tmp_path / "started").read_text())
    await until(lambda: not psutil.pid_exists(guest))
    solve(tmp_path)
    assert (await collect(checker, NAME))[0].passed


async def test_closing_leaves_no_process(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "kmeans_examples.py").write_text(ENDLESS, encoding="utf-8")
    running = asyncio.create_task(collect(checker, NAME))
    await until((tmp_path / "started").exists)
    await checker.close()
    await running
    await until(lambda: not psutil.Process().children(recursive=True))


async def test_a_killed_warm_process_is_replaced(checker: Checker) -> None:
    assert (await collect(checker, NAME))[0].passed
    psutil.Process().children()[0].kill()
    await until(lambda: not psutil.Process().children(recursive=True))
    assert (await collect(checker, NAME))[0].passed


def test_when_the_front_is_killed_everything_ends(tmp_path: Path) -> None:
    (tmp_path / "kmeans_examples.py").write_text(ENDLESS, encoding="utf-8")
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom tutor import curriculum\n"
        "from tutor.checking.client import Checker\n"
        "async def main():\n"
        f"    checker = Checker(Path({str(tmp_path)!r}), curriculum.load())\n"
        f"    async for _ in checker.check([{NAME!r}]): pass\n"
        "asyncio.run(main())\n"
    )
    front = subprocess.Popen([sys.executable, "-c", code], cwd=REFERENCE.parent)
    deadline = time.monotonic() + 20
    while not (tmp_path / "started").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    family = psutil.Process(front.pid).children(recursive=True)
    assert len(family) >= 3
    os.kill(front.pid, signal.SIGKILL)
    front.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive, alive


async def test_demonstrations_say_whose_code_they_ran(checker: Checker, tmp_path: Path) -> None:
    shown = await checker.demo("1.3")
    assert shown.error is None
    assert shown.figures
    assert "assign_clusters" in shown.own
    assert not shown.borrowed
    (tmp_path / "kmeans_examples.py").write_text(body("return None"), encoding="utf-8")
    shown = await checker.demo("1.3")
    assert "assign_clusters" in shown.borrowed


async def test_predictions_are_computed_from_the_data(checker: Checker, course: Curriculum) -> None:
    for activity in course.lessons[0].activities:
        answer = await checker.predict(activity.id)
        assert 0 <= answer.index < len(activity.predict.choices)
        assert "{" not in answer.explanation


async def test_a_pass_comes_early_and_again_with_how_fast_it_was(checker: Checker) -> None:
    early, late = [result async for result in checker.check([NAME])]
    assert early.passed
    assert late.passed
    assert "the reference" in late.why
    assert "the reference" not in early.why
