"""What a learner can choose before a training starts: read from files, nothing is run."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

from tutor import source
from tutor.source import UnreadableFile
from tutor.training import models
from tutor.training.models import Record
from tutor.training.settings import MODULE, Settings, WrongSettings

Resumable = tuple[Record, Settings]

TRAINS = "train_vae"
WIDTH = "hidden_dim"


def takes_width(workspace: Path) -> bool:
    """Whether the learner's `train_vae` has an argument for the width of the networks."""
    try:
        found = source.load(workspace / f"{MODULE}.py")
    except UnreadableFile:
        return False
    return WIDTH in _arguments(found.text)


def _arguments(text: str) -> set[str]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == TRAINS:
            return {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
    return set()


def resumable(state: Path, epochs: int = 0) -> Resumable | None:
    """The model saved last and the settings that go on from it, where epochs are left to do.

    `epochs`: in all, where there are to be more than were asked for at first.
    """
    record = models.load(state, models.LATEST)
    if record is None:
        return None
    try:
        settings = replace(Settings.from_dict(record.settings), is_resumed=True, code=record.whose)
        settings = replace(settings, epochs=max(settings.epochs, epochs)).checked()
    except (TypeError, WrongSettings):  # of a release that knew other settings
        return None
    return (record, settings) if record.epochs < settings.epochs else None
