"""The ladder of activity 2.1 for starting parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, each
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson2_gmm.draws import FAR, TINY, any_scale, array, mixture, seeds
from exercises.lesson2_gmm.misconceptions_start import MISCONCEPTIONS
from exercises.lesson2_gmm.params import Params, are_covariances, are_shares, params_of
from reference import em_mog_examples as reference

METHODS = ("random", "kmeans")
NEAR = 0.1
"""How far a mean may be from that of the points nearest to it, in distances between groups."""
EMPTY = 1e-3
"""A share that is less than so many points is that of a cluster without any."""


def check() -> Check:
    """How `initialize_parameters` is checked."""
    return Check(
        "initialize_parameters",
        reference.initialize_parameters,
        _ladder,
        total=15,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    five = array([[0, 1], [2, 0], [8, 7], [9, 9], [4, 1]])
    for method in METHODS:
        yield _starts(f"{method}: five points, three components",
                      [_call(five, 3, method, s) for s in seeds(rng, 2)])  # fmt: skip
    yield _starts("one component", [_call(five, 1, m, 1) for m in METHODS])
    line = array([[0], [1], [5], [7], [8]])
    yield _starts("one feature", [_call(line, 2, m, 1) for m in METHODS])
    n = int(rng.integers(30, 60))
    drawn = mixture(rng, n, int(rng.integers(2, 5)), 4, scale=any_scale(rng))
    calls = [_call(drawn.X, 4, m, s) for m in METHODS for s in seeds(rng, 2)]
    yield _starts(f"{n} random points, four components", calls)
    yield _reproducible("the same seed again, other seeds, None", drawn.X, seeds(rng, 4))
    yield _generators("rng may be a Generator", drawn.X, seeds(rng, 1)[0])
    yield _from_kmeans("kmeans: three groups far apart", seeds(rng, 16))
    yield from _hard(rng)
    large = _large(rng)
    yield _starts("20,000 points", [large, {**large, "method": "kmeans"}], heavy=True)


def _hard(rng: Generator) -> Iterator[Case]:
    few = mixture(rng, 8, 2, 2)
    yield _starts("as many components as points",
                  [_call(few.X, 8, m, s) for m in METHODS for s in seeds(rng, 2)])  # fmt: skip
    yield _starts("one point", [_call(array([[3, 4]]), 1, m, 1) for m in METHODS])
    rows = array([[2, 1]] * 6 + [[5, 5]] * 4 + [[2, 7]] * 2)
    yield _starts("few different rows, many times; a constant feature",
                  [_call(X, 3, m, s) for X in (rows, np.insert(few.X, 1, 7.0, axis=1))
                   for m in METHODS for s in seeds(rng, 2)])  # fmt: skip
    whole, single = rng.integers(20, size=(12, 2)), few.X.astype(np.float32)
    yield _starts("whole numbers; float32", [_call(X, 2, m, 1) for X in (whole, single)
                                             for m in METHODS])  # fmt: skip
    places = (few.X + FAR, few.X * TINY)
    yield _starts("far from the origin (1e8); a scale of 1e-8",
                  [_call(X, 2, m, 1) for X in places for m in METHODS])  # fmt: skip
    yield Case(
        'a method that does not exist: "k-means++"',
        (_call(few.X, 2, "k-means++", 1),), _should_have_refused,
        exact=False, raises="ValueError",
    )  # fmt: skip


def _large(rng: Generator) -> Arguments:
    return {"X": mixture(rng, 20_000, 2, 3).X, "k": 3, "method": "random", "rng": 1}


def _call(X: NDArray[Any], k: int, method: str, rng: Any) -> Arguments:
    return {"X": X, "k": k, "method": method, "rng": rng}


def _start_of(result: Any, call: Arguments) -> Params:
    """The start that came back.

    Raises:
        Wrong: it is none: shapes, shares that don't sum to one, a covariance without an inverse.
    """
    params = params_of(result, call["k"], call["X"].shape[1])
    are_shares(params[0])
    are_covariances(params[2])
    _differ(params, call)
    return params


def _differ(params: Params, call: Arguments) -> None:
    """Components that are all the same stay so for ever (where rows are copies, that may be)."""
    _, mu, Sigma = params
    X, k = call["X"][:100], call["k"]
    scale = max(compare.radius(X), 1e-300)
    alike = np.ptp(mu, axis=0).max() <= 1e-9 * scale and np.allclose(Sigma, Sigma[0], rtol=1e-9)
    if k > 1 and alike and len(np.unique(X, axis=0)) == len(X):
        raise Wrong(
            f"All {k} components have the same mean and covariance: then all "
            "responsibilities of a point are alike, and EM can't tell the components apart, ever.",
            tag="components-alike",
        )


def _starts(name: str, calls: Sequence[Arguments], *, heavy: bool = False) -> Case:
    """Results that only have to be starts."""

    def judge(result: Any, call: Arguments) -> None:
        _start_of(result, call)

    return Case(name, tuple(calls), each(calls, judge), exact=False, heavy=heavy)


def _reproducible(name: str, X: Floats, numbers: Sequence[int]) -> Case:
    calls = [_call(X, 3, "random", s) for s in (*numbers, *numbers, None, None, None, None)]
    calls += [_call(X, 3, "kmeans", s) for s in (numbers[0], numbers[0])]

    def judge(results: Sequence[Any]) -> None:
        found = [_start_of(r, c) for r, c in zip(results, calls, strict=True)]
        n = len(numbers)
        pairs = [*zip(found[:n], found[n : 2 * n], strict=True), (found[-2], found[-1])]
        if not all(_same(*pair) for pair in pairs):
            raise Wrong(
                "The same seed gives another start at the second call: draw with "
                "np.random.default_rng(rng) alone.",
                tag="not-repeatable",
            )
        for part, what in ((found[:n], f"{n} different seeds"), (found[2 * n : -2], "rng = None")):
            if all(_same(part[0], other) for other in part[1:]):
                raise Wrong(
                    f'With method="random" and {what} every start is the same: it must depend on '
                    "rng.",
                    tag="constant",
                )

    return Case(name, tuple(calls), judge, exact=False)


def _generators(name: str, X: Floats, seed: int) -> Case:
    """Two generators in one state draw the same."""
    twins = [_call(X, 3, m, np.random.default_rng(seed)) for m in METHODS for _ in range(2)]

    def judge(results: Sequence[Any]) -> None:
        found = [_start_of(r, c) for r, c in zip(results, twins, strict=True)]
        if not (_same(found[0], found[1]) and _same(found[2], found[3])):
            raise Wrong(
                "Two generators in the same state give different starts: draw with the Generator "
                "that is passed in.",
                tag="generator-unused",
            )

    return Case(name, tuple(twins), judge, exact=False)


def _same(a: Params, b: Params) -> bool:
    return all(np.allclose(x, y, rtol=1e-9, atol=1e-12) for x, y in zip(a, b, strict=True))


def _from_kmeans(name: str, numbers: Sequence[int]) -> Case:
    """Wherever k-means ends, a centroid is the mean of the points nearest to it, if it has any."""
    centres = array([[0, 0], [1000, 0], [0, 1000]])
    X = np.concatenate([c + array([[0, 0], [3, 1], [1, 4], [4, 2]]) for c in centres])
    calls = [_call(X, 3, "kmeans", s) for s in numbers]

    def judge(result: Any, call: Arguments) -> None:
        phi, mu, _ = _start_of(result, call)
        held = np.flatnonzero(phi * len(X) > EMPTY)  # the mean of an empty cluster is free
        nearest = held[np.square(X[:, None] - mu[held]).sum(axis=2).argmin(axis=1)]
        for j in held:
            own = X[nearest == j]
            if len(own) and np.abs(mu[j] - own.mean(axis=0)).max() > NEAR * 1000:
                raise Wrong(
                    f'With method="kmeans" μ is {brief(mu[j])} for component {j}, and the '
                    f"points nearest to it have the mean {brief(own.mean(axis=0))}: that is no end "
                    "of a k-means run. Take its centroids for the means.",
                    tag="not-from-kmeans",
                )

    return Case(name, tuple(calls), each(calls, judge), exact=False)


def _should_have_refused(results: Sequence[Any]) -> None:
    raise Wrong(
        'method="k-means++" is neither "random" nor "kmeans", and a start came back: raise a '
        "ValueError, or a misspelt method goes unnoticed.",
        tag="not-refused",
    )


def _courtesies() -> tuple[Courtesy, ...]:
    X = array([[0], [10], [20]])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy(_call(X, 4, "random", 1), remark.format("k = 4 with n = 3 points")),
        Courtesy(_call(X, 0, "random", 1), remark.format("k = 0")),
        Courtesy(_call(array([[0], [np.nan], [20]]), 2, "random", 1), remark.format("NaN in X")),
    )
