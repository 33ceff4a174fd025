"""The ladder of `reparameterize` (activity 4.2): a draw, its gradients, its generator.

Draws are judged by statistics whose false alarms are rarer than one in a million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Case, Check, Wrong, judged
from exercises.lesson4_vae import draws, misconceptions_sample, probes_gradients
from exercises.lesson4_vae.checks_divergence import same_slope
from exercises.lesson4_vae.draws import gaussians, singles
from reference import variational_auto_encoder_examples as reference

MANY = 4_000
SIGMAS = 6.0
"""Standard errors that a mean may be off: two in a thousand million."""

FLATTEST, STEEPEST = 2.25, 4.6
"""Between them lies the mean fourth power of 4,000 normal numbers (3 ± 0.16); uniform: 1.8."""


def check() -> Check:
    """How `reparameterize` is checked."""
    return Check(
        "reparameterize",
        reference.reparameterize,
        _ladder,
        total=7,
        misconceptions=misconceptions_sample.MISCONCEPTIONS,
        probes=probes_gradients,
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _no_noise("no variance to speak of: z is mu", [[1, 2], [-3, 0]], np.full((2, 2), -60.0))
    yield _drawn("z ~ N(0, 1)", [0.0, 0.0], [1.0, 1.0])
    yield _drawn("means 0, −3, 5 and variances 1, 16, 1/16", [0, -3, 5], [1, 16, 1 / 16])
    yield _slopes("∂z/∂mu and ∂z/∂logvar", *gaussians(rng, 4, 3))
    yield _seeded("a generator with a seed", *gaussians(rng, 5, 2))
    mean, variance = rng.uniform(-4, 4, 4), np.exp(rng.uniform(-4, 4, 4))
    yield _drawn("four random means and variances", mean, variance)
    yield _no_noise("one image, one latent, no variance", [[7.0]], [[-80.0]])


def _no_noise(name: str, mu: Any, logvar: Any) -> Case:
    mu, logvar = singles(mu), singles(logvar)

    def judge(result: Any) -> None:
        z = compare.numbers(result, mu.shape, "z")
        if not np.allclose(z, mu, atol=1e-5):
            raise Wrong(
                f"With logvar = {logvar[0, 0]:.0f} the noise is gone and z must be mu.",
                tag="no-variance", expected=mu, got=z,
            )  # fmt: skip

    return judged(name, judge, mu=mu, logvar=logvar)


def _drawn(name: str, mean: Any, variance: Any) -> Case:
    shape = (MANY, len(mean))
    mu = singles(np.broadcast_to(mean, shape)).copy()
    logvar = singles(np.broadcast_to(np.log(variance), shape)).copy()

    def judge(result: Any) -> None:
        z = compare.numbers(result, shape, "z")
        is_normal(z, np.asarray(mean, dtype=float), np.asarray(variance, dtype=float))

    return judged(name, judge, mu=mu, logvar=logvar)


def is_normal(z: Any, mean: Any, variance: Any, name: str = "z") -> None:
    """Whether the rows of z (n, l) are independent draws of N(mean, diag(variance))."""
    if not np.isfinite(z).all():
        raise Wrong(f"{name} holds NaN or infinity.", tag="nan")
    n, sigma = len(z), np.sqrt(variance)
    if np.ptp(z, axis=0).max() == 0:
        raise Wrong(f"{name} is the same in all {n} rows: there is no noise, or one for all.",
                    tag="no-noise" if np.allclose(z, mean, atol=1e-4) else "one-noise")  # fmt: skip
    spread = z.std(axis=0)
    off = np.abs(spread / sigma - 1) > SIGMAS * np.sqrt(1.5 / n)
    if off.any():
        _refuse_spread(spread, sigma, variance, int(np.flatnonzero(off)[0]), name)
    centre = (z.mean(axis=0) - mean) / (sigma / np.sqrt(n))
    if (np.abs(centre) > SIGMAS).any():
        j = int(np.abs(centre).argmax())
        raise Wrong(f"The mean of {name}[:, {j}] over {n} draws is {z[:, j].mean():.3f} and must "
                    f"be {mean[j]:.3f}.", tag="mean")  # fmt: skip
    _is_independent((z - mean) / sigma, name)


_GUESSES: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("variance", "exp(logvar), the variance", lambda v: v),
    ("one", "1", np.ones_like),
    ("inverse", "exp(−logvar/2)", lambda v: 1 / np.sqrt(v)),
    ("logvar", "|logvar|", lambda v: np.abs(np.log(v))),
    ("quarter", "exp(logvar/4)", lambda v: v**0.25),
    ("uniform", "that of a uniform number", lambda v: np.sqrt(v / 12)),
    ("symmetric", "that of a uniform number from −1 to 1", lambda v: np.sqrt(v / 3)),
)


def _refuse_spread(spread: Any, sigma: Any, variance: Any, j: int, name: str) -> None:
    said, tag = "", "spread"
    wanted = "" if np.all(sigma == 1) else "exp(logvar/2) = "
    for guess, words, of in _GUESSES:
        if np.allclose(spread, of(variance), rtol=0.12, atol=1e-3):
            said, tag = f" It is {words}.", f"spread-{guess}"
            break
    raise Wrong(
        f"The standard deviation of {name}[:, {j}] is {spread[j]:.3f} and must be {wanted}"
        f"{sigma[j]:.3f}.{said}", tag=tag,
    )  # fmt: skip


def _is_independent(noise: Any, name: str) -> None:
    limit = SIGMAS / np.sqrt(len(noise))
    fourth = (noise**4).mean(axis=0)
    if (fourth < FLATTEST).any() or (fourth > STEEPEST).any():
        raise Wrong(f"The noise in {name} has the right mean and variance, but is not normal: its "
                    f"fourth moment is {fourth[0]:.2f}, not 3.", tag="not-normal")  # fmt: skip
    if noise.shape[1] > 1 and abs(np.corrcoef(noise[:, 0], noise[:, 1])[0, 1]) > limit:
        raise Wrong(f"The latents of {name} share their noise: ε needs a number for each of them.",
                    tag="shared-by-latents")  # fmt: skip
    if abs(np.corrcoef(noise[:-1, 0], noise[1:, 0])[0, 1]) > limit:
        raise Wrong(f"The images share their noise in {name}: ε needs a number for each of them.",
                    tag="shared-by-images")  # fmt: skip


def _slopes(name: str, mu: Any, logvar: Any) -> Case:
    def judge(result: Any) -> None:
        found = draws.told(result, "z", "changed", "mu", "logvar")
        z = draws.array(found["z"], mu.shape, "z")
        if found["changed"]:
            raise Wrong("mu or logvar was changed in place: make z a new tensor.", tag="changed")
        if found["mu"] is None and found["logvar"] is None:
            raise Wrong("No gradient comes through z: draw ε first, then z = mu + exp(logvar/2)·ε.",
                        tag="no-gradient")  # fmt: skip
        same_slope(found["mu"], np.ones(mu.shape), "z", "mu")
        same_slope(found["logvar"], 0.5 * (z - mu), "z", "logvar")

    return judged(name, judge, probe="sample_gradients", mu=mu, logvar=logvar)


def _seeded(name: str, mu: Any, logvar: Any) -> Case:
    def judge(result: Any) -> None:
        names = ("first", "next", "again", "other", "own", "own_next")
        found = draws.told(result, *names)
        z = {n: draws.array(found[n], mu.shape, "z") for n in names}
        follows_generator(z, "z")
        if np.array_equal(z["first"], z["next"]):
            raise Wrong("Two draws from one generator are equal: it is seeded anew each time.",
                        tag="reseeded")  # fmt: skip
        if np.array_equal(z["own"], z["own_next"]):
            raise Wrong("Without a generator two calls gave the same z: a seed is set in the "
                        "function. ε must be new at each call.", tag="own-seed")  # fmt: skip

    return judged(name, judge, probe="sample_by_generator", mu=mu, logvar=logvar)


def follows_generator(drawn: Any, name: str) -> None:
    """Whether draws follow from the generator that was given, and from nothing else."""
    if not np.array_equal(drawn["first"], drawn["again"]):
        raise Wrong(
            f"Two generators with one seed gave different {name}: draw from the generator.",
            tag="generator-unused",
        )
    if np.array_equal(drawn["first"], drawn["other"]):
        raise Wrong(f"Generators with the seeds 1 and 2 gave the same {name}.", tag="seed-fixed")
    if np.array_equal(drawn["first"], drawn["own"]):
        raise Wrong(f"Without a generator {name} must not be that of seed 1.", tag="seed-fixed")
