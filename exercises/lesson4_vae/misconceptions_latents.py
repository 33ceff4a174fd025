"""Wrong ways to analyze a latent space (activity 4.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from exercises.kit.case import Misconception, collect
from reference.variational_auto_encoder_examples import _evaluated, to_pixels

A = "analyze_latent_space"


def _encoded(vae: Any, x: Any) -> Any:
    with _evaluated(vae):
        return vae.encode(x)


def _told(mu: Any, logvar: Any) -> dict[str, Any]:
    m, v = (a.detach().numpy().astype(float) for a in (mu, logvar))
    kl = (0.5 * (np.exp(v) + m**2 - 1 - v)).mean(axis=0)
    variance = m.var(axis=0)
    return {"mu": m, "kl_per_unit": kl, "mu_variance": variance,
            "active_units": int((variance > 0.01).sum())}  # fmt: skip


def _wrong(id: str, title: str, explanation: str, symbol: str,
           make: Callable[..., Any]) -> Misconception:  # fmt: skip
    def code(vae: Any, data: Any = None, labels: Any = None, show: bool = True) -> Any:
        return make(vae, data)

    return Misconception(A, id, title, explanation, symbol, code)


def _right(vae: Any, data: Any) -> dict[str, Any]:
    return _told(*_encoded(vae, to_pixels(data)))


def _in_its_mode(vae: Any, data: Any) -> Any:
    return _told(*vae.encode(to_pixels(data)))


def _left_evaluated(vae: Any, data: Any) -> Any:
    vae.eval()
    return _in_its_mode(vae, data)


def _left_training(vae: Any, data: Any) -> Any:
    found = _left_evaluated(vae, data)
    vae.train()
    return found


def _sampled(vae: Any, data: Any) -> Any:
    mu, logvar = _encoded(vae, to_pixels(data))
    return {"mu": (mu + (logvar / 2).exp() * torch.randn_like(mu)).numpy()}


def _unscaled(vae: Any, data: Any) -> Any:
    return _told(*_encoded(vae, torch.as_tensor(np.asarray(data)).float().flatten(1)))


def _swapped(vae: Any, data: Any) -> Any:
    mu, logvar = _encoded(vae, to_pixels(data))
    return {"mu": logvar.numpy(), "logvar": mu.numpy() * 0}


def _all_active(vae: Any, data: Any) -> Any:
    found = _right(vae, data)
    return {**found, "active_units": found["mu"].shape[1]}


def _summed_kl(vae: Any, data: Any) -> Any:
    found = _right(vae, data)
    return {**found, "kl_per_unit": found["kl_per_unit"] * len(data)}


def _printing(vae: Any, data: Any) -> Any:
    found = _right(vae, data)
    print(found["active_units"], "active units")
    return found


in_its_mode = _wrong(
    "latents-in-training-mode", "You encode in whatever mode the model is in.",
    "In training mode dropout and batch norm move the codes: vae.eval(), and back.", "vae.eval()",
    _in_its_mode,
)  # fmt: skip

left_evaluated = _wrong(
    "latents-left-in-evaluation", "You leave the model in evaluation mode.",
    "A training that goes on would go on without noise: put the mode back.", "vae.train",
    _left_evaluated,
)  # fmt: skip

left_training = _wrong(
    "latents-left-in-training", "You end with vae.train(), whatever the mode was.",
    "Keep vae.training, and put that back.", "vae.train", _left_training,
)  # fmt: skip

sampled = _wrong(
    "latents-sampled", "You analyze samples of z, not their means.",
    "The noise blurs the map, and makes an idle latent look active: take mu.", "mu", _sampled,
)  # fmt: skip

unscaled = _wrong(
    "latents-unscaled", "You don't divide uint8 images by 255.",
    "The encoder has learned from ink between 0 and 1.", "x", _unscaled,
)  # fmt: skip

swapped = _wrong(
    "latents-swapped", "You take logvar for mu.",
    "encode returns mu first, then logvar.", "mu, logvar", _swapped,
)  # fmt: skip

all_active = _wrong(
    "latents-all-active", "You count all latents as active.",
    "Active is one whose mean varies over the images, by more than 0.01.", "active units",
    _all_active,
)  # fmt: skip

summed_kl = _wrong(
    "latents-kl-summed", "You sum each latent's KL over the images.",
    "What a latent costs is the mean over the images, in nats.", "KL", _summed_kl,
)  # fmt: skip

printing = _wrong(
    "latents-prints-unasked", "You print even with show = False.",
    "Every print and plot belongs under if show:.", "show", _printing,
)  # fmt: skip

nothing = _wrong(
    "latents-returns-nothing", "You print what you find and return nothing.",
    "The numbers are the result: return them in a dict, shown or not.", "return",
    lambda vae, data: None,
)  # fmt: skip

only_mu = _wrong(
    "latents-array", "You return the means alone, and asked for is a dict.",
    'A dict says what each array is: {"mu": mu, …}.', "return",
    lambda vae, data: _right(vae, data)["mu"],
)  # fmt: skip

MISCONCEPTIONS = collect(globals(), A)
