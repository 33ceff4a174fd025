"""The models that a training leaves in the workspace: weights, and beside them what they are.

`vae-latest.pt` is the model at the end of the last epoch, `vae-best.pt` the one with the least
loss. Weights are a state_dict, to be read with `torch.load(…, weights_only=True)`: nothing in the
file can run. The JSON beside each says how to build the module that they belong to. This module
imports no torch: weights are bytes here.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tutor import files

SCHEMA = 1
LATEST, BEST = "vae-latest", "vae-best"
FOLDER = "models"


@dataclass(frozen=True)
class Record:
    """What a saved model is.

    `arguments` are those that `VAE` was called with; `losses`, `reconstruction` and `kl` have one
    entry an epoch up to this model's (None where the parts are not known); `digest` is the SHA-256
    of the file whose code it is, `settings` what was asked for, `saved` the time.
    """

    arguments: dict[str, Any]
    settings: dict[str, Any]
    whose: str
    digest: str
    saved: str
    losses: list[float] = field(default_factory=list)
    reconstruction: list[float | None] = field(default_factory=list)
    kl: list[float | None] = field(default_factory=list)
    is_finished: bool = False

    @property
    def epochs(self) -> int:
        """How many epochs this model was trained for."""
        return len(self.losses)

    @property
    def loss(self) -> float:
        """Its mean loss in its last epoch."""
        return self.losses[-1] if self.losses else math.inf

    def is_comparable(self, other: Record) -> bool:
        """Whether the two losses measure the same: the same code, data, β and sizes."""
        same = ("latent", "beta", "width", "data")
        mine, its = self.settings, other.settings
        return (self.whose, self.digest, self.arguments) == (
            other.whose,
            other.digest,
            other.arguments,
        ) and all(mine.get(key) == its.get(key) for key in same)


def folder(state: Path) -> Path:
    """Where models are, below the workspace's `.cem-tutor`."""
    return state / FOLDER


def weights(state: Path, name: str) -> Path:
    """The file of a model's weights."""
    return folder(state) / f"{name}.pt"


def save(state: Path, name: str, content: bytes, record: Record) -> None:
    """Writes weights and record, each whole or not at all; the record goes last.

    Raises:
        OSError: they can't be written.
    """
    folder(state).mkdir(parents=True, exist_ok=True)
    path = weights(state, name)
    path.with_suffix(".json").unlink(missing_ok=True)  # never a record of other weights
    files.write(path, content)
    text = json.dumps({"schema": SCHEMA, **asdict(record)}, indent=1)
    files.write(path.with_suffix(".json"), text.encode())


def load(state: Path, name: str) -> Record | None:
    """The record of a saved model; None where there is none that can be read."""
    path = weights(state, name)
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        found: Mapping[str, Any] = json.loads(path.with_suffix(".json").read_bytes())
        if found["schema"] == SCHEMA and path.is_file():
            return Record(**{k: v for k, v in found.items() if k != "schema"})
    return None
