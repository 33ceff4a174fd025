"""What is taught, as frozen dataclasses loaded from the folders under `exercises/`.

Nothing here imports more than the standard library: the first screen reads it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


class CurriculumError(Exception):
    """A lesson's folder is unsound; the sentence is for its author."""


class UnknownId(Exception):
    """No lesson, activity or function of this name; the sentence is for the learner."""


@dataclass(frozen=True)
class Function:
    """One function that the learner writes."""

    name: str
    module: str
    activity: str
    signature: str
    returns: str
    contract: str
    why: str

    @property
    def qualified(self) -> str:
        """As the command line names it: `kmeans_examples.assign_clusters`."""
        return f"{self.module}.{self.name}"


@dataclass(frozen=True)
class Predict:
    """A question asked before anything runs; `compute` names the function that answers it."""

    question: str
    choices: tuple[str, ...]
    compute: str
    explanation: str


@dataclass(frozen=True)
class Activity:
    """A text to read and functions to write; an extension where it names its `experiment`."""

    id: str
    title: str
    goal: str
    text_path: Path
    functions: tuple[Function, ...]
    hints: tuple[str, ...]
    predict: Predict
    insight: str
    solution_note: str
    demo: str
    experiment: str | None = None

    def read_text(self) -> str:
        """The activity's text, in Markdown."""
        return self.text_path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Experiment:
    """An experiment to run by hand: what to change, what to watch, what to conclude."""

    id: str
    title: str
    task: str
    watch: str
    question: str
    answer: str


@dataclass(frozen=True)
class ChecklistItem:
    """Something a learner can tick once they have answered it in their own words."""

    id: str
    statement: str
    question: str
    answer: str
    activities: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """A level of the self-assessment."""

    id: str
    title: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True)
class Week:
    """A week of the plan."""

    number: int
    title: str
    goal: str
    deliverable: str
    assessment: str
    activities: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """A folder under `exercises/`."""

    id: str
    title: str
    summary: str
    package: str
    module: str
    folder: Path
    hours: tuple[int, int]
    goals: tuple[str, ...]
    prerequisites: tuple[str, ...]
    activities: tuple[Activity, ...]
    experiments: tuple[Experiment, ...]
    understanding: tuple[ChecklistItem, ...]
    level: Level
    week: Week
    data: tuple[str, ...] = ()  # files of reference/data that come into the workspace
    needs: tuple[str, ...] = ()  # libraries too heavy to import before the lesson is opened
    extensions: tuple[Activity, ...] = ()

    @property
    def functions(self) -> tuple[Function, ...]:
        """Every function of the lesson's activities, in their order; not the extensions'."""
        return tuple(f for activity in self.activities for f in activity.functions)

    @property
    def all_activities(self) -> tuple[Activity, ...]:
        """The activities, then the extensions."""
        return self.activities + self.extensions

    @property
    def all_functions(self) -> tuple[Function, ...]:
        """Every function of the exercise file, the extensions' last."""
        return tuple(f for activity in self.all_activities for f in activity.functions)

    def extensions_of(self, experiment: str) -> tuple[Activity, ...]:
        """The activities that belong to an experiment."""
        return tuple(a for a in self.extensions if a.experiment == experiment)

    @property
    def stub_path(self) -> Path:
        """The exercise file as the learner first gets it."""
        return self.folder / f"{self.module}.py"


@dataclass(frozen=True)
class Curriculum:
    """All lessons, in their order. `general` is a level of the assessment that none of them has."""

    lessons: tuple[Lesson, ...]
    general: Level | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """All levels of the self-assessment."""
        own = tuple(lesson.level for lesson in self.lessons)
        return (*own, self.general) if self.general else own

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        """Activities and extensions by id, in order."""
        return {a.id: a for lesson in self.lessons for a in lesson.all_activities}

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """Functions by qualified name, in order."""
        return {f.qualified: f for lesson in self.lessons for f in lesson.all_functions}

    @cached_property
    def checklist(self) -> Mapping[str, ChecklistItem]:
        """Understanding and self-assessment items by id, in order."""
        found = {i.id: i for x in self.lessons for i in (*x.understanding, *x.level.items)}
        general = self.general.items if self.general else ()
        return {**found, **{item.id: item for item in general}}

    def activity(self, id: str) -> Activity:
        """The activity of this id; a function's name finds the activity it belongs to."""
        return self.activities[self.select((id,))[0].activity]

    def lesson_of(self, activity: str) -> Lesson:
        """The lesson that holds the activity of this id."""
        for lesson in self.lessons:
            if any(a.id == activity for a in lesson.all_activities):
                return lesson
        raise UnknownId(self._unknown(activity))

    def select(self, ids: tuple[str, ...]) -> tuple[Function, ...]:
        """The functions that ids name, in the curriculum's order; every lesson's for no id.

        An id is a lesson's (`1`), an activity's (`1.3`), a function's qualified name
        (`kmeans_examples.assign_clusters`) or its bare name where only one has it. Extensions
        are had by their own ids alone.
        """
        if not ids:
            return tuple(f for lesson in self.lessons for f in lesson.functions)
        chosen = {f.qualified for id in ids for f in self._named(id)}
        return tuple(f for f in self.functions.values() if f.qualified in chosen)

    def _named(self, id: str) -> tuple[Function, ...]:
        for lesson in self.lessons:
            if id == lesson.id:
                return lesson.functions
        if id in self.activities:
            return self.activities[id].functions
        named = tuple(f for f in self.functions.values() if id in (f.qualified, f.name))
        if len(named) == 1:
            return named
        if named:
            which = " or ".join(f.qualified for f in named)
            raise UnknownId(f"{id} is the name of more than one function: say {which}.")
        raise UnknownId(self._unknown(id))

    def _unknown(self, id: str) -> str:
        known = [lesson.id for lesson in self.lessons]
        known += [*self.activities, *self.functions, *(f.name for f in self.functions.values())]
        close = difflib.get_close_matches(id, known, n=1)
        hint = f"did you mean {close[0]}?" if close else "`cem-tutor list` shows them all."
        return f"There is no lesson, activity or function called {id!r}: {hint}"


def lessons_folder() -> Path:
    """Where the lessons' folders are."""
    import exercises

    return Path(exercises.__file__).parent


def load(root: Path | None = None) -> Curriculum:
    """Every lesson under `root` (the installed `exercises` by default), ordered by id.

    Raises:
        CurriculumError: a file is unsound.
    """
    from tutor import lesson_file

    return lesson_file.load(root or lessons_folder())


def load_lesson(folder: Path) -> Lesson:
    """The lesson that `folder/lesson.toml` describes.

    Raises:
        CurriculumError: it is unsound.
    """
    from tutor import lesson_file

    return lesson_file.load_lesson(folder)
