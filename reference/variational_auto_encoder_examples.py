"""Lesson 4: variational auto-encoders, from the objective to images that never were.

Shapes: n images of d pixels (28 × 28 = 784), l latent dimensions. x and recon are (n, d), ink from
0 to 1; z, mu and logvar are (n, l), with q(z|x) = N(mu, diag(exp(logvar))) and the prior
p(z) = N(0, I) (Kingma and Welling, 2014). Losses are in nats per image. What is drawn at random
takes a `torch.Generator`, None being torch's own. No argument is changed. Bad input is a
`ValueError`. The file stands alone.

Where ten epochs on the 5,000 shipped digits end (two latents, batches of 128, Adam at 1e-3, β = 1),
measured on 80 runs of 21 right architectures (width 200 to 800, one to three hidden layers, four
activations, batch norm, dropout 0.1): between 161 and 191 nats per image; these networks, with 20
seeds: 171.4 to 177.9.
"""

from __future__ import annotations

import math
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

try:
    import torch
    from torch import Tensor, nn
    from torch.nn import functional
except (ImportError, OSError) as missing:  # OSError: a library that it needs can't be loaded
    raise ImportError(
        "Lesson 4 needs PyTorch, which can't be imported here: `pip install torch` brings it. "
        f"({missing})"
    ) from missing

OnBatch = Callable[[int, int, int, float], object]

ACTIVE = 0.01  # a unit whose mean varies less than that over the data tells nothing of it
ROWS_AT_ONCE = 4_096  # images that are encoded together: 20 MB of activations
RAMP = np.array(list(" .:-=+*#%@"))
GREYS = 232 + np.arange(24)  # the grey codes of a terminal of 256 colours, black to white


def kl_to_standard_normal(mu: Tensor, logvar: Tensor) -> Tensor:
    """KL(N(mu, diag(exp(logvar))) ‖ N(0, I)), one number (n,) an image, in nats.

    ½ Σⱼ (exp(logvarⱼ) + muⱼ² − 1 − logvarⱼ) (Kingma and Welling, 2014, appendix B), with
    gradients to both.
    """
    _require_pair("mu", mu, "logvar", logvar)
    return _kl(mu, logvar)


def _kl(mu: Tensor, logvar: Tensor) -> Tensor:
    """expm1 keeps the digits that exp(logvar) − 1 loses near logvar = 0."""
    return 0.5 * (torch.expm1(logvar) + mu.square() - logvar).sum(dim=-1)


def vae_loss_function(
    recon: Tensor, x: Tensor, mu: Tensor, logvar: Tensor, beta: float = 1.0
) -> Tensor:
    """Negative ELBO in nats per image, the KL weighted by beta: a tensor of no dimensions.

    The mean over the images of the binary cross-entropy summed over the pixels plus beta times the
    KL summed over the latent dimensions (beta other than 1: Higgins et al., 2017). recon is kept
    one rounding error away from 0 and 1, where the loss and its gradient are finite.
    """
    _require_pair("recon", recon, "x", x)
    _require_pair("mu", mu, "logvar", logvar)
    if len(recon) != len(mu):
        raise ValueError(f"There are {len(recon)} images, but {len(mu)} rows of mu.")
    for name, pixels in (("recon", recon), ("x", x)):
        if not bool(((pixels >= 0) & (pixels <= 1)).all()):
            raise ValueError(f"{name} must lie between 0 and 1.")
    return _negative_elbo(recon, x, mu, logvar, beta)


def _negative_elbo(recon: Tensor, x: Tensor, mu: Tensor, logvar: Tensor, beta: float) -> Tensor:
    precise = torch.promote_types(recon.dtype, torch.float32)  # half precision has no 1 − 1e-7
    rounding = torch.finfo(precise).eps
    p = recon.to(precise).clamp(rounding, 1 - rounding)
    cross_entropy = -(x * p.log() + (1 - x) * torch.log1p(-p)).flatten(1).sum(dim=1)
    return (cross_entropy + beta * _kl(mu, logvar)).mean()


def _require_pair(name: str, one: Tensor, other_name: str, other: Tensor) -> None:
    if one.shape != other.shape or one.ndim < 2 or not len(one):
        raise ValueError(
            f"{name} and {other_name} must have one shape (n, …), but have {tuple(one.shape)} "
            f"and {tuple(other.shape)}."
        )
    if bool(one.isnan().any()) or bool(other.isnan().any()):
        raise ValueError(f"{name} or {other_name} holds NaN.")


