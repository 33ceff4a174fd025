"""Damages the files of a store in every way we know, and looks whether anything is lost.

By hand: python tests/faults/damage.py [--quick] [--seed N]. Each kind of damage is a check that
prints a line; the exit status is 0 if all held. What holds after each: the store opens without
an error, tells all that it told before (or, where a file was cut, all that stood before the
cut), keeps what it could not read under another name, and goes on recording. Linux and macOS.
"""

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from progress import compaction, schema
from progress.records import Attempt
from progress.store import Store

JOURNAL, SNAPSHOT, BACKUP = "journal.jsonl", "progress.json", "progress.json.bak"
TAIL = 4096
FOREIGN = (b"", b"{}", b"null", b"\0" * 5000, b'{"name": "x", "scripts": {}}', b"[" * 10_000,
           b'{"_default": {"1": {"a": 1}}}')  # fmt: skip
START = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=1)))

Facts = tuple[object, ...]
Check = Callable[["Patient", random.Random, bool], int]


class Fault(Exception):
    """Something was lost; the sentence says what."""


class Patient:
    """A store's folder, as it was when it was whole, and what it told then."""

    def __init__(self, root: Path) -> None:
        self.folder, self._whole, self.now = root / "p", root / "whole", START
        fill(self)
        self.told = facts(self.open())
        shutil.copytree(self.folder, self._whole)

    def open(self) -> Store:
        """The store, with a clock that stands still."""
        return Store(self.folder, lambda: self.now)

    def heal(self) -> None:
        """Makes the folder whole again."""
        shutil.rmtree(self.folder)
        shutil.copytree(self._whole, self.folder)

    def bytes_of(self, name: str) -> bytes:
        """A file as it was."""
        return (self._whole / name).read_bytes()

    def holds(self, damaged: bytes) -> bool:
        """Whether the damaged bytes are still there, in place or set aside."""
        files = (path for path in self.folder.iterdir() if path.is_file())
        return any(path.read_bytes().startswith(damaged) for path in files)


def fill(patient: Patient) -> None:
    """A bit of everything; more than `TAIL` bytes in both files, the snapshot a little behind."""
    store = patient.open()
    for number in range(60):
        activity, ok = f"1.{number % 9}", number % 3 == 0
        status = "passed" if ok else "failed"
        mistake = None if ok else "far"
        store.record_attempt(Attempt(activity, "m.f", status, mistake, 0.1, 1, 2, None))
        store.record_activity(activity, ok)
        store.tick(f"u{number}", "because " * 9, "good", "evidence")
        store.add_active_seconds(100)
        if number % 20 == 19:
            store.close()
    store.record_activity("1.1", False)


def facts(store: Store) -> Facts:
    """All that the state holds."""
    return (store.activities(), store.weeks(), store.ticks(), store.days(), store.cards(),
            store.misconceptions())  # fmt: skip


def expect(holds: bool, sentence: str) -> None:
    """Raises Fault unless it holds."""
    if not holds:
        raise Fault(sentence)


def goes_on(patient: Patient) -> None:
    """One more record is there after opening again, and nobody complains any more."""
    with patient.open() as store:
        store.record_activity("9.9", True)
    again = patient.open()
    expect(again.activity("9.9").attempts == 1, "a new record is lost")
    expect(again.notices == (), f"it still says {again.notices}")


# -- the damages ----------------------------------------------------------------------------------


def cut(name: str) -> Check:
    """The file ends after every number of bytes of its last 4 KiB."""

    def check(patient: Patient, chance: random.Random, quick: bool) -> int:
        whole = patient.bytes_of(name)
        sizes = range(max(0, len(whole) - TAIL), len(whole), 173 if quick else 1)
        for size in sizes:
            (patient.folder / name).write_bytes(whole[:size])
            snapshot = patient.folder / SNAPSHOT
            expect(facts(patient.open()) == patient.told or behind(patient, size, name),
                   f"facts differ after a cut at {size}")  # fmt: skip
            expect(name == JOURNAL or size == len(whole) - 1 or patient.holds(whole[:size]),
                   f"the bytes before {size} were not kept")  # fmt: skip
            goes_on(patient)
            expect(snapshot.exists(), "there is no snapshot")
            patient.heal()
        return len(sizes)

    return check


