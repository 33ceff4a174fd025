"""Random sequences of operations, with reopening in between, against a plain model."""

import shutil
import tempfile
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from progress import compaction, ledger, weekly
from progress.moving import Merged
from progress.records import Attempt
from progress.store import Store

IDS = st.sampled_from(["1.1", "1.2", "2.1", "é"])
ITEMS = st.sampled_from(["u1", "u2"])


class History(RuleBasedStateMachine):
    """What was recorded is there, whatever is opened and closed, however often snapshots come."""

    @initialize(every=st.sampled_from([1, 3, 256]))
    def start(self, every: int) -> None:
        self.patched, ledger.SNAPSHOT_EVERY = ledger.SNAPSHOT_EVERY, every
        self.smallest, compaction.SMALLEST = compaction.SMALLEST, 0
        self.root = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 12, 30, 23, 0, tzinfo=timezone(timedelta(hours=1)))
        self.store = self.opened()
        self.attempts: list[str] = []
        self.checks: Counter[str] = Counter()
        self.passed: dict[str, datetime] = {}
        self.hints: Counter[str] = Counter()
        self.solutions: set[str] = set()
        self.clean: dict[str, bool] = {}
        self.ticks: dict[str, str] = {}
        self.seconds = 0.0
        self.weeks: Counter[str] = Counter()

    def opened(self) -> Store:
        return Store(Path(self.root.name) / "p", lambda: self.now)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.root.cleanup()
            ledger.SNAPSHOT_EVERY = self.patched
            compaction.SMALLEST = self.smallest

    @rule(activity=IDS)
    def attempt(self, activity: str) -> None:
        self.store.record_attempt(Attempt(activity, "f", "failed", "m", 1.0, 0, 1, None))
        self.attempts.append(activity)

    @rule(activity=IDS, passed=st.booleans())
    def check(self, activity: str, passed: bool) -> None:
        self.store.record_activity(activity, passed)
        self.checks[activity] += 1
        self.weeks[weekly.week_of(self.now)] += 1
        if passed and activity not in self.passed:
            self.passed[activity] = self.now
            self.clean[activity] = activity not in self.solutions

    @rule(activity=IDS)
    def hint(self, activity: str) -> None:
        self.hints[activity] = min(self.hints[activity] + 1, 3)
        assert self.store.next_hint(activity, 3) == self.hints[activity]

    @rule(activity=IDS)
    def solution(self, activity: str) -> None:
        self.store.solution_shown(activity)
        self.solutions.add(activity)

    @rule(item=ITEMS, answer=st.text(max_size=20))
    def tick(self, item: str, answer: str) -> None:
        self.store.tick(item, answer, "good", "")
        self.ticks[item] = answer

    @rule(item=ITEMS)
    def untick(self, item: str) -> None:
        self.store.untick(item)
        self.ticks.pop(item, None)

    @rule(seconds=st.integers(1, 7200))
    def active(self, seconds: int) -> None:
        self.store.add_active_seconds(seconds)
        self.seconds += seconds

    @rule(hours=st.one_of(st.integers(-30, 200), st.integers(1000, 4000)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(offset=st.integers(-12, 14))
    def travel(self, offset: int) -> None:
        self.now = self.now.astimezone(timezone(timedelta(hours=offset)))

    @rule(close=st.booleans())
    def reopen(self, close: bool) -> None:
        if close:
            self.store.close()
        self.store = self.opened()

    @rule()
    def take_itself_in(self) -> None:
        assert self.store.merge(self.store.exported()) == Merged(0, 0, 0, 0)

    @rule()
    def move(self) -> None:
        """To a fresh folder, by an export, and on from there."""
        export = self.store.exported()
        self.store.close()
        shutil.rmtree(Path(self.root.name) / "p")
        self.store = self.opened()
        self.store.merge(export)

    @rule()
    def rebuild(self) -> None:
        for snapshot in (Path(self.root.name) / "p").glob("progress.json*"):
            snapshot.unlink()
        self.store = self.opened()

    @invariant()
    def it_is_all_there(self) -> None:
        if not hasattr(self, "store"):
            return
        assert [r.attempt.activity for r in self.store.attempts()] == self.attempts
        for activity in ("1.1", "1.2", "2.1", "é"):
            record = self.store.activity(activity)
            assert record.attempts == self.checks[activity]
            assert record.first_passed == self.passed.get(activity)
            assert record.passed_without_solution == self.clean.get(activity, False)
            assert (record.hints, record.solution_seen) == (
                self.hints[activity],
                activity in self.solutions,
            )
        assert {item: tick.answer for item, tick in self.store.ticks().items()} == self.ticks
        assert sum(self.store.days().values()) == self.seconds
        weeks = self.store.weeks()
        assert {w.week: w.attempts for w in weeks if w.attempts} == dict(self.weeks)
        assert sum(week.ticks for week in weeks) == len(self.ticks)
        assert sorted(a for week in weeks for a in week.passed) == sorted(self.passed)
        assert self.store.notices == ()


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=16, stateful_step_count=25, deadline=None)
