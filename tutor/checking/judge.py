"""Judges functions of a learner's file, one guest process each, and says what it found.

Runs in a process of its own that ends after the request.
"""

from __future__ import annotations

import contextlib
import importlib
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from exercises.kit.case import Opaque
from tutor import source
from tutor.checking import wire
from tutor.checking.nursery import Nursery
from tutor.checking.request import Request, Target
from tutor.checking.verdict import Result

if TYPE_CHECKING:
    from exercises.kit.case import Check
    from exercises.kit.checks import Checks
    from tutor.checking.trial import Trial

Emit = Callable[[Mapping[str, Any]], None]
SEED_BITS = 31
REHEARSAL = 0.05
"""Seconds, at most."""


def run(request: Request, ready: Nursery, emit: Emit) -> None:
    """Judges every target and emits `begin`, perhaps `early`, and `result` events."""
    seed = secrets.randbits(SEED_BITS) if request.seed is None else request.seed
    for module in dict.fromkeys(t.module for t in request.targets):
        ModuleJudge(request, module, ready, seed, emit).run()


def rehearse(request: Request, is_asked: Callable[[], bool]) -> None:
    """Parses the file and climbs a ladder with the reference, until something is asked."""
    from tutor.checking.ladder import Attempts
    from tutor.checking.local import LocalCaller

    target = request.targets[0]
    source.parse(source.decode(request.texts[target.module] or b"", Path()), Path())
    check, start = _check(target), time.perf_counter()
    cases = check.cases(np.random.default_rng(0))
    caller = LocalCaller(check.reference, check, tensors=_checks(target).tensors)
    for rung in Attempts(cases, caller):
        wire.unpack(wire.Packer().pack([rung.case.calls[0], rung.results]), Opaque)
        if is_asked() or time.perf_counter() - start > REHEARSAL:
            return


