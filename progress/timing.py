"""When and how long the learner worked."""

import math

from progress import convert, mistakes, state
from progress.door import Door
from progress.records import WeekRecord


class Timing(Door):
    """Active time by day, week and activity, and the activity that was opened last."""

    def add_active_seconds(self, seconds: float) -> None:
        """Adds active time that ends now; time before midnight goes to the day before.

        It also counts for the activity that was opened last.
        """
        if math.isfinite(seconds) and seconds > 0:
            self._record("minutes", seconds=round(float(seconds), 3), activity=self.resume)

    def weeks(self) -> list[WeekRecord]:
        """The calendar weeks in which anything was done, the oldest first."""
        with self._ledger.reading() as tables:
            met = mistakes.by_week(tables)
            found = tables.get("weeks", {})
            return [
                convert.week_record(week, found.get(week), met.get(week))
                for week in sorted({*found, *met})
            ]

    def days(self) -> dict[str, float]:
        """Active seconds by calendar day ("2026-11-24"), the oldest first."""
        with self._ledger.reading() as tables:
            weeks = tables.get("weeks", {}).values()
            return dict(sorted(day for week in weeks for day in week["days"].items()))

    def times(self) -> dict[str, float]:
        """Active seconds by activity."""
        with self._ledger.reading() as tables:
            found = tables.get("times", {})
            return {activity: document["seconds"] for activity, document in found.items()}

    @property
    def resume(self) -> str | None:
        """The activity that was opened last."""
        with self._ledger.reading() as tables:
            found: str | None = state.meta(tables)["resume"]
            return found

    def set_resume(self, activity: str) -> None:
        """Remembers the activity that was opened last."""
        if activity != self.resume:
            self._record("resume", activity=activity)
