"""`cem-tutor history ID`: the versions of an activity's functions that were checked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from progress.records import VersionRecord
from progress.versions import UnknownVersionError
from tutor import source
from tutor.commands.session import Session
from tutor.curriculum import Function
from tutor.source import Source, UnreadableFile

SHORT = 8


@dataclass(frozen=True)
class Version:
    """A version of a file, with the text of the functions in question; None if unreadable."""

    record: VersionRecord
    text: str | None

    @property
    def lines(self) -> int:
        """How many lines these functions have."""
        return (self.text or "").count("\n")


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, a lesson or a function")
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Lists them, the newest last."""
    found = list(versions(session, session.curriculum.select((args.id,))))
    if args.json:
        rows = [{"version": v.record.id, "at": v.record.at.isoformat()} for v in found]
        print(json.dumps({"schema": 1, "versions": rows}, indent=2))
        return 0
    for version in found:
        what = f"{version.lines} lines" if version.text is not None else "can't be read as Python"
        print(f"{version.record.id[:SHORT]}  {version.record.at:%Y-%m-%d %H:%M:%S}  {what}")
    print(_hint(found, args.id))
    return 0


def versions(session: Session, functions: Sequence[Function]) -> Iterator[Version]:
    """The versions at which the functions changed, the oldest first."""
    names = [function.name for function in functions]
    before: str | None = None
    for record in session.store.versions(f"{functions[0].module}.py"):
        text = _texts(session, record, names)
        if text is None or text != before:
            yield Version(record, text)
        before = text


def load(session: Session, record_id: str, name: str) -> Source:
    """The file of a version.

    Raises:
        UnknownVersionError: there is none.
        UnreadableFile: it can't be read as Python.
    """
    path = Path(name)
    return source.parse(source.decode(session.store.version(record_id), path), path)


def _texts(session: Session, record: VersionRecord, names: Sequence[str]) -> str | None:
    try:
        file = load(session, record.id, record.name)
    except (UnreadableFile, UnknownVersionError, OSError):
        return None
    return "".join(file.segment(name) for name in names if name in file.definitions)


def _hint(found: Sequence[Version], id: str) -> str:
    if not found:
        return "No version is kept yet: every file that you check is."
    return f"`cem-tutor restore {id} {found[-1].record.id[:SHORT]}` brings the last one back."
