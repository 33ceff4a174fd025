"""The ladder of `kl_to_standard_normal` (activity 4.1): the closed form and its gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Case, Check, Courtesy, Wrong, judged
from exercises.kit.show import brief
from exercises.lesson4_vae import draws, misconceptions_divergence, probes_gradients
from exercises.lesson4_vae.draws import SINGLE, Singles, gaussians, log, singles
from reference import variational_auto_encoder_examples as reference


def check() -> Check:
    """How `kl_to_standard_normal` is checked."""
    return Check(
        "kl_to_standard_normal",
        reference.kl_to_standard_normal,
        _ladder,
        total=9,
        misconceptions=misconceptions_divergence.MISCONCEPTIONS,
        courtesies=(
            Courtesy(
                {"mu": singles([[1, 2]]), "logvar": singles([[0], [0]])},
                "mu (1, 2) beside logvar (2, 1) went through: broadcasting makes an answer of it. "
                "A ValueError with a sentence would say so.",
            ),
        ),
        probes=probes_gradients,
    )


def closed_form(mu: Singles, logvar: Singles) -> tuple[Any, Any]:
    """KL (n,) in float64, and the scale of its terms."""
    m, v = mu.astype(np.float64), logvar.astype(np.float64)
    kl = 0.5 * (np.expm1(v) + m**2 - v).sum(axis=1)
    return kl, 0.5 * (np.exp(v) + m**2 + 1 + np.abs(v)).sum(axis=1)


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _case("the prior itself: no divergence", [[0, 0]], [[0, 0]])
    yield _case("three means, variance 1", [[1, 1], [2, 0], [0, 3]], np.zeros((3, 2)))
    yield _case("mean 0, variances 4 and 1/4", [[0], [0]], log([[4], [0.25]]))
    yield _case("both, with three latents", [[1, -2, 0]], log([[4, 1, 0.5]]))
    n, l = (int(rng.integers(*size)) for size in ((4, 9), (3, 7)))
    yield _case(f"{n} random Gaussians, {l} latents", *gaussians(rng, n, l))
    yield _case(
        "narrow and wide: variances from e⁻⁶⁰ to e²⁰", [[0, 1], [2, 0]], [[-60, 0], [3, 20]]
    )
    yield _case("all but the prior", *(0.01 * a for a in gaussians(rng, 3, 2)))
    yield _slopes("the gradients", *gaussians(rng, 3, 2))
    yield _case("2,000 images, 50 latents", *gaussians(rng, 2000, 50))


def _case(name: str, mu: Any, logvar: Any) -> Case:
    mu, logvar = singles(mu), singles(logvar)
    expected, scale = closed_form(mu, logvar)

    def judge(result: Any) -> None:
        got = compare.numbers(result, (len(mu),), "the KL")
        bad = np.flatnonzero(~(np.abs(got - expected) <= SINGLE * scale))
        if bad.size:
            i = bad[0]
            why = _of_prior(expected[i])
            raise Wrong(
                f"The KL of image {i} is {brief(got[i])} and must be {brief(round(expected[i], 6))}"
                f", with mu = {_row(mu[i])} and logvar = {_row(logvar[i])}.{why}",
                tag="value" if np.isfinite(got).all() else "nan", expected=expected, got=got,
            )  # fmt: skip

    return judged(name, judge, exact=True, mu=mu, logvar=logvar)


def _of_prior(expected: float) -> str:
    return "" if expected else " By the closed form it is zero: ½ (1 + 0 − 1 − 0) for each latent."


def _row(values: Singles) -> str:
    texts = [f"{v:.4g}" for v in values[:3]] + ["…"] * (len(values) > 3)
    return f"({', '.join(texts)})"


def _slopes(name: str, mu: Singles, logvar: Singles) -> Case:
    right = {"mu": mu, "logvar": 0.5 * np.expm1(logvar)}

    def judge(result: Any) -> None:
        found = draws.told(result, "changed", *right)
        if found["changed"]:
            raise Wrong("mu or logvar was changed in place: compute with new tensors.",
                        tag="changed")  # fmt: skip
        for symbol, slope in right.items():
            same_slope(found[symbol], slope, "The KL", symbol)

    return judged(name, judge, probe="kl_gradients", mu=mu, logvar=logvar)


def same_slope(got: Any, expected: Any, of: str, symbol: str) -> None:
    """Whether a gradient is there and right."""
    if got is None:
        raise Wrong(
            f"{of} gives no gradient to {symbol}: compute it with torch alone, on the tensors as "
            "they come (no detach, item, numpy or no_grad).",
            tag=f"no-gradient-{symbol}",
        )
    slope = draws.array(got, expected.shape, f"The gradient to {symbol}")
    off = np.abs(slope - expected) > 1e-4 * (1 + np.abs(expected))
    if off.any():
        at = tuple(int(i) for i in np.argwhere(off)[0])
        raise Wrong(
            f"∂/∂{symbol} is {slope[at]:.6g} at {at} and must be {expected[at]:.6g}.",
            tag=f"gradient-{symbol}", expected=expected, got=slope,
        )  # fmt: skip
