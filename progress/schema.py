"""The form of progress.json: tables of documents, a schema number, a checksum.

On disk the file is what TinyDB writes: {"meta": {"1": {"schema": 1, ...}}, "activities": ...}.
One more table, "checksum", holds a CRC-32 of the others, so that a flipped bit is noticed and not
taken for progress. The form of the checksum is the same in every schema.
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
    checksum = {"1": {"crc32": _checksum(tables)}}
    return json.dumps({**tables, "checksum": checksum}, indent=1).encode() + b"\n"


def read(path: Path) -> Tables:
    """The tables at `path`, brought up to this schema.

    Raises FileNotFoundError, UnreadableError or NewerProgress.
    """
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    if not _has_our_form(found):
        raise UnreadableError("it is not a progress file")
    return _checked(path, found)


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


def _checked(path: Path, tables: Tables) -> Tables:
    """Newer comes first: another release's checksum is not for us to judge."""
    schema = tables["meta"]["1"]["schema"]
    if schema > SCHEMA:
        raise NewerProgress(path, schema)
    checksum = tables.pop("checksum", {}).get("1", {}).get("crc32")
    if checksum != _checksum(tables):
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


def _checksum(tables: Tables) -> str:
    return f"{zlib.crc32(json.dumps(tables, sort_keys=True).encode()):08x}"
