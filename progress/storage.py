"""TinyDB on a file that survives a crash. Imports TinyDB: only a writer imports this module."""

import contextlib
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage

from progress import files, schema

SetAside = Callable[[Path], None]


class AtomicStorage(Storage):
    """A TinyDB storage: temporary file, fsync, previous good version kept as .bak, atomic replace.

    What stands at `path` and can't be read is set aside and never overwritten; `on_set_aside` is
    told where it went. The caller holds the lock across processes. Reading brings older schemas
    up to date; raises `schema.NewerProgress` for a newer one, which is never written over.
    """

    def __init__(
        self, path: str | Path, on_set_aside: SetAside = lambda _: None, now: datetime | None = None
    ) -> None:
        self._path = Path(path)
        self._backup = backup_of(self._path)
        self._on_set_aside = on_set_aside
        self._now = now

    def read(self) -> schema.Tables | None:
        """The tables of the file, else of its backup; None where there is neither."""
        for path in (self._path, self._backup):
            with contextlib.suppress(FileNotFoundError, schema.UnreadableError):
                return schema.read(path)
        return None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replaces the file; raises OSError with the old one still in place."""
        data = {name: dict(table) for name, table in data.items()}
        with files.durable_copy(self._path, schema.encode(data)) as fresh:
            if self._is_good(self._path):
                self._keep_backup()
            os.replace(fresh, self._path)
        files.sync_folder(self._path.parent)

    def _is_good(self, path: Path) -> bool:
        """Whether `path` holds progress; anything else there is set aside on the way."""
        try:
            schema.read(path)
        except FileNotFoundError:
            return False
        except schema.UnreadableError:
            self._on_set_aside(files.set_aside(path, self._now or datetime.now()))
            return False
        return True

    def _keep_backup(self) -> None:
        """A hard link costs nothing; where there are none (FAT, some mounts) it is a copy."""
        with contextlib.suppress(schema.NewerProgress):
            self._is_good(self._backup)
        spare = self._path.with_name(f".{self._backup.name}.{os.getpid()}.tmp")
        spare.unlink(missing_ok=True)
        try:
            os.link(self._path, spare)
        except OSError:
            shutil.copyfile(self._path, spare)
        os.replace(spare, self._backup)
        spare.unlink(missing_ok=True)  # a rename between two links of one file does nothing


def backup_of(path: Path) -> Path:
    """Where the previous good version of `path` is kept."""
    return path.with_name(path.name + ".bak")


def save(path: Path, tables: schema.Tables, on_set_aside: SetAside, now: datetime) -> None:
    """Writes all tables through TinyDB in one replace; OSError or NewerProgress if that failed."""
    cached = CachingMiddleware(AtomicStorage)  # type: ignore[no-untyped-call]
    database = TinyDB(path, on_set_aside, now, storage=cached)
    database.drop_tables()
    for name, table in schema.to_disk(tables).items():
        database.table(name).insert_multiple(table.values())
    database.close()
