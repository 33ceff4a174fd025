"""The ladder of activity 3.2, second half: the gap between log-likelihood and ELBO."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Case, Check, Courtesy, judged
from exercises.lesson3_em.families import bound, log_sum_exp
from exercises.lesson3_em.misconceptions_gap import MISCONCEPTIONS
from exercises.lesson3_em.scalars import repeats_exactly, same, scalar, slack_of
from exercises.lesson3_em.tables import TOTAL, Table, drawn, tables
from reference import general_em_examples as reference

NAME = "The gap Σᵢ KL(Qᵢ‖posterior)"
LARGE = 2_000
"""Points where slow code shows: a careful loop over them by `kl_divergence` takes a second."""
_INFINITE = "Q > 0 where log p(x, z) = −∞, so that the ELBO is −∞."


def check() -> Check:
    """How `variational_gap` is checked."""
    return Check(
        "variational_gap",
        reference.variational_gap,
        _ladder,
        total=TOTAL + 1,
        misconceptions=MISCONCEPTIONS,
        courtesies=courtesies(),
        timing=lambda: drawn(np.random.default_rng(0), LARGE, 3, "").arguments,
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    for table in tables(rng):
        yield _case(table)
    yield _case(drawn(rng, LARGE, 3, f"{LARGE:,} points"), heavy=True)


def gap(log_joint: Any, Q: Any) -> float:
    """The right answer."""
    joint, weights = log_joint.astype(np.float64), Q.astype(np.float64)
    return float(log_sum_exp(joint).sum()) - bound(joint, weights)


def _case(table: Table, *, heavy: bool = False) -> Case:
    def judge(result: Any) -> None:
        expected, slack = gap(table.log_joint, table.Q), slack_of(table.log_joint, table.Q)
        same(scalar(result, NAME), expected, slack, NAME, _INFINITE)

    return judged(
        table.name, judge, exact=repeats_exactly(table.log_joint), heavy=heavy, **table.arguments
    )


def courtesies() -> tuple[Courtesy, ...]:
    """Bad tables, for this function and for the parts of the ELBO."""
    joint, Q = np.array([[-1.0, -2.0]]), np.array([[0.5, 0.5]])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"log_joint": np.array([[np.nan, -2.0]]), "Q": Q},
                 remark.format("NaN in log_joint")),
        Courtesy({"log_joint": joint, "Q": np.array([[0.5, 0.25, 0.25]])},
                 remark.format("A Q of another shape than log_joint")),
        Courtesy({"log_joint": joint, "Q": np.array([[0.5, 0.9]])},
                 remark.format("A row of Q that sums to 1.4")),
        Courtesy({"log_joint": joint, "Q": np.array([[1.5, -0.5]])},
                 remark.format("A negative entry of Q")),
    )  # fmt: skip
