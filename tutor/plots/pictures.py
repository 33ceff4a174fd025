"""Grey images as text: how large, how many in a row, and with what words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from tutor.plots import grey
from tutor.plots.ink import Run

if TYPE_CHECKING:
    from exercises.kit.figure import Images

Row = list[Run]

_GAP = 2
_ZOOMS = (4, 3, 2, 1.5)
_LEAST, _CLEAR = 4, 7
"""Pixels: below the first no image can be recognized, from the second on most can."""


@dataclass(frozen=True)
class Layout:
    """Sizes in pixels, which are a cell wide and half a cell high; `units` images are shown."""

    height: int
    width: int
    columns: int
    units: int
    gap: int


def pictures(images: Images, width: int, height: int, *, color: bool) -> list[Row]:
    """The images in at most `height` lines of at most `width` cells; nothing for no image."""
    if not len(images):
        return []
    if images.is_joined and images.columns:
        return _joined(images, width, height, color=color)
    found = layout(images, width, height)
    rows = list(_lines(images, found, color=color))
    left = len(images) // images.together - found.units
    note = f"… and {left} more: a larger window shows them."
    return [*rows[: height - 1], [Run(note[:width], dim=True)]] if left > 0 else rows[:height]


def _joined(images: Images, width: int, height: int, *, color: bool) -> list[Row]:
    """A grid as one picture; of a grid too fine to be told apart every second image, or third."""
    for step in range(1, images.columns + 1):
        coarse = _every(images, step)
        room = height - (step > 1)
        found = layout(coarse, width, room)
        is_whole = found.units * images.together == len(coarse)
        if is_whole and found.height >= min(_CLEAR, images.height):
            break
    rows = list(_lines(coarse, found, color=color))[:room]
    note = f"{len(coarse)} of {len(images)} images: a larger window shows more."
    return [*rows, [Run(note[:width], dim=True)]] if step > 1 else rows


def _every(images: Images, step: int) -> Images:
    """Every `step`-th row and column of a grid of images."""
    if step == 1:
        return images
    size = images.height * images.width
    at = [i for i in range(len(images))
          if not (i // images.columns) % step and not (i % images.columns) % step]  # fmt: skip
    pixels = b"".join(images.pixels[i * size : (i + 1) * size] for i in at)
    return replace(images, pixels=pixels, columns=-(-images.columns // step))


def natural_height(images: Images, width: int, least: int, most: int) -> int:
    """The lines that show every image without making it smaller than its width allows."""
    for height in range(least, most):
        found = layout(images, width, height)
        if found.units * images.together >= len(images) and found.height >= images.height:
            return height
    return most


def layout(images: Images, width: int, height: int) -> Layout:
    """The largest size at which all images have room; else the smallest, of as many as have.

    Columns that were asked for are kept as long as the images are not less than half their size.
    """
    asked = _largest(images, width, height)
    if not images.columns or images.is_joined or 2 * asked.height >= images.height:
        return asked
    free = _largest(replace(images, columns=0), width, height)
    return max(asked, free, key=lambda found: (found.units, found.height))


def _largest(images: Images, width: int, height: int) -> Layout:
    sizes = [round(images.height * zoom) for zoom in _ZOOMS if not images.is_joined]
    sizes += range(images.height, min(_LEAST, images.height) - 1, -1)
    units = len(images) // images.together
    tried = Layout(0, 0, 0, 0, 0)
    for size in sizes:
        tried = _layout(images, size, width, height)
        if tried.units >= units:
            break
    return tried


def _layout(images: Images, size: int, width: int, height: int) -> Layout:
    across = max(round(images.width * size / images.height), 1)
    room = width - _margin(images)
    cell = across if images.is_joined else max(across, min(_longest(images), room))
    between = 0 if images.is_joined else _GAP
    fitting = max((room + between) // (cell + between), 0)
    columns = min(images.columns or _even(len(images) // images.together, fitting), fitting)
    if images.columns > fitting:
        columns = 0  # columns that were asked for stay together
    units = columns * (_rows(images, size, height))
    return Layout(
        size, across, columns, min(units, len(images) // images.together), cell + between - across
    )


def _even(count: int, fitting: int) -> int:
    """So many columns that no row is much shorter than the others."""
    rows = -(-count // max(fitting, 1))
    return min(fitting, -(-count // rows))


def _rows(images: Images, size: int, height: int) -> int:
    """How many rows of units have room one under the other."""
    if images.is_joined:
        return 2 * height // (size * images.together)
    unit = images.together * -(-size // 2) + 1  # a caption or a blank line below
    last = 0 if images.captions else 1
    return (height + last) // unit


def _longest(images: Images) -> int:
    return max(map(len, images.captions), default=0)


def _margin(images: Images) -> int:
    return max(map(len, images.rows)) + 2 if images.rows else 0


def _lines(images: Images, found: Layout, *, color: bool) -> Iterator[Row]:
    units = len(images) // images.together
    shown = [_image(images, found, at) for at in range(len(images)) if at % units < found.units]
    starts = range(0, found.units, max(found.columns, 1))
    if images.is_joined:
        rows = chain.from_iterable(
            _beside(shown[s : s + found.columns], 0, found.columns) for s in starts
        )
        yield from grey.lines(list(rows), color=color)
        return
    for start in starts:
        if start and not images.captions:
            yield []
        yield from _unit_row(images, found, shown, start, color=color)


def _unit_row(
    images: Images, found: Layout, shown: list[Sequence[grey.Pixels]], start: int, *, color: bool
) -> Iterator[Row]:
    """The images of one row, those that belong to them below, and the captions."""
    end = min(start + found.columns, found.units)
    for band in range(images.together):
        row = shown[band * found.units + start : band * found.units + end]
        drawn = grey.lines(_beside(row, found.gap, len(row)), color=color)
        yield from _named(images, band, drawn)
    if images.captions:
        cell = found.width + found.gap
        texts = (c[: cell - _GAP].center(found.width).ljust(cell)[:cell]
                 for c in islice(images.captions, start, end))  # fmt: skip
        yield [Run(" " * _margin(images)), Run("".join(texts).rstrip(), dim=True)]


def _named(images: Images, band: int, drawn: list[Row]) -> Iterator[Row]:
    """The lines of a row of images, with its name at its middle."""
    margin = _margin(images)
    for number, line in enumerate(drawn):
        if not margin:
            yield line
            continue
        is_middle = number == len(drawn) // 2 and band < len(images.rows)
        name = images.rows[band] if is_middle else ""
        yield [Run(name.ljust(margin), dim=True), *line]


def _beside(row: list[Sequence[grey.Pixels]], gap: int, columns: int) -> list[grey.Pixels]:
    """Images side by side as rows of pixels; nothing where the last row of images is short."""
    between = [grey.NOTHING] * gap
    missing = [grey.NOTHING] * ((columns - len(row)) * (len(row[0][0]) + gap))
    found: list[grey.Pixels] = []
    for parts in zip(*row, strict=True):
        pixels: list[int] = []
        for part in parts:
            pixels += [*part, *between]
        found.append((pixels + missing)[: columns * (len(parts[0]) + gap) - gap])
    return found


def _image(images: Images, found: Layout, at: int) -> Sequence[grey.Pixels]:
    size = images.height * images.width
    data = images.pixels[at * size : (at + 1) * size]
    rows = [data[i : i + images.width] for i in range(0, size, images.width)]
    return grey.resized(rows, found.height, found.width)
