"""A learner's files on disk: written whole or not at all, and never without a copy kept."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step; an existing file keeps its mode, a link its target.

    Raises:
        OSError: it can't be written; then what was there is still there.
    """
    target = Path(os.path.realpath(path))
    before = _stat(target)
    if before and not os.access(target, os.W_OK):  # a rename would go through all the same
        raise PermissionError(13, "the file may not be written", str(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        write_new(temporary, content)
        if before:
            _carry_over(before, temporary)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def write_new(path: Path, content: bytes) -> None:
    """Makes the file `path`, durably.

    Raises:
        FileExistsError: there is one; it is left alone.
    """
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def keep_copy(path: Path, folder: Path, now: datetime) -> Path:
    """Copies `path` into `folder` under a name with the date, one that is free, and returns it."""
    content = path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    stamp = f"{path.stem}.{now:%Y-%m-%dT%H%M%S}"
    for count in range(1, 10_000):
        copy = folder / f"{stamp}{f'-{count}' if count > 1 else ''}{path.suffix}"
        with contextlib.suppress(FileExistsError):
            write_new(copy, content)
            _sync_folder(folder)
            return copy
    raise FileExistsError(17, "too many copies within one second", str(folder))


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _carry_over(before: os.stat_result, path: Path) -> None:
    path.chmod(stat.S_IMODE(before.st_mode))
    if hasattr(os, "chown"):  # root who resets a learner's file must not take it from them
        with contextlib.suppress(OSError):
            os.chown(path, before.st_uid, before.st_gid)


def _sync_folder(folder: Path) -> None:
    """Makes a rename durable; some file systems know no such thing, and Windows does not."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def bring_data(names: Iterable[str], folder: Path) -> None:
    """Data that an exercise file reads: it stands alone, and can't ask the tutor for them.

    Raises:
        OSError: they can't be written.
    """
    missing = [name for name in names if not os.path.lexists(folder / name)]
    if missing:
        import reference

        shipped = Path(reference.__file__).parent / "data"
        for name in missing:
            write(folder / name, (shipped / name).read_bytes())
