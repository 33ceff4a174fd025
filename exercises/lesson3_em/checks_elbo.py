"""The ladders of the four ELBOs: E[log joint] + entropy, for any Q."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Wrong, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson3_em.checks_e_step import doubled
from exercises.lesson3_em.courtesies import of_data
from exercises.lesson3_em.families import Family, bound, log_sum_exp, posterior
from exercises.lesson3_em.misconceptions_elbo import misconceptions
from exercises.lesson3_em.mixtures import FAMILIES, Setting, large, settings, total
from exercises.lesson3_em.scalars import repeats_exactly, same, scalar
from exercises.lesson3_em.weights import shares
from reference import general_em_examples as reference

NAME = "The ELBO"


def gmm() -> Check:
    """How `gmm_elbo` is checked."""
    return _check(FAMILIES["gmm"])


def bmm() -> Check:
    """How `bmm_elbo` is checked."""
    return _check(FAMILIES["bmm"])


def pmm() -> Check:
    """How `pmm_elbo` is checked."""
    return _check(FAMILIES["pmm"])


def exm() -> Check:
    """How `exm_elbo` is checked."""
    return _check(FAMILIES["exm"])


def _check(family: Family) -> Check:
    def ladder(rng: Generator) -> Iterator[Case]:
        for i, setting in enumerate(settings(family, rng)):
            yield _case(family, setting, _any_q(rng, setting, i))
        yield _after_an_e_step(family, rng)
        big = large(family, rng)
        yield _case(family, big, shares(rng, len(big.X), 3), heavy=True)

    def timed() -> Arguments:
        rng = np.random.default_rng(0)
        big = large(family, rng)
        return {"X": big.X, "params": big.params, "Q": shares(rng, len(big.X), 3)}

    function = f"{family.prefix}_elbo"
    return Check(
        function,
        getattr(reference, function),
        ladder,
        total=total(family) + 2,
        misconceptions=misconceptions(family),
        courtesies=_courtesies(family),
        timing=timed,
    )


def _any_q(rng: Generator, setting: Setting, rung: int) -> NDArray[Any]:
    """A Q that is not the posterior: by hand on the first rungs; 0 where φ is."""
    n, phi = len(setting.X), setting.params[0]
    if len(phi) == 1:
        return np.ones((n, 1))
    if rung == 0:
        return np.full((n, 2), 0.5)
    if rung == 1:
        return np.eye(2)[np.arange(n) % 2]
    if rung == 2:
        return np.tile([0.25, 0.75], (n, 1))
    Q = np.where(phi > 0, shares(rng, n, len(phi)), 0.0)
    Q /= Q.sum(axis=1, keepdims=True)
    return Q.astype(setting.X.dtype) if setting.X.dtype == np.float32 else Q


def _after_an_e_step(family: Family, rng: Generator) -> Case:
    X, params = family.draw(rng, 15, 3, 3)
    joint = family.log_joint(X, params)
    likelihood = float(log_sum_exp(joint).sum())
    setting = Setting("Q is the posterior: the bound touches", X, params)
    return _case(family, setting, posterior(joint), about=f" log p(X) = {brief(likelihood)} here.")


def _case(
    family: Family, setting: Setting, Q: NDArray[Any], *, about: str = "", heavy: bool = False
) -> Case:
    X, params = setting.X, setting.params

    def judge(result: Any) -> None:
        joint = family.log_joint(X.astype(np.float64), doubled(params))
        expected = bound(joint, Q.astype(np.float64))
        slack = compare.rtol(X) * _size(joint)
        try:
            same(scalar(result, NAME), expected, slack, NAME)
        except Wrong as wrong:
            wrong.message += about
            raise

    return judged(
        setting.name, judge, exact=repeats_exactly(X), heavy=heavy, X=X, params=params, Q=Q
    )


def _size(joint: Floats) -> float:
    """max(1, Σ|log joint|), what is −∞ left out."""
    return max(1.0, float(np.abs(joint[np.isfinite(joint)]).sum()))


def _courtesies(family: Family) -> tuple[Courtesy, ...]:
    good = of_data(family, "params", "Q")[0].arguments
    X = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    short = {**good, "X": X, "Q": np.array([[0.5, 0.5]])}
    return (
        *of_data(family, "params", "Q"),
        Courtesy(short, "A Q with fewer rows than X went through: a ValueError with a sentence "
                 "would say so."),
    )  # fmt: skip
