"""The words of lesson 2: they load, their numbers are true, and what they promise runs.

Every number that a text states is computed here again and looked for in the text.
"""

from __future__ import annotations

import contextlib
import doctest
import functools
import inspect
import io
import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from math import exp, isfinite, log, pi, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exercises.kit.figure import Demonstration, Figure
from exercises.lesson2_gmm import data, demos, predictions
from exercises.lesson2_gmm import em_mog_examples as stub
from reference import datasets, kmeans_examples
from reference import em_mog_examples as reference
from tutor import curriculum, lint
from tutor.curriculum import Activity, ChecklistItem, Curriculum

FOLDER = Path(stub.__file__).parent
LESSON = curriculum.load_lesson(FOLDER)
ACTIVITIES = LESSON.activities
ITEMS = (*LESSON.understanding, *LESSON.level.items)
FUNCTIONS = LESSON.functions

each_activity = pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda a: a.id)
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)


# Structure


def test_the_lesson_loads_as_part_of_the_curriculum() -> None:
    lesson = curriculum.load().lesson_of("2.3")
    assert (lesson.id, lesson.hours, lesson.week.number) == ("2", (3, 4), 2)
    assert [a.id for a in lesson.activities] == [f"2.{n}" for n in range(1, 8)]
    assert [e.id for e in lesson.experiments] == [f"E2.{n}" for n in range(1, 5)]
    assert [i.id for i in lesson.understanding] == [f"U2.{n}" for n in range(1, 5)]
    assert [i.id for i in lesson.level.items] == [f"A2.{n}" for n in range(1, 5)]
    assert lesson.level.id == "gmm"


def test_the_linter_finds_nothing_in_the_words() -> None:
    assert list(map(str, lint.problems(Curriculum((LESSON,))))) == []


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
    told += [t for f in FUNCTIONS for t in (f.signature, f.returns, f.contract, f.why)]
    told += [t for e in LESSON.experiments for t in (e.task, e.watch, e.question, e.answer)]
    told += [t for i in ITEMS for t in (i.statement, i.question, i.answer)]
    assert [t for t in told if t != " ".join(t.split())] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda i: i.id)
def test_items_are_claims_with_open_questions_and_full_answers(item: ChecklistItem) -> None:
    assert item.statement.startswith("I ")
    assert item.question.endswith("?") or item.question.endswith(".")
    assert 60 <= len(item.answer.split()) <= 120
    assert re.search(r"[=≥]|argmax", item.answer), "with the formula"
    assert item.activities


# Questions


@functools.cache
def answered(compute: str) -> dict[str, Any]:
    return dict(getattr(demos, compute)())


@each_activity
def test_questions_are_answered_from_the_data(activity: Activity) -> None:
    facts = dict(answered(activity.predict.compute))
    index = facts.pop("answer")
    assert type(index) is int
    assert 0 <= index < len(activity.predict.choices)
    assert 2 <= len(set(activity.predict.choices)) <= 4
    used = set(re.findall(r"{(\w+)", activity.predict.explanation))
    assert used
    assert used <= set(facts)
    assert "{" not in activity.predict.explanation.format(**facts)


ANSWERS = {
    "2.1": "About 39 %",
    "2.2": "A, by more than 90 %",
    "2.3": "All on the mean of X, from the first M-step on",
    "2.4": "More than 100",
    "2.5": "All of them",
    "2.6": "k = 2",
    "2.7": "It rises without bound",
}


@each_activity
def test_the_computed_choice_is_what_the_text_teaches(activity: Activity) -> None:
    index = answered(activity.predict.compute)["answer"]
    assert activity.predict.choices[index] == ANSWERS[activity.id]


def test_questions_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """With other data other choices are right: no answer is written down."""
    narrow = (np.array([0.5, 0.5]), np.array([[0.0], [4.0]]), np.array([[[1.0]], [[9.0]]]))
    monkeypatch.setattr(predictions, "WIDE_AND_NARROW", narrow)
    assert predictions.predict_2_2()["answer"] == 0
    two = data.two_on_a_line(6.0, n=50)
    plane = np.hstack([two, two[::-1] ** 2])
    monkeypatch.setattr(predictions, "standardized_geyser", lambda: plane)
    assert predictions.predict_2_4()["answer"] < 2
    monkeypatch.setattr(datasets, "anisotropic", lambda: datasets.moons())
    assert predictions.predict_2_5()["answer"] < 2


