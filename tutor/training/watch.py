"""Follows a training batch by batch, and tells of it: runs where the learner's code runs."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tutor.training import diagnosis
from tutor.training.parts import Called, Model
from tutor.training.pictures import Album
from tutor.training.run import Event
from tutor.training.saving import Saver, part

APART = 0.1
"""Seconds between two events of batches: more of them would only cost the screen."""
PATIENCE = 8
"""Losses without a call of `on_batch` after which it is held to be left out."""
REMEMBERED = 50
"""Losses of batches that are looked back on when one turns into no number."""

NO_PARTS = (
    "The loss is not taken from vae_loss_function by its name, so its two parts are not known."
)
NO_BATCHES = "train_vae does not call on_batch: batches are counted by the calls of the loss."


@dataclass
class Sums:
    """An epoch so far: loss, reconstruction and KL, weighted by the images of each batch."""

    images: int = 0
    loss: float = 0.0
    reconstruction: float = 0.0
    kl: float = 0.0

    def add(self, loss: float, call: Called | None, beta: float, batch_size: int) -> None:
        """Takes a batch in; parts are NaN from the first batch on whose loss was not seen."""
        size = call.size if call else batch_size
        kl = call.kl if call else math.nan
        weight = call.beta if call and call.beta is not None else beta
        self.images += size
        self.loss += size * loss
        self.kl += size * kl
        self.reconstruction += size * (loss - weight * kl)

    def means(self) -> tuple[float, float, float]:
        """Loss, reconstruction and KL, in nats an image."""
        n = max(self.images, 1)
        return self.loss / n, self.reconstruction / n, self.kl / n


@dataclass
class Watch:
    """Called by the training; sends events, saves models, and ends it at the first NaN.

    Args:
        send: takes an event.
        end: ends the process; called after a NaN was told.
        model: the model that is trained.
        album, saver: draw and save it.
        first: epochs done before; beta, batch_size: as they were asked for.
        n_batches: in an epoch, should the code not say so itself.
    """

    send: Callable[[Event], object]
    end: Callable[[], object]
    model: Model
    album: Album
    saver: Saver
    first: int
    beta: float
    batch_size: int
    n_batches: int
    epochs: int = 0
    _sums: Sums = field(default_factory=Sums)
    _calls: list[Called] = field(default_factory=list)
    _recent: list[float] = field(default_factory=list)
    _start: tuple[int, int] | None = None
    _told_at: float = -math.inf
    _counted: int = 0
    _is_counting: bool = False
    _said: set[str] = field(default_factory=set)

    def on_loss(self, call: Called) -> None:
        """The loss was computed; so often in a row without `on_batch`: it is never called."""
        self._calls.append(call)
        if not (math.isfinite(call.value) or call.recon is None):
            place = divmod(self._counted, self.n_batches) if self._is_counting else self._next()
            self._nan(*place, call.value, call)
        if self._start is None and not self._is_counting and len(self._calls) == PATIENCE:
            self._is_counting = True
            self.note(NO_BATCHES)
        if self._is_counting:
            calls, self._calls = self._calls, []
            for one in calls:
                self._count(one)

    def on_batch(self, epoch: Any, batch: Any, n_batches: Any, loss: Any) -> None:
        """What `train_vae` calls after each step; counting may begin at 0 or at 1."""
        if self._is_counting:
            return
        at = int(epoch), int(batch)
        self._start = self._start or at
        self._took(at[0] - self._start[0], at[1] - self._start[1], int(n_batches), float(loss))

    def note(self, text: str) -> None:
        """Says a sentence, once."""
        if text not in self._said:
            self._said.add(text)
            self.send({"event": "note", "text": text})

    def finish(self, module: Any, losses: list[float]) -> None:
        """The training returned: what was not seen on the way is told now."""
        if self.model.module is None and hasattr(module, "state_dict"):
            self.model.module = module
        for loss in losses if not self.epochs else ():
            if not math.isfinite(loss):
                self._nan(self.epochs, 0, loss, None)
            self._end_epoch(loss, math.nan, math.nan)
        if self.epochs and hasattr(module, "state_dict"):
            with self._guarded("The model could not be saved"):
                self.saver.done(module)

    def _count(self, call: Called) -> None:
        epoch, batch = divmod(self._counted, self.n_batches)
        self._counted += 1
        self._calls = [call]
        self._took(epoch, batch, self.n_batches, call.value)

    def _next(self) -> tuple[int, int]:
        """Where the batch is that is under way, from the number of those before it."""
        return self.epochs, self._sums.images // max(self.batch_size, 1)

    def _took(self, epoch: int, batch: int, n_batches: int, loss: float) -> None:
        call, self._calls = self._called(loss), []
        if not math.isfinite(loss):
            self._nan(epoch, batch, loss, call)
        self._recent = [*self._recent[-REMEMBERED:], loss]
        self._sums.add(loss, call, self.beta, self.batch_size)
        is_last = batch >= n_batches - 1
        if is_last or time.monotonic() - self._told_at >= APART:
            self._told_at = time.monotonic()
            shown = {"epoch": self.first + epoch, "batch": batch, "n_batches": n_batches}
            self.send({"event": "batch", **shown, "loss": loss})
        if is_last:
            self._end_epoch(*self._sums.means())

    def _called(self, loss: float) -> Called | None:
        """The call that gave a batch's loss: whoever measures its parts calls more than once."""
        gaps = [(abs(c.value - loss) if math.isfinite(c.value) else 0.0, c) for c in self._calls]
        return min(gaps, key=lambda pair: pair[0])[1] if gaps else None

    def _end_epoch(self, loss: float, reconstruction: float, kl: float) -> None:
        self._sums = Sums()
        parts = part(reconstruction), part(kl)
        if parts[1] is None:
            self.note(NO_PARTS)
        event: Event = {"event": "epoch", "epoch": self.first + self.epochs, "loss": loss,
                        "reconstruction": parts[0], "kl": parts[1]}  # fmt: skip
        self.epochs += 1
        if self.model.module is not None:
            with self._guarded("The model could not be saved"):
                self.saver.epoch(self.model.module, self.model.arguments, loss, parts)
            with self._guarded("No images: the model could not be asked for them"):
                event["images"] = self.album.of(self.model.module)
        self.send(event)

    @contextlib.contextmanager
    def _guarded(self, what: str) -> Any:
        """A training goes on without its picture, and without its copy on the disk."""
        try:
            yield
        except Exception as error:
            self.note(f"{what} ({type(error).__name__}: {str(error)[:200]}).")

    def _nan(self, epoch: int, batch: int, loss: float, call: Called | None) -> None:
        place = self.first + epoch, batch
        reason = diagnosis.why(self._recent, call)
        text = f"{diagnosis.where(*place, loss)} {reason}"
        self.send({"event": "nan", "epoch": place[0], "batch": place[1], "text": text})
        self.end()
