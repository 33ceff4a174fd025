"""Mixed colours: true ones where they can be shown, else the nearest of the 256."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tutor.plots.ink import LETTERS, Colour, Rgb, component_colour

TYPICAL: Mapping[int, Rgb] = {
    4: (95, 135, 255), 3: (215, 175, 0), 2: (0, 175, 95), 5: (175, 95, 255), 6: (0, 175, 175),
    1: (255, 95, 95),
}  # fmt: skip
"""What the palette's colours look like, about: a terminal does not tell."""

SURE, LIKELY = 0.9, 0.6
"""The shares above which a point bears a component's letter, in upper and in lower case."""

UNSURE = "?"
_STEPS = (0, 95, 135, 175, 215, 255)


@dataclass(frozen=True)
class Tones:
    """What the components' colours look like, and whether true colours can be shown."""

    palette: Mapping[int, Rgb] = field(default_factory=lambda: TYPICAL)
    are_true: bool = field(default_factory=lambda: _shows_true_colours())

    def mixed(self, weights: Sequence[float]) -> Colour:
        """The components' colours in these shares; a sure component's own colour is kept."""
        total = sum(weights) or 1.0
        first = max(range(len(weights)), key=weights.__getitem__)
        if weights[first] > SURE * total:
            return component_colour(first)
        parts = [self.palette[component_colour(j)] for j in range(len(weights))]
        red, green, blue = (
            round(sum(w * part[c] for w, part in zip(weights, parts, strict=True)) / total)
            for c in range(3)
        )
        return (red, green, blue) if self.are_true else nearest((red, green, blue))


def _shows_true_colours() -> bool:
    return os.environ.get("COLORTERM", "") in ("truecolor", "24bit")


def letter(weights: Sequence[float]) -> str:
    """The sign of a point with these shares."""
    first = max(range(len(weights)), key=weights.__getitem__)
    sign = LETTERS[first % len(LETTERS)]
    if weights[first] > SURE:
        return sign
    return sign.lower() if weights[first] > LIKELY else UNSURE


def nearest(colour: Rgb) -> int:
    """The nearest of the 240 fixed colours of a terminal: a cube of 6 steps, and 24 greys."""
    at = [min(range(6), key=lambda i: abs(_STEPS[i] - part)) for part in colour]
    cube = _distance(colour, (_STEPS[at[0]], _STEPS[at[1]], _STEPS[at[2]]))
    grey = min(max(round((sum(colour) / 3 - 8) / 10), 0), 23)
    if _distance(colour, (8 + 10 * grey,) * 3) < cube:
        return 232 + grey
    return 16 + 36 * at[0] + 6 * at[1] + at[2]


def _distance(one: Rgb, two: Sequence[int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, two, strict=True))
