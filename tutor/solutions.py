"""Reference solutions as text: nothing of them is run."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from tutor import source
from tutor.curriculum import Function
from tutor.source import Source


def solution_text(functions: Sequence[Function]) -> str:
    """The reference's functions, and below them the small ones of its own that they use."""
    file = reference_source(functions[0].module)
    learned = [function.name for function in functions]
    used = {helper for name in learned for helper in _helpers(file, name)}
    names = [*learned, *(name for name in file.definitions if name in used)]
    return "\n\n\n".join(file.segment(name).rstrip() for name in names) + "\n"


def reference_source(module: str) -> Source:
    """The complete reference solution of a module.

    Raises:
        UnreadableFile: there is none, or it can't be parsed.
    """
    found = importlib.util.find_spec("reference")
    locations = found.submodule_search_locations if found else None
    return source.load(Path(next(iter(locations or []))) / f"{module}.py")


def _helpers(file: Source, name: str) -> list[str]:
    """Private functions that it uses, directly or through one another."""
    seen: list[str] = []
    waiting = [name]
    while waiting:
        names = file.definitions[waiting.pop()].names
        fresh = [n for n in file.definitions if n.startswith("_") and n in names and n not in seen]
        seen += fresh
        waiting += fresh
    return seen
