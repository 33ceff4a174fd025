"""The words of lesson 4: they load, their numbers are true, and what they promise runs.

Every number that a text states is computed here again and looked for in the text. What needs a
minute of training is computed again only where CEM_TUTOR_SLOW is set.
"""

from __future__ import annotations

import doctest
import functools
import importlib.util
import inspect
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isfinite, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exercises.kit.figure import Demonstration, Figure
from exercises.lesson4_vae import data, demos, figures, measures, predictions
from tutor import curriculum, lint, source
from tutor.curriculum import Activity, ChecklistItem, Curriculum, Experiment

FOLDER = Path(data.__file__).parent
MODULE = "variational_auto_encoder_examples"
REFERENCE = Path(data.datasets.__file__).parent / f"{MODULE}.py"
STUB = source.load(FOLDER / f"{MODULE}.py")


COURSE = curriculum.load()
LESSON = next(lesson for lesson in COURSE.lessons if lesson.module == MODULE)
ACTIVITIES = LESSON.activities
PRACTICAL = COURSE.general.items if COURSE.general else ()
ITEMS = (*LESSON.understanding, *LESSON.level.items, *PRACTICAL)
FUNCTIONS = LESSON.functions
HELPERS = ("load_images", "to_pixels", "show_images")

each_activity = pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda a: a.id)
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="PyTorch is not installed"
)
needs_reference = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None or not REFERENCE.is_file(),
    reason="PyTorch or the reference of lesson 4 is missing",
)
slow = pytest.mark.skipif(
    not os.environ.get("CEM_TUTOR_SLOW"), reason="trains for minutes: set CEM_TUTOR_SLOW=1"
)


# Structure


def test_the_lesson_has_what_the_guide_asks_for() -> None:
    assert (LESSON.id, LESSON.hours, LESSON.week.number) == ("4", (4, 5), 4)
    assert (LESSON.title, LESSON.module) == ("Variational auto-encoders", MODULE)
    assert [a.id for a in ACTIVITIES] == [f"4.{n}" for n in range(1, 7)]
    assert [e.id for e in LESSON.experiments] == [f"E4.{n}" for n in range(1, 5)]
    assert [i.id for i in LESSON.understanding] == [f"U4.{n}" for n in range(1, 5)]
    assert [i.id for i in LESSON.level.items] == [f"A4.{n}" for n in range(1, 5)]
    assert [i.id for i in PRACTICAL] == [f"A5.{n}" for n in range(1, 5)]
    assert LESSON.level.id == "vae"
    assert (LESSON.data, LESSON.needs) == (("mnist_5k.npz",), ("torch",))


def test_the_linter_finds_nothing_in_the_words() -> None:
    """The class VAE apart, whose stub is looked at below."""
    third = ACTIVITIES[2]
    plain = replace(third, functions=tuple(f for f in third.functions if f.name != "VAE"))
    lesson = replace(LESSON, activities=(*ACTIVITIES[:2], plain, *ACTIVITIES[3:]))
    found = list(map(str, lint.problems(Curriculum((lesson,)))))
    missing = [] if REFERENCE.is_file() else [p for p in found if "missing or broken" in p]
    assert [p for p in found if p not in missing] == []


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
    assert re.search(r"[=≥∝~/]", item.answer), "with the formula"
    assert item.activities


@pytest.mark.parametrize("experiment", LESSON.experiments, ids=lambda e: e.id)
def test_experiments_ask_and_answer(experiment: Experiment) -> None:
    assert experiment.question.endswith("?")
    assert 60 <= len(experiment.answer.split()) <= 130
    assert re.search(r"\d\.\d", experiment.answer), "with what was measured"


# The stub


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    """Two threads wait for each other where another process holds a core."""
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)


@functools.cache
def reference() -> Any:
    from reference import variational_auto_encoder_examples

    return variational_auto_encoder_examples


