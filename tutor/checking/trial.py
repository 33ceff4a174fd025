"""One function on trial: climbs its ladder in a guest and puts the outcome into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercises.kit.case import Check
from exercises.kit.checks import Checks
from tutor.checking import diagnose, reports, tensors
from tutor.checking.caller import SECONDS, LoadFailed, RemoteCaller
from tutor.checking.ladder import Climb, Rung, climb
from tutor.checking.nursery import Nursery
from tutor.checking.outcome import Trouble
from tutor.checking.verdict import Result, Status

if TYPE_CHECKING:
    from tutor.checking.request import Target

Failing = Callable[[str], Sequence[Result]]
ByText = Callable[[], Result | None]
Parts = Callable[[], Sequence[str]]

_STATUS: Mapping[str, Status] = {
    "raised": "error",
    "timeout": "timeout",
    "died": "crashed",
    "memory": "crashed",
    "channel": "crashed",
}
_TIMINGS = 2  # the first of them may have to import something


class Trial:
    """Judges one function. The learner's file begins to run at once, in a guest.

    Args:
        checks: its lesson's; its own may have to be imported yet: the file runs meanwhile.
        tell: takes a verdict early: a pass before it is known how fast it was, a failure before
            it is known why.
    """

    def __init__(
        self,
        target: Target,
        checks: Checks,
        nursery: Nursery,
        text: str,
        path: Path,
        seed: int,
        tell: Callable[[Result], None],
    ) -> None:
        self._target = target
        self._checks = checks
        self._nursery = nursery
        self._text = text
        self._path = path
        self._seed = seed
        self._tell = tell
        self.failed_at_import = False
        self._main = self._begun({})

    @cached_property
    def _check(self) -> Check:
        return self._checks[self._target.name]

    def close(self) -> None:
        """Ends the guest."""
        self._main.close()

    def result(self, by_text: ByText, failing: Failing, parts: Parts) -> Result:
        """The verdict.

        Args:
            by_text: the verdict that the file's text alone gives, if it does; it comes before any
                other that is not a pass.
            failing: the verdicts on what a function calls that does not pass, asked for only
                after a failure.
            parts: the learner's parts that blame may put into the reference's loop.
        """
        caller = self._main
        try:
            caller.load()
            if self._check.seconds:
                caller.allow(self._check.seconds)
            climbed = climb(self._check, caller, self._seed)
            if climbed.failure is None:
                return self._passed(climbed, caller)
            failed = self._failed
            return by_text() or failed(climbed, climbed.failure, caller, failing, parts)
        except LoadFailed as error:
            known = by_text()
            self.failed_at_import = known is None
            return known or self._at_import(error.trouble, caller)

    def _begun(self, stand_ins: Mapping[str, Callable[..., Any]]) -> RemoteCaller:
        """A guest in which the file begins to run, some definitions replaced."""
        caller = RemoteCaller(self._nursery, self._target.name, self._checks.forbidden, SECONDS)
        checks = self._checks
        caller.begin(self._text, self._path, stand_ins, checks.probes_text, tensors=checks.tensors)
        return caller

    def _base(self, caller: RemoteCaller, climbed: Climb | None = None) -> Result:
        rungs = climbed.rungs if climbed else ()
        return Result(
            self._target.activity,
            self._target.qualified,
            "passed",
            seconds=round(sum(r.seconds for r in rungs), 6),
            cases_passed=climbed.passed if climbed else 0,
            cases_total=self._check.total,
            stdout=caller.stdout,
            seed=self._seed,
            remarks=reports.remarks(rungs),
        )

    # -- a pass ---------------------------------------------------------------------------------

    def _passed(self, climbed: Climb, caller: RemoteCaller) -> Result:
        base = self._base(caller, climbed)
        base = replace(base, message=f"All {base.cases_total} rungs pass.")
        self._tell(base)
        if any(r.too_slow for r in climbed.rungs):
            return base
        remarks = (*base.remarks, *self._courtesies(caller))
        why = self._compared(caller)
        return replace(base, remarks=remarks, why=why, stdout=caller.stdout)

    def _courtesies(self, caller: RemoteCaller) -> tuple[str, ...]:
        """Remarks on bad input that is not refused; they cost nothing."""
        remarks: list[str] = []
        for courtesy in self._check.courtesies:
            outcome = caller.call((courtesy.arguments,))
            if outcome.trouble and outcome.trouble.kind in ("timeout", "died", "channel"):
                return (*remarks, f"{courtesy.remark} (It stopped the whole process.)")
            if not (outcome.trouble and outcome.trouble.tag == "raised:ValueError"):
                remarks.append(courtesy.remark)
        return tuple(remarks)

    def _compared(self, caller: RemoteCaller) -> str:
        """How fast it is beside the reference."""
        if self._check.timing is None:
            return ""
        arguments = self._check.timing()
        theirs = caller.call((arguments,))  # the ladder has warmed it up
        if theirs.trouble:
            return ""
        given = tensors.of(arguments) if self._checks.tensors else arguments
        ours = [reports.seconds(self._check.reference, given) for _ in range(_TIMINGS)]
        return reports.speed(theirs.seconds, min(ours))

    # -- a failure ------------------------------------------------------------------------------

    def _at_import(self, trouble: Trouble, caller: RemoteCaller) -> Result:
        return replace(
            self._base(caller),
            status=_STATUS.get(trouble.kind, "error"),
            message=f"{self._path.name} can't be run to its end. {trouble.message}",
            line=trouble.line,
            traceback=trouble.traceback,
        )

    def _failed(
        self,
        climbed: Climb,
        failure: Rung,
        caller: RemoteCaller,
        failing: Failing,
        parts: Parts,
    ) -> Result:
        blocking = failing(self._target.name)
        if blocking:
            return self._beside(blocking, climbed, failure, caller)
        self._tell(self._found(climbed, failure, caller))
        own = self._own_failure(climbed, failure, caller)
        if own.misconception is None and self._check.blame:
            own = replace(own, message=f"{own.message} {self._blamed(failure, parts())}".strip())
        return own

    def _own_failure(self, climbed: Climb, failure: Rung, caller: RemoteCaller) -> Result:
        trouble = failure.trouble
        found = None
        if trouble is None or trouble.kind in ("raised", "mutated", "prints"):
            found = diagnose.recognize(climbed, self._check, tensors=self._checks.tensors)
        plain = self._found(climbed, failure, caller)
        return replace(plain, misconception=reports.misconception(found))

    def _found(self, climbed: Climb, failure: Rung, caller: RemoteCaller) -> Result:
        """What went wrong; not yet why."""
        trouble = failure.trouble
        return replace(
            self._base(caller, climbed),
            status=_STATUS.get(trouble.kind, "failed") if trouble else "failed",
            message=trouble.message if trouble else str(failure.wrong),
            case=reports.report(failure),
            traceback=trouble.traceback if trouble else None,
            line=trouble.line if trouble else None,
        )

    def _beside(
        self, blocking: Sequence[Result], climbed: Climb, failure: Rung, caller: RemoteCaller
    ) -> Result:
        """The verdict where something that the function calls does not pass either.

        It is climbed again with the reference's in place of those: if it passes, it is only
        blocked; if not, what is wrong there is its own.
        """
        names = [r.function.split(".")[1] for r in blocking]
        if self._checks.tensors:  # modules can't be called across: nothing to climb with
            return self._blocked(blocking, names, caller, is_tried=False)
        substituted = self._begun({n: self._reference_of(n) for n in names})
        try:
            substituted.load()
            again = climb(self._check, substituted, self._seed)
            if again.failure is None:
                return self._blocked(blocking, names, caller)
            own = self._own_failure(again, again.failure, substituted)
        except LoadFailed:
            return self._own_failure(climbed, failure, caller)
        finally:
            substituted.close()
        note = f"(Tried with a right {' and '.join(names)} in place: yours doesn't pass yet.)"
        return replace(own, message=f"{own.message} {note}")

    def _blocked(
        self,
        blocking: Sequence[Result],
        names: Sequence[str],
        caller: RemoteCaller,
        *,
        is_tried: bool = True,
    ) -> Result:
        tried = f" With a right {' and '.join(names)} in place it passes." if is_tried else ""
        state = "isn't written yet" if blocking[0].status == "not_started" else "doesn't pass yet"
        return replace(
            self._base(caller),
            status="blocked",
            message=f"{self._target.name} waits for {names[0]}, which it calls and which {state}."
            + tried,
        )

    def _reference_of(self, name: str) -> Callable[..., Any]:
        import importlib

        module = importlib.import_module(f"reference.{self._target.module}")
        function: Callable[..., Any] = getattr(module, name)
        return function

    def _blamed(self, failure: Rung, parts: Sequence[str]) -> str:
        """Which part breaks the loop, in a sentence."""
        assert self._check.blame is not None
        caller = self._begun({})
        try:
            caller.load()
            theirs = {p: _far(caller, p) for p in parts}
            found = diagnose.blame(self._check.blame, failure.case, theirs)
        except (LoadFailed, _PartFailed):
            return ""
        finally:
            caller.close()
        if found:
            part, iteration, symbol = found
            return (
                f"Your {part}, put into the reference's loop, first changes {symbol} "
                f"at iteration {iteration}."
            )
        if not parts:
            return ""
        return (
            f"Your {', '.join(parts)} work in the reference's loop: look at the loop itself, "
            f"in {self._target.name}."
        )


class _PartFailed(Exception):
    """A learner's part gave no result."""


def _far(caller: RemoteCaller, name: str) -> Callable[..., Any]:
    """A function of the learner's, called across the channel."""

    def call(**arguments: Any) -> Any:
        outcome = caller.call_named(name, (arguments,))
        if outcome.trouble:
            raise _PartFailed(outcome.trouble.message)
        return outcome.results[0]

    return call
