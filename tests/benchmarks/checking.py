"""How long a check takes, as ratios against baselines measured in the same run. Run by hand:

    python tests/benchmarks/checking.py

Prints: the warm process's time to be ready; a warm check of one function with its whole ladder,
beside pytest on the same function and cases; a cold `cem-tutor check 1.3` beside importing NumPy;
all of lesson 1 cold.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tutor import curriculum  # noqa: E402
from tutor.checking.client import Checker  # noqa: E402

NAME = "kmeans_examples.assign_clusters"
RUNS = 40

PYTEST = """
import numpy as np, pytest
from exercises.lesson1_kmeans.checks import CHECKS
from tutor.checking.local import LocalCaller
from tutor.checking.ladder import climb
import kmeans_examples

def test_assign_clusters():
    check = CHECKS["assign_clusters"]
    assert climb(check, LocalCaller(kmeans_examples.assign_clusters), 1).failure is None
"""


def main() -> None:
    """Measures and prints."""
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, Python {sys.version.split()[0]}"
    )
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        solution = (ROOT / "reference" / "kmeans_examples.py").read_text(encoding="utf-8")
        (workspace / "kmeans_examples.py").write_text(solution, encoding="utf-8")
        (workspace / ".cem-tutor").mkdir()
        (workspace / "test_it.py").write_text(PYTEST, encoding="utf-8")
        asyncio.run(warm(workspace, solution))
        cold(workspace)


async def warm(workspace: Path, solution: str) -> None:
    """The warm process: ready, then one check after another, each of a changed file."""
    checker = Checker(workspace, curriculum.load())
    start = time.perf_counter()
    await checker.start()
    await checker.ready()
    print(f"ready after {ms(time.perf_counter() - start)}")
    await asyncio.sleep(4)  # the idle imports: a learner reads longer than that
    times = [await one_check(checker, workspace, solution, i) for i in range(RUNS)]
    await checker.close()
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"warm check of {NAME}: median {ms(middle)}, 95th percentile {ms(late)}")
    pytest = timed([sys.executable, "-m", "pytest", "-q", "test_it.py"], workspace, 3)
    print(f"pytest on the same: {ms(pytest)}; ratio {middle / pytest:.3f}")


async def one_check(checker: Checker, workspace: Path, solution: str, run: int) -> float:
    """Seconds from the write of the file to the verdict; then some rest, as between saves."""
    (workspace / "kmeans_examples.py").write_text(f"{solution}\n# {run}\n", encoding="utf-8")
    start = time.perf_counter()
    times = []
    async for result in checker.check([NAME]):
        times.append(time.perf_counter() - start)
        assert result.status == "passed", result
    await asyncio.sleep(0.3)
    return times[0]


def cold(workspace: Path) -> None:
    """Whole commands, each from its start."""
    numpy = [sys.executable, "-c", "import numpy"]
    one = [
        sys.executable,
        "-m",
        "tutor.cli",
        "--workspace",
        str(workspace),
        "check",
        "1.3",
        "--json",
    ]
    paired(one, numpy, workspace, "cold check 1.3 / import numpy")
    lesson = [*one[:-2], "1", "--json"]
    print(f"all of lesson 1, cold: {ms(timed(lesson, workspace, 3))}")


def paired(first: Sequence[str], second: Sequence[str], folder: Path, label: str) -> None:
    """Runs two commands in turn and prints the median of the ratios."""
    pairs = [(timed(first, folder, 1), timed(second, folder, 1)) for _ in range(9)]
    ratio = statistics.median(a / b for a, b in pairs)
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{label}: {ms(a)} / {ms(b)}; ratio {ratio:.2f}")


def timed(command: Sequence[str], folder: Path, runs: int) -> float:
    """Median seconds of a command as a whole process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def once() -> None:
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)

    return statistics.median(seconds(once) for _ in range(runs))


def seconds(work: Callable[[], None]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ms(value: float) -> str:
    """Seconds as milliseconds."""
    return f"{value * 1e3:.0f} ms"


if __name__ == "__main__":
    main()
