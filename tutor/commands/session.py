"""What commands need: workspace, curriculum and store, each when it is first asked for.

So are their imports: a command may have something to start before.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progress.store import Store
    from tutor.checking.ahead import Ahead
    from tutor.curriculum import Curriculum
    from tutor.workspace import Workspace


class WrongUsage(Exception):
    """The command can't be done as it was given; the sentence says how it can."""


@dataclass(frozen=True)
class Session:
    """One run of a command.

    `folder` is the workspace that the command line names, if it does, `ahead` the process that
    checks, if it was begun already. `workspace` may not exist;
    `made` is the same one after it was made or brought up to date. `told` are the notices given
    so far: each is given once.
    """

    folder: Path | None = None
    told: set[str] = field(default_factory=set)
    ahead: Ahead | None = None

    @staticmethod
    def of(args: argparse.Namespace, ahead: Ahead | None = None) -> Session:
        """The session that a command line asks for."""
        return Session(getattr(args, "workspace", None), ahead=ahead)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the store, if it was opened, and says if something could not be saved."""
        if "store" in vars(self):
            self.store.close()
            self._tell(self.store.notices)

    @cached_property
    def workspace(self) -> Workspace:
        """The learner's folder, which need not exist."""
        return find_workspace(self.folder)

    @cached_property
    def curriculum(self) -> Curriculum:
        """All lessons."""
        from tutor import curriculum

        return curriculum.load()

    @cached_property
    def made(self) -> Workspace:
        """The workspace, made where there is none yet; says what that changed."""
        if self.workspace.exists:
            workspace = self.workspace.update(self.curriculum)
        else:
            workspace = self.workspace.create(self.curriculum)
            _say(f"{workspace.root} is your workspace from now on.")
        self._tell(workspace.notices)
        return workspace

    @cached_property
    def store(self) -> Store:
        """What is remembered in the workspace; says what is wrong with it, if anything."""
        from progress.store import Store

        store = Store(self.made.state)
        self._tell(store.notices)
        return store

    def contents(self, modules: Iterable[str]) -> dict[str, bytes]:
        """The learner's files by module, those that can be read."""
        found = {module: _content(self.made.file(module)) for module in modules}
        return {module: content for module, content in found.items() if content is not None}

    def _tell(self, notices: Iterable[str]) -> None:
        for notice in notices:
            if notice not in self.told:
                _say(notice)
                self.told.add(notice)

    def activity_id(self, id: str) -> str:
        """The activity that an id names by itself or by one of its functions.

        Raises:
            WrongUsage: it names a whole lesson.
            UnknownId: it names nothing.
        """
        activities = {function.activity for function in self.curriculum.select((id,))}
        if len(activities) > 1:
            some = min(activities)
            raise WrongUsage(f"{id} is a whole lesson: name one of its activities, as {some}.")
        return activities.pop()


def find_workspace(explicit: Path | None) -> Workspace:
    """The workspace of this process.

    Raises:
        WorkspaceError: the current folder is gone and no workspace is named.
    """
    from tutor.workspace import Workspace, WorkspaceError

    try:
        return Workspace.find(explicit, os.environ, Path.cwd())
    except FileNotFoundError as error:
        raise WorkspaceError("The folder you are in is gone: `cd` to another.") from error


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _say(sentence: str) -> None:
    from tutor.console import say

    say(sentence)
