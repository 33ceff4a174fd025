"""The learner's functions for a demonstration, the reference standing in where they don't pass."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tutor import source
from tutor.checking import tensors
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
    `borrowed` name those that were used. Arguments may be given by position, as anywhere. What
    can't cross to this process, as modules, is measured where it is: see `measure`.
    """

    def __init__(self, request: Request, ready: Nursery, module: str) -> None:
        self._judge = ModuleJudge(request, module, ready, request.seed or 0)
        self._targets = {t.name: t for t in request.known if t.module == module}
        self._package = next(t.package for t in request.known if t.module == module)
        self._checks = importlib.import_module(f"{self._package}.checks").CHECKS
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

    def measure(self, name: str, needs: Sequence[str], **arguments: Any) -> Any:
        """What a function of the lesson's `measures` module finds of the learner's module.

        It is called as `name(exercise, **arguments)` in the learner's process where all functions
        in `needs` pass, else here with the reference's module.
        """
        if all(n in self._targets and self._judge.result(self._targets[n]).passed for n in needs):
            self._load()
            self.own += [n for n in needs if n not in self.own]
            outcome = self._caller.call_named(name, (arguments,), probe=name)
            if outcome.trouble:
                raise DemoFailed(outcome.trouble.message)
            return outcome.results[0]
        self.borrowed += [n for n in needs if n not in self.borrowed]
        measures = importlib.import_module(f"{self._package}.measures")
        return getattr(measures, name)(self._reference, **arguments)

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
            return self._on_arrays(function) if self._checks.tensors else function
        self._load()
        self.own.append(name)
        return self._far(name)

    def _load(self) -> None:
        if self._loaded or self._content is None:
            return
        try:
            text = source.decode(self._content, self._path)
            self._caller.begin(text, self._path, {}, self._measures, tensors=self._checks.tensors)
            self._caller.load()
        except LoadFailed as error:
            raise DemoFailed(error.trouble.message) from error
        self._loaded = True

    @property
    def _measures(self) -> str:
        """The text of the lesson's measures, for the learner's process."""
        found = importlib.util.find_spec(f"{self._package}.measures")
        if found is None or found.origin is None:
            return ""
        return Path(found.origin).read_text(encoding="utf-8")

    @staticmethod
    def _on_arrays(function: Callable[..., Any]) -> Callable[..., Any]:
        """The reference's function on tensors, for who has arrays."""

        def call(*args: Any, **kwargs: Any) -> Any:
            given = tensors.of({str(i): value for i, value in enumerate(args)})
            return tensors.plain(function(*given.values(), **tensors.of(kwargs)))

        return call

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
