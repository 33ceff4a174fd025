"""What lesson 4 shows with a learner's functions, and the answers to its questions.

`code` has the lesson's functions as attributes: the learner's where they pass, else the
reference's. Arrays cross to their process and back; tensors and modules can't. So
`code.measure(name, needs, …)` runs a function of `measures` there, where all that it needs passes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.figure import Demonstration, Figure, ellipse, points
from exercises.lesson4_vae import data
from exercises.lesson4_vae.data import Numbers
from exercises.lesson4_vae.demos_models import demo_4_3, demo_4_4, demo_4_5, demo_4_6
from exercises.lesson4_vae.figures import bars, line, number
from exercises.lesson4_vae.predictions import (
    predict_4_1,
    predict_4_2,
    predict_4_3,
    predict_4_4,
    predict_4_5,
    predict_4_6,
)

__all__ = [
    "demo_4_1",
    "demo_4_2",
    "demo_4_3",
    "demo_4_4",
    "demo_4_5",
    "demo_4_6",
    "predict_4_1",
    "predict_4_2",
    "predict_4_3",
    "predict_4_4",
    "predict_4_5",
    "predict_4_6",
]

Code = Any
"""Functions as attributes; what they return is plain data, and may be lists."""

WIDTHS = (0.5, 1.0, 2.0)
"""Standard deviations of q for which the KL is drawn."""
SIZES = (1, 2, 5, 10, 20)
"""Numbers of latents for which the two estimators are compared."""
DRAWS = 10_000


def demo_4_1(code: Code) -> Demonstration:
    """The KL as a Gaussian leaves N(0, 1), the cost of a pixel, and the price of plain answers."""
    mu = np.linspace(-3.0, 3.0, 61)
    divergences = Figure(
        "The KL of N(μ, σ²) from N(0, 1)",
        tuple(line(f"σ = {s:g}", mu, _kl(code, mu, s)) for s in WIDTHS),
        "μ",
        "nats",
        "0 only at μ = 0, σ = 1. Far out is dear, and so is much narrower or wider than the prior.",
    )
    names, prices = _prices(code)
    plain = Figure(
        "Loss of plain answers, KL 0: 500 digits",
        (bars("loss", prices),),
        "answer",
        "nats per image",
        "A model must beat the mean image. Grey pixels keep even perfect answers above 0.",
        names,
    )
    said = ", ".join(f"{name} {number(p, 1)}" for name, p in zip(names, prices, strict=True))
    measured = _measured(code, "demonstrate_vae_objective")
    return Demonstration((divergences, _pixel(code), plain), (f"{said} nats.", measured))


def _kl(code: Code, mu: Numbers, width: float) -> Numbers:
    logvar = np.full((len(mu), 1), 2 * np.log(width))
    return np.asarray(code.kl_to_standard_normal(mu[:, None], logvar), dtype=float)


def _pixel(code: Code) -> Figure:
    """What a pixel costs by what the decoder says, for a white, a grey and a black one."""
    said = np.linspace(0.02, 0.98, 33)
    costs = {x: [_loss(code, np.array([[r]]), np.array([[x]])) for r in said] for x in (0, 0.5, 1)}
    return Figure(
        "The cost of one pixel",
        tuple(line(f"x = {x:g}", said, cost) for x, cost in costs.items()),
        "recon",
        "nats",
        f"Least at recon = x; but x = 0.5 still costs {min(costs[0.5]):.3f} there, log 2.",
    )


def _loss(code: Code, recon: Numbers, x: Numbers) -> float:
    """The loss with a KL of 0."""
    idle = np.zeros((len(x), 1))
    return float(code.vae_loss_function(recon, x, idle, idle))


def _prices(code: Code) -> tuple[tuple[str, ...], list[float]]:
    """The loss of four answers that need no latents, on every tenth digit."""
    pixels, labels = (a[::10] for a in data.digits())
    means = np.array([pixels[labels == digit].mean(axis=0) for digit in range(10)])
    answers = {
        "0.5 everywhere": np.full_like(pixels, 0.5),
        "mean image": np.tile(pixels.mean(axis=0), (len(pixels), 1)),
        "mean of its digit": means[labels],
        "itself": pixels,
    }
    return tuple(answers), [_loss(code, recon, pixels) for recon in answers.values()]


def _measured(code: Code, name: str) -> str:
    """The names of what a demonstration of the learner's returns."""
    found = getattr(code, name)(show=False)
    return f"{name} measured: {', '.join(map(str, found))}."


def demo_4_2(code: Code) -> Demonstration:
    """Where the samples fall, and two estimates of one gradient from the same samples."""
    estimates = {size: _estimates(code, size) for size in SIZES}
    ratios = [float(score.var() / pathwise.var()) for pathwise, score in estimates.values()]
    growth = Figure(
        "Variance of the score function, in parts of the pathwise one",
        (bars("ratio", ratios),),
        "latents",
        "ratio",
        "f = Σ zⱼ². Every further latent adds noise to the score function, and none to the other.",
        tuple(map(str, SIZES)),
    )
    lines = [f"True gradient 2, one latent, {DRAWS:,} draws."]
    for name, found in zip(("Pathwise", "Score function"), estimates[1], strict=True):
        lines.append(f"{name}: mean {found.mean():.3f}, variance {found.var():.2f}.")
    measured = _measured(code, "demonstrate_reparameterization")
    return Demonstration((_clouds(code), _averages(*estimates[1]), growth), (*lines, measured))


def _estimates(code: Code, latents: int) -> tuple[Numbers, Numbers]:
    """∂E[Σ zⱼ²]/∂μ₁ at z ~ N(1, I) by both estimators, one number a draw."""
    ones = np.ones((DRAWS, latents))
    z = np.asarray(code.reparameterize(ones, np.zeros_like(ones)), dtype=float)
    return 2 * z[:, 0], np.square(z).sum(axis=1) * (z[:, 0] - 1)


def _averages(pathwise: Numbers, score: Numbers) -> Figure:
    """Both estimates, averaged over the draws so far."""
    counts = np.arange(5, 1001, 5)
    means = [np.cumsum(found)[counts - 1] / counts for found in (pathwise, score)]
    series = (
        line("score function", counts, means[1]),
        line("pathwise", counts, means[0]),
        line("true gradient", counts[[0, -1]], [2.0, 2.0]),
    )
    caption = "Both go to 2. The same samples, the same mean, and not at all the same noise."
    return Figure("The gradient, averaged over draws", series, "draws", "∂E[z²]/∂μ", caption)


def _clouds(code: Code) -> Figure:
    """Samples of two Gaussians with the 1σ and 2σ lines that they should fill."""
    mu, logvar = np.array([[-2.0, 1.0], [2.5, -1.0]]), np.log([[0.25, 1.0], [1.0, 0.09]])
    z = np.asarray(code.reparameterize(np.repeat(mu, 200, 0), np.repeat(logvar, 200, 0)))
    clouds = [points(f"image {i}", z[200 * i : 200 * (i + 1)], component=i) for i in range(2)]
    rings = [
        ring for i in range(2) for ring in ellipse(mu[i], np.diag(np.exp(logvar[i])), component=i)
    ]
    caption = "About 39 % of an image's samples should lie within its inner line, 86 % within both."
    return Figure("z = μ + exp(logvar/2) · ε", (*clouds, *rings), "z₁", "z₂", caption)