def behind(patient: Patient, size: int, name: str) -> bool:
    """What came after the snapshot is in the journal alone: a cut takes it, and nothing else."""
    tables = schema.from_disk(schema.read(patient.folder / SNAPSHOT))
    return name == JOURNAL and size > 0 and facts(patient.open()) == told_by(patient, tables, size)


def told_by(patient: Patient, tables: schema.Tables, size: int) -> Facts:
    """The facts of the events before `size`, or of the snapshot where that has more."""
    data = patient.bytes_of(JOURNAL)
    end = max(int(tables["meta"]["1"]["offset"]), data[:size].rfind(b"\n") + 1)
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / JOURNAL).write_bytes(data[:end])
        return facts(Store(Path(root), lambda: patient.now))


def flipped(patient: Patient, chance: random.Random, quick: bool) -> int:
    """Up to 32 bytes of one file have other values."""
    turns = 30 if quick else 3000
    for turn in range(turns):
        name = (JOURNAL, SNAPSHOT, BACKUP)[turn % 3]
        data = bytearray(patient.bytes_of(name))
        for _ in range(chance.choice([1, 1, 2, 32])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (patient.folder / name).write_bytes(data)
        try:
            told = facts(patient.open())
        except schema.NewerProgress:  # the digit of the schema was hit: it is left alone
            expect((patient.folder / name).read_bytes() == data, "a newer file was changed")
        else:
            same = told == patient.told
            last = name == JOURNAL and told[2:] == patient.told[2:]  # not in the snapshot yet
            expect(same or last, f"facts differ with {name} flipped (turn {turn})")
            patient.open().attempts()
        patient.heal()
    return turns


def replaced(patient: Patient, chance: random.Random, quick: bool) -> int:
    """Emptied, another program's, a folder, gone: each file, and any two of them."""
    names = (JOURNAL, SNAPSHOT, BACKUP)
    for name in names:
        for content in (*FOREIGN, None, "gone"):
            replace(patient.folder / name, content)
            with patient.open() as store:
                told = facts(store)
            lost = name == JOURNAL  # the snapshot is one record behind, and that is what is left
            expect(lost or told == patient.told, f"facts differ with {name} as {content!r:.20}")
            expect(len(told[2]) == 60, f"ticks are lost with {name} as {content!r:.20}")  # type: ignore[arg-type]
            goes_on(patient)
            patient.heal()
    for name in (SNAPSHOT, BACKUP):
        replace(patient.folder / name, b"{")
    expect(facts(patient.open()) == patient.told, "the journal alone does not give everything")
    patient.heal()
    return len(names) * (len(FOREIGN) + 2) + 1


def replace(path: Path, content: bytes | str | None) -> None:
    """A folder for None, nothing for "gone"."""
    path.unlink()
    if content is None:
        path.mkdir()
        (path / "file").write_bytes(b"another's")
    elif isinstance(content, bytes):
        path.write_bytes(content)


def full_disk(patient: Patient, chance: random.Random, quick: bool) -> int:
    """A limit on the length of files, at many lengths; then room again."""
    limits = [patient.folder.joinpath(JOURNAL).stat().st_size + extra
              for extra in range(0, 400, 133 if quick else 3)]  # fmt: skip
    for limit in limits:
        process = multiprocessing.get_context("fork").Process(target=on_full, args=(patient, limit))
        process.start()
        process.join()
        expect(process.exitcode == 0, f"a limit of {limit} bytes lost something")
        store = patient.open()
        expect(store.activity("7.7").attempts == 3, "what waited was not written")
        expect(len(store.ticks()) == 60, "ticks are lost")
        patient.heal()
    return len(limits)


def on_full(patient: Patient, limit: int) -> None:
    """In a process of its own: writes into a full disk, which then has room again."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    store = patient.open()
    for _ in range(3):
        store.record_activity("7.7", True)
    said = store.notices
    kept = store.activity("7.7").attempts
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    store.close()
    whole = patient.folder.joinpath(JOURNAL).read_bytes().endswith(b"\n")
    is_told = any("no room" in sentence for sentence in said) or limit > len(
        patient.bytes_of(JOURNAL) + b" " * 300
    )
    os._exit(0 if kept == 3 and is_told and whole and store.notices == () else 1)


def clocks(patient: Patient, chance: random.Random, quick: bool) -> int:
    """The clock is set back and on and the zone changed at random; then weeks are archived."""
    turns = 1 if quick else 40
    for _turn in range(turns):
        for _ in range(60):
            zone = timezone(timedelta(minutes=15 * chance.randint(-48, 56)))
            patient.now = patient.now.astimezone(zone)
            patient.now += timedelta(hours=chance.choice([1, 5, 400, -1, -30, -200]))
            with patient.open() as store:
                store.record_activity("1.1", chance.random() < 0.5)
                store.add_active_seconds(chance.randint(1, 9000))
        store = patient.open()
        total = sum(week.attempts for week in store.weeks())
        expect(total == 61 + 60, f"weeks count {total} attempts")
        known = facts(store)
        for name in (SNAPSHOT, BACKUP):
            (patient.folder / name).unlink(missing_ok=True)
        expect(facts(patient.open()) == known, "the journal gives other facts")
        patient.now = START
        patient.heal()
    return turns


def side_by_side(writers: int) -> Check:
    """Processes that write at once, weeks archived by each as it closes."""

    def check(patient: Patient, chance: random.Random, quick: bool) -> int:
        each = 20 if quick else 400
        context = multiprocessing.get_context("fork")
        started = [context.Process(target=write, args=(patient, n, each)) for n in range(writers)]
        for process in started:
            process.start()
        for process in started:
            process.join()
        store = patient.open()
        total = sum(record.attempts for record in store.activities().values()) - 61
        expect(total == writers * each, f"{total} of {writers * each} records are there")
        expect(store.notices == (), f"it says {store.notices}")
        patient.heal()
        return writers * each

    return check


def write(patient: Patient, number: int, count: int) -> None:
    """Records in bursts, closing in between."""
    patient.now += timedelta(weeks=40 * number)
    for burst in range(0, count, 10):
        with patient.open() as store:
            for _ in range(burst, min(burst + 10, count)):
                store.record_activity(f"w{number}", True)
            while store.notices:  # another held the lock too long: what waits goes out now
                time.sleep(0.01)
                store.set_resume(str(time.monotonic()))


CHECKS: dict[str, Check] = {
    "journal cut at every byte": cut(JOURNAL),
    "snapshot cut at every byte": cut(SNAPSHOT),
    "bytes flipped": flipped,
    "emptied, foreign, a folder, gone": replaced,
    "disk full, then not": full_disk,
    "clock set back, zone changed": clocks,
    "two processes at once": side_by_side(2),
    "four processes at once": side_by_side(4),
}


def run(seed: int, quick: bool) -> Iterator[tuple[str, int, str]]:
    """Each check's name, how many damages it did, and what was lost ("" for nothing)."""
    compaction.SMALLEST = 4 * TAIL  # weeks should be archived in these checks too
    if quick:  # no power cut is played here, and a busy disk takes its time
        os.fsync = lambda descriptor: None
    for name, check in CHECKS.items():
        with tempfile.TemporaryDirectory() as root:
            patient = Patient(Path(root))
            try:
                yield name, check(patient, random.Random(seed), quick), ""
            except Fault as fault:
                yield name, 0, str(fault)


def main() -> int:
    """The exit status: 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few of each kind")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    worst = 0
    for name, count, lost in run(options.seed, options.quick):
        print(f"{name:<36} {'LOST: ' + lost if lost else f'{count:>6} times, nothing lost'}",
              flush=True)  # fmt: skip
        worst = max(worst, bool(lost))
    print(f"seed {options.seed}")
    return worst


if __name__ == "__main__":
    sys.exit(main())
