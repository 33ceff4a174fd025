"""Wrong ways to put the loss together (activity 4.1): sums, means and the weight beta."""

from __future__ import annotations

from typing import Any

from torch.nn import functional

from exercises.kit.case import collect, misconception

L = "vae_loss_function"


def cross_entropy(recon: Any, x: Any) -> Any:
    """By pixel, with the clamp of torch."""
    return functional.binary_cross_entropy(recon, x, reduction="none").flatten(1)


def divergence(mu: Any, logvar: Any) -> Any:
    """KL by latent."""
    return 0.5 * (logvar.exp() + mu**2 - 1 - logvar)


@misconception(
    L, "loss-kl-sign",
    title="You subtract the KL.",
    explanation="The negative ELBO is cross-entropy plus KL: both are costs. Subtracted, the KL is "
    "driven to infinity.",
    symbol="KL",
)  # fmt: skip
def kl_subtracted(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return (cross_entropy(recon, x).sum(1) - beta * divergence(mu, logvar).sum(1)).mean()


@misconception(
    L, "loss-elbo",
    title="You return the ELBO, and asked for is its negative.",
    explanation="A loss is what falls: −ELBO = cross-entropy + KL.",
    symbol="−ELBO",
)  # fmt: skip
def elbo(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return -(cross_entropy(recon, x).sum(1) + beta * divergence(mu, logvar).sum(1)).mean()


@misconception(
    L, "loss-mean-over-pixels",
    title="You average the cross-entropy over the pixels.",
    explanation="log p(x|z) is a sum over the pixels. With their mean the KL weighs d times too "
    "much, and the codes collapse.",
    symbol="Σ",
)  # fmt: skip
def mean_over_pixels(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return (cross_entropy(recon, x).mean(1) + beta * divergence(mu, logvar).sum(1)).mean()


@misconception(
    L, "loss-all-mean",
    title="You average over pixels and over latents.",
    explanation="Only the images are averaged over; pixels and latents are summed over.",
    symbol="Σ",
)  # fmt: skip
def all_means(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return cross_entropy(recon, x).mean() + beta * divergence(mu, logvar).mean()


@misconception(
    L, "loss-kl-mean-over-latents",
    title="You average the KL over the latent dimensions.",
    explanation="The KL of an image is the sum over its latents.",
    symbol="Σⱼ",
)  # fmt: skip
def kl_mean(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return (cross_entropy(recon, x).sum(1) + beta * divergence(mu, logvar).mean(1)).mean()


@misconception(
    L, "loss-sum-over-images",
    title="You sum over the images of the batch.",
    explanation="Asked for is the loss per image: the mean over the batch. A sum grows with "
    "batch_size, and the steps with it.",
    symbol="n",
)  # fmt: skip
def summed(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return cross_entropy(recon, x).sum() + beta * divergence(mu, logvar).sum()


@misconception(
    L, "loss-kl-over-batch",
    title="The cross-entropy is per image, but the KL is that of the whole batch.",
    explanation="Both terms are means over the images: divide the KL by n as well.",
    symbol="KL",
)  # fmt: skip
def kl_of_batch(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return cross_entropy(recon, x).sum(1).mean() + beta * divergence(mu, logvar).sum()


@misconception(
    L, "loss-entropy-over-batch",
    title="The KL is per image, but the cross-entropy is that of the whole batch.",
    explanation="Both terms are means over the images: divide the cross-entropy by n as well.",
    symbol="n",
)  # fmt: skip
def entropy_of_batch(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return cross_entropy(recon, x).sum() + beta * divergence(mu, logvar).sum(1).mean()


@misconception(
    L, "loss-not-reduced",
    title="You return a loss for each image, not their mean.",
    explanation="backward() starts from one number: the mean over the batch.",
    symbol="n",
)  # fmt: skip
def not_reduced(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return cross_entropy(recon, x).sum(1) + beta * divergence(mu, logvar).sum(1)


@misconception(
    L, "loss-beta-ignored",
    title="You leave beta out.",
    explanation="The KL is weighted by beta; at its default, 1, it does not show.",
    symbol="beta",
)  # fmt: skip
def beta_ignored(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return (cross_entropy(recon, x).sum(1) + divergence(mu, logvar).sum(1)).mean()


@misconception(
    L, "loss-beta-on-reconstruction",
    title="You weight the cross-entropy by beta, not the KL.",
    explanation="beta belongs to the KL: the larger it is, the dearer each nat of code.",
    symbol="beta",
)  # fmt: skip
def beta_on_entropy(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return (beta * cross_entropy(recon, x).sum(1) + divergence(mu, logvar).sum(1)).mean()


@misconception(
    L, "loss-beta-on-both",
    title="You weight the whole loss by beta.",
    explanation="Then beta is only another step size. It weights the KL against the cross-entropy.",
    symbol="beta",
)  # fmt: skip
def beta_on_both(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return beta * (cross_entropy(recon, x).sum(1) + divergence(mu, logvar).sum(1)).mean()


@misconception(
    L, "loss-kl-missing",
    title="Your loss has no KL.",
    explanation="Without it the codes spread without limit, and nothing makes draws from the prior "
    "look like images.",
    symbol="KL",
)  # fmt: skip
def no_kl(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return cross_entropy(recon, x).sum(1).mean()


@misconception(
    L, "loss-kl-no-half",
    title="The KL in your loss lacks its factor ½.",
    explanation="KL = ½ Σ (σ² + mu² − 1 − log σ²); without it beta is 2 unasked.",
    symbol="½",
)  # fmt: skip
def no_half(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return (cross_entropy(recon, x).sum(1) + beta * 2 * divergence(mu, logvar).sum(1)).mean()


MISCONCEPTIONS = collect(globals(), L)
