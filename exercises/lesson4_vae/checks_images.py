"""The ladders of `generate_images` and `reconstruct_images` (activity 4.6), on a known model.

The model is a VAE by the contract whose decoder keeps its z. Like one with dropout it gives other
images in training mode.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Case, Check, Wrong, judged
from exercises.lesson4_vae import (
    draws,
    misconceptions_generation,
    misconceptions_reconstruction,
    probes_models,
)
from exercises.lesson4_vae.checks_sample import MANY, follows_generator, is_normal
from exercises.lesson4_vae.draws import pictures
from reference import variational_auto_encoder_examples as reference


def generation() -> Check:
    """How `generate_images` is checked."""
    return Check(
        "generate_images",
        reference.generate_images,
        _generations,
        total=6,
        misconceptions=misconceptions_generation.MISCONCEPTIONS,
        probes=probes_models,
    )


def reconstruction() -> Check:
    """How `reconstruct_images` is checked."""
    return Check(
        "reconstruct_images",
        reference.reconstruct_images,
        _reconstructions,
        total=7,
        misconceptions=misconceptions_reconstruction.MISCONCEPTIONS,
        probes=probes_models,
    )


def left_as_it_was(found: Any, training: bool) -> None:
    """Whether the model's mode is what it was, and the result without gradient."""
    if found["modes"] != [training]:
        was, now = ("training", "evaluation") if training else ("evaluation", "training")
        raise Wrong(f"The model was in {was} mode and is left in {now} mode: put it back.",
                    tag=f"mode-{now}")  # fmt: skip
    if found["gradient"]:
        raise Wrong("The result carries gradients: compute it under torch.no_grad().",
                    tag="gradient")  # fmt: skip


# -- 4.6: from the prior --


def _generations(rng: Generator) -> Iterator[Case]:
    yield _generated("3 images, 2 latents, evaluation mode", 2, False, 3)
    yield _generated("4 images, 5 latents, training mode", 5, True, 4)
    yield _generated("16, if nothing is said", 2, False, None)
    yield _generated(f"{MANY} images: z ~ N(0, I)", 3, False, MANY)
    yield judged("a generator with a seed, and none", _follows, probe="generated_by_generator", l=2)
    yield _generated("one image, one latent", 1, bool(rng.integers(2)), 1)


def _generated(name: str, l: int, training: bool, n: int | None) -> Case:
    many = 16 if n is None else n

    def judge(result: Any) -> None:
        found = draws.told(result, "modes", "gradient", "shape", "z", "off", "images")
        shape = tuple(found["shape"])
        if shape != (many, 28, 28):
            tag = (
                "flat" if shape == (many, 784) else "shape-n" if shape[1:] == (28, 28) else "shape"
            )
            raise Wrong(f"The images have shape {shape} and must have ({many}, 28, 28).", tag=tag)
        z = draws.array(found["z"], (many, l), "What the decoder was given", "shape-z")
        if not found["off"] < 1e-4:
            raise Wrong("The images are not what the decoder makes of z in evaluation mode."
                        + _of_range(found["images"], training),
                        tag="not-decoded")  # fmt: skip
        left_as_it_was(found, training)
        if many >= MANY:
            is_normal(z, np.zeros(l), np.ones(l))
        elif many > 1 and np.ptp(z, axis=0).max() == 0:
            raise Wrong("All images have the same z.", tag="one-z")

    options: dict[str, Any] = {} if n is None else {"n_samples": n}
    return judged(name, judge, probe="generated", l=l, training=training, **options)


def _of_range(images: Any, training: bool) -> str:
    found = np.asarray(images)
    if found.size and found.dtype.kind in "iuf" and found.max() > 1:
        return f" They reach {found.max():.4g}, and must lie between 0 and 1."
    if found.size and np.isin(found, (0, 1)).all():
        return " They are all 0 and 1: give the probabilities of ink as they are."
    return " Call vae.eval() first." if training else ""


def _follows(result: Any) -> None:
    names = ("first", "again", "other", "own", "following")
    found = draws.told(result, *names)
    images = {n: draws.array(found[n], (4, 28, 28), "The images") for n in names}
    follows_generator(images, "images")
    if np.array_equal(images["own"], images["following"]):
        raise Wrong("Two calls without a generator gave the same images: they are seeded inside.",
                    tag="seed-fixed")  # fmt: skip


# -- 4.6: and back --


def _reconstructions(rng: Generator) -> Iterator[Case]:
    yield _reconstructed("3 images of 8 × 8, flat", pictures(rng, 3).reshape(3, 64), False)
    yield _reconstructed("the same as squares, training mode", pictures(rng, 3), True)
    yield _reconstructed("a tensor, as squares", pictures(rng, 4), False, as_tensor=True)
    grey = rng.integers(0, 256, (3, 28, 28), dtype=np.uint8)
    yield _reconstructed("uint8, 28 × 28", grey, True)
    yield judged("your own VAE, twice", _twice, probe="own_reconstruction", data=pictures(rng, 5))
    yield _reconstructed("one image, 7 latents", pictures(rng, 1, 28), bool(rng.integers(2)), l=7)
    yield _reconstructed("300 images", pictures(rng, 300, 4), False)


def _reconstructed(name: str, data: Any, training: bool, **options: Any) -> Case:
    def judge(result: Any) -> None:
        found = draws.told(result, "modes", "gradient", "recon", "expected", "changed")
        recon = draws.array(found["recon"], data.shape, "What comes back")
        if found["changed"]:
            raise Wrong("test_data was changed in place: work on a copy.", tag="changed")
        right = found["expected"]
        if not np.allclose(recon, right, atol=1e-4):
            raise Wrong("The reconstructions are not decode(mu), in evaluation mode: at the first "
                        f"image they are off by up to {np.abs(recon[0] - right[0]).max():.3g}.",
                        tag=_off(recon, right, data), expected=right, got=recon)  # fmt: skip
        left_as_it_was(found, training)

    return judged(name, judge, probe="reconstructed", data=data, training=training, **options)


def _off(recon: Any, right: Any, data: Any) -> str:
    if recon.max() > 1 + 1e-6:
        return "range"
    if np.allclose(recon, data, atol=1e-4):
        return "copied"
    same = np.allclose(recon, recon[:1], atol=1e-4) and len(recon) > 1
    return "all-the-same" if same else "not-decoded"


def _twice(result: Any) -> None:
    one, other = (np.asarray(r) for r in draws.told(result, "twice")["twice"])
    if one.shape != other.shape or not np.array_equal(one, other):
        raise Wrong("Your VAE reconstructs the same images in two ways: decode mu, not a sample.",
                    tag="random")  # fmt: skip
