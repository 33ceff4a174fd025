"""The words of lesson 1: they load, their numbers are true, and what they promise runs.

Every number that a text states is computed here again and looked for in the text.
"""

from __future__ import annotations

import doctest
import functools
import inspect
import re
import subprocess
import sys
import textwrap
import time
import warnings
from collections.abc import Callable
from itertools import combinations, pairwise
from math import comb, isfinite, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exercises.kit.figure import Demonstration, Figure
from exercises.lesson1_kmeans import data, demos, predictions
from exercises.lesson1_kmeans import kmeans_examples as stub
from reference import datasets
from reference import kmeans_examples as reference
from tutor import curriculum, lint
from tutor.curriculum import Activity, ChecklistItem, Curriculum

FOLDER = Path(stub.__file__).parent
LESSON = curriculum.load_lesson(FOLDER)
ACTIVITIES = LESSON.activities
ITEMS = (*LESSON.understanding, *LESSON.level.items)
FUNCTIONS = LESSON.functions
CORNERS = np.array([[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]])
LINE = np.array([[0.0], [1.0], [4.0], [7.0]])

each_activity = pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda a: a.id)
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)


# Structure


def test_the_lesson_loads_as_part_of_the_curriculum() -> None:
    lesson = curriculum.load().lesson_of("1.3")
    assert (lesson.id, lesson.hours, lesson.week.number) == ("1", (3, 4), 1)
    assert [a.id for a in lesson.activities] == [f"1.{n}" for n in range(1, 9)]
    assert [e.id for e in lesson.experiments] == [f"E1.{n}" for n in range(1, 5)]
    assert [i.id for i in lesson.understanding] == [f"U1.{n}" for n in range(1, 5)]
    assert [i.id for i in lesson.level.items] == [f"A1.{n}" for n in range(1, 5)]
    assert lesson.level.id == "kmeans"


def test_the_linter_finds_nothing_in_the_words() -> None:
    assert list(map(str, lint.problems(Curriculum((LESSON,))))) == []


def test_every_id_is_unique() -> None:
    ids = [x.id for part in (ACTIVITIES, LESSON.experiments, ITEMS) for x in list[Any](part)]
    ids += [f.qualified for f in FUNCTIONS] + [LESSON.id, LESSON.level.id]
    assert len(set(ids)) == len(ids)


@each_activity
def test_hints_lead_on_and_flow_as_one_paragraph(activity: Activity) -> None:
    assert len(set(activity.hints)) == 3
    for hint in activity.hints:
        assert hint == " ".join(hint.split()), "a terminal wraps a hint as one paragraph"
        assert 40 < len(hint) < 420
    assert re.search(r"\w\(.*\)| = ", activity.hints[2]), "the third is nearly code"


@each_activity
def test_texts_are_short_and_fit_a_terminal(activity: Activity) -> None:
    text = activity.read_text()
    assert 250 <= len(text.split()) <= 450
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith(f"# {activity.id} {activity.title}\n")
    for part in ("**Goal.**", "## The idea", "## By hand", "## What to write", "**Source.**"):
        assert part in text
    assert "\\" not in text, "plain text, no LaTeX"


def test_nothing_told_is_ragged() -> None:
    told = [LESSON.summary, LESSON.week.goal, LESSON.week.deliverable, LESSON.week.assessment]
    told += [*LESSON.goals, *LESSON.prerequisites]
    told += [t for a in ACTIVITIES for t in (a.goal, a.insight, a.solution_note)]
    told += [t for a in ACTIVITIES for t in (a.predict.question, a.predict.explanation)]
    told += [t for f in FUNCTIONS for t in (f.returns, f.contract, f.why)]
    told += [t for e in LESSON.experiments for t in (e.task, e.watch, e.question, e.answer)]
    told += [t for i in ITEMS for t in (i.statement, i.question, i.answer)]
    assert [t for t in told if t != " ".join(t.split())] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda i: i.id)
def test_items_are_claims_with_open_questions_and_full_answers(item: ChecklistItem) -> None:
    assert item.statement.startswith("I ")
    assert item.question.endswith("?") or item.question.endswith(".")
    assert 60 <= len(item.answer.split()) <= 120
    assert re.search(r"[=≥]", item.answer), "with the formula"
    assert item.activities