def test_the_facts_of_the_questions() -> None:
    facts = answered("predict_2_1")
    assert facts["share"] == pytest.approx(1 - exp(-0.5), abs=0.005)
    assert facts["line"] == pytest.approx(0.6827, abs=0.005)
    assert facts["two"] == pytest.approx(1 - exp(-2), abs=0.005)
    assert answered("predict_2_4")["two"] == 4, "the question says so"
    assert "takes 4 iterations" in ACTIVITIES[3].predict.question
    assert answered("predict_2_5")["kmeans"] == 0.8, "the question says so"
    assert answered("predict_2_6")["price"] == pytest.approx(log(272) / 2)
    assert answered("predict_2_7")["step"] == pytest.approx(2 * log(100), abs=0.005)
    line = two_on_paper(6.0)
    assert answered("predict_2_2")["wide"] == pytest.approx(line[0] / sum(line))


def two_on_paper(x: float) -> list[float]:
    """φ times the densities at x of N(0, 3²) and N(4, 0.5²), by the formula."""
    return [exp(-(((x - m) / s) ** 2) / 2) / (2 * s * sqrt(2 * pi)) for m, s in ((0, 3), (4, 0.5))]


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
    with pytest.raises(NotImplementedError, match=rf"^{re.escape(function.activity)}: .+\.$"):
        code(*(None for _ in needed))


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


def test_the_stub_names_every_key_of_the_comparison() -> None:
    keys = reference.compare_with_kmeans(np.array([[0.0], [1.0], [8.0], [9.0]]), 2, rng=0)
    contract = next(f.contract for f in FUNCTIONS if f.name == "compare_with_kmeans")
    for told in (inspect.getdoc(stub.compare_with_kmeans) or "", contract):
        assert set(
            re.findall(r"\b(?:kmeans|gmm)_\w+|adjusted_rand_index|different_points", told)
        ) == set(keys)


