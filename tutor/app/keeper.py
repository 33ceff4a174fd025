"""The store behind one thread: the event loop never waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from progress.store import Store

T = TypeVar("T")


class Keeper:
    """Asks the store in the order of the calls; the store is opened by the first question."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open = open_store
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    async def ask(self, question: Callable[[Store], T]) -> T:
        """What `question` answers, asked in the store's thread; raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: question(self._opened())
        )

    def tell(self, change: Callable[[Store], object]) -> None:
        """Asks for a change without waiting for it; `close` does."""
        self._thread.submit(lambda: change(self._opened()))

    async def close(self) -> None:
        """Lets what was asked be done, and closes the store."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=True)

    def _opened(self) -> Store:
        if self._store is None:
            self._store = self._open()
        return self._store

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