# Questions


@each_activity
def test_questions_are_answered_from_the_data(activity: Activity) -> None:
    facts = getattr(demos, activity.predict.compute)()
    index = facts.pop("answer")
    assert type(index) is int
    assert 0 <= index < len(activity.predict.choices)
    assert 2 <= len(set(activity.predict.choices)) <= 4
    used = set(re.findall(r"{(\w+)", activity.predict.explanation))
    assert used
    assert used <= set(facts)
    assert "{" not in activity.predict.explanation.format(**facts)


ANSWERS = {
    "1.1": "It stays the same",
    "1.2": "In about 2 of 10 draws",
    "1.3": "None",
    "1.4": "(NaN, NaN), with a warning",
    "1.5": "At most 8",
    "1.6": "In about 7 of 10 cases",
    "1.7": "k = 8",
    "1.8": "About three quarters",
}


@each_activity
def test_the_computed_choice_is_what_the_text_teaches(activity: Activity) -> None:
    index = getattr(demos, activity.predict.compute)()["answer"]
    assert activity.predict.choices[index] == ANSWERS[activity.id]


def test_questions_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """With other data other choices are right: no answer is written down."""
    moved = np.array([[0.0, 0.0], [90.0, 90.0], [-90.0, -90.0]])
    monkeypatch.setattr(predictions, "NEAR_ORIGIN", moved)
    assert predictions.predict_1_3()["answer"] == 2
    assert predictions.predict_1_4()["answer"] == 0
    monkeypatch.setattr(datasets, "moons", lambda: datasets.blobs(k=2))
    assert predictions.predict_1_8()["answer"] == 2


def test_how_often_uniform_rows_reach_all_blobs() -> None:
    facts, blobs = predictions.predict_1_2(), datasets.blobs()
    starts = [reference.initialize_centroids(blobs.X, 3, "random", seed) for seed in range(2000)]
    drawn = np.mean([data.reaches_all(blobs, start) for start in starts])
    assert facts["share"] == 100**3 / comb(300, 3)
    assert abs(drawn - facts["share"]) < 0.04
    assert facts["plus"] > 0.95


# The stub


@each_function
def test_stub_and_reference_take_the_same_arguments(function: curriculum.Function) -> None:
    mine = inspect.signature(getattr(stub, function.name)).parameters.values()
    theirs = inspect.signature(getattr(reference, function.name)).parameters.values()
    assert [(p.name, p.kind, p.default) for p in mine] == [
        (p.name, p.kind, p.default) for p in theirs
    ]
    said = ", ".join(str(p) for p in mine).replace("'", '"').replace("1e-06", "1e-6")
    assert function.signature == f"{function.name}({said})"


@each_function
def test_stubs_say_which_activity_they_are(function: curriculum.Function) -> None:
    code = getattr(stub, function.name)
    needed = [p for p in inspect.signature(code).parameters.values() if p.default is p.empty]
    values = [None for p in needed if p.kind is not p.VAR_KEYWORD]
    with pytest.raises(NotImplementedError, match=rf"^{re.escape(function.activity)}: .+\.$"):
        code(*values)


def test_the_stub_keeps_the_order_of_the_activities() -> None:
    defined = [n for n, f in vars(stub).items() if inspect.isfunction(f)]
    assert defined == [f.name for f in FUNCTIONS]


@each_function
def test_examples_in_docstrings_are_true(function: curriculum.Function) -> None:
    """The reference gives what the stub's example shows."""
    text = inspect.getdoc(getattr(stub, function.name)) or ""
    names = {**vars(reference), "np": np}
    test = doctest.DocTestParser().get_doctest(text, names, function.name, None, None)
    assert test.examples
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(test, out=said.append).failed == 0, "".join(said)


