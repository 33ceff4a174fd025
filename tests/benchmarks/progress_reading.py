"""What opening and reading cost after three years of daily use, and after 100,000 attempts.

By hand: python tests/benchmarks/progress_reading.py [FOLDER]. The goals: opening at most 30 ms and
no slower for the longer history; everything that the Progress screen shows within 300 ms; a tick
and a rating within 10 ms.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from progress import compaction, events, report, report_text, review
from progress.convert import attempt_values
from progress.events import Event
from progress.records import Attempt
from progress.store import Store

END = datetime(2026, 11, 24, 18, tzinfo=UTC)
DAYS = 3 * 365
ACTIVITIES = [f"{lesson}.{number}" for lesson in range(1, 5) for number in range(1, 9)]
ITEMS = [f"U{lesson}.{number}" for lesson in range(1, 5) for number in range(1, 10)]
PLAN = [{"title": f"{n}", "activities": ACTIVITIES[8 * n : 8 * n + 8]} for n in range(4)]
ROUNDS = 7
OPEN_GOAL, READ_GOAL, RECORD_GOAL = 30.0, 300.0, 10.0


def life(attempts: int, chance: random.Random) -> Iterator[Event]:
    """What a learner leaves who works every day for three years."""
    head = events.make(END - timedelta(days=DAYS), "journal", journal="bench", schema=1)
    yield head
    for day in range(DAYS):
        at = END - timedelta(days=DAYS - day)
        today = attempts * (day + 1) // DAYS - attempts * day // DAYS
        for number in range(today):
            yield from check(at + timedelta(seconds=8 * number), chance)
        yield events.make(at, "minutes", seconds=2400.0, activity=chance.choice(ACTIVITIES))
        yield tick(at, chance.choice(ITEMS))


def check(at: datetime, chance: random.Random) -> Iterator[Event]:
    """An attempt at one function of an activity, and the activity's."""
    activity, passed = chance.choice(ACTIVITIES), chance.random() < 0.3
    mistake = None if passed else f"misconception-{chance.randrange(8)}"
    status = "passed" if passed else "failed"
    one = Attempt(activity, f"module.f{activity}", status, mistake, 0.01, 2, 7, "ab" * 32)
    yield events.make(at, "attempt", **attempt_values(one), hints=0, solution_seen=False)
    yield events.make(at, "activity", activity=activity, passed=passed)


def tick(at: datetime, item: str) -> Event:
    """A tick renewed, as the store writes it: with the state that the scheduler gave."""
    card = f"item:{item}"
    values = review.review_values(card, None, "good", at.isoformat())
    scheduled = {name: values[name] for name in ("state", "due")}
    words = {"answer": "because " * 20, "rating": "good", "evidence": "1.3 passed"}
    return events.make(at, "tick", item=item, **words, **scheduled)


def made(folder: Path, attempts: int) -> None:
    """A store's folder with such a life in it, opened and closed once."""
    folder.mkdir()
    lines = map(events.encode, life(attempts, random.Random(attempts)))
    (folder / "journal.jsonl").write_bytes(b"".join(lines))
    start = time.perf_counter()
    with Store(folder, lambda: END) as store:
        store.set_resume("1.3")
    print(f"  first opening and compaction {time.perf_counter() - start:.1f} s", flush=True)


def milliseconds(what: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        what()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def read_all(folder: Path) -> None:
    """Opens the store anew and reads everything that the Progress screen and the report show."""
    store = Store(folder, lambda: END)
    found = report.progress_json(store, PLAN, [{"id": item, "text": item} for item in ITEMS],
                                 ACTIVITIES)  # fmt: skip
    report_text.progress_text(found)
    store.days(), store.times(), store.cards(), store.ticks()


def measure(folder: Path, attempts: int) -> dict[str, float]:
    """Prints a line; the milliseconds."""
    made(folder, attempts)
    found = {"open": milliseconds(lambda: Store(folder, lambda: END))}
    found["read"] = milliseconds(lambda: read_all(folder))
    store = Store(folder, lambda: END)
    store.reviewed("item:U1.1", "good", END)  # imports the scheduler
    found["tick"] = milliseconds(lambda: store.tick("U1.2", "answer", "good", "evidence"), 101)
    found["rating"] = milliseconds(lambda: store.reviewed("item:U1.1", "good", END), 101)
    size = (folder / "journal.jsonl").stat().st_size / 1e6
    state = (folder / "progress.json").stat().st_size / 1e3
    print(f"{attempts:>8} {size:>10.2f} {state:>9.0f} "
          + " ".join(f"{value:>9.1f}" for value in found.values()), flush=True)  # fmt: skip
    return found


def main() -> int:
    """The exit status: 0 if every goal is met."""
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(f"load {os.getloadavg()[0]:.2f}; milliseconds, medians; {compaction.KEEP.days} days kept")
    print("attempts journal MB  state kB   opening   reading      tick    rating")
    with tempfile.TemporaryDirectory(dir=where) as root:
        short, long = (measure(Path(root) / str(n), n) for n in (3_000, 100_000))
    worst = {name: max(short[name], long[name]) for name in short}
    goals = {"open": OPEN_GOAL, "read": READ_GOAL, "tick": RECORD_GOAL, "rating": RECORD_GOAL}
    missed = [f"{name} {worst[name]:.1f} > {goal}" for name, goal in goals.items()
              if worst[name] > goal]  # fmt: skip
    print("all goals met" if not missed else f"missed: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
