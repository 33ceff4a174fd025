"""Why it is wrong: recognizes misconceptions, and finds which part breaks a composite.

Only called after a failure, so it may take a little time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from exercises.kit.case import Arguments, Blame, Case, Check, Misconception
from tutor.checking.ladder import Climb, Rung, attempt
from tutor.checking.local import LocalCaller, copied

RTOL, ATOL = 1e-6, 1e-12
_STOPPED = ("timeout", "died", "memory", "channel")


def recognize(climb: Climb, check: Check, *, tensors: bool = False) -> Misconception | None:
    """The first misconception that fails where the learner fails, in the same way, nowhere else.

    Rung by rung, the failing one first, those are dropped that disagree; it ends when none is
    left, which is soon where the mistake is none that is known.
    """
    left = list(check.misconceptions)
    for rung in rungs_of(climb):
        left = [m for m in left if explains(m, (rung,), check, tensors=tensors)]
        if not left:
            return None
    return left[0]


def rungs_of(climb: Climb) -> Iterator[Rung]:
    """All rungs below the large ones: those climbed, then the cases that were not reached.

    Where the learner's function stops on one (an endless loop, a crash), the rest stays untried.
    """
    yield from sorted(
        (r for r in climb.rungs if not r.case.heavy), key=lambda r: r is not climb.failure
    )
    if _has_stopped(climb.rungs[-1]):
        return
    climb.rest.skip_heavy()
    for rung in climb.rest:
        yield rung
        if _has_stopped(rung):
            return


def _has_stopped(rung: Rung) -> bool:
    return rung.trouble is not None and rung.trouble.kind in _STOPPED


def explains(
    misconception: Misconception,
    rungs: Sequence[Rung],
    check: Check | None = None,
    *,
    tensors: bool = False,
) -> bool:
    """Whether a misconception's outcome on these rungs is the learner's."""
    caller = LocalCaller(misconception.code, check, tensors=tensors)
    return all(agree(rung, attempt(rung.case, caller)) for rung in rungs)


def agree(learner: Rung, other: Rung) -> bool:
    """Whether two outcomes on one rung are the same: tags, and results where they are unique."""
    if learner.tag != other.tag:
        return False
    if learner.passed or learner.trouble or not learner.case.exact:
        return True
    return alike(learner.results, other.results)


def alike(a: Any, b: Any) -> bool:
    """Whether two results are the same up to rounding, arrays and nested containers included."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        if len(a) != len(b):
            return False
        if all(isinstance(x, (list, tuple)) or np.ndim(x) for x in (*a, *b)):
            return all(alike(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(alike(a[k], b[k]) for k in a)
    return _alike_values(a, b)


def _alike_values(a: Any, b: Any) -> bool:
    try:
        x, y = np.asarray(a), np.asarray(b)
    except ValueError:  # a ragged nest of lists
        return _alike_items(a, b)
    if x.dtype.kind not in "biufc" or y.dtype.kind not in "biufc":
        return _alike_items(a, b)
    if x.shape != y.shape:
        return False
    scale = float(np.abs(y[np.isfinite(y)]).max(initial=0.0))
    return bool(np.allclose(x, y, rtol=RTOL, atol=max(ATOL * scale, 1e-300), equal_nan=True))


def _alike_items(a: Any, b: Any) -> bool:
    """For nests that are no arrays: item by item, and texts and None by equality."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):  # of texts or objects
        return np.array_equal(a, b)
    return type(a) is type(b) and bool(a == b)


Part = Callable[..., Any]


def blame(
    how: Blame, case: Case, theirs: Mapping[str, Part]
) -> tuple[str, int, str] | None:  # part, iteration, symbol
    """The learner's part that breaks the reference's loop, with the iteration and the symbol.

    Args:
        how: the composite's loop.
        case: the case that failed; its first call's arguments are used.
        theirs: the learner's parts by name.
    """
    for name in how.parts:
        if name in theirs:
            found = _first_difference(how, case.calls[0], {name: theirs[name]})
            if found:
                return (name, *found)
    return None


def _first_difference(
    how: Blame, arguments: Arguments, parts: Mapping[str, Part]
) -> tuple[int, str] | None:
    right = how.loop({}, copied(arguments))
    tried = _until_it_raises(how.loop(parts, copied(arguments)))
    for iteration, (good, bad) in enumerate(zip_longest(right, tried), start=1):
        if good is None or bad is None:
            return iteration, "the number of iterations"
        for symbol, value in good.items():
            if not alike(bad.get(symbol), value):
                return iteration, symbol
    return None


def _until_it_raises(states: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    try:
        yield from states
    except Exception:  # a learner's part may make the loop fail in any way: that's a difference
        return
