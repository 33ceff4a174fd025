"""Grey pixels as cells: two to a cell in colour, a ramp of characters without."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from tutor.plots.ink import Run

Pixels = Sequence[int]
"""A row of grey values, 0 to 255; -1 where there is no pixel."""

RAMP = " .:-=+*#%@"
NOTHING = -1
_BLACK, _WHITE = 16, 231


@lru_cache(256)
def _shares(size: int, target: int) -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each pixel of the target the old ones that it covers, with their shares."""
    ratio = size / target
    found = []
    for new in range(target):
        low, high = new * ratio, (new + 1) * ratio
        olds = range(math.floor(low + 1e-9), min(math.ceil(high - 1e-9), size))
        found.append(tuple((o, (min(o + 1, high) - max(o, low)) / ratio) for o in olds))
    return tuple(found)


def resized(rows: Sequence[Pixels], height: int, width: int) -> Sequence[Pixels]:
    """The image at another size: each new pixel the average of what it covers."""
    if (len(rows), len(rows[0])) == (height, width):
        return rows
    if not len(rows) % height and not len(rows[0]) % width:
        return _coarse(rows, len(rows) // height, len(rows[0]) // width)
    tall = _blended(rows, height)
    turned = _blended(list(zip(*tall, strict=True)), width)
    return [[round(v) for v in row] for row in zip(*turned, strict=True)]


def _coarse(rows: Sequence[Pixels], down: int, across: int) -> Sequence[Pixels]:
    """The same for a whole number of pixels to one, which is quicker."""
    area = down * across
    found = []
    for top in range(0, len(rows), down):
        sums = list(map(sum, zip(*rows[top : top + down], strict=True)))
        found.append(
            [(sum(sums[x : x + across]) + area // 2) // area for x in range(0, len(sums), across)]
        )
    return found


def _blended(rows: Sequence[Sequence[float]], target: int) -> Sequence[Sequence[float]]:
    """As many rows as asked for, each a weighted mean of those it covers."""
    found: list[Sequence[float]] = []
    for parts in _shares(len(rows), target):
        if len(parts) == 1:
            found.append(rows[parts[0][0]])
        else:
            weighted = ([v * share for v in rows[o]] for o, share in parts)
            found.append(list(map(sum, zip(*weighted, strict=True))))
    return found


def lines(rows: Sequence[Pixels], *, color: bool) -> list[list[Run]]:
    """Rows of pixels as lines of half their number; a missing last row is left blank."""
    nothing = [NOTHING] * len(rows[0])
    pairs = zip(rows[::2], [*rows[1::2], nothing][: (len(rows) + 1) // 2], strict=True)
    make = _colored if color else _plain
    return [make(upper, lower) for upper, lower in pairs]


def _colored(upper: Pixels, lower: Pixels) -> list[Run]:
    cells = zip([_LEVELS[v] for v in upper], [_LEVELS[v] for v in lower], strict=True)
    return [_run(pair, len(list(same))) for pair, same in groupby(cells)]


@lru_cache(8192)
def _run(pair: tuple[int | None, int | None], count: int) -> Run:
    """Cells of two greys, the upper as the foreground."""
    top, bottom = pair
    if top is None or bottom is None:
        return Run((" " if top == bottom else "▄" if top is None else "▀") * count,
                   bottom if top is None else top)  # fmt: skip
    return Run(("▀" if top != bottom else " ") * count, top if top != bottom else None,
               back=bottom)  # fmt: skip


def _plain(upper: Pixels, lower: Pixels) -> list[Run]:
    return [Run("".join([_character(a, b) for a, b in zip(upper, lower, strict=True)]))]


def _character(top: int, bottom: int) -> str:
    there = [value for value in (top, bottom) if value != NOTHING]
    mean = sum(there) // max(len(there), 1)
    return _SIGNS[mean]


_SIGNS = "".join(RAMP[int((v / 256) ** 0.7 * len(RAMP))] for v in range(256))
"""By the value: the eye takes a character for darker than the share of its cell that it fills."""


def _level(value: int) -> int:
    """The index of the nearest grey: black, 24 steps from 8 to 238, white."""
    if value < 4:
        return _BLACK
    return _WHITE if value > 246 else 232 + min(max(round((value - 8) / 10), 0), 23)


_LEVELS: tuple[int | None, ...] = (*(_level(value) for value in range(256)), None)
"""By the value; NOTHING is the last."""
