"""Each screen as text, at both sizes. `UPDATE_SHOTS=1 pytest …` takes them anew: read the diff."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.app import sample
from tests.app.conftest import Drive, Driven
from tutor.app.screens.base import TutorScreen

SHOTS = Path(__file__).parent / "shots"
SIZES = [(80, 24), (160, 50)]
SHOWN = {
    "home": (),
    "text": ("enter",),
    "verdict": ("enter", "2"),
    "plot": ("enter", "s"),
    "hints": ("enter", "h"),
    "predict": ("enter", "p", "1"),
    "solution-asks": ("enter", "S"),
    "experiment": ("end", "enter"),
    "checklists": ("l",),
    "answer": ("l", "enter", "a", "space", "b", "space", "c", "ctrl+s"),
    "progress": ("w",),
    "progress-weeks": ("w", "2"),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize("name", SHOWN)
async def test_the_screen_looks_as_it_did(drive: Drive, name: str, size: tuple[int, int]) -> None:
    async with drive(size) as it:
        await it.save(sample.written("compute_distortion", by="0"))
        await it.press(*SHOWN[name])
        await calm(it)
        shown = frozen(it)
    path = SHOTS / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


async def calm(it: Driven) -> None:
    """Waits for the page and the picture that are still on their way."""
    from tutor.app.widgets.plot import Plot

    await it.settled()
    screen = it.app.screen
    if isinstance(screen, TutorScreen):
        await it.until(lambda: all(p.figure is None or not p.size or p.is_drawn
                                   for p in screen.query(Plot)))  # fmt: skip
    if pages := [w for w in it.app.workers if w.group == "text"]:
        await it.app.workers.wait_for_complete(pages)
    await it.pilot.pause()


def frozen(it: Driven) -> str:
    """The screen as text, with the workspace's folder put the same."""
    return it.text().replace(str(it.workspace.root), "~/cem-tutor") + "\n"