@functools.cache
def stub() -> Any:
    from exercises.lesson4_vae import variational_auto_encoder_examples

    return variational_auto_encoder_examples


def defined() -> list[str]:
    return [name for name in STUB.definitions if name not in HELPERS]


def test_the_stub_keeps_the_order_of_the_activities() -> None:
    assert defined() == [f.name for f in FUNCTIONS]


@needs_torch
@each_function
def test_stubs_say_which_activity_they_are(function: curriculum.Function) -> None:
    code = getattr(stub(), function.name)
    parameters = inspect.signature(code).parameters.values()
    needed = [p for p in parameters if p.default is p.empty]
    with pytest.raises(NotImplementedError, match=rf"^{re.escape(function.activity)}: .+\.$"):
        code(*(None for _ in needed))
    said = ", ".join(str(p) for p in parameters).replace("'", '"')
    assert function.signature.replace("lr=1e-3", "lr=0.001") == f"{function.name}({said})"


@needs_torch
def test_the_methods_of_the_class_are_still_to_be_written() -> None:
    vae = stub().VAE.__new__(stub().VAE)
    for method in (vae.encode, vae.decode, vae.forward):
        with pytest.raises(NotImplementedError, match=r"^4\.3: .+\.$"):
            method(None)


@needs_reference
@each_function
def test_stub_and_reference_take_the_same_arguments(function: curriculum.Function) -> None:
    mine, theirs = (
        [(p.name, p.kind, p.default) for p in inspect.signature(code).parameters.values()]
        for code in (getattr(stub(), function.name), getattr(reference(), function.name))
    )
    assert mine == theirs


@needs_reference
@each_function
def test_examples_in_docstrings_are_true(function: curriculum.Function) -> None:
    """The reference gives what the stub's example shows."""
    if function.name.startswith("demonstrate_"):
        return  # a second or more: the reference's own tests run them
    text = inspect.getdoc(getattr(stub(), function.name)) or ""
    test = doctest.DocTestParser().get_doctest(
        text, {**vars(reference()), "np": np}, function.name, None, None
    )
    assert test.examples
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(test, out=said.append).failed == 0, "".join(said)


@needs_torch
def test_the_stub_runs_its_demonstrations(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(STUB.path), run_name="__main__")
    shown = capsys.readouterr().out.splitlines()
    assert [re.findall(r"\((4\.\d)", line) for line in shown] == [["4.1"], ["4.2"]]


def test_the_stub_stands_alone() -> None:
    assert lint._imports(STUB) == {"pathlib", "numpy", "torch", "torchvision"}


