"""The ladder of activity 2.3: the M-step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript
from exercises.lesson2_gmm import hints, misconceptions_m_step, misconceptions_m_step_slips
from exercises.lesson2_gmm.draws import FAR, TINY, any_scale, array, mixture
from exercises.lesson2_gmm.params import params_of, tidy
from reference import em_mog_examples as reference

SHARE, SHARE_SINGLE = 1e-8, 1e-4
"""Of the scale of the data: a guard of 1e-10 beside N_k is harmless and passes, 1e-8 does not."""
SHARE_LIGHT = 1e-6
SHARE_FAR = 1e-2
"""At 1e8 a mean keeps seven digits of the data's radius, and a guard of 1e-10 costs some more."""


def check() -> Check:
    """How `m_step` is checked."""
    return Check(
        "m_step",
        reference.m_step,
        _ladder,
        total=17,
        misconceptions=(
            *misconceptions_m_step.MISCONCEPTIONS,
            *misconceptions_m_step_slips.MISCONCEPTIONS,
        ),
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    line = array([[0], [2], [4]])
    yield _case("three points, one component", line, np.ones((3, 1)), 0.0)
    halves = array([[1, 0], [0.5, 0.5], [0, 1]])
    yield _case("three points, two components", line, halves, 0.0)
    plane = array([[0, 0], [4, 2], [2, 6], [6, 8]])
    shared = array([[1, 0], [0.75, 0.25], [0.25, 0.75], [0, 1]])
    yield _case("four points in the plane", plane, shared, 0.0)
    yield _case("the same with reg_covar = 0.5", plane, shared, 0.5)
    yield _case("reg_covar left at 1e-6", plane / 100, shared)
    hard = np.eye(2, dtype=int)[[0, 1, 1, 0]]
    yield _case("w of zeros and ones: the update of k-means", plane, hard, 0.0)
    yield _case("one point", array([[3, 4]]), np.ones((1, 1)))
    whole = np.array([[0, 1], [3, 2], [2, 7], [5, 5]])
    yield _case("whole numbers", whole, shared, 0.0)
    yield _case("the same point four times", array([[3, 1]] * 4), shared)
    yield from _drawn(rng)
    yield from _hard(rng)
    yield _case("10,000 points", heavy=True, **_large(rng))


def _drawn(rng: Generator) -> Iterator[Case]:
    n, d, k = int(rng.integers(20, 40)), int(rng.integers(2, 5)), int(rng.integers(3, 5))
    drawn = mixture(rng, n, d, k, scale=any_scale(rng))
    yield _case(f"{n} random points, {k} components", drawn.X, rng.dirichlet(np.ones(k), n), 0.0)
    few = rng.normal(size=(2, 3))
    yield _case("more components than points", few, rng.dirichlet(np.ones(3), 2))
    w = np.insert(rng.dirichlet(np.ones(2), n), 1, 0.0, axis=1)
    yield _case("a component without weight", drawn.X, w)


def _hard(rng: Generator) -> Iterator[Case]:
    X, w = mixture(rng, 20, 2, 2).X, rng.dirichlet(np.ones(2), 20)
    light = np.column_stack([w * (1 - 5e-5), np.full(20, 5e-5)])
    yield _case("a component of weight 0.001", X, light, 0.0, share=SHARE_LIGHT)
    yield _case("float32", X.astype(np.float32), w.astype(np.float32), 0.0)
    yield _case("a scale of 1e-8, reg_covar = 0", X * TINY, w, 0.0)
    yield _case("far from the origin (1e8)", X + FAR, w, 0.0, share=SHARE_FAR)


def _large(rng: Generator) -> Arguments:
    X = mixture(rng, 10_000, 2, 3).X
    return {"X": X, "w": rng.dirichlet(np.ones(3), len(X))}


def _case(
    name: str, X: NDArray[Any], w: NDArray[Any], reg_covar: float | None = None, *,
    share: float = SHARE, heavy: bool = False,
) -> Case:  # fmt: skip
    given: dict[str, Any] = {} if reg_covar is None else {"reg_covar": reg_covar}
    judge = _maximizes(X, w, 1e-6 if reg_covar is None else reg_covar, share)
    exact = bool(w.any(axis=0).all()) and share != SHARE_FAR and X.dtype != np.float32
    return judged(name, judge, exact=exact, heavy=heavy, X=X, w=w, **given)


def _maximizes(X: NDArray[Any], w: NDArray[Any], reg: float, share: float) -> Callable[[Any], None]:
    if X.dtype == np.float32:
        share = SHARE_SINGLE
    points, weights = X.astype(np.float64), w.astype(np.float64)
    phi, mu, Sigma = (np.asarray(a) for a in reference.m_step(points, weights, reg_covar=reg))
    N, R = (
        weights.sum(axis=0),
        max(compare.radius(X), float(np.abs(X).max()) if share < 1e-3 else 0),
    )
    full = np.flatnonzero(N > 0)

    def judge(result: Any) -> None:
        got = params_of(result, len(N), X.shape[1])
        _shares(got[0], phi, weights, max(share, 1e-8) if share < 1e-3 else 1e-8)
        for j in full:
            if np.abs(got[1][j] - mu[j]).max() > share * R:
                _no_mean(got[1], mu, int(j), N, R)
        for j in full:
            if np.abs(got[2][j] - Sigma[j]).max() > share * R**2 + 1e-7 * reg:
                far = hints.cancelled(share == SHARE_FAR)
                _no_covariance(got[2], Sigma, int(j), N, reg, len(X), far)

    return judge


def _shares(got: Floats, phi: Floats, w: Floats, slack: float) -> None:
    if np.abs(got - phi).max() <= slack:
        return
    j, N, n = int(np.abs(got - phi).argmax()), w.sum(axis=0), len(w)
    what = f"N{subscript(j)}/n = {brief(N[j])}/{n}"
    if N[j] == 0:
        raise Wrong(
            f"φ{subscript(j)} is {brief(got[j])} and must be 0: component {j} has no weight.",
            tag="empty-share", expected=phi, got=got,
        )  # fmt: skip
    if abs(got.sum() - n) < 1e-6 * n and n > 1:
        raise Wrong(
            f"phi sums to n = {n} and must sum to 1: divide N_k by n.",
            tag="phi", expected=phi, got=got,
        )  # fmt: skip
    raise Wrong(
        f"φ{subscript(j)} is {brief(got[j])} and must be {brief(phi[j])}: its share of the "
        f"responsibilities, {what}.{hints.wrong_shares(got, w, N)}",
        tag="phi", expected=phi, got=got,
    )  # fmt: skip


def _no_mean(got: Floats, mu: Floats, j: int, N: Floats, R: float) -> NoReturn:
    hint = _guarded(got[j], mu[j], float(N[j])) or hints.wrong_mean(got[j], mu[j], R)
    raise Wrong(
        f"μ{subscript(j)} is {brief(got[j])} and must be {brief(mu[j])}: the mean Σᵢ wᵢⱼxᵢ / "
        f"N{subscript(j)} of all points, each weighted by its share (N{subscript(j)} = "
        f"{brief(N[j])}).{hint}",
        tag="mu", expected=tidy(mu), got=tidy(got),
    )  # fmt: skip


def _guarded(got: Floats, mu: Floats, N: float) -> str:
    """Whether all coordinates are too small by the share that a larger divisor gives."""
    with np.errstate(all="ignore"):
        added = N * (mu / got - 1)
    if (
        np.isfinite(added).all()
        and added.min() > 0
        and added.max() - added.min() < 1e-3 * added.max()
    ):
        return f" Yours looks as if divided by N + {added[0]:.1g}."
    return ""


def _no_covariance(
    got: Floats, Sigma: Floats, j: int, N: Floats, reg: float, n: int, hint: str
) -> NoReturn:
    a, b = np.unravel_index(np.abs(got[j] - Sigma[j]).argmax(), Sigma[j].shape)
    hint = hint or hints.wrong_covariance(got[j], Sigma[j], float(N[j]), n, reg, j)
    raise Wrong(
        f"Sigma[{j}][{a}, {b}] is {brief(got[j][a, b])} and must be {brief(Sigma[j][a, b])}: "
        f"Σᵢ wᵢⱼ(xᵢ − μⱼ)(xᵢ − μⱼ)ᵀ / Nⱼ about the new mean, with reg_covar = {brief(reg)} added "
        f"to the diagonal.{hint}",
        tag="Sigma", expected=tidy(Sigma), got=tidy(got),
    )  # fmt: skip


def _courtesies() -> tuple[Courtesy, ...]:
    w = array([[1, 0], [0, 1]])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": array([[0], [np.nan]]), "w": w}, remark.format("NaN in X")),
        Courtesy({"X": array([[0], [1], [2]]), "w": w},
                 remark.format("Fewer rows of w than points")),
    )  # fmt: skip
