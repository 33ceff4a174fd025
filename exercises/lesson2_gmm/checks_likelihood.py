"""The ladder of activity 2.2 for the log-likelihood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.show import brief
from exercises.lesson2_gmm import plain
from exercises.lesson2_gmm.draws import FAR, any_scale, array, eyes, mixture
from exercises.lesson2_gmm.misconceptions_likelihood import MISCONCEPTIONS
from exercises.lesson2_gmm.params import shape_of
from reference import em_mog_examples as reference

SLACK, SLACK_SINGLE = 1e-8, 1e-3
"""Of the sum of the points' terms, each at least 1."""


def check() -> Check:
    """How `log_likelihood` is checked."""
    return Check(
        "log_likelihood",
        reference.log_likelihood,
        _ladder,
        total=17,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    line = array([[0], [1], [2]])
    yield _case("one point, one unit Gaussian", line[:1], [1], [[0]], eyes(1, 1))
    yield _case("three points, one unit Gaussian", line, [1], [[0]], eyes(1, 1))
    yield _case("three points, two unit Gaussians", line, [0.5, 0.5], [[0], [2]], eyes(2, 1))
    yield _case("the same with shares ¼ and ¾", line, [0.25, 0.75], [[0], [2]], eyes(2, 1))
    yield _case("one mean, variances 1 and 4", line, [0.5, 0.5], [[0], [0]], array([[[1]], [[4]]]))
    plane = array([[0, 0], [1, 1], [2, -1], [3, 3]])
    turned = array([[[2, 1], [1, 2]], [[2, -1], [-1, 2]], [[1, 0], [0, 3]]])
    shares, means = [0.5, 0.25, 0.25], [[0, 0], [1, 0], [2, 2]]
    yield _case("three ellipses", plane, shares, means, turned)
    whole = np.array([[0, 0], [1, 3], [4, 2]])
    yield _case("whole numbers", whole, array([0.5, 0.5]), np.array([[0, 1], [2, 2]]),
                np.array([[[2, 1], [1, 2]], [[1, 0], [0, 3]]]))  # fmt: skip
    yield from _drawn(rng)
    yield from _far_away()
    yield from _hard(rng)
    yield _case("10,000 points", heavy=True, **_large(rng))


def _drawn(rng: Generator) -> Iterator[Case]:
    n, d, k = int(rng.integers(20, 40)), int(rng.integers(2, 4)), int(rng.integers(3, 5))
    drawn = mixture(rng, n, d, k, scale=any_scale(rng))
    yield _case(f"{n} random points, {k} components", **drawn.arguments)
    many = mixture(rng, 500, 2, 2)
    yield _case("500 points: the product of the densities underflows", **many.arguments)


def _far_away() -> Iterator[Case]:
    far = array([[200], [-150], [0]])
    yield _case("200 deviations away: all densities underflow", far, [0.5, 0.5], [[0], [0.01]],
                eyes(2, 1))  # fmt: skip
    near = array([[0], [0.5], [1]])
    yield _case("a component with φ = 0", near, [0, 1], [[0], [9]], eyes(2, 1))


def _hard(rng: Generator) -> Iterator[Case]:
    few = mixture(rng, 20, 2, 3)
    single: dict[str, Any] = {name: a.astype(np.float32) for name, a in few.arguments.items()}
    yield _case("float32", **single)
    far = {**few.arguments, "X": few.X + FAR, "mu": few.mu + FAR}
    yield _case("far from the origin (1e8)", **far)
    small = mixture(rng, 20, 2, 3, scale=1e-4)
    yield _case("variances of 1e-8", **small.arguments)
    wide = mixture(rng, 6, 50, 2, scale=1e-4)
    yield _case("50 features, variances of 1e-8", **wide.arguments)
    yield _case("one point", few.X[:1], few.phi, few.mu, few.Sigma)


def _large(rng: Generator) -> Arguments:
    return dict(mixture(rng, 10_000, 2, 3).arguments)


def _case(
    name: str, X: NDArray[Any], phi: Any, mu: Any, Sigma: Any, *, heavy: bool = False
) -> Case:
    phi, mu = (a if isinstance(a, np.ndarray) else array(a) for a in (phi, mu))
    judge = _same(X, phi, mu, Sigma)
    return judged(
        name, judge, exact=X.dtype != np.float32, heavy=heavy, X=X, phi=phi, mu=mu, Sigma=Sigma
    )  # fmt: skip


def _same(X: Any, phi: Any, mu: Any, Sigma: Any) -> Callable[[Any], None]:
    double = [a.astype(np.float64) for a in (X, phi, mu, Sigma)]
    expected = float(reference.log_likelihood(*double))
    share = SLACK_SINGLE if X.dtype == np.float32 else SLACK
    slack = share * (len(X) + abs(expected))

    def judge(result: Any) -> None:
        got = compare.number(_one(result, len(X)), "the log-likelihood")
        if np.isfinite(got) and abs(got - expected) > slack:
            raise Wrong(
                f"The log-likelihood is {brief(got)} and must be {brief(expected)}."
                + (_hint(got, expected, len(X), slack) or _of_logs(got, double, slack)),
                tag="value", expected=expected, got=got,
            )  # fmt: skip
        if not np.isfinite(got):
            raise Wrong(
                f"The log-likelihood is {brief(got)} and must be {brief(expected)}: is a density, "
                "or a product of many, 0 before its log is taken?",
                tag="nan", expected=expected, got=got,
            )  # fmt: skip

    return judge


def _one(result: Any, n: int) -> Any:
    if shape_of(result) in ((n,), (n, 1)) and n > 1:
        raise Wrong(
            "One number a point comes back: add them up, Σᵢ log p(xᵢ).",
            tag="not-summed",
            got=result,
        )
    return result


def _hint(got: float, expected: float, n: int, slack: float) -> str:
    if abs(got + expected) <= slack:
        return " Yours has the other sign."
    if n > 1 and abs(got * n - expected) <= slack:
        return f" Yours is the mean over the n = {n} points, and must be their sum."
    if abs(got * np.log(2) - expected) <= slack:
        return " Yours is in bits: take the natural logarithm, not that to the base 2."
    return ""


def _of_logs(got: float, arguments: Sequence[Any], slack: float) -> str:
    """Whether the logs of the components are added."""
    terms = plain.log_joint(*arguments)
    if abs(got - float(terms[np.isfinite(terms)].sum())) <= slack:
        return " Yours adds the logs of all components: the sum over j belongs inside the log."
    return ""


def _courtesies() -> tuple[Courtesy, ...]:
    good = {"phi": array([0.5, 0.5]), "mu": array([[0], [2]]), "Sigma": eyes(2, 1)}
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": array([[0], [np.nan]]), **good}, remark.format("NaN in X")),
        Courtesy({"X": array([[0, 1], [1, 1]]), **good},
                 remark.format("Means of another number of features")),
    )  # fmt: skip
