"""The ladders of the four M-steps: weighted estimates from X and Q."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Wrong, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript
from exercises.lesson3_em.courtesies import of_data
from exercises.lesson3_em.estimates import judge_estimates
from exercises.lesson3_em.families import CLAMP, FLOOR, GMM, Family
from exercises.lesson3_em.misconceptions_m_step import misconceptions
from exercises.lesson3_em.mixtures import FAMILIES
from exercises.lesson3_em.scalars import repeats_exactly
from exercises.lesson3_em.weights import FAR, TOTAL, Weighted, large, weighted
from reference import general_em_examples as reference


def gmm() -> Check:
    """How `gmm_m_step` is checked."""
    return _check(FAMILIES["gmm"])


def bmm() -> Check:
    """How `bmm_m_step` is checked."""
    return _check(FAMILIES["bmm"])


def pmm() -> Check:
    """How `pmm_m_step` is checked."""
    return _check(FAMILIES["pmm"])


def exm() -> Check:
    """How `exm_m_step` is checked."""
    return _check(FAMILIES["exm"])


def _check(family: Family) -> Check:
    def ladder(rng: Generator) -> Iterator[Case]:
        for rung in weighted(family, rng):
            yield _case(family, rung)
        yield _case(family, large(family, rng), heavy=True)

    def timed() -> Arguments:
        rung = large(family, np.random.default_rng(0))
        return {"X": rung.X, "Q": rung.Q}

    function = f"{family.prefix}_m_step"
    return Check(
        function,
        getattr(reference, function),
        ladder,
        total=TOTAL + (family is GMM) + 1,
        misconceptions=misconceptions(family),
        courtesies=of_data(family, "Q"),
        timing=timed,
    )


def _case(family: Family, rung: Weighted, *, heavy: bool = False) -> Case:
    X, Q = rung.X, rung.Q
    N = Q.sum(axis=0)
    used, far = N > 0, bool(np.abs(X).max() >= FAR / 2)

    def judge(result: Any) -> None:
        expected = family.m_step(X, Q)
        got = params_of(family, result, Q.shape[1], X.shape[1])
        _weights(got[0], expected[0], compare.rtol(X, Q))
        with _digits_lost(far):
            judge_estimates(family, X, got[1:], expected[1:], used)

    exact = repeats_exactly(X) and not _is_free(family, X, Q)
    return judged(rung.name, judge, exact=exact, heavy=heavy, X=X, Q=Q)


def _is_free(family: Family, X: Any, Q: Any) -> bool:
    """Whether there are ways to be careful: with little weight, or how far to keep off an edge."""
    edges = (CLAMP, 1 - CLAMP, FLOOR)
    return bool((Q.sum(axis=0) < 1).any() or np.isin(family.m_step(X, Q)[1], edges).any())


@contextmanager
def _digits_lost(far: bool) -> Iterator[None]:
    """Far from the origin it is rounding that decides in which way Σ is wrong."""
    try:
        yield
    except Wrong as wrong:
        if not far or wrong.tag not in ("value:Sigma", "not-positive"):
            raise
        raise Wrong(
            f"{wrong.message} So far from the origin E[xxᵀ] − μμᵀ loses its digits to "
            "cancellation: take μⱼ off X before you square.",
            tag="far:Sigma", expected=wrong.expected, got=wrong.got,
        ) from None  # fmt: skip


def params_of(family: Family, result: Any, k: int, d: int) -> Sequence[Floats]:
    """Parameters in their order and shapes, all finite."""
    if isinstance(result, dict):
        raise Wrong(
            f"Your function returns a dict and must return a tuple: {', '.join(family.names)}.",
            tag="dict",
        )
    parts = compare.parts(result, family.names)
    shapes = ((k,), (k, d), (k, d, d))
    found = []
    for part, name, shape in zip(parts, family.names, shapes, strict=False):
        values = _shaped(part, shape, name)
        bad = np.flatnonzero(~np.isfinite(values).reshape(k, -1).all(axis=1))
        if bad.size:
            j = int(bad[0])
            raise Wrong(
                f"{name} must be finite, and is {brief(values[j].ravel()[:3])} for component {j}.",
                tag=f"nan:{name}", got=values,
            )  # fmt: skip
        found.append(values)
    return found


def _shaped(part: Any, shape: tuple[int, ...], name: str) -> Floats:
    """One parameter; of a wrong shape it is noted which, and what shape it is."""
    try:
        return compare.numbers(part, shape, name)
    except Wrong as wrong:
        if wrong.tag == "shape":
            wrong.tag = f"shape:{name}:{np.shape(wrong.got)}" if wrong.got is not None else "ragged"
        raise


def _weights(phi: Floats, expected: Floats, rtol: float) -> None:
    off = np.flatnonzero(np.abs(phi - expected) > rtol)
    if off.size == 0:
        return
    j, total = int(off[0]), float(phi.sum())
    at = subscript(j)
    why = f"N{at} / n, with N{at} the sum of column {j} of Q"
    if abs(total - 1) > rtol:
        why = f"N{at} / n; yours sum to {brief(total)} and must sum to 1"
    raise Wrong(
        f"φ{at} is {brief(phi[j])} and must be {brief(expected[j])}: {why}.",
        tag="phi", expected=expected, got=phi,
    )  # fmt: skip
