"""The ladder of activity 3.2, first half: the Kullback–Leibler divergence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, judged
from exercises.kit.compare import Floats
from exercises.lesson3_em.misconceptions_divergence import MISCONCEPTIONS
from exercises.lesson3_em.scalars import repeats_exactly, same, scalar
from reference import general_em_examples as reference

NAME = "KL(q‖p)"
_INFINITE = "p is 0 where q is not, so that q log(q/p) is infinite there."


def check() -> Check:
    """How `kl_divergence` is checked."""
    return Check(
        "kl_divergence",
        reference.kl_divergence,
        _ladder,
        total=14,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _case("two outcomes", [0.5, 0.5], [0.25, 0.75])
    yield _case("the other way round", [0.25, 0.75], [0.5, 0.5])
    yield _case("q = p", [0.125, 0.375, 0.5], [0.125, 0.375, 0.5])
    yield _case("three outcomes", [0.5, 0.25, 0.25], [0.25, 0.125, 0.625])
    yield _case("one outcome", [1.0], [1.0])
    yield _case("a certain outcome", [0.0, 1.0], [0.75, 0.25])
    yield _case("q = p = 0 somewhere", [0.5, 0.0, 0.5], [0.125, 0.0, 0.875])
    yield _case("p = 0 where q > 0", [0.5, 0.5], [1.0, 0.0])
    drawn = _drawn(rng, int(rng.integers(5, 12)))
    yield _case(f"{len(drawn['q'])} random outcomes", drawn["q"], drawn["p"])
    yield _case("tiny chances", [0.5, 0.25, 0.25], [1e-300, 1e-9, 1 - 1e-9])
    yield _case("small chances", [1e-4, 1e-7, 1 - 1e-4 - 1e-7], [1e-300, 1e-300, 1.0], exact=False)
    single = _drawn(rng, 6)
    q, p = (x.astype(np.float32) for x in single.values())
    yield _case("float32", q, p)
    yield _case("certainty against certainty", [0.0, 1.0], [1.0, 0.0])
    yield _case("20,000 outcomes", heavy=True, **_large(rng))


def _drawn(rng: Generator, n: int) -> dict[str, Floats]:
    q, p = rng.gamma(1.5, size=(2, n)) + 1e-3
    return {"q": q / q.sum(), "p": p / p.sum()}


def _large(rng: Generator) -> Arguments:
    return _drawn(rng, 20_000)


def divergence(q: Any, p: Any) -> float:
    """The right answer."""
    some = q > 0
    if (p[some] == 0).any():
        return float("inf")
    a, b = q[some].astype(np.float64), p[some].astype(np.float64)
    return float((a * (np.log(a) - np.log(b))).sum())


def _case(name: str, q: Any, p: Any, *, exact: bool = True, heavy: bool = False) -> Case:
    a, b = np.asarray(q), np.asarray(p)
    expected = divergence(a, b)
    logs = np.log(b[b > 0].astype(np.float64))
    slack = compare.rtol(a, b) * max(1.0, float(np.abs(logs).max()))

    def judge(result: Any) -> None:
        same(scalar(result, NAME, "Add up over all outcomes."), expected, slack, NAME, _INFINITE)

    return judged(name, judge, exact=exact and repeats_exactly(a, b), heavy=heavy, q=a, p=b)


def _courtesies() -> tuple[Courtesy, ...]:
    q = np.array([0.5, 0.5])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"q": q, "p": np.array([0.5, 0.7])}, remark.format("A p that sums to 1.2")),
        Courtesy({"q": np.array([1.5, -0.5]), "p": q}, remark.format("A negative chance in q")),
        Courtesy({"q": q, "p": np.array([1.0])}, remark.format("A p shorter than q")),
    )
