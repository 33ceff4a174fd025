"""Why a loss turned into no number, told from the last tensors before: likely, never certain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tutor.training.parts import Called

OVERFLOW = 88.7
"""exp of more is infinite in float32 (log of 3.4e38)."""
RISEN = 2.0
"""A loss that many times its least so far was on its way out."""


def where(epoch: int, batch: int, loss: float) -> str:
    """Where it happened; epochs and batches are counted from 0 here and from 1 in the sentence."""
    name = "NaN (not a number)" if math.isnan(loss) else "infinite"
    return f"The loss is {name} in epoch {epoch + 1}, batch {batch + 1}."


def why(losses: Sequence[float], call: Called | None) -> str:
    """The likeliest reason, in a sentence that says what to do.

    Args:
        losses: of the batches before, the newest last.
        call: the tensors of this batch, where the loss is called by its name.
    """
    return _of_tensors(call) or _of_losses(losses)


def _of_tensors(call: Called | None) -> str:
    if call is None:
        return ""
    if _any_nan(call.mu) or _any_nan(call.logvar):
        return (
            "The encoder's output already is NaN: the step before spoiled the weights. A learning "
            "rate that is too high does that, and so does the gradient of log at 0."
        )
    top = float(call.logvar.max()) if call.logvar.numel() else 0.0
    if top > OVERFLOW:
        return (
            f"logvar reaches {top:.0f}, and exp of more than {OVERFLOW} is infinite in float32: "
            "the learning rate is too high, or exp is taken of what is not a log-variance."
        )
    if not math.isfinite(call.kl):
        far = float(call.mu.abs().max())
        return f"The KL is infinite (|mu| reaches {far:.3g}): the learning rate is too high."
    return _of_recon(call.recon)


def _of_recon(recon: Any) -> str:
    if recon is None or not recon.numel():
        return ""
    if _any_nan(recon):
        return "recon is NaN though mu and logvar are not: look at reparameterize and the decoder."
    low, high = float(recon.min()), float(recon.max())
    if low < 0 or high > 1:
        return (
            f"recon goes from {low:.3g} to {high:.3g}, and the cross-entropy takes the log of it: "
            "end the decoder in a sigmoid."
        )
    if low == 0 or high == 1:
        return (
            "recon is exactly 0 or 1 somewhere, and the cross-entropy takes the log of 0: keep "
            "recon away from both, as by clamp(1e-7, 1 - 1e-7)."
        )
    return ""


def _of_losses(losses: Sequence[float]) -> str:
    finite = [loss for loss in losses if math.isfinite(loss)]
    if finite and finite[-1] > RISEN * min(finite):
        return (
            f"It had risen from {min(finite):.4g} to {finite[-1]:.4g} before: the learning rate "
            "is too high for these gradients."
        )
    return (
        "Likely reasons: a learning rate that is too high, the log of 0 where recon is exactly 0 "
        "or 1, or exp of a large logvar."
    )


def _any_nan(tensor: Any) -> bool:
    return tensor is not None and bool(tensor.isnan().any())
