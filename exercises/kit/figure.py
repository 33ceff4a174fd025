"""Pictures as plain data: what to draw, not how. `tutor.plots` draws them.

`Figure(title, series, …)` has axes; `Figure(title, images=images(…))` shows grey images.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # the app reads figures and never imports NumPy
    import numpy as np

Kind = Literal["line", "points", "marks", "bars", "outline", "mixed", "band", "stack"]
"""How a series is drawn.

`line`: through its points, with signs on it. `outline`: a thin closed line. `points` and `marks`:
a sign each; marks are bold and lie on top. `mixed`: points whose colour and sign say how the
`weights` share them out. `bars`: beside each other, from 0. `stack`: bars upon each other, the
negative ones downwards from 0. `band`: the area between `low` and `y`.
"""

_ROUND = 64  # points of an ellipse: closer than the dots of the largest terminal


@dataclass(frozen=True)
class Series:
    """Points that belong together, with a label that the legend shows.

    `sign` is a character of its own in place of the next free one. Series with the same
    `component` share its colour, and outlines and mixed points its letter (A, B, C, …).
    """

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    kind: Kind = "line"
    low: tuple[float, ...] = ()
    weights: tuple[tuple[float, ...], ...] = ()
    sign: str = ""
    component: int | None = None


@dataclass(frozen=True)
class Images:
    """Grey images of one size, one after the other.

    `pixels` has a byte for each pixel, 0 black to 255 white, row by row. `columns` images stand
    side by side (0: as many as there is room for). With `together` images that belong together
    (2: pairs) stand one over the other: first all the upper ones, then all those below them;
    `rows` names the upper and lower. `is_joined`: no gaps, as in one large picture.
    """

    pixels: bytes
    height: int
    width: int
    captions: tuple[str, ...] = ()
    columns: int = 0
    together: int = 1
    rows: tuple[str, ...] = ()
    is_joined: bool = False

    def __len__(self) -> int:
        """How many images."""
        return len(self.pixels) // max(self.height * self.width, 1)


@dataclass(frozen=True)
class Figure:
    """One picture and the sentence that says what is to be seen in it.

    `x_names` stand on the x axis in place of 0, 1, 2, …; with `images` nothing else is drawn.
    """

    title: str
    series: tuple[Series, ...] = ()
    x_label: str = ""
    y_label: str = ""
    caption: str = ""
    x_names: tuple[str, ...] = ()
    images: Images | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain data that JSON can carry."""
        data = asdict(self)
        if self.images:
            data["images"]["pixels"] = base64.b64encode(self.images.pixels).decode("ascii")
        return data

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Figure:
        """The inverse of `to_dict`."""
        found = {**data, "series": tuple(Series(**_tuples(s)) for s in data["series"])}
        if data.get("images"):
            pixels = base64.b64decode(data["images"]["pixels"])
            found["images"] = Images(**{**_tuples(data["images"]), "pixels": pixels})
        return Figure(**_tuples(found))


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuple(value) for key, value in data.items()}


