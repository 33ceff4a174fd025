"""Calls trusted code in this process, as the learner's is called in its own."""

from __future__ import annotations

import contextlib
import copy
import io
import sys
from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

from exercises.kit.case import Arguments, Check
from tutor.checking import arrays, tensors, words
from tutor.checking.caller import Waiting
from tutor.checking.outcome import Outcome, Trouble


class LocalCaller:
    """Calls trusted code (a reference, a misconception) in this process.

    Args:
        check: of the function, where it may have probes.
        tensors: whether arrays are handed over as tensors.
    """

    def __init__(
        self, function: Callable[..., Any], check: Check | None = None, *, tensors: bool = False
    ) -> None:
        self._function = function
        self._check = check
        self._tensors = tensors

    def call(self, calls: Sequence[Arguments], *, silent: bool = False, probe: str = "") -> Outcome:
        """As a `Caller`; exceptions and changed arguments are troubles here too."""
        function = self._probe(probe) if probe else self._direct
        results = []
        printed = io.StringIO()
        for arguments in calls:
            given = copied(arguments)
            try:
                with contextlib.redirect_stdout(printed):
                    results.append(function(**given))
            except Exception as error:  # a misconception may fail in any way that a learner may
                tag = f"raised:{type(error).__name__}"
                return Outcome(trouble=Trouble("raised", str(error), tag))
            if names := _changed(arguments, given):
                return Outcome(trouble=words.mutated(names))
        if silent and printed.getvalue():
            return Outcome(trouble=words.prints(printed.getvalue()))
        return Outcome(tuple(results))

    def submit(self, calls: Sequence[Arguments], probe: str = "") -> Waiting:
        """As a `Caller`: they are run when they are waited for."""
        return partial(self.call, calls, probe=probe)

    def _direct(self, **arguments: Any) -> Any:
        if not self._tensors:
            return self._function(**arguments)
        return tensors.plain(self._function(**tensors.of(arguments)))

    def _probe(self, name: str) -> Callable[..., Any]:
        """A probe of the reference's module with the function in it."""
        assert self._check is not None
        assert self._check.probes is not None
        home = vars(sys.modules[self._check.reference.__module__])
        exercise = SimpleNamespace(**{**home, self._check.function: self._function})
        return partial(getattr(self._check.probes, name), exercise)

    @property
    def runs_ahead(self) -> bool:
        """Nothing is gained by it here."""
        return False


def copied(arguments: Arguments) -> dict[str, Any]:
    """Arguments that a call may change; callables and generators are handled as they must be."""
    return {n: v if callable(v) else copy.deepcopy(v) for n, v in arguments.items()}


def _changed(before: Arguments, after: Arguments) -> list[str]:
    return [
        n
        for n, v in before.items()
        if not callable(v) and arrays.content(v) != arrays.content(after[n])
    ]
