"""Events: what happened, as lines of JSON, each sealed with a checksum.

A line is {"at": ISO 8601 with offset, "kind": ..., "id": ..., ..., "crc": CRC-32 of the rest}.
The id is drawn at random, so that two journals can be merged and no event counted twice.
"""

import json
import os
import zlib
from datetime import datetime
from typing import Any

Event = dict[str, Any]

_MARK = b',"crc":"'


def make(at: datetime, kind: str, **values: object) -> Event:
    """An event that happened at `at` (with offset)."""
    return {
        "at": at.isoformat(),
        "kind": kind,
        "id": os.urandom(8).hex(),
        **values,
    }


def encode(event: Event) -> bytes:
    """One line, the newline included; ValueError for NaN and infinity, which JSON has not."""
    body = json.dumps(event, separators=(",", ":"), allow_nan=False).encode()
    return body[:-1] + b',"crc":"%08x"}\n' % zlib.crc32(body)


def decode(line: bytes) -> Event | None:
    """The event of a line (with or without its newline); None if it is torn or damaged."""
    head, mark, tail = line.rstrip(b"\r\n").rpartition(_MARK)
    body = head + b"}"
    if not mark or tail != b'%08x"}' % zlib.crc32(body):
        return None
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None
