"""The words of lesson 3: they load, their numbers are true, and what they promise runs.

Every number that a text states is computed here again and looked for in the text.
"""

from __future__ import annotations

import doctest
import functools
import inspect
import itertools
import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from math import factorial, isfinite, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exercises.kit.figure import Demonstration, Figure
from exercises.lesson3_em import data, demos, predictions
from exercises.lesson3_em import general_em_examples as stub
from reference import general_em_examples as reference
from tutor import curriculum, lint
from tutor.curriculum import Activity, ChecklistItem, Curriculum, Experiment

FOLDER = Path(stub.__file__).parent
LESSON = curriculum.load_lesson(FOLDER)
ACTIVITIES = LESSON.all_activities
ITEMS = (*LESSON.understanding, *LESSON.level.items)
FUNCTIONS = LESSON.all_functions
MODELS = ("gmm", "bmm", "pmm", "exm")

each_activity = pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda a: a.id)
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)


# Structure


def test_the_lesson_loads_as_part_of_the_curriculum() -> None:
    lesson = curriculum.load().lesson_of("3.6")
    assert (lesson.id, lesson.hours, lesson.week.number) == ("3", (3, 4), 3)
    assert [a.id for a in lesson.activities] == [f"3.{n}" for n in range(1, 6)]
    assert [a.id for a in lesson.extensions_of("E3.1")] == ["3.6", "3.7"]
    assert [e.id for e in lesson.experiments] == [f"E3.{n}" for n in range(1, 5)]
    assert [i.id for i in lesson.understanding] == [f"U3.{n}" for n in range(1, 5)]
    assert [i.id for i in lesson.level.items] == [f"A3.{n}" for n in range(1, 5)]
    assert lesson.level.id == "em"


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
    told += [t for f in FUNCTIONS for t in (f.returns, f.contract, f.why)]
    told += [t for e in LESSON.experiments for t in (e.task, e.watch, e.question, e.answer)]
    told += [t for i in ITEMS for t in (i.statement, i.question, i.answer)]
    assert [t for t in told if t != " ".join(t.split())] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda i: i.id)
def test_items_are_claims_with_open_questions_and_full_answers(item: ChecklistItem) -> None:
    assert item.statement.startswith("I ")
    assert item.question.endswith("?") or item.question.endswith(".")
    assert 60 <= len(item.answer.split()) <= 120
    assert re.search(r"[=≥∝]", item.answer), "with the formula"
    assert item.activities


@pytest.mark.parametrize("experiment", LESSON.experiments, ids=lambda e: e.id)
def test_experiments_ask_and_answer(experiment: Experiment) -> None:
    assert experiment.question.endswith("?")
    assert 60 <= len(experiment.answer.split()) <= 130
    assert re.search(r"\d\.\d", experiment.answer), "with what was measured"


# Questions


