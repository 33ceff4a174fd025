"""What is said when a command can't be done; a fault of ours goes into a report."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from progress.schema import NewerProgress
from progress.versions import UnknownVersionError
from tutor import __version__
from tutor.checking.requests import CheckerFault
from tutor.commands.session import WrongUsage, find_workspace
from tutor.console import say
from tutor.curriculum import CurriculumError, UnknownId
from tutor.source import UnreadableFile
from tutor.workspace import WorkspaceError

FAILED, USAGE = 1, 2
_EXPECTED = (WorkspaceError, UnreadableFile, CurriculumError, NewerProgress, UnknownVersionError)


def tell(error: Exception, arguments: Sequence[str]) -> int:
    """Says in one sentence what went wrong, and returns the exit status."""
    if isinstance(error, (UnknownId, WrongUsage)):
        say(str(error))
        return USAGE
    if isinstance(error, _EXPECTED):
        say(str(error))
    elif isinstance(error, OSError) and error.filename is None:
        say(f"The output could not be written ({error.strerror or error}).")
    else:
        say(_confession(error, arguments))
    return FAILED


def _confession(error: Exception, arguments: Sequence[str]) -> str:
    what = f"A fault of ours ({type(error).__name__}: {error}".partition("\n")[0] + ")"
    if isinstance(error, CheckerFault):
        what = str(error).rstrip(".")
    try:
        path = write_report(error, arguments)
    except OSError:
        return f"{what}; not even a report of it could be written."
    return f"{what}; please send us the report of it, {path}."


def write_report(error: Exception, arguments: Sequence[str]) -> Path:
    """Writes the report of a fault into the workspace, or else the temporary folder."""
    name = f"fault-{datetime.now():%Y-%m-%dT%H%M%S}.txt"
    text = "\n".join(
        [
            f"cem-tutor {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {list(arguments)}",
            "",
            "".join(traceback.format_exception(error)),
            getattr(error, "report", ""),
        ]
    )
    try:
        return _written(_state(arguments) / name, text)
    except (OSError, WorkspaceError):
        return _written(Path(tempfile.gettempdir()) / f"cem-tutor-{name}", text)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", errors="replace")
    return path


def _state(arguments: Sequence[str]) -> Path:
    """The state folder of the workspace that the arguments name; it may not exist."""
    named = [value for flag, value in pairwise(arguments) if flag == _FLAG]
    named += [text.removeprefix(f"{_FLAG}=") for text in arguments if text.startswith(f"{_FLAG}=")]
    return find_workspace(Path(named[-1]) if named else None).state


_FLAG = "--workspace"
