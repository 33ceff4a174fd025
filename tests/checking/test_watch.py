"""Saves are noticed: written in place, by a rename, and not where nothing changed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tutor.checking.watch import Contents, saves

NAME = "kmeans_examples.py"


@asynccontextmanager
async def watching(folder: Path) -> AsyncIterator[asyncio.Queue[frozenset[str]]]:
    """What `saves` says of a folder, once it is known to watch."""
    said: asyncio.Queue[frozenset[str]] = asyncio.Queue()

    async def listen() -> None:
        async for names in saves(folder, [NAME]):
            said.put_nowait(names)

    task = asyncio.create_task(listen())
    try:
        yield said
    finally:
        task.cancel()


async def next_of(said: asyncio.Queue[frozenset[str]]) -> frozenset[str]:
    """The next thing said."""
    return await asyncio.wait_for(said.get(), 10)


async def test_a_save_in_place_and_one_by_rename_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text("x = 1\n", encoding="utf-8")
    async with watching(tmp_path) as said:
        await asyncio.sleep(0)  # the generator takes its first look
        path.write_text("x = 2\n", encoding="utf-8")
        assert await next_of(said) == {NAME}
        fresh = tmp_path / "fresh.tmp"
        fresh.write_text("x = 3\n", encoding="utf-8")
        os.replace(fresh, path)
        assert await next_of(said) == {NAME}
        path.unlink()
        assert await next_of(said) == {NAME}


async def test_other_files_and_saves_without_a_change_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text("x = 1\n", encoding="utf-8")
    async with watching(tmp_path) as said:
        await asyncio.sleep(0)
        (tmp_path / "other.py").write_text("y = 1\n", encoding="utf-8")
        path.write_text("x = 1\n", encoding="utf-8")
        path.write_text("x = 2\n", encoding="utf-8")
        assert await next_of(said) == {NAME}
        assert said.empty()


def test_contents_tell_what_changed(tmp_path: Path) -> None:
    path = tmp_path / NAME
    contents = Contents(tmp_path, [NAME])
    assert contents.refresh([NAME]) == frozenset()
    path.write_bytes(b"1")
    assert contents.refresh([NAME]) == {NAME}
    assert contents.refresh([NAME]) == frozenset()
