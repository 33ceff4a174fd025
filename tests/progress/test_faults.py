"""Kills, damage, full disks, foreign files: nothing acknowledged is lost, the learner is told."""

import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from progress import events, ledger, lock, schema, storage, voice
from progress.records import Attempt
from progress.store import Store

Reopen = Callable[[], Store]
MakeAttempt = Callable[..., Attempt]
ROOT = Path(__file__).parents[2]
FAULTS = ROOT / "tests" / "faults"


def fill(store: Store, attempt: MakeAttempt, count: int = 12) -> None:
    """A bit of everything, and a snapshot in the middle."""
    for number in range(count):
        store.record_attempt(attempt(f"1.{number % 4}"))
        store.record_activity(f"1.{number % 4}", number % 3 == 0)
        store.tick(f"u{number}", "because", "good", "1.1 passed")
        if number == count // 2:
            store.close()
    store.close()


def facts(store: Store) -> tuple[object, ...]:
    """All that the state holds."""
    return store.activities(), store.weeks(), store.ticks(), store.days(), store.resume


@pytest.fixture
def filled(folder: Path, store: Store, attempt: MakeAttempt) -> tuple[object, ...]:
    """The facts of a store with something in it, closed."""
    fill(store, attempt)
    return facts(store)


# -- kills and processes side by side -----------------------------------------------------------


@pytest.mark.parametrize(("runs", "writers"), [(25, 1), (10, 2)])
def test_killed_at_any_moment_nothing_acknowledged_is_lost(runs: int, writers: int) -> None:
    script = FAULTS / "kill_while_recording.py"
    command = [sys.executable, str(script), "--runs", str(runs), "--writers", str(writers)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("writers", [2, 4])
def test_processes_that_write_at_once_lose_nothing(
    folder: Path, writers: int, reopen: Reopen
) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom progress.store import Store\n"
        "with Store(Path(sys.argv[1])) as store:\n"
        "    for n in range(60):\n"
        "        store.record_activity('1.1', n % 2 == 0)\n"
        "        store.next_hint('1.1', 10_000)\n"
        "        store.add_active_seconds(60)\n"
    )
    command = [sys.executable, "-c", program, str(folder)]
    for process in [subprocess.Popen(command, cwd=ROOT) for _ in range(writers)]:
        assert process.wait(timeout=60) == 0
    with reopen() as store:
        record = store.activity("1.1")
        assert (record.attempts, record.hints) == (60 * writers, 60 * writers)
        assert sum(week.minutes for week in store.weeks()) == 60 * writers
        assert store.notices == ()


def test_threads_share_a_store(store: Store) -> None:
    def work() -> None:
        for _ in range(50):
            store.record_activity("1.1", True)
            store.activities()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.activity("1.1").attempts == 200