@functools.cache
def predicted(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = getattr(demos, name)()
    return facts


ANSWERS = {
    "3.1": "It stays the same",
    "3.2": "Less than 1 nat",
    "3.3": "After the E-step",
    "3.4": "About 8 in 10",
    "3.5": "It fell",
    "3.6": "The variance is larger",
    "3.7": "The log-likelihood, not the responsibilities",
}


@each_activity
def test_questions_are_answered_from_the_data(activity: Activity) -> None:
    facts = dict(predicted(activity.predict.compute))
    index = facts.pop("answer")
    assert type(index) is int
    assert 2 <= len(set(activity.predict.choices)) <= 4
    used = set(re.findall(r"{(\w+)", activity.predict.explanation))
    assert used
    assert used <= set(facts)
    assert "{" not in activity.predict.explanation.format(**facts)
    assert activity.predict.choices[index] == ANSWERS[activity.id]


def test_questions_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """With other data other choices are right: no answer is written down."""
    monkeypatch.setattr(data, "counts", lambda: np.random.default_rng(1).poisson(4, (300, 1)))
    assert predictions.predict_3_6()["answer"] == 0
    alike = np.log(np.full((9, 2), 0.5))
    monkeypatch.setattr(data, "fitted_geyser", lambda: ((), np.tile(alike, (40, 1))))
    assert predictions.predict_3_2()["answer"] == 2
    phi, mu = np.ones(1), np.zeros((1, 2))
    monkeypatch.setattr(data, "geyser_start", lambda: (phi, mu, np.eye(2)[None]))
    assert predictions.predict_3_3()["answer"] == 2, "one component: the posterior never changes"


# The stub


@each_function
def test_stub_and_reference_take_the_same_arguments(function: curriculum.Function) -> None:
    mine = inspect.signature(getattr(stub, function.name)).parameters.values()
    theirs = inspect.signature(getattr(reference, function.name)).parameters.values()
    assert [(p.name, p.kind, p.default) for p in mine] == [
        (p.name, p.kind, p.default) for p in theirs
    ]
    said = ", ".join(str(p) for p in mine).replace("1e-06", "1e-6")
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
    if function.name == "demonstrate_bmm_with_general_em":
        return  # a second or more: the reference's own tests run it
    text = inspect.getdoc(getattr(stub, function.name)) or ""
    names = {**vars(reference), "np": np}
    test = doctest.DocTestParser().get_doctest(text, names, function.name, None, None)
    assert test.examples
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(test, out=said.append).failed == 0, "".join(said)


def test_the_stub_imports_numpy_alone_and_stands_alone(tmp_path: Path) -> None:
    alone = tmp_path / "general_em_examples.py"
    alone.write_text((FOLDER / alone.name).read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(alone)], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert done.stderr == ""
    shown = done.stdout.splitlines()
    assert [re.search(r"\((3\.\d)", line)[1] for line in shown] == ["3.1", "3.2", "3.4", "3.5"]  # type: ignore[index]
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
    return [*map(_plain, value)] if isinstance(value, tuple) else value


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
        assert figure.images or 0 < sum(len(s.x) for s in figure.series) <= 1000
        assert all(isfinite(v) for s in figure.series for v in (*s.x, *s.y))


@each_activity
def test_demonstrations_run_the_activity_s_own_functions(activity: Activity) -> None:
    _, calls, _ = demonstrated(activity.demo)
    costly = {"demonstrate_bmm_with_general_em"}
    assert {f.name for f in activity.functions} - costly <= set(calls)


@pytest.mark.parametrize("name", ["demo_3_1", "demo_3_3", "demo_3_5", "demo_3_6"])
def test_demonstrations_print_nothing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    getattr(demos, name)(reference)
    assert capsys.readouterr().out == ""


def series(demo: str, figure: int, label: str) -> Any:
    return next(s for s in demonstrated(demo)[0].figures[figure].series if s.label == label)


def test_the_one_point_bound_touches_at_the_posterior_alone() -> None:
    elbo, top = series("demo_3_1", 2, "ELBO"), series("demo_3_1", 2, "log p(x)")
    assert elbo.x[int(np.argmax(elbo.y))] == pytest.approx(0.75)
    assert max(elbo.y) == pytest.approx(top.y[0])
    assert sum(np.isclose(elbo.y, top.y)) == 1


def test_the_bound_is_below_and_touches_after_each_e_step() -> None:
    elbo, top = series("demo_3_3", 1, "ELBO"), series("demo_3_3", 1, "log-likelihood")
    gaps = np.subtract(top.y, elbo.y)
    assert all(abs(gap) < 1e-9 for x, gap in zip(elbo.x, gaps, strict=True) if x % 2)
    assert max(gap for x, gap in zip(elbo.x, gaps, strict=True) if not x % 2) > 5
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(elbo.y))
    ours, em_mog = series("demo_3_3", 0, "ELBO"), series("demo_3_3", 0, "log-likelihood")
    assert ours.y[-1] == pytest.approx(em_mog.y[-1], abs=1e-4)
    assert len(ours.y) == len(em_mog.y)


def test_prototypes_become_different() -> None:
    first, *_, last, _ = demonstrated("demo_3_4")[0].figures
    spread = [np.frombuffer(f.images.pixels, np.uint8).std() for f in (first, last) if f.images]
    assert spread[0] < spread[1]
    assert len(first.images or ()) == 10


def test_the_entropy_is_not_monotone_but_the_bound_is() -> None:
    entropy = series("demo_3_5", 2, "entropy").y
    assert entropy[-1] > min(entropy)
    elbo = series("demo_3_5", 1, "ELBO").y
    assert all(later >= earlier for earlier, later in pairwise(elbo))


