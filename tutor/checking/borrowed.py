"""The learner's functions for a demonstration, the reference standing in where they don't pass."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from tutor import source
from tutor.checking.caller import LoadFailed, RemoteCaller
from tutor.checking.judge import ModuleJudge
from tutor.checking.nursery import Nursery
from tutor.checking.request import Request

SECONDS = 20.0


class DemoFailed(Exception):
    """The learner's code did not get through the demonstration; the sentence is for them."""


class Code:
    """Functions as attributes: `code.assign_clusters(X, centroids)`.

    A function is the learner's own where it passes its checks, else the reference's; `own` and
    `borrowed` name those that were used. Arguments may be given by position, as anywhere.
    """

    def __init__(self, request: Request, ready: Nursery, module: str) -> None:
        self._judge = ModuleJudge(request, module, ready, request.seed or 0)
        self._targets = {t.name: t for t in request.known if t.module == module}
        self._reference = importlib.import_module(f"reference.{module}")
        self._module = module
        self._caller = RemoteCaller(ready, "", seconds=SECONDS)
        self._path = request.workspace / f"{module}.py"
        self._content = request.texts.get(module)
        self._loaded = False
        self._chosen: dict[str, Callable[..., Any]] = {}
        self.own: list[str] = []
        self.borrowed: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._chosen:
            self._chosen[name] = self._choose(name)
        return self._chosen[name]

    def close(self) -> None:
        """Ends the processes of the learner's code."""
        self._caller.close()
        self._judge.tidy()

    @property
    def stdout(self) -> str:
        """What the learner's code printed."""
        return self._caller.stdout

    def _choose(self, name: str) -> Callable[..., Any]:
        target = self._targets.get(name)
        if target is None or not self._judge.result(target).passed:
            self.borrowed.append(name)
            function: Callable[..., Any] = getattr(self._reference, name)
            return function
        self._load()
        self.own.append(name)
        return self._far(name)

    def _load(self) -> None:
        if self._loaded or self._content is None:
            return
        try:
            self._caller.begin(source.decode(self._content, self._path), self._path, {})
            self._caller.load()
        except LoadFailed as error:
            raise DemoFailed(error.trouble.message) from error
        self._loaded = True

    def _far(self, name: str) -> Callable[..., Any]:
        import inspect

        signature = inspect.signature(getattr(self._reference, name))

        def call(*args: Any, **kwargs: Any) -> Any:
            bound = signature.bind(*args, **kwargs)
            extra = bound.arguments.pop("kmeans_options", {})
            outcome = self._caller.call_named(name, ({**bound.arguments, **extra},))
            if outcome.trouble:
                raise DemoFailed(outcome.trouble.message)
            return outcome.results[0]

        return call