def test_the_stub_imports_numpy_alone_and_stands_alone(tmp_path: Path) -> None:
    alone = tmp_path / "kmeans_examples.py"
    alone.write_text((FOLDER / "kmeans_examples.py").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(alone)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("There is nothing to show yet")
    assert "1.8" in done.stdout
    assert re.findall(r"^[ \t]*(?:import|from) .*", alone.read_text(encoding="utf-8"), re.M) == [
        "import numpy as np"
    ]


# Demonstrations


class Cross:
    """The reference as a learner's functions come: plain data in and out, calls counted."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        function = getattr(reference, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(name)
            return _plain(function(*args, **kwargs))

        return call


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


@functools.cache
def demonstrated(name: str) -> tuple[Demonstration, tuple[str, ...], float]:
    code, began = Cross(), time.perf_counter()
    shown = getattr(demos, name)(code)
    return shown, tuple(code.calls), time.perf_counter() - began


@each_activity
def test_demonstrations_are_finite_small_and_quick(activity: Activity) -> None:
    shown, calls, seconds = demonstrated(activity.demo)
    assert shown.figures
    assert shown.lines
    assert seconds < 3, "a second on a quiet machine"
    assert len(calls) <= 250
    for figure in shown.figures:
        assert figure.title
        assert figure.caption
        assert Figure.from_dict(figure.to_dict()) == figure
        assert 0 < sum(len(s.x) for s in figure.series) <= 1000
        assert all(isfinite(v) for s in figure.series for v in (*s.x, *s.y))


@each_activity
def test_demonstrations_run_the_activity_s_own_functions(activity: Activity) -> None:
    _, calls, _ = demonstrated(activity.demo)
    assert {f.name for f in activity.functions} <= set(calls)


@each_activity
def test_demonstrations_print_nothing(
    activity: Activity, capsys: pytest.CaptureFixture[str]
) -> None:
    getattr(demos, activity.demo)(reference)
    assert capsys.readouterr().out == ""


def series(demo: str, figure: int, label: str) -> Any:
    return next(s for s in demonstrated(demo)[0].figures[figure].series if s.label == label)


def test_the_bowl_is_least_at_the_mean() -> None:
    bowl = series("demo_1_1", 1, "J")
    assert bowl.x[int(np.argmin(bowl.y))] == pytest.approx(data.true_means(datasets.blobs())[1][0])


def test_the_two_starts_shown_tell_the_methods_apart() -> None:
    captions = [figure.caption for figure in demonstrated("demo_1_2")[0].figures]
    assert [caption.endswith("yes.") for caption in captions] == [False, True]


def test_the_update_moves_each_centroid_along_its_path() -> None:
    path, marks = series("demo_1_4", 0, "path 1"), series("demo_1_4", 0, "centroids")
    assert (path.x[0], path.y[0]) == (2.0, 2.0)
    assert (path.x[-1], path.y[-1]) == (marks.x[1], marks.y[1])
    assert "Cluster 0 was empty" in " ".join(demonstrated("demo_1_4")[0].lines)


def test_the_learner_s_history_stands_beside_the_reference_s() -> None:
    mine, theirs = series("demo_1_5", 0, "kmeans"), series("demo_1_5", 0, "reference")
    assert mine.y == theirs.y
    assert len(mine.y) >= 4
    assert all(later <= earlier for earlier, later in pairwise(mine.y))
    start = series("demo_1_5", 1, "path 0")
    assert (start.x[0], start.y[0]) == tuple(data.standardized_geyser()[0].tolist())


def test_single_runs_end_at_many_heights_and_k_means_plus_plus_lower() -> None:
    random, plus = series("demo_1_6", 0, "random starts"), series("demo_1_6", 0, "kmeans++ starts")
    assert list(random.y) == sorted(random.y)
    assert np.median(plus.y) < np.median(random.y)


def test_a_learner_s_wrong_history_would_be_seen() -> None:
    """The curve is the code's own, not the reference's under its name."""

    class Other(Cross):
        def kmeans(self, *args: Any, **kwargs: Any) -> Any:
            centroids, labels, history = reference.kmeans(*args, **kwargs)
            return centroids, labels, [2 * J for J in history]

    mine, theirs = demos.demo_1_5(Other()).figures[0].series
    assert mine.y == tuple(2 * J for J in theirs.y)


# Numbers in the texts

Number = Callable[[], str]


def blobs() -> Any:
    return datasets.blobs().X


def near_origin() -> tuple[Any, Any]:
    return data.NEAR_ORIGIN, reference.assign_clusters(blobs(), data.NEAR_ORIGIN)


def j(X: Any, centroids: Any, labels: Any) -> float:
    return reference.compute_distortion(X, centroids, labels)


def three_points(labels: list[int]) -> float:
    return j([[1, 1], [3, 1], [8, 5]], [[2, 1], [8, 4]], labels)


def d2_example() -> str:
    squares = np.array([0.0, 1.0, 10.0]) ** 2
    return f"D² = {', '.join(f'{v:g}' for v in squares)}, which sums to {squares.sum():g}"


def seed_ratio() -> str:
    """Plain against greedy D² sampling: in the range that the text gives, on three data sets."""
    from sklearn.cluster import kmeans_plusplus

    for X, k in ((blobs(), 3), (data.many_blobs(), 8), (datasets.old_faithful().X, 4)):
        plain, greedy = list[float](), list[float]()
        for seed in range(200):
            for found, start in (
                (plain, reference.initialize_centroids(X, k, rng=seed)),
                (greedy, kmeans_plusplus(X, k, random_state=seed)[0]),
            ):
                found.append(j(X, start, reference.assign_clusters(X, start)))
        assert 1.1 <= np.median(plain) / np.median(greedy) <= 1.8
    return "1.1 to 1.8 times smaller"


def reach_plus() -> str:
    return f"in each blob in about {100 * predictions.predict_1_2()['plus']:.0f} %"


def nearest_on_a_line() -> str:
    labels = reference.assign_clusters([[0], [4], [10]], [[2], [6]])
    rows = []
    for x, label in zip((0, 4, 10), labels, strict=True):
        tie = " (tie)" if (x - 2) ** 2 == (x - 6) ** 2 else ""
        rows.append(f"| {x} | {(x - 2) ** 2} | {(x - 6) ** 2} | {label}{tie} |")
    return " ".join(rows)


def gigabytes() -> str:
    return f"take {1_000_000 * 16 * 16 * 8 / 1e9:.0f} GB"


def cancelled() -> str:
    x, centroids = np.array([[1e8 + 1]]), np.array([[1e8], [1e8 + 1]])
    expanded = (x**2).sum(1)[:, None] - 2 * x @ centroids.T + (centroids**2).sum(1)
    assert expanded.argmin(axis=1) == 0
    assert reference.assign_clusters(x, centroids) == 1
    (value,) = set(expanded.ravel().tolist())
    return f"it makes both distances {value:g}"


def empty_counts() -> str:
    a, b, c = np.bincount(near_origin()[1], minlength=3)
    return f"{a}, {b} and {c} points"


def update_example() -> str:
    means = reference.update_centroids([[0, 0], [2, 0], [10, 4]], [0, 0, 1], 2)
    first, second = (f"({a:g}, {b:g})" for a, b in means)
    cluster = [[0, 0], [2, 0]]
    best, moved = j(cluster, means[:1], [0, 0]), j(cluster, [[0, 0]], [0, 0])
    assert moved - best == 2 * 1
    return (
        f"μ₀ = {first}, μ₁ = {second}. Cluster 0 has J = {best:g}. At m = (0, 0) it would be "
        f"{moved:g}"
    )


def update_on_the_blobs() -> str:
    start, labels = near_origin()
    moved = reference.update_centroids(blobs(), labels, 3)
    after = j(blobs(), moved, reference.assign_clusters(blobs(), moved))
    return (
        f"J = {j(blobs(), start, labels):.1f} after the assignment (0, 200 and 100 points) and "
        f"{j(blobs(), moved, labels):.1f} after the update. With the empty cluster put on the "
        f"farthest point, the assignment after that lowers it to {after:.1f}"
    )


def nan_in_argmin() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        broken = np.array([[1.0], blobs()[:0].mean(axis=0)[:1]])
    distances = np.square(np.array([[0.0], [5.0]])[:, None] - broken).sum(axis=2)
    assert distances.argmin(axis=1).tolist() == [1, 1]
    return "`argmin` treats it as the least number of all"


def lloyd_by_hand() -> list[tuple[str, float]]:
    """The states of Lloyd's algorithm on four points, after each step."""
    C, rows = LINE[:2], []
    for _ in range(3):
        labels = reference.assign_clusters(LINE, C)
        groups = [LINE[labels == c, 0] for c in range(2)]
        shown = ", ".join("{" + ", ".join(f"{x:g}" for x in g) + "}" for g in groups)
        rows.append((shown, j(LINE, C, labels)))
        C = reference.update_centroids(LINE, labels, 2)
        rows.append((f"μ = ({', '.join(f'{m:g}' for m in C[:, 0])})", j(LINE, C, labels)))
    return rows[:5]


def lloyd_table() -> str:
    states = lloyd_by_hand()
    states[4] = ("nothing changes", states[4][1])
    steps = ("assign", "update", "assign", "update", "assign")
    return " ".join(f"| {s} | {what} | {J:g} |" for s, (what, J) in zip(steps, states, strict=True))


def histories() -> str:
    after_update = [J for _, J in lloyd_by_hand()][1::2]
    found = reference.kmeans(LINE, 2, init=LINE[:2])[2]
    return (
        f"({', '.join(f'{J:g}' for J in (*after_update, after_update[-1]))} above) or after the "
        f"assignment that follows it ({', '.join(f'{J:g}' for J in found)})"
    )


def corner_ends() -> list[float]:
    return [
        reference.kmeans(CORNERS, 2, init=CORNERS[list(pair)])[2][-1]
        for pair in combinations(range(4), 2)
    ]


def corners_by_hand() -> str:
    best, worst = min(corner_ends()), max(corner_ends())
    assert worst / best == 25
    assert j([[0, 0]], [[5, 0]], [0]) == 25
    assert j([[0, 0]], [[5, 2]], [0]) == 29
    left = f"μ = (0, 1), (10, 1), J = {best:g}."
    return f"{left} - Lower pair, upper pair: μ = (5, 0), (5, 2), J = {worst:g}."


def corner_shares() -> str:
    ends = corner_ends()
    return f"Of the {len(ends)} pairs, {ends.count(max(ends))} share their side"


def corners_in_ten() -> str:
    ends = corner_ends()
    share = ends.count(max(ends)) / len(ends)
    return f"about 1 in {round(1 / share**10, -3):,.0f}"


def corners_plus() -> str:
    squares = np.square(CORNERS - CORNERS[0]).sum(axis=1)
    part, whole = squares[1], squares.sum()
    return f"probability {part:g}/{whole:g}, about 1 in {whole / part:.0f}"


def eight_blobs() -> str:
    """One run and the best of ten, each counted, on the eight blobs."""
    X, generator = data.many_blobs(), np.random.default_rng(1)
    ends = np.array(
        [reference.kmeans(X, 8, init="random", rng=generator)[2][-1] for _ in range(1500)]
    )
    found = ends <= ends.min() * data.SAME
    ten = found.reshape(-1, 10).any(axis=1).mean()
    single = f"in about 1 case of {1 / found.mean():.0f}"
    return f"{single}, the best of ten in about {10 * ten:.0f} cases of 10"


@functools.cache
def scores(k: int) -> tuple[float, float]:
    centroids, labels, _ = reference.best_of_n_runs(blobs(), k, rng=0)
    silhouette, inertia, _ = reference.evaluate_clustering(blobs(), labels, centroids)
    return silhouette, inertia


def scores_table() -> str:
    return " ".join(f"| {k} | {scores(k)[1]:.1f} | {scores(k)[0]:.3f} |" for k in (2, 3, 4, 5))


def silhouette_by_hand() -> str:
    value = reference.evaluate_clustering([[0], [2], [8]], [0, 0, 1], [[1], [8]])[0]
    assert value == pytest.approx((6 / 8 + 4 / 6 + 0) / 3)
    return f"The mean is {value:.3f}"


def moon_silhouettes() -> str:
    facts = predictions.predict_1_8()
    ours, true = facts["silhouette"], facts["true_silhouette"]
    return f"clusters score {ours:.3f} and the true moons {true:.3f}"


def pca_by_hand() -> str:
    X = np.array([[-3.0, -4.0, 0.0], [0.0, 0.0, 0.0], [3.0, 4.0, 0.0]])
    axis = np.linalg.svd(X - X.mean(axis=0))[2][0]
    axis *= np.sign(axis[0])
    shown = ", ".join(f"{a:.1g}" for a in np.abs(axis))
    coordinates = ", ".join(f"{c:.0f}" for c in X @ axis).replace("-", "−")
    return f"first axis is ({shown}), and the coordinates on it are {coordinates}"


def moons() -> str:
    facts = predictions.predict_1_8()
    return f"{100 * facts['share']:.0f} % of the points land with the right moon"


def moons_j() -> str:
    facts = predictions.predict_1_8()
    return f"it found J = {facts['found']:.1f}, and the true moons have J = {facts['true']:.1f}"


NUMBERS: list[tuple[str, Number]] = [
    ("1.1.md", lambda: f"J = {three_points([0, 0, 1]):g}. Give the third point label 0"),
    ("1.1.md", lambda: f"its share 36 + 16 = {6**2 + 4**2}, and J = {three_points([0, 0, 0]):g}."),
    ("1.1.md", lambda: f"J = {j(blobs(), data.NEAR_ORIGIN, np.zeros(300)):.1f}."),
    ("1.1.md", lambda: f"own label and mean, J = {data.true_distortion(datasets.blobs()):.1f}"),
    ("1.2.md", d2_example),
    ("1.2.md", lambda: f"blobs in {100 * 100**3 / comb(300, 3):.0f} % of all draws"),
    ("1.2.md", reach_plus),
    ("1.2.md", seed_ratio),
    ("1.3.md", nearest_on_a_line),
    ("1.3.md", gigabytes),
    ("1.3.md", cancelled),
    ("1.3.md", empty_counts),
    ("1.4.md", update_example),
    ("1.4.md", update_on_the_blobs),
    ("1.4.md", nan_in_argmin),
    ("1.5.md", lloyd_table),
    ("1.5.md", histories),
    ("1.6.md", corners_by_hand),
    ("1.6.md", corner_shares),
    ("1.6.md", corners_in_ten),
    ("1.6.md", corners_plus),
    ("1.6.md", eight_blobs),
    ("1.7.md", scores_table),
    ("1.7.md", silhouette_by_hand),
    ("1.7.md", moon_silhouettes),
    ("1.8.md", pca_by_hand),
    ("1.8.md", moons),
    ("1.8.md", moons_j),
]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("name", "number"), NUMBERS)
def test_numbers_in_the_texts_are_computed_ones(name: str, number: Number) -> None:
    assert flat(number()) in flat((FOLDER / name).read_text(encoding="utf-8"))