class ModuleJudge:
    """Judges the functions of one file."""

    def __init__(
        self,
        request: Request,
        module: str,
        ready: Nursery,
        seed: int,
        emit: Emit = lambda _: None,
    ) -> None:
        self._targets = [t for t in request.targets if t.module == module]
        self._known = {t.name: t for t in request.known if t.module == module}
        self._path = request.workspace / f"{module}.py"
        self._content = request.texts.get(module)
        self._nursery = ready
        self._seed = seed
        self._emit = emit
        self._results: dict[str, Result] = {}
        self._at_import: Result | None = None
        self._trials: list[Trial] = []

    def run(self) -> None:
        """Tells of each function: `begin`, perhaps `early`, and `result` in the end."""
        for target in self._targets:
            self._emit({"event": "begin", "function": target.qualified})
            result = self.result(target)
            self._put_back()
            self._emit({"event": "result", "result": result.to_dict()})
            self.tidy()

    def result(self, target: Target) -> Result:
        """The verdict on one function (judged once)."""
        if target.name not in self._results:
            self._results[target.name] = self._judge(target)
        return self._results[target.name]

    def tidy(self) -> None:
        """Ends the guests: after the verdict is told, since nobody need wait for that."""
        while self._trials:
            self._trials.pop().close()
            self._put_back()

    def _judge(self, target: Target) -> Result:
        """What passes is not even parsed here: it ran, and it is right."""
        trial = None if self._at_import else self._trial(target)
        if trial is None:
            known = self._without_running(target)
            assert known is not None
            return known
        self._trials.append(trial)
        by_text = partial(self._without_running, target)
        parts = partial(self._parts, target)
        try:
            result = trial.result(by_text, self._failing_callees, parts)
        except ImportError as error:  # by the lesson's checks, in this process
            return by_text() or self._plain(target, "error", lacking(error))
        if trial.failed_at_import:
            self._at_import = result
        return result

    def _put_back(self) -> None:
        """Writes the file anew if the learner's code has deleted it: no work may be lost."""
        if self._content is not None and not self._path.exists():
            with contextlib.suppress(OSError):
                self._path.write_bytes(self._content)

    def _without_running(self, target: Target) -> Result | None:
        """The verdict that the text alone gives, if it does."""
        if isinstance(self._source, source.UnreadableFile):
            return self._plain(target, "error", str(self._source), self._source.line)
        definition = self._source.definitions.get(target.name)
        if definition is None and not self._assigned(target.name):
            return self._plain(target, "error", self._gone(target))
        if definition is not None and definition.is_stub:
            message = _unwritten(target.name, self._source.places(target.name))
            return self._plain(target, "not_started", message, definition.first)
        return self._as(target, self._at_import) if self._at_import else None

    def _trial(self, target: Target) -> Trial | None:
        """A trial that has begun; None where the file is no text, or parsed and without need."""
        from tutor.checking.trial import Trial

        if "_source" in vars(self) and self._without_running(target):
            return None
        try:
            text = self._decoded
        except source.UnreadableFile:
            return None
        return Trial(
            target, _checks(target), self._nursery, text, self._path, self._seed, self._tell
        )

    def _tell(self, result: Result) -> None:
        if result.function in {t.qualified for t in self._targets}:
            self._emit({"event": "early", "result": result.to_dict()})

    def _failing_callees(self, name: str) -> Sequence[Result]:
        """The verdicts on what `name` calls and what does not pass, first called first."""
        assert isinstance(self._source, source.Source)
        called = [self._known[n] for n in self._source.callees(name) if n in self._known]
        return [r for r in map(self.result, called) if not r.passed]

    def _parts(self, target: Target) -> tuple[str, ...]:
        """The composite's parts that the learner has written."""
        assert isinstance(self._source, source.Source)
        check = _check(target)
        found = self._source.definitions
        parts = check.blame.parts if check.blame else ()
        return tuple(p for p in parts if p in found and not found[p].is_stub)

    @cached_property
    def _source(self) -> source.Source | source.UnreadableFile:
        try:
            return source.parse(self._decoded, self._path)
        except source.UnreadableFile as error:
            return error

    @cached_property
    def _decoded(self) -> str:
        if self._content is None:
            return source.read_text(self._path)
        return source.decode(self._content, self._path)

    @property
    def _text(self) -> str:
        assert isinstance(self._source, source.Source)
        return self._source.text

    def _assigned(self, name: str) -> bool:
        """Whether a name is bound at the top level otherwise than by `def`."""
        return name in source.top_level_names(self._text)

    def _gone(self, target: Target) -> str:
        return (
            f"{self._path.name} no longer defines {target.name}: "
            f"`cem-tutor reset {target.activity}` puts its stub back and keeps the rest."
        )

    def _plain(self, target: Target, status: Any, message: str, line: int | None = None) -> Result:
        return Result(
            target.activity,
            target.qualified,
            status,
            message=message,
            seed=self._seed,
            line=line,
            cases_total=_total(target),
        )

    def _as(self, target: Target, other: Result) -> Result:
        """The same verdict for another function: the file itself did not run."""
        from dataclasses import replace

        return replace(
            other,
            activity=target.activity,
            function=target.qualified,
            cases_total=_total(target),
        )


def _unwritten(name: str, places: Sequence[int]) -> str:
    if len(places) < 2:
        return f"{name} isn't written yet."
    *_, before, last = places
    return (
        f"{name} is defined twice, in lines {before} and {last}. The later one counts, and that "
        "isn't written yet."
    )


def _checks(target: Target) -> Checks:
    """The checks of a function's lesson."""
    found: Checks = importlib.import_module(f"{target.package}.checks").CHECKS
    return found


def _check(target: Target) -> Check:
    return _checks(target)[target.name]


def _total(target: Target) -> int:
    """The number of rungs; 0 where a library is missing without which they can't be known."""
    try:
        return _check(target).total
    except ImportError:
        return 0


def lacking(error: ImportError) -> str:
    """A sentence for who lacks a library that a lesson needs."""
    if error.name is None:
        return f"{error}"
    name = error.name.partition(".")[0]
    return (
        f"This lesson needs {name}, which can't be imported here ({error}). "
        f"`pip install {name}` brings it; `cem-tutor doctor` says what else may be wrong."
    )