def test_a_learner_s_wrong_numbers_would_be_seen() -> None:
    """The curves are the code's own, not the reference's under its name."""

    class Other(Cross):
        def jensen_gap(self, values: Any, weights: Any) -> float:
            return 2 * reference.jensen_gap(values, weights)

    twice, once = demos.demo_3_1(Other()), demonstrated("demo_3_1")[0]
    assert twice.figures[1].series[0].y == tuple(2 * y for y in once.figures[1].series[0].y)


# Numbers in the texts

Number = Callable[[], str]
TWO = np.log([[0.3, 0.1]])


def n(value: float, digits: int = 3) -> str:
    """As the texts write numbers: a true minus, and no minus zero."""
    return f"{value + 0.0:.{digits}f}".replace("-", "−")


def one_point(q: float) -> tuple[float, float, float, float]:
    """Expected log joint, entropy, ELBO and gap of Q = (q, 1 − q)."""
    Q = np.array([[q, 1 - q]])
    return (*reference.elbo_decomposition(TWO, Q), reference.variational_gap(TWO, Q))


def jensen_by_hand() -> str:
    gap = reference.jensen_gap([1, 4], [0.5, 0.5])
    return f"log 2.5 − ½ log 4 = {n(log(2.5))} − {n(log(4) / 2)} = {n(gap)}."


def bound_by_hand() -> str:
    _, _, elbo, gap = one_point(0.5)
    top = f"log p(x) = log 0.4 = {n(log(0.4))}. Take Q = (½, ½). The ratios are 0.6 and 0.2"
    return (
        f"{top}, their mean 0.4, the mean of their logarithms {n(elbo)}: a bound that is {n(gap)}"
    )


def kl_by_hand() -> str:
    forth = reference.kl_divergence([0.5, 0.5], [0.75, 0.25])
    back = reference.kl_divergence([0.75, 0.25], [0.5, 0.5])
    assert forth == pytest.approx(one_point(0.5)[3])
    return (
        f"½ log(½/¾) + ½ log(½/¼) = {n(forth)}, the gap that 3.1 found. "
        f"- The other way round, KL((¾, ¼)‖(½, ½)) = {n(back)}. "
        f"- Q = (1, 0): 1 · log(1/¾) + 0 = {n(one_point(1.0)[3])}."
    )


def parts_table() -> str:
    rows = [
        f"| {name} | {' | '.join(n(part) for part in one_point(q))} |"
        for name, q in (("(½, ½)", 0.5), ("(1, 0)", 1.0), ("(¾, ¼)", 0.75))
    ]
    return " ".join(rows)


def em_by_hand() -> str:
    """An iteration and a half where the densities are known and only φ is sought."""
    densities = np.array([[0.6, 0.2], [0.4, 0.4]])

    def row(step: str, result: str, phi: Any, Q: Any) -> str:
        joint = np.log(densities * phi)
        top = np.log((densities * phi).sum(axis=1)).sum()
        elbo = reference.elbo_decomposition(joint, Q)[2]
        return f"| {step} | {result} | {n(elbo)} | {n(top)} |"

    def posterior(phi: Any) -> Any:
        joint = densities * phi
        return joint / joint.sum(axis=1, keepdims=True)

    start = np.array([0.5, 0.5])
    Q = posterior(start)
    assert Q.tolist() == pytest.approx(np.array([[0.75, 0.25], [0.5, 0.5]]))
    phi = Q.mean(axis=0)
    return " ".join(
        (
            row("E", "Q = (¾, ¼), (½, ½)", start, Q),
            row("M", f"φ = ({phi[0]:g}, {phi[1]:g})", phi, Q),
            row("E", "the gap closes", phi, posterior(phi)),
        )
    )


def bernoulli_by_hand() -> str:
    params = np.array([0.5, 0.5]), np.array([[0.9, 0.2], [0.3, 0.6]])
    a, b = reference.bmm_e_step([[1, 0]], params)[0]
    assert np.allclose([0.9 * 0.8, 0.3 * 0.4], [0.72, 0.12])
    return f"0.9 · 0.8 = 0.72 and 0.3 · 0.4 = 0.12, so Q = ({n(a)}, {n(b)})"


