"""What the palette offers, and sentences for what goes wrong."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from tutor import files
from tutor.app import screens

if TYPE_CHECKING:
    from textual.screen import Screen

    from tutor.app.app import TutorApp
    from tutor.workspace import Workspace

_LATER = (
    "progress.store",
    "tutor.checking.client",
    "watchfiles",
    "tutor.checking.watch",
    "tutor.app.screens.activity",
    "textual.widgets.markdown",
)
"""Imported in a thread once the first screen is painted: none of it is needed before."""


def import_later() -> None:
    """Imports what the app needs next."""
    for name in _LATER:
        importlib.import_module(name)


def of_screen(app: TutorApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Every binding of a screen, and the app's own, by what it does."""
    seen = set()
    for _, binding, enabled, tooltip in screen.active_bindings.values():
        if binding.id not in (None, "palette") and enabled and binding.action not in seen:
            seen.add(binding.action)
            title = f"{binding.description.capitalize()} ({app.get_key_display(binding)})"
            yield SystemCommand(title, tooltip, partial(app.simulate_key, binding.key))


def places(app: TutorApp) -> Iterator[SystemCommand]:
    """Every activity and experiment, and the other screens."""
    for activity in app.state.curriculum.activities.values():
        title = f"Open {activity.id} {activity.title}"
        yield SystemCommand(title, activity.goal, partial(_go, app, "activity", activity.id))
    for lesson in app.state.curriculum.lessons:
        for experiment in lesson.experiments:
            title = f"Open {experiment.id} {experiment.title}"
            go = partial(_go, app, "experiment", experiment.id)
            yield SystemCommand(title, "An experiment to run by hand", go)
    yield SystemCommand(
        "Checklists", "What you can explain, ticked off", partial(_go, app, "checklists")
    )
    yield SystemCommand("Progress", "The plan beside what you did", partial(_go, app, "progress"))
    yield SystemCommand(
        "Review", "What is due: items and functions, ten minutes", partial(_go, app, "review")
    )
    yield SystemCommand("Next theme", "Dark, light, or the terminal's own", app.action_theme)


def _go(app: TutorApp, screen: str, *ids: str) -> None:
    app.go(getattr(screens, f"{screen}_screen")(*ids))


def sentence(error: Exception) -> str:
    """An error of the store as the learner reads it."""
    text = str(error).strip()
    return text or f"Your progress could not be read or written ({type(error).__name__})."


def fault(workspace: Workspace, report: str) -> str:
    """Keeps a report of the checker's own failure; the sentence that says so."""
    path = workspace.state / "checker-fault.txt"
    with contextlib.suppress(OSError):
        files.write(path, report.encode())
    return f"The checker itself failed: this is no fault of your code. A report is in {path}"
