"""A small lesson and a checker that stands in for the real one, for tests of the app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tutor.checking.client import Answer, Demo
from tutor.checking.verdict import CaseReport, MisconceptionReport, Result
from tutor.curriculum import (
    Activity,
    ChecklistItem,
    Curriculum,
    Experiment,
    Function,
    Lesson,
    Level,
    Predict,
    Week,
)
from tutor.workspace import Workspace

TITLES = (
    ("Measure a clustering: distortion", "compute_distortion(X, centroids, labels)", "float"),
    ("Choose where to start", 'initialize_centroids(X, k, method="kmeans++", rng=None)', "(k, d)"),
    ("Assign points to centroids", "assign_clusters(X, centroids)", "(n,) ints"),
    ("Move the centroids", "update_centroids(X, labels, k)", "(k, d)"),
    ("The whole algorithm", "kmeans(X, k, max_iters=100)", "centroids, labels, history"),
)

TEXT = """# {title}

**Goal.** Give every point the index of its nearest centroid.

The objective is the distortion

    J = Σᵢ ‖xᵢ − μ_{{c(i)}}‖²

With the centroids held fixed, each point's term can be made least on its own.

## By hand

| point | to μ₀ | to μ₁ | label |
| --- | --- | --- | --- |
| 0 | 1 | 9 | 0 |
| 10 | 9 | 1 | 1 |

## What to write

```python
def assign_clusters(X, centroids):
    distances = ...
```

- ties go to the lower index
- more centroids than points is fine

*Source*: Bishop, PRML, section 9.1.
"""


def curriculum(folder: Path) -> Curriculum:
    """One lesson of five activities, its stub and texts written below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    activities = tuple(_activity(folder, n + 1, *row) for n, row in enumerate(TITLES))
    (folder / "sample_examples.py").write_text(stub(), encoding="utf-8")
    return Curriculum((_lesson(folder, activities),))


def stub() -> str:
    """The exercise file as the learner first gets it."""
    lines = ['"""Exercises."""', "", "import numpy as np", ""]
    for number, (_, signature, _) in enumerate(TITLES, 1):
        lines += ["", f"def {signature}:", f'    raise NotImplementedError("1.{number}")', ""]
    return "\n".join(lines)


def written(*names: str, by: str = "0") -> str:
    """The exercise file with some functions written; `kmeans` calls `assign_clusters`."""
    text = stub()
    for number, (_, signature, _) in enumerate(TITLES, 1):
        name = signature.split("(")[0]
        body = f"    return assign_clusters(X, {by})" if name == "kmeans" else f"    return {by}"
        if name in names:
            text = text.replace(f'    raise NotImplementedError("1.{number}")', body)
    return text


def _activity(folder: Path, number: int, title: str, signature: str, returns: str) -> Activity:
    id = f"1.{number}"
    path = folder / f"{id}.md"
    path.write_text(TEXT.format(title=title), encoding="utf-8")
    name = signature.split("(")[0]
    function = Function(
        name, "sample_examples", id, signature, returns,
        "X is (n, d), centroids (k, d). Each label is the index of the nearest centroid; "
        "the lower index on a tie.",
        "argmin of squared distances: the root changes no order.",
    )  # fmt: skip
    return Activity(
        id, title, f"What {name} is for, in one sentence that a learner reads first.", path,
        (function,),
        ("Think of one point first.", "Broadcast to (n, k), then argmin.", "d = ((X[:, None] - …"),
        Predict("How many of the 300 points change their label?", ("none", "12", "all"),
                "predict", "12 do."),
        "Nearest means least squared distance.", "Short and fast.", "demo",
    )  # fmt: skip


def _lesson(folder: Path, activities: tuple[Activity, ...]) -> Lesson:
    def item(id: str, text: str) -> ChecklistItem:
        return ChecklistItem(
            id, text, f"{text} How?", "A model answer of a few words.", ("1.1", "1.3")
        )

    return Lesson(
        "1", "K-means clustering", "Centroids and labels, in turn.", "exercises.sample",
        "sample_examples", folder, (3, 4), ("cluster",), ("NumPy",), activities,
        (Experiment("E1.1", "The number of clusters", "Run k from 2 to 8.", "The distortion.",
                    "Why does it always fall?", "More centroids can only help."),),
        (item("U1.1", "I can say what the distortion measures."),
         item("U1.2", "I can say why it never rises.")),
        Level("kmeans", "K-means clustering", (item("A1.1", "I can write k-means from memory."),)),
        Week(1, "K-means", "Write k-means from nothing.", "A file that passes.", "The checklist.",
             tuple(a.id for a in activities)),
    )  # fmt: skip


