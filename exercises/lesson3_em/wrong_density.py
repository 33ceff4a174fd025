"""A wrong log density with its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class WrongDensity:
    """One wrong log p(x | z), (n, k), with its words.

    Attributes:
        cancels: whether it is wrong by something that all components share, which an E-step
            divides out again.
    """

    id: str
    title: str
    explanation: str
    symbol: str
    code: Callable[..., Any]
    cancels: bool = False
