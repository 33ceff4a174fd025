"""What the app knows, apart from how it is shown: no Textual here.

Handlers on the event loop change it; workers never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tutor.app.changes import Changes
from tutor.app.remembered import DRAFT, Remembered
from tutor.curriculum import Activity, Curriculum, Experiment, Function, Lesson

if TYPE_CHECKING:
    from exercises.kit.figure import Figure
    from tutor.checking.client import Answer
    from tutor.checking.verdict import Result
    from tutor.workspace import Workspace


@dataclass(frozen=True)
class Shown:
    """A demonstration as the plot pane shows it, and whose code it ran.

    It is stale once the learner has changed a function that it used.
    """

    figures: tuple[Figure, ...]
    lines: tuple[str, ...]
    own: tuple[str, ...]
    borrowed: tuple[str, ...]
    error: str | None
    stdout: str
    is_stale: bool = False


class State:
    """Lessons, the workspace, verdicts of this session and what is remembered of earlier ones."""

    def __init__(self, curriculum: Curriculum, workspace: Workspace) -> None:
        self.curriculum = curriculum
        self.workspace = workspace
        self.changes = Changes(curriculum, workspace)
        self.remembered = Remembered()
        self.is_read = False
        self.results: dict[str, Result] = {}
        self.problems: dict[str, str] = {}
        self.demos: dict[str, Shown] = {}
        self.answers: dict[str, Answer] = {}
        self.drafts: dict[str, str] = {}
        self.fault: str | None = None

    def status(self, activity: str) -> str:
        """An activity's status as it is remembered."""
        found = self.remembered.activities.get(activity)
        return found.status if found else "not_started"

    def attempts(self, activity: str) -> int:
        """How often an activity was checked."""
        found = self.remembered.activities.get(activity)
        return found.attempts if found else 0

    def hints(self, activity: str) -> int:
        """How many hints of an activity were shown."""
        found = self.remembered.activities.get(activity)
        return found.hints if found else 0

    def verdicts(self, activity: Activity) -> list[tuple[Function, Result | None]]:
        """An activity's functions, each with its newest verdict in this session."""
        return [(f, self.results.get(f.qualified)) for f in activity.functions]

    def age_demos(self, changed: Iterable[str]) -> None:
        """Marks the demonstrations stale that used functions (qualified names) changed since."""
        names = {name.rpartition(".")[2] for name in changed}
        for activity, shown in self.demos.items():
            if names.intersection((*shown.own, *shown.borrowed)):
                self.demos[activity] = replace(shown, is_stale=True)

    def experiment(self, id: str) -> Experiment | None:
        """The experiment of this id."""
        found = (e for lesson in self.curriculum.lessons for e in lesson.experiments)
        return next((e for e in found if e.id == id), None)

    def passed(self, lesson: Lesson) -> int:
        """How many activities of a lesson pass."""
        return sum(self.status(activity.id) == "passed" for activity in lesson.activities)

    @property
    def is_new(self) -> bool:
        """Whether nothing was tried yet."""
        return not any(record.attempts for record in self.remembered.activities.values())

    @property
    def start(self) -> str:
        """Where to go on: the activity opened last, else the lessons' first that does not pass."""
        resume = self.remembered.resume
        if resume in self.curriculum.activities and self.status(resume or "") != "passed":
            return str(resume)
        found = self.curriculum.activities.values()
        todo = [a.id for a in found if not a.experiment and self.status(a.id) != "passed"]
        return todo[0] if todo else next(iter(self.curriculum.activities))

    def neighbour(self, activity: str, step: int) -> str:
        """The activity `step` places on, in the order of the lessons; the same at either end."""
        ids = list(self.curriculum.activities)
        place = ids.index(activity) + step
        return ids[min(max(place, 0), len(ids) - 1)]

    def draft(self, item: str) -> str:
        """An unfinished answer to a checklist item."""
        kept = self.remembered.notes.get(DRAFT.format(item))
        return self.drafts.get(item, kept.text if kept else "")

    @property
    def minutes(self) -> int:
        """Active minutes of this calendar week."""
        return self.remembered.this_week.minutes if self.remembered.this_week else 0

    def week_of(self, activity: str) -> int:
        """The week of the plan that an activity belongs to."""
        return self.curriculum.lesson_of(activity).week.number


def in_order(curriculum: Curriculum, functions: Sequence[str]) -> tuple[str, ...]:
    """Functions by qualified name, in the curriculum's order."""
    wanted = set(functions)
    return tuple(name for name in curriculum.functions if name in wanted)
