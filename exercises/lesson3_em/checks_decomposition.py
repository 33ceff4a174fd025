"""The ladder of activity 3.5: the parts of the ELBO."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Case, Check, judged
from exercises.lesson3_em.checks_gap import LARGE, courtesies
from exercises.lesson3_em.families import entropy, expected
from exercises.lesson3_em.misconceptions_decomposition import MISCONCEPTIONS
from exercises.lesson3_em.scalars import repeats_exactly, same, scalar, slack_of
from exercises.lesson3_em.tables import TOTAL, Table, drawn, tables
from reference import general_em_examples as reference

NAMES = ("expected_log_joint", "entropy", "elbo")
_INFINITE = "Q > 0 where log p(x, z) = −∞."


def check() -> Check:
    """How `elbo_decomposition` is checked."""
    return Check(
        "elbo_decomposition",
        reference.elbo_decomposition,
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


def _case(table: Table, *, heavy: bool = False) -> Case:
    def judge(result: Any) -> None:
        joint, Q = table.log_joint.astype(np.float64), table.Q.astype(np.float64)
        E, H = expected(joint, Q), entropy(Q)
        slack = slack_of(table.log_joint, table.Q)
        parts = compare.parts(result, NAMES)
        got = [scalar(part, name) for part, name in zip(parts, NAMES, strict=True)]
        for value, right, name in zip(got, (E, H, E + H), NAMES, strict=True):
            same(value, right, slack, name, _INFINITE)

    return judged(
        table.name, judge, exact=repeats_exactly(table.log_joint), heavy=heavy, **table.arguments
    )
