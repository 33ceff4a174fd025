"""The frozen dataclasses that go in and out of the store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ActivityStatus = Literal["not_started", "in_progress", "passed", "disputed"]
Rating = Literal["again", "hard", "good", "easy"]


@dataclass(frozen=True)
class Attempt:
    """One function checked once, as the checker reports it; `seconds` is the run's length."""

    activity: str
    function: str
    status: str
    misconception: str | None
    seconds: float
    cases_passed: int
    cases_total: int
    version: str | None


@dataclass(frozen=True)
class AttemptRecord:
    """An attempt as recorded: when, and with how much help until then."""

    attempt: Attempt
    at: datetime
    hints: int
    solution_seen: bool


@dataclass(frozen=True)
class ActivityRecord:
    """Where an activity stands.

    `attempts` counts checks of the whole activity. `hints_before_pass` and
    `passed_without_solution` speak of the first pass, and help taken later leaves them alone.
    """

    activity: str
    status: ActivityStatus
    attempts: int
    first_passed: datetime | None
    last_attempt: datetime | None
    hints: int
    solution_seen: bool
    passed_without_solution: bool
    hints_before_pass: int


@dataclass(frozen=True)
class Tick:
    """A checklist item ticked off: the learner's answer and rating, the evidence beside them."""

    item: str
    at: datetime
    answer: str
    rating: Rating
    evidence: str


@dataclass(frozen=True)
class Prediction:
    """The newest answer to an activity's question; `choice` counts from 0."""

    activity: str
    at: datetime
    choice: int
    right: bool


@dataclass(frozen=True)
class Note:
    """The newest text that the learner wrote under a subject (an experiment's id, say)."""

    subject: str
    at: datetime
    text: str


@dataclass(frozen=True)
class VersionRecord:
    """A file as it was: `id` is the SHA-256 of its bytes in hex, `name` the name of its file."""

    id: str
    at: datetime
    name: str


@dataclass(frozen=True)
class WeekRecord:
    """A calendar week (ISO 8601, "2026-W47") as it was.

    `minutes` are active ones; `attempts` counts checks of whole activities; `passed` lists the
    activities that passed for the first time; `ticks` the items newly ticked and still standing;
    `met` and `overcome` the misconceptions (each once) that were in that week.
    """

    week: str
    minutes: int
    attempts: int
    passed: tuple[str, ...]
    ticks: int
    met: tuple[str, ...] = ()
    overcome: tuple[str, ...] = ()


@dataclass(frozen=True)
class MisconceptionRecord:
    """A misconception of a function that was met.

    `times` counts the attempts that had it. `overcome` is the first pass of the function since it
    was last met, None where it has not passed yet.
    """

    function: str
    misconception: str
    times: int
    first: datetime
    last: datetime
    overcome: datetime | None
