"""A training's figures: the loss and its parts, images that came back, images made up."""

from __future__ import annotations

from exercises.kit.figure import Figure, Images, curve
from tutor.training.run import Pictures, Run

SIDE = 28
NATS = "nats an image"


def curves(run: Run) -> tuple[Figure, ...]:
    """Reconstruction and KL by epoch, a figure each; the loss alone where they are not known."""
    if not run.epochs:
        return (_first_epoch(run),) if len(run.batches) > 1 else ()
    if not all(epoch.has_parts for epoch in run.epochs):
        return (Figure("Loss", (curve("loss", [e.loss for e in run.epochs]),), "epoch", NATS),)
    reconstruction = curve("reconstruction", [e.reconstruction for e in run.epochs])
    kl = curve("KL", [e.kl for e in run.epochs])
    return (
        Figure("Reconstruction", (reconstruction,), "epoch", NATS),
        Figure("KL", (kl,), "epoch", NATS),
    )


def _first_epoch(run: Run) -> Figure:
    losses = curve("loss", run.batches)
    return Figure("Loss in the first epoch", (losses,), "batches seen", NATS)


def reconstructed(pictures: Pictures) -> Figure:
    """Digits over what came back of them."""
    pixels = pictures.originals + pictures.reconstructions
    rows = ("original", "reconstruction")
    images = Images(pixels, SIDE, SIDE, together=2, rows=rows)
    return Figure("Reconstructions", images=images)


def generated(pictures: Pictures) -> Figure:
    """What the decoder makes of points of the prior."""
    return Figure("From the prior", images=Images(pictures.generated, SIDE, SIDE))
