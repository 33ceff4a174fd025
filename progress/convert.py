"""Between the documents of events and state and the records that callers see."""

import math
from datetime import datetime

from progress.events import Event
from progress.records import (
    ActivityRecord,
    Attempt,
    AttemptRecord,
    MisconceptionRecord,
    Note,
    Prediction,
    Tick,
    VersionRecord,
    WeekRecord,
)
from progress.schema import Document


def time(text: str) -> datetime:
    """A moment with its offset."""
    return datetime.fromisoformat(text)


def attempt_values(attempt: Attempt) -> Document:
    """JSON values of an attempt; a length that is no number counts as 0."""
    seconds = float(attempt.seconds)
    return {
        "activity": attempt.activity,
        "function": attempt.function,
        "status": attempt.status,
        "misconception": attempt.misconception,
        "seconds": round(seconds, 6) if math.isfinite(seconds) else 0.0,
        "cases_passed": int(attempt.cases_passed),
        "cases_total": int(attempt.cases_total),
        "version": attempt.version,
    }


def attempt_record(event: Event) -> AttemptRecord:
    """The attempt of an event; KeyError where it lacks something."""
    values = {name: event[name] for name in Attempt.__dataclass_fields__}
    return AttemptRecord(
        Attempt(**values), time(event["at"]), event["hints"], event["solution_seen"]
    )


def activity_record(activity: str, document: Document) -> ActivityRecord:
    """Where an activity stands."""
    first, last = document["first_passed"], document["last_attempt"]
    return ActivityRecord(
        activity=activity,
        status=document["status"],
        attempts=document["attempts"],
        first_passed=None if first is None else time(first),
        last_attempt=None if last is None else time(last),
        hints=document["hints"],
        solution_seen=document["solution_seen"],
        passed_without_solution=first is not None and not document["solution_before_pass"],
        hints_before_pass=document["hints_before_pass"],
    )


def tick_record(item: str, document: Document) -> Tick:
    """A tick that stands."""
    return Tick(
        item, time(document["at"]), document["answer"], document["rating"], document["evidence"]
    )


def prediction(activity: str, document: Document) -> Prediction:
    """An answer to an activity's question."""
    return Prediction(activity, time(document["at"]), document["choice"], document["right"])


def note(subject: str, document: Document) -> Note:
    """A text of the learner's."""
    return Note(subject, time(document["at"]), document["text"])


def version(name: str, document: Document) -> VersionRecord:
    """A version kept under a name."""
    return VersionRecord(document["version"], time(document["at"]), name)


def week_record(week: str, document: Document | None, mistakes: Document | None) -> WeekRecord:
    """A calendar week; minutes are whole ones."""
    document, mistakes = document or {}, mistakes or {}
    return WeekRecord(
        week=week,
        minutes=int(sum(document.get("days", {}).values()) / 60 + 1e-6),
        attempts=document.get("attempts", 0),
        passed=tuple(document.get("passed", ())),
        ticks=document.get("ticks", 0),
        met=tuple(mistakes.get("met", ())),
        overcome=tuple(mistakes.get("overcome", ())),
    )


def misconception_record(key: str, document: Document) -> MisconceptionRecord:
    """A misconception under the key of its document."""
    function, _, misconception = key.partition(" ")
    overcome = document["overcome"]
    return MisconceptionRecord(
        function=function,
        misconception=misconception,
        times=document["times"],
        first=time(document["first"]),
        last=time(document["last"]),
        overcome=None if overcome is None else time(overcome),
    )
