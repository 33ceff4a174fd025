"""What both ways of asking the checker share: requests, what comes back, and how it starts.

Nothing here imports more than the standard library.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from tutor.checking import platform
from tutor.checking.request import Request, Target
from tutor.checking.verdict import Result
from tutor.curriculum import Activity, Curriculum, Function

_LIBRARY = re.compile(
    r"^([ \t]*)(?:from|import)\s+((?:sklearn|scipy|plotext|torch)[.\w]*)", re.MULTILINE
)
_OPTIMIZERS = "torch._dynamo"
"""What PyTorch imports with the first optimizer: it takes seconds, which no guest need spend."""


class CheckerFault(Exception):
    """The checker itself failed; `report` has the details, for whoever mends it."""

    def __init__(self, report: str) -> None:
        super().__init__("The checker itself failed: this is no fault of your code.")
        self.report = report


@dataclass(frozen=True)
class Demo:
    """What a demonstration showed, and whose code it ran.

    `figures` are plain dicts, as `exercises.kit.figure.Figure.from_dict` takes them.
    """

    figures: tuple[dict[str, Any], ...]
    lines: tuple[str, ...]
    own: tuple[str, ...]
    borrowed: tuple[str, ...]
    error: str | None
    stdout: str


@dataclass(frozen=True)
class Answer:
    """The right choice of a predict question (from 0), and why."""

    index: int
    explanation: str


def command(*, once: bool = False) -> list[str]:
    """How the warm process is started."""
    # -P: the folder we are started in may hold a learner's numpy.py.
    return [sys.executable, "-P", "-m", "tutor.checking.warm", *(["--once"] if once else [])]


def environment() -> dict[str, str]:
    """The warm process's environment: BLAS on one thread, our packages importable."""
    home = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    return platform.single_threaded({**os.environ, "PYTHONPATH": path})


class Requests:
    """Builds requests from a curriculum and a workspace."""

    def __init__(self, workspace: Path, curriculum: Curriculum) -> None:
        self._workspace = workspace
        self._curriculum = curriculum
        self._ids = itertools.count(1)

    def ping(self) -> dict[str, Any]:
        """A request that makes the process load the lessons' checks, and answer.

        Those that need heavy libraries are loaded once they are asked for.
        """
        light = [lesson for lesson in self._curriculum.lessons if not lesson.needs]
        targets = [vars(self._target(f)) for lesson in light for f in lesson.all_functions]
        return self._stamped({"op": "ping", "all": targets})

    def check(
        self,
        functions: Sequence[str],
        seed: int | None,
        texts: Mapping[str, bytes] | None = None,
    ) -> dict[str, Any]:
        """A request to judge functions (qualified names); `texts` in place of modules' files."""
        wanted = [self._curriculum.functions[f] for f in functions]
        return self._stamped(self._request(wanted, seed, texts or {}))

    def demo(self, activity: Activity) -> dict[str, Any]:
        """A request for an activity's demonstration."""
        lesson = self._curriculum.lesson_of(activity.id)
        more = {"op": "demo", "demo": activity.demo, "package": lesson.package,
                "module": lesson.module}  # fmt: skip
        return self._stamped({**self._request(lesson.functions, 0), **more})

    def predict(self, activity: Activity) -> dict[str, Any]:
        """A request for the answer of an activity's question."""
        question = activity.predict
        return self._stamped(
            {
                "op": "predict",
                "package": self._curriculum.lesson_of(activity.id).package,
                "compute": question.compute,
                "explanation": question.explanation,
            }
        )

    def why(self, result: Result) -> Result:
        """A pass, with the sentence that says what made it right."""
        if not result.passed:
            return result
        reason = self._curriculum.functions[result.function].why
        return replace(result, why=f"{reason} {result.why}".strip())

    def _request(
        self,
        functions: Sequence[Function],
        seed: int | None,
        given: Mapping[str, bytes] = MappingProxyType({}),
    ) -> dict[str, Any]:
        modules = {f.module for f in functions}
        known = [f for f in self._curriculum.functions.values() if f.module in modules]
        files = {module: self._workspace / f"{module}.py" for module in modules}
        texts = {module: given.get(module) or _content(file) for module, file in files.items()}
        request = Request(
            self._workspace,
            tuple(self._target(f) for f in functions),
            tuple(self._target(f) for f in known),
            texts,
            seed,
        )
        return {**request.to_dict(), "libraries": _libraries(texts, len(functions) > 1)}

    def _target(self, function: Function) -> Target:
        lesson = self._curriculum.lesson_of(function.activity)
        return Target(function.activity, function.module, function.name, lesson.package)

    def _stamped(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"id": next(self._ids), **request}


def _content(path: Path) -> bytes | None:
    """The file's bytes; None where it can't be read, which the judge puts into words."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _libraries(texts: Mapping[str, bytes | None], within: bool) -> list[str]:
    """Heavy libraries that the files import: loaded once, before any fork.

    Those imported within functions count if `within`: a single function may not need them.
    """
    joined = "\n".join((t or b"").decode("utf-8", "replace") for t in texts.values())
    found = {m[2] for m in _LIBRARY.finditer(joined) if within or not m[1]}
    if within and "torch" in found:
        found.add(_OPTIMIZERS)
    return sorted(found)


def last_words(log: IO[bytes], status: int) -> str:
    """What a process that ended by itself wrote to its standard error."""
    log.seek(0)
    text = log.read().decode("utf-8", "replace")[-4000:]
    return f"Its process ended by itself (status {status}).\n{text}"


def read_event(line: bytes) -> dict[str, Any] | None:
    """An event; None for what is none (a line cut short when a judge was ended)."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


def demo_of(event: Mapping[str, Any]) -> Demo:
    """The demonstration that an event tells of."""
    return Demo(
        tuple(event["figures"]),
        tuple(event["lines"]),
        tuple(event["own"]),
        tuple(event["borrowed"]),
        event["error"],
        event["stdout"],
    )
