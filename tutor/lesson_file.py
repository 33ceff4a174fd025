"""A lesson.toml, parsed once: its content is kept as bytecode is, beside it in `__pycache__`.

`tomllib` takes 8 ms for a lesson, which every start would pay for every lesson.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read(path: Path) -> Mapping[str, Any]:
    """The content of a TOML file.

    Raises:
        OSError, UnicodeDecodeError, tomllib.TOMLDecodeError: it can't be read.
    """
    found = path.stat()
    stamp = (sys.hexversion, found.st_mtime_ns, found.st_size)
    cache = _cache(path)
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        kept = marshal.loads(cache.read_bytes())
        if kept["stamp"] == stamp:
            content: dict[str, Any] = kept["content"]
            return content
    import tomllib

    content = tomllib.loads(path.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        _keep(cache, {"stamp": stamp, "content": content})
    return content


def _cache(path: Path) -> Path:
    """Where Python would keep bytecode, so `PYTHONPYCACHEPREFIX` is honoured."""
    folder = path.resolve().parent
    if sys.pycache_prefix:
        return Path(sys.pycache_prefix, *folder.parts[1:], f"{path.name}.cache")
    return folder / "__pycache__" / f"{path.name}.cache"


def _keep(cache: Path, kept: Mapping[str, Any]) -> None:
    """Writes it by a rename; where that can't be, the file is parsed at the next start too."""
    fresh = cache.with_name(f"{cache.name}.{os.getpid()}")
    with contextlib.suppress(OSError, ValueError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(marshal.dumps(kept))
        os.replace(fresh, cache)
