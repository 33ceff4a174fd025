"""The ladder of activity 2.6: silhouette, log-likelihood and BIC."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.show import brief
from exercises.lesson2_gmm.draws import FAR, Mixture, any_scale, array, eyes, mixture
from exercises.lesson2_gmm.misconceptions_scores import MISCONCEPTIONS
from reference import em_mog_examples as reference

RESULTS = ("silhouette", "log_likelihood", "bic")
SLACK, SLACK_SINGLE, SHARE = 1e-7, 1e-3, 1e-8


def check() -> Check:
    """How `evaluate_gmm` is checked."""
    return Check(
        "evaluate_gmm",
        reference.evaluate_gmm,
        _ladder,
        total=13,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0), 1000),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    four = array([[0], [2], [10], [12]])
    sure = np.repeat(np.eye(2), 2, axis=0)
    halves, means = array([0.5, 0.5]), array([[1], [11]])
    yield _case("two pairs on a line", four, sure, halves, means, eyes(2, 1))
    soft = array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.1, 0.9]])
    yield _case("soft responsibilities", four, soft, halves, means, eyes(2, 1, 4))
    stripes = array([[0.9, 0.1], [0.4, 0.6], [0.7, 0.3], [0.1, 0.9]])
    yield _case("labels that don't follow the means", four, stripes, halves, means, eyes(2, 1, 4))
    six = array([[0, 0], [0, 2], [8, 0], [8, 4], [3, 9], [5, 9]])
    turned = array([[[2, 1], [1, 3]], [[2, -1], [-1, 4]], [[3, 0], [0, 1]]])
    third = np.repeat(np.eye(3), 2, axis=0) * 0.7 + 0.1
    yield _case("three pairs in the plane", six, third, array([0.25, 0.25, 0.5]),
                array([[0, 1], [8, 2], [4, 9]]), turned)  # fmt: skip
    alone = array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
    yield _case("a point alone in its cluster", four[:3], alone, halves, means, eyes(2, 1, 4))
    unused = np.repeat(array([[0.5, 0.1, 0.4], [0.2, 0.3, 0.5]]), 3, axis=0)
    yield _case("a component that is never likeliest", six, unused, array([0.25, 0.25, 0.5]),
                array([[0, 1], [8, 2], [4, 9]]), turned)  # fmt: skip
    yield from _undefined(four, means)
    yield from _drawn(rng)
    yield _case("500 points", heavy=True, **_large(rng, 500))


def _undefined(four: Any, means: Any) -> Iterator[Case]:
    yield _case("one component: no silhouette", four, np.ones((4, 1)), array([1]), means[:1] + 5,
                eyes(1, 1, 20))  # fmt: skip
    first = np.repeat(array([[0.7, 0.3]]), 4, axis=0)
    yield _case("all points in one of two components", four, first, array([0.5, 0.5]), means,
                eyes(2, 1, 9))  # fmt: skip
    yield _case("every point its own component: no silhouette", four, np.eye(4) * 0.6 + 0.1,
                np.full(4, 0.25), four + 0.0, eyes(4, 1))  # fmt: skip


def _drawn(rng: Generator) -> Iterator[Case]:
    drawn = mixture(rng, int(rng.integers(25, 45)), int(rng.integers(2, 5)), 3, apart=3,
                    scale=any_scale(rng))  # fmt: skip
    yield _case(f"{len(drawn.X)} random points, three components", **_fitted(drawn))
    few = mixture(rng, 20, 2, 2, apart=3)
    single = {name: a.astype(np.float32) for name, a in _fitted(few).items()}
    yield _case("float32", **single)
    far = {**_fitted(few), "X": few.X + FAR, "mu": few.mu + FAR, "w": np.ones((20, 1)),
           "phi": np.ones(1)}  # fmt: skip
    # One component: the silhouettes of scikit-learn, which are allowed, lose all digits there.
    yield _case("far from the origin (1e8), one component",
                **{**far, "mu": far["mu"][:1], "Sigma": few.Sigma[:1]})  # fmt: skip


def _fitted(drawn: Mixture) -> dict[str, Any]:
    w = reference.e_step(**drawn.arguments)
    return {"X": drawn.X, "w": w, **drawn.params}


def _large(rng: Generator, n: int) -> Arguments:
    return _fitted(mixture(rng, n, 2, 3, apart=3))


def _case(
    name: str, X: NDArray[Any], w: NDArray[Any], phi: NDArray[Any], mu: NDArray[Any],
    Sigma: NDArray[Any], *, heavy: bool = False,
) -> Case:  # fmt: skip
    judge = _scores_of(X, w, phi, mu, Sigma)
    return judged(
        name, judge, exact=True, heavy=heavy, X=X, w=w, phi=phi, mu=mu, Sigma=Sigma
    )  # fmt: skip


def _scores_of(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Callable[[Any], None]:
    double = [a.astype(np.float64) for a in (X, w, phi, mu, Sigma)]
    expected = reference.evaluate_gmm(*double)
    n, (k, d) = len(X), mu.shape
    single = X.dtype == np.float32
    slack = (SLACK_SINGLE if single else SHARE) * (n + abs(expected[1]))

    def judge(result: Any) -> None:
        given = compare.parts(result, RESULTS)
        _in_order(given, expected)
        silhouette, likelihood, bic = (
            compare.number(v, name) for v, name in zip(given, RESULTS, strict=True)
        )
        _tagged("silhouette", silhouette, expected[0], SLACK_SINGLE if single else SLACK)
        _no_mean(likelihood, expected[1], n, slack)
        _tagged("log_likelihood", likelihood, expected[1], slack)
        if not abs(bic - expected[2]) <= 3 * slack:
            _no_bic(bic, expected[1], expected[2], n, k, d)

    return judge


def _no_mean(got: float, expected: float, n: int, slack: float) -> None:
    if abs(got - expected) > slack and abs(got * n - expected) <= slack:
        raise Wrong(
            f"log_likelihood is {brief(got)} and must be {brief(expected)}: yours is the mean over "
            f"the n = {n} points, and must be their sum.",
            tag="log_likelihood:value", expected=expected, got=got,
        )  # fmt: skip


def _in_order(given: tuple[Any, ...], expected: tuple[float, float, float]) -> None:
    """Whether the right numbers stand in another order."""
    values = [v for v in given if isinstance(v, (int, float, np.number))]
    if len(values) < 3 or np.isnan(expected[0]):
        return
    found = [next((i for i, v in enumerate(values) if np.isclose(v, r)), -1) for r in expected]
    if sorted(found) == [0, 1, 2] and found != [0, 1, 2]:
        raise Wrong(
            "The numbers are right, but stand in another order: silhouette, log_likelihood, bic.",
            tag="order", expected=expected, got=given,
        )  # fmt: skip


def _tagged(name: str, got: float, expected: float, slack: float) -> None:
    """As `compare.same_number`, with the score's name in the tag."""
    try:
        compare.same_number(got, expected, slack, name)
    except Wrong as wrong:
        why = ""
        if wrong.tag == "not-nan":
            why = (
                " All points have one label, or each its own: a silhouette needs 2 to n − 1 labels."
            )
        raise Wrong(
            wrong.message + why, tag=f"{name}:{wrong.tag}", expected=expected, got=got
        ) from None  # fmt: skip