# Numbers in lesson.toml


def experiment(id: str) -> str:
    return next(e.answer for e in LESSON.experiments if e.id == id)


def item(id: str) -> str:
    return next(i.answer for i in ITEMS if i.id == id)


def test_numbers_of_the_first_experiment() -> None:
    assert ", ".join(f"{scores(k)[1]:.1f}" for k in (2, 3, 4, 5)) in experiment("E1.1")
    assert ", ".join(f"{scores(k)[0]:.3f}" for k in (2, 3, 4, 5)) in experiment("E1.1")
    counts = [np.bincount(reference.best_of_n_runs(blobs(), k, rng=0)[1]) for k in (2, 3, 4)]
    assert sorted(counts[0].tolist()) == [100, 200]
    assert counts[1].tolist() == [100, 100, 100]
    assert sorted(counts[2].tolist())[2:] == [100, 100]


@pytest.mark.parametrize(("name", "right"), [("moons", 75), ("circles", 50)])
def test_numbers_of_the_second_experiment(name: str, right: int) -> None:
    X = datasets.load(name)
    _, labels, J = reference.best_of_n_runs(X.X, 2, rng=0)
    assert round(100 * data.agreement(labels, X.labels)) == right
    assert f"{right} %" in experiment("E1.2")
    assert f"{J:.1f}" in experiment("E1.2")
    assert f"{data.true_distortion(X):.1f}" in experiment("E1.2")


