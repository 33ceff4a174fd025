"""What lesson 4 shows of networks and of trained models: activities 4.3 to 4.6."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.figure import Demonstration, Figure, curve, images, pairs
from exercises.lesson4_vae import data, measures
from exercises.lesson4_vae.bridge import bridge
from exercises.lesson4_vae.figures import bars, codes, line, number, units

Code = Any
"""See `exercises.lesson4_vae.demos`."""
Measures = measures.Measures

NETWORKS = ("build_encoder", "build_decoder", "VAE")
MODEL = ("VAE", "train_vae", "generate_images", "reconstruct_images")
"""The functions that a demonstration needs, all the learner's or all the reference's."""

EPOCHS = 4
"""Epochs of a model that is trained for a demonstration, where there is none yet."""

ACTIVE = 0.01
"""A latent is active where the variance of its mean over the images is above this (Burda)."""


def _model(code: Code) -> Measures:
    """What the best model of the workspace makes of the digits."""
    images, labels = data.digits()
    found: Measures = code.measure(
        "of_the_model", MODEL, images=images, labels=labels, epochs=EPOCHS
    )
    return found


def demo_4_3(code: Code) -> Demonstration:
    """Networks before training: their size, and what they say when they have learned nothing."""
    found = code.measure("networks", NETWORKS, images=data.digits()[0][::5])
    names = tuple(map(str, found["latents"]))
    size = Figure(
        "Parameters, in thousands",
        tuple(bars(n, np.asarray(found[n]) / 1000) for n in ("encoder", "decoder")),
        "latents",
        "thousands",
        "Nearly all of them are in the layers at the pixels, whatever the number of latents.",
        names,
    )
    noise = Figure(
        "An untrained decoder",
        images=images(_array(found["decoded"]), columns=4),
        caption="Eight draws of z: grey everywhere, about 0.5 a pixel, and much the same.",
    )
    labels = data.digits()[1][::5]
    where = codes(
        "An untrained encoder", _array(found["mu"]), labels, "Images by the means of q(z|x)."
    )
    kl = data.kl_per_unit(_array(found["mu"]), _array(found["logvar"])).sum()
    line = f"Untrained, q(z|x) is near N(0, I) for every image: a KL of {kl:.3f} nats in the mean."
    return Demonstration((size, noise, where), (line,))


def demo_4_4(code: Code) -> Demonstration:
    """The loss by epoch, and its two parts where they were recorded."""
    found = _model(code)
    losses = np.asarray(found["losses"], dtype=float)
    mean_image = _mean_image_price()
    epochs = (1, len(losses))
    figures = [
        Figure(
            f"The loss by epoch ({found['whose']})",
            (curve("loss", losses), line("mean image", epochs, (mean_image, mean_image))),
            "epoch",
            "nats per image",
            "Below the line, the latents must be telling something about the image.",
        )
    ]
    figures += _parts(found)
    said = f"{len(losses)} epochs, from {number(losses[0], 1)} to {number(losses[-1], 1)} nats."
    return Demonstration(tuple(figures), (said, f"The mean image costs {mean_image:.1f}."))


def _parts(found: Measures) -> list[Figure]:
    """One figure each: the KL would hardly be seen beside the reconstruction."""
    says = {
        "reconstruction": "The larger part by far, and the one that falls.",
        "kl": "What the codes cost. It falls or rises, as the bargain demands; near 0: unused.",
    }
    return [
        Figure(f"{name}, by epoch", (curve(name, found[name]),), "epoch", "nats per image", text)
        for name, text in says.items()
        if len(found[name])
    ]


def _mean_image_price() -> float:
    pixels = data.digits()[0]
    return float(data.cross_entropy(pixels, pixels.mean(axis=0)).mean())


def demo_4_5(code: Code) -> Demonstration:
    """The map of the latent space, the units in use, and for two latents the manifold."""
    found = _model(code)
    mu, logvar, labels = (_array(found[key]) for key in ("mu", "logvar", "labels"))
    kl, spread = data.kl_per_unit(mu, logvar), mu.var(axis=0)
    figures = [
        codes(
            "The means of q(z|x)",
            mu,
            labels,
            "Each image as its digit, at its mean. The axes are the model's own; no label helped.",
        ),
        units(
            "What each latent spends",
            kl,
            "The mean KL over the images. Near 0: q(z|x) is N(0, 1) for all of them.",
        ),
    ]
    figures += _manifold(found)
    active = int(np.sum(spread > ACTIVE))
    near = data.neighbour_share(mu[::5].astype(float), labels[::5])
    lines = (
        f"{active} of {len(kl)} latents active, {kl.sum():.2f} nats of KL ({found['whose']}).",
        f"Nearest neighbours in the latent space have the same digit in {near:.0%} of 1,000 cases.",
    )
    return Demonstration(tuple(figures), lines)


def _manifold(found: Measures) -> list[Figure]:
    grid = _array(found["manifold"])
    if not len(grid):
        return []
    joined = images(grid, columns=measures.GRID, is_joined=True)
    caption = "z₁ grows to the right, z₂ upwards; every cell stands for as much of N(0, I)."
    return [Figure("The manifold, decoded", images=joined, caption=caption)]


def demo_4_6(code: Code) -> Demonstration:
    """Generated images, reconstructions, a way from one digit to another, and the bridge to EM."""
    found = _model(code)
    originals, reconstructions = (_array(found[k]) for k in ("originals", "reconstructions"))
    first, last = measures.STRIP
    pictures = (
        Figure(
            f"Sixteen images from the prior ({found['whose']})",
            images=images(_array(found["generated"]), columns=8),
            caption="z ~ N(0, I), decoded. Probabilities of ink, not draws.",
        ),
        Figure(
            "Digits and their reconstructions",
            images=pairs(originals, reconstructions),
            caption="What came back through the code: smoother, and at times another digit.",
        ),
        Figure(
            f"From a {first} to a {last}",
            images=images(_array(found["strip"]), columns=measures.STEPS),
            caption="The straight line between the codes of two typical images, decoded.",
        ),
    )
    figure, said = bridge()
    cost = float(data.cross_entropy(_flat(originals), _flat(reconstructions)).mean())
    line = f"Reconstruction of these eight: {cost:.1f} nats per image."
    return Demonstration((*pictures, figure), (line, said))


def _flat(pictures: data.Numbers) -> data.Numbers:
    return pictures.reshape(len(pictures), -1).astype(float).clip(1e-7, 1 - 1e-7)


def _array(values: Any) -> data.Numbers:
    return np.asarray(values)