def _tuple(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return value
    return tuple(_tuple(v) for v in value) if value and isinstance(value[0], list) else tuple(value)


@dataclass(frozen=True)
class Demonstration:
    """What `run` shows: figures, and the sentences to be read with them."""

    figures: tuple[Figure, ...]
    lines: tuple[str, ...] = field(default=())


def points(
    label: str,
    xy: np.ndarray[Any, Any],
    kind: Kind = "points",
    *,
    sign: str = "",
    component: int | None = None,
) -> Series:
    """A series from an (n, 2) array; what is not finite is left out."""
    import numpy as np

    finite = xy[np.isfinite(xy).all(axis=1)]
    x, y = _floats(finite[:, 0]), _floats(finite[:, 1])
    return Series(label, x, y, kind, sign=sign, component=component)


def curve(label: str, y: Iterable[float], start: int = 1, kind: Kind = "line") -> Series:
    """A series over iterations `start`, `start + 1`, … (kind `"stack"`, `"bars"`: as bars)."""
    values = _floats(y)
    return Series(label, _counted(start, len(values)), values, kind)


def band(label: str, low: Iterable[float], high: Iterable[float], start: int = 1) -> Series:
    """The area between two curves over iterations `start`, `start + 1`, …"""
    under, over = _floats(low), _floats(high)
    return Series(label, _counted(start, len(over)), over, "band", low=under)


def classes(xy: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> tuple[Series, ...]:
    """Points (n, 2) by whole-number label: each drawn as its label's own digit or letter."""
    import numpy as np

    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    return tuple(
        points(str(label), xy[labels == label], sign=signs[int(label) % len(signs)])
        for label in np.unique(labels).tolist()
    )


def ellipse(
    mean: np.ndarray[Any, Any],
    cov: np.ndarray[Any, Any],
    sigmas: Sequence[float] = (1, 2),
    label: str = "",
    component: int = 0,
) -> tuple[Series, ...]:
    """The lines of equal density of a Gaussian in the plane, at so many standard deviations.

    The points `mean + s L (cos t, sin t)` with `cov = L Lᵀ` by eigenvectors, so that a covariance
    without full rank is a stroke and not an error; no series where a number is not finite.
    """
    import numpy as np

    centre, spread = np.asarray(mean, dtype=float), np.asarray(cov, dtype=float)
    if not (np.isfinite(centre).all() and np.isfinite(spread).all()):
        return ()
    values, vectors = np.linalg.eigh((spread + spread.T) / 2)
    t = np.linspace(0.0, 2 * math.pi, _ROUND + 1)
    unit = np.stack((np.cos(t), np.sin(t)), axis=1)[:, ::-1]  # begins at the longest axis
    ring = unit * np.sqrt(np.maximum(values, 0.0)) @ vectors.T
    labels = (label, *("" for _ in sigmas))
    rings = (
        points(name, centre + s * ring, "outline", component=component)
        for name, s in zip(labels, sigmas, strict=False)
    )
    return tuple(rings)


def mixed(label: str, xy: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> Series:
    """Points (n, 2) with responsibilities (n, k), or (n,): those of the first of two components.

    A point's colour is the components' colours, mixed; its sign A where component 0 has more than
    0.9 of it, a where more than 0.6, and ? where none has. What is not finite is left out.
    """
    import numpy as np

    shares = np.asarray(weights, dtype=float)
    if shares.ndim == 1:
        shares = np.stack((shares, 1 - shares), axis=1)
    kept = np.isfinite(xy).all(axis=1) & np.isfinite(shares).all(axis=1)
    rows = tuple(tuple(row) for row in shares[kept].round(3).tolist())
    return Series(label, _floats(xy[kept, 0]), _floats(xy[kept, 1]), "mixed", weights=rows)


def images(
    pictures: np.ndarray[Any, Any],
    captions: Sequence[str] = (),
    *,
    shape: tuple[int, int] | None = None,
    columns: int = 0,
    is_joined: bool = False,
) -> Images:
    """Images from (n, h, w) or one (h, w); from (n, h·w) with `shape` = (h, w).

    uint8 and bool are taken as they are; other numbers as grey from 0 to 1, the rest cut off
    (NaN is black).
    """
    import numpy as np

    array = np.asarray(pictures)
    array = array.reshape(-1, *(shape or array.shape[-2:]))
    if array.dtype != np.uint8:
        array = np.nan_to_num(np.asarray(array, dtype=float), nan=0.0).clip(0.0, 1.0) * 255 + 0.5
    pixels = array.astype(np.uint8).tobytes()
    height, width = array.shape[1:]
    return Images(pixels, height, width, tuple(captions), columns, is_joined=is_joined)


def pairs(
    upper: np.ndarray[Any, Any],
    lower: np.ndarray[Any, Any],
    rows: tuple[str, str] = ("original", "reconstruction"),
    captions: Sequence[str] = (),
    *,
    shape: tuple[int, int] | None = None,
) -> Images:
    """Images over those that belong to them: two arrays as `images` takes them, of one length."""
    above, below = images(upper, shape=shape), images(lower, shape=shape)
    pixels = above.pixels + below.pixels
    return Images(pixels, above.height, above.width, tuple(captions), together=2, rows=rows)


def _counted(start: int, count: int) -> tuple[float, ...]:
    return tuple(float(i) for i in range(start, start + count))


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(v) for v in values)
