"""The ladder of `VAE` (activity 4.3): encoder, sample and decoder in one module.

A network that tells what it was given stands in for the encoder, and one that keeps its z for the
decoder: so the draw between them is judged by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Case, Check, Wrong, judged
from exercises.lesson4_vae import (
    draws,
    misconceptions_vae,
    misconceptions_vae_draw,
    probes_networks,
)
from exercises.lesson4_vae.checks_networks import pair
from exercises.lesson4_vae.checks_sample import MANY, is_normal
from reference import variational_auto_encoder_examples as reference


def check() -> Check:
    """How `VAE` is checked."""
    return Check(
        "VAE",
        reference.VAE,
        _ladder,
        total=8,
        misconceptions=(
            *misconceptions_vae.MISCONCEPTIONS,
            *misconceptions_vae_draw.MISCONCEPTIONS,
        ),
        probes=probes_networks,
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield _shapes("4 flat images of 64 pixels, 3 latents", (4, 64),
                  input_dim=64, latent_dim=3, hidden_dim=16)  # fmt: skip
    yield _shapes("5 flat images, all as by default", (5, 784))
    yield _shapes("6 images as squares (6, 28, 28)", (6, 28, 28), latent_dim=2)
    yield judged("encode and decode beside forward", _agree, probe="vae_parts")
    yield _drawn("a sample of q in training mode", [0, -3, 5], [1, 16, 1 / 16], training=True)
    yield _drawn("a sample of q or mu in evaluation mode", [0, -3, 5], [1, 16, 1 / 16],
                 training=False)  # fmt: skip
    yield judged("the cross-entropy reaches both networks", _learns, probe="vae_gradients")
    l, n = int(rng.integers(4, 9)), int(rng.integers(5, 12))
    yield _shapes(f"{n} images (n, 1, 14, 14), {l} latents", (n, 1, 14, 14),
                  input_dim=196, latent_dim=l, hidden_dim=32)  # fmt: skip


def _shapes(name: str, shape: tuple[int, ...], **sizes: int) -> Case:
    n, d, l = shape[0], int(np.prod(shape[1:])), sizes.get("latent_dim", 2)

    def judge(result: Any) -> None:
        found = draws.told(result, "encoder", "decoder", "lost", "latent_dim", "out", "encoded")
        for part in ("encoder", "decoder"):
            if not found[part]:
                raise Wrong(f"A VAE needs the attribute {part}, an nn.Module.", tag=f"no-{part}")
        if found["lost"]:
            raise Wrong(f"vae.parameters() lacks those of the {found['lost'][0]}: an nn.Module "
                        "registers what is assigned to an attribute, and not what lies in a dict "
                        "or list.", tag="not-registered")  # fmt: skip
        if found["latent_dim"] != l:
            raise Wrong(f"The attribute latent_dim is {found['latent_dim']} and must be {l}.",
                        tag="latent-dim")  # fmt: skip
        pair(found["encoded"], (n, l), "encode")
        recon = triple(found["out"], n, d, l)[0]
        if recon.min() < -1e-6 or recon.max() > 1 + 1e-6:
            raise Wrong("recon must hold probabilities, from 0 to 1.", tag="range")

    return judged(name, judge, probe="vae_shapes", shape=list(shape), sizes=sizes)


def triple(out: Any, n: int, d: int, l: int) -> tuple[Any, Any, Any]:
    """recon (n, d), mu and logvar (n, l)."""
    if not isinstance(out, list) or len(out) != 3:
        many = len(out) if isinstance(out, list) else 1
        raise Wrong(f"forward returns {many} values and must return 3: recon, mu, logvar.",
                    tag=f"parts-{many}")  # fmt: skip
    shapes = [np.shape(part) if isinstance(part, np.ndarray) else () for part in out]
    if shapes[0] == (n, l) and (n, d) in shapes:
        raise Wrong("forward returns its parts in another order: it must be recon, mu, logvar.",
                    tag="order")  # fmt: skip
    recon = draws.array(out[0], (n, d), "recon", "shape-recon")
    return (recon, *pair(list(out[1:]), (n, l), "forward"))


def _agree(result: Any) -> None:
    names = ("encode", "forward", "encoder", "decode", "decoder")
    found = draws.told(result, *names)
    own = pair(found["encoder"], (6, 3), "The encoder")
    encoded = pair(found["encode"], (6, 3), "encode")
    forward = triple(found["forward"], 6, 64, 3)
    for name, right, got, passed in zip(("mu", "logvar"), own, encoded, forward[1:], strict=True):
        _same(got, right, f"encode's {name}", "that of the encoder", f"encode-{name}")
        _same(passed, right, f"forward's {name}", "that of the encoder", f"forward-{name}")
    decoded = draws.array(found["decode"], (6, 64), "decode(z)", "shape-decoded")
    right = draws.array(found["decoder"], (6, 64), "decoder(z)", "shape-decoded")
    _same(decoded, right, "decode(z)", "decoder(z)", "decode")


def _same(got: Any, right: Any, what: str, other: str, tag: str) -> None:
    if not np.allclose(got, right, rtol=1e-4, atol=1e-5):
        raise Wrong(f"{what} is not {other}, of the same images in evaluation mode.", tag=tag,
                    expected=right, got=got)  # fmt: skip


def _drawn(name: str, mean: Any, variance: Any, *, training: bool) -> Case:
    shape = (MANY, len(mean))
    mu = draws.singles(np.broadcast_to(mean, shape)).copy()
    logvar = draws.singles(np.broadcast_to(np.log(variance), shape)).copy()

    def judge(result: Any) -> None:
        if "swapped" in draws.told(result) and not result["swapped"]:
            return _differs(result, training)
        found = draws.told(result, "z", "out", "reached")
        z = draws.array(found["z"], shape, "What the decoder is given", "shape-z")
        if training and found.get("other_draws") and np.allclose(z, mu, atol=1e-5):
            raise Wrong("z is mu in training mode, and drawn in evaluation mode: turn it round.",
                        tag="modes")  # fmt: skip
        if training or not np.allclose(z, mu, atol=1e-5):
            is_normal(z, np.asarray(mean, dtype=float), np.asarray(variance, dtype=float))
        if training and found.get("repeated"):
            raise Wrong("Two passes in training mode draw the same z: the noise has a fixed seed, "
                        "and must be new in each.", tag="same-noise")  # fmt: skip
        _parameters_pass(found["out"], mu, logvar)
        return None if not training else _path(found["reached"])

    return judged(name, judge, probe="vae_noise", mu=mu, logvar=logvar, training=training)


def _parameters_pass(out: Any, mu: Any, logvar: Any) -> None:
    passed = triple(out, len(mu), 64, mu.shape[1])
    if np.allclose(passed[1], logvar, atol=1e-4):
        raise Wrong("forward returns logvar where mu must be.", tag="mu-logvar-swapped")
    _same(passed[1], mu, "forward's mu", "that of the encoder", "forward-mu")
    _same(passed[2], logvar, "forward's logvar", "that of the encoder", "forward-logvar")


def _path(reached: Any) -> None:
    if not all(reached):
        names = [n for n, there in zip(("mu", "logvar"), reached, strict=True) if not there]
        raise Wrong(f"No gradient goes from recon through z to {' and '.join(names)}: z = mu + "
                    "exp(logvar/2)·ε lets it pass.", tag=f"no-path-{'-'.join(names)}")  # fmt: skip


def _differs(result: Any, training: bool) -> None:
    one, other = draws.told(result, "twice")["twice"]
    if training and np.array_equal(one, other):
        raise Wrong("Two passes in training mode are the same: no z is drawn.", tag="no-noise")


def _learns(result: Any) -> None:
    found = draws.told(result, "encoder", "decoder")
    for part in ("decoder", "encoder"):
        if not found[part]:
            raise Wrong(f"No gradient goes from recon to the {part}'s weights.",
                        tag=f"no-gradient-{part}")  # fmt: skip
