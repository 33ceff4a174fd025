"""When the plan will be done at the present pace."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

WINDOW = 28
"""Days that make the present pace."""
SHORTEST = 7
"""Days that count at least: two activities on the first evening are no pace."""
FARTHEST = 3650
"""Days beyond which nothing is foretold."""


@dataclass(frozen=True)
class Forecast:
    """What is left of the plan, and when it ends.

    `remaining` and `per_week` are in planned hours, or in activities where no hours were given.
    `done_on` is the day on which the plan was done or will be, None where that can't be said:
    nothing passed in the last 28 days, or so little that it would take ten years.
    """

    remaining: float
    per_week: float
    done_on: date | None


def forecast(
    weights: Mapping[str, float], passed: Mapping[str, datetime], now: datetime
) -> Forecast:
    """The forecast at `now` (with offset) for a plan of activities.

    `weights` has the planned hours of each (or 1), `passed` the first pass of those that have one.
    """
    done = {name: at for name, at in passed.items() if name in weights}
    remaining = sum(weights[name] for name in weights.keys() - done.keys())
    since = now - timedelta(days=_window(done, now))
    recent = sum(weights[name] for name, at in done.items() if since <= at <= now)
    per_day = recent / _window(done, now)
    return Forecast(remaining, 7 * per_day, _end(done, remaining, per_day, now))


def _window(done: Mapping[str, datetime], now: datetime) -> float:
    """Days: from the first pass to now, but neither fewer than `SHORTEST` nor over `WINDOW`."""
    begun = min(done.values(), default=now)
    return min(WINDOW, max(SHORTEST, (now - begun) / timedelta(days=1)))


def _end(
    done: Mapping[str, datetime], remaining: float, per_day: float, now: datetime
) -> date | None:
    if remaining == 0:
        return max(done.values()).astimezone(now.tzinfo).date() if done else None
    if remaining > per_day * FARTHEST:
        return None
    return now.date() + timedelta(days=math.ceil(remaining / per_day))