def test_without_torch_the_stub_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('no torch here')")
    done = run_alone(tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "pip install torch" in done.stderr
    (tmp_path / "torch.py").write_text("raise OSError('libtorch.so: cannot open')")
    assert "libtorch.so" in run_alone(tmp_path, "-c", f"import {MODULE}").stderr


def run_alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    alone = folder / f"{MODULE}.py"
    alone.write_text(STUB.text, encoding="utf-8")
    command = [sys.executable, *(arguments or (str(alone),))]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


@needs_torch
@pytest.mark.parametrize("shape", [(3, 28, 28), (3, 784)])
def test_the_helper_takes_images_of_any_kind_and_leaves_them_alone(shape: tuple[int, ...]) -> None:
    import torch

    ints = np.arange(3 * 784, dtype=np.uint8).reshape(shape)
    for given in (ints, torch.from_numpy(ints), ints / 255, (ints / 255).astype(np.float32)):
        before = np.array(np.asarray(given))
        pixels = stub().to_pixels(given)
        assert (pixels.shape, pixels.dtype) == ((3, 784), torch.float32)
        assert np.allclose(pixels.numpy(), ints.reshape(3, -1) / 255)
        pixels += 1
        assert np.array_equal(np.asarray(given), before)


@needs_torch
@pytest.mark.parametrize("bad", [np.full((2, 4), np.nan), np.full((2, 4), 255.0), np.zeros(4)])
def test_the_helper_refuses_what_is_no_image(bad: np.ndarray[Any, Any]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        stub().to_pixels(bad)


@needs_torch
def test_the_helper_loads_the_digits_that_lie_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    np.savez(tmp_path / "mnist_5k.npz", images=np.ones((2, 28, 28), np.uint8), labels=[3, 8])
    images, labels = stub().load_images()
    assert (images.shape, labels.tolist()) == ((2, 28, 28), [3, 8])


@needs_torch
def test_the_helper_prints_images_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    stub().show_images(np.stack([np.zeros((28, 28)), np.ones((28, 28))]), columns=2)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [" " * 28 + "  " + "@" * 28] * 14


# Questions


@functools.cache
def predicted(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = getattr(demos, name)()
    return facts


ANSWERS = {
    "4.1": "About 50 nats per image",
    "4.2": "More than 300 times",
    "4.3": "It grows by about 3 %",
    "4.4": "It more than doubles",
    "4.5": "More than 8 in 10",
    "4.6": "More than twice as many",
}


def _answered(activity: Activity) -> None:
    facts = dict(predicted(activity.predict.compute))
    index = facts.pop("answer")
    assert type(index) is int
    assert 2 <= len(set(activity.predict.choices)) <= 4
    used = set(re.findall(r"{(\w+)", activity.predict.explanation))
    assert used
    assert used <= set(facts)
    assert "{" not in activity.predict.explanation.format(**facts)
    assert activity.predict.choices[index] == ANSWERS[activity.id]


@pytest.mark.parametrize("activity", ACTIVITIES[:2], ids=lambda a: a.id)
def test_questions_are_answered_from_the_data(activity: Activity) -> None:
    _answered(activity)


@needs_reference
@pytest.mark.parametrize("activity", ACTIVITIES[2:], ids=lambda a: a.id)
def test_questions_are_answered_from_models(activity: Activity) -> None:
    _answered(activity)


def test_questions_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """With other data other choices are right: no answer is written down."""
    labels = np.arange(40) % 10
    black = np.zeros((40, 784), np.float32)
    monkeypatch.setattr(data, "digits", lambda: (black, labels))
    assert predictions.predict_4_1()["answer"] == 0
    codes = np.stack([labels, labels], axis=1) + 1e-3 * np.arange(40)[:, None]
    still, wide = np.zeros((40, 2)), np.full((40, 2), 0.0)
    models = {1: (None, 9.0, still + 1, wide), 4: (None, 8.0, codes, wide)}
    monkeypatch.setattr(data, "fitted", lambda epochs, latent_dim: models[epochs])
    assert predictions.predict_4_5()["answer"] == 2
    assert predictions.predict_4_4()["answer"] == 2
    models[4] = (None, 8.0, still, wide)
    assert predictions.predict_4_4()["answer"] == 0


# Demonstrations


OWN = ("demonstrate_vae_objective", "demonstrate_reparameterization")


def measured(show: bool) -> dict[str, float]:
    """In place of the reference's demonstrations, which take a second each."""
    assert not show
    return {"loss": 206.6}


class Cross:
    """The reference as a learner's functions come: arrays in and out, calls counted."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        function = measured if name in OWN else getattr(reference(), name)

        def call(*args: Any, **kwargs: Any) -> Any:
            import torch

            self.calls.append(name)
            tensors = [torch.as_tensor(a) if isinstance(a, np.ndarray) else a for a in args]
            found = function(*tensors, **kwargs)
            return found.numpy() if torch.is_tensor(found) else found

        return call

    def measure(self, name: str, needs: Sequence[str], **arguments: Any) -> Any:
        self.calls += needs
        if name == "networks":
            return measures.networks(reference(), **arguments)
        return trained()


@functools.cache
def trained() -> Any:
    """A model of two epochs, with curves as of four."""
    vae, last, _, _ = data.fitted(2, 2)
    parts = {"reconstruction": [260.0, 200.0, 190.0, last - 6], "kl": [7.0, 6.0, 6.0, 6.0]}
    losses = np.add(*parts.values()).tolist()
    return measures.trained(reference(), vae, *data.digits(), losses, parts, "the reference's")


@functools.cache
def demonstrated(name: str) -> tuple[Demonstration, tuple[str, ...]]:
    code = Cross()
    shown = getattr(demos, name)(code)
    return shown, tuple(code.calls)


@needs_reference
@each_activity
def test_demonstrations_are_finite_and_small(activity: Activity) -> None:
    shown, calls = demonstrated(activity.demo)
    assert shown.figures
    assert shown.lines
    assert len(calls) <= 250
    free = {"analyze_latent_space"}  # what it returns is the learner's own choice
    assert {f.name for f in activity.functions} - free <= set(calls)
    for figure in shown.figures:
        assert figure.title
        assert figure.caption
        assert Figure.from_dict(figure.to_dict()) == figure
        assert figure.images or 0 < sum(len(s.x) for s in figure.series) <= 1000
        assert all(isfinite(v) for s in figure.series for v in (*s.x, *s.y))


def series(demo: str, figure: int, label: str) -> Any:
    return next(s for s in demonstrated(demo)[0].figures[figure].series if s.label == label)


@needs_reference
def test_the_kl_is_least_at_the_prior_and_a_pixel_at_its_own_grey() -> None:
    unit = series("demo_4_1", 0, "σ = 1")
    assert unit.x[int(np.argmin(unit.y))] == pytest.approx(0)
    assert min(unit.y) == pytest.approx(0, abs=1e-6)
    grey = series("demo_4_1", 1, "x = 0.5")
    assert grey.x[int(np.argmin(grey.y))] == pytest.approx(0.5)
    assert min(grey.y) == pytest.approx(log(2), abs=1e-6)


@needs_reference
def test_both_estimators_find_the_gradient_and_one_is_noisier() -> None:
    means = [series("demo_4_2", 1, name).y[-1] for name in ("pathwise", "score function")]
    assert means == pytest.approx([2, 2], abs=1.2)
    ratios = series("demo_4_2", 2, "ratio").y
    assert 5 < ratios[0] < 11
    assert list(ratios) == sorted(ratios)
    clouds = demonstrated("demo_4_2")[0].figures[0].series[:2]
    assert [np.std(c.x) for c in clouds] == pytest.approx([0.5, 1.0], rel=0.3)


@needs_reference
def test_a_learner_s_wrong_numbers_would_be_seen() -> None:
    """The curves are the code's own, not the reference's under its name."""

    class Other(Cross):
        def kl_to_standard_normal(self, mu: Any, logvar: Any) -> Any:
            return 2 * Cross.__getattr__(self, "kl_to_standard_normal")(mu, logvar)

    twice, once = demos.demo_4_1(Other()), demonstrated("demo_4_1")[0]
    assert twice.figures[0].series[0].y == tuple(2 * y for y in once.figures[0].series[0].y)


@needs_reference
def test_images_are_as_many_as_promised() -> None:
    found = trained()
    shapes = {key: found[key].shape for key in ("generated", "manifold", "strip", "originals")}
    assert shapes == {
        "generated": (16, 28, 28),
        "manifold": (144, 28, 28),
        "strip": (10, 28, 28),
        "originals": (8, 28, 28),
    }
    assert found["mu"].shape == (5000, 2)
    recon = data.cross_entropy(
        found["originals"].reshape(8, -1), found["reconstructions"].reshape(8, -1)
    )
    assert recon.mean() < 206, "a reconstruction knows its image better than the mean image does"


@needs_reference
def test_the_strip_begins_and_ends_at_its_digits() -> None:
    import torch

    vae, _, mu, _ = data.fitted(2, 2)
    labels, strip = data.digits()[1], trained()["strip"]
    for digit, image in zip(measures.STRIP, (strip[0], strip[-1]), strict=True):
        code = torch.from_numpy(mu[measures.typical(mu, labels, digit)][None])
        assert np.allclose(vae.decode(code).detach().numpy().reshape(28, 28), image, atol=1e-5)


@needs_reference
def test_measuring_leaves_the_mode_of_the_model_alone() -> None:
    vae = reference().VAE()
    for mode in (True, False):
        vae.train(mode)
        with measures._measuring(vae):
            assert not vae.training
        assert vae.training is mode


def test_a_model_without_a_plane_has_no_manifold_and_no_parts() -> None:
    from exercises.lesson4_vae import demos_models

    assert demos_models._manifold({"manifold": np.zeros((0, 28, 28))}) == []
    assert demos_models._parts({"reconstruction": [], "kl": []}) == []


# Numbers in the texts

Number = Callable[[], str]


def n(value: float, digits: int = 3) -> str:
    return f"{value + 0.0:.{digits}f}".replace("-", "−")


def kl(mu: list[float], variance: list[float]) -> float:
    return float(data.kl_per_unit(np.array([mu]), np.log([variance])).sum())


def two_pixels() -> float:
    return float(data.cross_entropy(np.array([[1.0, 0.0]]), np.array([[0.9, 0.2]]))[0])


def plain_answers() -> str:
    facts = predicted("predict_4_1")
    return (
        f"0.5 everywhere costs {facts['half']:.1f} nats, the mean image "
        f"{facts['mean_image']:.1f}, and a *perfect* reconstruction still {facts['floor']:.1f}"
    )


def exact_variances(latents: int) -> tuple[float, float]:
    """Of both estimators of ∂E[Σ zⱼ²]/∂μ₁ at N(1, I), from the moments of a Gaussian."""
    rest, spread = 2 * (latents - 1), 6 * (latents - 1)  # mean and variance of the other zⱼ²
    second = 34 + 2 * rest * (1 + 3) + spread + rest**2
    return 4.0, float(second - 2**2)


def variances() -> str:
    return f"Their variances are {exact_variances(1)[0]:.0f} and {exact_variances(1)[1]:.0f}."


def many_variances() -> str:
    for latents in (1, 3):
        pathwise, score = data.gradient_estimates(latents, 400_000)
        assert (pathwise.var(), score.var()) == pytest.approx(exact_variances(latents), rel=0.05)
    return "they are {:.0f} and {:.0f}".format(*exact_variances(20))


def linear(inputs: int, outputs: int) -> int:
    return inputs * outputs + outputs


def counts() -> str:
    encoder = linear(784, 400) + 2 * linear(400, 2)
    decoder = linear(2, 400) + linear(400, 784)
    return f"With 784, 400 and 2: {encoder:,} and {decoder:,}"


def batches() -> str:
    whole, rest = divmod(5000, 128)
    return f"{whole} whole batches and one of {rest}: {whole + 1} steps"


NUMBERS: list[tuple[str, Number]] = [
    ("4.1.md", lambda: f"−log 0.9 − log 0.8 = {n(two_pixels())}."),
    ("4.1.md", lambda: f"½ · 1 + ½ (¼ − 1 + {n(log(4))}) = {n(kl([1, 0], [1, 0.25]))}."),
    ("4.1.md", lambda: f"The loss is {n(two_pixels() + kl([1, 0], [1, 0.25]))} nats."),
    ("4.1.md", plain_answers),
    ("4.2.md", variances),
    ("4.2.md", many_variances),
    ("4.2.md", lambda: f"{1.5**2:g} · 0.5 = {1.5**2 * 0.5:g}"),
    ("4.3.md", lambda: f"two heads of 3·2 + 2 = {linear(3, 2)} each"),
    ("4.3.md", lambda: f"4·3 + 3 = {linear(4, 3)}, and"),
    ("4.3.md", lambda: f"each: {linear(4, 3) + 2 * linear(3, 2)}"),
    ("4.3.md", lambda: f"3·4 + 4 = {linear(3, 4)}: {linear(2, 3) + linear(3, 4)}"),
    ("4.3.md", counts),
    ("4.4.md", batches),
    ("4.4.md", lambda: f"(2 · 100 + 160)/3 = {(2 * 100 + 160) / 3:.0f}"),
    ("4.4.md", lambda: f"two batches is {(100 + 160) / 2:.0f}"),
    ("4.4.md", lambda: f"above {predicted('predict_4_1')['mean_image']:.1f}, the price"),
    ("4.5.md", lambda: f"KL = ½ (¼ + 1 − 1 + {n(log(4))}) = {n(kl([1], [0.25]))}"),
    ("4.6.md", lambda: f"least at r = ½, where it is {n(2 * log(2))}"),
]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("name", "number"), NUMBERS)
def test_numbers_in_the_texts_are_computed_ones(name: str, number: Number) -> None:
    assert flat(number()) in flat((FOLDER / name).read_text(encoding="utf-8"))


def test_numbers_of_the_model_answers() -> None:
    facts = predicted("predict_4_1")
    answers = {item.id: item.answer for item in ITEMS}
    assert f"costs {facts['mean_image']:.1f}" in answers["A4.1"]
    assert f"perfect reconstruction {facts['floor']:.1f}" in answers["A4.1"]
    noise = np.random.default_rng(0).standard_normal(2_000_000)
    assert np.mean((1 + noise) ** 4 * noise**2) == pytest.approx(1 + 18 + 15, rel=0.02)
    assert "34 − 4 = 30, 7.5 times" in answers["A4.2"]
    assert exact_variances(1)[1] / exact_variances(1)[0] == 7.5


def experiment(id: str) -> str:
    return next(e.answer for e in LESSON.experiments if e.id == id)


@functools.cache
def left_out(latents: int, beta: float = 1.0) -> tuple[float, float]:
    """Reconstruction and KL of every fifth image after ten epochs on the others."""
    import torch

    own, pixels = reference(), data.digits()[0]
    held = np.arange(len(pixels)) % 5 == 0
    vae, _ = own.train_vae(10, latent_dim=latents, data=pixels[~held], beta=beta)
    x, generator = torch.from_numpy(pixels[held]), torch.Generator().manual_seed(0)
    with torch.no_grad():
        mu, logvar = vae.encode(x)
        recon = vae.decode(own.reparameterize(mu, logvar, generator))
        kl = own.kl_to_standard_normal(mu, logvar).mean()
        return float(own.vae_loss_function(recon, x, mu, logvar, beta=0.0)), float(kl)


@slow
@needs_reference
def test_numbers_of_the_latent_sizes() -> None:
    for latents, loss, kl in ((2, 173.1, 5.4), (10, 137.0, 15.5), (50, 144.1, 18.9)):
        assert f"{loss}" in experiment("E4.1")
        assert f"{kl}" in experiment("E4.1")
        assert sum(left_out(latents)) == pytest.approx(loss, abs=2.5)
        assert left_out(latents)[1] == pytest.approx(kl, abs=0.7)


@slow
@needs_reference
def test_numbers_of_the_betas() -> None:
    for beta, recon, kl in ((0.0, 109.5, 152.2), (0.5, 115.7, 22.1), (4.0, 144.1, 6.2)):
        assert f"{recon}" in experiment("E4.3")
        assert f"{kl}" in experiment("E4.3")
        assert left_out(10, beta)[0] == pytest.approx(recon, abs=2.5)
        assert left_out(10, beta)[1] == pytest.approx(kl, rel=0.15)
    sums = {beta: sum(left_out(10, beta)) for beta in (0.0, 0.5, 1.0, 4.0)}
    assert min(sums, key=lambda beta: sums[beta]) == 1.0


def wine() -> tuple[Any, Any]:
    """The wine data, read without importing scikit-learn: that would take a second."""
    found = importlib.util.find_spec("sklearn")
    folder = Path(str(found and found.origin)).parent
    table = np.loadtxt(folder / "datasets" / "data" / "wine_data.csv", delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1].astype(int)


def rand_index(one: Any, other: Any) -> float:
    """Adjusted for chance: Hubert and Arabie (1985)."""
    counts = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(counts, (one, other), 1)
    both, first, second, total = (
        float((c * (c - 1) / 2).sum())
        for c in (counts, counts.sum(axis=1), counts.sum(axis=0), counts.sum())
    )
    chance = first * second / total
    return (both - chance) / ((first + second) / 2 - chance)


def test_numbers_of_the_practical_level() -> None:
    from reference import kmeans_examples

    raw, growers = wine()
    answers = {item.id: item.answer for item in PRACTICAL}
    for X in (raw, (raw - raw.mean(axis=0)) / raw.std(axis=0)):
        centroids, labels, _ = kmeans_examples.best_of_n_runs(X, 3, rng=0)
        silhouette = kmeans_examples.evaluate_clustering(X, labels, centroids)[0]
        assert f"{rand_index(growers, labels):.2f}" in answers["A5.1"]
        assert f"{silhouette:.3f}" in answers["A5.3"]
    spread = raw.var(axis=0)
    assert int(spread.argmax()) == 12, "the last of thirteen: proline"
    assert f"{100 * spread.max() / spread.sum():.1f} %" in answers["A5.1"]


@slow
@needs_reference
def test_numbers_of_the_other_models() -> None:
    from reference.side_by_side import compare

    text = experiment("E4.4")
    vae, gan, flow, digits = compare()
    for entry, distance, variance in ((vae, 0.047, 0.43), (gan, 0.083, 0.40), (flow, 0.045, 0.57)):
        assert f"{distance}" in text
        assert f"{variance:.2f}" in text
        assert (entry.distance, entry.variance) == pytest.approx((distance, variance), rel=0.2)
    assert digits.distance < 0.002 < min(vae.distance, gan.distance, flow.distance)
    assert flow.n_parameters > 3 * max(vae.n_parameters, gan.n_parameters)


def test_the_file_of_digits_is_sorted_as_the_texts_say() -> None:
    labels = data.digits()[1]
    assert labels.tolist() == sorted(labels.tolist())
    assert "sorted" in (FOLDER / "4.4.md").read_text(encoding="utf-8")


def test_cross_entropy_knows_no_zero_times_infinity() -> None:
    x = np.array([[1.0, 0.0, 0.5]])
    assert data.cross_entropy(x, np.array([1.0, 0.0, 0.5])) == pytest.approx([log(2)])
    assert data.cross_entropy(x, np.array([0.0, 0.0, 0.5]))[0] == np.inf


def test_neighbours_do_not_count_themselves() -> None:
    codes, labels = np.array([[0.0], [1.0], [10.0], [11.5]]), np.array([0, 1, 2, 2])
    assert data.neighbour_share(codes, labels, block=3) == 0.5


def test_a_scatter_is_thinned_over_all_classes() -> None:
    labels = np.repeat(np.arange(10), 500)
    figure = figures.codes("map", np.zeros((5000, 3)), labels, "")
    assert sum(len(s.x) for s in figure.series) == figures.MOST
    assert [s.label for s in figure.series] == [str(d) for d in range(10)]


def test_the_package_needs_nothing_heavy() -> None:
    code = "import sys, exercises.lesson4_vae.demos; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"torch", "scipy", "sklearn", "plotext", "textual", "tutor"}
    assert not heavy & set(done.stdout.split())
