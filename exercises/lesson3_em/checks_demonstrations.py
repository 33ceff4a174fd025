"""The ladders of the lesson's four demonstrations: that numbers come back, and when it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Arguments, Case, Check, Opaque, Wrong
from exercises.lesson3_em.misconceptions_demonstrations import misconceptions
from reference import general_em_examples as reference


def jensen() -> Check:
    """How `demonstrate_jensens_inequality` is checked."""
    return _check("demonstrate_jensens_inequality")


def divergence() -> Check:
    """How `demonstrate_kl_divergence` is checked."""
    return _check("demonstrate_kl_divergence")


def bernoulli() -> Check:
    """How `demonstrate_bmm_with_general_em` is checked."""
    return _check("demonstrate_bmm_with_general_em")


def decomposition() -> Check:
    """How `demonstrate_elbo_decomposition` is checked."""
    return _check("demonstrate_elbo_decomposition")


def _check(function: str) -> Check:
    return Check(
        function,
        getattr(reference, function),
        _demonstrations,
        total=2,
        misconceptions=misconceptions(function),
    )


def _demonstrations(rng: Generator) -> Iterator[Case]:
    quiet: Arguments = {"show": False}
    yield Case(
        "show = False: measured, and nothing printed", (quiet,), _has_measured,
        exact=False, silent=True,
    )  # fmt: skip
    yield Case("shown", ({},), _has_measured, exact=False)


def _has_measured(results: Sequence[Any]) -> None:
    found = results[0]
    if found is None:
        raise Wrong(
            "Your function returns None and must return a dict of what it measured.",
            tag="none", got="None",
        )  # fmt: skip
    if not isinstance(found, dict):
        kind = found.type_name if isinstance(found, Opaque) else type(found).__name__
        raise Wrong(f"Your function returns a {kind} and must return a dict.", tag="type")
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
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, np.ndarray | np.number | int | float) and not isinstance(value, bool):
        numbers = np.asarray(value)
        if numbers.dtype.kind in "iuf":
            yield from numbers.ravel().tolist()
