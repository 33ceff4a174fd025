"""Wrong ways to compute the KL to the prior (activity 4.1)."""

from __future__ import annotations

from typing import Any

import torch

from exercises.kit.case import collect, misconception

K = "kl_to_standard_normal"


@misconception(
    K, "kl-sign",
    title="Your KL has the wrong sign.",
    explanation="½ Σ (1 + logvar − mu² − exp(logvar)) is −KL, the form in which the ELBO holds it. "
    "A divergence is never negative.",
    symbol="KL",
)  # fmt: skip
def negative(mu: Any, logvar: Any) -> Any:
    return 0.5 * (1 + logvar - mu**2 - logvar.exp()).sum(dim=1)


@misconception(
    K, "kl-no-half",
    title="You left out the factor ½ of the KL.",
    explanation="All terms carry it: it comes from the ½ in the Gaussian's exponent and in "
    "log σ = ½ log σ².",
    symbol="½",
)  # fmt: skip
def doubled(mu: Any, logvar: Any) -> Any:
    return (logvar.exp() + mu**2 - 1 - logvar).sum(dim=1)


@misconception(
    K, "kl-mean-over-latents",
    title="You average the KL over the latent dimensions.",
    explanation="The latents are independent, so their divergences add up. A mean makes the KL l "
    "times too small.",
    symbol="Σⱼ",
)  # fmt: skip
def mean_over_latents(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() + mu**2 - 1 - logvar).mean(dim=1)


@misconception(
    K, "kl-one-number",
    title="You sum the KL over the images too.",
    explanation="Each image has a q(z|x) of its own and so a KL of its own: the result is (n,).",
    symbol="n",
)  # fmt: skip
def one_number(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() + mu**2 - 1 - logvar).sum()


@misconception(
    K, "kl-mean-over-images",
    title="You average the KL over the images.",
    explanation="The mean comes later, in the loss. Here each image keeps its own KL: (n,).",
    symbol="n",
)  # fmt: skip
def mean_over_images(mu: Any, logvar: Any) -> Any:
    return (0.5 * (logvar.exp() + mu**2 - 1 - logvar)).mean(dim=0).sum().reshape(1)


@misconception(
    K, "kl-not-summed",
    title="You don't sum the KL over the latent dimensions.",
    explanation="(n, l) is the KL of each latent; that of an image is their sum.",
    symbol="Σⱼ",
)  # fmt: skip
def not_summed(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() + mu**2 - 1 - logvar)


@misconception(
    K, "kl-sum-over-images",
    title="You sum the KL over the wrong axis.",
    explanation="Axis 0 runs over the images. The latents are axis 1 (or −1).",
    symbol="Σⱼ",
)  # fmt: skip
def wrong_axis(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() + mu**2 - 1 - logvar).sum(dim=0)


@misconception(
    K, "kl-variance-for-log",
    title="You take logvar for the variance itself.",
    explanation="logvar is log σ²: the variance is exp(logvar), and log σ² is logvar as it is.",
    symbol="logvar",
)  # fmt: skip
def variance_given(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar + mu**2 - 1 - torch.log(logvar.abs() + 1e-8)).sum(dim=1)


@misconception(
    K, "kl-logvar-is-log-sigma",
    title="You take logvar for log σ.",
    explanation="logvar is log σ², so σ² = exp(logvar), and not exp(2·logvar).",
    symbol="logvar",
)  # fmt: skip
def log_sigma_given(mu: Any, logvar: Any) -> Any:
    return 0.5 * ((2 * logvar).exp() + mu**2 - 1 - 2 * logvar).sum(dim=1)


@misconception(
    K, "kl-sigma-for-variance",
    title="You put σ where the KL has σ².",
    explanation="exp(logvar/2) is the standard deviation; the KL holds the variance, exp(logvar).",
    symbol="σ²",
)  # fmt: skip
def sigma_given(mu: Any, logvar: Any) -> Any:
    return 0.5 * ((logvar / 2).exp() + mu**2 - 1 - logvar).sum(dim=1)


