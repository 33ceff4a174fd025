"""The ladders of the four starts: parameters that are allowed, differ, and depend on rng."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Wrong, each
from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript
from exercises.lesson3_em.checks_m_step import params_of
from exercises.lesson3_em.courtesies import of_data, of_k
from exercises.lesson3_em.estimates import within_domain
from exercises.lesson3_em.families import BMM, Family
from exercises.lesson3_em.misconceptions_initialize import misconceptions
from exercises.lesson3_em.mixtures import FAMILIES
from reference import general_em_examples as reference

ALIKE = 1e-9
"""Of the size of a parameter: components that near to each other are the same."""


def gmm() -> Check:
    """How `gmm_initialize` is checked."""
    return _check(FAMILIES["gmm"])


def bmm() -> Check:
    """How `bmm_initialize` is checked."""
    return _check(FAMILIES["bmm"])


def pmm() -> Check:
    """How `pmm_initialize` is checked."""
    return _check(FAMILIES["pmm"])


def exm() -> Check:
    """How `exm_initialize` is checked."""
    return _check(FAMILIES["exm"])


def _check(family: Family) -> Check:
    function = f"{family.prefix}_initialize"
    return Check(
        function,
        getattr(reference, function),
        lambda rng: _ladder(family, rng),
        total=8,
        misconceptions=misconceptions(family),
        courtesies=(*of_data(family, "k", "rng"), *of_k()),
    )


def _ladder(family: Family, rng: Generator) -> Iterator[Case]:
    X = _distinct(family, rng, 20)
    seeds = [int(s) for s in rng.integers(2**31, size=8)]
    yield _starts(family, "20 points, two components", [(X, 2, s) for s in seeds[:2]])
    few = _distinct(family, rng, 6)
    yield _starts(family, "five components, six points", [(few, 5, s) for s in seeds], parted=True)
    yield _starts(family, "one component", [(X, 1, seeds[0])])
    yield _repeated(family, X, seeds[:3])
    yield _generator(family, X, seeds[0])
    yield _varied(family, X, seeds)
    yield _starts(family, "a feature that is the same everywhere",
                  [(constant(family, X), 2, s) for s in seeds[:2]])  # fmt: skip
    whole, single = np.rint(X).astype(np.int64), X.astype(np.float32)
    yield _starts(family, "whole numbers, and float32", [(whole, 3, 1), (single, 3, 1)])


def _distinct(family: Family, rng: Generator, n: int) -> Floats:
    """n rows that differ in more than features 1 and 2, and when rounded: starts may be rows."""
    while True:
        X, _ = family.draw(rng, n, 10, 3)
        if len(np.unique(np.rint(X[:, [0, *range(3, 10)]]), axis=0)) == n:
            return X


def constant(family: Family, X: NDArray[Any]) -> NDArray[Any]:
    """X with a feature of zeros, and one of ones where that is an end too."""
    X = X.copy()
    X[:, 1] = 0
    if family is BMM:
        X[:, 2] = 1
    return X


# -- kinds of rungs --


def _starts(
    family: Family, name: str, given: Sequence[tuple[NDArray[Any], int, int]], *,
    parted: bool = False,
) -> Case:  # fmt: skip
    """Starts that are allowed.

    Args:
        parted: whether no two components may be alike. It is asked on one rung alone, on which
            any way to draw them alike is sure to show.
    """
    calls: list[Arguments] = [{"X": X, "k": k, "rng": s} for X, k, s in given]

    def judge(result: Any, call: Arguments) -> None:
        start = _start_of(family, result, call["X"], call["k"])
        if parted:
            _differ(family, start[:, 1:])

    return Case(name, tuple(calls), each(calls, judge), exact=False)


def _start_of(family: Family, result: Any, X: NDArray[Any], k: int) -> Floats:
    """The start as one row a component, if it is one."""
    params = params_of(family, result, k, X.shape[1])
    phi, total = params[0], float(params[0].sum())
    if abs(total - 1) > max(compare.rtol(X), 1e-8):
        raise Wrong(f"φ sums to {brief(total)} and must sum to 1.", tag="phi-sum", got=phi)
    if phi.min() <= 0:
        j = int(phi.argmin())
        raise Wrong(
            f"φ{subscript(j)} is {brief(phi[j])} and must be positive: a component that starts "
            "with weight 0 never gets a point.",
            tag="phi-positive", got=phi,
        )  # fmt: skip
    within_domain(family, params[1:])
    rows = np.concatenate([p.reshape(k, -1) for p in params[1:]], axis=1)
    return np.concatenate([phi[:, None], rows], axis=1)


def _differ(family: Family, rows: Floats) -> None:
    near = ALIKE * np.abs(rows).max(axis=0)
    for j in range(len(rows)):
        for i in range(j):
            if (np.abs(rows[i] - rows[j]) <= near).all():
                raise Wrong(
                    f"Components {i} and {j} start with the same {family.symbol}: they get the "
                    "same Q at every E-step and never part.",
                    tag="all-alike" if (np.ptp(rows, axis=0) <= near).all() else "alike",
                    got=rows,
                )  # fmt: skip


def _case(
    name: str, family: Family, X: NDArray[Any], rngs: Sequence[Any],
    compared: Callable[[Sequence[Floats]], None],
) -> Case:  # fmt: skip
    """Starts of two components that are compared with each other."""
    calls: list[Arguments] = [{"X": X, "k": 2, "rng": r} for r in rngs]

    def judge(results: Sequence[Any]) -> None:
        starts = []
        for i, result in enumerate(results):
            try:
                starts.append(_start_of(family, result, X, 2))
            except Wrong as wrong:
                wrong.call = i
                raise
        compared(starts)

    return Case(name, tuple(calls), judge, exact=False)


def _repeated(family: Family, X: NDArray[Any], seeds: Sequence[int]) -> Case:
    def compared(starts: Sequence[Floats]) -> None:
        half = len(seeds)
        if not all(map(_same, starts[:half], starts[half:])):
            raise Wrong(
                "The same seed gives another start at the second call: draw with "
                "np.random.default_rng(rng) and nothing else.",
                tag="not-repeatable",
            )

    return _case("the same seed again", family, X, [*seeds, *seeds], compared)


def _generator(family: Family, X: NDArray[Any], seed: int) -> Case:
    twins = [np.random.default_rng(seed) for _ in range(2)]

    def compared(starts: Sequence[Floats]) -> None:
        if not _same(starts[0], starts[1]):
            raise Wrong(
                "Two Generators in the same state give different starts: draw from the one given.",
                tag="generator-ignored",
            )

    return _case("rng is a Generator", family, X, twins, compared)


def _varied(family: Family, X: NDArray[Any], seeds: Sequence[int]) -> Case:
    def compared(starts: Sequence[Floats]) -> None:
        n = len(seeds)
        for some, what in ((starts[:n], f"{n} different seeds"), (starts[n:], "rng=None")):
            if all(_same(some[0], other) for other in some[1:]):
                raise Wrong(
                    f"With {what} the start is the same every time: it must depend on rng, so that "
                    "EM can be tried from several.",
                    tag="constant" if what != "rng=None" else "constant-none",
                )

    return _case("other seeds, and None", family, X, [*seeds, *[None] * 6], compared)


def _same(a: Floats, b: Floats) -> bool:
    return bool(np.allclose(a, b, rtol=ALIKE, atol=0))