def bernoulli_update() -> str:
    Q = np.array([[0.8, 0.2], [0.5, 0.5], [0.2, 0.8]])
    a, b = reference.bmm_m_step([[1, 0], [1, 1], [0, 1]], Q)[1][0]
    return f"N₀ = {Q[:, 0].sum():.1f}, and θ₀ = (1.3/1.5, 0.7/1.5) = ({n(a)}, {n(b)})"


def underflow() -> str:
    assert 0.3**784 == 0
    return f"784 factors of 0.3 make 10⁻{str(round(-784 * np.log10(0.3))).translate(RAISED)}"


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@functools.cache
def digits() -> Any:
    steps = (reference.bmm_e_step, reference.bmm_m_step, reference.bmm_elbo)
    return reference.general_em(data.bits(), data.bits_start(), *steps)


def digits_run() -> str:
    _, Q, elbos, n_iters = digits()
    right = data.purity(Q, data.digits()[1])
    return (
        f"takes {n_iters} iterations; the ELBO goes from −{-elbos[0]:,.0f} to −{-elbos[-1]:,.0f}. "
        f"In {100 * right:.0f} % of the images"
    )


def poisson_by_hand() -> str:
    params = np.array([0.5, 0.5]), np.array([[1.0], [3.0]])
    one, two = (reference.pmm_elbo([[3]], (np.ones(1), [[lam]]), [[1]]) for lam in (1.0, 3.0))
    a, b = reference.pmm_e_step([[3]], params)[0]
    return (
        f"3 log 1 − 1 − log 6 = {n(one)} and 3 log 3 − 3 − log 6 = {n(two)}, "
        f"so Q = ({n(a)}, {n(b)})"
    )


def poisson_update() -> str:
    w = np.array([0.8, 0.5, 0.1])
    lam = reference.pmm_m_step([[1], [3], [8]], np.stack((w, 1 - w), axis=1))[1][0, 0]
    total = w @ [1, 3, 8]
    return f"N₀ = {w.sum():.1f}, the weighted sum is {total:.1f}, and λ₀ = {n(lam)}"


def exponential_table() -> str:
    params, rows = (np.array([0.5, 0.5]), np.array([[1.0], [3.0]])), []
    for x in (0, 2):
        a, b = reference.exm_e_step([[float(x)]], params)[0]
        densities = f"{np.exp(-x):.4f} | {3 * np.exp(-3 * x):.4f}"
        rows.append(f"| {x} | {densities} | ({n(a)}, {n(b)}) |")
    return " ".join(rows)


def exponential_update() -> str:
    w = np.array([0.2, 0.4, 0.9])
    X = [[1.0], [2.0], [9.0]]
    rate = reference.exm_m_step(X, np.stack((w, 1 - w), axis=1))[1][0, 0]
    total = float(w @ np.ravel(X))
    return (
        f"N₀ = {w.sum():.1f}, the weighted sum is {total:.1f}, and r₀ = 1.5/{total:.1f} = {n(rate)}"
    )


def factorials() -> str:
    assert float(factorial(170)) < np.inf
    with pytest.raises(OverflowError):
        float(factorial(171))
    return "171! is beyond float64"


NUMBERS: list[tuple[str, Number]] = [
    ("3.1.md", jensen_by_hand),
    ("3.1.md", bound_by_hand),
    ("3.2.md", kl_by_hand),
    ("3.3.md", em_by_hand),
    ("3.4.md", bernoulli_by_hand),
    ("3.4.md", bernoulli_update),
    ("3.4.md", underflow),
    ("3.4.md", digits_run),
    ("3.5.md", parts_table),
    ("3.6.md", poisson_by_hand),
    ("3.6.md", poisson_update),
    ("3.6.md", factorials),
    ("3.7.md", exponential_table),
    ("3.7.md", exponential_update),
]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("name", "number"), NUMBERS)
def test_numbers_in_the_texts_are_computed_ones(name: str, number: Number) -> None:
    assert flat(number()) in flat((FOLDER / name).read_text(encoding="utf-8"))


def test_digits_share_components_and_have_two() -> None:
    _, Q, elbos, _ = digits()
    labels = data.digits()[1]
    assert all(later >= earlier for earlier, later in pairwise(elbos))
    counts = np.stack([np.bincount(labels, weights=q, minlength=10) for q in Q.T])
    owners = np.bincount(counts.argmax(axis=1), minlength=10)
    assert owners.max() >= 2
    assert owners.min() == 0