def _no_bic(got: float, likelihood: float, right: float, n: int, k: int, d: int) -> None:
    p = k - 1 + k * d + k * d * (d + 1) // 2
    counted = (got + 2 * likelihood) / math.log(n) if n > 1 else math.nan
    hint = ""
    if n > 1 and abs(counted - round(counted)) < 1e-6 and 0 < counted < 10 * p:
        hint = f" Yours counts {round(counted)} parameters."
    elif abs(got + right) < 1e-6 * abs(right):
        hint = " Yours has the other sign: lower is better."
    raise Wrong(
        f"bic is {brief(got)} and must be {brief(right)}: −2 · {brief(likelihood)} + {p} log {n}. "
        f"There are {p} free parameters: φ {k - 1}, μ {k * d}, Σ {k * d * (d + 1) // 2}.{hint}",
        tag="bic", expected=right, got=got,
    )  # fmt: skip


def _courtesies() -> tuple[Courtesy, ...]:
    good = {"phi": array([0.5, 0.5]), "mu": array([[0], [2]]), "Sigma": eyes(2, 1)}
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": array([[0], [np.nan]]), "w": np.eye(2), **good}, remark.format("NaN in X")),
        Courtesy({"X": array([[0], [1], [2]]), "w": np.eye(2), **good},
                 remark.format("Fewer rows of w than points")),
    )  # fmt: skip
