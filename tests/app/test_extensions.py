"""Extensions on the first screen: under their experiment, and opened as any activity."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app import sample
from tests.app.conftest import Drive
from tutor.app.screens.activity import ActivityScreen
from tutor.app.screens.experiment import ExperimentScreen
from tutor.curriculum import Curriculum


@pytest.fixture
def lessons(tmp_path: Path) -> Curriculum:
    """The sample's lesson, its fifth activity an extension of its experiment."""
    (lesson,) = sample.curriculum(tmp_path / "lesson").lessons
    *activities, last = lesson.activities
    extension = replace(last, experiment="E1.1")
    return Curriculum((replace(lesson, activities=tuple(activities), extensions=(extension,)),))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_an_extension_stands_under_its_experiment_and_opens(
    drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(size) as it:
        lines = it.text().splitlines()
        place = next(n for n, line in enumerate(lines) if "E1.1" in line)
        assert "1.5" in lines[place + 1]
        assert "The whole algorithm" in lines[place + 1]
        assert "0 of 4 passed" in it.text()
        await it.press("end", "enter")
        assert isinstance(it.app.screen, ActivityScreen)
        assert it.app.screen.activity_id == "1.5"


async def test_the_experiment_tells_of_its_extensions(drive: Drive) -> None:
    async with drive((160, 50)) as it:
        await it.press("end", "up", "enter")
        assert isinstance(it.app.screen, ExperimentScreen)
        assert "To write for it" in it.text()
        assert "1.5  The whole algorithm" in it.text()
