"""Saves the model at each epoch's end, and the best one of the run where it may be kept."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tutor.training import models
from tutor.training.models import BEST, LATEST, Record


class Saver:
    """Writes `vae-latest` each epoch, and `vae-best` when its loss is the least.

    A best model of other code or other settings has a loss that does not compare: it stays until
    this run is through, so that one that was begun and given up takes nothing away.

    Args:
        state: the workspace's `.cem-tutor`.
        record: what is the same for every epoch; its losses are those of the epochs before.
    """

    def __init__(self, state: Path, record: Record) -> None:
        self.record = record
        self._state = state
        self._best: tuple[bytes, Record] | None = None

    def epoch(self, module: Any, arguments: dict[str, Any], loss: float, parts: Parts) -> None:
        """Takes one epoch more, and saves the model.

        Raises:
            OSError: it can't be written.
        """
        old = self.record
        self.record = replace(
            old,
            arguments=arguments,
            losses=[*old.losses, loss],
            reconstruction=[*old.reconstruction, parts[0]],
            kl=[*old.kl, parts[1]],
            saved=datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        content = packed(module)
        models.save(self._state, LATEST, content, self.record)
        if self._best is None or loss < self._best[1].loss:
            self._best = content, self.record
            self._keep_best(is_done=False)

    def done(self, module: Any) -> None:
        """The run is through: the model as it was returned is the latest, its best the best.

        Raises:
            OSError: they can't be written.
        """
        self.record = replace(self.record, is_finished=True)
        models.save(self._state, LATEST, packed(module), self.record)
        self._keep_best(is_done=True)

    def _keep_best(self, *, is_done: bool) -> None:
        if self._best is None:
            return
        content, record = self._best
        kept = models.load(self._state, BEST)
        compares = kept is not None and kept.is_comparable(record)
        if kept is None or (record.loss < kept.loss if compares else is_done):
            models.save(self._state, BEST, content, record)


Parts = tuple[float | None, float | None]
"""Reconstruction and KL of an epoch, None where they are not known."""


def packed(module: Any) -> bytes:
    """The weights as a file's content, on the CPU."""
    import torch

    weights = {name: tensor.detach().cpu() for name, tensor in module.state_dict().items()}
    room = io.BytesIO()
    torch.save(weights, room)
    return room.getvalue()


def put_back(module: Any, state: Path, name: str = LATEST) -> str:
    """Gives a module the saved weights; why that is not possible, or "".

    Nothing in the file is run: only tensors are read.
    """
    import torch

    try:
        path = models.weights(state, name)
        weights = torch.load(path, map_location="cpu", weights_only=True)
        own = module.state_dict()
        if {k: v.shape for k, v in own.items()} != {k: v.shape for k, v in weights.items()}:
            return "The saved weights belong to networks of another shape"
        module.load_state_dict(weights)
    except Exception as error:  # a broken file: torch raises all sorts
        return f"The saved weights can't be read ({type(error).__name__})"
    return ""


def part(value: float) -> float | None:
    """A part as JSON can carry it."""
    return value if math.isfinite(value) else None
