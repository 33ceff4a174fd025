"""The ladder of activity 2.5 for hard labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Case, Check, Courtesy, Wrong, judged
from exercises.kit.show import brief
from exercises.lesson2_gmm.draws import array
from exercises.lesson2_gmm.misconceptions_assign import MISCONCEPTIONS
from reference import em_mog_examples as reference


def check() -> Check:
    """How `assign_clusters` is checked."""
    return Check(
        "assign_clusters",
        reference.assign_clusters,
        _ladder,
        total=12,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
        timing=lambda: {"w": np.random.default_rng(0).dirichlet(np.ones(8), 20_000)},
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _case("three points, two components", array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]))
    yield _case("three components", array([[0.2, 0.5, 0.3], [0.1, 0.2, 0.7], [0.8, 0.1, 0.1]]))
    yield _case("no share above one half", array([[0.3, 0.4, 0.3], [0.35, 0.25, 0.4]]))
    yield _case("ties: the lower index", array([[0.5, 0.5], [0.5, 0.5], [0.4, 0.6]]))
    yield _case("ties of three", array([[0.2, 0.4, 0.4], [0.25, 0.25, 0.5], [0.4, 0.2, 0.4]]))
    yield _case("one component", np.ones((4, 1)))
    yield _case("one point", array([[0.1, 0.2, 0.7]]))
    yield _case("zeros and ones, of an integer type", np.eye(3, dtype=int)[[2, 0, 1, 1]])
    yield _case("float32", rng.dirichlet(np.ones(3), 20).astype(np.float32))
    yield _case("as many points as components", rng.dirichlet(np.ones(4), 4))
    yield _case("30 random points", rng.dirichlet(np.full(5, 0.3), 30))
    yield _case("20,000 points", rng.dirichlet(np.ones(4), 20_000), heavy=True)


def _case(name: str, w: NDArray[Any], *, heavy: bool = False) -> Case:
    return judged(name, _likeliest(w), exact=True, heavy=heavy, w=w)


def _likeliest(w: NDArray[Any]) -> Callable[[Any], None]:
    n, k = w.shape
    right = w.argmax(axis=1)

    def judge(result: Any) -> None:
        got = compare.labels(result, n, k)
        wrong = np.flatnonzero(got != right)
        if not wrong.size:
            return
        i = int(wrong[0])
        head = f"labels[{i}] is {got[i]} and must be {right[i]}: w[{i}] = {brief(w[i])}"
        if w[i, got[i]] == w[i].max():
            raise Wrong(f"{head} has a tie, and the lower index wins it.", tag="tie",
                        expected=right, got=got)  # fmt: skip
        raise Wrong(
            f"{head} is largest at {right[i]}: take the argmax of each row.",
            tag="value", expected=right, got=got,
        )  # fmt: skip

    return judge


def _courtesies() -> tuple[Courtesy, ...]:
    return (
        Courtesy({"w": array([[0.5, np.nan], [0.5, 0.5]])},
                 "NaN in w was answered with labels: a ValueError with a sentence would say so."),
    )  # fmt: skip
