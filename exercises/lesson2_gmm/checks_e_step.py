"""The ladder of activity 2.2 for the E-step: responsibilities."""

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
from exercises.lesson2_gmm import hints, misconceptions_e_step, misconceptions_e_step_slips
from exercises.lesson2_gmm.draws import FAR, any_scale, array, eyes, mixture
from reference import em_mog_examples as reference

SLACK, SLACK_SINGLE = 1e-7, 1e-3
"""Of a responsibility, which lies between 0 and 1."""
ALL_LOST = 1e-3
"""What multiplying the quadratic form out loses at 1e8, at least."""


def check() -> Check:
    """How `e_step` is checked."""
    return Check(
        "e_step",
        reference.e_step,
        _ladder,
        total=21,
        misconceptions=(
            *misconceptions_e_step.MISCONCEPTIONS,
            *misconceptions_e_step_slips.MISCONCEPTIONS,
        ),
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    line = array([[0], [1], [2]])
    yield _case("three points between two unit Gaussians", line, [0.5, 0.5], [[0], [2]], eyes(2, 1))
    yield _case("the same with shares ¼ and ¾", line, [0.25, 0.75], [[0], [2]], eyes(2, 1))
    yield _case("one mean, variances 1 and 4", line, [0.5, 0.5], [[0], [0]], array([[[1]], [[4]]]))
    plane = array([[0, 0], [1, 1], [2, -1], [3, 3]])
    turned = array([[[2, 1], [1, 2]], [[2, -1], [-1, 2]], [[1, 0], [0, 3]]])
    shares, means = [0.5, 0.25, 0.25], [[0, 0], [1, 0], [2, 2]]
    yield _case("three ellipses", plane, shares, means, turned)
    yield _case("one component", plane, [1], [[5, 5]], eyes(1, 2))
    yield _case("one point", plane[:1], [0.25, 0.75], [[1, 0], [0, 2]], turned[:2])
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
    few = mixture(rng, 3, 2, 3)
    yield _case("as many points as components", **few.arguments)


def _far_away() -> Iterator[Case]:
    """Where every density underflows, the ratio of two of them is still a number."""
    far, means = array([[200], [-150], [0]]), [[0], [0.01]]
    yield _case("one point, 200 deviations away: all densities underflow", far[:1], [0.5, 0.5],
                means, eyes(2, 1))  # fmt: skip
    yield _case("three points, two of them far away", far, [0.5, 0.5], means,
                eyes(2, 1))  # fmt: skip
    apart = array([[0], [100], [51]])
    yield _case("two points far apart, one between", apart, [0.5, 0.5], [[0], [100]], eyes(2, 1))
    yield _case("a component with φ = 0", array([[0], [9], [1]]), [0, 1], [[0], [9]], eyes(2, 1))
    yield _case("a component with φ = 0 in the place of a far point", array([[0], [100]]), [0, 1],
                [[100], [0]], eyes(2, 1))  # fmt: skip
    yield _case("a share of 1e-12", array([[0], [9], [1]]), [1e-12, 1 - 1e-12], [[0], [9]],
                eyes(2, 1))  # fmt: skip


def _hard(rng: Generator) -> Iterator[Case]:
    few = mixture(rng, 20, 2, 3)
    single: dict[str, Any] = {name: a.astype(np.float32) for name, a in few.arguments.items()}
    yield _case("float32", **single)
    far = {**few.arguments, "X": few.X + FAR, "mu": few.mu + FAR}
    yield _case("far from the origin (1e8)", **far)
    small = mixture(rng, 20, 2, 3, scale=1e-4)
    yield _case("variances of 1e-8", **small.arguments)
    wide = mixture(rng, 10, 30, 2, apart=0.2, scale=1e-7)
    yield _case("30 features, variances of 1e-14", **wide.arguments)
    corners = array([[0, 0], [4, 0], [0, 3], [5, 5], [1, 1], [4, 4]])
    yield _case(
        "a variance that vanishes: the assignment of k-means",
        corners, [0.5, 0.5], corners[[0, 3]], eyes(2, 2, 1e-6),
    )  # fmt: skip


def _large(rng: Generator) -> Arguments:
    return dict(mixture(rng, 10_000, 2, 3).arguments)


def _case(
    name: str, X: NDArray[Any], phi: Any, mu: Any, Sigma: Any, *, heavy: bool = False
) -> Case:
    phi, mu = (a if isinstance(a, np.ndarray) else array(a) for a in (phi, mu))
    judge = _responsibilities(X, phi, mu, Sigma)
    exact = X.dtype != np.float32 and not _is_far(X)  # else rounding decides
    return judged(
        name, judge, exact=exact, heavy=heavy, X=X, phi=phi, mu=mu, Sigma=Sigma
    )  # fmt: skip


def _is_far(X: NDArray[Any]) -> bool:
    return float(np.abs(X).max()) > FAR / 2


def _responsibilities(X: Any, phi: Any, mu: Any, Sigma: Any) -> Callable[[Any], None]:
    double = [a.astype(np.float64) for a in (X, phi, mu, Sigma)]
    expected = reference.e_step(*double)
    slack = SLACK_SINGLE if X.dtype == np.float32 else SLACK

    def judge(result: Any) -> None:
        w = table(result, *expected.shape)
        _finite(w, X)
        wrong = np.flatnonzero((np.abs(w - expected) > slack).any(axis=1))
        if wrong.size:
            _rows(w, expected, slack)
            _say(w, expected, X, int(wrong[0]))

    return judge


def table(result: Any, n: int, k: int) -> Floats:
    """Responsibilities (n, k), whatever their values."""
    shape = np.shape(result) if isinstance(result, np.ndarray) else ()
    if shape == (k, n) and n != k:
        raise Wrong(
            f"w is of shape ({k}, {n}) and must be of shape (n, k) = ({n}, {k}): a row a point, a "
            "column a component.",
            tag="transposed",
            got=result,
        )
    return compare.numbers(result, (n, k), "w")


def _finite(w: Floats, X: NDArray[Any]) -> None:
    bad = np.flatnonzero(~np.isfinite(w).all(axis=1))
    if bad.size:
        i = int(bad[0])
        raise Wrong(
            f"w[{i}] is {brief(w[i])} at x{subscript(i)} = {point(X[i])}, and must be finite: are "
            "all densities 0 there, and 0/0 is taken? Stay in log space, and take the row's "
            "largest logarithm off before exp.",
            tag="nan",
            got=w,
        )


def _rows(w: Floats, expected: Floats, slack: float) -> None:
    sums = w.sum(axis=1)
    off = np.flatnonzero(np.abs(sums - 1) > 10 * slack)
    if not off.size:
        return
    i, why = int(off[0]), "divide by Σⱼ φⱼ N(x | μⱼ, Σⱼ) of the row"
    if len(w) > 1 and np.allclose(w.sum(axis=0), 1):
        why = "the columns do, but a point's shares are over components, not over points"
    elif sums[i] == 0:
        why = "all densities became 0 before they were divided; stay in log space"
    elif np.allclose(w.max(axis=1), 1) and np.allclose(sums * expected.max(axis=1), 1):
        why += "; yours are divided by the largest of the row, not by the sum"
    elif 0.9 < sums.max() <= 1 + slack:
        why += "; is a small number added to that sum?"
    raise Wrong(
        f"w[{i}] sums to {brief(sums[i])} and must sum to 1: {why}.",
        tag="rows", expected=expected, got=w,
    )  # fmt: skip


def _say(w: Floats, expected: Floats, X: NDArray[Any], i: int) -> NoReturn:
    j = int(np.abs(w[i] - expected[i]).argmax())
    lost = _is_far(X) and np.abs(w - expected).max() > ALL_LOST
    raise Wrong(
        f"w[{i}, {j}] is {brief(w[i, j])} and must be {brief(expected[i, j])}: the probability of "
        f"component {j} given x{subscript(i)} = {point(X[i])}. Row {i} must be "
        f"{brief(np.round(expected[i], 6))}.{hints.cancelled(_is_far(X))}",
        tag="value:lost" if lost else "value", expected=expected, got=w,
    )  # fmt: skip


def _courtesies() -> tuple[Courtesy, ...]:
    good = {"phi": array([0.5, 0.5]), "mu": array([[0], [2]]), "Sigma": eyes(2, 1)}
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": array([[0], [np.nan]]), **good}, remark.format("NaN in X")),
        Courtesy({"X": array([[0, 1], [1, 1]]), **good},
                 remark.format("Means of another number of features")),
    )  # fmt: skip