def test_the_digits_are_read_as_scikit_learn_does() -> None:
    """Their sum and counts; to import scikit-learn for it would take two seconds."""
    pixels, labels = data.digits()
    assert pixels.shape == (1797, 64)
    assert (pixels.min(), pixels.max(), pixels.sum()) == (0, 16, 561718)
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


# Numbers in lesson.toml


def experiment(id: str) -> str:
    return next(e.answer for e in LESSON.experiments if e.id == id)


def steps_of(model: str) -> tuple[Any, Any, Any]:
    e_step, m_step, elbo = (
        getattr(reference, f"{model}_{s}") for s in ("e_step", "m_step", "elbo")
    )
    return e_step, m_step, elbo


@pytest.mark.parametrize(
    ("model", "X", "clear"), [("pmm", data.counts(), 84), ("exm", data.durations(), 52)]
)
def test_numbers_of_the_first_experiment(model: str, X: Any, clear: int) -> None:
    ends, fits = list[float](), list[Any]()
    for k in (1, 2):
        start = getattr(reference, f"{model}_initialize")(X, k, rng=0)
        fits.append(reference.general_em(X, start, *steps_of(model), max_iters=5000, tol=1e-10))
        ends.append(fits[-1][2][-1])
    said = flat(experiment("E3.1"))
    assert f"{n(ends[0], 1)}, {n(ends[1], 1)}, " in said
    found = np.ravel(fits[1][0][1])
    found = np.sort(1 / found if model == "exm" else found)
    assert f"{found[0]:.2f} and {found[1]:.2f}" in said
    assert f"{clear} %" in said
    assert round(100 * np.mean(fits[1][1].max(axis=1) > 0.9)) == clear


@pytest.mark.parametrize(
    ("model", "X", "end", "gain"),
    [
        ("pmm", data.counts(), "−748.5", "1.3"),
        ("exm", data.durations(), "−968.0", "0.1"),
    ],
)
def test_a_third_component_brings_little(model: str, X: Any, end: str, gain: str) -> None:
    """From near where the long runs of the experiment end."""
    near = {
        "pmm": ([0.517, 0.297, 0.186], [[1.518], [9.727], [3.385]]),
        "exm": ([0.570, 0.028, 0.402], [[1 / 1.054], [1 / 20.8], [1 / 10.5]]),
    }
    start = tuple(np.array(part) for part in near[model])
    last = reference.general_em(X, start, *steps_of(model), max_iters=200, tol=0)[2][-1]
    two = reference.general_em(
        X, getattr(reference, f"{model}_initialize")(X, 2, rng=0), *steps_of(model), tol=1e-10
    )[2][-1]
    assert n(last, 1) == end
    assert end in experiment("E3.1")
    assert f"{last - two:.1f}" == gain
    assert "1.3 and 0.1 nats" in flat(experiment("E3.1"))


def test_the_data_of_the_first_experiment_are_those_of_the_lesson() -> None:
    rng = np.random.default_rng(0)
    busy = rng.random(300) < 0.4
    assert np.array_equal(rng.poisson(np.where(busy, 9.0, 2.0))[:, None], data.counts())
    rng = np.random.default_rng(0)
    slow = rng.random(400) < 0.5
    assert np.array_equal(rng.exponential(np.where(slow, 10.0, 1.0))[:, None], data.durations())
    task = flat(next(e.task for e in LESSON.experiments if e.id == "E3.1"))
    for code in ("busy = rng.random(300) < 0.4", "rng.poisson(np.where(busy, 9.0, 2.0))[:, None]",
                 "slow = rng.random(400) < 0.5",
                 "rng.exponential(np.where(slow, 10.0, 1.0))[:, None]"):  # fmt: skip
        assert code in task


def factorized(T: Any, q2: Any) -> tuple[float, float]:
    """The gap of the product that coordinate ascent ends at, and its larger q₁."""
    L = np.log(T)
    for _ in range(200):
        s = np.exp(L @ q2)
        q1 = s / s.sum()
        s = np.exp(q1 @ L)
        q2 = s / s.sum()
    gap = reference.variational_gap(L.reshape(1, 4), np.outer(q1, q2).reshape(1, 4))
    return gap, float(q1.max())


