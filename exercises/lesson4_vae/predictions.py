"""The answers to lesson 4's questions, computed from the data: `answer` and the facts beside it.

`answer` is the index of the right choice in lesson.toml; the facts go into the explanation. From
4.3 on they need PyTorch, which is imported then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from exercises.lesson4_vae import data

Facts = dict[str, Any]


def predict_4_1() -> Facts:
    """The loss of perfect reconstructions. Choices: 0, about 50, about 500 nats."""
    x, _ = data.digits()
    floor, mean_image, half = (
        float(data.cross_entropy(x, recon).mean())
        for recon in (x, x.mean(axis=0), np.full(x.shape[1], 0.5))
    )
    facts = {"floor": floor, "mean_image": mean_image, "half": half, "grey": data.grey_share(x)}
    return {"answer": _nearest(floor, (0, 50, 500)), **facts}


def predict_4_2() -> Facts:
    """The ratio of variances with 20 latents. Choices: 7.5, about 30, more than 300."""
    ratio, single = (_variance_ratio(latents) for latents in (20, 1))
    return {"answer": int(np.searchsorted((15, 300), ratio)), "ratio": ratio, "single": single}


def _variance_ratio(latents: int) -> float:
    pathwise, score = data.gradient_estimates(latents, 200_000)
    return float(score.var() / pathwise.var())


def predict_4_3() -> Facts:
    """Parameters, latents from 2 to 20. Choices: 3 % more, twice, ten times."""
    from reference.variational_auto_encoder_examples import VAE

    small, large = (
        sum(p.numel() for p in VAE(latent_dim=latents).parameters()) for latents in (2, 20)
    )
    growth = large / small - 1
    return {
        "answer": _nearest(growth, (0.03, 1.0, 9.0)),
        "small": small,
        "large": large,
        "growth": growth,
    }


def predict_4_4() -> Facts:
    """The KL from epoch 1 to 4, ten latents. Choices: falls, hardly changes, more than doubles."""
    ends = [data.fitted(epochs, data.LATENTS) for epochs in (1, data.EPOCHS)]
    first, last = (float(data.kl_per_unit(mu, logvar).sum()) for _, _, mu, logvar in ends)
    losses = {"loss_first": ends[0][1], "loss_last": ends[1][1]}
    answer = 0 if last < 0.9 * first else 2 if last > 2 * first else 1
    return {"answer": answer, "kl_first": first, "kl_last": last, **losses}


def predict_4_5() -> Facts:
    """Nearest codes of the same digit, ten latents. Choices: 1 in 10, half, more than 8 in 10."""
    pixels, labels = data.digits()
    codes = data.fitted(data.EPOCHS, data.LATENTS)[2].astype(float)
    share = data.neighbour_share(codes, labels)
    return {
        "answer": _nearest(share, (0.1, 0.5, 0.9)),
        "share": share,
        "pixels": data.neighbour_share(pixels, labels),
    }


def predict_4_6() -> Facts:
    """Grey pixels of reconstructions. Choices: fewer, about as many, more than twice as many."""
    import torch

    vae, _, mu, _ = data.fitted(data.EPOCHS, data.LATENTS)
    with torch.no_grad():
        recon = vae.decode(torch.from_numpy(mu)).numpy()
    originals, reconstructions = (data.grey_share(a) for a in (data.digits()[0], recon))
    answer = int(np.searchsorted((0.8, 2.0), reconstructions / originals))
    return {"answer": answer, "originals": originals, "reconstructions": reconstructions}


def _nearest(value: float, choices: Sequence[float]) -> int:
    """The index of the choice that is nearest to what was measured."""
    return int(np.argmin(np.abs(np.asarray(choices) - value)))
