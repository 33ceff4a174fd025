"""Wrong ways with seeds and data (activity 4.4)."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from exercises.kit.case import collect
from exercises.lesson4_vae.wrong_training import T, small_model, wrong
from reference import variational_auto_encoder_examples as reference


def _before_seeding(d: int, latent_dim: int) -> Any:
    """As if the model had been made before the seed was set."""
    state = torch.random.get_rng_state()
    torch.manual_seed(int(np.random.randint(2**31)))
    vae = small_model(d, latent_dim)
    torch.random.set_rng_state(state)
    return vae


def _unseeded_afterwards(d: int, latent_dim: int) -> Any:
    """As if only the weights followed from the seed."""
    vae = small_model(d, latent_dim)
    torch.manual_seed(int(np.random.randint(2**31)))
    return vae


def _unscaled(data: Any) -> Any:
    x = torch.as_tensor(np.asarray(data))
    return x.reshape(len(x), -1).float().clamp(0, 1)


def _scaled_always(data: Any) -> Any:
    return reference.to_pixels(data) / (1 if np.asarray(data).dtype == np.uint8 else 255)


def _scaled_in_place(data: Any) -> Any:
    if np.asarray(data).dtype != np.uint8:
        data *= 0.5
    return reference.to_pixels(data)


def _last_seed(seed: int) -> None:
    torch.manual_seed(0)


seed_ignored = wrong(
    "training-seed-ignored", "You don't use seed: each call gives other results.",
    "torch.manual_seed(seed), at best within torch.random.fork_rng(), before the model is made.",
    "seed", seed=lambda seed: None,
)  # fmt: skip

seed_fixed = wrong(
    "training-seed-fixed", "You seed with a number of your own.",
    "Another seed must give another run: use the argument.",
    "seed", seed=_last_seed,
)  # fmt: skip

draws_unseeded = wrong(
    "training-draws-unseeded", "Only the first weights follow from seed, not orders and noise.",
    "Everything that is drawn must follow from it: the orders of the images and every ε.",
    "seed", model=_unseeded_afterwards,
)  # fmt: skip

uint8_clipped = wrong(
    "training-uint8-unscaled", "You don't divide uint8 images by 255.",
    "Ink must lie from 0 to 1: to_pixels, at the end of the file, does it.",
    "x", pixels=_unscaled,
)  # fmt: skip

scaled_twice = wrong(
    "training-floats-scaled", "You divide images by 255 that are floats from 0 to 1.",
    "Only uint8 is divided. As it is, the images are nearly white, and the loss is low for no "
    "merit.", "x", pixels=_scaled_always,
)  # fmt: skip

data_changed = wrong(
    "training-data-changed", "You change the data in place.",
    "Whoever gave them uses them again: work on a copy.",
    "data", pixels=_scaled_in_place,
)  # fmt: skip

MISCONCEPTIONS = collect(globals(), T)
