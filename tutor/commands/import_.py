"""`cem-tutor import FILE`: takes in what `cem-tutor export` wrote, here or on another machine.

Progress becomes the union of both; a second import changes nothing. A file of the learner's is
put where none is; one that differs is kept beside, in the backups, and it is said where.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tutor import files
from tutor.commands.export import FILES, JOURNAL, OURS, STATE, VERSIONS
from tutor.commands.session import Session
from tutor.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from progress.bundle import Bundle
    from progress.moving import Merged

_MINE = ("config.toml", "stubs/")
"""Of the state: settings stay as they are here, and stubs belong to the files beside them."""


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", metavar="FILE", type=Path, help="what `cem-tutor export` wrote")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Takes it in: first the progress, then the files; each step can be done again."""
    from progress import bundle

    try:
        with bundle.Bundle(args.file) as found:
            for note in take_in(session, found):
                print(note)
    except bundle.BundleError as error:
        raise WorkspaceError(str(error)) from error
    except OSError as error:
        path, why = error.filename or args.file, error.strerror or error
        raise WorkspaceError(
            f"The import stopped at {path} ({why}). Mend that and import again: what came in "
            "already stays, and comes in once."
        ) from error
    return 0


def take_in(session: Session, found: Bundle) -> Iterator[str]:
    """Does it; a sentence for everything that changed, or one that nothing did."""
    from progress import moving

    workspace, journal = session.workspace, found.read(JOURNAL)
    moving.check(journal)
    notes = [] if workspace.exists else _furnish(session, found)
    merged = session.store.merge(journal)
    kept = {path.name for path in session.store.kept_versions()}
    missing = [id for id in found.names(VERSIONS) if id not in kept]
    for id in missing:
        session.store.take_version(found.read(VERSIONS + id))
    notes += [*_told(merged, len(missing)), *place(workspace, found)]
    yield from notes or ["Everything in it is here already: nothing was changed."]


def place(workspace: Workspace, found: Bundle) -> Iterator[str]:
    """Puts the files in; what is there is never written over."""
    kept = sum(
        _put_state(workspace, name, found.read(STATE + name))
        for name in found.names(STATE)
        if not name.startswith(_MINE) and name not in OURS
    )
    if kept:
        yield f"{kept} backups and reports came in, into {workspace.state}."
    for name in found.names(FILES):
        if not name.startswith("."):
            yield from _put_file(workspace, Part(name, found.read(FILES + name)), found)


@dataclass(frozen=True)
class Part:
    """A learner's file as it comes in."""

    name: str
    content: bytes


def _furnish(session: Session, found: Bundle) -> list[str]:
    """A workspace that is not there yet gets the imported files before the stubs."""
    workspace = session.workspace
    notes = list(place(workspace, found))
    for name in found.names(STATE):
        if name.startswith(_MINE):
            _put(workspace.state / name, found.read(STATE + name))
    made = workspace.create(session.curriculum)
    return [f"{workspace.root} is your workspace from now on.", *notes, *_new(made.notices)]


def _new(notices: tuple[str, ...]) -> list[str]:
    return [notice for notice in notices if not notice.endswith("was there and is kept.")]


def _put_state(workspace: Workspace, name: str, content: bytes) -> bool:
    """Backups, disputes, reports: under another name where one is there that differs."""
    path = workspace.state / name
    if _is_there(path.parent, path.stem, content):
        return False
    _put(_free(path), content)
    return True


def _put_file(workspace: Workspace, part: Part, found: Bundle) -> Iterator[str]:
    path = workspace.root / part.name
    mine = path.read_bytes() if path.is_file() else None
    if mine == part.content:
        return
    if mine is None and not path.is_symlink() and not path.exists():
        _put(path, part.content)
        yield f"{part.name} came in."
    elif mine is not None and mine == _stub(workspace, part.name):
        yield from _replace(workspace, path, part, found)
    else:
        yield from _keep_beside(workspace, part, found)


def _replace(workspace: Workspace, path: Path, part: Part, found: Bundle) -> Iterator[str]:
    """Only where nothing was written yet; the empty stub is kept as a backup all the same."""
    workspace.back_up(path)
    files.write(path, part.content)
    stub = f"{STATE}stubs/{part.name}"
    if part.name in found.names(f"{STATE}stubs/"):
        files.write(workspace.state / "stubs" / part.name, found.read(stub))
    yield f"{part.name} came in; nothing of your own was in the one that was here."


def _keep_beside(workspace: Workspace, part: Part, found: Bundle) -> Iterator[str]:
    place = Path(part.name.replace("/", "__"))
    target = workspace.backups / f"{place.stem}.imported-{found.made:%Y-%m-%dT%H%M%S}{place.suffix}"
    if _is_there(workspace.backups, place.stem, part.content):
        return
    target = _free(target)
    _put(target, part.content)
    yield (
        f"{part.name} here differs from the imported one: yours stays, the other is "
        f"{target.relative_to(workspace.root)}."
    )


def _stub(workspace: Workspace, name: str) -> bytes | None:
    path = workspace.state / "stubs" / name
    return path.read_bytes() if path.is_file() else None


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_new(path, content)


def _is_there(folder: Path, stem: str, content: bytes) -> bool:
    """Whether a file whose name begins so has this content."""
    if not folder.is_dir():
        return False
    near = (path for path in folder.iterdir() if path.name.startswith(stem) and path.is_file())
    return any(
        path.stat().st_size == len(content) and path.read_bytes() == content for path in near
    )


def _free(path: Path) -> Path:
    """The path, or one like it on which nothing is."""
    count, free = 1, path
    while free.exists() or free.is_symlink():
        count += 1
        free = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return free


def _told(merged: Merged, versions: int) -> Iterator[str]:
    if merged.events:
        yield (
            f"New in your progress: {merged.events} records, {merged.attempts} of them attempts, "
            f"{merged.ticks} ticks."
        )
    if versions:
        yield f"{versions} versions of your files came in."
    if merged.unreadable:
        yield f"{merged.unreadable} lines of its journal are damaged and were passed over."