def reparameterize(mu: Tensor, logvar: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """A sample z ~ N(mu, diag(exp(logvar))) as mu + exp(logvar/2)·ε: a function of both.

    ε ~ N(0, I) depends on neither, so gradients pass (Kingma and Welling, 2014, section 2.4).
    """
    noise = torch.randn(mu.shape, generator=generator, dtype=mu.dtype, device=mu.device)
    return mu + torch.exp(0.5 * logvar) * noise


class _Encoder(nn.Module):  # type: ignore[misc]
    """d pixels → hidden units → mu and logvar by one linear layer, which is cut in two."""

    def __init__(self, input_dim: int, latent_dim: int, hidden_dim: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(input_dim, hidden_dim)
        self.parameters_of_q = nn.Linear(hidden_dim, 2 * latent_dim)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        both = self.parameters_of_q(functional.relu(self.hidden(x)))
        mu, logvar = both.chunk(2, dim=-1)
        return mu, logvar


class _Decoder(nn.Module):  # type: ignore[misc]
    """l latents → hidden units → d probabilities of ink; `logits` gives them before the sigmoid."""

    def __init__(self, latent_dim: int, output_dim: int, hidden_dim: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(latent_dim, hidden_dim)
        self.ink = nn.Linear(hidden_dim, output_dim)

    def logits(self, z: Tensor) -> Tensor:
        logits: Tensor = self.ink(functional.relu(self.hidden(z)))
        return logits

    def forward(self, z: Tensor) -> Tensor:
        return torch.sigmoid(self.logits(z))


def build_encoder(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> nn.Module:
    """Network from images (n, input_dim) to (mu, logvar), both (n, latent_dim) and unbounded."""
    _require_sizes(input_dim=input_dim, latent_dim=latent_dim, hidden_dim=hidden_dim)
    return _Encoder(input_dim, latent_dim, hidden_dim)


def build_decoder(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> nn.Module:
    """Network from latent points (n, latent_dim) to probabilities of ink (n, output_dim)."""
    _require_sizes(latent_dim=latent_dim, output_dim=output_dim, hidden_dim=hidden_dim)
    return _Decoder(latent_dim, output_dim, hidden_dim)


class VAE(nn.Module):  # type: ignore[misc]
    """Encoder, sample and decoder: q(z|x) and p(x|z), trained together.

    Attributes: encoder, decoder (modules), latent_dim.
    """

    def __init__(self, input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> None:
        super().__init__()
        self.latent_dim = latent_dim
        self.encoder = build_encoder(input_dim, latent_dim, hidden_dim)
        self.decoder = build_decoder(latent_dim, input_dim, hidden_dim)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(mu, logvar), both (n, l), of images (n, d) or of any image shape, as (n, 28, 28)."""
        mu, logvar = self.encoder(x.flatten(1))
        return mu, logvar

    def decode(self, z: Tensor) -> Tensor:
        """Probabilities of ink (n, d) at latent points (n, l)."""
        recon: Tensor = self.decoder(z)
        return recon

    def forward(
        self, x: Tensor, generator: torch.Generator | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """recon (n, d), mu, logvar; decoded from a sample in training mode, from mu in evaluation.

        The sample is drawn from the generator.
        """
        mu, logvar = self.encode(x)
        z = reparameterize(mu, logvar, generator) if self.training else mu
        return self.decode(z), mu, logvar


def train_vae(
    epochs: int = 10,
    batch_size: int = 128,
    latent_dim: int = 2,
    data: Any = None,
    lr: float = 1e-3,
    beta: float = 1.0,
    seed: int = 0,
    device: str | torch.device | None = None,
    on_batch: OnBatch | None = None,
) -> tuple[VAE, list[float]]:
    """Train a VAE by Adam on the negative ELBO → vae (in evaluation mode), train_losses.

    data: array or tensor, (n, d) or (n, 28, 28), floats from 0 to 1 or uint8; None:
    `load_images()`. device None: a GPU if CUDA has one. train_losses has one entry an epoch: the
    mean over its images, in nats per image, each taken before the step that it leads to. The same
    seed gives the same losses and weights on the same machine with the same number of threads,
    whatever torch's global generator holds, which is left as it was.
    on_batch(epoch, batch, n_batches, loss) is called after each step, counting from 0.

    Errors: `ValueError` for data that are NaN or outside 0 to 1; `FloatingPointError`, naming
    epoch and batch, once the loss is no longer finite.
    """
    _require_sizes(epochs=epochs, batch_size=batch_size, latent_dim=latent_dim)
    if not lr > 0 or not beta >= 0:
        raise ValueError(f"lr must be above 0, beta at least 0, not {lr} and {beta}.")
    device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
    pixels = to_pixels(load_images()[0] if data is None else data).to(device)
    with torch.random.fork_rng(devices=[]):  # layers draw their start from the global generator
        torch.default_generator.manual_seed(seed)
        vae = VAE(pixels.shape[1], latent_dim).to(device).train()
        losses = _descend(vae, pixels, epochs, batch_size, lr, beta, seed, on_batch)
    return vae.eval(), losses


def _descend(
    vae: VAE,
    pixels: Tensor,
    epochs: int,
    batch_size: int,
    lr: float,
    beta: float,
    seed: int,
    on_batch: OnBatch | None,
) -> list[float]:
    optimizer = _adam(vae, lr)
    shuffler = torch.Generator().manual_seed(seed)
    noise = torch.Generator(pixels.device).manual_seed(seed + 1)
    losses = []
    for epoch in range(epochs):
        batches = torch.split(torch.randperm(len(pixels), generator=shuffler), batch_size)
        total = 0.0
        for batch, rows in enumerate(batches):
            x = pixels[rows.to(pixels.device)]  # one copy; a DataLoader stacks image by image
            loss = _batch_loss(vae, x, beta, noise)
            value = loss.item()
            if not math.isfinite(value):
                raise FloatingPointError(
                    f"The loss is {value} in epoch {epoch}, batch {batch} (counted from 0)."
                )
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            total += value * len(x)
            if on_batch is not None:
                on_batch(epoch, batch, len(batches), value)
        losses.append(total / len(pixels))
    return losses


def _adam(vae: VAE, lr: float) -> torch.optim.Adam:
    """Fused: one pass over the weights for each tensor, in place of one for each operation."""
    try:
        return torch.optim.Adam(vae.parameters(), lr=lr, fused=True)
    except RuntimeError:  # a device for which torch has no fused step
        return torch.optim.Adam(vae.parameters(), lr=lr)


_OWN_LOSS = (vae_loss_function, kl_to_standard_normal)


def _batch_loss(vae: VAE, x: Tensor, beta: float, generator: torch.Generator) -> Tensor:
    """The loss of a batch: on logits, which costs half of it, as long as all parts are our own.

    log σ(a) is taken as −softplus(−a), which needs no clamp. Where another loss, decoder or VAE
    has been put in place of ours, that one is used, as it stands.
    """
    ours = (vae_loss_function, kl_to_standard_normal) == _OWN_LOSS
    if ours and isinstance(vae, VAE) and isinstance(vae.decoder, _Decoder):
        mu, logvar = vae.encode(x)
        logits = vae.decoder.logits(reparameterize(mu, logvar, generator))
        total = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        return total / len(x) + beta * _kl(mu, logvar).mean()
    recon, mu, logvar = vae(x)
    if bool(torch.stack([part.isnan().any() for part in (recon, mu, logvar)]).any()):
        return torch.tensor(math.nan)
    return vae_loss_function(recon, x.view_as(recon), mu, logvar, beta)


def analyze_latent_space(
    vae: VAE, data: Any = None, labels: Any = None, show: bool = True
) -> dict[str, Any]:
    """What the latent space of a trained VAE holds, as arrays; data None: `load_images()`.

    Returns: mu and logvar (n, l); labels (n,) or None; kl_per_unit (l,), the mean KL of each
    latent dimension in nats; mu_variance (l,), the variance of mu over the images; active (l,),
    where that is above 0.01, and active_units, how many are (Burda, Grosse and Salakhutdinov,
    2016); manifold, for l = 2: decoded images (12, 12, 28, 28) of a grid that has equal prior
    probability between its lines, else None. The vae's mode is put back.
    """
    if data is None:
        data, labels = load_images()
    mu, logvar = _encoded(vae, to_pixels(data))
    variance = mu.var(axis=0)
    found = {
        "mu": mu,
        "logvar": logvar,
        "labels": _as_labels(labels, len(mu)),
        "kl_per_unit": (0.5 * (np.expm1(logvar) + mu**2 - logvar)).mean(axis=0),
        "mu_variance": variance,
        "active": variance > ACTIVE,
        "active_units": int((variance > ACTIVE).sum()),
        "manifold": _manifold(vae) if mu.shape[1] == 2 else None,
    }
    if show:
        _tell_of_latents(found)
    return found


def _encoded(vae: VAE, pixels: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """mu and logvar (n, l) in float64, ROWS_AT_ONCE images at a time."""
    with _evaluated(vae) as device:
        parts = [vae.encode(x.to(device)) for x in torch.split(pixels, ROWS_AT_ONCE)]
    mu, logvar = (torch.cat(part).cpu().double().numpy() for part in zip(*parts, strict=True))
    return mu, logvar


@contextmanager
def _evaluated(vae: VAE) -> Iterator[torch.device]:
    """Evaluation mode without gradients, on the device that it gives; each module's mode back."""
    modes = [(module, module.training) for module in vae.modules()]
    parameter = next(vae.parameters(), None)
    try:
        vae.eval()
        with torch.no_grad():
            yield torch.device("cpu") if parameter is None else parameter.device
    finally:
        for module, training in modes:
            module.training = training


def _manifold(vae: VAE, side: int = 12) -> np.ndarray:
    """Decoded grid (side, side, 28, 28): quantiles of the prior, z₁ to the right, z₂ upwards."""
    quantiles = [NormalDist().inv_cdf((i + 0.5) / side) for i in range(side)]
    z = torch.tensor([(right, up) for up in reversed(quantiles) for right in quantiles])
    with _evaluated(vae) as device:
        images = as_images(vae.decode(z.to(device)).cpu()).numpy()
    return np.asarray(images.reshape(side, side, *images.shape[1:]))


def _as_labels(labels: Any, n: int) -> np.ndarray | None:
    if labels is None:
        return None
    given = np.asarray(labels)
    if given.shape != (n,):
        raise ValueError(f"There must be {n} labels, one an image, not {given.shape}.")
    return given


def generate_images(
    vae: VAE,
    n_samples: int = 16,
    generator: torch.Generator | None = None,
    show: bool = False,
) -> Tensor:
    """New images (n_samples, 28, 28): z from the prior N(0, I), decoded, without gradient.

    show prints them. Pixels that make no square are left in a row (n_samples, d).
    """
    _require_sizes(n_samples=n_samples)
    with _evaluated(vae) as device:
        z = torch.randn(n_samples, vae.latent_dim, generator=generator, device=_of(generator))
        images = as_images(vae.decode(z.to(device)))
    if show:
        show_images(images)
    return images


def _of(generator: torch.Generator | None) -> torch.device:
    return torch.device("cpu") if generator is None else generator.device


def reconstruct_images(vae: VAE, test_data: Any, show: bool = False) -> Tensor:
    """Images encoded and decoded from mu, without noise: in the shape that they came in.

    test_data as `train_vae` takes it. show prints the first eight, each above its reconstruction.
    """
    pixels = to_pixels(test_data)
    with _evaluated(vae) as device:
        parts = [vae.decode(vae.encode(x.to(device))[0]) for x in torch.split(pixels, ROWS_AT_ONCE)]
        recon = torch.cat(parts).cpu()
    if show:
        show_images(torch.cat([as_images(pixels[:8]), as_images(recon[:8])]), columns=8)
    return recon.reshape(np.shape(test_data))


def load_images() -> tuple[np.ndarray, np.ndarray]:
    """Digits, uint8 (n, 28, 28), and which they are (n,).

    From `mnist_5k.npz` beside this file, in `data/` beside it, or in the working directory; else
    all 60,000 of MNIST by torchvision. Errors: `FileNotFoundError`, where none can be had.
    """
    here = Path(__file__).resolve().parent
    for folder in (here, here / "data", Path.cwd()):
        if (folder / "mnist_5k.npz").is_file():
            with np.load(folder / "mnist_5k.npz") as arrays:
                return arrays["images"], arrays["labels"].astype(np.intp)
    try:
        from torchvision.datasets import MNIST

        whole = MNIST(str(Path.home() / ".cache" / "torchvision"), download=True)
    except Exception as error:  # one that does not fit torch raises RuntimeError at its import
        raise FileNotFoundError(
            "There are no images: put mnist_5k.npz beside this file, or give data. torchvision "
            f"could not help ({type(error).__name__}: {error})."
        ) from error
    return whole.data.numpy(), whole.targets.numpy()


def to_pixels(data: Any) -> Tensor:
    """Images as float32 (n, d) from 0 to 1: uint8 is divided by 255. data is not changed.

    Errors: `ValueError` where there is no image, or a number is NaN or outside 0 to 1.
    """
    given = data.detach() if torch.is_tensor(data) else torch.from_numpy(np.array(data))
    if given.ndim < 2 or 0 in given.shape:
        raise ValueError(
            f"Images come as (n, d) or (n, 28, 28), but these are {tuple(given.shape)}."
        )
    pixels = given.to(torch.float32, copy=True).flatten(1)
    if given.dtype == torch.uint8:
        return pixels.div_(255)
    if not bool(((pixels >= 0) & (pixels <= 1)).all()):  # false for NaN
        raise ValueError("Ink must lie between 0 and 1 (or be uint8, from 0 to 255): no NaN.")
    return pixels


def as_images(pixels: Tensor) -> Tensor:
    """Rows of pixels (n, d) as square images; as they are, where d is no square."""
    side = math.isqrt(pixels.shape[1])
    return pixels.reshape(-1, side, side) if side * side == pixels.shape[1] else pixels


def show_images(images: Any, columns: int = 4) -> str:
    """Print images (n, 28, 28) from 0 to 1, `columns` side by side, and return what is printed.

    On a terminal by half blocks in 24 greys, two rows of pixels a line; with NO_COLOR or in a file
    by a ramp of characters, every other row. Squares of 2 × 2 pixels or more are averaged where the
    terminal is too narrow.
    """
    pixels = _narrowed(np.asarray(torch.as_tensor(images).detach().cpu()).clip(0, 1), columns)
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    pictures = [_blocks(image) if coloured else _ramp(image) for image in pixels]
    rows = [pictures[i : i + columns] for i in range(0, len(pictures), columns)]
    text = "\n".join(" ".join(line) for row in rows for line in zip(*row, strict=True))
    print(text)
    return text


def _narrowed(images: np.ndarray, columns: int) -> np.ndarray:
    if images.ndim != 3:  # rows of pixels that make no square
        images = images.reshape(len(images), 1, -1)
    n, height, width = images.shape
    room = shutil.get_terminal_size((80, 24)).columns
    step = next((s for s in (1, 2, 4, 7) if columns * (width // s + 1) - 1 <= room), 7)
    if step == 1 or height % step or width % step:
        return images
    squares = images.reshape(n, height // step, step, width // step, step)
    return np.asarray(squares.mean(axis=(2, 4)))


def _ramp(image: np.ndarray) -> list[str]:
    signs = RAMP[(image[::2] * (len(RAMP) - 1)).round().astype(int)]
    return ["".join(line) for line in signs]


def _blocks(image: np.ndarray) -> list[str]:
    """A line for two rows: the upper is the half block's colour, the lower its background's."""
    greys = GREYS[(image * (len(GREYS) - 1)).round().astype(int)]
    if len(greys) % 2:
        greys = np.vstack([greys, np.full_like(greys[:1], GREYS[0])])
    cells = [
        [f"\x1b[38;5;{a};48;5;{b}m▀" for a, b in zip(upper, lower, strict=True)]
        for upper, lower in zip(greys[::2], greys[1::2], strict=True)
    ]
    return ["".join(line) + "\x1b[0m" for line in cells]


def _require_sizes(**sizes: int) -> None:
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(f"{name} must be at least 1, but is {size}.")


def _tell_of_latents(found: dict[str, Any]) -> None:
    mu, labels = found["mu"], found["labels"]
    print(f"{found['active_units']} of {mu.shape[1]} latent dimensions are in use")
    order = np.argsort(-found["kl_per_unit"])
    for j in order[:10]:
        kl, variance = found["kl_per_unit"][j], found["mu_variance"][j]
        print(f"dimension {j:3d}: KL {kl:6.3f} nats, variance of its mean {variance:.4f}")
    if labels is not None:
        for label in np.unique(labels):
            mean, spread = mu[labels == label].mean(axis=0), mu[labels == label].std(axis=0)
            where = ", ".join(f"{mean[j]:+.2f} ± {spread[j]:.2f}" for j in order[:2])
            print(f"images of {label}: {where}")
    if mu.shape[1] == 2:
        print(_scatter(mu, labels))
        five = np.linspace(0, len(found["manifold"]) - 1, 5).round().astype(int)
        manifold = found["manifold"][np.ix_(five, five)]
        show_images(manifold.reshape(-1, *manifold.shape[2:]), columns=manifold.shape[1])


def _scatter(mu: np.ndarray, labels: np.ndarray | None, width: int = 76, height: int = 20) -> str:
    """The means as characters: the digit that most images in a cell show, `+` without labels."""
    low, high = np.quantile(mu, [0.005, 0.995], axis=0)
    place = (mu - low) / np.maximum(high - low, 1e-12)
    shown = np.flatnonzero(((place >= 0) & (place <= 1)).all(axis=1))
    cells = (place[shown] * [width - 1, height - 1]).round().astype(int)
    canvas = np.full((height, width), " ")
    for cell in np.unique(cells, axis=0):
        here = shown[(cells == cell).all(axis=1)]
        canvas[height - 1 - cell[1], cell[0]] = "+" if labels is None else _most(labels[here])
    return "\n".join("".join(row) for row in canvas)


def _most(labels: np.ndarray) -> str:
    values, counts = np.unique(labels, return_counts=True)
    return str(values[counts.argmax()])[-1]


def demonstrate_vae_objective(show: bool = True) -> dict[str, Any]:
    """The objective, measured: its two terms on digits, and the bound that it is.

    Returns: loss, of three fixed answers to every digit (0.5 everywhere, the mean image, the digit
    itself) with no KL; kl, the closed form as mu[0] grows, and its estimates from samples; elbo,
    for a model small enough to be integrated: log p(x) and the ELBO as q(z|x) is fitted, whose gap
    is KL(q‖posterior).
    """
    measured = {
        "loss": _losses_of_fixed_answers(to_pixels(load_images()[0])),
        "kl": _kl_two_ways(torch.Generator().manual_seed(0)),
        "elbo": _bound_of_a_small_model(torch.Generator().manual_seed(1)),
    }
    if show:
        _tell_of_objective(measured)
    return measured


def _losses_of_fixed_answers(x: Tensor) -> dict[str, float]:
    """Grey ink has a cross-entropy above 0 even with itself: that is the floor of the loss."""
    nothing = torch.zeros(len(x), 2)  # mu = logvar = 0: no KL
    answers = {
        "half everywhere": torch.full_like(x, 0.5),
        "mean image": x.mean(dim=0).expand_as(x),
        "the digit itself": x,
    }
    return {
        name: float(vae_loss_function(recon.double(), x.double(), nothing, nothing))
        for name, recon in answers.items()
    }


def _kl_two_ways(generator: torch.Generator, n: int = 20_000) -> dict[str, list[float]]:
    """KL = E_q[log q(z) − log p(z)], in closed form and by n samples, for mu = 0, 1, 2, 3."""
    mu = torch.tensor([[m, 0.0] for m in (0.0, 1.0, 2.0, 3.0)], dtype=torch.float64)
    logvar = torch.full_like(mu, math.log(0.25))
    z = reparameterize(mu.expand(n, 4, 2), logvar.expand(n, 4, 2), generator)
    gaps = _log_normal(z, mu, logvar) - _log_normal(z, torch.zeros(()), torch.zeros(()))
    return {
        "mu": mu[:, 0].tolist(),
        "closed form": kl_to_standard_normal(mu, logvar).tolist(),
        "sampled": gaps.mean(dim=0).tolist(),
    }


def _log_normal(z: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    terms = (z - mu).square() / logvar.exp() + logvar + math.log(2 * math.pi)
    return -0.5 * terms.sum(dim=-1)


def _bound_of_a_small_model(generator: torch.Generator, steps: int = 200) -> dict[str, Any]:
    """ELBO of one black-and-white image of 16 pixels, q fitted by gradients, against log p(x).

    One latent dimension: all integrals over z are sums over a fine grid, free of sampling error.
    """
    weights, offset = torch.randn(2, 16, generator=generator, dtype=torch.float64)
    x = (torch.rand(16, generator=generator) < 0.5).double()
    z = torch.linspace(-12, 12, 4_801, dtype=torch.float64)[:, None]
    width = math.log(24 / 4_800)
    logits = 2 * z * weights + offset
    log_x_given_z = (x * logits - functional.softplus(logits)).sum(dim=1)
    log_joint = log_x_given_z + _log_normal(z, torch.zeros(()), torch.zeros(()))
    q = torch.zeros(2, dtype=torch.float64, requires_grad=True)  # mu and logvar
    optimizer, elbos = torch.optim.Adam([q], lr=0.05), []
    for _ in range(steps):
        log_q = _log_normal(z, q[0], q[1])
        elbo = ((log_q + width).exp() * (log_joint - log_q)).sum()
        elbos.append(elbo.item())
        optimizer.zero_grad()
        torch.autograd.backward(-elbo)
        optimizer.step()
    log_p = (torch.logsumexp(log_joint, dim=0) + width).item()
    return {"log p(x)": log_p, "elbo": elbos, "gap": [log_p - bound for bound in elbos]}


def _tell_of_objective(measured: dict[str, Any]) -> None:
    print("Loss of the same answer to every digit, without KL, in nats per image:")
    for name, loss in measured["loss"].items():
        print(f"  {name:18} {loss:7.2f}")
    print("KL of N((m, 0), ¼ I) from N(0, I):")
    for m, closed, sampled in zip(*measured["kl"].values(), strict=True):
        print(f"  m = {m:.0f}: {closed:.4f} in closed form, {sampled:.4f} from samples")
    bound = measured["elbo"]
    print(f"One small image: log p(x) = {bound['log p(x)']:.4f}")
    for step in (0, 10, 50, len(bound["elbo"]) - 1):
        elbo, gap = bound["elbo"][step], bound["gap"][step]
        print(f"  step {step:3d}: ELBO {elbo:9.4f}, KL(q‖posterior) {gap:.4f}")


def demonstrate_reparameterization(show: bool = True) -> dict[str, Any]:
    """Two estimators of ∇ E[Σⱼ zⱼ²], z ~ N(mu, I), on mu = (1, …, 1): by path and by score.

    The true gradient is 2·mu. Pathwise: the gradient through `reparameterize`. Score function
    (Williams, 1992): f(z)·∇ log q(z). Returns, for each number of dimensions: the mean of the
    first component and its variance over samples, for both. The pathwise variance stays at 4; the
    other grows as the square of the dimensions, since f is then the sum of ever more terms.
    """
    generator = torch.Generator().manual_seed(0)
    by_dimension = {d: _two_estimators(d, generator) for d in (1, 2, 10, 50)}
    measured = {"true": 2.0, "by_dimension": by_dimension}
    if show:
        print("Gradient of E[Σ z²] with respect to one component of mu = 1; the truth is 2.")
        print("dimensions   pathwise: mean  variance   score function: mean  variance")
        for d, row in by_dimension.items():
            path, score = row["pathwise"], row["score function"]
            print(
                f"{d:10d} {path['mean']:16.3f} {path['variance']:9.2f}"
                f" {score['mean']:22.3f} {score['variance']:9.1f}"
            )
    return measured


def _two_estimators(
    d: int, generator: torch.Generator, n: int = 20_000
) -> dict[str, dict[str, float]]:
    """Each on n samples of one draw; z − mu is ∇ log q at variance 1."""
    mu = torch.ones(n, d, dtype=torch.float64, requires_grad=True)
    z = reparameterize(mu, torch.zeros_like(mu), generator)
    value = z.square().sum(dim=1)
    (path,) = torch.autograd.grad(value.sum(), mu)
    score = (value * (z - mu)[:, 0]).detach()
    return {
        name: {"mean": sample.mean().item(), "variance": sample.var().item()}
        for name, sample in (("pathwise", path[:, 0]), ("score function", score))
    }


if __name__ == "__main__":
    demonstrate_vae_objective()
    demonstrate_reparameterization()
