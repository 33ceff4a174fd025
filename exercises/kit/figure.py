"""Pictures as plain data: what to draw, not how. `tutor.plots` draws them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # the app reads figures and never imports NumPy
    import numpy as np

Kind = Literal["line", "points", "marks", "bars"]


@dataclass(frozen=True)
class Series:
    """Points that belong together, with a label that the legend shows."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    kind: Kind = "line"


@dataclass(frozen=True)
class Figure:
    """One picture and the sentence that says what is to be seen in it."""

    title: str
    series: tuple[Series, ...]
    x_label: str = ""
    y_label: str = ""
    caption: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As plain data that JSON can carry."""
        return asdict(self)

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Figure:
        """The inverse of `to_dict`."""
        series = tuple(
            Series(s["label"], tuple(s["x"]), tuple(s["y"]), s["kind"]) for s in data["series"]
        )
        return Figure(**{**data, "series": series})


@dataclass(frozen=True)
class Demonstration:
    """What `run` shows: figures, and the sentences to be read with them."""

    figures: tuple[Figure, ...]
    lines: tuple[str, ...] = field(default=())


def points(label: str, xy: np.ndarray[Any, Any], kind: Kind = "points") -> Series:
    """A series from an (n, 2) array; what is not finite is left out."""
    import numpy as np

    finite = xy[np.isfinite(xy).all(axis=1)]
    return Series(label, _floats(finite[:, 0]), _floats(finite[:, 1]), kind)


def curve(label: str, y: Iterable[float], start: int = 1, kind: Kind = "line") -> Series:
    """A series over iterations `start`, `start + 1`, …"""
    values = _floats(y)
    return Series(label, tuple(float(i) for i in range(start, start + len(values))), values, kind)


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(v) for v in values)
