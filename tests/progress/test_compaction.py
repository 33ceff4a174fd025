"""Weeks long over are archived: no number changes, and nothing that is listed is lost."""

import gzip
import os
import random
import time
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from progress import archive, compaction, journal, snapshot
from progress.report import progress_json
from progress.store import Store
from tests.progress.conftest import Clock
from tests.progress.lives import ACTIVITIES, ITEMS, act, facts

Reopen = Callable[[], Store]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "SMALLEST", 0)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "archive").glob("*"))


def report(store: Store) -> object:
    plan = [{"activities": list(ACTIVITIES)}]
    return progress_json(store, plan, [{"id": item} for item in ITEMS], ACTIVITIES)


@pytest.mark.parametrize("seed", range(4))
def test_no_number_changes(
    store: Store, clock: Clock, folder: Path, reopen: Reopen, seed: int
) -> None:
    """Half a year with the clock set back and the zone changed; closed now and then."""
    chance = random.Random(seed)
    for stretch in range(6):
        clock.time = clock.time.astimezone(timezone(timedelta(hours=chance.randint(-12, 14))))
        act(store, clock, chance, 40, hours=48)
        clock.forward(days=-chance.choice([0, 0, 12]))
        told, reported = facts(store), report(store)
        store.close()
        assert facts(store) == told, f"stretch {stretch}"
        assert facts(reopen()) == told
        assert report(reopen()) == reported
    assert len(names(folder)) > 5
    kept = (folder / "journal.jsonl").read_bytes().count(b"\n")
    assert kept < store.exported().count(b"\n") - 50
    for path in folder.glob("progress.json*"):
        path.unlink()
    with reopen() as again:
        assert facts(again) == told
        assert again.notices == ()


def test_it_waits_until_there_is_enough(store: Store, clock: Clock, folder: Path) -> None:
    store.record_activity("1.1", True)
    clock.forward(weeks=15)
    store.record_activity("1.1", True)
    store.close()
    assert names(folder) == []
    clock.forward(weeks=2)
    store.record_activity("1.1", False)
    store.close()
    assert [name[:8] for name in names(folder)] == ["2026-W48"]
    assert store.activity("1.1").attempts == 3


def test_a_short_journal_is_left_alone(
    store: Store, clock: Clock, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "SMALLEST", 100_000)
    act(store, clock, random.Random(1), 30)
    clock.forward(weeks=60)
    store.record_activity("1.1", True)
    store.close()
    assert names(folder) == []


def grown(store: Store, clock: Clock) -> dict[str, object]:
    """A store with archived weeks, and what it tells."""
    act(store, clock, random.Random(5), 120, hours=60)
    store.close()
    return facts(store)


def test_another_process_reads_on(store: Store, clock: Clock, folder: Path, reopen: Reopen) -> None:
    other = reopen()
    act(store, clock, random.Random(5), 120, hours=60)
    facts(other)
    store.close()
    assert names(folder)
    assert facts(other) == facts(store)
    other.record_activity("1.1", True)
    assert facts(other) == facts(store)
    assert other.notices == ()


def test_a_kill_between_journal_and_snapshot_costs_nothing(
    store: Store, clock: Clock, folder: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(store, clock, random.Random(5), 120, hours=60)
    told = facts(store)

    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(store._ledger, "_load", kill)
        with pytest.raises(Killed):
            store.close()
    assert names(folder)
    with reopen() as again:
        assert facts(again) == told
        assert again.notices == ()


@pytest.mark.parametrize("where", ["archive", "journal"])
def test_a_full_disk_leaves_the_journal_as_it_was(
    store: Store, clock: Clock, folder: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:  # fmt: skip
    act(store, clock, random.Random(5), 120, hours=60)
    told, before = facts(store), (folder / "journal.jsonl").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    owner, name = (
        (archive.Archive, "_write") if where == "archive" else (journal.Journal, "replace")
    )
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, full)
        store.close()
    assert "no room" in store.notices[-1]
    assert (folder / "journal.jsonl").read_bytes() == before
    assert facts(reopen()) == told


def test_a_damaged_week_keeps_the_totals_and_is_told(
    store: Store, clock: Clock, folder: Path, reopen: Reopen
) -> None:
    told = grown(store, clock)
    first = folder / "archive" / names(folder)[0]
    for damage in (b"", first.read_bytes()[:-9], gzip.compress(b"{}\n")):
        first.write_bytes(damage)
        again = reopen()
        found = facts(again)
        assert any(first.name in notice for notice in again.notices)
        lists = {"attempts", "versions"}
        assert {n: f for n, f in found.items() if n not in lists} == {
            n: f for n, f in told.items() if n not in lists
        }
        assert first.exists()


def test_a_damaged_line_is_kept_aside(
    store: Store, clock: Clock, folder: Path, reopen: Reopen
) -> None:
    act(store, clock, random.Random(5), 60, hours=60)
    path = folder / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[20] = lines[20].replace(b'"at"', b'"ta"')
    path.write_bytes(b"".join(lines))
    with reopen() as again:
        act(again, clock, random.Random(6), 60, hours=60)
    [aside] = folder.glob("journal.broken-*.jsonl")
    assert lines[20] in aside.read_bytes()
    assert any(aside.name in notice for notice in again.notices)
    assert reopen().notices == ()


def test_two_rewrites_between_two_looks_are_noticed(
    store: Store, clock: Clock, folder: Path, reopen: Reopen
) -> None:
    """Inodes are given anew: the journal's id tells that it is another one."""
    told = grown(store, clock)
    other = reopen()
    facts(other)
    for _ in range(3):
        lines = list(store._ledger.journal.read(0).events)[1:]
        head = compaction.header(clock.time, store._ledger.journal)
        store._ledger.rewrite(lambda lines=lines, head=head: [head, *lines])  # type: ignore[misc]
    assert facts(other) == facts(store) == told
    assert len(snapshot.lineage(other._ledger.journal).ids) >= 4


def test_it_stays_quick(store: Store, clock: Clock) -> None:
    """What there is to close after a compaction is a look at the first lines."""
    grown(store, clock)
    store.record_activity("1.1", True)
    start = time.perf_counter()
    store.close()
    assert time.perf_counter() - start < 0.5


def test_what_is_read_at_the_start_does_not_grow(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four times as many things in the same weeks: the snapshot is hardly longer."""
    sizes = []
    for steps in (150, 600):
        clock.time = Clock().time
        with Store(tmp_path / str(steps), clock) as store:
            act(store, clock, random.Random(3), steps, hours=36_000 / steps)
        sizes.append((tmp_path / str(steps) / "progress.json").stat().st_size)
    assert sizes[1] < 1.5 * sizes[0], sizes
