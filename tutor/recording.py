"""What is remembered of a check: the one rule that the app and the command line share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progress.records import Attempt
    from progress.store import Store
    from tutor.checking.verdict import Result
    from tutor.curriculum import Curriculum
    from tutor.workspace import Workspace


def record(
    store: Store,
    curriculum: Curriculum,
    workspace: Workspace,
    results: Sequence[Result],
    *,
    known: Mapping[str, Result] | None = None,
    contents: Mapping[str, bytes] | None = None,
) -> None:
    """Records verdicts as attempts, and the activities that they settle.

    A stub is no attempt. An activity is recorded once each of its functions has a verdict, by
    `results` or else by `known` (earlier verdicts, by qualified name). The file's content is kept
    as a version: `contents` has what was judged, by module, where the file may differ by now.
    """
    judged = [result for result in results if result.status != "not_started"]
    modules = {curriculum.functions[result.function].module for result in judged}
    versions = {m: _keep(store, workspace, m, contents or {}) for m in sorted(modules)}
    for result in judged:
        module = curriculum.functions[result.function].module
        store.record_attempt(_attempt(result, versions[module]))
    verdicts = {**(known or {}), **{result.function: result for result in results}}
    for activity in dict.fromkeys(result.activity for result in judged):
        names = [function.qualified for function in curriculum.activities[activity].functions]
        if all(name in verdicts for name in names):
            store.record_activity(activity, _all_passed(verdicts[name] for name in names))


def _keep(
    store: Store, workspace: Workspace, module: str, contents: Mapping[str, bytes]
) -> str | None:
    """The id of the version that was judged; None where the file can't be read any more."""
    path = workspace.file(module)
    try:
        content = contents.get(module) or path.read_bytes()
    except OSError:
        return None
    return store.keep_version(path.name, content)


def _all_passed(results: Iterable[Result]) -> bool:
    return all(result.passed for result in results)


def _attempt(result: Result, version: str | None) -> Attempt:
    from progress.records import Attempt

    return Attempt(
        activity=result.activity,
        function=result.function,
        status=result.status,
        misconception=result.misconception.id if result.misconception else None,
        seconds=result.seconds,
        cases_passed=result.cases_passed,
        cases_total=result.cases_total,
        version=version,
    )
