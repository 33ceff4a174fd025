"""Bad input to the four mixtures that the reference refuses."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import Courtesy
from exercises.lesson3_em.families import Family
from exercises.lesson3_em.mixtures import rows

_REMARK = "{} went through: a ValueError with a sentence would say so."
_BAD: dict[str, tuple[tuple[str, Any], ...]] = {
    "gmm": (),
    "bmm": (("A 2 among zeros and ones", rows([2, 0], [1, 1], [0, 1])),),
    "pmm": (
        ("A negative count", rows([-1, 0], [1, 1], [0, 1])),
        ("A count of 1.5", rows([1.5, 0], [1, 1], [0, 1])),
    ),
    "exm": (("A negative waiting time", rows([-1, 0], [1, 1], [0, 1])),),
}
_PARAMS: dict[str, tuple[Any, ...]] = {
    "gmm": (rows([0, 0], [1, 1]), np.stack([np.eye(2)] * 2)),
    "bmm": (rows([0.5, 0.5], [0.25, 0.75]),),
    "pmm": (rows([1, 2], [2, 1]),),
    "exm": (rows([1, 2], [2, 1]),),
}


def of_data(family: Family, *others: str) -> tuple[Courtesy, ...]:
    """X with NaN, and values that the model knows nothing of.

    Args:
        others: the arguments after X: "params", "Q", "k" or "rng".
    """
    rest = {name: _other(family, name) for name in others}
    bad = (("NaN in X", rows([np.nan, 0], [1, 1], [0, 1])), *_BAD[family.prefix])
    return tuple(Courtesy({"X": X, **rest}, _REMARK.format(what)) for what, X in bad)


def of_k() -> tuple[Courtesy, ...]:
    """More components than points, and none."""
    X = rows([1, 0], [1, 1], [0, 1])
    return (
        Courtesy({"X": X, "k": 4, "rng": 1}, _REMARK.format("k = 4 with n = 3 points")),
        Courtesy({"X": X, "k": 0, "rng": 1}, _REMARK.format("k = 0, no component at all,")),
    )


def _other(family: Family, name: str) -> Any:
    if name == "params":
        return (rows(0.5, 0.5), *_PARAMS[family.prefix])
    return {"Q": rows([0.5, 0.5], [0.25, 0.75], [1, 0]), "k": 2, "rng": 1}[name]
