"""Calendar weeks (ISO 8601) and active minutes, idle time left out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

IDLE_AFTER = 300.0
"""Seconds without a key or a save after which a gap counts as idle."""

_DAY = 86400.0


def week_of(at: datetime) -> str:
    """The ISO 8601 week of a moment, by its own offset: "2026-W47"; the year is the week's year."""
    year, week, _ = at.isocalendar()
    return f"{year:04d}-W{week:02d}"


def day_of(at: datetime) -> str:
    """The calendar day of a moment, by its own offset: "2026-11-24"."""
    return at.date().isoformat()


def spread(end: datetime, seconds: float) -> list[tuple[datetime, float]]:
    """`seconds` of work that ended at `end`, cut at each midnight: (a moment of that day, seconds).

    The parts sum to `seconds`, the newest first. At most a week is cut up; what lies before goes
    to the oldest day, so that a nonsensical length costs no time.
    """
    parts: list[tuple[datetime, float]] = []
    midnight = end.replace(hour=0, minute=0, second=0, microsecond=0)
    today = (end - midnight).total_seconds()
    for _ in range(7):
        if seconds <= today:
            break
        parts.append((midnight, today))
        seconds -= today
        end = midnight - timedelta(microseconds=1)
        midnight, today = midnight - timedelta(days=1), _DAY
    parts.append((end, seconds))
    return [part for part in parts if part[1] > 0]


@dataclass
class ActivityClock:
    """Adds up active seconds from the times of keys and saves.

    Times are seconds of one clock that does not jump (`time.monotonic()`); a gap longer than
    `idle_after` counts not at all, and neither does one that goes backwards.
    """

    idle_after: float = IDLE_AFTER
    _last: float | None = None
    _active: float = 0.0

    def touch(self, now: float) -> None:
        """Notes a key press or a save at `now`."""
        gap = 0.0 if self._last is None else now - self._last
        if 0.0 < gap <= self.idle_after:
            self._active += gap
        self._last = now

    def take(self) -> float:
        """The active seconds since the last `take`, which are then counted no more."""
        active, self._active = self._active, 0.0
        return active
