"""A store in a folder of its own, and a clock that tests set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from progress.records import Attempt
from progress.store import Store


@dataclass
class Clock:
    """Stands still until a test moves it."""

    time: datetime = field(
        default_factory=lambda: datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    )

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **how_far: float) -> None:
        self.time += timedelta(**how_far)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace" / ".cem-tutor"


@pytest.fixture
def store(folder: Path, clock: Clock) -> Iterator[Store]:
    with Store(folder, clock) as store:
        yield store


@pytest.fixture
def reopen(folder: Path, clock: Clock) -> Callable[[], Store]:
    """Opens one more store on the same folder, as the next process would."""
    return lambda: Store(folder, clock)


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    def make(activity: str = "1.3", status: str = "failed", seconds: float = 0.01) -> Attempt:
        return Attempt(activity, "kmeans_examples.f", status, None, seconds, 2, 7, None)

    return make
