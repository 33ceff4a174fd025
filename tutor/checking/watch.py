"""Notices saves, also by editors that write a new file and rename it."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Collection, Iterable
from pathlib import Path

STEP_MS, DEBOUNCE_MS = 5, 20
"""watchfiles' own defaults would add 100 ms to every save; these add 9."""


async def saves(workspace: Path, names: Collection[str]) -> AsyncIterator[frozenset[str]]:
    """The names of files whose content has changed, whenever some have.

    The folder is watched, not the files, since many editors save by renaming. Contents are
    compared, so that a save without a change says nothing.
    """
    from watchfiles import awatch

    known = Contents(workspace, names)
    wanted = set(names)
    async for changes in awatch(
        workspace,
        step=STEP_MS,
        debounce=DEBOUNCE_MS,
        recursive=False,
        yield_on_timeout=True,
        rust_timeout=1000,
        watch_filter=lambda _change, path: Path(path).name in wanted,
    ):
        # A time-out looks at all: a watch can miss what another machine writes (network drives).
        touched = {Path(path).name for _, path in changes} if changes else wanted
        if changed := known.refresh(touched):
            yield changed


class Contents:
    """Digests of files as they were last seen."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder = folder
        self._digests = {name: self._digest(name) for name in names}

    def refresh(self, names: Iterable[str]) -> frozenset[str]:
        """The names among these whose content differs from what was last seen."""
        changed = set()
        for name in names:
            digest = self._digest(name)
            if digest != self._digests.get(name):
                self._digests[name] = digest
                changed.add(name)
        return frozenset(changed)

    def _digest(self, name: str) -> str | None:
        try:
            return hashlib.sha256((self._folder / name).read_bytes()).hexdigest()
        except OSError:
            return None
