"""Wrong terms of the loss (activity 4.1): what only 0, 1, grey or a gradient shows."""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional

from exercises.kit.case import collect, misconception
from exercises.lesson4_vae.misconceptions_loss import cross_entropy, divergence

L = "vae_loss_function"


def _whole(by_pixel: Any, mu: Any, logvar: Any, beta: float) -> Any:
    return (by_pixel.flatten(1).sum(1) + beta * divergence(mu, logvar).sum(1)).mean()


@misconception(
    L, "loss-squared-error",
    title="You take the squared error for the cross-entropy.",
    explanation="It is −log p(x|z) of a Gaussian decoder. Ours gives probabilities of ink: "
    "−x log r − (1 − x) log(1 − r).",
    symbol="log p(x|z)",
)  # fmt: skip
def squared(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole((recon - x) ** 2, mu, logvar, beta)


@misconception(
    L, "loss-half-entropy",
    title="Your cross-entropy lacks the term of the white pixels.",
    explanation="−x log r says nothing where x = 0: a decoder that paints all black would be "
    "perfect. Add −(1 − x) log(1 − r).",
    symbol="(1 − x) log(1 − r)",
)  # fmt: skip
def ink_only(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(-x * recon.clamp(1e-7, 1).log(), mu, logvar, beta)


@misconception(
    L, "loss-swapped",
    title="You swapped recon and x in the cross-entropy.",
    explanation="The logarithm is taken of the decoder's probabilities, weighted by the ink of x.",
    symbol="log r",
)  # fmt: skip
def swapped(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(cross_entropy(x, recon), mu, logvar, beta)


@misconception(
    L, "loss-logits",
    title="You treat recon as logits.",
    explanation="The decoder has applied its sigmoid: recon holds probabilities. "
    "binary_cross_entropy_with_logits would apply it again.",
    symbol="σ(·)",
)  # fmt: skip
def as_logits(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    by_pixel = functional.binary_cross_entropy_with_logits(recon, x, reduction="none")
    return _whole(by_pixel, mu, logvar, beta)


@misconception(
    L, "loss-not-clamped",
    title="Where recon is 0 or 1 your loss is infinite or NaN.",
    explanation="log 0 is −∞, and 0 · log 0 is NaN: keep recon a little away from 0 and 1.",
    symbol="log 0",
)  # fmt: skip
def not_clamped(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(-x * recon.log() - (1 - x) * (1 - recon).log(), mu, logvar, beta)


@misconception(
    L, "loss-logarithm-clamped",
    title="You clamp the logarithm, and its gradient is NaN.",
    explanation="Where r = 0 the gradient of log r is infinite, times the clamp's 0: NaN. Clamp r "
    "before the logarithm.",
    symbol="∂ log r",
)  # fmt: skip
def logarithm_clamped(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    inked, white = recon.log().clamp(min=-100), (1 - recon).log().clamp(min=-100)
    return _whole(-x * inked - (1 - x) * white, mu, logvar, beta)


@misconception(
    L, "loss-clamp-too-small",
    title="You clamp at 1e-12, which float32 rounds away near 1.",
    explanation="1 − 1e-12 is 1 in float32, so log(1 − r) is still −∞. Its last digit is 1e-7: "
    "clamp there.",
    symbol="1 − r",
)  # fmt: skip
def clamped_in_vain(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    r = recon.clamp(1e-12, 1 - 1e-12)
    safe = torch.where((r == 1) & (x == 1), torch.zeros_like(r), (1 - x) * (1 - r).log())
    return _whole(-x * r.log() - safe, mu, logvar, beta)


@misconception(
    L, "loss-rounded",
    title="You round x to black and white.",
    explanation="Grey ink is weighed as it is: x between 0 and 1 weights both logarithms.",
    symbol="x",
)  # fmt: skip
def rounded(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(cross_entropy(recon, (x > 0.5).float()), mu, logvar, beta)


@misconception(
    L, "loss-bits",
    title="You use logarithms to base 2.",
    explanation="The KL is in nats, and so is the loss: take natural logarithms in both terms.",
    symbol="log",
)  # fmt: skip
def bits(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(cross_entropy(recon, x) / torch.log(torch.tensor(2.0)), mu, logvar, beta)


@misconception(
    L, "loss-columns-only",
    title="You sum over one axis of the image alone.",
    explanation="Images may come as (n, 28, 28): sum over all axes but the first (flatten(1)).",
    symbol="Σ",
)  # fmt: skip
def columns_only(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    by_image = functional.binary_cross_entropy(recon, x, reduction="none").sum(dim=-1)
    return by_image.mean() + beta * divergence(mu, logvar).sum(1).mean()


@misconception(
    L, "loss-a-float",
    title="Your loss is a number without its gradient.",
    explanation="item(), float() and detach() leave backward() nothing to start from: return the "
    "tensor.",
    symbol="∂",
)  # fmt: skip
def a_float(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(cross_entropy(recon, x), mu, logvar, beta).item()


@misconception(
    L, "loss-kl-detached",
    title="The KL in your loss has no gradient.",
    explanation="Its value is there, but nothing draws mu and logvar to the prior.",
    symbol="∂KL",
)  # fmt: skip
def kl_detached(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(cross_entropy(recon, x), mu.detach(), logvar.detach(), beta)


@misconception(
    L, "loss-recon-detached",
    title="The cross-entropy in your loss has no gradient.",
    explanation="Its value is there, but the decoder can't learn from it.",
    symbol="∂ log p(x|z)",
)  # fmt: skip
def recon_detached(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    return _whole(cross_entropy(recon.detach(), x), mu, logvar, beta)


@misconception(
    L, "loss-clamp-in-place",
    title="You clamp recon in place, and so change what you were given.",
    explanation="The caller finds another recon afterwards. clamp() gives a new tensor; clamp_() "
    "and .data change the old one.",
    symbol="recon",
)  # fmt: skip
def in_place(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    recon.data.clamp_(1e-6, 1 - 1e-6)
    return _whole(cross_entropy(recon, x), mu, logvar, beta)


MISCONCEPTIONS = collect(globals(), L)
