"""The app on a terminal. Importing this package imports nothing of Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.workspace import Workspace


def run(workspace: Workspace) -> int:
    """Opens the app on a workspace and returns its exit status once the learner leaves."""
    import gc
    import os

    # A verdict waits for the next frame: 4 ms on average in place of 8.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    gc.disable()  # until the first paint, which that brings forward by about 15 ms
    from tutor import curriculum
    from tutor.app.app import TutorApp
    from tutor.app.state import State

    for name in ("COLUMNS", "LINES"):  # exported, they would hide every change of size
        os.environ.pop(name, None)
    app = TutorApp(State(curriculum.load(), workspace), no_color=bool(os.environ.get("NO_COLOR")))
    app.run()
    return app.return_code or 0
