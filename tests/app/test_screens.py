"""The screens apart from an activity's, and what holds for all of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.app import sample
from tests.app.conftest import Drive, Driven
from tutor.app.screens.experiment import ExperimentScreen

ROOT = Path(__file__).parents[2]
SIZES = [(80, 24), (160, 50)]


async def type_text(it: Driven, words: str) -> None:
    await it.press(*("space" if letter == " " else letter for letter in words))


@pytest.mark.parametrize("size", SIZES)
async def test_a_tick_needs_words_then_comparing_then_a_rating(
    drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(size) as it:
        await it.save(sample.written("compute_distortion", by="1"))
        await it.press("l", "enter")
        assert "A model answer" not in it.text()
        await type_text(it, "sum")
        await it.press("ctrl+s")
        assert "A model answer" not in it.text()
        await type_text(it, " of squares")
        await it.press("ctrl+s")
        assert "A model answer of a few words." in it.text()
        await it.press("3")
        await it.until(lambda: "[✓] U1.1" in it.text())
        assert "rated good" in it.text()
        assert "comes back on 26 Nov 2026" in it.text()
        tick = (await it.store(lambda store: store.ticks()))["U1.1"]  # type: ignore[index]
        assert (tick.answer, tick.rating) == ("sum of squares", "good")
        assert "1.1 passed on" in tick.evidence
        assert "1.3 not tried yet" in tick.evidence
        await it.press("u")
        await it.until(lambda: "[ ] U1.1" in it.text())
        assert await it.store(lambda store: store.ticks()) == {}


async def test_again_is_no_tick_and_keeps_what_was_written(drive: Drive) -> None:
    async with drive() as it:
        await it.press("l", "enter")
        await type_text(it, "some words here")
        await it.press("ctrl+s", "1")
        assert await it.store(lambda store: store.ticks()) == {}
        assert "[ ] U1.1" in it.text()
        await it.press("enter")
        assert "some words here" in it.text()


async def test_an_unfinished_answer_outlives_the_app(drive: Drive) -> None:
    async with drive() as it:
        await it.press("l", "enter")
        await type_text(it, "half a though")
        await it.press("escape")
        assert "unfinished answer" in it.text()
        await it.kept()
    async with drive() as it:
        await it.press("l", "enter")
        assert "half a though" in it.text()


async def test_an_experiment_uncovers_its_answer_after_the_learners(drive: Drive) -> None:
    async with drive() as it:
        await it.press("end", "enter")
        assert isinstance(it.app.screen, ExperimentScreen)
        assert "Run k from 2 to 8." in it.text()
        assert "More centroids" not in it.text()
        await it.press("a")
        await type_text(it, "it falls with k")
        await it.press("ctrl+s")
        await it.until(lambda: "More centroids can only help." in it.text())
        note = await it.store(lambda store: store.note("E1.1"))
        assert note.text == "it falls with k"  # type: ignore[attr-defined]
        await it.press("escape")
        await it.until(lambda: "answered" in it.text())


async def test_help_says_where_the_files_are(drive: Drive) -> None:
    async with drive((160, 50)) as it:
        await it.press("question_mark")
        shown = it.text().replace("\n", " ")
        assert "sample_examples.py" in shown
        assert "r checks at once" in shown
        await it.press("q")
        assert "Press Enter" in it.text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "way", [(), ("enter",), ("l",), ("w",), ("v",), ("question_mark",), ("end", "enter")]
)
async def test_every_key_is_in_the_bar_and_every_action_in_the_palette(
    drive: Drive, way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with drive(size) as it:
        await it.press(*way)
        screen, shown = it.app.screen, it.text()
        titles = " ".join(c.title for c in it.app.get_system_commands(screen))
        seen = set()
        for _, binding, enabled, _ in screen.active_bindings.values():
            if not binding.id or not enabled or binding.action in seen:
                continue
            seen.add(binding.action)
            key = it.app.get_key_display(binding)
            assert not binding.show or f"{key} {binding.description}" in shown
            assert binding.tooltip, binding
            assert (
                binding.id == "palette" or f"{binding.description.capitalize()} ({key})" in titles
            )
        bar = [line for line in shown.splitlines() if "^p all" in line]
        assert bar
        assert all(len(line) <= size[0] for line in shown.splitlines())


async def test_the_palette_opens_any_activity(drive: Drive) -> None:
    async with drive() as it:
        await it.press("ctrl+p")
        await type_text(it, "open 1.4")
        await it.until(lambda: "Open 1.4 Move the centroids" in it.text())
        await it.press("enter")
        await it.until(lambda: "update_centroids(X, labels, k)" in it.text())


async def test_the_theme_is_remembered(drive: Drive) -> None:
    async with drive() as it:
        assert it.app.theme == "dark"
        await it.press("t")
        assert it.app.theme == "light"
    async with drive() as it:
        assert it.app.theme == "light"


async def test_no_color_sends_none(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive(no_color=True) as it:
        await it.save(sample.written("compute_distortion", by="0"))
        await it.press("c", "s")
        await it.until(lambda: "Three clusters" in it.text())
        for strip in it.app.screen._compositor.render_strips():
            for filtered in strip.apply_filter(it.app._filters[-1], it.app.styles.background):
                style = filtered.style
                for colour in (style.color, style.bgcolor) if style else ():
                    assert colour is None or colour.is_default


async def test_active_minutes_are_kept_at_exit(drive: Drive) -> None:
    from progress.store import Store

    async with drive() as it:
        clock = it.app._clock
        clock.touch(0.0)
        clock.touch(200.0)
        clock.touch(10_000.0)  # a gap that is idle time
    with Store(it.workspace.state) as store:
        assert sum(store.days().values()) == pytest.approx(200, abs=30)


async def test_a_click_on_a_key_presses_it(drive: Drive) -> None:
    from tutor.app.widgets.bars import KeyBar

    async with drive() as it:
        bar = it.app.screen.query_one(KeyBar)
        start = bar.render().plain.index("l checklists")
        await it.pilot.click(KeyBar, offset=(start + 2, 0))
        await it.until(lambda: "Check your understanding" in it.text())


async def test_narrow_and_wide_change_over_without_a_restart(drive: Drive) -> None:
    async with drive() as it:
        await it.save(sample.written("compute_distortion", by="0"))
        await it.press("c")
        assert "2 Verdict" in it.text()
        await it.pilot.resize_terminal(160, 50)
        await it.until(lambda: "Verdict ✗ failed ─" in it.text())
        assert "By hand" in it.text()
        await it.pilot.resize_terminal(80, 24)
        await it.until(lambda: "2 Verdict ✗ failed" in it.text())


HEAVY = """
import asyncio, pathlib, sys
from tests.app import sample
from tutor.app.app import TutorApp
from tutor.app.state import State

HEAVY = ("numpy", "scipy", "sklearn", "torch", "pandas")
LATE = (*HEAVY, "plotext", "tinydb", "watchfiles", "textual.widgets._markdown", "tree_sitter")

async def main(folder):
    lessons = sample.curriculum(folder / "lesson")
    made = sample.workspace(folder / "work", lessons)
    checker = sample.FakeChecker(lessons, made.file("sample_examples"), sample.by_text)
    app = TutorApp(State(lessons, made), lambda: checker)
    begin, found = app._begin, []
    def painted():
        found.extend(name for name in LATE if name in sys.modules)
        begin()
    app._begin = painted
    async with app.run_test() as pilot:
        while not (app.judging and app.bench and not app.bench.running):
            await asyncio.sleep(0.01)
        await pilot.press("enter", "s")
        while "1.1" not in app.state.demos:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
    print("at first paint:", *found)
    print("ever:", *(name for name in HEAVY if name in sys.modules))

asyncio.run(main(pathlib.Path(sys.argv[1])))
"""


def test_nothing_heavy_is_imported_before_the_first_paint_and_numpy_never(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HEAVY, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["at first paint:", "ever:"]


def test_importing_the_app_package_imports_no_textual() -> None:
    code = "import sys, tutor.app; print('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
