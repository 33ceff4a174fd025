"""The screens, each imported when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.app.screens.base import TutorScreen


def home_screen() -> TutorScreen:
    """Lessons, activities, this week."""
    from tutor.app.screens.home import HomeScreen

    return HomeScreen()


def activity_screen(id: str) -> TutorScreen:
    """One activity: its text, its verdict, its plot."""
    from tutor.app.screens.activity import ActivityScreen

    return ActivityScreen(id)


def experiment_screen(id: str) -> TutorScreen:
    """An experiment to read and to answer."""
    from tutor.app.screens.experiment import ExperimentScreen

    return ExperimentScreen(id)


def training_screen() -> TutorScreen:
    """A training: its settings, then how it goes."""
    from tutor.app.screens.training import TrainingScreen

    return TrainingScreen()


def solution_screen(id: str) -> TutorScreen:
    """The reference solution of an activity."""
    from tutor.app.screens.solution import SolutionScreen

    return SolutionScreen(id)


def checklists_screen() -> TutorScreen:
    """What can be ticked."""
    from tutor.app.screens.checklists import ChecklistsScreen

    return ChecklistsScreen()


def progress_screen() -> TutorScreen:
    """The plan beside what was done."""
    from tutor.app.screens.progress import ProgressScreen

    return ProgressScreen()


def review_screen() -> TutorScreen:
    """What is due for review."""
    from tutor.app.screens.review import ReviewScreen

    return ReviewScreen()


def help_screen() -> TutorScreen:
    """Keys, and how checking works."""
    from tutor.app.screens.help import HelpScreen

    return HelpScreen()
