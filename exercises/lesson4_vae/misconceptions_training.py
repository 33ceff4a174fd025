"""Wrong ways to train (activity 4.4): the steps."""

from __future__ import annotations

import copy
from typing import Any

import torch

from exercises.kit.case import collect
from exercises.lesson4_vae.wrong_training import T, elbo_loss, small_model, wrong
from reference import variational_auto_encoder_examples as reference


def _without_zero_grad(optimizer: Any, loss: Any) -> None:
    loss.backward()
    optimizer.step()


def _cleared_too_late(optimizer: Any, loss: Any) -> None:
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()


def _stepped_twice(optimizer: Any, loss: Any) -> None:
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    optimizer.step()


no_zero_grad = wrong(
    "training-no-zero-grad", "You never clear the gradients: zero_grad() is missing.",
    "backward() adds to what is there: each step then goes along the sum of all gradients so far.",
    "zero_grad", step=_without_zero_grad,
)  # fmt: skip

zero_grad_late = wrong(
    "training-step-without-gradient", "Your optimizer steps where there is no gradient.",
    "backward() is missing, or zero_grad() stands between it and step(), and nothing is learned. "
    "The order is zero_grad(), backward(), step().",
    "backward", step=_cleared_too_late,
)  # fmt: skip

no_step = wrong(
    "training-no-step", "You compute gradients, but never step.",
    "backward() changes no weight: optimizer.step() does.",
    "step", step=lambda optimizer, loss: loss.backward(),
)  # fmt: skip

two_steps = wrong(
    "training-two-steps", "You step twice for each batch.",
    "One backward() is worth one step: the second goes along a gradient of weights that are gone.",
    "step", step=_stepped_twice,
)  # fmt: skip

uphill = wrong(
    "training-uphill", "You climb: the negative of the loss goes to backward().",
    "vae_loss_function is −ELBO already, so it is minimized.",
    "−ELBO", step=lambda optimizer, loss: (
        optimizer.zero_grad(), (-loss).backward(), optimizer.step()
    ),
)  # fmt: skip

decoder_only = wrong(
    "training-decoder-only", "Your optimizer holds the decoder's weights alone.",
    "Encoder and decoder are trained together: vae.parameters().",
    "parameters", parameters=lambda vae: vae.decoder.parameters(),
)  # fmt: skip

encoder_only = wrong(
    "training-encoder-only", "Your optimizer holds the encoder's weights alone.",
    "Encoder and decoder are trained together: vae.parameters().",
    "parameters", parameters=lambda vae: vae.encoder.parameters(),
)  # fmt: skip

other_model = wrong(
    "training-other-model", "You return a new model, not the one that was trained.",
    "Return the vae that the optimizer moved.",
    "vae", result=lambda vae, losses: (small_model(_width(vae), vae.latent_dim), losses),
)  # fmt: skip

copied_model = wrong(
    "training-copied-parameters", "Your optimizer holds copies of the weights.",
    "deepcopy, clone or a second model: the optimizer moves weights that nobody uses.",
    "parameters", parameters=lambda vae: copy.deepcopy(vae).parameters(),
)  # fmt: skip

in_evaluation = wrong(
    "training-in-evaluation-mode", "You train in evaluation mode.",
    "There the VAE decodes mu: no z is drawn. Call vae.train() before each epoch.",
    "vae.train()", before=lambda vae: vae.eval(),
)  # fmt: skip

beta_ignored = wrong(
    "training-beta-ignored", "beta does not reach the KL in your training.",
    "Hand it on: vae_loss_function(recon, x, mu, logvar, beta). Its own default is 1.",
    "beta", loss=lambda out, x, beta: elbo_loss(out, x, 1.0),
)  # fmt: skip

lr_ignored = wrong(
    "training-lr-ignored", "You don't hand lr on to the optimizer.",
    "Adam's own default is 1e-3, so at that it does not show.",
    "lr", lr=lambda lr: 1e-3,
)  # fmt: skip

latents_ignored = wrong(
    "training-latents-ignored", "You don't hand latent_dim on to the VAE.",
    "It then has 2 latents, its own default.",
    "latent_dim", model=lambda d, latent_dim: small_model(d, 2),
)  # fmt: skip

input_fixed = wrong(
    "training-input-fixed", "Your model takes 784 pixels, whatever the data are.",
    "The size of the images is that of the data: VAE(x.shape[1], latent_dim).",
    "input_dim", model=lambda d, latent_dim: small_model(784, latent_dim),
)  # fmt: skip

batch_ignored = wrong(
    "training-batch-size-ignored", "You don't use batch_size.",
    "All batches have your own fixed size.",
    "batch_size", batch=lambda size: 128,
)  # fmt: skip

swapped = wrong(
    "training-swapped-loss", "You swap recon and x in the loss.",
    "vae_loss_function takes the reconstruction first, then the image.",
    "recon, x", loss=lambda out, x, beta: reference.vae_loss_function(
        x, out[0].clamp(0, 1), out[1], out[2], beta
    ),
)  # fmt: skip


def _width(vae: Any) -> int:
    return int(vae.decode(torch.zeros(1, vae.latent_dim)).shape[1])


MISCONCEPTIONS = collect(globals(), T)