def test_a_process_that_holds_the_lock_does_not_hang_us(
    store: Store, folder: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with lock.Lock(folder).held(1.0):
        store.record_activity("1.1", True)
        assert store.activity("1.1").attempts == 1
        assert "Another cem-tutor" in store.notices[-1]
        assert reopen().activity("1.1").attempts == 0
    store.record_activity("1.1", False)
    assert store.notices == ()
    assert reopen().activity("1.1").attempts == 2


# -- damage ---------------------------------------------------------------------------------------


def test_a_snapshot_cut_at_any_byte_is_set_aside_and_made_good(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    path = folder / "progress.json"
    whole, lost = path.read_bytes(), 0
    for size in range(max(0, len(whole) - 1024), len(whole) - 1, 17):
        path.write_bytes(whole[:size])
        store = reopen()
        assert facts(store) == filled
        [aside] = folder.glob("progress.broken-*.json")
        assert aside.read_bytes() == whole[:size]
        assert aside.name in store.notices[0]
        aside.unlink()
        lost += 1
    assert lost > 50


def test_a_journal_cut_at_any_byte_loses_at_most_what_was_cut(
    folder: Path, filled: tuple[object, ...], reopen: Reopen, attempt: MakeAttempt
) -> None:
    journal, snapshot = folder / "journal.jsonl", (folder / "progress.json").read_bytes()
    whole = journal.read_bytes()
    for size in range(len(whole) - 1024, len(whole), 29):
        journal.write_bytes(whole[:size])
        (folder / "progress.json").write_bytes(snapshot)
        with reopen() as store:
            assert facts(store) == filled
            assert "cut short" in store.notices[0]
            left = len(store.attempts())
            assert left >= whole[:size].count(b'"kind":"attempt"') - 1
            store.record_attempt(attempt())
            assert len(store.attempts()) == left + 1
        again = reopen()
        assert (facts(again), len(again.attempts()), again.notices) == (filled, left + 1, ())


def test_a_cut_journal_without_a_snapshot_gives_all_its_whole_lines(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    journal = folder / "journal.jsonl"
    whole = journal.read_bytes()
    for size in range(len(whole) - 1024, len(whole), 23):
        for snapshot in folder.glob("progress.json*"):
            snapshot.unlink()
        journal.write_bytes(whole[:size])
        with reopen() as store:
            lines = [json.loads(line) for line in whole[:size].split(b"\n")[:-1]]
            checks = sum(line["kind"] == "activity" for line in lines)
            assert sum(record.attempts for record in store.activities().values()) == checks
            store.record_activity("9.9", True)
        with reopen() as store:
            assert store.activity("9.9").attempts == 1
            assert sum(r.attempts for r in store.activities().values()) == checks + 1


def test_a_torn_line_is_closed_and_passed_over_once(
    folder: Path, store: Store, reopen: Reopen
) -> None:
    store.record_activity("1.1", True)
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"at":"2026-11-24T10:00:00+01:00","kind":"activi')
    assert reopen().notices == ()
    with reopen() as other:
        other.record_activity("1.1", True)
        assert other.activity("1.1").attempts == 2
    assert store.activity("1.1").attempts == 2
    assert store.notices == (
        "One line was unreadable in journal.jsonl and passed over; all else is kept.",
    )
    assert reopen().notices == ()


def test_flipped_bytes_never_raise_and_never_change_what_is_told(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    chance, names = random.Random(7), ["progress.json", "progress.json.bak", "journal.jsonl"]
    good = {name: (folder / name).read_bytes() for name in names}
    for turn in range(120):
        for name, content in good.items():
            (folder / name).write_bytes(content)
        damaged = bytearray(good[names[turn % 3]])
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        (folder / names[turn % 3]).write_bytes(damaged)
        try:
            store = reopen()
        except schema.NewerProgress:  # the very digit of the schema was hit
            assert (folder / names[turn % 3]).read_bytes() == damaged
            continue
        assert facts(store) == filled
        store.attempts()
        for aside in folder.glob("*.broken-*"):
            aside.unlink()


FOREIGN = [
    b"",
    b"{}",
    b"[1, 2]",
    b"null",
    b"\x00\xff" * 40,
    b'{"name": "cem", "scripts": {"a": "b"}}',
    b'{"meta": {"1": {"schema": true}}}',
    b'{"meta": {"1": {"schema": 1}}, "checksum": {"1": {"crc32": 5}}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("content", FOREIGN, ids=range(len(FOREIGN)))
@pytest.mark.parametrize("name", ["progress.json", "journal.jsonl"])
def test_a_foreign_file_is_set_aside(
    folder: Path, filled: tuple[object, ...], reopen: Reopen, content: bytes, name: str
) -> None:
    (folder / name).write_bytes(content)
    with reopen() as store:
        assert facts(store) == filled
        assert len(store.notices) >= 1
        store.record_activity("9.9", True)
    kept = [aside.read_bytes() for aside in folder.glob("*.broken-*")]
    assert kept == [content] or (content, name) == (b"", "journal.jsonl")
    with reopen() as store:
        assert (store.activity("9.9").attempts, store.notices) == (1, ())
        store.untick("u0")
        assert facts(store)[2] == {k: t for k, t in filled[2].items() if k != "u0"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["progress.json", "journal.jsonl", "progress.json.bak"])
def test_a_folder_in_place_of_a_file(
    folder: Path, filled: tuple[object, ...], reopen: Reopen, name: str
) -> None:
    (folder / name).unlink()
    (folder / name / "inside").mkdir(parents=True)
    with reopen() as store:
        assert facts(store) == filled
        store.record_activity("9.9", True)
    [aside] = folder.glob("*.broken-*")
    assert (aside / "inside").is_dir()
    assert reopen().activity("9.9").attempts == 1


def test_what_was_set_aside_before_is_not_overwritten(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    for content in (b"one", b"two", b"three"):
        (folder / "progress.json").write_bytes(content)
        reopen()
    kept = {aside.read_bytes() for aside in folder.glob("progress.broken-*.json")}
    assert kept == {b"one", b"two", b"three"}


def test_both_snapshots_lost_the_journal_gives_everything(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    (folder / "progress.json").unlink()
    (folder / "progress.json.bak").write_bytes(b"broken")
    assert facts(reopen()) == filled


def test_the_journal_lost_the_snapshot_gives_the_state(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    (folder / "journal.jsonl").unlink()
    with reopen() as store:
        assert facts(store) == filled
        store.record_activity("9.9", True)
    for snapshot in folder.glob("progress.json*"):
        snapshot.unlink()
    rebuilt = reopen()
    assert rebuilt.ticks() == filled[2]
    assert rebuilt.activity("9.9").attempts == 1


def test_the_journal_removed_under_an_open_store(
    folder: Path, store: Store, attempt: MakeAttempt, reopen: Reopen
) -> None:
    fill(store, attempt)
    store.record_activity("1.1", True)
    before = facts(store)
    (folder / "journal.jsonl").unlink()
    assert facts(store) == before
    store.tick("late", "x", "good", "")
    assert set(reopen().ticks()) == set(store.ticks())
    assert reopen().activities() == store.activities()


def test_a_snapshot_of_another_workspace_is_not_taken(
    folder: Path, filled: tuple[object, ...], tmp_path: Path, reopen: Reopen
) -> None:
    with Store(tmp_path / "other") as other:
        other.record_activity("7.7", True)
    (folder / "progress.json").write_bytes((tmp_path / "other" / "progress.json").read_bytes())
    store = reopen()
    assert facts(store) == filled
    assert len(list(folder.glob("progress.broken-*.json"))) == 1


def test_orphaned_temporary_files_are_swept(folder: Path, store: Store, reopen: Reopen) -> None:
    store.keep_version("a.py", b"x")
    orphans = [folder / ".progress.json.1-ab.tmp", folder / "versions" / ".ab.2-cd.tmp"]
    for orphan in orphans:
        orphan.write_bytes(b"half")
    reopen()
    assert not any(orphan.exists() for orphan in orphans)


def test_a_half_written_version_is_written_again(folder: Path, store: Store) -> None:
    version = store.keep_version("a.py", b"content")
    (folder / "versions" / version).write_bytes(b"con")
    store.keep_version("b.py", b"content")
    assert store.version(version) == b"content"


# -- nowhere to write -----------------------------------------------------------------------------


def test_a_full_disk_is_told_and_made_up_for(
    folder: Path, store: Store, attempt: MakeAttempt, reopen: Reopen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    store.record_activity("1.1", True)
    before = (folder / "journal.jsonl").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", _no_room)
        store.record_attempt(attempt())
        store.record_activity("1.1", True)
        assert store.next_hint("1.1", 3) == 1
        version = store.keep_version("a.py", b"x")
        assert "no room" in store.notices[-1]
        assert store.activity("1.1").attempts == 2
        assert (len(store.attempts()), store.hints_seen("1.1")) == (1, 1)
        assert store.version(version) == b"x"
        assert (folder / "journal.jsonl").read_bytes() == before
    store.tick("u1", "x", "good", "")
    assert store.notices == ()
    after = reopen()
    assert (after.activity("1.1").attempts, len(after.attempts())) == (2, 1)
    assert (after.version(version), after.hints_seen("1.1")) == (b"x", 1)


def _no_room(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_real_limit_on_the_size_of_files(tmp_path: Path) -> None:
    """In a process of its own: the limit can't be taken back, and binds every file."""
    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom progress.store import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))\n"
        "n = 0\n"
        "while not store.notices:\n"
        "    n += 1; store.record_activity('1.1', False)\n"
        "size = (Path(sys.argv[1]) / 'journal.jsonl').stat().st_size\n"
        "store.record_activity('1.1', False)\n"
        "assert size <= 5000 and 'no room' in store.notices[0], store.notices\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)\n"
        "store.close()\n"
        "assert not store.notices and Store(Path(sys.argv[1])).activity('1.1').attempts == n + 1\n"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path / "p"], check=True, cwd=ROOT)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY


def test_a_snapshot_that_fails_loses_nothing(
    store: Store, attempt: MakeAttempt, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(ledger, "SNAPSHOT_EVERY", 2)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", denied)
        fill(store, attempt, 4)
        assert "may not be written to" in store.notices[-1]
    assert facts(reopen()) == facts(store)


def test_a_folder_that_may_not_be_written_to(
    folder: Path, filled: tuple[object, ...], reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def read_only(path: str | Path, flags: int, *rest: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", read_only)
        store = reopen()
        assert (facts(store), store.notices) == (filled, ())
        store.record_activity("9.9", True)
        assert store.activity("9.9").status == "passed"
        assert "may not be written to" in store.notices[-1]
        store.close()
        assert reopen().activity("9.9").attempts == 0
    store.close()
    assert store.notices == ()
    assert reopen().activity("9.9").attempts == 1


def test_a_file_where_the_folder_should_be(folder: Path, reopen: Reopen) -> None:
    folder.parent.mkdir()
    folder.write_bytes(b"mine")
    store = reopen()
    store.record_activity("1.1", True)
    version = store.keep_version("a.py", b"x")
    assert "is not a folder" in store.notices[-1]
    assert (store.activity("1.1").attempts, folder.read_bytes()) == (1, b"mine")
    folder.unlink()
    store.close()
    after = reopen()
    assert (after.activity("1.1").attempts, after.version(version)) == (1, b"x")


# -- schemas --------------------------------------------------------------------------------------


def bump(path: Path, number: int) -> bytes:
    tables = json.loads(path.read_bytes())
    tables["meta"]["1"]["schema"] = number
    path.write_bytes(json.dumps(tables).encode())
    return path.read_bytes()


def test_a_newer_snapshot_is_left_alone(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    content = bump(folder / "progress.json", schema.SCHEMA + 1)
    before = sorted(folder.iterdir())
    with pytest.raises(schema.NewerProgress, match="newer release"):
        reopen()
    assert (folder / "progress.json").read_bytes() == content
    assert sorted(folder.iterdir()) == before


def test_a_newer_journal_is_left_alone(folder: Path, store: Store, reopen: Reopen) -> None:
    store.record_activity("1.1", True)
    path = folder / "journal.jsonl"
    first, rest = path.read_bytes().split(b"\n", 1)
    header = events.decode(first)
    assert header is not None
    path.write_bytes(events.encode({**header, "schema": 99}) + rest)
    with pytest.raises(schema.NewerProgress, match="schema is 99"):
        reopen()


def test_a_newer_release_that_writes_meanwhile_is_not_written_over(
    folder: Path, store: Store, attempt: MakeAttempt, reopen: Reopen
) -> None:
    fill(store, attempt)
    content = bump(folder / "progress.json", schema.SCHEMA + 1)
    store.record_activity("1.1", True)
    store.close()
    assert "newer release" in store.notices[-1]
    assert (folder / "progress.json").read_bytes() == content


def test_an_older_snapshot_is_migrated(
    folder: Path, filled: tuple[object, ...], reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(tables: schema.Tables) -> schema.Tables:
        for document in tables["activities"].values():
            document["status"] = "disputed"
        return tables

    monkeypatch.setattr(schema, "SCHEMA", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", {1: rename})
    with reopen() as store:
        assert {r.status for r in store.activities().values()} == {"disputed"}
        store.record_activity("1.1", True)
    assert json.loads((folder / "progress.json").read_bytes())["meta"]["1"]["schema"] == 2
    assert reopen().activity("1.1").status == "passed"


def test_migrations_go_one_by_one() -> None:
    def note(tables: schema.Tables) -> schema.Tables:
        tables["meta"]["1"].setdefault("seen", []).append(tables["meta"]["1"]["schema"])
        return tables

    tables: schema.Tables = {"meta": {"1": {"schema": 1}}}
    found = schema.migrated(tables, {1: note, 2: note, 3: note}, 4)
    assert found["meta"]["1"] == {"schema": 4, "seen": [1, 2, 3]}


def test_tinydb_reads_the_snapshot(folder: Path, filled: tuple[object, ...]) -> None:
    from tinydb import Query, TinyDB

    database = TinyDB(folder / "progress.json", storage=storage.AtomicStorage)
    found = database.table("ticks").get(Query().key == "u3")
    assert found["answer"] == "because"  # type: ignore[index]
    database.table("ticks").update({"answer": "so"}, Query().key == "u3")
    database.close()
    again = TinyDB(folder / "progress.json", storage=storage.AtomicStorage)
    assert again.table("ticks").get(Query().key == "u3")["answer"] == "so"  # type: ignore[index]


def test_a_killed_writer_lets_go_of_the_lock(folder: Path, reopen: Reopen) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom progress.lock import Lock\n"
        "with Lock(Path(sys.argv[1])).held(1):\n    print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(folder)]
    holder = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    with reopen() as store:
        store.record_activity("1.1", True)
        assert store.notices == ()


def test_a_half_written_record_is_taken_back(
    folder: Path, store: Store, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three records wait, one and a half of them fit: a retry must not record the first twice."""
    store.record_activity("1.1", True)
    before, write, room = (folder / "journal.jsonl").read_bytes(), os.write, 0

    def nearly_full(descriptor: int, data: memoryview) -> int:
        nonlocal room
        if room == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = write(descriptor, data[:room])
        room -= written
        return written

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", nearly_full)
        for more in (0, 20, 200):
            room = more
            store.record_activity("1.1", True)
            assert (folder / "journal.jsonl").read_bytes() == before
    store.close()
    assert (store.activity("1.1").attempts, store.notices) == (4, ())
    assert reopen().activity("1.1").attempts == 4


def test_a_snapshot_after_a_kill_between_backup_and_replace_leaves_nothing_behind(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    (folder / "progress.json.bak").unlink()
    os.link(folder / "progress.json", folder / "progress.json.bak")
    with reopen() as store:
        store.record_activity("1.1", True)
    assert not list(folder.glob(".*.tmp"))
    assert (folder / "progress.json").read_bytes() != (folder / "progress.json.bak").read_bytes()


def test_a_cut_journal_goes_on_from_the_state_that_was_left(
    folder: Path, filled: tuple[object, ...], reopen: Reopen
) -> None:
    journal, snapshot = folder / "journal.jsonl", folder / "progress.json"
    old = snapshot.read_bytes()
    journal.write_bytes(journal.read_bytes()[:1000])
    with reopen() as store:
        store.record_activity("9.9", True)
        expected = facts(store)
    snapshot.write_bytes(old)  # as if killed before the snapshot: it still holds what was cut off
    assert facts(reopen()) == expected
    for path in folder.glob("progress.json*"):
        path.unlink()
    assert facts(reopen()) == expected
    assert reopen().ticks() == filled[2]


def test_a_lock_file_removed_in_the_last_moment_guards_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    flock = fcntl.flock
    removed: list[int] = []

    def remove_first(descriptor: int, operation: int) -> None:
        if not removed:
            (folder / "lock").unlink()
            removed.append(descriptor)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", remove_first)
    with (
        lock.Lock(folder).held(1.0),
        pytest.raises(TimeoutError),
        lock.Lock(folder).held(0.02),
    ):
        pytest.fail("two held the lock")
    assert removed


@pytest.mark.parametrize("torn", [True, False])
def test_a_kill_as_the_journal_is_begun_again(
    folder: Path, filled: tuple[object, ...], reopen: Reopen, torn: bool
) -> None:
    """The new journal's first line is there, its second (the state) perhaps not whole."""
    journal, snapshot = folder / "journal.jsonl", folder / "progress.json"
    old = snapshot.read_bytes()
    journal.unlink()
    with reopen() as store:
        store.record_activity("9.9", True)
        expected = facts(store)
    first, base, rest = journal.read_bytes().split(b"\n", 2)
    journal.write_bytes(first + b"\n" + (base[:-9] if torn else base) + b"\n" + rest)
    snapshot.write_bytes(old)
    with reopen() as store:
        assert facts(store) == expected
        store.set_resume("1.2")
    for path in folder.glob("progress.json*"):
        path.unlink()
    assert facts(reopen())[:-1] == expected[:-1]
    assert not list(folder.glob("*.broken-*"))


def test_damage_of_every_kind_loses_nothing() -> None:
    """The quick form of the script; by hand it tries each of some ten thousand damages."""
    command = [sys.executable, str(FAULTS / "damage.py"), "--quick", "--seed", "3"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_slow_drive_is_told_of(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "SLOW", 0.0)
    store.record_activity("1.1", True)
    store.record_activity("1.1", True)
    [sentence] = store.notices
    assert "local drive would be quick" in sentence
