"""Kills recording processes at random moments and looks whether anything acknowledged is lost.

By hand: python tests/faults/kill_while_recording.py [--runs 500] [--writers 1] [--seed N]. Each
run forks the writers, which record without pause and report each record once it is
acknowledged; after a random number of reports and a random moment they get SIGKILL, some of them
while a snapshot is written or weeks are archived. Then the store must open without a word, and
hold every reported record. Linux and macOS only.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from progress import compaction, ledger, storage
from progress.records import Attempt
from progress.store import Store

SNAPSHOT_EVERY = 3
CLOSE_EVERY = 4
START = datetime(2026, 1, 1, tzinfo=UTC)


def attempt(number: int) -> Attempt:
    """An attempt that says which it is; lengths vary, so that files shrink and grow."""
    version = "v" * (number % 99)
    return Attempt(f"1.{number % 9}", str(number), "failed", None, 0.1, 1, number, version)


def record_without_end(folder: Path, first: int, reports: int) -> None:
    """Records `first`, `first` + 1, ... and reports each behind its acknowledgement."""
    number = first

    def clock() -> datetime:
        return START + timedelta(hours=number)  # weeks pass, and are archived

    with Store(folder, clock) as store:
        while True:
            store.record_attempt(attempt(number))
            store.record_activity(f"a{number}", number % 2 == 0)
            store.tick(f"i{number % 20}", "answer " * (number % 30), "good", str(number))
            store.keep_version("f.py", b"content %d" % number)
            if not store.notices:  # else it is not acknowledged: another writer holds the lock
                os.write(reports, b"%d\n" % number)
            number += 1
            if number % CLOSE_EVERY == 0:
                store.close()


def fork_writer(folder: Path, first: int) -> tuple[int, int]:
    """A writer's process id, and the end of the pipe on which it reports."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reader)
            record_without_end(folder, first, writer)
        finally:
            os._exit(1)
    os.close(writer)
    return process, reader


def until_killed(folder: Path, first: int, writers: int, chance: random.Random) -> list[int]:
    """The numbers that the writers reported before they were killed."""
    started = [fork_writer(folder, first + 100_000 * index) for index in range(writers)]
    lines = [os.fdopen(reader, "rb") for _, reader in started]
    reported = [lines[0].readline() for _ in range(chance.randint(1, 6))]
    time.sleep(chance.random() * 0.004)
    for process, _ in started:
        os.kill(process, signal.SIGKILL)
    for process, _ in started:
        os.waitpid(process, 0)
    for stream in lines:
        with stream:
            reported += stream.readlines()
    return [int(line) for line in reported]


def losses(folder: Path, reported: set[int]) -> Iterator[str]:
    """What is wrong with the store after a kill, a sentence each."""
    with Store(folder) as store:
        found = [int(record.attempt.function) for record in store.attempts()]
        activities, versions = store.activities(), store.versions("f.py")
        yield from (f"said: {notice}" for notice in store.notices)
        yield from (f"attempt {number} is lost" for number in reported - set(found))
        if len(found) != len(set(found)):
            yield "an attempt is there twice"
        yield from (f"activity {n} is lost" for n in reported if activities[f"a{n}"].attempts != 1)
        if sum(week.attempts for week in store.weeks()) != len(activities):
            yield "the weeks' attempts don't add up"
        kept = {store.version(version.id) for version in versions}
        yield from (f"version {n} is lost" for n in reported if b"content %d" % n not in kept)
    if storage.AtomicStorage(folder / "progress.json").read() is None:
        yield "progress.json is lost"
    if list(folder.glob("*.broken*")) or list(folder.glob(".*.tmp")):
        yield f"there are left-overs: {sorted(path.name for path in folder.iterdir())}"


def main() -> int:
    """The exit status: 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--writers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    ledger.SNAPSHOT_EVERY = SNAPSHOT_EVERY  # kills should hit snapshots too
    compaction.SMALLEST, compaction.SLACK = 0, timedelta(weeks=1)  # and compactions
    reported: set[int] = set()
    with tempfile.TemporaryDirectory() as root:
        for run in range(options.runs):
            folder = Path(root) / str(
                run // 25
            )  # a fresh folder now and then, so that it stays small
            if run % 25 == 0:
                reported = set()
            reported |= set(until_killed(folder, run * 1000, options.writers, chance))
            if wrong := list(losses(folder, reported)):
                print(f"run {run}, seed {options.seed}:", *wrong, sep="\n  ")
                return 1
    print(f"{options.runs} kills of {options.writers} writers, nothing lost (seed {options.seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