@misconception(
    K, "kl-mean-not-squared",
    title="You add mu, not mu².",
    explanation="What counts is the squared distance of the mean from 0: otherwise a negative mean "
    "would lower the KL.",
    symbol="mu²",
)  # fmt: skip
def mean_not_squared(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() + mu - 1 - logvar).sum(dim=1)


@misconception(
    K, "kl-no-mean",
    title="Your KL leaves the means out.",
    explanation="Without mu² the codes may lie anywhere at no cost, and draws from the prior miss "
    "them.",
    symbol="mu²",
)  # fmt: skip
def no_mean(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() - 1 - logvar).sum(dim=1) + 0 * mu.sum(dim=1)


@misconception(
    K, "kl-no-one",
    title="You left out the −1 of the KL.",
    explanation="It makes the KL 0 at the prior. It does not change gradients, but it is l/2 nats "
    "of the loss.",
    symbol="−1",
)  # fmt: skip
def no_one(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() + mu**2 - logvar).sum(dim=1)


@misconception(
    K, "kl-logvar-sign",
    title="You add logvar, and it must be subtracted.",
    explanation="−logvar is what keeps variances from shrinking to 0: with the other sign it "
    "drives them there.",
    symbol="logvar",
)  # fmt: skip
def logvar_added(mu: Any, logvar: Any) -> Any:
    return 0.5 * (logvar.exp() + mu**2 - 1 + logvar).sum(dim=1)


@misconception(
    K, "kl-reversed",
    title="You compute KL(p‖q), and asked for is KL(q‖p).",
    explanation="The ELBO holds KL(q(z|x)‖p(z)): the expectation is under q. Turned round, "
    "variance and mean are divided by σ².",
    symbol="KL(q‖p)",
)  # fmt: skip
def reversed_(mu: Any, logvar: Any) -> Any:
    return 0.5 * ((-logvar).exp() * (1 + mu**2) - 1 + logvar).sum(dim=1)


@misconception(
    K, "kl-half-of-some",
    title="The factor ½ stands before some of the terms only.",
    explanation="It goes with the whole sum: ½ (σ² + mu² − 1 − log σ²). Mind the brackets.",
    symbol="½",
)  # fmt: skip
def half_of_some(mu: Any, logvar: Any) -> Any:
    return (0.5 * logvar.exp() + mu**2 - 0.5 - 0.5 * logvar).sum(dim=1)


@misconception(
    K, "kl-sampled",
    title="You estimate the KL from one sample.",
    explanation="For two Gaussians it has a closed form, without noise: use that.",
    symbol="KL",
)  # fmt: skip
def sampled(mu: Any, logvar: Any) -> Any:
    generator = torch.Generator().manual_seed(0)
    e = torch.randn(mu.shape, generator=generator)
    z = mu + e * (logvar / 2).exp()
    return 0.5 * (z**2 - e**2 - logvar).sum(dim=1)


@misconception(
    K, "kl-detached",
    title="Your KL has lost its gradient.",
    explanation="Through numpy, item, detach or no_grad no gradient passes: then nothing draws q "
    "to the prior.",
    symbol="∂KL",
)  # fmt: skip
def detached(mu: Any, logvar: Any) -> Any:
    return 0.5 * (torch.expm1(logvar) + mu**2 - logvar).sum(dim=1).detach()


@misconception(
    K, "kl-clamped",
    title="You clip logvar before the KL.",
    explanation="Beyond the limits the KL is then wrong and its gradient 0. The closed form is "
    "finite as it stands.",
    symbol="logvar",
)  # fmt: skip
def clamped(mu: Any, logvar: Any) -> Any:
    v = logvar.clamp(-4, 4)
    return 0.5 * (torch.expm1(v) + mu**2 - v).sum(dim=1)


MISCONCEPTIONS = collect(globals(), K)
