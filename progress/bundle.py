"""One file that holds everything: a zip with a manifest that has the size and SHA-256 of each part.

A bundle is checked as a whole before anything of it is used: what is damaged, cut off, put
together by another program or made by a newer release is refused with a sentence.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Self

from progress import files

FORMAT = "cem-tutor export"
SCHEMA = 1
MANIFEST = "manifest.json"
LARGEST = 4 << 30
"""Bytes that a bundle may hold in all: a small zip can be made to unpack without end."""

Member = tuple[str, bytes]


class BundleError(Exception):
    """The file can't be used; carries a sentence."""


def write(path: Path, members: Iterable[Member], now: datetime, made_by: str) -> int:
    """Writes a bundle, whole or not at all; how many parts it has.

    Raises FileExistsError (nothing is written over) and OSError.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            count = _write(file, members, now, made_by)
            file.flush()
            os.fsync(file.fileno())
        _give_name(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    files.sync_folder(path.parent)
    return count


class Bundle:
    """A bundle that was checked, open for reading; close it, or use it in a `with`.

    Raises BundleError where it is not one, or damaged; OSError where it can't be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            raise self._refusal("it is no file that `cem-tutor export` writes") from None
        try:
            self._manifest = self._read_manifest()
            self.made = datetime.fromisoformat(self._manifest["made"])
            self._check()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._zip.close()

    def names(self, folder: str) -> list[str]:
        """The parts in a folder ("files/"), without its name."""
        names = (str(part["path"]) for part in self._manifest["files"])
        return [name.removeprefix(folder) for name in names if name.startswith(folder)]

    def read(self, name: str) -> bytes:
        """A part."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
            raise self._refusal(f"{name} in it is damaged") from error

    def _check(self) -> None:
        for part in self._manifest["files"]:
            if not is_safe(part["path"]):
                raise self._refusal(f"a part of it has the name {part['path']!r}")
            if hashlib.sha256(self.read(part["path"])).hexdigest() != part["sha256"]:
                raise self._refusal(f"{part['path']} in it is damaged")

    def _read_manifest(self) -> Mapping[str, Any]:
        if sum(info.file_size for info in self._zip.infolist()) > LARGEST:
            raise self._refusal("it is larger than any export")
        try:
            found = json.loads(self.read(MANIFEST))
        except ValueError:
            found = None
        if not _is_manifest(found):
            raise self._refusal("it is no file that `cem-tutor export` writes")
        if found["schema"] > SCHEMA:
            raise self._refusal("a newer release of cem-tutor made it: update cem-tutor first")
        manifest: Mapping[str, Any] = found
        return manifest

    def _refusal(self, reason: str) -> BundleError:
        return BundleError(f"{self._path} can't be imported: {reason}. Nothing was changed.")


def is_safe(name: str) -> bool:
    """Whether a part's name stays in its folder, on any system."""
    parts = PurePosixPath(name).parts
    odd = "\\" in name or ":" in name or "\0" in name or name.startswith("/")
    return bool(parts) and not odd and ".." not in parts and str(PurePosixPath(name)) == name


def _write(file: IO[bytes], members: Iterable[Member], now: datetime, made_by: str) -> int:
    parts: list[Mapping[str, object]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
            digest = hashlib.sha256(content).hexdigest()
            parts.append({"path": name, "size": len(content), "sha256": digest})
        manifest = {
            "format": FORMAT,
            "schema": SCHEMA,
            "made": now.isoformat(),
            "made_by": made_by,
            "files": parts,
        }
        packed.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return len(parts)


def _give_name(temporary: Path, path: Path) -> None:
    """A link refuses a name that is taken; where there are no links the look is a moment old."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(17, "File exists", str(path)) from None
        os.replace(temporary, path)


def _is_manifest(found: object) -> bool:
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return False
    parts = found.get("files")
    return (
        type(found.get("schema")) is int
        and _is_time(found.get("made"))
        and isinstance(parts, list)
        and all(isinstance(part, dict) and _is_part(part) for part in parts)
    )


def _is_part(part: Mapping[str, object]) -> bool:
    return isinstance(part.get("path"), str) and isinstance(part.get("sha256"), str)


def _is_time(value: object) -> bool:
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False