def test_numbers_of_the_third_experiment() -> None:
    text = experiment("E1.3")
    ends = {m: [reference.kmeans(blobs(), 3, init=m, rng=s)[2][-1] for s in range(100)]
            for m in data.METHODS}  # fmt: skip
    bad = sum(J > 204.2 for J in ends["random"])
    assert f"{bad} of 100 random starts ended above {min(ends['random']):.1f}" in text
    assert f"the worst at {max(ends['random']):.1f}" in text
    assert all(J < 204.2 for J in ends["kmeans++"])
    by_hand = reference.kmeans(blobs(), 3, init=data.NEAR_ORIGIN)[2]
    assert f"ends at {by_hand[-1]:.1f} in {len(by_hand)} iterations" in text
    more = [reference.kmeans(blobs(), 3, rng=s)[2][-1] > 204.2 for s in range(1000)]
    assert round(100 * np.mean(more)) == 1


def test_numbers_of_the_fourth_experiment() -> None:
    text = experiment("E1.4")
    runs = [reference.kmeans(data.many_blobs(), 8, init="random", tol=0, rng=s)[2]
            for s in range(100)]  # fmt: skip
    lengths = [len(run) for run in runs]
    assert f"took {np.median(lengths):.0f} iterations, the longest {max(lengths)}" in text
    assert ", ".join(f"{J:.1f}" for J in runs[0]) in text
    assert all(later <= earlier for run in runs for earlier, later in pairwise(run))
    short = reference.kmeans(data.many_blobs(), 8, init="random", tol=0.05, rng=0)[2]
    assert short == runs[0][:3]


