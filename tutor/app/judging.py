"""From a save to a recorded verdict: what is judged, and which verdicts count as attempts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tutor.app.bench import Bench
from tutor.app.changes import Look
from tutor.app.state import State
from tutor.recording import record

if TYPE_CHECKING:
    from progress.store import Store
    from tutor.checking.verdict import Result

Remember = Callable[[Callable[["Store"], object]], object]
"""Asks the store to record something, without waiting for it."""


class Judging:
    """Looks at files that changed, has them judged, and records what is an attempt."""

    def __init__(self, state: State, bench: Bench, remember: Remember) -> None:
        self._state = state
        self._bench = bench
        self._remember = remember
        self._touched: set[str] = set()
        self._contents: dict[str, bytes] = {}
        self._new: list[Result] = []
        self._early: dict[str, Result] = {}

    def begin(self, judged: Mapping[str, bytes | None]) -> None:
        """Compares every file with how it was judged last, and judges them all."""
        for module in self._state.changes.modules:
            self._state.changes.begin(module, judged.get(module))
        self.look(self._state.changes.modules)

    def look(self, modules: tuple[str, ...]) -> None:
        """Reads files that were saved, and judges what changed, its callers, then the rest."""
        self.flush()
        looks = [self._state.changes.look(module) for module in modules]
        for look in looks:
            self._note(look)
        readable = [look for look in looks if not look.problem]
        first = [name for look in readable for name in look.first]
        rest = [name for look in readable for name in look.rest]
        if first or rest:
            self._bench.check(first, rest)

    def again(self, functions: tuple[str, ...]) -> None:
        """Judges functions on the learner's wish: each is an attempt."""
        self._touched.update(functions)
        self.look((self._state.curriculum.functions[functions[0]].module,))
        if not self._state.problems:
            self._bench.check(functions)

    def took(self, result: Result) -> bool:
        """Takes a verdict; says whether it is an attempt (recorded once it is final)."""
        counts = self._counts(result)
        self._state.results[result.function] = result
        self._early.pop(result.function, None)
        if not result.final and not result.passed:
            if counts:
                self._early[result.function] = result
                self._touched.add(result.function)
            return counts
        self._touched.discard(result.function)
        self._bench.judged(result.function)
        if counts:
            self._new.append(result)
        if not self._touched.intersection(self._bench.waiting):
            self.flush()  # what the learner changed is judged: only the rest is to come
        return counts

    def flush(self, remember: Remember | None = None) -> None:
        """Records the attempts that came since the last time; `remember` asks the store.

        One whose reasons are still being looked for when the next save comes is an attempt too.
        """
        self._new += self._early.values()
        self._touched -= self._early.keys()
        self._early = {}
        if not self._new:
            return
        new, self._new = self._new, []
        known, contents = dict(self._state.results), dict(self._contents)
        curriculum, workspace = self._state.curriculum, self._state.workspace
        (remember or self._remember)(
            lambda store: record(store, curriculum, workspace, new, known=known, contents=contents)
        )

    def _note(self, look: Look) -> None:
        if look.problem:
            self._state.problems[look.module] = look.problem
            return
        self._state.problems.pop(look.module, None)
        self._contents[look.module] = look.content
        self._touched |= look.touched
        self._state.age_demos(look.touched)

    def _counts(self, result: Result) -> bool:
        """Whether a verdict is an attempt: the function changed, or the verdict on it did.

        A save judges the whole lesson; counting what the learner did not touch would be untrue.
        """
        if result.status == "not_started":
            return False
        if result.function in self._touched:
            return True
        known = self._state.results.get(result.function)
        if known is not None:
            return known.passed != result.passed
        return not result.passed and self._state.status(result.activity) == "passed"
