"""The ladder of `train_vae` (activity 4.4), on a few small images.

Much is told where nothing moves: at a step size of 10⁻¹² the model that comes back is the one that
was trained, so that its losses can be computed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.case import Case, Check, Courtesy, Wrong, judged
from exercises.kit.show import brief
from exercises.lesson4_vae import (
    draws,
    misconceptions_training,
    misconceptions_training_losses,
    misconceptions_training_seeds,
    probes_training,
)
from exercises.lesson4_vae.draws import halves, pictures, singles
from reference import variational_auto_encoder_examples as reference

SLACK = 0.03
"""Of the loss: what 8 random passes may miss of its range. An image more or less is 12 %."""

TRIES = [[10, 3e-3], [60, 1e-2], [150, 1e-3]]
"""Epochs and step sizes: a wide network with Adam needs the first, few others all of them."""

ENOUGH, PLENTY = 0.85, 0.6
"""Of the mean image's loss: what a model reaches only if z says which of two images it is."""


def check() -> Check:
    """How `train_vae` is checked."""
    return Check(
        "train_vae",
        reference.train_vae,
        _ladder,
        total=10,
        misconceptions=(
            *misconceptions_training.MISCONCEPTIONS,
            *misconceptions_training_losses.MISCONCEPTIONS,
            *misconceptions_training_seeds.MISCONCEPTIONS,
        ),
        courtesies=(
            Courtesy(
                {"epochs": 1, "data": singles(np.full((4, 64), np.nan))},
                "NaN in data went through: a ValueError with a sentence would say so.",
            ),
        ),
        probes=probes_training,
        seconds=60.0,
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    x = pictures(rng, 10).reshape(10, 64)
    yield _run("10 images of 64 pixels, 2 epochs in batches of 4", x, epochs=2, batch_size=4)
    yield _run("fewer images than a batch has, 3 latents, a tensor", x[:6], epochs=1, latent_dim=3,
               as_tensor=True)  # fmt: skip
    filled = singles(np.repeat([0.0, 1.0], [4, 8])[:, None] * np.ones(64))
    yield _still("nothing moves: nats per image", filled, 1.0)
    yield _still("nothing moves: beta = 10,000", filled, 1e4)
    yield judged("what the optimizer sees", _steps, probe="steps",
                 data=np.repeat(x[:1], 24, axis=0))  # fmt: skip
    data = halves(64)
    yield judged("two kinds of images", lambda r: _learned(r, data), probe="learned", data=data,
                 tries=TRIES, enough=PLENTY * _blind(data))  # fmt: skip
    yield judged("the same seed, another seed", _seeded, probe="seeds", data=x[:8])
    grey = rng.integers(0, 256, (8, 28, 28), dtype=np.uint8)
    yield judged("flat, square, as a tensor, uint8", _formed, probe="forms", data=grey)
    yield _run("5 epochs of 9 images, in one batch", x[:9], epochs=5, batch_size=9, beta=2.0)
    yield judged("no data given: the digits", _given_none, heavy=True, probe="given_none")


def _run(name: str, data: Any, **options: Any) -> Case:
    epochs, size = options["epochs"], options.get("batch_size", 128)
    l, n = options.get("latent_dim", 2), len(data)

    def judge(result: Any) -> None:
        if (many := draws.told(result, "parts")["parts"]) != 2:
            raise Wrong(f"train_vae returns {many or 'no'} values and must return 2: vae, "
                        "train_losses.", tag="parts")  # fmt: skip
        if kind := result.get("vae"):
            raise Wrong(f"The first result is a {kind} and must be the VAE.", tag="no-module")
        found = draws.told(result, "losses", "calls", "mu", "changed")
        entries(found["losses"], epochs)
        if found["mu"] != [n, l]:
            raise Wrong(f"mu has shape {tuple(found['mu'])} and must have ({n}, {l}).",
                        tag="latent-dim")  # fmt: skip
        if found["changed"]:
            raise Wrong("data was changed in place: work on a copy.", tag="changed")
        _called(found["calls"], found["losses"], epochs, n, size)

    return judged(name, judge, probe="trained", data=data, **options)


def entries(losses: Any, epochs: int) -> list[float]:
    """One finite loss an epoch."""
    many = np.shape(losses)[0] if np.ndim(losses) else -1
    if many != epochs:
        found = f"{many} entries" if many >= 0 else "no list"
        tag = "entries" if many < 0 else f"entries-{_compared(many, epochs)}"
        raise Wrong(f"train_losses has {found}, and must have one an epoch: {epochs}.", tag=tag)
    values: list[float] = draws.array(losses, (epochs,), "train_losses").tolist()
    return values


def _compared(many: int, epochs: int) -> str:
    return "one-more" if many == epochs + 1 else "more" if many > epochs else "fewer"


def _called(calls: Any, losses: Any, epochs: int, n: int, size: int) -> None:
    """on_batch: each batch in order, with losses whose range holds that of the epoch."""
    if not calls:
        raise Wrong("on_batch was never called.", tag="on-batch-never")
    whole, rest = divmod(n, size)
    fit = {whole + bool(rest), max(whole, 1)}  # the last, smaller batch may be left out
    found = np.asarray([call[:3] for call in calls])
    wanted = [np.asarray([(e, b, m) for e in range(epochs) for b in range(m)]) for m in fit]
    if not any(np.array_equal(found, w) for w in wanted):
        tag, said = _misfit(found, epochs, max(fit))
        raise Wrong(f"on_batch {said}.", tag=tag)
    by_epoch = [[c[3] for c in calls if c[0] == e] for e in range(epochs)]
    for epoch, (batches, loss) in enumerate(zip(by_epoch, losses, strict=True)):
        low, high = min(batches), max(batches)
        if not np.isfinite(batches).all() or high > 2 * low + 5:
            raise Wrong(f"The losses given to on_batch in epoch {epoch} run from {brief(low)} to "
                        f"{brief(high)}: each is to be its batch's own, per image.",
                        tag="on-batch-loss")  # fmt: skip
        if len(batches) == 1 and abs(loss - low) > 0.05 * abs(low) + 1:
            raise Wrong(f"Epoch {epoch} has one batch of loss {brief(low)}, and its entry is "
                        f"{brief(loss)}.", tag="entry-of-one-batch")  # fmt: skip


def _misfit(found: Any, epochs: int, m: int) -> tuple[str, str]:
    first = tuple(int(v) for v in found[0])
    if first[:2] != (0, 0):
        return "on-batch-first", f"begins with epoch {first[0]}, batch {first[1]}, not 0 and 0"
    if first[2] != m:
        return "on-batch-count", f"says that there are {first[2]} batches; there are {m}"
    if len(found) == epochs:
        return "on-batch-by-epoch", f"was called once an epoch, not for each of its {m} batches"
    return "on-batch", f"was called {len(found)} times, and must be {epochs * m} times, in order"


# -- where nothing moves --


def _still(name: str, data: Any, beta: float) -> Case:
    epochs, size = 3, 4

    def judge(result: Any) -> None:
        found = draws.told(result, "losses", "low", "high", "plain", "moved")
        losses = np.asarray(entries(found["losses"], epochs))
        if found["moved"] > 1e-6:
            raise Wrong("At lr = 1e-12 the weights still move from epoch to epoch: is lr handed to "
                        "the optimizer, and the same model kept?", tag="lr")  # fmt: skip
        low, high = found["low"] * (1 - SLACK), found["high"] * (1 + SLACK)
        for epoch, loss in enumerate(losses):
            if not low <= loss <= high:
                middle = (found["low"] + found["high"]) / 2
                tag, said = _factor(loss / middle)
                if abs(loss / found["plain"] - 1) < 0.05 and middle > 1.2 * found["plain"]:
                    tag, said = "beta", " It is that of the cross-entropy alone: where is beta?"
                said = said or _of_epoch(losses, epoch, middle, found.get("last"))
                raise Wrong(f"Entry {epoch} of train_losses is {loss:.4g}, and the loss of this "
                            f"model is {middle:.4g} nats per image.{said}", tag=tag)  # fmt: skip
        if np.ptp(losses) < 1e-6 * losses.mean() and beta == 1:
            raise Wrong(
                "Where nothing moves, all epochs have the same loss to the last digit: no fresh z "
                "was drawn. Is the model in training mode?", tag="no-fresh-noise",
            )  # fmt: skip

    return judged(name, judge, probe="frozen", data=data, beta=beta, batch_size=size, epochs=epochs)


def _of_epoch(losses: Any, epoch: int, middle: float, last: Any) -> str:
    """Whether an entry is the last batch's, or a total that goes on from epoch to epoch."""
    if isinstance(last, list) and np.isclose(last[epoch], losses[epoch], rtol=1e-5):
        return " It is that of the last batch: take the mean over the epoch."
    if epoch and abs(losses[epoch] / ((epoch + 1) * middle) - 1) < 2 * SLACK:
        return " It is that of all epochs so far: set the total to 0 at the start of each."
    return ""


_FACTORS = (
    (3, "batches", " It is 3 times that, the number of batches."),
    (4, "batch", " It is 4 times that, the images of a batch."),
    (12, "all", " It is 12 times that: the sum over all images."),
    (1 / 3, "by-batches", " It is a third of that: divided by the number of batches once more."),
    (1 / 4, "by-batch", " It is a quarter of that: divided by the images of a batch once more."),
    (1 / 12, "by-all", " It is a twelfth of that: divided by the number of images once more."),
    (1 / 64, "by-pixels", " It is that divided by the pixels."),
    (-1, "sign", " It has the wrong sign."),
)


def _factor(ratio: float) -> tuple[str, str]:
    for factor, name, said in _FACTORS:
        if abs(ratio / factor - 1) < 0.02:
            return f"factor-{name}", said
    return ("loss-small" if ratio < 1 else "loss-large"), ""


def _steps(result: Any) -> None:
    found = draws.told(result, "norms", "encoder", "decoder")
    norms = np.asarray(found["norms"], dtype=np.float64)
    if not len(norms):
        return  # an optimizer of their own, or none: what it does is seen elsewhere
    for part in ("encoder", "decoder"):
        if found[part] < 0.5:
            raise Wrong(f"The optimizer does not hold the {part}'s weights: give it "
                        "vae.parameters().", tag=f"optimizer-without-{part}")  # fmt: skip
    if norms[0] == 0 or not norms.all():
        raise Wrong("The optimizer steps where there is no gradient: zero_grad(), backward(), "
                    "step(), in this order.", tag="step-without-gradient")  # fmt: skip
    if len(norms) < 11:
        raise Wrong(f"24 images in batches of 2 are 12 steps, and the optimizer took {len(norms)}.",
                    tag="steps-fewer")  # fmt: skip
    if len(norms) > 12:
        raise Wrong(f"24 images in batches of 2 are 12 steps, and the optimizer took {len(norms)}.",
                    tag="steps-more")  # fmt: skip
    early, late = np.median(norms[:3]), np.median(norms[-3:])
    if late > 3 * early and np.all(np.diff(norms[::3]) > 0):
        raise Wrong(f"The gradient grows from {early:.3g} to {late:.3g} over 12 batches of one "
                    "image repeated, where nothing moves: gradients add up until zero_grad() "
                    "clears them.", tag="gradients-add-up")  # fmt: skip


# -- a real training --


def _blind(data: Any) -> float:
    """The loss of the mean image, which needs no code."""
    p = data.astype(np.float64).mean(axis=0)
    return float(-(p * np.log(p) + (1 - p) * np.log(1 - p)).sum())


def _learned(result: Any, data: Any) -> None:
    found = draws.told(result, "losses", "recon", "encoder", "decoder", "epochs")
    losses = entries(found["losses"], found["epochs"])
    for part in ("encoder", "decoder"):
        if found[part] < 0.25:
            other = "decoder" if part == "encoder" else "encoder"
            tag = f"{part}-fixed" if found[other] >= 0.25 else "weights-fixed"
            raise Wrong(f"The weights of the {part} are those that the training began with.",
                        tag=tag)  # fmt: skip
    if not losses[-1] < losses[0]:
        raise Wrong(f"The loss rose from {brief(losses[0])} to {brief(losses[-1])}.", tag="rises")
    blind = _blind(data)
    if losses[-1] > ENOUGH * blind:
        raise Wrong(f"After {found['epochs']} epochs the loss is {losses[-1]:.1f}, and the mean "
                    f"image alone has {blind:.1f}: z says nothing of x.", tag="blind")  # fmt: skip
    recon = draws.array(found["recon"], data.shape, "recon")
    if np.square(recon - data).mean() > 0.6 * np.square(data.mean(axis=0) - data).mean():
        raise Wrong("The losses fell, but the model returned reconstructs no better than the mean "
                    "image.", tag="blind-model")  # fmt: skip


# -- seeds and forms --


def _seeded(result: Any) -> None:
    found = draws.told(result, "losses", "weights", "start")
    one, again, other = found["losses"]
    if found["start"] > 1e-6:
        raise Wrong("The same seed began with other weights: seed before the model is made.",
                    tag="start-unseeded")  # fmt: skip
    if not np.allclose(one, again, rtol=1e-5):
        raise Wrong(f"The same seed gave losses {brief(one)} and {brief(again)}: all that is drawn "
                    "must follow from seed.", tag="draws-unseeded")  # fmt: skip
    if found["weights"] > 1e-4:
        raise Wrong("The same seed gave other weights.", tag="draws-unseeded")
    if np.array_equal(one, other):
        raise Wrong("Seeds 0 and 1 gave the same losses: seed is not used.", tag="seed-fixed")


def _formed(result: Any) -> None:
    names = ("floats (n, d)", "floats (n, 28, 28)", "a tensor", "uint8")
    found = draws.told(result, *names)
    for name in names[1:]:
        if not np.allclose(found[name], found[names[0]], rtol=5e-3):
            one, other = found[names[0]][-1], found[name][-1]
            raise Wrong(
                f"The same images as {name} have the loss {other:.4g}, and as {names[0]} "
                f"{one:.4g}.", tag=f"form-{name[:6]}",
            )  # fmt: skip


def _given_none(result: Any) -> None:
    found = draws.told(result, "there", "n_batches")
    if found["there"] and found["n_batches"] != 5:
        raise Wrong(f"Without data there are {found['n_batches']} batches of 1,000 images, and the "
                    "5,000 digits of load_images() are 5.", tag="no-digits")  # fmt: skip
