"""The ladder of activity 2.1 for the log density of one Gaussian."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief, point, subscript
from exercises.lesson2_gmm import hints, misconceptions_density, misconceptions_density_slips
from exercises.lesson2_gmm.draws import FAR, TINY, any_scale, array, mixture, spd
from reference import em_mog_examples as reference

SLACK, SLACK_SINGLE = 1e-8, 1e-3
ILL = 1e-2
"""At condition 1e12 a Cholesky factor, an inverse and an eigendecomposition each lose some 1e-4."""
ALL_LOST = 1e-2
"""What multiplying out loses at 1e8, at least; a mean that is subtracted late loses far less."""


def check() -> Check:
    """How `gaussian_log_density` is checked."""
    return Check(
        "gaussian_log_density",
        reference.gaussian_log_density,
        _ladder,
        total=17,
        misconceptions=(
            *misconceptions_density.MISCONCEPTIONS,
            *misconceptions_density_slips.MISCONCEPTIONS,
        ),
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _case("the standard normal at 0 and 1", array([[0], [1]]), [0], [[1]])
    yield _case("mean 3, variance 4", array([[3], [5], [-1]]), [3], [[4]])
    plane = array([[0, 0], [1, 0], [1, 2]])
    yield _case("two features, the identity", plane, [0, 0], [[1, 0], [0, 1]])
    yield _case("two features, variances 1 and 9", plane, [1, 1], [[1, 0], [0, 9]])
    yield _case("two features, correlated", plane, [1, 0], [[2, 1], [1, 2]])
    yield _case("one point, in the mean", array([[3, 4, 5]]), [3, 4, 5], np.diag([1.0, 2, 3]))
    whole = np.array([[1, 2], [2, 4], [8, 1]])
    yield _case("whole numbers", whole, np.array([1, 2]), np.array([[3, 1], [1, 2]]))
    yield from _drawn(rng)
    yield from _hard(rng)
    yield _case("10,000 points", heavy=True, **_large(rng))


def _drawn(rng: Generator) -> Iterator[Case]:
    n, d = int(rng.integers(20, 40)), int(rng.integers(3, 6))
    drawn = mixture(rng, n, d, 1, scale=any_scale(rng))
    yield _case(f"{n} random points, {d} features", drawn.X, drawn.mu[0], drawn.Sigma[0])
    yield _case(
        "hundreds of deviations from the mean: the density underflows",
        array([[500, 300], [-400, 800]]), [1, 0], [[2, 1], [1, 2]],
    )  # fmt: skip
    small = mixture(rng, 10, 2, 1, scale=1e-4)
    yield _case("variances of 1e-8", small.X, small.mu[0], small.Sigma[0])


def _hard(rng: Generator) -> Iterator[Case]:
    wide = mixture(rng, 8, 50, 1)
    yield _case("50 features", wide.X, wide.mu[0], wide.Sigma[0])
    yield _case("50 features, variances of 1e-8", wide.X * 1e-4, wide.mu[0] * 1e-4,
                wide.Sigma[0] * TINY)  # fmt: skip
    few = mixture(rng, 12, 2, 1)
    single = [a.astype(np.float32) for a in (few.X, few.mu[0], few.Sigma[0])]
    yield _case("float32", *single)
    far = few.X + FAR
    yield _case("far from the origin (1e8)", far, few.mu[0] + FAR, few.Sigma[0])
    yield _case("two points, the mean in one of them", few.X[:2], few.X[0], spd(rng, 2))
    axes = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    deviations = np.array([1.0, 1e-3, 1e-6])
    narrow = (axes * deviations**2) @ axes.T
    X = (rng.normal(size=(6, 3)) * deviations) @ axes.T
    yield _case("a condition number of 1e12", X, np.zeros(3), (narrow + narrow.T) / 2, slack=ILL)


def _large(rng: Generator) -> Arguments:
    many = mixture(rng, 10_000, 3, 1)
    return {"X": many.X, "mean": many.mu[0], "cov": many.Sigma[0]}


def _case(
    name: str, X: NDArray[Any], mean: Any, cov: Any, *, slack: float = SLACK, heavy: bool = False
) -> Case:
    mean, cov = (a if isinstance(a, np.ndarray) else array(a) for a in (mean, cov))
    if X.dtype == np.float32:
        slack = SLACK_SINGLE
    judge = _densities(X, mean, cov, slack)
    exact = slack not in (ILL, SLACK_SINGLE) and not _is_far(X)  # else rounding decides
    return judged(name, judge, exact=exact, heavy=heavy, X=X, mean=mean, cov=cov)


def _is_far(X: NDArray[Any]) -> bool:
    return float(np.abs(X).max()) > FAR / 2


def _densities(X: Any, mean: Any, cov: Any, slack: float) -> Callable[[Any], None]:
    expected = reference.gaussian_log_density(
        X.astype(np.float64), mean.astype(np.float64), cov.astype(np.float64)
    )

    def judge(result: Any) -> None:
        got = _vector(result, len(X))
        with np.errstate(invalid="ignore"):
            wrong = ~(np.abs(got - expected) <= slack * (1 + np.abs(expected)))
        if wrong.any():
            why = hints.guarded_density(got, X, mean, cov)
            why = why or hints.cancelled(_is_far(X) and bool(np.isfinite(got).all()))
            _say(got, expected, X, int(np.flatnonzero(wrong)[0]), why)

    return judge


def _vector(result: Any, n: int) -> Floats:
    if isinstance(result, (np.ndarray, float)) and np.ndim(result) == 0:
        raise Wrong(
            f"One number comes back and must be n = {n} in an array: log N(xᵢ | μ, Σ) of each "
            "point. (With one point scipy's logpdf gives a bare number: np.atleast_1d.)",
            tag="one-number",
            got=result,
        )
    return compare.numbers(result, (n,), "log N(x | μ, Σ)")


def _say(got: Floats, expected: Floats, X: NDArray[Any], i: int, hint: str) -> NoReturn:
    head = f"log N(x{subscript(i)}) at x{subscript(i)} = {point(X[i])} is {brief(got[i])} and must "
    tail = f"be {brief(expected[i])}."
    if not np.isfinite(got[i]):
        why = " Is a density or a determinant so small that it became 0 before its log was taken?"
        raise Wrong(head + tail + why, tag="nan", expected=expected, got=got)
    hint = hint or _gap(got, expected, X)
    lost = _is_far(X) and np.abs(got - expected).max() > ALL_LOST
    raise Wrong(
        head + tail + hint, tag="value:lost" if lost else "value", expected=expected, got=got
    )


def _gap(got: Floats, expected: Floats, X: NDArray[Any]) -> str:
    """What all points have in common."""
    gaps = got - expected
    if len(gaps) > 1 and np.isfinite(gaps).all() and np.ptp(gaps) < 1e-6 * np.abs(gaps).max():
        return (
            f" All yours differ by the same {brief(gaps[0])}: look at the constants, −½ log|Σ| and "
            f"−(d/2) log 2π (here d = {X.shape[1]})."
        )
    if np.isfinite(got).all() and (got > 0).all() and np.allclose(np.log(got), expected):
        return " Yours is the density itself: take its logarithm (without exp on the way)."
    return ""


def _courtesies() -> tuple[Courtesy, ...]:
    X, cov = array([[1, 2], [4, 2]]), np.eye(2)
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": array([[1, 2], [np.nan, 2]]), "mean": np.zeros(2), "cov": cov},
                 remark.format("NaN in X")),
        Courtesy({"X": X, "mean": np.zeros(3), "cov": cov},
                 remark.format("A mean of another number of features")),
    )  # fmt: skip