def test_numbers_of_the_second_experiment() -> None:
    said = flat(experiment("E3.2"))
    first, second, third = (
        np.array(T)
        for T in (
            [[0.30, 0.05], [0.05, 0.20]],
            [[0.30, 0.10], [0.15, 0.05]],
            [[0.30, 0.01], [0.01, 0.30]],
        )
    )
    q = np.array([0.6, 0.4])
    assert factorized(second, q)[0] == pytest.approx(0, abs=1e-12)
    gap = factorized(first, q)[0]
    whole = first.sum()
    marginals = np.outer(first.sum(axis=1), first.sum(axis=0)) / whole**2
    wide = reference.variational_gap(np.log(first).reshape(1, 4), marginals.reshape(1, 4))
    assert f"the best product leaves {gap:.3f}" in said
    assert f"the product of the exact marginals, {wide:.3f}" in said
    side = factorized(third, q)
    assert f"{side[1]:.3f}, with a gap of {side[0]:.3f}" in said
    assert factorized(third, q[::-1]) == pytest.approx(side)
    stuck, even = factorized(third, np.array([0.5, 0.5]))
    assert even == pytest.approx(0.5)
    assert f"it never moves, at {stuck:.3f}" in said
    tables = flat(next(e.task for e in LESSON.experiments if e.id == "E3.2"))
    assert "[[0.30, 0.05], [0.05, 0.20]]" in tables
    assert "[[0.30, 0.10], [0.15, 0.05]] and [[0.30, 0.01], [0.01, 0.30]]" in tables


@functools.cache
def geyser_run() -> tuple[list[Any], list[Any]]:
    """ELBO, entropy and log-likelihood after each E-step, and after each M-step."""
    X, params = data.geyser(), data.geyser_start()
    halves: tuple[list[Any], list[Any]] = [], []
    for _ in range(20):
        Q = reference.gmm_e_step(X, params)
        for half in halves:
            elbo = reference.gmm_elbo(X, params, Q)
            entropy = reference.elbo_decomposition(np.zeros(Q.shape), Q)[1]
            top = data.log_evidence(data.gaussian_log_joint(X, params))
            half.append((elbo, entropy, top))
            params = reference.gmm_m_step(X, Q) if half is halves[0] else params
    return halves


def test_numbers_of_the_third_experiment() -> None:
    said = flat(experiment("E3.3"))
    after_e, after_m = (np.array(half) for half in geyser_run())
    tops = after_e[:, 2]
    assert ", ".join(n(top, 1) for top in tops[:10]) + f" and ends at {n(tops[-1], 1)}" in said
    assert np.allclose(after_e[:, 0], tops, rtol=0, atol=1e-9)
    gaps = ", ".join(f"{gap:.1f}" for gap in (after_m[:, 2] - after_m[:, 0])[:10])
    assert f"is {gaps}: small already" in said
    entropy = after_e[:, 1]
    lowest = int(entropy.argmin())
    fall = f"from {entropy[0]:.1f} to {entropy[lowest]:.2f} in iteration {lowest + 1}"
    assert f"{fall}, then rises to {entropy[-1]:.2f}" in said
    joint_m, joint_e = after_m[:-1, 0] - after_m[:-1, 1], after_e[1:, 0] - after_e[1:, 1]
    assert np.all(joint_e[:10] > joint_m[:10])
    assert np.all(joint_e[10:14] < joint_m[10:14]), "at the end the E-step gives some back"


def test_numbers_of_the_fourth_experiment() -> None:
    said = flat(experiment("E3.4"))
    X = data.geyser()
    params = {"fit": data.fitted_geyser()[0], "early": data.geyser_start()}
    for _ in range(2):
        params["early"] = reference.gmm_m_step(X, reference.gmm_e_step(X, params["early"]))
    shares = {}
    for name, found in params.items():
        assignments = list(itertools.product(range(2), repeat=8))
        one_hot = [np.eye(2)[list(z)] for z in assignments]
        joint = np.array([reference.gmm_elbo(X[:8], found, Q) for Q in one_hot])
        total = joint.max() + log(np.exp(joint - joint.max()).sum())
        Q = reference.gmm_e_step(X[:8], found)
        assert reference.gmm_elbo(X[:8], found, Q) == pytest.approx(total, abs=1e-9)
        first = np.exp(joint - total)[[z[0] == 0 for z in assignments]].sum()
        assert first == pytest.approx(Q[0, 0], abs=1e-9)
        shares[name] = 100 * np.exp(joint.max() - total)
        if name == "fit":
            assert f"log p(X8) = {n(total, 4)}" in said
    assert f"has {shares['fit']:.1f} % of the posterior here" in said
    assert f"it has {shares['early']:.1f} %" in said
    assert f"{8 * 2} terms here in place of {2**8}, and {len(X) * 2} in place of 2²⁷²" in said


