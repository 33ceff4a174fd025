"""Files as they were: each content once, under the SHA-256 of its bytes."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from progress import files

_SHORTEST = 4
_LENGTH = 64


class UnknownVersionError(LookupError):
    """No such version, more than one, or its file is damaged; carries a sentence."""


class Versions:
    """Contents in `folder`, written at `flush` by whoever holds the lock; readable before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unsaved: dict[str, bytes] = {}

    def keep(self, content: bytes) -> str:
        """Remembers `content` for the next flush; its id."""
        key = hashlib.sha256(content).hexdigest()
        self._unsaved[key] = content
        return key

    def flush(self) -> None:
        """Writes what is not there yet, or not whole; OSError leaves the rest for the next time."""
        for key, content in list(self._unsaved.items()):
            path = self._folder / key
            if not path.is_file() or path.stat().st_size != len(content):
                self._folder.mkdir(exist_ok=True)
                files.write_durably(path, content)
            del self._unsaved[key]

    def paths(self) -> Iterator[Path]:
        """The files that are kept, those whose name is no id left out."""
        for path in sorted(self._folder.glob("[0-9a-f]*")):
            if len(path.name) == _LENGTH:
                yield path

    def content(self, key: str) -> bytes:
        """The bytes of a version; `key` is its id or a beginning that only it has, of 4 or more."""
        full = self._full(key)
        if full in self._unsaved:
            return self._unsaved[full]
        content = (self._folder / full).read_bytes()
        if hashlib.sha256(content).hexdigest() != full:
            raise UnknownVersionError(f"The file of version {full[:12]} is damaged.")
        return content

    def _full(self, key: str) -> str:
        """Compared with the names that are there: what is asked for never becomes a path."""
        wanted = key.strip().lower()
        there = {path.name for path in self._folder.glob("[0-9a-f]*")} | set(self._unsaved)
        found = [name for name in there if name.startswith(wanted)]
        if len(wanted) >= _SHORTEST and len(found) == 1:
            return found[0]
        if len(wanted) >= _SHORTEST and found:
            raise UnknownVersionError(f"More than one version begins with {key!r}; give more.")
        raise UnknownVersionError(f"There is no version {key!r}.")
