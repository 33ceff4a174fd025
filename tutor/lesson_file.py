"""Builds the curriculum from its files, each parsed once.

A file's content is kept as bytecode is, beside it in `__pycache__`:
`tomllib` takes 8 ms for a lesson, which every start would pay for every lesson.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tutor.curriculum import (
    Activity,
    ChecklistItem,
    Curriculum,
    CurriculumError,
    Experiment,
    Function,
    Lesson,
    Level,
    Predict,
    Week,
)

Built = TypeVar("Built")


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


def _keep(cache: Path, kept: dict[str, Any]) -> None:
    """Writes it by a rename; where that can't be, the file is parsed at the next start too."""
    fresh = cache.with_name(f"{cache.name}.{os.getpid()}")
    with contextlib.suppress(OSError, ValueError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(marshal.dumps(kept))
        os.replace(fresh, cache)


def load(root: Path) -> Curriculum:
    """Every lesson under `root`, ordered by id, and `root/assessment.toml` where there is one."""
    folders = sorted(path.parent for path in root.glob("*/lesson.toml"))
    lessons = sorted((load_lesson(folder) for folder in folders), key=lambda lesson: lesson.id)
    if not lessons:
        raise CurriculumError(f"No lesson.toml was found under {root}.")
    general = root / "assessment.toml"
    level = _built(general, lambda data: _level(data["assessment"])) if general.exists() else None
    return Curriculum(tuple(lessons), level)


def load_lesson(folder: Path) -> Lesson:
    """The lesson that `folder/lesson.toml` describes."""
    return _built(folder / "lesson.toml", partial(_lesson, folder))


def _built(path: Path, build: Callable[[Mapping[str, Any]], Built]) -> Built:
    try:
        return build(read(path))
    except KeyError as missing:
        raise CurriculumError(f"{path} lacks the key {missing}.") from missing
    except (TypeError, ValueError) as error:  # what TOML and UTF-8 raise are ValueErrors
        raise CurriculumError(f"{path} can't be read: {error}.") from error


def _lesson(folder: Path, data: Mapping[str, Any]) -> Lesson:
    module, (low, high) = data["module"], data["hours"]
    activities = tuple(_activity(folder, module, a) for a in data["activities"])
    return Lesson(
        id=data["id"],
        title=data["title"],
        summary=data["summary"],
        package=f"exercises.{folder.name}",
        module=module,
        folder=folder,
        hours=(low, high),
        goals=tuple(data["goals"]),
        prerequisites=tuple(data["prerequisites"]),
        activities=activities,
        experiments=tuple(Experiment(**e) for e in data["experiments"]),
        understanding=tuple(_items(data["understanding"])),
        level=_level(data["assessment"]),
        data=tuple(data.get("data", ())),
        needs=tuple(data.get("needs", ())),
        week=Week(activities=tuple(a.id for a in activities), **data["week"]),
        extensions=tuple(_activity(folder, module, e) for e in data.get("extensions", ())),
    )


def _activity(folder: Path, module: str, data: Mapping[str, Any]) -> Activity:
    id, ask = data["id"], data["predict"]
    return Activity(
        id=id,
        text_path=folder / data["text"],
        functions=tuple(Function(module=module, activity=id, **f) for f in data["functions"]),
        hints=tuple(data["hints"]),
        predict=Predict(ask["question"], tuple(ask["choices"]), ask["compute"], ask["explanation"]),
        experiment=data.get("experiment"),
        **{key: data[key] for key in ("title", "goal", "insight", "solution_note", "demo")},
    )


def _level(data: Mapping[str, Any]) -> Level:
    return Level(data["id"], data["title"], tuple(_items(data["items"])))


def _items(rows: list[Mapping[str, Any]]) -> Iterator[ChecklistItem]:
    for row in rows:
        yield ChecklistItem(**{**row, "activities": tuple(row["activities"])})