def test_the_stub_imports_numpy_alone_and_stands_alone(tmp_path: Path) -> None:
    alone = tmp_path / "em_mog_examples.py"
    alone.write_text((FOLDER / alone.name).read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(alone)], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("There is nothing to show yet")
    assert "2.7" in done.stdout
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
    if isinstance(value, dict):
        return {key: _plain(v) for key, v in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


@functools.cache
def demonstrated(name: str) -> tuple[Demonstration, tuple[str, ...], float]:
    code, said, began = Cross(), io.StringIO(), time.process_time()
    with contextlib.redirect_stdout(said):
        shown = getattr(demos, name)(code)
    assert said.getvalue() == ""
    return shown, tuple(code.calls), time.process_time() - began


@each_activity
def test_demonstrations_are_finite_small_and_quick(activity: Activity) -> None:
    shown, calls, seconds = demonstrated(activity.demo)
    assert shown.figures
    assert shown.lines
    assert seconds < 3, "a second on a quiet machine"
    assert len(calls) <= 20
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


def series(demo: str, figure: int, label: str) -> Any:
    return next(s for s in demonstrated(demo)[0].figures[figure].series if s.label == label)


def test_the_draws_are_those_of_the_model() -> None:
    X, hidden = data.drawn(n=100_000)
    phi, mu, Sigma = data.OVERLAPPING
    for j in range(3):
        own = X[hidden == j]
        assert len(own) / len(X) == pytest.approx(phi[j], abs=0.01)
        assert np.allclose(own.mean(axis=0), mu[j], atol=0.03)
        assert np.allclose(np.cov(own.T), Sigma[j], atol=0.04)


def test_the_classic_picture_of_old_faithful() -> None:
    """From the wrong diagonal, over one broad cloud, to the two clusters."""
    figures = demonstrated("demo_2_4")[0].figures
    titles = ["the start", "after 1 iteration", *(f"after {n} iterations" for n in (2, 5, 20))]
    assert [f.title for f in figures[:5]] == [f"Old Faithful: {title}" for title in titles]
    places = [series("demo_2_4", n, "means") for n in range(5)]
    assert (places[0].x, places[0].y) == ((-1.5, 1.5), (1.0, -1.0))
    assert max(map(abs, (*places[1].x, *places[1].y))) < 0.5, "both near the middle"
    assert places[4].x == pytest.approx((-1.274, 0.704), abs=0.005)
    assert places[4].y == pytest.approx((-1.210, 0.668), abs=0.005)
    doubtful = [int(re.findall(r"doubt: (\d+)", f.caption)[0]) for f in figures[1:5]]
    assert doubtful == sorted(doubtful, reverse=True)
    assert doubtful[-1] <= 1
    mine, theirs = series("demo_2_4", 5, "em_mog"), series("demo_2_4", 5, "reference")
    assert mine.y == theirs.y
    assert all(earlier <= later for earlier, later in pairwise(mine.y))


def test_a_learner_s_wrong_history_would_be_seen() -> None:
    """The curve is the code's own, not the reference's under its name."""

    class Other(Cross):
        def em_mog(self, *args: Any, **kwargs: Any) -> Any:
            *rest, history = reference.em_mog(*args, **kwargs)
            return *rest, [2 * ell for ell in history]

    mine, theirs = demos.demo_2_4(Other()).figures[5].series
    assert mine.y == tuple(2 * ell for ell in theirs.y)


def test_the_m_step_moves_each_mean_along_its_path() -> None:
    path, means = series("demo_2_3", 1, "path 1"), series("demo_2_3", 1, "means")
    assert (path.x[0], path.y[0]) == tuple(data.ROUND[1][1])
    assert (path.x[-1], path.y[-1]) == (means.x[1], means.y[1])


def test_the_region_of_the_wide_component_is_in_two_pieces() -> None:
    share = series("demo_2_2", 1, "w of A")
    assert share.y[0] > 0.9
    assert min(share.y) < 0.1
    assert share.y[-1] > 0.9


def test_the_points_in_doubt_are_marked() -> None:
    w = reference.e_step(data.drawn()[0], *data.OVERLAPPING)
    assert len(series("demo_2_5", 0, "in doubt").x) == int((w.max(axis=1) < 0.9).sum())
    assert len(series("demo_2_5", 2, "k-means differs").x) == 60


def test_the_plateau_is_long_and_not_the_end() -> None:
    climb = series("demo_2_7", 1, "tol=0").y
    assert climb[80] - climb[0] < 1 < 250 < climb[-1] - climb[0]
    assert len(series("demo_2_7", 1, "default tol").y) < 10
    caption = demonstrated("demo_2_7")[0].figures[1].caption
    assert caption.endswith("before the climb begins.")


# Numbers in the texts

Number = Callable[[], str]


def minus(text: str) -> str:
    return text.replace("-", "−")


def blobs() -> Any:
    return datasets.blobs().X


def log_density_by_hand() -> str:
    value = reference.gaussian_log_density([[2.0, 1.0]], [0, 0], [[4, 0], [0, 1]])[0]
    assert value == pytest.approx(-(2 * log(2 * pi) + log(4) + 2) / 2)
    parts = f"{2 * log(2 * pi):.3f} + {log(4):.3f} + 2"
    return f"log N = −½ ({parts}) = {minus(f'{value:.3f}')}"


def determinant() -> str:
    assert np.linalg.det(1e-8 * np.eye(50)) == 0.0
    return f"Its log, {minus(f'{50 * log(1e-8):.1f}')}, is"


def positive_log_density() -> str:
    value = reference.gaussian_log_density(np.zeros((1, 50)), np.zeros(50), 1e-8 * np.eye(50))
    return f"At the mean of that Gaussian it is {value[0]:.1f}."


def two_unit_gaussians(x: float) -> Any:
    return reference.e_step([[x]], [0.5, 0.5], [[0], [2]], np.ones((2, 1, 1)))[0]


def responsibilities_by_hand() -> str:
    rows = []
    for x, ratio in ((0, "e²"), (1, "1")):
        w = two_unit_gaussians(x)
        assert w[0] / w[1] == pytest.approx(exp(2 - 2 * x))
        rows.append(f"| {x} | {ratio} | {w[0]:.3f} | {w[1]:.3f} |")
    return " ".join(rows)


def underflow() -> str:
    assert exp(-(98**2) / 2) == 0.0
    assert 98**2 / 2 == 4802
    w = two_unit_gaussians(100)
    return minus(f"| 100 | e⁻¹⁹⁸ | {w[0]:.0e} | {w[1]:.3f} |")


def m_step_by_hand() -> str:
    w = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    phi, mu, Sigma = reference.m_step([[0], [3], [6]], w, reg_covar=0)
    assert np.allclose(np.sum(w, axis=0), 1.5)
    assert np.allclose(phi, 0.5)
    (a, b), (u, v) = mu[:, 0], Sigma[:, 0, 0]
    return (
        f"| μⱼ | (0 + 1.5)/1.5 = {a:g} | (1.5 + 6)/1.5 = {b:g} | "
        f"| σ²ⱼ | (1 + ½ · 4)/1.5 = {u:g} | (½ · 4 + 1)/1.5 = {v:g} |"
    )


def hard_m_step() -> str:
    _, mu, Sigma = reference.m_step([[0], [3], [6]], [[1, 0], [1, 0], [0, 1]], reg_covar=0)
    left = f"component 1 is left with one point and variance {Sigma[1, 0, 0]:g}"
    return f"Then its mean is {mu[0, 0]:g}, and {left}"


def spacing() -> str:
    return f"float64 numbers are {np.spacing(1e16):g} apart"


def stuck() -> str:
    facts = answered("predict_2_3")
    return minus(
        f"with ℓ = {facts['stuck']:.1f}. Equal components then give equal rows again: nothing "
        f"will ever change, though ℓ = {facts['best']:.1f} can be reached"
    )


@functools.cache
def em_by_hand() -> tuple[tuple[Any, Any, float], ...]:
    """w of the point 0, the parameters after the M-step and ℓ, three times over."""
    X, state, rows = np.array([[0.0], [3.0], [6.0]]), data.line_start((0.0, 6.0), 4.0), []
    for _ in range(3):
        w = reference.e_step(X, *state)
        state = reference.m_step(X, w, reg_covar=0)
        assert np.allclose(w[1], 0.5)
        assert np.allclose(state[0], 0.5)
        assert np.allclose(*state[2])
        rows.append((w, state, reference.log_likelihood(X, *state)))
    return tuple(rows)


def start_by_hand() -> float:
    start = data.line_start((0.0, 6.0), 4.0)
    return reference.log_likelihood([[0.0], [3.0], [6.0]], *start)


def em_table() -> str:
    rows = [minus(f"| start | | 0, 6 | 4 | {start_by_hand():.3f} |")]
    for number, (w, (_, mu, Sigma), ell) in enumerate(em_by_hand(), 1):
        own, means = (", ".join(f"{v:.3f}" for v in row) for row in (w[0], mu[:, 0]))
        rows.append(
            f"| {number} | {own} | {means} | {Sigma[0, 0, 0]:.3f} | {minus(f'{ell:.3f}')} |"
        )
    return " ".join(rows)


def iterations() -> str:
    facts = answered("predict_2_4")
    return f"k = 2 takes {facts['two']} iterations and k = 3 takes {facts['three']}."


def geyser_in_doubt() -> str:
    X = data.standardized_geyser()
    w = reference.em_mog(X, 2, rng=0)[3]
    differ = reference.compare_with_kmeans(X, 2, rng=0)["different_points"]
    return (
        f"only {(w.max(axis=1) < 0.99).sum()} of the {len(X)} eruptions have no component with "
        f"0.99, and k-means disagrees on {len(differ)}."
    )


def matching_by_hand() -> str:
    kmeans, mixture = np.array([0, 0, 0, 1, 1]), np.array([1, 1, 0, 0, 0])
    plain, matched = (kmeans == mixture).sum(), (kmeans == 1 - mixture).sum()
    assert np.flatnonzero(kmeans != 1 - mixture).tolist() == [2]
    shown = " ".join(map(str, 1 - mixture))
    return f"equal at {plain} point | | mixture, matched | {shown} | equal at {matched} points |"


@functools.cache
def compared(name: str) -> dict[str, Any]:
    return reference.compare_with_kmeans(datasets.load(name).X, 3, rng=0)


def long_clouds() -> str:
    facts = answered("predict_2_5")
    both = compared("anisotropic")
    return (
        f"k-means has {100 * facts['kmeans']:.0f} % of the points right. EM, from just that "
        f"clustering, gets {100 * facts['mixture']:.0f} %. Yet by silhouette k-means is better, "
        f"{both['kmeans_silhouette']:.3f} against {both['gmm_silhouette']:.3f}"
    )


def sure_and_wrong() -> str:
    moons = datasets.moons()
    w = reference.em_mog(moons.X, 2, max_iters=1000, rng=0)[3]
    wrong = w.argmax(axis=1) != moons.labels
    wrong = wrong if wrong.mean() < 0.5 else ~wrong
    sure = wrong & (w.max(axis=1) > 0.9)
    return (
        f"puts {wrong.sum()} of {len(w)} points with the wrong moon, and is more than 90 % sure "
        f"of {sure.sum()} of them."
    )


@functools.cache
def scores(k: int) -> tuple[float, float]:
    X, seeds = blobs(), range(5)
    runs = [
        reference.em_mog(X, k, 300, init_params=data.from_clusters(X, k, seed, 1)) for seed in seeds
    ]
    phi, mu, Sigma, w, _ = max(runs, key=lambda run: run[4][-1])
    return reference.evaluate_gmm(X, w, phi, mu, Sigma)[1:]


def bic_table() -> str:
    rows = (f"| {k} | {data.free_parameters(k, 2)} | {scores(k)[0]:.1f} | {scores(k)[1]:.1f} |"
            for k in range(1, 5))  # fmt: skip
    return minus(" ".join(rows).replace("| -", "| −"))


def bic_by_hand() -> str:
    ell, bic = scores(3)
    assert data.free_parameters(3, 2) == 2 + 6 + 9
    assert bic == pytest.approx(17 * log(300) - 2 * ell)
    return (
        f"log n = {log(300):.3f} and ℓ = {minus(f'{ell:.1f}')}, so BIC = 17 · {log(300):.3f} + "
        f"2 · {-ell:.1f} = {bic:.1f}"
    )


def half_axes() -> str:
    small, large = np.linalg.eigvalsh([[5.0, 3.0], [3.0, 5.0]])
    assert (round(small), round(large)) == (2, 8)
    return f"half-axes √8 = {sqrt(large):.2f} and √2 = {sqrt(small):.2f} along them"


def shares_in_ellipses() -> str:
    facts = answered("predict_2_1")
    return (
        f"In the plane it holds {100 * facts['share']:.0f} % of its component, not "
        f"{100 * facts['line']:.0f} %; the 2σ ellipse {100 * facts['two']:.0f} %."
    )


def bound(w: list[float]) -> float:
    """B of one point x = 0 under N(0, 1) and N(1, 1), each with φ = ½."""
    joint = [log(0.5) - log(2 * pi) / 2, log(0.5) - log(2 * pi) / 2 - 0.5]
    return sum(v * (a - log(v)) for v, a in zip(w, joint, strict=True))


def bound_by_hand() -> str:
    model = ([0.5, 0.5], [[0.0], [1.0]], np.ones((2, 1, 1)))
    w, ell = reference.e_step([[0.0]], *model)[0], reference.log_likelihood([[0.0]], *model)
    first, second = (exp(-(m**2) / 2) / sqrt(2 * pi) for m in (0, 1))
    assert bound(w.tolist()) == pytest.approx(ell)
    return minus(
        f"The densities are {first:.3f} and {second:.3f}, so p(0) = {(first + second) / 2:.3f} and "
        f"ℓ = {ell:.3f}. With w = (½, ½), B = {bound([0.5, 0.5]):.3f}: below ℓ. With the "
        f"responsibilities, w = ({w[0]:.3f}, {w[1]:.3f}), B = {bound(w.tolist()):.3f}: equal."
    )


def bad_starts() -> str:
    """Starts from random rows, drawn here so that they are no one's `initialize_parameters`."""
    X, ends = blobs(), []
    Sigma = np.repeat(np.cov(X.T, bias=True)[None], 3, axis=0)
    for seed in range(50):
        rows = np.random.default_rng(seed).choice(len(X), size=3, replace=False)
        start = (np.full(3, 1 / 3), X[rows], Sigma)
        ends.append(reference.em_mog(X, 3, 300, 1e-5, init_params=start)[4][-1])
    bad = sum(end < max(ends) - 100 for end in ends)
    return f"Of {len(ends)} starts from random rows on the blobs, {bad} ended far below the best."


NUMBERS: list[tuple[str, Number]] = [
    ("2.1.md", lambda: f"log |Σ| = log 4 = {log(4):.3f}, and 2 log 2π = {2 * log(2 * pi):.3f}"),
    ("2.1.md", log_density_by_hand),
    ("2.1.md", determinant),
    ("2.1.md", positive_log_density),
    ("2.2.md", responsibilities_by_hand),
    ("2.2.md", underflow),
    ("2.3.md", m_step_by_hand),
    ("2.3.md", hard_m_step),
    ("2.3.md", spacing),
    ("2.3.md", stuck),
    ("2.4.md", em_table),
    ("2.4.md", iterations),
    ("2.5.md", geyser_in_doubt),
    ("2.5.md", matching_by_hand),
    ("2.5.md", long_clouds),
    ("2.5.md", sure_and_wrong),
    ("2.6.md", bic_table),
    ("2.6.md", bic_by_hand),
    ("2.6.md", half_axes),
    ("2.6.md", shares_in_ellipses),
    ("2.7.md", bound_by_hand),
    ("2.7.md", bad_starts),
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
    text, eight = experiment("E2.1"), datasets.blobs(k=8, seed=7)
    X, truth = data.many_blobs(), eight.labels
    assert np.array_equal(X, eight.X)
    assert truth is not None
    true = reference.em_mog(X, 8, init_params=reference.m_step(X, np.eye(8)[truth]))[4][-1]
    runs = {m: [reference.em_mog(X, 8, 1000, method=m, rng=s) for s in range(10, 20)]
            for m in reference.METHODS}  # fmt: skip
    ends = {m: np.array([run[4][-1] for run in runs[m]]) for m in runs}
    there = [int((abs(ends[m] - true) < 0.05).sum()) for m in ("kmeans", "random")]
    steps = [np.median([len(run[4]) for run in runs[m]]) for m in ("kmeans", "random")]
    assert minus(f"EM ends at {true:.1f}.") in text
    assert "{} of 10 starts by k-means ended there too, and {} of 10".format(*there) in text
    assert "took {:.0f} iterations and {:.0f}".format(*steps) in text
    ((*_, w, curve),) = (run for m in runs for run in runs[m] if run[4][-1] > true + 0.1)
    assert minus(f"higher, at {curve[-1]:.1f}.") in text
    counts = np.bincount(w.argmax(axis=1))
    assert (min(counts), max(counts)) == (1, 75)


def by_type(X: Any, kind: str) -> tuple[float, float, Any]:
    found = reference.em_mog(X, 3, 1000, covariance_type=kind, rng=0)
    ell = found[4][-1]
    return ell, data.free_parameters(3, 2, kind) * log(len(X)) - 2 * ell, found[3]


def test_numbers_of_the_second_experiment() -> None:
    text, clouds = experiment("E2.2"), datasets.anisotropic()
    types = ("full", "diag", "spherical")
    ells, bics, ws = zip(*(by_type(clouds.X, kind) for kind in types), strict=True)
    p = [data.free_parameters(3, 2, kind) for kind in types]
    assert (
        f"full ℓ = {ells[0]:.1f} with p = {p[0]}, diag {ells[1]:.1f} with {p[1]}, "
        f"spherical {ells[2]:.1f} with {p[2]}; BIC {', '.join(f'{b:.0f}' for b in bics)}."
    ).replace("-", "−") in text
    right = [data.agreement(w.argmax(axis=1), clouds.labels) for w in ws]
    assert right[0] == 1
    assert f"with the others {100 * right[1]:.0f} % and {100 * right[2]:.0f} %" in text
    ells, bics, _ = zip(*(by_type(blobs(), kind) for kind in types), strict=True)
    assert minus("from {:.1f} to {:.1f} and {:.1f}".format(*ells)) in text
    assert f"BIC, {', '.join(f'{b:.0f}' for b in bics)}, prefers" in text


def test_numbers_of_the_third_experiment() -> None:
    text = experiment("E2.3")
    sets = ("blobs", "anisotropic", "unequal")
    assert compared("blobs")["different_points"].size == 0
    for name in sets:
        assert f"{compared(name)['adjusted_rand_index']:.3f}" in text
    for name in sets[1:]:
        both, truth = compared(name), datasets.load(name).labels
        shares = [100 * data.agreement(both[f"{m}_labels"], truth) for m in ("kmeans", "gmm")]
        assert f"differ on {len(both['different_points'])}" in text
        assert all(f"{share:.0f} %" in text for share in shares)
        assert (
            "{:.3f} against {:.3f}".format(both["kmeans_silhouette"], both["gmm_silhouette"])
            in text
        )


def within(history: list[float], of_the_end: float) -> int:
    return int(np.argmax(np.array(history) > history[-1] - of_the_end)) + 1


def test_numbers_of_the_fourth_experiment() -> None:
    text, counts = experiment("E2.4"), []
    for apart in (6, 4, 3, 2):
        start = data.line_start((apart / 4, 3 * apart / 4), 1.0)
        X = data.two_on_a_line(apart)
        history = reference.em_mog(X, 2, 500, tol=0, init_params=start)[4]
        assert all(later - earlier > -1e-9 for earlier, later in pairwise(history))
        counts.append(within(history, 0.01))
    assert "it took {}, {}, {} and {} iterations".format(*counts) in text
    X, start = data.two_on_a_line(6), data.line_start((2.7, 3.3), 10.0)
    history = reference.em_mog(X, 2, 500, tol=0, init_params=start)[4]
    gain = history[79] - reference.log_likelihood(X, *start)
    assert minus(f"gain only {gain:.1f}, at ℓ = {history[79]:.1f}.") in text
    assert minus(f"by iteration {within(history, 0.01)} ℓ is {history[-1]:.1f}") in text
    stopped = reference.em_mog(X, 2, init_params=start)[4]
    assert minus(f"on the plateau, at {stopped[-1]:.1f}.") in text


def test_the_data_of_the_fourth_experiment_are_those_of_its_task() -> None:
    task = next(e.task for e in LESSON.experiments if e.id == "E2.4")
    (code,) = re.findall(r"rng = .*\[:, None\]", task)
    names: dict[str, Any] = {"np": np, "s": 3}
    for line in code.split(", X"):
        exec(line if line.startswith("rng") else "X" + line, names)
    assert np.array_equal(names["X"], data.two_on_a_line(3))


def test_numbers_of_the_model_answers() -> None:
    text = item("A2.2")
    w, (_, mu, Sigma), ell = em_by_hand()[0]
    assert f"w₀ is {w[0, 0]:.3f}, {w[1, 0]:g} and {w[2, 0]:.3f}" in text
    assert w[0, 0] / w[0, 1] == pytest.approx(exp(36 / 8))
    assert f"= {mu[0, 0]:.3f}, μ₁ = {mu[1, 0]:.3f}" in text
    assert f"about these are {Sigma[0, 0, 0]:.3f}" in text
    assert minus(f"from {start_by_hand():.3f} to {ell:.3f}") in text
    for k, d in ((1, 1), (3, 2), (4, 5)):
        assert data.free_parameters(k, d) == k * (d + 1) * (d + 2) // 2 - 1, "A2.4 says so"


def test_k_means_is_the_limit_of_vanishing_variances() -> None:
    X, start = datasets.anisotropic().X, datasets.anisotropic().X[[0, 1, 2]]
    Sigma = np.repeat(1e-6 * np.eye(2)[None], 3, axis=0)
    w = reference.e_step(X, np.array([0.8, 0.1, 0.1]), start, Sigma)
    labels = kmeans_examples.assign_clusters(X, start)
    assert np.allclose(w, np.eye(3)[labels], atol=1e-9)
    means = kmeans_examples.update_centroids(X, labels, 3)
    assert np.allclose(reference.m_step(X, w)[1], means)


def test_the_loop_in_the_third_hint_is_right() -> None:
    """2.4's last hint, put into a loop as it says, gives the reference's result."""
    hint = ACTIVITIES[3].hints[2]
    for part in ("w = e_step(X, phi, mu, Sigma)", "phi, mu, Sigma = m_step(X, w, reg_covar)",
                 "history.append(log_likelihood(X, phi, mu, Sigma))",
                 "history[-1] - history[-2] <= tol *"):  # fmt: skip
        assert part in flat(hint)
    X, (phi, mu, Sigma), history = data.standardized_geyser(), data.classic_start(), list[float]()
    for _ in range(20):
        w = reference.e_step(X, phi, mu, Sigma)
        phi, mu, Sigma = reference.m_step(X, w, 1e-6)
        history.append(reference.log_likelihood(X, phi, mu, Sigma))
    theirs = reference.em_mog(X, 2, 20, tol=0, init_params=data.classic_start())
    assert np.allclose(history, theirs[4])
    assert np.allclose(mu, theirs[1])


def test_the_package_needs_nothing_heavy() -> None:
    code = "import sys, exercises.lesson2_gmm.demos; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"scipy", "sklearn", "plotext", "textual", "tutor"} & set(done.stdout.split())
