"""`cem-tutor export [FILE]`: progress, versions, backups and exercise files as one file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tutor import __version__
from tutor.commands.session import Session
from tutor.workspace import Workspace, WorkspaceError

JOURNAL, VERSIONS, STATE, FILES = "journal.jsonl", "versions/", "state/", "files/"
"""Where in the file things are: events, versions by id, the rest of .cem-tutor, the learner's."""

LARGEST = 32 << 20
"""Bytes from which a learner's file is left out and named: it is data, not an exercise."""
KINDS = frozenset({".py", ".ipynb", ".md", ".txt", ".csv", ".toml", ".json"})
"""What is taken of the files that lie in the workspace itself; a notebook may be there as well."""
WHOLE = ("projects", "review")
"""Folders of the workspace that are taken whole."""

OURS = frozenset({"lock", "progress.json", "progress.json.bak", "journal.jsonl"})
"""Of the state, what the journal of an export stands for."""
_FOLDERS = frozenset({"versions", "archive"})
_SKIPPED = frozenset({"__pycache__", "node_modules"})


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="where to (a zip)")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Writes it, and says what is in it."""
    from progress import bundle

    now = datetime.now().astimezone()
    workspace, path = session.made, _place(args.file, now)
    left_out = [file for file in _files(workspace.root) if not _is_small(file)]
    try:
        count = bundle.write(path, members(session), now, f"cem-tutor {__version__}")
    except FileExistsError as error:
        raise WorkspaceError(f"{path} is there already: name another file.") from error
    except OSError as error:
        why = error.strerror or error
        raise WorkspaceError(f"Nothing was exported to {path} ({why}).") from error
    for file in left_out:
        print(f"{file.relative_to(workspace.root)} is left out: copy so large a file yourself.")
    print(f"{path} holds your progress and files ({count} parts, {path.stat().st_size:,} bytes).")
    print(f"`cem-tutor import {path.name}` takes it in on another machine.")
    return 0


def members(session: Session) -> Iterator[tuple[str, bytes]]:
    """The parts of an export: everything but what can be made of the rest."""
    workspace = session.made
    yield JOURNAL, session.store.exported()
    for path in session.store.kept_versions():
        yield VERSIONS + path.name, path.read_bytes()
    for path in _state(workspace):
        yield STATE + path.relative_to(workspace.state).as_posix(), path.read_bytes()
    for path in filter(_is_small, _files(workspace.root)):
        yield FILES + path.relative_to(workspace.root).as_posix(), path.read_bytes()


def _place(given: Path | None, now: datetime) -> Path:
    name = f"cem-tutor-{now:%Y-%m-%dT%H%M%S}.zip"
    if given is None:
        return Path(name)
    return given / name if given.is_dir() else given


def _state(workspace: Workspace) -> Iterator[Path]:
    for path in sorted(workspace.state.iterdir()):
        if path.is_dir() and path.name not in _FOLDERS:
            yield from _below(path)
        elif path.is_file() and path.name not in OURS and not path.name.startswith("."):
            yield path


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        if path.name in WHOLE and path.is_dir():
            yield from _below(path)
        elif path.suffix in KINDS and path.is_file() and not path.name.startswith("."):
            yield path


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part in _SKIPPED for part in inner)
        if path.is_file() and not hidden:
            yield path


def _is_small(path: Path) -> bool:
    return path.stat().st_size < LARGEST
