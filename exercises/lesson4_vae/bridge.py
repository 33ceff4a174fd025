"""The bridge to EM: a linear VAE by gradients, probabilistic PCA by EM, and the optimum of both."""

from __future__ import annotations

import numpy as np

from exercises.kit.figure import Figure
from exercises.lesson4_vae import data
from exercises.lesson4_vae.figures import line, number

LATENTS = 5
STEPS = 150
"""Steps of the VAE, and the most iterations of EM that are drawn."""
FIRST = 5
"""The first step that is drawn: those before lie far below."""


def bridge() -> tuple[Figure, str]:
    """Both climbs to one height, and a sentence with the numbers."""
    from reference import linear_vae

    X = small_digits()
    top = linear_vae.log_likelihood(X, linear_vae.ppca(X, LATENTS))
    em = np.array(linear_vae.ppca_em(X, LATENTS).history)
    with data.one_thread():
        elbos = np.array(linear_vae.linear_vae(X, LATENTS, steps=STEPS).history)
    series = (
        line("optimum of pPCA", (FIRST, STEPS), (top, top)),
        line("log-likelihood, by EM", *_thinned(em)),
        line("ELBO of a linear VAE, by Adam", *_thinned(elbos)),
    )
    caption = "A linear decoder leaves no gap: both climb to what no W and σ² can pass."
    said = (
        f"Linear decoder, {LATENTS} latents: optimum {number(top)}, EM {number(em[-1])}, "
        f"VAE {number(elbos[-1])} nats per image (log-densities: they may be above 0)."
    )
    return Figure("Back to EM", series, "step", "nats per image", caption), said


def small_digits() -> data.Numbers:
    """Every tenth digit, averaged to 7 × 7 pixels (500, 49): the whole takes a second."""
    pixels = data.digits()[0][::10].reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4))
    return np.asarray(pixels.reshape(-1, 49), dtype=float)


def _thinned(values: data.Numbers) -> tuple[data.Numbers, data.Numbers]:
    """Steps FIRST to STEPS, closer together where they are early."""
    last = min(STEPS, len(values))
    steps = np.unique(np.geomspace(FIRST, last, 60).astype(int))
    return steps, values[steps - 1]
