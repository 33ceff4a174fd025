"""The ladder of `vae_loss_function` (activity 4.1): the negative ELBO in nats per image."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Case, Check, Courtesy, Wrong, judged
from exercises.kit.show import brief
from exercises.lesson4_vae import (
    draws,
    misconceptions_loss,
    misconceptions_loss_terms,
    probes_gradients,
)
from exercises.lesson4_vae.checks_divergence import closed_form, same_slope
from exercises.lesson4_vae.draws import SINGLE, gaussians, log, singles
from reference import variational_auto_encoder_examples as reference


def check() -> Check:
    """How `vae_loss_function` is checked."""
    even, zero = singles([[0.5, 0.5]]), singles([[0, 0]])
    return Check(
        "vae_loss_function",
        reference.vae_loss_function,
        _ladder,
        total=12,
        misconceptions=(
            *misconceptions_loss.MISCONCEPTIONS,
            *misconceptions_loss_terms.MISCONCEPTIONS,
        ),
        courtesies=(
            Courtesy(
                {"recon": even, "x": singles([[1], [0]]), "mu": zero, "logvar": zero},
                "recon (1, 2) beside x (2, 1) went through: a ValueError with a sentence would "
                "say so.",
            ),
            Courtesy(
                {"recon": singles([[0.5, np.nan]]), "x": even, "mu": zero, "logvar": zero},
                "NaN in recon went through: a ValueError with a sentence would say so.",
            ),
        ),
        probes=probes_gradients,
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    none = np.zeros((1, 1))
    yield _case("one image of two pixels, no KL", [[0.5, 0.25]], [[1, 0]], none, none)
    yield _case("a perfect guess has no KL to pay, mean 1 has ½", [[0.5]], [[1]], [[1]], none)
    yield _case("two images", [[0.5, 0.5], [0.25, 0.75]], [[1, 0], [0, 1]], [[1, 1], [0, 2]],
                log([[4, 1], [1, 0.25]]))  # fmt: skip
    yield _case("beta = 4", [[0.5, 0.5]], [[1, 0]], [[1, 1]], [[0, 0]], beta=4.0)
    yield _case("beta = 0", [[0.5, 0.25]], [[1, 0]], [[3, 1]], [[1, 0]], beta=0.0)
    yield _case("grey ink", [[0.25, 0.5], [0.75, 0.5]], [[0.5, 0.25], [0.9, 0.1]], [[0], [1]],
                [[0], [0]])  # fmt: skip
    n, side, l = (int(rng.integers(*size)) for size in ((5, 9), (4, 7), (2, 6)))
    x, recon = (
        singles(rng.random((n, side, side))),
        singles(rng.uniform(0.05, 0.95, (n, side, side))),
    )
    beta = float(rng.uniform(0.3, 3))
    yield _case(f"{n} images as squares, beta = {beta:.2f}", recon, x, *gaussians(rng, n, l), beta)
    yield _sure("recon exactly 0 and 1, and right", [[0, 1, 1]], [[0, 1, 1]])
    yield _sure("recon exactly 0 and 1, and wrong", [[0, 1, 0.5], [1, 1, 0.5]],
                [[1, 1, 1], [0, 1, 0]])  # fmt: skip
    flat = (3, 5)
    x, recon = singles(rng.random(flat)), singles(rng.uniform(0.1, 0.9, flat))
    yield _slopes("the gradients", recon, x, *gaussians(rng, 3, 2), 1.0)
    yield _slopes("the gradients at beta = 2.5", recon, x, *gaussians(rng, 3, 2), 2.5)
    x, recon = singles(rng.random((200, 784))), singles(rng.uniform(0.05, 0.95, (200, 784)))
    yield _case("200 images of 784 pixels", recon, x, *gaussians(rng, 200, 20))


def _loss(recon: Any, x: Any, mu: Any, logvar: Any, beta: float) -> float:
    p, ink = recon.astype(np.float64), x.astype(np.float64)
    entropy = -(ink * np.log(p) + (1 - ink) * np.log1p(-p)).reshape(len(x), -1).sum(axis=1)
    return float((entropy + beta * closed_form(mu, logvar)[0]).mean())


def _case(name: str, recon: Any, x: Any, mu: Any, logvar: Any, beta: float | None = None) -> Case:
    recon, x, mu, logvar = (singles(a) for a in (recon, x, mu, logvar))
    expected = _loss(recon, x, mu, logvar, 1.0 if beta is None else beta)

    def judge(result: Any) -> None:
        if isinstance(result, (tuple, list)):
            raise Wrong(f"vae_loss_function returns {len(result)} values and must return one, the "
                        "loss, and no tuple.", tag="parts")  # fmt: skip
        got = compare.number(result, "the loss")
        slack = 2 * SINGLE * max(1.0, expected)
        if not abs(got - expected) <= slack and (said := _guess(got, recon, x, mu, logvar, beta)):
            raise Wrong(f"The loss is {brief(got)} and must be {brief(expected)}. {said}",
                        expected=expected, got=got)  # fmt: skip
        compare.same_number(got, expected, slack, "The loss")

    options: dict[str, Any] = {} if beta is None else {"beta": beta}
    return judged(name, judge, exact=True, recon=recon, x=x, mu=mu, logvar=logvar, **options)


def _guess(got: float, recon: Any, x: Any, mu: Any, logvar: Any, beta: float | None) -> str:
    """In words, what went wrong where that can be told from the number; else nothing."""
    weight = 1.0 if beta is None else beta
    kl = weight * float(closed_form(mu, logvar)[0].mean())
    entropy = _loss(recon, x, mu, logvar, weight) - kl
    d = x[0].size
    if d != 784 and np.isclose(got, entropy * 784 / d + kl, rtol=1e-4):
        return f"An image has {d} pixels here: is 784 written down somewhere?"
    for edge in 10.0 ** -np.arange(3, 13):
        swapped = _loss(np.clip(x.astype(np.float64), edge, 1 - edge), recon, mu, logvar, weight)
        if np.isclose(got, swapped, rtol=1e-2):  # 1 − edge is coarse in float32
            return "It is that with recon and x in each other's place."
    return ""


def _sure(name: str, recon: Any, x: Any) -> Case:
    """Where recon is 0 or 1: finite, as small or large as it must be, finite gradients."""
    recon, x = singles(recon), singles(x)
    zero = np.zeros((len(x), 1), dtype=np.float32)
    wrong = int((np.abs(recon - x) == 1).sum())

    def judge(result: Any) -> None:
        found = draws.told(result, "tensor", "value", "changed", "recon", "mu", "logvar")
        value = float(found["value"])
        if not np.isfinite(value):
            raise Wrong(f"The loss is {value} where recon is exactly 0 or 1: clamp it.", tag="nan")
        if not wrong and abs(value) > 0.1:
            raise Wrong(f"recon equals x, all 0 or 1: the loss is {value:.4g}, not 0.", tag="value")
        if wrong and value < 3 * wrong / len(x):
            raise Wrong(f"recon is wrong for sure, and the loss is only {value:.4g}.", tag="small")
        slope = found["recon"]
        if slope is None:
            raise Wrong("The loss gives no gradient to recon.", tag="no-gradient-recon")
        if not np.isfinite(np.asarray(slope, dtype=np.float64)).all():
            raise Wrong(
                "The gradient to recon is not finite where recon is exactly 0 or 1: clamp recon "
                "before the logarithm, not the logarithm after it.", tag="gradient-nan", got=slope,
            )  # fmt: skip
        _left_alone(found["changed"])

    return judged(name, judge, probe="loss_gradients", recon=recon, x=x, mu=zero, logvar=zero)


def _left_alone(changed: Any) -> None:
    if changed:
        raise Wrong(f"The loss changed its argument {changed[0]} in place: clamp(), which gives a "
                    "new tensor, not clamp_().", tag="changed")  # fmt: skip


def _slopes(name: str, recon: Any, x: Any, mu: Any, logvar: Any, beta: float) -> Case:
    p, n = recon.astype(np.float64), len(x)
    right = {
        "recon": (p - x) / (p * (1 - p)) / n,
        "mu": beta * mu / n,
        "logvar": beta * 0.5 * np.expm1(logvar) / n,
    }

    def judge(result: Any) -> None:
        found = draws.told(result, "tensor", *right)
        if not found["tensor"]:
            raise Wrong("The loss must be a tensor, so that backward() can start.", tag="no-tensor")
        for symbol, slope in right.items():
            same_slope(found[symbol], slope, "The loss", symbol)

    return judged(
        name, judge, probe="loss_gradients", recon=recon, x=x, mu=mu, logvar=logvar, beta=beta
    )
