"""From scratch means from scratch: notices a function that hands its work to a library.

Importing such a library is fine (to compare with it, say); using it inside a function that is to
be written is not. So its public functions and classes are wrapped to note that they were used.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import inspect
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

_HEAP_TYPE = 1 << 9
"""The flag of a class defined in Python; classes of extension modules can't be wrapped."""


class Recorder(importlib.abc.MetaPathFinder):
    """Wraps forbidden modules as they are imported; `used` names what was called since."""

    def __init__(self) -> None:
        self.used: list[str] = []
        self._forbidden: tuple[str, ...] = ()

    def watch(self, forbidden: Sequence[str]) -> None:
        """Starts to note the use of these modules, all beneath them, and single functions.

        What was watched before is no longer noted, unless it is among them.
        """
        if self._forbidden == tuple(forbidden):
            return
        self._forbidden = tuple(forbidden)
        tops = {name.partition(".")[0] for name in forbidden}
        for name in list(sys.modules):
            if name.partition(".")[0] in tops and self._is_watched(name):
                self._instrument(sys.modules[name])
        if self not in sys.meta_path:
            sys.meta_path.insert(1, self)  # behind what hides our own packages

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The usual spec, with a loader that wraps what it has loaded."""
        if not self._is_watched(name):
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader = _Wrapping(spec.loader, self._instrument)
        return spec

    def _is_forbidden(self, name: str) -> bool:
        return any(name == f or name.startswith(f + ".") for f in self._forbidden)

    def _is_watched(self, module: str) -> bool:
        return self._is_forbidden(module) or any(
            f.startswith(module + ".") and "." not in f[len(module) + 1 :] for f in self._forbidden
        )

    def _instrument(self, module: ModuleType) -> None:
        for name, value in list(vars(module).items()):
            names = (getattr(value, "__module__", None) or "", f"{module.__name__}.{name}")
            if name.startswith("_") or not self._counts(*names):
                continue
            if inspect.isclass(value):
                self._wrap_class(value, *names)
            elif callable(value) and not hasattr(value, "_noted"):
                setattr(module, name, self._noting(value, *names))

    def _counts(self, home: str, full: str) -> bool:
        return self._is_forbidden(home) or full in self._forbidden

    def _wrap_class(self, cls: type, home: str, full: str) -> None:
        init = vars(cls).get("__init__")
        mutable = cls.__flags__ & _HEAP_TYPE
        if mutable and init is not None and not hasattr(init, "_noted"):
            noting = self._noting(init, home, full)
            setattr(cls, "__init__", noting)  # noqa: B010  mypy minds the other

    def _noting(self, function: Callable[..., Any], home: str, full: str) -> Callable[..., Any]:
        public = ".".join(part for part in full.split(".") if not part.startswith("_"))

        @functools.wraps(function)
        def noting(*args: Any, **kwargs: Any) -> Any:
            if self._counts(home, full):
                self.used.append(public)
            return function(*args, **kwargs)

        noting._noted = True  # type: ignore[attr-defined]
        return noting


class _Wrapping(importlib.abc.Loader):
    def __init__(self, loader: Any, then: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._then = then

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self._loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._then(module)


class _Hidden(importlib.abc.MetaPathFinder):
    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.split(".")[0] in self._names:
            raise ModuleNotFoundError(
                f"{name} belongs to the tutor and is not available to an exercise: "
                "write the function from scratch",
                name=name,
            )
        return None


def hide(names: Sequence[str]) -> None:
    """Makes packages of the tutor's unavailable to the code that runs in this process.

    Their files can't be opened either: an audit hook, which can't be taken off again, refuses.
    """
    for name in list(sys.modules):
        if name.split(".")[0] in names:
            del sys.modules[name]
    sys.meta_path.insert(0, _Hidden(names))
    root = Path(__file__).parents[2]
    folders = tuple(str(root / name) for name in ("reference", "exercises"))
    sys.addaudithook(functools.partial(_refuse, folders))


def _refuse(folders: tuple[str, ...], event: str, args: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(args[0], str) and args[0].startswith(folders):
        raise PermissionError("the tutor's own files are not available to an exercise")
