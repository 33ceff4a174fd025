"""Wrong ways to draw z (activity 4.2)."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from exercises.kit.case import collect, misconception

R = "reparameterize"


def _noise(mu: Any, generator: Any) -> Any:
    return torch.randn(mu.shape, generator=generator)


@misconception(
    R, "z-sigma-is-variance",
    title="You multiply the noise by the variance.",
    explanation="σ is exp(logvar/2); exp(logvar) is σ². They are equal at logvar = 0 alone.",
    symbol="σ",
)  # fmt: skip
def by_variance(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + logvar.exp() * _noise(mu, generator)


@misconception(
    R, "z-sigma-is-logvar",
    title="You multiply the noise by logvar itself.",
    explanation="logvar is a logarithm and may be negative: σ = exp(logvar/2).",
    symbol="σ",
)  # fmt: skip
def by_logvar(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + logvar * _noise(mu, generator)


@misconception(
    R, "z-sigma-one",
    title="Your noise has standard deviation 1, whatever logvar is.",
    explanation="ε is to be scaled by σ = exp(logvar/2): the encoder decides how sure it is.",
    symbol="σ",
)  # fmt: skip
def unscaled(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + _noise(mu, generator) + 0 * logvar


@misconception(
    R, "z-sigma-inverse",
    title="You divide the noise by σ.",
    explanation="exp(−logvar/2) is 1/σ, the factor that turns z into ε; from ε to z it is σ.",
    symbol="σ",
)  # fmt: skip
def divided(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + (-logvar / 2).exp() * _noise(mu, generator)


@misconception(
    R, "z-sigma-root",
    title="You take the root of σ: exp(logvar/4).",
    explanation="exp(logvar/2) is already the root of the variance.",
    symbol="σ",
)  # fmt: skip
def rooted(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + (logvar / 2).exp().sqrt() * _noise(mu, generator)


@misconception(
    R, "z-is-mu",
    title="You return mu, without noise.",
    explanation="z is a draw from q(z|x). Without ε the model is a plain auto-encoder.",
    symbol="ε",
)  # fmt: skip
def no_noise(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + 0 * logvar


@misconception(
    R, "z-no-mu",
    title="You leave mu out.",
    explanation="z = mu + σ·ε: the noise lies around the mean of the image's own q(z|x).",
    symbol="mu",
)  # fmt: skip
def no_mean(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return 0 * mu + (logvar / 2).exp() * _noise(mu, generator)


@misconception(
    R, "z-one-noise",
    title="All images of the batch share one ε.",
    explanation="Each image needs a draw of its own: ε has the shape of mu, (n, l).",
    symbol="ε",
)  # fmt: skip
def one_noise(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + (logvar / 2).exp() * torch.randn(mu.shape[1], generator=generator)


@misconception(
    R, "z-noise-by-image",
    title="All latents of an image share one ε.",
    explanation="q(z|x) has a diagonal covariance: its latents are independent. ε has the shape of "
    "mu, (n, l).",
    symbol="ε",
)  # fmt: skip
def noise_by_image(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + (logvar / 2).exp() * torch.randn(len(mu), 1, generator=generator)


@misconception(
    R, "z-uniform",
    title="Your noise is uniform (torch.rand), not normal (torch.randn).",
    explanation="q(z|x) is a Gaussian; rand gives numbers from 0 to 1, none of them negative.",
    symbol="ε",
)  # fmt: skip
def uniform(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + (logvar / 2).exp() * torch.rand(mu.shape, generator=generator)


@misconception(
    R, "z-uniform-standardized",
    title="Your noise has mean 0 and variance 1, but is uniform.",
    explanation="The KL holds for Gaussians only: ε ~ N(0, I), by torch.randn.",
    symbol="ε",
)  # fmt: skip
def standardized(mu: Any, logvar: Any, generator: Any = None) -> Any:
    e = (torch.rand(mu.shape, generator=generator) - 0.5) * 12**0.5
    return mu + (logvar / 2).exp() * e


@misconception(
    R, "z-numpy-noise",
    title="You draw the noise past the generator that is given.",
    explanation="randn_like and NumPy do not know it: torch.randn(…, generator=generator).",
    symbol="generator",
)  # fmt: skip
def numpy_noise(mu: Any, logvar: Any, generator: Any = None) -> Any:
    e = torch.from_numpy(np.random.default_rng().normal(size=tuple(mu.shape))).float()
    return mu + (logvar / 2).exp() * e


@misconception(
    R, "z-detached",
    title="Your sample has no gradient at all.",
    explanation="torch.normal(mu, σ), numpy and no_grad cut it. mu + σ·ε is the trick: there the "
    "noise does not depend on the parameters.",
    symbol="∂z",
)  # fmt: skip
def detached(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return torch.normal(mu, (logvar / 2).exp(), generator=generator).detach()


@misconception(
    R, "z-sigma-detached",
    title="No gradient reaches logvar.",
    explanation="σ was detached on the way (data, detach, numpy): the encoder can't learn how sure "
    "to be.",
    symbol="∂z/∂logvar",
)  # fmt: skip
def sigma_detached(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu + (logvar.detach() / 2).exp() * _noise(mu, generator)


@misconception(
    R, "z-mu-detached",
    title="No gradient reaches mu.",
    explanation="mu was detached on the way: the encoder can't learn where to put the code.",
    symbol="∂z/∂mu",
)  # fmt: skip
def mu_detached(mu: Any, logvar: Any, generator: Any = None) -> Any:
    return mu.detach() + (logvar / 2).exp() * _noise(mu, generator)


@misconception(
    R, "z-seed-inside",
    title="You seed the noise inside: it is the same at every call.",
    explanation="torch.manual_seed belongs outside. Here every call needs fresh noise, or what the "
    "given generator has next.",
    symbol="generator",
)  # fmt: skip
def seeded_inside(mu: Any, logvar: Any, generator: Any = None) -> Any:
    e = torch.randn(mu.shape, generator=torch.Generator().manual_seed(42))
    return mu + (logvar / 2).exp() * e


@misconception(
    R, "z-one-image",
    title="You draw one z for all images, from their mean parameters.",
    explanation="Each image has its own mu and σ, and its own z: (n, l).",
    symbol="z",
)  # fmt: skip
def averaged(mu: Any, logvar: Any, generator: Any = None) -> Any:
    m, v = mu.mean(dim=0, keepdim=True), logvar.mean(dim=0, keepdim=True)
    return m + (v / 2).exp() * torch.randn(m.shape, generator=generator)


@misconception(
    R, "z-own-seed",
    title="Without a generator your noise is the same at every call.",
    explanation="A seed set in the function begins anew each time. With generator=None torch.randn "
    "draws from torch's own generator, which goes on.",
    symbol="ε",
)  # fmt: skip
def seeded_alone(mu: Any, logvar: Any, generator: Any = None) -> Any:
    own = torch.Generator().manual_seed(42) if generator is None else generator
    return mu + (logvar / 2).exp() * _noise(mu, own)


MISCONCEPTIONS = collect(globals(), R)
