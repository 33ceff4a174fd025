"""The ladders of `build_encoder` and `build_decoder` (activity 4.3): what they give, not how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Case, Check, Wrong, judged
from exercises.lesson4_vae import (
    draws,
    misconceptions_decoder,
    misconceptions_encoder,
    probes_networks,
)
from reference import variational_auto_encoder_examples as reference

SURE = 0.05
"""The share of pixels at one value that no smooth output reaches by chance."""


def encoder() -> Check:
    """How `build_encoder` is checked."""
    return Check(
        "build_encoder",
        reference.build_encoder,
        _encoders,
        total=6,
        misconceptions=misconceptions_encoder.MISCONCEPTIONS,
        probes=probes_networks,
    )


def decoder() -> Check:
    """How `build_decoder` is checked."""
    return Check(
        "build_decoder",
        reference.build_decoder,
        _decoders,
        total=6,
        misconceptions=misconceptions_decoder.MISCONCEPTIONS,
        probes=probes_networks,
    )


# -- encoders --


def _encoders(rng: Generator) -> Iterator[Case]:
    yield _encoded("4 images of 64 pixels, 3 latents", 4, input_dim=64, latent_dim=3, hidden_dim=16)
    yield _encoded("3 images of 784 pixels, all as by default", 3)
    l, n = int(rng.integers(4, 9)), int(rng.integers(5, 12))
    yield _encoded(f"{n} images of 196 pixels, {l} latents", n, input_dim=196, latent_dim=l)
    yield _encoded("one latent", 5, input_dim=64, latent_dim=1, hidden_dim=32)
    sizes = {"input_dim": 64, "latent_dim": 4, "hidden_dim": 32}
    yield judged("which numbers can come out", _is_unbounded, probe="range_of_encoder", sizes=sizes)
    yield judged("the gradients", _encoder_learns, probe="network_gradients",
                 builder="build_encoder", size=64, sizes=sizes)  # fmt: skip


def _encoded(name: str, n: int, **sizes: int) -> Case:
    size, l = sizes.get("input_dim", 784), sizes.get("latent_dim", 2)

    def judge(result: Any) -> None:
        mu, logvar = pair(_output(result, "build_encoder"), (n, l), "The encoder")
        if np.allclose(mu, logvar, atol=1e-7):
            raise Wrong("mu and logvar are the same numbers: each needs its own weights.",
                        tag="same-output")  # fmt: skip
        if np.ptp(mu, axis=0).max() < 1e-7:
            raise Wrong("mu is the same for different images: the encoder does not look at x.",
                        tag="input-unused")  # fmt: skip

    return judged(
        name, judge, probe="network", builder="build_encoder", n=n, size=size, sizes=sizes
    )


def _output(result: Any, builder: str) -> Any:
    found = draws.told(result, "module", "out")
    if not found["module"]:
        raise Wrong(f"{builder} returns a {found.get('type')} and must return an nn.Module.",
                    tag="no-module")  # fmt: skip
    return found["out"]


def pair(value: Any, shape: tuple[int, ...], who: str) -> tuple[Any, Any]:
    """mu and logvar, both of a shape."""
    if not isinstance(value, list) or len(value) != 2:
        found = f"{len(value)} values" if isinstance(value, list) else "one tensor"
        tag = f"parts-{len(value)}" if isinstance(value, list) else "parts-one"
        raise Wrong(f"{who} gives {found} and must give two: mu, logvar.", tag=tag)
    mu = draws.array(value[0], shape, "mu", "shape-mu")
    return mu, draws.array(value[1], shape, "logvar", "shape-logvar")


def _is_unbounded(result: Any) -> None:
    found = draws.told(result, "mu", "logvar")
    mu, logvar = (np.asarray(found[n], dtype=np.float64) for n in ("mu", "logvar"))
    if not (mu.min() < 0 < mu.max()):
        raise Wrong(f"mu is never {'negative' if mu.min() >= 0 else 'positive'}, whatever the "
                    "weights: no activation belongs after the last layer of mu.",
                    tag="mu-within-1" if np.abs(mu).max() <= 1 else "mu-one-sign")  # fmt: skip
    if np.abs(mu).max() <= 1:
        raise Wrong("mu stays between −1 and 1, however large the weights: no activation belongs "
                    "after the last layer of mu.", tag="mu-bounded")  # fmt: skip
    if logvar.min() >= 0:
        within = (
            "-within-1" if logvar.max() <= 1 else "-relu" if (logvar == 0).mean() > SURE else ""
        )
        raise Wrong(
            "logvar is never negative, whatever the weights: then σ² is never below 1. No "
            "activation belongs after the last layer.", tag=f"logvar-positive{within}",
        )  # fmt: skip
    if logvar.max() <= 0:
        raise Wrong("logvar is never positive, whatever the weights: then σ² is never above 1.",
                    tag="logvar-negative")  # fmt: skip


def _encoder_learns(result: Any) -> None:
    reached = draws.told(result, "reached")["reached"]
    for name, share in zip(("mu", "logvar"), reached, strict=False):
        if not share:
            raise Wrong(f"No gradient goes from {name} to the encoder's weights.",
                        tag=f"detached-{name}")  # fmt: skip


# -- decoders --


def _decoders(rng: Generator) -> Iterator[Case]:
    yield _decoded(
        "4 points of 3 latents, 64 pixels", 4, latent_dim=3, output_dim=64, hidden_dim=16
    )
    yield _decoded("3 points, all as by default", 3)
    l, n = int(rng.integers(4, 9)), int(rng.integers(5, 12))
    yield _decoded(f"{n} points of {l} latents, 196 pixels", n, latent_dim=l, output_dim=196)
    yield _decoded("one latent", 5, latent_dim=1, output_dim=64, hidden_dim=32)
    sizes = {"latent_dim": 4, "output_dim": 64, "hidden_dim": 32}
    yield judged("which numbers can come out", _is_probable, probe="range_of_decoder", sizes=sizes)
    yield judged("the gradients", _decoder_learns, probe="network_gradients",
                 builder="build_decoder", size=4, sizes=sizes)  # fmt: skip


def _decoded(name: str, n: int, **sizes: int) -> Case:
    size, d = sizes.get("latent_dim", 2), sizes.get("output_dim", 784)

    def judge(result: Any) -> None:
        out = _output(result, "build_decoder")
        if isinstance(out, list):
            raise Wrong(f"The decoder gives {len(out)} values and must give one.", tag="parts")
        recon = draws.array(out, (n, d), "What the decoder gives")
        if np.ptp(recon, axis=0).max() < 1e-7:
            raise Wrong("Different z give the same image: the decoder does not look at z.",
                        tag="input-unused")  # fmt: skip

    return judged(
        name, judge, probe="network", builder="build_decoder", n=n, size=size, sizes=sizes
    )


def _is_probable(result: Any) -> None:
    found: Mapping[str, Any] = draws.told(result, "usual", "far")
    usual, far = (np.asarray(found[n], dtype=np.float64) for n in ("usual", "far"))
    if np.isnan(usual).any() or np.isnan(far).any():
        raise Wrong("The decoder gives NaN.", tag="nan")
    _lies_between(min(usual.min(), far.min()), max(usual.max(), far.max()), far.max() > 256)
    if np.allclose(usual.sum(axis=1), 1, atol=1e-3):
        raise Wrong("The pixels of an image sum to 1: each is a probability of its own. Sigmoid, "
                    "not softmax.", tag="softmax")  # fmt: skip
    if usual.min() >= 0.5:
        tag = "sigmoid-relu" if (usual == 0.5).mean() > SURE else "sigmoid-twice"
        raise Wrong("No pixel is ever below 0.5: what goes into the last sigmoid is never "
                    "negative.", tag=tag)  # fmt: skip
    if ((usual == 0) | (usual == 1)).mean() > SURE:
        raise Wrong("Many pixels are exactly 0 or 1, where no gradient passes: let a sigmoid do "
                    "it, not a clamp.", tag="clipped")  # fmt: skip


def _lies_between(low: float, high: float, unlimited: bool) -> None:
    if low >= -1e-6 and high <= 1 + 1e-6:
        return
    above = "bytes" if 2 < high <= 256 and not unlimited else "above-one"
    tag = above if low >= 0 else "tanh" if low >= -1 and high <= 1 else "unbounded"
    raise Wrong(
        f"The decoder gives numbers from {low:.3g} to {high:.3g}, and must give probabilities, "
        "from 0 to 1: a sigmoid at its end.", tag=tag,
    )  # fmt: skip


def _decoder_learns(result: Any) -> None:
    found = draws.told(result, "reached", "inputs")
    if not all(found["reached"]):
        raise Wrong("No gradient goes from the image to the decoder's weights.", tag="detached")
    unused = [j for j, there in enumerate(found["inputs"]) if not there]
    if unused:
        raise Wrong(f"The image does not depend on latent dimension {unused[0]}: no gradient goes "
                    f"to z[:, {unused[0]}].", tag="latent-unused")  # fmt: skip
