"""What goes into the store comes out of it, also after it was opened again."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from progress.records import Attempt, AttemptRecord, Note, Prediction, Tick, VersionRecord
from progress.store import Store
from progress.versions import UnknownVersionError
from tests.progress.conftest import Clock

Reopen = Callable[[], Store]
MakeAttempt = Callable[..., Attempt]


def test_an_activity_never_met_is_not_started(store: Store) -> None:
    record = store.activity("1.1")
    assert (record.status, record.attempts, record.first_passed) == ("not_started", 0, None)
    assert store.activities() == {}


def test_attempts_come_back_newest_last(
    store: Store, clock: Clock, attempt: MakeAttempt, reopen: Reopen
) -> None:
    times = []
    for number in range(5):
        clock.forward(minutes=1)
        times.append(clock.time)
        store.record_attempt(attempt(seconds=number))
    expected = [AttemptRecord(attempt(seconds=n), times[n], 0, False) for n in range(5)]
    assert store.attempts() == expected
    assert reopen().attempts(limit=2) == expected[-2:]
    assert store.attempts(limit=0) == []


def test_attempts_of_one_activity(store: Store, attempt: MakeAttempt) -> None:
    for activity in ("1.1", "1.2", "1.1"):
        store.record_attempt(attempt(activity))
    assert [r.attempt.activity for r in store.attempts("1.1")] == ["1.1", "1.1"]
    assert len(store.attempts("1.2", limit=5)) == 1


def test_an_attempt_tells_the_help_used_until_then(store: Store, attempt: MakeAttempt) -> None:
    store.record_attempt(attempt())
    store.next_hint("1.3", 3)
    store.solution_shown("1.3")
    store.record_attempt(attempt())
    assert [(r.hints, r.solution_seen) for r in store.attempts()] == [(0, False), (1, True)]


def test_many_attempts_across_blocks_of_the_journal(store: Store, attempt: MakeAttempt) -> None:
    for number in range(700):
        store.record_attempt(attempt(seconds=number))
    assert [r.attempt.seconds for r in store.attempts()] == list(range(700))


def test_an_endless_run_is_recorded(store: Store, attempt: MakeAttempt) -> None:
    store.record_attempt(attempt(seconds=float("nan")))
    assert store.attempts()[0].attempt.seconds == 0.0


def test_passing_failing_and_passing_again(store: Store, clock: Clock) -> None:
    store.record_activity("1.3", False)
    assert store.activity("1.3").status == "in_progress"
    clock.forward(hours=1)
    first = clock.time
    store.record_activity("1.3", True)
    clock.forward(hours=1)
    store.record_activity("1.3", False)
    record = store.activity("1.3")
    assert (record.status, record.first_passed) == ("in_progress", first)
    assert (record.attempts, record.last_attempt) == (3, clock.time)
    store.record_activity("1.3", True)
    assert (store.activity("1.3").status, store.activity("1.3").first_passed) == ("passed", first)


def test_help_before_the_first_pass_is_told_from_help_after(store: Store) -> None:
    store.next_hint("1.1", 3)
    store.record_activity("1.1", True)
    store.next_hint("1.1", 3)
    store.solution_shown("1.1")
    record = store.activity("1.1")
    assert (record.hints_before_pass, record.hints) == (1, 2)
    assert (record.passed_without_solution, record.solution_seen) == (True, True)


def test_a_pass_after_the_solution_is_told(store: Store) -> None:
    store.solution_shown("1.1")
    assert not store.activity("1.1").passed_without_solution
    store.record_activity("1.1", True)
    assert not store.activity("1.1").passed_without_solution


def test_a_dispute_stays_until_the_activity_passes(store: Store) -> None:
    store.dispute("1.1")
    store.record_activity("1.1", False)
    assert store.activity("1.1").status == "disputed"
    store.record_activity("1.1", True)
    store.dispute("1.1")
    assert store.activity("1.1").status == "passed"


def test_hints_go_up_and_stay_at_the_last(store: Store, reopen: Reopen) -> None:
    assert [store.next_hint("1.1", 3) for _ in range(2)] == [1, 2]
    assert [reopen().next_hint("1.1", 3) for _ in range(3)] == [3, 3, 3]
    assert store.hints_seen("1.1") == 3
    assert store.next_hint("1.2", 0) == 0


def test_ticks_are_kept_renewed_and_withdrawn(store: Store, clock: Clock, reopen: Reopen) -> None:
    first = clock.time
    store.tick("u1", "because", "hard", "1.1 passed")
    assert reopen().ticks() == {"u1": Tick("u1", first, "because", "hard", "1.1 passed")}
    clock.forward(days=7)
    store.tick("u1", "since", "easy", "1.1, 1.2 passed")
    assert store.ticks()["u1"] == Tick("u1", clock.time, "since", "easy", "1.1, 1.2 passed")
    assert [week.ticks for week in store.weeks()] == [1]
    store.untick("u1")
    store.untick("u1")
    assert store.ticks() == {}
    assert [week.ticks for week in store.weeks()] == [0]


def test_a_rating_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="again, hard, good, easy"):
        store.tick("u1", "x", "fine", "")  # type: ignore[arg-type]


def test_answers_in_any_script_survive(store: Store, reopen: Reopen) -> None:
    answer = 'Σ⁻¹ "quoted"\n\x00\ud800 文 🐍'
    store.tick("u1", answer, "good", "")
    store.close()
    assert reopen().ticks()["u1"].answer == answer


def test_predictions_and_notes(store: Store, clock: Clock, reopen: Reopen) -> None:
    assert store.prediction("1.1") is None
    assert store.note("lab-1") is None
    store.predicted("1.1", 2, False)
    store.write_note("lab-1", "it moved")
    assert reopen().prediction("1.1") == Prediction("1.1", clock.time, 2, False)
    assert reopen().note("lab-1") == Note("lab-1", clock.time, "it moved")


def test_the_last_opened_activity(store: Store, reopen: Reopen) -> None:
    assert store.resume is None
    store.set_resume("2.3")
    store.close()
    assert reopen().resume == "2.3"


def test_versions_are_kept_once_by_content(store: Store, folder: Path, clock: Clock) -> None:
    first, second = store.keep_version("a.py", b"one"), store.keep_version("a.py", b"two")
    assert store.keep_version("a.py", b"two") == second
    assert store.keep_version("a.py", b"one") == first
    assert store.keep_version("b.py", b"one") == first
    found = store.versions("a.py")
    assert found == [VersionRecord(v, clock.time, "a.py") for v in (first, second, first)]
    assert len(list((folder / "versions").iterdir())) == 2
    assert store.version(second) == store.version(second[:8].upper()) == b"two"


@pytest.mark.parametrize("key", ["", "abc", "ffffffff", "../journal.jsonl", "*"])
def test_a_version_that_is_not_there(store: Store, key: str) -> None:
    store.keep_version("a.py", b"one")
    with pytest.raises(UnknownVersionError, match="no version"):
        store.version(key)


def test_a_damaged_version_is_not_given_out(store: Store, folder: Path) -> None:
    version = store.keep_version("a.py", b"one")
    (folder / "versions" / version).write_bytes(b"two")
    with pytest.raises(UnknownVersionError, match="damaged"):
        store.version(version)


def test_a_reset_can_be_found_again(store: Store, clock: Clock) -> None:
    version = store.keep_version("kmeans_examples.py", b"mine")
    assert store.last_reset("1.3") is None
    store.reset_done("1.3", version)
    assert store.last_reset("1.3") == VersionRecord(version, clock.time, "1.3")


def test_weeks_add_up(store: Store, clock: Clock, reopen: Reopen) -> None:
    store.record_activity("1.1", True)
    store.record_activity("1.1", True)
    store.add_active_seconds(90)
    store.add_active_seconds(45)
    clock.forward(days=7)
    store.record_activity("1.2", False)
    first, second = reopen().weeks()
    assert (first.week, first.minutes, first.attempts, first.passed) == ("2026-W48", 2, 2, ("1.1",))
    assert (second.week, second.minutes, second.attempts) == ("2026-W49", 0, 1)
    assert store.days() == {"2026-11-24": 135.0}


@pytest.mark.parametrize("seconds", [0, -5, float("nan"), float("inf")])
def test_time_that_is_none_is_not_counted(store: Store, seconds: float) -> None:
    store.add_active_seconds(seconds)
    assert store.weeks() == []


def test_time_across_midnight_goes_to_both_days(store: Store, clock: Clock) -> None:
    clock.time = datetime(2027, 1, 4, 0, 10, tzinfo=timezone(timedelta(hours=-5)))
    store.add_active_seconds(1800)
    assert store.days() == {"2027-01-03": 1200.0, "2027-01-04": 600.0}
    assert [(w.week, w.minutes) for w in store.weeks()] == [("2026-W53", 20), ("2027-W01", 10)]


def test_a_clock_set_back_and_a_zone_changed(store: Store, clock: Clock, reopen: Reopen) -> None:
    store.record_activity("1.1", True)
    first = clock.time
    clock.time = (first - timedelta(days=30)).astimezone(timezone(timedelta(hours=-8)))
    store.record_activity("1.1", True)
    record = reopen().activity("1.1")
    assert (record.first_passed, record.last_attempt) == (first, clock.time)
    assert record.last_attempt is not None
    assert record.last_attempt.utcoffset() == timedelta(hours=-8)
    assert [week.attempts for week in store.weeks()] == [1, 1]


def test_a_clock_without_zone_gets_the_local_one(folder: Path) -> None:
    with Store(folder, lambda: datetime(2026, 5, 1, 12)) as store:
        store.record_activity("1.1", True)
        first = store.activity("1.1").first_passed
    assert first == datetime(2026, 5, 1, 12).astimezone()


def test_everything_survives_with_and_without_closing(
    store: Store, attempt: MakeAttempt, reopen: Reopen
) -> None:
    store.record_attempt(attempt())
    store.record_activity("1.3", True)
    before = (store.activities(), store.weeks(), store.attempts())
    unclosed = reopen()
    assert (unclosed.activities(), unclosed.weeks(), unclosed.attempts()) == before
    store.close()
    closed = reopen()
    assert (closed.activities(), closed.weeks(), closed.attempts()) == before
    store.record_activity("1.3", False)
    assert closed.activity("1.3").attempts == 2


def test_a_reader_sees_what_another_store_records(store: Store, reopen: Reopen) -> None:
    reader = reopen()
    for count in range(1, 4):
        store.record_activity("1.1", False)
        assert reader.activity("1.1").attempts == count


def test_reading_alone_writes_nothing(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        store.activities(), store.weeks(), store.ticks(), store.attempts(), store.resume
    assert list(folder.iterdir()) == []


def test_nothing_heavy_is_imported_to_read_or_to_record(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "import progress, progress.store\n"
        "store = progress.store.Store(Path(sys.argv[1]))\n"
        "store.record_activity('1.1', True)\n"
        "assert store.activity('1.1').attempts == 1\n"
        "heavy = {'tinydb', 'filelock', 'numpy', 'tutor', 'exercises', 'reference'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "store.close()\n"
        "assert 'tinydb' in sys.modules and 'numpy' not in sys.modules\n"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program, tmp_path / "p"], check=True, cwd=root)
