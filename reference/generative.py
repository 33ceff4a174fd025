"""Two other ways to make digits, beside the VAE: a small GAN and a small normalizing flow.

All three are small networks of linear layers, trained in a minute on the 5,000 shipped digits: how
their images compare says little about what the methods can do at their best. What each can say of
an image: a VAE bounds its likelihood, a flow has it exactly, a GAN knows none. On grey pixels the
two numbers do not compare either: the VAE's cross-entropy is the logarithm of no density. So the
samples themselves are measured, all in one way: see `reference.side_by_side`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from reference import variational_auto_encoder_examples as own

OnBatch = Callable[[str, int, int, int, float], object]

LEAST_INK = (
    1e-6  # kept from 0 and 1, where the logit is infinite; more would crowd the blank pixels
)
LEVELS = 256  # grey values of a pixel


class Gan(nn.Module):  # type: ignore[misc]
    """Generator and discriminator (Goodfellow et al., 2014). Attributes: both, latent_dim."""

    def __init__(self, d: int = 784, latent_dim: int = 32, hidden_dim: int = 128) -> None:
        super().__init__()
        self.latent_dim = latent_dim
        self.generator = nn.Sequential(
            nn.Linear(latent_dim, hidden_dim),
            nn.BatchNorm1d(hidden_dim),
            nn.ReLU(),
            nn.Linear(hidden_dim, 2 * hidden_dim),
            nn.BatchNorm1d(2 * hidden_dim),
            nn.ReLU(),
            nn.Linear(2 * hidden_dim, d),
            nn.Sigmoid(),
        )
        self.discriminator = nn.Sequential(
            nn.Linear(d, 2 * hidden_dim),
            nn.LeakyReLU(0.2),
            nn.Dropout(0.3),
            nn.Linear(2 * hidden_dim, 1),
        )

    def make(self, n: int, generator: torch.Generator | None = None) -> Tensor:
        """n images (n, d) as the generator network now makes them, with gradient."""
        images: Tensor = self.generator(torch.randn(n, self.latent_dim, generator=generator))
        return images

    def doubt(self, images: Tensor, real: bool) -> Tensor:
        """Cross-entropy of the discriminator that ought to answer `real`, in nats."""
        answer = self.discriminator(images)[:, 0]
        return functional.binary_cross_entropy_with_logits(
            answer, torch.full_like(answer, float(real))
        )

    def sample(self, n: int, generator: torch.Generator | None = None) -> Tensor:
        """n images (n, d), without gradient, in evaluation mode."""
        training = self.training
        with torch.no_grad():
            images = self.eval().make(n, generator)
        self.train(training)
        return images


def train_gan(
    images: Any,
    epochs: int = 30,
    batch_size: int = 128,
    lr: float = 5e-4,
    seed: int = 0,
    on_batch: OnBatch | None = None,
) -> tuple[Gan, list[tuple[float, float]]]:
    """A GAN by Adam, one step each → gan, and for each epoch the mean losses of both, in nats.

    The generator descends −log D(G(z)), which keeps a gradient where the discriminator is sure
    (Goodfellow et al., 2014, section 3). Neither loss says how good the images are: at balance they
    are 2 log 2 and log 2.
    """
    pixels = own.to_pixels(images)
    with _seeded(seed):
        gan = Gan(pixels.shape[1]).train()
        optimizers = [
            torch.optim.Adam(part.parameters(), lr=lr, betas=(0.5, 0.999), fused=True)
            for part in (gan.discriminator, gan.generator)
        ]
        history = []
        for epoch in range(epochs):
            losses = []
            batches = [b for b in _batches(len(pixels), batch_size) if len(b) > 1]  # batch norm
            for batch, rows in enumerate(batches):
                losses.append(_duel(gan, pixels[rows], optimizers))
                _tell(on_batch, "gan", epoch, batch, len(batches), losses[-1][1])
            history.append((_mean(d for d, _ in losses), _mean(g for _, g in losses)))
    return gan.eval(), history


def _duel(gan: Gan, real: Tensor, optimizers: list[torch.optim.Adam]) -> tuple[float, float]:
    """A step of the discriminator, then one of the generator, on the same made images."""
    made = gan.make(len(real))
    discriminating = gan.doubt(real, True) + gan.doubt(made.detach(), False)
    _step(optimizers[0], discriminating)
    generating = gan.doubt(made, True)
    _step(optimizers[1], generating)
    return discriminating.item(), generating.item()


class _Coupling(nn.Module):  # type: ignore[misc]
    """Affine coupling (Dinh, Sohl-Dickstein and Bengio, 2017): y = x·exp(s) + t on half the pixels.

    s and t are computed from the other half, so that the inverse is as cheap and the Jacobian is
    triangular: its log-determinant is the sum of s, each from −2 to 2.
    """

    def __init__(self, keeps: Tensor, hidden_dim: int) -> None:
        super().__init__()
        self.register_buffer("kept", torch.nonzero(keeps).flatten())
        self.register_buffer("changed", torch.nonzero(~keeps).flatten())
        self.first = nn.Linear(int(keeps.sum()), hidden_dim)
        self.second = nn.Linear(hidden_dim, hidden_dim)
        self.last = nn.Linear(hidden_dim, 2 * int((~keeps).sum()))
        nn.init.zeros_(self.last.weight)  # it starts as the identity
        nn.init.zeros_(self.last.bias)

    def _scale_and_shift(self, x: Tensor) -> tuple[Tensor, Tensor]:
        hidden = functional.relu(self.first(x[:, self.get_buffer("kept")]))
        scale, shift = self.last(functional.relu(self.second(hidden))).chunk(2, dim=1)
        return 2 * torch.tanh(scale), shift

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        scale, shift = self._scale_and_shift(x)
        changed = self.get_buffer("changed")
        moved = x[:, changed] * scale.exp() + shift
        return x.index_copy(1, changed, moved), scale.sum(dim=1)

    def invert(self, y: Tensor) -> Tensor:
        scale, shift = self._scale_and_shift(y)
        changed = self.get_buffer("changed")
        return y.index_copy(1, changed, (y[:, changed] - shift) * (-scale).exp())


class Flow(nn.Module):  # type: ignore[misc]
    """RealNVP on pixels: logit, couplings on alternating checkerboards, then N(0, diag).

    A density on the open interval from 0 to 1 for each of d pixels. Attributes: d.
    """

    def __init__(self, d: int = 784, n_couplings: int = 6, hidden_dim: int = 256) -> None:
        super().__init__()
        self.d = d
        side = max(math.isqrt(d), 1)
        board = (torch.arange(d) // side + torch.arange(d) % side) % 2
        kept = [board == j % 2 for j in range(n_couplings)]
        self.couplings = nn.ModuleList(_Coupling(keeps, hidden_dim) for keeps in kept)
        self.mean, self.log_scale = (nn.Parameter(torch.zeros(d)) for _ in range(2))

    def log_prob(self, x: Tensor) -> Tensor:
        """Log-density (n,) in nats of x (n, d), from 0 to 1: change of variables, exact."""
        inner = LEAST_INK + (1 - 2 * LEAST_INK) * x
        y = torch.logit(inner)
        change = -torch.log(inner * (1 - inner)).sum(dim=1)
        change = change + self.d * math.log(1 - 2 * LEAST_INK)
        for coupling in self.couplings:
            y, log_det = coupling(y)
            change = change + log_det
        z = (y - self.mean) * (-self.log_scale).exp()
        normal = -0.5 * (z.square() + math.log(2 * math.pi)).sum(dim=1) - self.log_scale.sum()
        return normal + change

    def invert(self, z: Tensor) -> Tensor:
        """Pixels (n, d) that `log_prob` takes to z, the standardized innermost coordinates."""
        y = z * self.log_scale.exp() + self.mean
        for coupling in reversed(self.couplings):
            assert isinstance(coupling, _Coupling)
            y = coupling.invert(y)
        return (torch.sigmoid(y) - LEAST_INK) / (1 - 2 * LEAST_INK)

    def standardize(self, x: Tensor) -> None:
        """Set mean and scale of the couplings' input to those of x: thousands of steps saved."""
        with torch.no_grad():
            y = torch.logit(LEAST_INK + (1 - 2 * LEAST_INK) * _spread(x))
            self.mean.copy_(y.mean(dim=0))
            self.log_scale.copy_(y.std(dim=0).log())

    def sample(
        self, n: int, generator: torch.Generator | None = None, temperature: float = 1.0
    ) -> Tensor:
        """n images (n, d), cut to the range from 0 to 1, without gradient.

        A temperature below 1 draws nearer to the mode: cleaner images, no longer from the model.
        """
        with torch.no_grad():
            z = torch.randn(n, self.d, generator=generator)
            return self.invert(temperature * z).clamp(0, 1)

    def bits_per_pixel(self, x: Tensor) -> Tensor:
        """−log₂ of the probability of grey values in 256 levels, a pixel, (n,): an upper bound.

        x is spread over the width of its level by noise (Theis, van den Oord and Bethge, 2016).
        """
        return math.log2(LEVELS) - self.log_prob(_spread(x)) / (self.d * math.log(2))


