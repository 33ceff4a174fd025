"""The learner's folder: found, made, brought up to date, and its functions put back.

A learner's file is never overwritten or deleted without a dated copy in `.cem-tutor/backups/`.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tutor import __version__, files, source, stubs
from tutor.curriculum import Curriculum, Function, Lesson
from tutor.source import Source, UnreadableFile

STATE = ".cem-tutor"
VARIABLE = "CEM_TUTOR_WORKSPACE"


class WorkspaceError(Exception):
    """The folder can't be used as asked; the sentence says what to do."""


@dataclass(frozen=True)
class Change:
    """What was done to a file: the sentences to show, and where the copy of the old one is."""

    notes: tuple[str, ...] = ()
    backup: Path | None = None


@dataclass(frozen=True)
class Workspace:
    """A learner's folder, which need not exist yet.

    `notices` are sentences about what making it or bringing it up to date has changed.
    """

    root: Path
    notices: tuple[str, ...] = ()

    @staticmethod
    def find(explicit: Path | None, env: Mapping[str, str], cwd: Path) -> Workspace:
        """The folder that is named, else `$CEM_TUTOR_WORKSPACE`, else the nearest of all.

        The nearest is `cwd` or the first folder above it that holds `.cem-tutor/`; where there is
        none, it is `~/cem-tutor`.

        Raises:
            WorkspaceError: there is no home folder to put it in.
        """
        named = explicit or (Path(env[VARIABLE]) if env.get(VARIABLE) else None)
        if named is not None:
            return Workspace(cwd / _expanded(named))
        for folder in (cwd, *cwd.parents):
            if (folder / STATE).is_dir():
                return Workspace(folder)
        return Workspace(_expanded(Path("~/cem-tutor")))

    @property
    def state(self) -> Path:
        """The folder of what is ours: progress, backups, settings."""
        return self.root / STATE

    @property
    def backups(self) -> Path:
        """Where the dated copies are."""
        return self.state / "backups"

    @property
    def exists(self) -> bool:
        """Whether it has been made."""
        return self.state.is_dir()

    def file(self, module: str) -> Path:
        """The learner's file of a module."""
        return self.root / f"{module}.py"

    def locate(self, function: Function) -> tuple[Path, int]:
        """The file and the line of a function; line 1 where it can't be found."""
        path = self.file(function.module)
        try:
            return path, source.line_of(source.read_text(path), function.name) or 1
        except UnreadableFile:
            return path, 1

    def create(self, curriculum: Curriculum) -> Workspace:
        """Makes the folder and the exercise files that are missing; what is there stays.

        Raises:
            WorkspaceError: the folder can't be made or written.
        """
        try:
            self.backups.mkdir(parents=True, exist_ok=True)
            self._write_config()
            made = tuple(self._bring(lesson) for lesson in curriculum.lessons)
        except OSError as error:
            raise WorkspaceError(_refusal(self.root, error)) from error
        return replace(self, notices=tuple(note for notes in made for note in notes))

    def update(self, curriculum: Curriculum) -> Workspace:
        """Brings a newer release's stubs into the files, untouched functions only.

        Costs a comparison of small files where nothing is new. A file that the learner has moved
        away stays away; a file that can't be read yet is brought up to date once it can.

        Raises:
            WorkspaceError: a file that has to change can't be written.
        """
        stale = [x for x in curriculum.lessons if self._pristine(x) != x.stub_path.read_bytes()]
        try:
            notes = [note for lesson in stale for note in self._bring_up(lesson)]
        except OSError as error:
            raise WorkspaceError(_refusal(self.root, error)) from error
        return replace(self, notices=tuple(notes))

    def reset(self, functions: Sequence[Function], curriculum: Curriculum) -> Change:
        """Puts functions (of one lesson) back to their stubs; the old file is kept as a backup.

        Works on files with a syntax error, without the function, and where there is no file.

        Raises:
            WorkspaceError: the file is not text, or can't be written.
        """
        lesson = curriculum.lesson_of(functions[0].activity)
        names = [function.name for function in functions]
        if not os.path.lexists(self.file(lesson.module)):
            self._place(lesson)
            return Change((f"{lesson.module}.py was missing; a fresh one is there.",))
        return self._put(lesson.module, names, _stub(lesson), "as it first was")

    def put_back(self, module: str, names: Sequence[str], version: Source) -> Change:
        """Puts functions back as they were in another version of the file.

        Raises:
            WorkspaceError: the file is not text, or can't be written.
        """
        if not os.path.lexists(self.file(module)):
            self.replace(module, version.text.encode())
            return Change((f"{module}.py was missing and is back as it was in that version.",))
        return self._put(module, names, version, "as it was in that version")

    def replace(self, module: str, content: bytes) -> Path | None:
        """Gives a file new content, and returns the copy of the old one if there was one.

        Raises:
            WorkspaceError: it can't be written, or the old one can't be copied: nothing changed.
        """
        path = self.file(module)
        try:
            copy = self.back_up(path) if path.exists() else None
            files.write(path, content)
        except OSError as error:
            raise WorkspaceError(_refusal(path, error)) from error
        return copy

    def back_up(self, path: Path) -> Path:
        """Keeps a dated copy of a file and returns where it is."""
        return files.keep_copy(path, self.backups, datetime.now())

    def _put(self, module: str, names: Sequence[str], donor: Source, how: str) -> Change:
        path = self.file(module)
        content = _read(path)
        text = before = _text(content, path)
        for name in names:
            text = stubs.put(text, name, donor)
        if text == before:
            return Change(tuple(f"{name} already is {how}." for name in names))
        backup = self.replace(module, _like(content, text))
        notes = [f"{name} is back {how}." for name in names]
        return Change((*notes, *_snags(text, names, path)), backup)

    def _place(self, lesson: Lesson) -> None:
        self.replace(lesson.module, lesson.stub_path.read_bytes())
        self._keep_pristine(lesson)

    def _bring(self, lesson: Lesson) -> list[str]:
        """At creation: a fresh file where none is, else what a newer release brings."""
        files.bring_data(lesson.data, self.root)
        if not os.path.lexists(self.file(lesson.module)):
            self._place(lesson)
            return [f"{lesson.module}.py is there to be filled in."]
        return [f"{lesson.module}.py was there and is kept.", *self._bring_up(lesson)]

    def _bring_up(self, lesson: Lesson) -> list[str]:
        old, path = self._pristine(lesson), self.file(lesson.module)
        if old == lesson.stub_path.read_bytes():
            return []
        if old is None and not os.path.lexists(path):
            return self._bring(lesson)
        if old is None or not path.exists():
            self._keep_pristine(lesson)
            return []
        try:
            return self._merge(lesson, source.parse(_text(old, path), path), source.load(path))
        except UnreadableFile as error:
            return [f"{path.name} gets this release's changes once it can be read. {error}"]

    def _merge(self, lesson: Lesson, old: Source, mine: Source) -> list[str]:
        merged = stubs.merge(mine, old, _stub(lesson))
        if merged.text != mine.text:
            self.replace(lesson.module, _like(_read(mine.path), merged.text))
        self._keep_pristine(lesson)
        return [f"{mine.path.name}: {note}" for note in merged.notes]

    def _pristine(self, lesson: Lesson) -> bytes | None:
        """The stub as it was installed: what the learner has not touched equals it."""
        try:
            return self._pristine_path(lesson).read_bytes()
        except OSError:
            return None

    def _keep_pristine(self, lesson: Lesson) -> None:
        path = self._pristine_path(lesson)
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, lesson.stub_path.read_bytes())

    def _pristine_path(self, lesson: Lesson) -> Path:
        return self.state / "stubs" / f"{lesson.module}.py"

    def _write_config(self) -> None:
        path = self.state / "config.toml"
        if not path.exists():
            made = datetime.now().astimezone().isoformat(timespec="seconds")
            text = f'schema = 1\nmade = {made}\nmade_by = "cem-tutor {__version__}"\n'
            files.write(path, text.encode())


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise WorkspaceError(
            f"There is no home folder to put {path} in: say where with --workspace DIR."
        ) from error


