"""The ladder of activity 3.1: Jensen's inequality for the logarithm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, judged
from exercises.kit.compare import Floats
from exercises.lesson3_em.misconceptions_jensen import MISCONCEPTIONS
from exercises.lesson3_em.scalars import repeats_exactly, same, scalar
from reference import general_em_examples as reference

NAME = "log E[v] − E[log v]"
HUGE, TINY = 1e300, 1e-300


def check() -> Check:
    """How `jensen_gap` is checked."""
    return Check(
        "jensen_gap",
        reference.jensen_gap,
        _ladder,
        total=12,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: _large(np.random.default_rng(0)),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _case("two values, even weights", [1.0, 9.0], [0.5, 0.5])
    yield _case("two values, uneven weights", [2.0, 8.0], [0.75, 0.25])
    yield _case("three values", [1.0, 4.0, 16.0], [0.5, 0.25, 0.25])
    yield _case("equal values", [3.0, 3.0, 3.0], [0.2, 0.3, 0.5])
    yield _case("one value", [5.0], [1.0])
    yield _case("values below one", [0.5, 0.125], [0.5, 0.5])
    yield _case("whole numbers", np.array([1, 3, 20]), [0.25, 0.5, 0.25])
    yield _case("a value 0 of weight 0", [0.0, 2.0, 6.0], [0.0, 0.5, 0.5], exact=False)
    drawn = _drawn(rng, int(rng.integers(5, 12)), 1.0)
    yield _case(f"{len(drawn['values'])} random values", drawn["values"], drawn["weights"])
    single = _drawn(rng, 6, 1.0)
    v, w = (x.astype(np.float32) for x in single.values())
    yield _case("float32", v, w)
    yield _case("huge and tiny values", [HUGE, TINY, 1.0], [0.25, 0.25, 0.5])
    yield _case("20,000 values", heavy=True, **_large(rng))


def _drawn(rng: Generator, n: int, spread: float) -> dict[str, Floats]:
    weights = rng.uniform(0.2, 2, size=n)
    return {"values": np.exp(spread * rng.normal(size=n)), "weights": weights / weights.sum()}


def _large(rng: Generator) -> Arguments:
    return _drawn(rng, 20_000, 1.5)


def gap(values: Any, weights: Any) -> float:
    """The right answer; the largest value is divided out, so that nothing overflows."""
    w, v = weights[weights > 0].astype(np.float64), values[weights > 0].astype(np.float64)
    logs = np.log(v)
    top = logs.max()
    return float(top + np.log((w * np.exp(logs - top)).sum()) - (w * logs).sum())


def _case(name: str, values: Any, weights: Any, *, exact: bool = True, heavy: bool = False) -> Case:
    """A rung; not `exact` where code that cares for zeros in another way errs by another number."""
    v, w = np.asarray(values), np.asarray(weights)
    expected, logs = gap(v, w), np.log(v[w > 0].astype(np.float64))
    slack = compare.rtol(v, w) * max(1.0, float(np.abs(logs).max()))

    def judge(result: Any) -> None:
        same(scalar(result, NAME, "Both expectations are sums over all values."), expected,
             slack, NAME)  # fmt: skip

    exact = exact and repeats_exactly(v, w)
    return judged(name, judge, exact=exact, heavy=heavy, values=v, weights=w)


def _courtesies() -> tuple[Courtesy, ...]:
    v, w = np.array([1.0, 9.0]), np.array([0.5, 0.5])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"values": v, "weights": np.array([0.5, 0.7])},
                 remark.format("Weights that sum to 1.2")),
        Courtesy({"values": v, "weights": np.array([1.5, -0.5])},
                 remark.format("A negative weight")),
        Courtesy({"values": np.array([1.0, -9.0]), "weights": w},
                 remark.format("A negative value, which has no logarithm,")),
        Courtesy({"values": v, "weights": np.array([1.0])},
                 remark.format("Fewer weights than values")),
    )  # fmt: skip
