"""The ladders of the four E-steps: Q is the posterior of the component, point by point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Wrong, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript
from exercises.lesson3_em.courtesies import of_data
from exercises.lesson3_em.families import Family, posterior
from exercises.lesson3_em.misconceptions_e_step import misconceptions
from exercises.lesson3_em.mixtures import FAMILIES, Setting, large, settings, total
from exercises.lesson3_em.scalars import repeats_exactly
from reference import general_em_examples as reference

SLACK, SLACK_SINGLE = 1e-8, 2e-3
"""Of a probability: errors of log densities up to 1e4 leave 1e-11, in float32 a thousandth."""


def gmm() -> Check:
    """How `gmm_e_step` is checked."""
    return _check(FAMILIES["gmm"])


def bmm() -> Check:
    """How `bmm_e_step` is checked."""
    return _check(FAMILIES["bmm"])


def pmm() -> Check:
    """How `pmm_e_step` is checked."""
    return _check(FAMILIES["pmm"])


def exm() -> Check:
    """How `exm_e_step` is checked."""
    return _check(FAMILIES["exm"])


def _check(family: Family) -> Check:
    def ladder(rng: Generator) -> Iterator[Case]:
        for setting in settings(family, rng):
            yield _case(family, setting)
        yield _case(family, large(family, rng), heavy=True)

    def timed() -> Arguments:
        setting = large(family, np.random.default_rng(0))
        return {"X": setting.X, "params": setting.params}

    function = f"{family.prefix}_e_step"
    return Check(
        function,
        getattr(reference, function),
        ladder,
        total=total(family) + 1,
        misconceptions=misconceptions(family),
        courtesies=of_data(family, "params"),
        timing=timed,
    )


def _case(family: Family, setting: Setting, *, heavy: bool = False) -> Case:
    X, params = setting.X, setting.params
    slack = SLACK_SINGLE if X.dtype == np.float32 else SLACK

    def judge(result: Any) -> None:
        expected = posterior(family.log_joint(X.astype(np.float64), doubled(params)))
        Q = compare.numbers(result, expected.shape, "Q")
        compare.finite_rows(Q, "Q", "row ")
        _distributions(Q, slack)
        _posterior(family, Q, expected, np.asarray(params[0]), slack)

    return judged(setting.name, judge, exact=repeats_exactly(X), heavy=heavy, X=X, params=params)


def doubled(params: Any) -> Any:
    """Parameters in float64."""
    return tuple(np.asarray(p, dtype=np.float64) for p in params)


def _distributions(Q: Floats, slack: float) -> None:
    """Whether each row is a distribution over the components."""
    outside = np.argwhere((-slack > Q) | (1 + slack < Q))
    if outside.size:
        i, j = outside[0]
        raise Wrong(
            f"Q[{i}, {j}] is {brief(Q[i, j])}, and a probability is from 0 to 1.",
            tag="range", got=Q,
        )  # fmt: skip
    off = np.flatnonzero(np.abs(Q.sum(axis=1) - 1) > slack)
    if off.size:
        i = int(off[0])
        raise Wrong(
            f"The row of x{subscript(i)} sums to {brief(Q[i].sum())} and must sum to 1: it is the "
            "distribution of the component that made the point.",
            tag="rows", got=Q,
        )  # fmt: skip


def _posterior(family: Family, Q: Floats, expected: Floats, phi: Floats, slack: float) -> None:
    dead = np.flatnonzero((phi == 0) & (slack < Q).any(axis=0))
    if dead.size:
        j = int(dead[0])
        raise Wrong(
            f"φ{subscript(j)} = 0, so no point is of component {j}; yours gives it "
            f"{brief(Q[:, j].max())} of one.",
            tag="dead", expected=expected, got=Q,
        )  # fmt: skip
    off = np.argwhere(np.abs(Q - expected) > slack)
    if off.size:
        i, j = off[0]
        raise Wrong(
            f"Q[{i}, {j}] is {brief(Q[i, j])} and must be {brief(expected[i, j])}: "
            f"φ{subscript(j)} · p(x{subscript(i)} | z = {j}), with {family.density} for p, divided "
            "by the sum of that over the components.",
            tag="value", expected=expected, got=Q,
        )  # fmt: skip
