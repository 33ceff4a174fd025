"""Wrong ways to put a VAE together (activity 4.3): sizes, order, what is returned."""

from __future__ import annotations

from typing import Any

import torch

from exercises.kit.case import Misconception, collect
from reference.variational_auto_encoder_examples import VAE

V = "VAE"


def wrong(id: str, title: str, explanation: str, symbol: str) -> Any:
    """As `misconception`, of a class."""

    def wrap(code: type) -> Misconception:
        return Misconception(V, id, title, explanation, symbol, code)

    return wrap


def parts(vae: Any, x: Any) -> Any:
    """What the right forward returns."""
    return VAE.forward(vae, x)


@wrong("vae-order", "forward returns mu, logvar, recon: another order.",
       "Training and all that follows unpack recon, mu, logvar.", "recon, mu, logvar")  # fmt: skip
class Order(VAE):
    """mu first."""

    def forward(self, x: Any, generator: Any = None) -> Any:
        """Everything, in another order."""
        recon, mu, logvar = parts(self, x)
        return mu, logvar, recon


@wrong("vae-recon-only", "forward returns the reconstruction alone.",
       "The loss needs mu and logvar too: return recon, mu, logvar.", "mu, logvar")  # fmt: skip
class ReconOnly(VAE):
    """As an auto-encoder."""

    def forward(self, x: Any, generator: Any = None) -> Any:
        """recon."""
        return parts(self, x)[0]


@wrong("vae-z-returned", "forward returns z as well.",
       "Three values are asked for: recon, mu, logvar. What needs z can draw it.", "z")  # fmt: skip
class WithZ(VAE):
    """Four values."""

    def forward(self, x: Any, generator: Any = None) -> Any:
        """z at the end."""
        return (*parts(self, x), torch.zeros(len(x), self.latent_dim))


@wrong("vae-swapped", "forward returns logvar before mu.",
       "Both are (n, l), so nothing fails, but the KL is that of another Gaussian.",
       "mu, logvar")  # fmt: skip
class Swapped(VAE):
    """recon, logvar, mu."""

    def forward(self, x: Any, generator: Any = None) -> Any:
        """Swapped."""
        recon, mu, logvar = parts(self, x)
        return recon, logvar, mu


@wrong("vae-variance-returned", "forward returns σ², not its logarithm.",
       "The loss takes logvar: exp would be applied twice.", "logvar")  # fmt: skip
class Variance(VAE):
    """exp(logvar)."""

    def forward(self, x: Any, generator: Any = None) -> Any:
        """recon, mu, σ²."""
        recon, mu, logvar = parts(self, x)
        return recon, mu, logvar.exp()


@wrong("vae-latents-fixed", "Your VAE has 2 latents, whatever latent_dim is.",
       "Hand latent_dim on to both networks.", "latent_dim")  # fmt: skip
class TwoLatents(VAE):
    """latent_dim unused."""

    def __init__(self, input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> None:
        super().__init__(input_dim, 2, hidden_dim)


@wrong("vae-latents-half", "Your networks have 2 latents, only the attribute follows latent_dim.",
       "Hand latent_dim on to build_encoder and build_decoder.", "latent_dim")  # fmt: skip
class HalfLatents(VAE):
    """The attribute alone."""

    def __init__(self, input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> None:
        super().__init__(input_dim, 2, hidden_dim)
        self.latent_dim = latent_dim


@wrong("vae-input-fixed", "Your VAE takes 784 pixels, whatever input_dim is.",
       "Hand input_dim on: it is the encoder's input and the decoder's output.",
       "input_dim")  # fmt: skip
class FixedInput(VAE):
    """784."""

    def __init__(self, input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> None:
        super().__init__(784, latent_dim, hidden_dim)


@wrong("vae-not-flat", "You don't flatten images before the encoder.",
       "(n, 28, 28) must become (n, 784): x.flatten(1).", "(n, d)")  # fmt: skip
class NotFlat(VAE):
    """Flat images only."""

    def encode(self, x: Any) -> Any:
        """As it comes."""
        return self.encoder(x)


@wrong("vae-flat-784", "You flatten by view(-1, 784), whatever the size of the images.",
       "Smaller images then run into each other. flatten(1) keeps one row an image.",
       "(n, d)")  # fmt: skip
class Flat784(VAE):
    """view(-1, 784)."""

    def encode(self, x: Any) -> Any:
        """Rows of 784."""
        return self.encoder(x.reshape(-1, 784))


@wrong("vae-squares", "recon comes as squares.",
       "forward returns it flat, (n, d), whatever the shape of x.", "recon")  # fmt: skip
class Squares(VAE):
    """recon (n, 28, 28)."""

    def forward(self, x: Any, generator: Any = None) -> Any:
        """Not flat."""
        recon, mu, logvar = parts(self, x)
        side = int(recon.shape[1] ** 0.5)
        return recon.reshape(-1, side, side), mu, logvar


@wrong("vae-no-latent-dim", "Your VAE lacks the attribute latent_dim.",
       "Who generates images must know how many latents to draw: self.latent_dim.",
       "latent_dim")  # fmt: skip
class NoLatentDim(VAE):
    """latent_dim forgotten."""

    def __init__(self, *sizes: Any, **named: Any) -> None:
        super().__init__(*sizes, **named)
        del self.latent_dim


@wrong("vae-encoder-in-a-list", "Your encoder is no module of the VAE: it lies in a list.",
       "Only an attribute that is an nn.Module is found by parameters() and trained.",
       "self.encoder")  # fmt: skip
class Listed(VAE):
    """encoder hidden in a list."""

    def __init__(self, *sizes: Any, **named: Any) -> None:
        super().__init__(*sizes, **named)
        self.hide()

    def hide(self: Any) -> None:
        """The encoder into a list."""
        net = self.encoder
        del self.encoder
        self.encoder = [net]

    def encode(self, x: Any) -> Any:
        """By the listed network."""
        listed: Any = self.encoder
        return listed[0](x.flatten(1))


@wrong("vae-encode-mu-only", "encode returns mu alone.",
       "It returns both parameters of q(z|x): mu and logvar.", "logvar")  # fmt: skip
class MuOnly(VAE):
    """encode gives mu."""

    def encode(self, x: Any) -> Any:
        """mu."""
        return VAE.encode(self, x)[0]

    def forward(self, x: Any, generator: Any = None) -> Any:
        """As it should be, past its own encode."""
        mu, logvar = VAE.encode(self, x)
        return self.decode(mu + (logvar / 2).exp() * torch.randn_like(mu)), mu, logvar


@wrong("vae-decode-images", "decode returns squares.",
       "It returns flat images (n, d), as the decoder does.", "(n, d)")  # fmt: skip
class DecodeSquares(VAE):
    """decode (n, side, side)."""

    def decode(self, z: Any) -> Any:
        """Not flat."""
        flat = VAE.decode(self, z)
        side = int(flat.shape[1] ** 0.5)
        return flat.reshape(-1, side, side)

    def forward(self, x: Any, generator: Any = None) -> Any:
        """recon flat all the same."""
        recon, mu, logvar = parts(self, x)
        return recon.flatten(1), mu, logvar


MISCONCEPTIONS = collect(globals(), V)
