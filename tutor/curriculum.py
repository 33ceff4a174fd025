"""What is taught, as frozen dataclasses loaded from the folders under `exercises/`.

Nothing here imports more than the standard library: the first screen reads it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tutor import lesson_file


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
    """All lessons, in their order."""

    lessons: tuple[Lesson, ...]

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
        return {
            item.id: item
            for lesson in self.lessons
            for item in (*lesson.understanding, *lesson.level.items)
        }

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
    """Every lesson under `root` (the installed `exercises` by default), ordered by id."""
    folders = sorted(path.parent for path in (root or lessons_folder()).glob("*/lesson.toml"))
    lessons = sorted((load_lesson(folder) for folder in folders), key=lambda lesson: lesson.id)
    if not lessons:
        raise CurriculumError(f"No lesson.toml was found under {root or lessons_folder()}.")
    return Curriculum(tuple(lessons))


def load_lesson(folder: Path) -> Lesson:
    """The lesson that `folder/lesson.toml` describes."""
    path = folder / "lesson.toml"
    try:
        return _lesson(folder, lesson_file.read(path))
    except KeyError as missing:
        raise CurriculumError(f"{path} lacks the key {missing}.") from missing
    except (TypeError, ValueError) as error:  # what TOML and UTF-8 raise are ValueErrors
        raise CurriculumError(f"{path} can't be read: {error}.") from error


def _lesson(folder: Path, data: Mapping[str, Any]) -> Lesson:
    module, (low, high), level = data["module"], data["hours"], data["assessment"]
    activities = tuple(_activity(folder, module, a) for a in data["activities"])
    return Lesson(
        id=data["id"],
        title=data["title"],
        summary=data["summary"],
        package=f"exercises.{folder.name}",
        module=module,
        folder=folder,
        hours=(low, high),
        goals=tuple(data["goals"]),
        prerequisites=tuple(data["prerequisites"]),
        activities=activities,
        experiments=tuple(Experiment(**e) for e in data["experiments"]),
        understanding=tuple(_items(data["understanding"])),
        level=Level(level["id"], level["title"], tuple(_items(level["items"]))),
        week=Week(activities=tuple(a.id for a in activities), **data["week"]),
        extensions=tuple(_activity(folder, module, e) for e in data.get("extensions", ())),
    )


def _activity(folder: Path, module: str, data: Mapping[str, Any]) -> Activity:
    id, ask = data["id"], data["predict"]
    return Activity(
        id=id,
        text_path=folder / data["text"],
        functions=tuple(Function(module=module, activity=id, **f) for f in data["functions"]),
        hints=tuple(data["hints"]),
        predict=Predict(ask["question"], tuple(ask["choices"]), ask["compute"], ask["explanation"]),
        experiment=data.get("experiment"),
        **{key: data[key] for key in ("title", "goal", "insight", "solution_note", "demo")},
    )


def _items(rows: list[Mapping[str, Any]]) -> Iterator[ChecklistItem]:
    for row in rows:
        yield ChecklistItem(**{**row, "activities": tuple(row["activities"])})
