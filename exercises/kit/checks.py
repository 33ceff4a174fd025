"""A lesson's checks by function name, each imported when it is first asked for."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from exercises.kit.case import FROM_SCRATCH, Check


class Checks(Mapping[str, Check]):
    """A mapping from bare function names to checks.

    One function is checked far more often than all, and a lesson's ladders and misconceptions
    together take as long to import as NumPy.

    Args:
        package: the lesson's package.
        makers: for each function, "module:maker", where `maker()` gives its `Check`.
        probes: the lesson's module of probes, if it has one (see `Check.probes`).
        tensors: whether arrays reach the learner's functions as PyTorch's tensors.
        allowed: of what may not do a learner's work elsewhere (`FROM_SCRATCH`), what may in this
            lesson.

    Attributes:
        forbidden: what may not do the work in this lesson.
    """

    def __init__(
        self,
        package: str,
        makers: Mapping[str, str],
        *,
        allowed: Collection[str] = (),
        probes: str = "",
        tensors: bool = False,
    ) -> None:
        self.tensors = tensors
        self._probes = probes
        self.forbidden = tuple(name for name in FROM_SCRATCH if name not in allowed)
        self._package = package
        self._makers = makers
        self._made: dict[str, Check] = {}

    @property
    def probes_text(self) -> str:
        """The text of the probes, for the learner's process; "" where there are none."""
        if not self._probes:
            return ""
        found = importlib.util.find_spec(f"{self._package}.{self._probes}")
        assert found is not None
        assert found.origin is not None
        return Path(found.origin).read_text(encoding="utf-8")

    def __getitem__(self, function: str) -> Check:
        if function not in self._made:
            module, maker = self._makers[function].split(":")
            found = importlib.import_module(f"{self._package}.{module}")
            self._made[function] = getattr(found, maker)()
        return self._made[function]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
