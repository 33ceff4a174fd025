"""The line above and the keys below every screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

GAP = 2


class TopBar(Widget):
    """Where the learner is, on the left; the week and its minutes, on the right."""

    trail: reactive[tuple[str, ...]] = reactive(())
    aside: reactive[str] = reactive("")

    def render(self) -> Content:
        """One line; the outer parts of the trail give way where room is short."""
        room = self.content_size.width - len(self.aside) - GAP
        parts = ("cem-tutor", *self.trail)
        while len(parts) > 1 and len(" › ".join(parts)) > room:
            parts = parts[1:]
        *above, here = parts
        left = Content.assemble(*((f"{part} › ", "$muted") for part in above), (here, "bold"))
        left = left.truncate(room, ellipsis=True).pad_right(max(0, room - left.cell_length))
        return left + Content.styled(" " * GAP + self.aside, "$muted")


@dataclass(frozen=True)
class Key:
    """A key as the bar shows it."""

    key: str
    shown: str
    does: str
    enabled: bool

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return len(self.shown) + 1 + len(self.does)


class KeyBar(Widget):
    """The keys of the screen, broken into as many lines as they need; each can be clicked."""

    keys: reactive[tuple[Key, ...]] = reactive((), layout=True)

    def on_mount(self) -> None:
        """Follows the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._renew)

    def _renew(self, screen: Screen[object]) -> None:
        if self.is_attached:
            self.keys = self._active(screen)

    def _active(self, screen: Screen[object]) -> tuple[Key, ...]:
        found: dict[str, Key] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show and binding.description and binding.action not in found:
                found[binding.action] = self._key(binding, enabled)
        return tuple(found.values())

    def _key(self, binding: Binding, enabled: bool) -> Key:
        shown = self.app.get_key_display(binding)
        return Key(binding.key, shown, binding.description, enabled)

    def rows(self, width: int) -> list[list[Key]]:
        """The keys of each line."""
        rows: list[list[Key]] = [[]]
        for key in self.keys:
            taken = sum(k.width + GAP for k in rows[-1])
            if rows[-1] and taken + key.width > width:
                rows.append([])
            rows[-1].append(key)
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each row of keys."""
        return len(self.rows(width))

    def render(self) -> Content:
        """Keys in bold, what they do beside them."""
        return Content("\n").join(
            Content(" " * GAP).join(_painted(key) for key in row)
            for row in self.rows(self.content_size.width)
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a key is a press of it."""
        at = event.get_content_offset(self)
        if at is not None and (key := self._key_at(at.x, at.y)):
            self.app.simulate_key(key.key)

    def _key_at(self, x: int, y: int) -> Key | None:
        rows = self.rows(self.content_size.width)
        start = 0
        for key in rows[y] if y < len(rows) else []:
            if start <= x < start + key.width:
                return key
            start += key.width + GAP
        return None


def _painted(key: Key) -> Content:
    if not key.enabled:
        return Content.styled(f"{key.shown} {key.does}", "$muted dim")
    return Content.assemble((key.shown, "bold $primary"), (f" {key.does}", "$muted"))
