"""A training loop whose pieces can be replaced one by one: what the wrong ways are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch

from exercises.kit.case import Misconception
from reference import variational_auto_encoder_examples as reference

T = "train_vae"


def _step(optimizer: Any, loss: Any) -> None:
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def elbo_loss(out: Any, x: Any, beta: float) -> Any:
    """The right loss, of what forward gives."""
    recon, mu, logvar = out
    return reference.vae_loss_function(recon, x, mu, logvar, beta)


def small_model(d: int, latent_dim: int) -> Any:
    """A right VAE of 64 hidden units: small, since many are tried."""
    return reference.VAE(d, latent_dim, 64)


@dataclass(frozen=True)
class Loop:
    """The pieces of a training; each as it should be, unless given.

    Attributes:
        pixels: data as a tensor (n, d).
        seed: seeds what is drawn.
        model: of input and latent sizes.
        parameters: what of the model the optimizer gets.
        loss: of what forward gives, the images and beta.
        step: of optimizer and loss.
        before: done with the model before each epoch.
        entry: an epoch's entry, from batch losses, batch sizes and the number of images.
        told: what on_batch is given, from epoch, batch, n_batches and the batch losses so far.
        epochs: how many epochs are run.
        lr: the step size used.
        batch: the size of batches used.
        result: what is returned, of model and losses.
    """

    pixels: Callable[[Any], Any] = reference.to_pixels
    seed: Callable[[int], Any] = torch.manual_seed
    model: Callable[[int, int], Any] = small_model
    parameters: Callable[[Any], Any] = lambda vae: vae.parameters()
    loss: Callable[[Any, Any, float], Any] = elbo_loss
    step: Callable[[Any, Any], None] = _step
    before: Callable[[Any], Any] = lambda vae: vae.train()
    entry: Callable[[list[float], list[int], int], Any] = field(
        default=lambda losses, sizes, n: sum(a * b for a, b in zip(losses, sizes, strict=True)) / n
    )
    told: Callable[[int, int, int, list[float]], Any] = lambda e, b, m, losses: (
        e,
        b,
        m,
        losses[-1],
    )
    epochs: Callable[[int], int] = lambda epochs: epochs
    lr: Callable[[float], float] = lambda lr: lr
    batch: Callable[[int], int] = lambda size: size
    result: Callable[[Any, list[float]], Any] = lambda vae, losses: (vae, losses)

    def train(
        self, epochs: int, batch_size: int, latent_dim: int, data: Any, lr: float, beta: float,
        seed: int, on_batch: Any,
    ) -> Any:  # fmt: skip
        """As `train_vae`."""
        x = self.pixels(reference.load_images()[0] if data is None else data)
        self.seed(seed)
        vae = self.model(x.shape[1], latent_dim)
        optimizer = torch.optim.Adam(self.parameters(vae), lr=self.lr(lr))
        entries = []
        for epoch in range(self.epochs(epochs)):
            self.before(vae)
            entries.append(self._epoch(vae, optimizer, x, beta, epoch, batch_size, on_batch))
        return self.result(vae, entries)

    def _epoch(
        self, vae: Any, optimizer: Any, x: Any, beta: float, epoch: int, batch_size: int,
        on_batch: Any,
    ) -> Any:  # fmt: skip
        batches = torch.split(torch.randperm(len(x)), self.batch(batch_size))
        losses: list[float] = []
        for i, rows in enumerate(batches):
            loss = self.loss(vae(x[rows]), x[rows], beta)
            self.step(optimizer, loss)
            losses.append(float(loss.detach()))
            told = self.told(epoch, i, len(batches), losses)
            if on_batch is not None and told is not None:
                on_batch(*told)
        return self.entry(losses, [len(rows) for rows in batches], len(x))


def wrong(id: str, title: str, explanation: str, symbol: str, **pieces: Any) -> Misconception:
    """A misconception of `train_vae`: the loop with some pieces replaced."""
    loop = Loop(**pieces)

    def code(
        epochs: int = 10, batch_size: int = 128, latent_dim: int = 2, data: Any = None,
        lr: float = 1e-3, beta: float = 1.0, seed: int = 0, device: Any = None,
        on_batch: Any = None,
    ) -> Any:  # fmt: skip
        return loop.train(epochs, batch_size, latent_dim, data, lr, beta, seed, on_batch)

    return Misconception(T, id, title, explanation, symbol, code)
