"""What recording an attempt costs beside a bare append and fsync of the same bytes.

By hand: python tests/benchmarks/recording.py [FOLDER]. The goal is at most 3 times, at any length
of the journal. Rounds of both are alternated, so that a busy disk hits them alike.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from progress import events
from progress.records import Attempt
from progress.store import Store

ATTEMPT = Attempt(
    "1.3", "kmeans_examples.assign_clusters", "failed", "farthest-centroid", 0.012, 2, 7, "ab" * 32
)
ROUNDS = 30
PER_ROUND = 20
GOAL = 3.0


def line() -> bytes:
    """The bytes that an attempt takes in the journal."""
    values = {name: getattr(ATTEMPT, name) for name in Attempt.__dataclass_fields__}
    now = datetime.now().astimezone()
    return events.encode(events.make(now, "attempt", **values, hints=0, solution_seen=False))


def prefill(folder: Path, count: int) -> None:
    """A store with `count` attempts, its journal written at one go."""
    with Store(folder) as store:
        store.record_attempt(ATTEMPT)
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.writelines(line() for _ in range(count - 1))
    with Store(folder) as store:
        store.record_attempt(ATTEMPT)


def bare_seconds(path: Path, data: bytes) -> float:
    """Seconds an append with fsync, as the plainest program would do it."""
    start = time.perf_counter()
    for _ in range(PER_ROUND):
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, data)
        os.fsync(descriptor)
        os.close(descriptor)
    return (time.perf_counter() - start) / PER_ROUND


def ours_seconds(store: Store) -> float:
    """Seconds an attempt recorded, snapshots included."""
    start = time.perf_counter()
    for _ in range(PER_ROUND):
        store.record_attempt(ATTEMPT)
    return (time.perf_counter() - start) / PER_ROUND


def measure(folder: Path, count: int) -> float:
    """Prints a line for a journal of `count` attempts; the ratio of the medians."""
    prefill(folder, count)
    data, bare_file = line(), folder / "bare.jsonl"
    start = time.perf_counter()
    store = Store(folder)
    opened = time.perf_counter() - start
    pairs = [(ours_seconds(store), bare_seconds(bare_file, data)) for _ in range(ROUNDS)]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    mean = statistics.fmean(pair[0] for pair in pairs) / statistics.fmean(p[1] for p in pairs)
    start = time.perf_counter()
    store.tick("an-item", "an answer", "good", "1.3 passed")
    tick = time.perf_counter() - start
    store.close()
    print(
        f"{count:>8} {ours * 1e6:>9.0f} {bare * 1e6:>9.0f} {ours / bare:>8.2f} {mean:>8.2f} "
        f"{opened * 1e3:>9.2f} {tick * 1e3:>8.2f}",
        flush=True,
    )
    return float(ours / bare)


def main() -> int:
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(f"load {os.getloadavg()[0]:.2f}, {ROUNDS} rounds of {PER_ROUND}")
    print("attempts   ours us   bare us  med/med mean/mean   open ms  tick ms")
    with tempfile.TemporaryDirectory(dir=where) as root:
        ratios = [measure(Path(root) / str(count), count) for count in (10, 10_000, 100_000)]
    print(f"worst ratio {max(ratios):.2f}, goal {GOAL}")
    return 0 if max(ratios) <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
