"""What workers tell the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tutor.app.remembered import Remembered
    from tutor.app.state import Shown
    from tutor.checking.client import Answer
    from tutor.checking.verdict import Result


@dataclass
class Saved(Message):
    """The content of exercise files changed."""

    names: frozenset[str]


class FromBench(Message):
    """Sent by a job of the bench; `turn` tells a job's messages from those of one displaced."""

    turn = 0


@dataclass
class Judged(FromBench):
    """One function's verdict came."""

    result: Result


@dataclass
class Reviewed(Message):
    """A verdict on a function under review came: the screen takes it, and goes by `content`."""

    result: Result
    content: bytes


@dataclass
class Settled(FromBench):
    """A job of the checker is done: `kind` is "check", "review", "demo" or "answer"."""

    kind: str


@dataclass
class Showed(FromBench):
    """An activity's demonstration ran."""

    activity: str
    shown: Shown


@dataclass
class Answered(FromBench):
    """The answer of an activity's question was computed."""

    activity: str
    answer: Answer


@dataclass
class Faulted(FromBench):
    """The checker itself failed; `report` is for whoever mends it."""

    kind: str
    report: str


@dataclass
class Woke(Message):
    """The store is open; `judged` has each module's content as it was judged last."""

    judged: dict[str, bytes | None]


@dataclass
class Read(Message):
    """The store was read, after what was asked of it."""

    remembered: Remembered


@dataclass
class Notice(Message):
    """A sentence for the learner about something that could not be done."""

    text: str
