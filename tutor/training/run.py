"""A training as it is known from its events: pure state, no process, no screen.

Events are dicts with a key `event`:

    fetching    file, done, total (or null): bytes of a data set that come in
    started     whose, why, source, notice, n, device, first, epochs: what is trained from here on
    batch       epoch, batch, n_batches, loss: at most ten a second; epochs and batches from 0
    epoch       epoch, loss, reconstruction, kl (null where not known), images (may be missing)
    note        text: a sentence to be shown
    nan         epoch, batch, text: the loss is no number any more, and why that is likely
    failed      text: the code raised, or there is nothing to train with
    done        losses: what `train_vae` returned
    paused, resumed
    ended       how ("done", "nan", "failed", "cancelled", "died"), text: always the last; its
                output is in `output`
"""

from __future__ import annotations

import base64
import binascii
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tutor.training.settings import Settings

Event = dict[str, Any]

LOOK_BACK = 400
"""Losses of single batches that are kept: the curve until the first epoch is over."""
PIXELS = 28 * 28
ENDED = ("done", "nan", "failed", "cancelled", "died")


@dataclass(frozen=True)
class Epoch:
    """One epoch's mean loss in nats an image, and its parts (NaN where they are not known)."""

    loss: float
    reconstruction: float = math.nan
    kl: float = math.nan

    @property
    def has_parts(self) -> bool:
        """Whether the two parts are known."""
        return not math.isnan(self.kl)


@dataclass(frozen=True)
class Pictures:
    """Images of 28 × 28, one byte a pixel: digits, what came back of them, and images made up."""

    originals: bytes
    reconstructions: bytes
    generated: bytes


@dataclass
class Run:
    """How far a training is. `status` is "starting", "fetching", "running", "paused" or an end.

    `first` is the epoch (from 0) that it began with: above 0 where saved weights went on.
    """

    settings: Settings
    clock: Callable[[], float] = time.monotonic
    status: str = "starting"
    whose: str = ""
    why: str = ""
    source: str = ""
    device: str = ""
    first: int = 0
    epoch: int = 0
    batch: int = 0
    n_batches: int = 0
    loss: float = math.nan
    epochs: list[Epoch] = field(default_factory=list)
    batches: list[float] = field(default_factory=list)
    pictures: Pictures | None = None
    notes: list[str] = field(default_factory=list)
    text: str = ""
    output: str = ""
    fetched: tuple[str, int, int | None] = ("", 0, None)
    _active: float = 0.0
    _since: float | None = None

    def take(self, event: Event) -> None:
        """Takes an event in; one that makes no sense is left out: it comes from a guest."""
        handler = getattr(self, f"_on_{event.get('event')}", None)
        if handler is None or self.is_over:
            return
        try:
            handler(event)
        except (KeyError, TypeError, ValueError, OverflowError, binascii.Error):
            return

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.status in ENDED

    @property
    def total(self) -> int:
        """Epochs in all, those before a resumption included."""
        return self.settings.epochs

    @property
    def fraction(self) -> float:
        """How much of what this run has to do is done, from 0 to 1."""
        todo = max(self.total - self.first, 1)
        if self.status == "done":
            return 1.0
        within = (self.batch + 1) / self.n_batches if self.n_batches else 0.0
        return min(max((self.epoch - self.first + within) / todo, 0.0), 1.0)

    @property
    def seconds(self) -> float:
        """How long it has trained, pauses left out."""
        now = self.clock() - self._since if self._since is not None else 0.0
        return self._active + now

    @property
    def seconds_left(self) -> float | None:
        """How long it will take from here, at the pace so far; None while that is not known."""
        if self.is_over or self.fraction <= 0 or self.seconds <= 0:
            return None
        return self.seconds / self.fraction * (1 - self.fraction)

    def _on_fetching(self, event: Event) -> None:
        total = event["total"]
        self.fetched = str(event["file"]), int(event["done"]), None if total is None else int(total)
        self.status = "fetching"

    def _on_started(self, event: Event) -> None:
        self.whose, self.why, self.source = (str(event[k]) for k in ("whose", "why", "source"))
        self.device, self.first = str(event["device"]), int(event["first"])
        self.epoch, self.batch, self.n_batches = self.first, -1, 0
        earlier = zip(event["losses"], event["reconstruction"], event["kl"], strict=True)
        self.epochs = [_epoch(*row) for row in earlier]
        if event["notice"]:
            self.notes.append(str(event["notice"]))
        self.status, self._active, self._since = "running", 0.0, self.clock()

    def _on_batch(self, event: Event) -> None:
        loss = float(event["loss"])
        self.epoch, self.batch = int(event["epoch"]), int(event["batch"])
        self.n_batches, self.loss = max(int(event["n_batches"]), 0), loss
        self.batches = [*self.batches[1 - LOOK_BACK :], loss]

    def _on_epoch(self, event: Event) -> None:
        self.epochs.append(_epoch(event["loss"], event["reconstruction"], event["kl"]))
        if event.get("images"):
            self.pictures = _pictures(event["images"])

    def _on_note(self, event: Event) -> None:
        self.notes.append(str(event["text"]))

    def _on_nan(self, event: Event) -> None:
        self.text = str(event["text"])

    def _on_failed(self, event: Event) -> None:
        self.text = str(event["text"])

    def _on_paused(self, event: Event) -> None:
        if self.status == "running":
            self._active, self._since, self.status = self.seconds, None, "paused"

    def _on_resumed(self, event: Event) -> None:
        if self.status == "paused":
            self._since, self.status = self.clock(), "running"

    def _on_ended(self, event: Event) -> None:
        how = event["how"] if event["how"] in ENDED else "died"
        self._active, self._since = self.seconds, None
        self.text = self.text or str(event["text"])
        self.output, self.status = str(event.get("output", "")), how


def _epoch(loss: Any, reconstruction: Any, kl: Any) -> Epoch:
    parts = (math.nan if part is None else float(part) for part in (reconstruction, kl))
    return Epoch(float(loss), *parts)


def _pictures(images: dict[str, str]) -> Pictures:
    keys = ("originals", "reconstructions", "generated")
    found = [base64.b64decode(images[key], validate=True) for key in keys]
    if any(len(pixels) % PIXELS for pixels in found) or len(found[0]) != len(found[1]):
        raise ValueError("these are no images")
    return Pictures(*found)
