"""What the checker is asked: plain data between a front end and the judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Target:
    """A function to judge: where it belongs, and where its checks are."""

    activity: str
    module: str
    name: str
    package: str

    @property
    def qualified(self) -> str:
        """`module.name`."""
        return f"{self.module}.{self.name}"


@dataclass(frozen=True)
class Request:
    """What to judge.

    Attributes:
        workspace: the learner's folder.
        targets: the functions to judge, in the order wanted.
        known: every function of the same files, by which blocking ones are found.
        texts: the files' bytes by module; None for a file that isn't there.
        seed: draws the random rungs; None takes a fresh one.
    """

    workspace: Path
    targets: tuple[Target, ...]
    known: tuple[Target, ...]
    texts: Mapping[str, bytes | None]
    seed: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON can carry it."""
        return {
            "op": "check",
            "workspace": str(self.workspace),
            "targets": [vars(t) for t in self.targets],
            "known": [vars(t) for t in self.known],
            "texts": {m: None if t is None else t.decode("latin-1") for m, t in self.texts.items()},
            "seed": self.seed,
        }

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Request:
        """The inverse of `to_dict`."""
        texts = data["texts"].items()
        return Request(
            Path(data["workspace"]),
            tuple(Target(**t) for t in data["targets"]),
            tuple(Target(**t) for t in data["known"]),
            {m: None if t is None else t.encode("latin-1") for m, t in texts},
            data["seed"],
        )
