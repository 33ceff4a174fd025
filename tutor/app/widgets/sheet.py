"""A page of text in blocks, each wrapped at its own indent: one widget, repainted at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True)
class Block:
    """A paragraph. `hang`: how much further in than `indent` its later lines begin."""

    content: Content
    indent: int = 0
    hang: int = 0
    is_literal: bool = False
    """Lines are shown as they are, cut off with an ellipsis where they are too long."""


BLANK = Block(Content(""))


def text(content: str, style: str = "", indent: int = 0, hang: int = 0) -> Block:
    """A paragraph in one style."""
    return Block(Content.styled(content, style) if style else Content(content), indent, hang)


class Sheet(Widget):
    """Shows blocks below one another, as high as they need."""

    blocks: reactive[tuple[Block, ...]] = reactive((), layout=True)

    def __init__(self, blocks: Sequence[Block] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._wrapped: tuple[tuple[Block, ...], int, list[Content]] = ((), 0, [])
        self.set_reactive(Sheet.blocks, tuple(blocks))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The wrapped lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        """The wrapped lines; wrapping takes longer than all else, and is asked for twice."""
        if self._wrapped[0] is not self.blocks or self._wrapped[1] != width:
            self._wrapped = (self.blocks, width, lines(self.blocks, width))
        return self._wrapped[2]


def lines(blocks: Sequence[Block], width: int) -> list[Content]:
    """The blocks as lines of at most `width` cells."""
    return [line for block in blocks for line in _wrapped(block, max(width, 8))]


def _wrapped(block: Block, width: int) -> list[Content]:
    if not block.content:
        return [Content(" ")]
    room = max(width - block.indent - block.hang, 8)
    if block.is_literal:
        rows = [row.truncate(room, ellipsis=True) for row in block.content.split("\n")]
    else:
        rows = _hung(block, room)
    return [Content(" " * block.indent) + row for row in rows]


def _hung(block: Block, room: int) -> list[Content]:
    """Later lines further in: a list's mark stands out."""
    if not block.hang:
        return block.content.wrap(room)
    first, rest = block.content[: block.hang], block.content[block.hang :]
    pad = Content(" " * block.hang)
    return [(first if not n else pad) + row for n, row in enumerate(rest.wrap(room))]
