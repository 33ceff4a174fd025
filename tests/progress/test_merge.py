"""Two copies that went their own ways become one: nothing is lost, nothing counts twice."""

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress import compaction, events, journal, review
from progress.moving import Merged
from progress.records import Attempt
from progress.schema import NewerProgress
from progress.store import Store
from tests.progress.conftest import Clock
from tests.progress.lives import act, facts

NOTHING = Merged(0, 0, 0, 0)
Pair = tuple[Store, Store]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def second(folder: Path, clock: Clock) -> Callable[[], Store]:
    """A copy of the store's folder, as on another machine: opened after the copy was made."""

    def copy() -> Store:
        shutil.copytree(folder, folder.parent / "second")
        return Store(folder.parent / "second", clock)

    return copy


def both_ways(one: Store, other: Store) -> None:
    """Each takes the other in, and they tell the same."""
    from_one, from_other = one.exported(), other.exported()
    one.merge(from_other)
    other.merge(from_one)
    assert facts(one) == facts(other)
    assert one.merge(from_other) == other.merge(from_one) == NOTHING
    assert one.merge(other.exported()) == other.merge(one.exported()) == NOTHING
    assert one.notices == other.notices == ()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60),
       st.booleans())  # fmt: skip
def test_two_copies_merge_to_the_same_from_both_sides(
    tmp_path_factory: pytest.TempPathFactory, seed: int, shared: int, first: int, second: int,
    archived: bool,
) -> None:  # fmt: skip
    root, clock, chance = tmp_path_factory.mktemp("m"), Clock(), random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compaction, "SMALLEST", 0 if archived else 10**9)
        one = Store(root / "one", clock)
        act(one, clock, chance, shared, hours=90)
        one.close()
        if (root / "one").exists():
            shutil.copytree(root / "one", root / "two")
        other = Store(root / "two", clock)
        act(one, clock, chance, first, hours=20)
        clock.time -= timedelta(hours=min(first, 20) * 10)
        act(other, clock, chance, second, hours=20)
        clock.forward(days=30)
        total = Counter(r.at for r in one.attempts()) | Counter(r.at for r in other.attempts())
        seconds = {day: max(one.days().get(day, 0), other.days().get(day, 0))
                   for day in {**one.days(), **other.days()}}  # fmt: skip
        both_ways(one, other)
        assert Counter(record.at for record in one.attempts()) == total
        assert all(one.days()[day] >= least - 1e-3 for day, least in seconds.items())
        told = facts(one)
        one.close()
        assert facts(one) == facts(Store(root / "one", clock)) == told


def test_three_copies_in_any_order(tmp_path: Path) -> None:
    """Merged in a ring and in a star, all tell the same in the end."""
    clock, exports = Clock(), []
    for number in range(3):
        clock.time = datetime(2026, 3, 1, 8, tzinfo=UTC)
        with Store(tmp_path / f"s{number}", clock) as store:
            act(store, clock, random.Random(number), 40)
            exports.append(store.exported())
    clock.forward(days=30)
    told = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        with Store(tmp_path / f"m{order}", clock) as store:
            for number in order:
                store.merge(exports[number])
            told.append(facts(store))
    assert told[0] == told[1] == told[2]


def test_a_withdrawn_tick_wins_by_time(
    store: Store, clock: Clock, second: Callable[[], Store]
) -> None:
    store.tick("u1", "a", "good", "")
    store.tick("u2", "a", "good", "")
    store.close()
    other = second()
    clock.forward(hours=1)
    store.untick("u1")
    other.tick("u2", "newer", "easy", "")
    clock.forward(hours=1)
    other.tick("u1", "again", "hard", "")
    store.untick("u2")
    both_ways(store, other)
    assert {item: tick.answer for item, tick in store.ticks().items()} == {"u1": "again"}
    assert set(store.cards()) == {"item:u1"}
    assert sum(week.ticks for week in store.weeks()) == 1


def test_seconds_add_up_and_are_not_counted_twice(
    store: Store, second: Callable[[], Store]
) -> None:
    store.add_active_seconds(60)
    store.close()
    other = second()
    store.add_active_seconds(10)
    other.add_active_seconds(5)
    both_ways(store, other)
    assert sum(store.days().values()) == 75


def test_the_first_pass_is_the_earlier_one(
    store: Store, clock: Clock, second: Callable[[], Store]
) -> None:
    store.record_activity("1.1", False)
    store.close()
    other = second()
    clock.forward(days=8)
    other.solution_shown("1.1")
    other.record_activity("1.1", True)
    clock.forward(days=-7)
    store.record_activity("1.1", True)
    both_ways(store, other)
    found = store.activity("1.1")
    assert (found.first_passed, found.passed_without_solution) == (clock.time, True)
    assert (found.attempts, found.solution_seen) == (3, True)
    assert [week.passed for week in store.weeks()] == [("1.1",), ()]


