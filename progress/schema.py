"""The form of progress.json: tables of documents, a schema number, a checksum.

On disk the file is what TinyDB writes: {"meta": {"1": {"schema": 1, ...}}, "activities": ...}.
The last table, "checksum", holds a CRC-32 of the bytes before it, so that a flipped bit is
noticed and not taken for progress. The form of the checksum is the same in every schema.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Document = dict[str, Any]
Table = dict[str, Document]
Tables = dict[str, Table]
Migration = Callable[[Tables], Tables]

_MARK = b', "checksum": {"1": {"crc32": '

SCHEMA = 1
MIGRATIONS: Mapping[int, Migration] = {}
"""From schema n (the key) to n + 1. The tables are as on disk; meta["1"]["schema"] is set by us."""


class UnreadableError(Exception):
    """The file is not one of ours, or is damaged."""


class NewerProgress(Exception):
    """The file was written by a newer release, and is left alone."""

    def __init__(self, path: Path, schema: object) -> None:
        super().__init__(
            f"{path} was written by a newer release of cem-tutor (its schema is {schema}, this "
            f"release knows {SCHEMA}); update cem-tutor to go on. Nothing was changed."
        )


def encode(tables: Tables) -> bytes:
    """The bytes of progress.json."""
    body = json.dumps(tables).encode()
    return body[:-1] + _MARK + b'"%08x"}}}\n' % zlib.crc32(body[:-1])


def read(path: Path) -> Tables:
    """The tables at `path`, brought up to this schema.

    Raises FileNotFoundError, UnreadableError or NewerProgress.
    """
    try:
        data = path.read_bytes()
        found = json.loads(data)
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    if not _has_our_form(found):
        raise UnreadableError("it is not a progress file")
    return _checked(path, found, data)


def to_disk(tables: Tables) -> Tables:
    """Tables keyed by our ids, as TinyDB has them: numbered documents that carry their key."""
    return {
        name: {
            str(number): {"key": key, **document}
            for number, (key, document) in enumerate(table.items(), start=1)
        }
        for name, table in tables.items()
    }


def from_disk(tables: Tables) -> Tables:
    """The reverse of `to_disk`; UnreadableError where a document has no key."""
    try:
        return {
            name: {
                document["key"]: {name: value for name, value in document.items() if name != "key"}
                for document in table.values()
            }
            for name, table in tables.items()
        }
    except (KeyError, TypeError) as error:
        raise UnreadableError("a document has no key") from error


def migrated(tables: Tables, migrations: Mapping[int, Migration], schema: int) -> Tables:
    """`tables` after the migrations from their own schema up to `schema`; KeyError if one lacks."""
    for step in range(tables["meta"]["1"]["schema"], schema):
        tables = migrations[step](tables)
        tables["meta"]["1"]["schema"] = step + 1
    return tables


def _checked(path: Path, tables: Tables, data: bytes) -> Tables:
    """Newer comes first: another release's checksum is not for us to judge."""
    schema = tables["meta"]["1"]["schema"]
    if schema > SCHEMA:
        raise NewerProgress(path, schema)
    tables.pop("checksum", None)
    if not _is_sealed(data):
        raise UnreadableError("its checksum is wrong")
    try:
        return migrated(tables, MIGRATIONS, SCHEMA)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(f"schema {schema} can't be migrated") from error


def _has_our_form(found: object) -> bool:
    tables = isinstance(found, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
        for table in found.values()
    )
    if not tables or not isinstance(found, dict):
        return False
    return type(found.get("meta", {}).get("1", {}).get("schema")) is int


def _is_sealed(data: bytes) -> bool:
    body, mark, seal = data.rpartition(_MARK)
    return bool(mark) and seal.strip() == b'"%08x"}}}' % zlib.crc32(body)
