"""What a save changed: which functions have to be judged, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tutor import source
from tutor.curriculum import Curriculum
from tutor.source import Source, UnreadableFile

if TYPE_CHECKING:
    from tutor.workspace import Workspace


@dataclass(frozen=True)
class Look:
    """A file as it was found. `touched` are the functions that the learner changed.

    `first` are those and the ones that call them; `rest` the others of the lesson. Names are
    qualified. Where the file can't be read, `problem` says why, and there is nothing to judge.
    """

    module: str
    content: bytes = b""
    touched: frozenset[str] = frozenset()
    first: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    problem: str = ""


class Changes:
    """Compares each exercise file with how it was when it could last be read."""

    def __init__(self, curriculum: Curriculum, workspace: Workspace) -> None:
        self._curriculum = curriculum
        self._workspace = workspace
        self._seen: dict[str, Source] = {}

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of the lessons, in order."""
        return tuple(dict.fromkeys(lesson.module for lesson in self._curriculum.lessons))

    def begin(self, module: str, content: bytes | None) -> None:
        """Takes a file's content as the one judged last, before this session; None: the stub."""
        path = self._workspace.file(module)
        lesson = next(x for x in self._curriculum.lessons if x.module == module)
        try:
            content = _read(lesson.stub_path) if content is None else content
            self._seen[module] = source.parse(source.decode(content, path), path)
        except UnreadableFile:
            return  # then every function counts as changed

    def look(self, module: str) -> Look:
        """Reads a file and says what to judge; the file is then the one that was seen last."""
        path = self._workspace.file(module)
        try:
            content = _read(path)
            new = source.parse(source.decode(content, path), path)
            _refuse_empty(new)
        except UnreadableFile as problem:
            return Look(module, problem=str(problem))
        old, self._seen[module] = self._seen.get(module), new
        return self._compared(module, content, old, new)

    def _compared(self, module: str, content: bytes, old: Source | None, new: Source) -> Look:
        functions = [f for f in self._curriculum.functions.values() if f.module == module]
        touched = source.changed(old, new) | _gone(old, new)
        first = touched | new.callers(touched)
        return Look(
            module,
            content,
            frozenset(f.qualified for f in functions if f.name in touched),
            tuple(f.qualified for f in functions if f.name in first),
            tuple(f.qualified for f in functions if f.name not in first),
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        source.read_text(path)  # raises, with the sentence that fits
        raise UnreadableFile(f"{path.name} could not be read: save it again.") from error


def _refuse_empty(file: Source) -> None:
    """Some editors empty a file before they write it: that moment is no attempt."""
    if not file.text.strip():
        raise UnreadableFile(f"{file.path.name} is empty: R puts the activity's functions back.")


def _gone(old: Source | None, new: Source) -> frozenset[str]:
    """Functions that the file no longer has."""
    return frozenset(old.definitions if old else ()) - frozenset(new.definitions)
