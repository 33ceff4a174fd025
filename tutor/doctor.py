"""Looks whether everything that is needed is there, and says how to mend what is not."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tutor import packages, source
from tutor.app import editor as editors
from tutor.checking import client, platform
from tutor.curriculum import Curriculum
from tutor.findings import Finding, fail, ok, warn
from tutor.source import UnreadableFile
from tutor.workspace import Workspace

COLUMNS, LINES = 80, 24
_REMOTE = ("nfs", "cifs", "smb", "sshfs", "9p", "drvfs", "vboxsf", "afs", "webdav", "davfs")
_ROOM = 50 << 20


def examine(
    workspace: Workspace, curriculum: Curriculum, env: Mapping[str, str] = os.environ
) -> Iterator[Finding]:
    """Every finding, as it is made; some take a second."""
    yield python()
    yield from packages.packages()
    yield packages.torch()
    yield from terminal(env)
    yield from folder(workspace)
    yield from exercise_files(workspace, curriculum)
    yield editor(env)
    yield from data_sets()
    yield checker(curriculum)


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """The interpreter."""
    shown = ".".join(map(str, version))
    if version < (3, 11):
        return fail("python", f"{shown}; 3.11 or later is needed.", "Install a newer Python.")
    return ok("python", f"{shown} at {sys.executable}")


def terminal(env: Mapping[str, str], size: os.terminal_size | None = None) -> Iterator[Finding]:
    """Its size, its colours, and whether it can show the symbols of mathematics."""
    if not sys.stdout.isatty() and size is None:
        yield ok("terminal", "standard output is none, so size and colours can't be seen.")
        return
    columns, lines = size or shutil.get_terminal_size()
    if columns < COLUMNS or lines < LINES:
        small = f"{columns}×{lines} is small; the app is made for {COLUMNS}×{LINES} or more."
        yield warn("terminal", small, "Make the window larger, or its type smaller.")
    else:
        yield ok("terminal", f"{columns}×{lines}, {colors(env)}")
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        mend = "Set a UTF-8 locale: export LANG=C.UTF-8"
        yield warn("encoding", f"{encoding or 'unknown'}: symbols such as μ are lost.", mend)


def colors(env: Mapping[str, str]) -> str:
    """How many colours the terminal says it has."""
    if env.get("NO_COLOR"):
        return "no colours, since NO_COLOR is set"
    if env.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million colours"
    return "256 colours" if "256color" in env.get("TERM", "") else "few colours"


def folder(workspace: Workspace) -> Iterator[Finding]:
    """Whether the workspace can be written, and whether saves in it are noticed."""
    root = workspace.root
    there = _nearest(root)
    if not there.is_dir() or not _can_write(workspace.state if workspace.exists else there):
        mend = "Give yourself the right to write there, or choose another: --workspace DIR"
        yield fail("workspace", f"{root} can't be written.", mend)
        return
    made = str(root) if workspace.exists else f"{root} (not made yet: `cem-tutor init` makes it)"
    yield ok("workspace", made)
    yield file_system(there)
    free = shutil.disk_usage(there).free
    if free < _ROOM:
        room = f"only {free >> 20} MiB are free where the workspace is."
        yield warn("room", room, "Make room: progress and copies of your files are kept there.")


def file_system(path: Path, kind: str | None = None) -> Finding:
    """Where a file system lies on another machine (or outside WSL), saves may go unnoticed."""
    kind = kind or _file_system_of(path)
    if any(name in kind.lower() for name in _REMOTE):
        return warn(
            "file system",
            f"{kind}: a save on it may not be noticed.",
            "Press r in the app after a save, or keep the workspace on a local disk "
            "(in WSL under your Linux home, not under /mnt).",
        )
    return ok("file system", kind)


def exercise_files(workspace: Workspace, curriculum: Curriculum) -> Iterator[Finding]:
    """Whether the learner's files are there and can be read."""
    for lesson in curriculum.lessons if workspace.exists else ():
        name = f"{lesson.module}.py"
        try:
            source.load(workspace.file(lesson.module))
        except UnreadableFile as error:
            yield warn(name, str(error), "Mend that line, or `cem-tutor reset` its function.")
        else:
            yield ok(name, "there, and Python can read it.")


def editor(env: Mapping[str, str]) -> Finding:
    """What `e` in the app opens."""
    try:
        found = editors.find(env, lambda name: shutil.which(name, path=env.get("PATH")))
    except editors.NoEditor as error:
        return warn("editor", str(error), "export EDITOR=nano (or vim, code, …)")
    return ok("editor", " ".join(found.command))


def data_sets() -> Iterator[Finding]:
    """The files that ship with the program."""
    found = importlib.util.find_spec("reference")
    data = Path(next(iter((found and found.submodule_search_locations) or [""]))) / "data"
    for name, is_whole in (("old_faithful.csv", _has_rows), ("mnist_5k.npz", zipfile.is_zipfile)):
        path = data / name
        if path.is_file() and is_whole(path):
            yield ok("data", name)
        else:
            yield fail("data", f"{path} is missing or damaged.", "Install cem-tutor anew.")


def checker(curriculum: Curriculum, seconds: float = 60) -> Finding:
    """Whether the process that runs the learner's code starts, and computes something."""
    start = time.monotonic()
    mend = "`cem-tutor check` says more; a package above may be the cause."
    try:
        asyncio.run(asyncio.wait_for(_compute(curriculum), seconds))
    except client.CheckerFault as fault:
        lines = fault.report.strip().splitlines() or ["it says nothing"]
        return fail("checker", f"it does not work: {lines[-1]}", mend)
    except (TimeoutError, OSError) as error:
        return fail("checker", f"it does not answer ({type(error).__name__}).", mend)
    way = "forks for each check" if platform.can_fork() else "starts a process for each check"
    return ok("checker", f"answers after {time.monotonic() - start:.1f} s, {way}.")


async def _compute(curriculum: Curriculum) -> None:
    """Has the answer of the first question computed; for that no code of the learner's is run."""
    asked = client.Checker(Path(), curriculum)
    try:
        await asked.predict(next(iter(curriculum.activities)))
    finally:
        await asked.close()


def _nearest(path: Path) -> Path:
    """The path, or the first above it that exists."""
    return next((p for p in (path, *path.parents) if os.path.lexists(p)), path)


def _can_write(path: Path) -> bool:
    """By trying: rights alone do not tell of a file system that is mounted read-only."""
    probe = path / f".cem-tutor-probe-{os.getpid()}"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError:
        return False
    return True


def _file_system_of(path: Path) -> str:
    import psutil

    real = Path(os.path.realpath(path))
    try:
        mounts = {Path(p.mountpoint): p.fstype for p in psutil.disk_partitions(all=True)}
    except OSError:
        return "unknown"
    return next((mounts[p] for p in (real, *real.parents) if mounts.get(p)), "unknown")


def _has_rows(path: Path) -> bool:
    return path.read_bytes().count(b"\n") > 200
