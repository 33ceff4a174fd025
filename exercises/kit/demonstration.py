"""The check of a demonstration: that measured numbers come back, and when it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Arguments, Case, Check, Misconception, Opaque, Wrong


def demonstration(
    reference: Callable[..., Any],
    misconceptions: tuple[Misconception, ...],
    seconds: float | None = None,
) -> Check:
    """The check of a function `demonstrate_…(show=True)` that returns a dict.

    Args:
        reference: the reference's, by whose name the function goes.
        misconceptions, seconds: as in `Check`.
    """
    return Check(
        reference.__name__,
        reference,
        _ladder,
        total=2,
        misconceptions=misconceptions,
        seconds=seconds,
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    quiet: Arguments = {"show": False}
    name = "show = False: measured, and nothing printed"
    yield Case(name, (quiet,), has_measured, exact=False, silent=True)
    yield Case("shown", ({},), has_measured, exact=False)


def has_measured(results: Sequence[Any]) -> None:
    """Whether a dict with at least one finite number came back.

    Raises:
        Wrong: it did not.
    """
    found = results[0]
    if found is None:
        message = "Your function returns None and must return a dict of what it measured."
        raise Wrong(message, tag="none", got="None")
    if not isinstance(found, dict):
        kind = found.type_name if isinstance(found, Opaque) else type(found).__name__
        tag = "type-list" if isinstance(found, (list, tuple)) else "type"
        raise Wrong(f"Your function returns a {kind} and must return a dict.", tag=tag)
    if not found:
        raise Wrong("The dict is empty: put in it what was measured.", tag="empty")
    values = list(_numbers(found))
    if not values:
        raise Wrong("No number is in the dict: ideas are run and measured.", tag="no-numbers")
    if not np.isfinite(values).any():
        raise Wrong("No number in the dict is finite.", tag="not-finite")


def _numbers(value: Any) -> Iterator[float]:
    """All numbers in a nest of containers; keys and booleans are none."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _numbers(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, (np.ndarray, np.number, int, float)) and not isinstance(value, bool):
        array = np.asarray(value)
        yield from array.ravel().tolist() if array.dtype.kind in "iuf" else ()