def _spread(x: Tensor) -> Tensor:
    return (x * (LEVELS - 1) + torch.rand_like(x)) / LEVELS


def train_flow(
    images: Any,
    epochs: int = 20,
    batch_size: int = 128,
    lr: float = 1e-3,
    seed: int = 0,
    on_batch: OnBatch | None = None,
) -> tuple[Flow, list[float]]:
    """A flow by maximum likelihood → flow, and for each epoch the mean bits a pixel."""
    pixels = own.to_pixels(images)
    with _seeded(seed):
        flow = Flow(pixels.shape[1]).train()
        flow.standardize(pixels)
        optimizer = torch.optim.Adam(flow.parameters(), lr=lr, fused=True)
        history = []
        for epoch in range(epochs):
            losses = []
            batches = _batches(len(pixels), batch_size)
            for batch, rows in enumerate(batches):
                loss = flow.bits_per_pixel(pixels[rows]).mean()
                _step(optimizer, loss, most=1.0)
                losses.append(loss.item())
                _tell(on_batch, "flow", epoch, batch, len(batches), losses[-1])
            history.append(_mean(losses))
    return flow.eval(), history


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """torch's global generator seeded, and put back: dropout and layers draw from no other."""
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        yield


def _batches(n: int, batch_size: int) -> list[Tensor]:
    return list(torch.split(torch.randperm(n), batch_size))


def _step(optimizer: torch.optim.Adam, loss: Tensor, most: float | None = None) -> None:
    """One step down the loss; the gradient is cut to a norm of `most`."""
    optimizer.zero_grad()
    torch.autograd.backward(loss)
    if most is not None:
        for group in optimizer.param_groups:
            nn.utils.clip_grad_norm_(group["params"], most)
    optimizer.step()


def _tell(
    on_batch: OnBatch | None, name: str, epoch: int, batch: int, n_batches: int, loss: float
) -> None:
    """What the caller draws at random while it is told changes nothing here."""
    if on_batch is not None:
        with torch.random.fork_rng(devices=[]):
            on_batch(name, epoch, batch, n_batches, loss)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
