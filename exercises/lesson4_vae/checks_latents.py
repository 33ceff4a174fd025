"""The ladder of `analyze_latent_space` (activity 4.5), on a known model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Case, Check, Wrong, judged
from exercises.lesson4_vae import draws, misconceptions_latents, probes_models
from exercises.lesson4_vae.checks_images import left_as_it_was
from exercises.lesson4_vae.draws import pictures
from reference import variational_auto_encoder_examples as reference


def check() -> Check:
    """How `analyze_latent_space` is checked."""
    return Check(
        "analyze_latent_space",
        reference.analyze_latent_space,
        _ladder,
        total=5,
        misconceptions=misconceptions_latents.MISCONCEPTIONS,
        probes=probes_models,
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    first = _case("5 images, 2 latents; nothing printed", pictures(rng, 5, 28), 2, False)
    yield replace(first, silent=True)
    yield _case("6 flat images, 4 latents, training mode", pictures(rng, 6, 28).reshape(6, 784), 4,
                True)  # fmt: skip
    grey = rng.integers(0, 256, (7, 28, 28), dtype=np.uint8)
    yield _case("uint8, with labels", grey, 3, False, labels=np.arange(7) % 3)
    yield _case("40 images, 6 latents", pictures(rng, 40, 28), 6, False)
    yield _case("shown", pictures(rng, 30, 28), 2, True, labels=np.arange(30) % 10, show=True)


def _case(name: str, data: Any, l: int, training: bool, **options: Any) -> Case:
    def judge(result: Any) -> None:
        told = draws.told(result, "modes", "gradient", "found")
        found = told["found"]
        if not isinstance(found, Mapping):
            kind = "None" if found == "NoneType" else f"a {found}"
            raise Wrong(f"Your function returns {kind} and must return a dict.",
                        tag="none" if kind == "None" else "type")  # fmt: skip
        _has_means(found, told["mu"], told["logvar"])
        _agrees(found, told["mu"], told["logvar"])
        if told["changed"]:
            raise Wrong("data was changed in place: work on a copy.", tag="changed")
        left_as_it_was(told, training)

    return judged(name, judge, probe="analyzed", data=data, l=l, training=training, **options)


def _has_means(found: Mapping[str, Any], mu: Any, logvar: Any) -> None:
    """The means are there, under "mu" or another name."""
    if not found:
        raise Wrong('The dict is empty: put in it at least "mu".', tag="empty")
    if any(_equal(value, mu) for value in found.values()):
        if "mu" in found and not _equal(found["mu"], mu):
            raise Wrong('"mu" does not hold the means of q(z|x).', tag="mu")
        return
    if "mu" not in found:
        raise Wrong('The dict has no "mu", the means (n, l) of q(z|x).', tag="no-mu")
    got = draws.array(found["mu"], mu.shape, '"mu"', "shape-mu")
    tag = "logvar" if _equal(got, logvar) else "training" if _equal(got, mu + 0.5) else "mu"
    raise Wrong('"mu" does not hold the means of q(z|x) in evaluation mode: the first is '
                f"{got[0, 0]:.4g} and must be {mu[0, 0]:.4g}.", tag=tag)  # fmt: skip


def _equal(value: Any, right: Any) -> bool:
    try:
        found = np.asarray(value, dtype=np.float64)
    except (ValueError, TypeError, OverflowError):
        return False
    return found.shape == right.shape and bool(np.allclose(found, right, atol=1e-3, rtol=1e-3))


def _agrees(found: Mapping[str, Any], mu: Any, logvar: Any) -> None:
    """What bears a name of the reference's must be that."""
    m, v = mu.astype(np.float64), logvar.astype(np.float64)
    kl = (0.5 * (np.expm1(v) + m**2 - v)).mean(axis=0)
    if "kl_per_unit" in found and not _equal(found["kl_per_unit"], kl):
        raise Wrong('"kl_per_unit" is not the mean over the images of each latent\'s KL.',
                    tag="kl-per-unit")  # fmt: skip
    if "mu_variance" in found and not any(
        _equal(found["mu_variance"], m.var(axis=0, ddof=ddof)) for ddof in (0, 1)
    ):
        raise Wrong('"mu_variance" is not the variance of mu over the images.', tag="mu-variance")
    active = int((m.var(axis=0) > 0.01).sum())
    units = found.get("active_units")
    if isinstance(units, int) and not isinstance(units, bool) and units != active:
        raise Wrong(f'"active_units" is {units}; {active} of the means vary over the images by '
                    "more than 0.01.", tag="active-units")  # fmt: skip
    manifold = found.get("manifold")
    if isinstance(manifold, np.ndarray) and manifold.dtype.kind == "f":
        if manifold.size % 784 or not manifold.size:
            raise Wrong(
                f'"manifold" has shape {manifold.shape}: no grid of images.', tag="manifold"
            )
        if (
            manifold.min() < 0
            or manifold.max() > 1
            or np.ptp(manifold.reshape(-1, 784), 0).max() == 0
        ):
            raise Wrong('"manifold" must hold different images, from 0 to 1.', tag="manifold")
