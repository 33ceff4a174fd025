"""Wrong ways from q(z|x) to the decoder (activity 4.3)."""

from __future__ import annotations

from typing import Any

import torch

from exercises.kit.case import collect
from exercises.lesson4_vae.misconceptions_vae import V, wrong
from reference.variational_auto_encoder_examples import VAE


class _Drawn(VAE):
    """A VAE whose z is drawn by `draw`."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """z."""
        return mu + (logvar / 2).exp() * torch.randn_like(mu)

    def forward(self, x: Any, generator: Any = None) -> Any:
        """recon, mu, logvar."""
        mu, logvar = self.encode(x)
        return self.decode(self.draw(mu, logvar)), mu, logvar


@wrong("vae-no-sample", "You decode mu in training too: nothing is drawn.",
       "Without noise it is a plain auto-encoder: the decoder learns single points, and what lies "
       "between them stays undefined.", "z")  # fmt: skip
class NoSample(_Drawn):
    """z = mu."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """mu."""
        return mu


@wrong("vae-sample-in-evaluation-only", "You draw z in evaluation mode, and decode mu in training.",
       "It must be the other way round: the noise is what training needs.",
       "self.training")  # fmt: skip
class Inverted(_Drawn):
    """Modes mixed up."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """The wrong way round."""
        return mu if self.training else super().draw(mu, logvar)


@wrong("vae-sigma-is-variance", "Your VAE multiplies the noise by the variance.",
       "σ = exp(logvar/2): call reparameterize.", "σ")  # fmt: skip
class ByVariance(_Drawn):
    """exp(logvar)."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """σ² for σ."""
        return mu + logvar.exp() * torch.randn_like(mu)


@wrong("vae-sigma-one", "Your VAE adds noise of standard deviation 1, whatever logvar is.",
       "The encoder decides how sure it is: σ = exp(logvar/2).", "σ")  # fmt: skip
class SigmaOne(_Drawn):
    """mu + ε."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """logvar unused."""
        return mu + torch.randn_like(mu)


@wrong("vae-one-noise", "All images of a batch share one ε.",
       "Each needs a draw of its own: ε has the shape of mu.", "ε")  # fmt: skip
class OneNoise(_Drawn):
    """ε (1, l)."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """One row of noise."""
        return mu + (logvar / 2).exp() * torch.randn_like(mu[:1])


@wrong("vae-uniform-noise", "Your VAE draws uniform noise.",
       "q(z|x) is a Gaussian: torch.randn, not torch.rand.", "ε")  # fmt: skip
class Uniform(_Drawn):
    """rand."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """From 0 to 1."""
        return mu + (logvar / 2).exp() * torch.rand_like(mu)


@wrong("vae-prior-sample", "You decode a draw from the prior, and not from q(z|x).",
       "Such a z knows nothing of x: the decoder can only learn the mean image.", "z")  # fmt: skip
class Prior(_Drawn):
    """z ~ N(0, I)."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """x unused."""
        return torch.randn_like(mu)


@wrong("vae-swapped-in-draw", "You swap mu and logvar where z is drawn.",
       "reparameterize takes mu first: z = mu + exp(logvar/2)·ε.", "mu, logvar")  # fmt: skip
class SwappedDraw(_Drawn):
    """reparameterize(logvar, mu)."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """Swapped."""
        return super().draw(logvar, mu)


@wrong("vae-sample-detached", "z carries no gradient back to the encoder.",
       "It was drawn under no_grad, detached or through numpy: the encoder can't learn from the "
       "reconstruction.", "∂z")  # fmt: skip
class Detached(_Drawn):
    """detach."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """Cut off."""
        return super().draw(mu, logvar).detach()


@wrong("vae-logvar-detached", "z carries no gradient back to logvar.",
       "σ was detached: the encoder can't learn how sure to be.", "∂z/∂logvar")  # fmt: skip
class SigmaDetached(_Drawn):
    """σ cut off."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """mu alone learns."""
        return super().draw(mu, logvar.detach())


@wrong("vae-decoder-frozen", "The decoder runs without gradients.",
       "no_grad or detach around it: neither network can learn from recon.", "∂")  # fmt: skip
class Frozen(_Drawn):
    """no_grad."""

    def forward(self, x: Any, generator: Any = None) -> Any:
        """recon has no gradient."""
        recon, mu, logvar = super().forward(x)
        return recon.detach(), mu, logvar


@wrong("vae-encode-samples", "encode returns a draw in the place of mu.",
       "encode gives the parameters of q(z|x); forward draws.", "mu")  # fmt: skip
class EncodeDraws(VAE):
    """encode is random."""

    def encode(self, x: Any) -> Any:
        """z for mu."""
        mu, logvar = VAE.encode(self, x)
        return mu + (logvar / 2).exp() * torch.randn_like(mu), logvar

    def forward(self, x: Any, generator: Any = None) -> Any:
        """As it should be, past its own encode."""
        mu, logvar = VAE.encode(self, x)
        return self.decode(mu + (logvar / 2).exp() * torch.randn_like(mu)), mu, logvar


@wrong("vae-same-noise", "Your VAE draws the same noise in every pass.",
       "A seed set in forward begins anew each time: the noise must be fresh in each pass.",
       "ε")  # fmt: skip
class SameNoise(_Drawn):
    """Seeded in each pass."""

    def draw(self, mu: Any, logvar: Any) -> Any:
        """One ε for ever."""
        noise = torch.randn(mu.shape, generator=torch.Generator().manual_seed(0))
        return mu + (logvar / 2).exp() * noise


@wrong("vae-not-registered", "Your VAE keeps its networks where parameters() does not look.",
       "A dict or list hides them. Assign each to an attribute of its own, or use nn.ModuleDict.",
       "parameters()")  # fmt: skip
class NotRegistered(VAE):
    """Networks that no optimizer finds."""

    def __init__(self, *sizes: int, **named: int) -> None:
        super().__init__(*sizes, **named)
        for part in ("encoder", "decoder"):
            self.__dict__[part] = self._modules.pop(part)


MISCONCEPTIONS = collect(globals(), V)