def test_numbers_of_the_model_answers() -> None:
    variances = datasets.old_faithful().X.var(axis=0)
    assert f"{100 * variances[1] / variances.sum():.0f} %" in item("A1.1")
    for what, J in lloyd_by_hand()[:4]:
        assert what in item("A1.2")
        assert re.search(rf"J = (?:[\d .+]+ = )?{J:g}\b", item("A1.2"))
    ends = corner_ends()
    assert f"ends at J = {max(ends):g}, the others at {min(ends):g}" in flat(item("U1.4"))


def test_the_guarantee_of_k_means_plus_plus_holds_on_average() -> None:
    for X, k, least in ((blobs(), 3, 204.07), (data.many_blobs(), 8, 204.43)):
        starts = [reference.initialize_centroids(X, k, rng=seed) for seed in range(200)]
        mean = np.mean([j(X, C, reference.assign_clusters(X, C)) for C in starts])
        assert mean <= 8 * (log(k) + 2) * least


def test_the_loop_in_the_third_hint_is_right() -> None:
    """1.5's last hint, put into a loop as it says, gives the reference's result."""
    hint = ACTIVITIES[4].hints[2]
    for part in ("centroids = update_centroids(X, labels, k)",
                 "labels = assign_clusters(X, centroids)",
                 "history.append(compute_distortion(X, centroids, labels))",
                 "history[-2] - history[-1] <= tol * history[-2]"):  # fmt: skip
        assert part in flat(hint)
    X, k, tol = blobs(), 3, 1e-6
    centroids, history = reference.initialize_centroids(X, k, rng=5), list[float]()
    labels = reference.assign_clusters(X, centroids)
    for _ in range(100):
        centroids = reference.update_centroids(X, labels, k)
        labels = reference.assign_clusters(X, centroids)
        history.append(reference.compute_distortion(X, centroids, labels))
        if len(history) > 1 and history[-2] - history[-1] <= tol * history[-2]:
            break
    theirs = reference.kmeans(X, k, rng=5)
    assert np.array_equal(labels, theirs[1])
    assert history[-1] == pytest.approx(theirs[2][-1])


def test_the_code_in_the_texts_gives_the_data_they_name() -> None:
    from sklearn.datasets import make_blobs, make_circles, make_moons

    names: dict[str, Any] = {}
    (code,) = re.findall(r"```python\n(.*?)```", ACTIVITIES[0].read_text(), re.S)
    exec(textwrap.dedent(code), names)
    assert np.array_equal(names["X"], blobs())
    eight = make_blobs(n_samples=300, centers=8, cluster_std=0.6, random_state=7)[0]
    assert np.array_equal(eight, data.many_blobs())
    moon = make_moons(n_samples=300, noise=0.05, random_state=42)[0]
    assert np.allclose(moon, datasets.moons().X)
    circle = make_circles(n_samples=300, noise=0.05, random_state=42, factor=0.5)[0]
    assert np.allclose(circle, datasets.circles().X)


def test_the_package_needs_nothing_heavy() -> None:
    code = "import sys, exercises.lesson1_kmeans.demos; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"scipy", "sklearn", "plotext", "textual", "tutor"} & set(done.stdout.split())