def _stub(lesson: Lesson) -> Source:
    return source.load(lesson.stub_path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WorkspaceError(_refusal(path, error)) from error


def _text(content: bytes, path: Path) -> str:
    try:
        return source.decode(content, path)
    except UnreadableFile as error:
        raise WorkspaceError(
            f"{error} Or move it away and run `cem-tutor init` for a fresh one."
        ) from error


def _like(old: bytes, text: str) -> bytes:
    """The text as bytes with the byte order mark and the line ends that the old file has."""
    crlf = old.count(b"\r\n") * 2 > old.count(b"\n")
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if crlf else text).encode()


def _snags(text: str, names: Sequence[str], path: Path) -> list[str]:
    """What still keeps the functions from being used: a broken file, a later assignment."""
    try:
        source.parse(text, path)
    except UnreadableFile as error:
        return [f"The file still does not run. {error}"]
    lines = {name: stubs.rebound(text, name) for name in names}
    return [
        f"But line {line} of {path.name} gives {name} another value: take that line out."
        for name, line in lines.items()
        if line
    ]


def _refusal(path: Path, error: OSError) -> str:
    """A sentence about why a path can't be used, with what to do."""
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return f"{_obstacle(path)} is no folder: move it away, or name another --workspace."
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder where a file has to be: move it away."
    if isinstance(error, PermissionError):
        return f"{path} may not be written: give yourself the right, or choose another --workspace."
    reason = error.strerror or str(error)
    return f"{path} can't be used ({reason}): mend that, or choose another --workspace."


def _obstacle(path: Path) -> Path:
    """What is there in place of a folder on the way to a path."""
    ways = (path, *path.parents)
    return next((p for p in ways if os.path.lexists(p) and not p.is_dir()), path)
