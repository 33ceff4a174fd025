"""The ladders of the demonstrations of 4.1 and 4.2: that numbers come back, and when it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Arguments, Case, Check, Misconception, Opaque, Wrong
from exercises.lesson4_vae.misconceptions_demonstrations import wrong_ways
from reference import variational_auto_encoder_examples as reference

SECONDS = 60.0
"""A demonstration may try all digits, or train a little."""


def objective() -> Check:
    """How `demonstrate_vae_objective` is checked."""
    return _check(reference.demonstrate_vae_objective, wrong_ways("objective"))


def reparameterization() -> Check:
    """How `demonstrate_reparameterization` is checked."""
    return _check(reference.demonstrate_reparameterization, wrong_ways("reparameterization"))


def _check(right: Callable[..., Any], wrong: tuple[Misconception, ...]) -> Check:
    return Check(right.__name__, right, _ladder, total=2, misconceptions=wrong, seconds=SECONDS)


def _ladder(rng: Generator) -> Iterator[Case]:
    quiet: Arguments = {"show": False}
    yield Case(
        "show = False: measured, and nothing printed", (quiet,), has_measured,
        exact=False, silent=True,
    )  # fmt: skip
    yield Case("shown", ({},), has_measured, exact=False)


def has_measured(results: Sequence[Any]) -> None:
    """Whether a dict with at least one finite number came back."""
    found = results[0]
    if found is None:
        raise Wrong("Your function returns None and must return a dict of what it measured.",
                    tag="none", got="None")  # fmt: skip
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
