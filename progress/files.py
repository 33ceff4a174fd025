"""Files that survive a crash: write durably, set aside, sweep. All of it without heavy imports."""

import contextlib
import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})


def write_all(descriptor: int, data: bytes) -> None:
    """Writes every byte: a nearly full disk takes a part first and refuses the rest after."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Makes a rename or a new name in `folder` durable, where the system knows such a thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def durable_copy(path: Path, data: bytes) -> Iterator[Path]:
    """A synced temporary file in the folder of `path` that holds `data`, gone at the end."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o644)
    try:
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_durably(path: Path, data: bytes) -> None:
    """Puts `data` at `path`, whole or not at all, also through a power cut."""
    with durable_copy(path, data) as temporary:
        os.replace(temporary, path)
    sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Removes temporary files left by a killed process; only for who holds the lock."""
    for orphan in orphans(folder):
        with contextlib.suppress(OSError):
            orphan.unlink()


def orphans(folder: Path) -> list[Path]:
    """The temporary files in `folder`, its versions and its archive."""
    places = ("", "versions/", "archive/")
    return [path for place in places for path in folder.glob(f"{place}.*.tmp")]


def set_aside(path: Path, now: datetime) -> Path:
    """Renames `path` to "progress.broken-<time>.json" or the like, on a name that is free."""
    target = _aside(path, now)
    os.rename(path, target)
    return target


def copy_aside(path: Path, now: datetime) -> Path:
    """The same for a file that is to stay; what it was is kept under the other name."""
    target = _aside(path, now)
    write_durably(target, path.read_bytes())
    return target


def _aside(path: Path, now: datetime) -> Path:
    stem, suffix = path.name.partition(".")[0], path.suffix
    stamp = now.strftime("%Y%m%d-%H%M%S")
    target, count = path.with_name(f"{stem}.broken-{stamp}{suffix}"), 1
    while os.path.lexists(target):
        count += 1
        target = path.with_name(f"{stem}.broken-{stamp}-{count}{suffix}")
    return target


def describe(error: OSError, folder: Path) -> str:
    """A sentence for the learner about why `folder` could not be written to."""
    kept = "What you do is kept in memory and saved as soon as that is mended."
    if isinstance(error, TimeoutError):
        return f"Another cem-tutor has held the progress in {folder} for long. {kept}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"There is no room to save your progress in {folder}. {kept}"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"Your progress can't be saved: {folder} may not be written to. {kept}"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"Your progress can't be saved: {folder} is not a folder. {kept}"
    return f"Your progress could not be saved ({error.strerror or error}). {kept}"