def test_numbers_of_the_model_answers() -> None:
    said = flat(next(i.answer for i in ITEMS if i.id == "A3.1"))
    for q, name in ((0.5, "Q = (½, ½)"), (1.0, "Q = (1, 0)"), (0.75, "the posterior (¾, ¼)")):
        expected, entropy, elbo, gap = one_point(q)
        shown = said[said.index(name) :]
        for part in (n(expected), f"ELBO {n(elbo)}"):
            assert part in shown
        assert f"entropy {'0' if q == 1 else n(entropy)}" in shown
        assert f"gap {'0' if q == 0.75 else n(gap)}" in shown


def test_the_loop_in_the_third_hint_is_right() -> None:
    """3.3's last hint, put into a loop as it says, gives the reference's result."""
    hint = next(a for a in ACTIVITIES if a.id == "3.3").hints[2]
    assert (
        "Q = e_step(X, params); params = m_step(X, Q); elbos.append(float(elbo(X, params, Q)))"
        in hint
    )
    X, params, elbos = data.geyser(), data.geyser_start(), list[float]()
    e_step, m_step, elbo = steps_of("gmm")
    for _ in range(100):
        Q = e_step(X, params)
        params = m_step(X, Q)
        elbos.append(float(elbo(X, params, Q)))
        if len(elbos) > 1 and elbos[-1] - elbos[-2] <= 1e-6 * max(1, abs(elbos[-1])):
            break
    assert elbos == reference.general_em(X, data.geyser_start(), e_step, m_step, elbo)[2]


@pytest.mark.parametrize(("id", "model"), [("3.6", "pmm"), ("3.7", "exm")])
def test_the_log_joint_of_the_third_hint_is_right(id: str, model: str) -> None:
    from scipy.special import gammaln

    hint = next(a for a in ACTIVITIES if a.id == id).hints[2]
    found = re.search(r"log_joint = (.*?); M-step", hint)
    assert found
    X = np.array([[0.0, 3.0], [2.0, 1.0], [5.0, 4.0]])
    phi, rates = params = np.array([0.3, 0.7]), np.array([[1.0, 2.5], [4.0, 0.5]])
    names = {"np": np, "gammaln": gammaln, "X": X, "phi": phi, "lam": rates, "rate": rates}
    log_joint = eval(found[1], names)
    Q = np.array([[0.5, 0.5], [0.2, 0.8], [1.0, 0.0]])
    elbo = getattr(reference, f"{model}_elbo")(X, params, Q)
    assert reference.elbo_decomposition(log_joint, Q)[2] == pytest.approx(elbo)


@pytest.mark.parametrize("model", MODELS)
def test_what_is_said_of_every_model_is_true(model: str) -> None:
    """After an E-step the ELBO is the best over Q; equal components stay equal."""
    X = {"gmm": data.geyser(), "bmm": data.bits()[:40, 20:30], "pmm": data.counts(),
         "exm": data.durations()}[model]  # fmt: skip
    e_step, m_step, elbo = steps_of(model)
    start = getattr(reference, f"{model}_initialize")(X, 2, rng=0)
    Q = e_step(X, start)
    for other in (np.full(Q.shape, 0.5), data.hard(Q), 0.9 * Q + 0.05):
        assert elbo(X, start, other) < elbo(X, start, Q)
    alike = m_step(X, np.full((len(X), 2), 0.5))
    assert np.allclose(e_step(X, alike), 0.5)


def test_the_package_needs_nothing_heavy() -> None:
    code = "import sys, exercises.lesson3_em.demos; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"sklearn", "plotext", "textual", "tutor"} & set(done.stdout.split())