def test_reviews_on_both_sides_are_scheduled_in_their_order(
    store: Store, clock: Clock, second: Callable[[], Store]
) -> None:
    store.tick("u1", "a", "good", "")
    first = (clock.time.isoformat(), "good")
    store.close()
    other = second()
    told = [first]
    for mine, rating in ((store, "good"), (other, "again"), (store, "easy"), (other, "hard")):
        clock.forward(days=3)
        mine.reviewed("item:u1", rating)  # type: ignore[arg-type]
        told.append((clock.time.isoformat(), rating))
    both_ways(store, other)
    card = store.cards()["item:u1"]
    assert card.state == review.scheduled("item:u1", {}, told)
    assert (card.reps, card.lapses, card.last) == (5, 1, clock.time)


def test_a_clock_set_back_keeps_each_side_s_own_order(
    store: Store, clock: Clock, second: Callable[[], Store]
) -> None:
    store.write_note("E1", "first")
    clock.forward(days=-30)
    store.write_note("E1", "second, by a clock set back")
    store.close()
    other = second()
    clock.forward(days=1)
    other.write_note("E2", "elsewhere")
    both_ways(store, other)
    note = store.note("E1")
    assert note is not None
    assert note.text == "second, by a clock set back"


@pytest.mark.parametrize("copied", [True, False])
def test_totals_whose_events_are_lost_are_added_or_if_they_may_be_the_same_not_twice(
    store: Store, clock: Clock, folder: Path, second: Callable[[], Store], copied: bool
) -> None:
    for _ in range(3):
        store.record_attempt(Attempt("1.1", "m.f", "failed", "far", 0.1, 1, 2, None))
        store.record_activity("1.1", False)
    store.tick("u1", "mine", "good", "")
    store.add_active_seconds(60)
    store.close()
    other = second() if copied else Store(folder.parent / "apart", clock)
    clock.forward(hours=1)
    other.record_activity("1.1", True)
    (folder / "journal.jsonl").unlink()
    with Store(folder, clock) as mine:
        clock.forward(hours=1)
        mine.record_activity("1.2", True)
        assert mine.activity("1.1").attempts == 3
        mine.merge(other.exported())
        told = facts(mine)
        other.merge(mine.exported())
        assert mine.merge(other.exported()) == NOTHING
        assert mine.activity("1.1").attempts == 4
        assert (mine.activity("1.1").status, mine.activity("1.2").status) == ("passed", "passed")
        assert mine.misconceptions()[0].times == 3
        assert sum(mine.days().values()) == 60
        assert set(mine.ticks()) == {"u1"}
        assert sum(week.attempts for week in mine.weeks()) == 5
    assert facts(Store(folder, clock)) == told == facts(other)


def test_archived_weeks_that_are_damaged_count_once_when_a_copy_comes_in(
    store: Store, clock: Clock, folder: Path, second: Callable[[], Store],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(compaction, "SMALLEST", 0)
    act(store, clock, random.Random(2), 150, hours=60)
    told = facts(store)
    store.close()
    other = second()
    weeks = sorted((folder / "archive").iterdir())
    for path in weeks[:2]:
        path.write_bytes(b"damaged")
    store.merge(other.exported())
    found = facts(store)
    totals = told.keys() - {"attempts", "versions"}
    assert {name: found[name] for name in totals} == {name: told[name] for name in totals}
    assert found["attempts"] == told["attempts"], "the copy brought back what was damaged"
    assert all(path.read_bytes() == b"damaged" for path in weeks[:2])
    assert store.merge(other.exported()) == NOTHING
    store.close()
    assert facts(Store(folder, clock)) == found


def test_a_damaged_export_gives_what_can_be_read(
    store: Store, folder: Path, clock: Clock, second: Callable[[], Store]
) -> None:
    store.record_activity("1.1", True)
    lines = store.exported().splitlines(keepends=True)
    with Store(folder.parent / "other", clock) as other:
        merged = other.merge(lines[0] + b'{"torn\n' + lines[1] + lines[1][:-9])
        assert (merged.events, merged.unreadable) == (1, 1)
        assert other.activity("1.1").attempts == 1


def test_an_export_of_a_newer_release_changes_nothing(store: Store) -> None:
    store.record_activity("1.1", True)
    head = events.encode(events.make(store.now(), "journal", journal="x", schema=99))
    with pytest.raises(NewerProgress):
        store.merge(head + store.exported())
    assert store.activity("1.1").attempts == 1


def test_what_could_not_be_written_is_exported_too(
    store: Store, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store.record_activity("1.1", True)
    with monkeypatch.context() as patch:
        patch.setattr(journal.Journal, "append", full)
        store.record_activity("1.2", True)
        export = store.exported()
    with Store(folder.parent / "other", clock) as other:
        other.merge(export)
        assert set(other.activities()) == {"1.1", "1.2"}


def test_a_full_disk_leaves_everything_as_it_was(
    store: Store, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.record_activity("1.1", True)
    with Store(folder.parent / "other", clock) as other:
        other.record_activity("2.1", True)
        export = other.exported()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal.Journal, "replace", full)
        with pytest.raises(OSError, match="No space"):
            store.merge(export)
    assert set(store.activities()) == {"1.1"}
    assert store.merge(export).events == 1
    assert set(store.activities()) == {"1.1", "2.1"}