def workspace(root: Path, lessons: Curriculum) -> Workspace:
    """A workspace made for the lesson."""
    return Workspace(root).create(lessons)


def passed(function: str, activity: str, **more: object) -> Result:
    """A pass."""
    fields: dict[str, object] = {
        "seconds": 0.012, "cases_passed": 8, "cases_total": 8,
        "why": "argmin of squared distances: the root changes no order. About as fast as NumPy "
               "allows (1.2 of the reference's time).",
    }  # fmt: skip
    return Result(activity, function, "passed", **{**fields, **more})  # type: ignore[arg-type]


def failed(function: str, activity: str) -> Result:
    """A failure with a misconception and the first failing rung."""
    return Result(
        activity, function, "failed", 0.004, 2, 8,
        "Label 0 of the point (10) is that of the farthest centroid: its squared distance is 81, "
        "that to centroid 1 is 1.",
        CaseReport("two points on a line", "X = [[0], [10]]\ncentroids = [[1], [9]]",
                   "[0 1]", "[1 0]"),
        MisconceptionReport("farthest", "You picked the farthest centroid, not the nearest.",
                            "argmax of the distances gives the largest; J is least with argmin.",
                            "c(i)"),
        None, "", 83122, 8, ("labels come as floats: whole numbers index better",),
    )  # fmt: skip


def not_started(function: str, activity: str) -> Result:
    """The stub."""
    return Result(activity, function, "not_started", message="Nothing is written yet.")


def demo() -> Demo:
    """Two figures."""
    from exercises.kit.figure import Figure, Series

    scatter = Figure(
        "Three clusters",
        (Series("cluster 0", (0.0, 0.5, 1.0), (0.0, 0.4, 0.1), "points"),
         Series("cluster 1", (5.0, 5.5, 6.0), (5.0, 5.4, 5.1), "points"),
         Series("centroids", (0.5, 5.5), (0.2, 5.2), "marks")),
        "x₁", "x₂", "Each point has the sign of its cluster.",
    )  # fmt: skip
    curve = Figure("Distortion", (Series("J", (1.0, 2.0, 3.0), (9.0, 4.0, 3.5)),), "iteration", "J")
    return Demo((scatter.to_dict(), curve.to_dict()), ("J fell from 9 to 3.5.",),
                ("assign_clusters",), ("update_centroids",), None, "")  # fmt: skip


Judge = Callable[[str, str, str], Result]
"""A verdict on a function, given its activity and the file's text."""


@dataclass
class FakeChecker:
    """Judges by a function of ours; `gate` holds checks back until it is set."""

    lessons: Curriculum
    path: Path
    judge: Judge
    gate: asyncio.Event | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)
    closed: bool = False
    held: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)

    async def start(self) -> None:
        """Nothing to start."""

    async def check(
        self,
        functions: Sequence[str],
        seed: int | None = None,
        texts: Mapping[str, bytes] | None = None,
    ) -> AsyncIterator[Result]:
        """One verdict after the other."""
        self.asked.append(tuple(functions))
        given = (texts or {}).get("sample_examples")
        text = given.decode() if given else self.path.read_text(encoding="utf-8")
        for function in functions:
            if self.gate and function.endswith(self.held):
                await self.gate.wait()
            await asyncio.sleep(0)
            yield self.judge(function, self.lessons.functions[function].activity, text)

    async def demo(self, activity: str) -> Demo:
        """The same figures for every activity."""
        await asyncio.sleep(0)
        return demo()

    async def predict(self, activity: str) -> Answer:
        """The second choice is right."""
        await asyncio.sleep(0)
        return Answer(1, "12 of the 300 do: those between the two lower centroids.")

    async def cancel(self) -> None:
        """Lets go of what is held back."""

    async def close(self) -> None:
        """Remembers that it was closed."""
        self.closed = True


def by_text(function: str, activity: str, text: str) -> Result:
    """Passes what returns 1, fails what returns anything else, and sees stubs."""
    from tutor import source

    name = function.rpartition(".")[2]
    segment = source.parse(text, Path("sample_examples.py")).segment(name)
    if "NotImplementedError" in segment:
        return not_started(function, activity)
    right = "return 1" in segment or "(X, 1)" in segment
    return passed(function, activity) if right else failed(function, activity)
