"""What a model makes of images while it is trained, without its noticing."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

PAIRS, GENERATED = 8, 16
SEED = 0


class Album:
    """Images to be shown each epoch anew: the same digits, the same points of the latent space.

    Args:
        pixels: float32 (n, 784) from 0 to 1.
        labels: (n,), which class each is: one of each of the first eight is shown.
    """

    def __init__(self, pixels: NDArray[np.float32], labels: NDArray[np.intp]) -> None:
        first = np.unique(labels, return_index=True)[1][:PAIRS]
        rows = first if len(first) == PAIRS else np.arange(min(PAIRS, len(pixels)))
        self._originals = np.ascontiguousarray(pixels[rows])

    def of(self, model: Any) -> dict[str, str]:
        """The images of a model as base64 of bytes; raises whatever the learner's code raises."""
        import torch

        with watching(model) as device:
            x = torch.from_numpy(self._originals).to(device)
            recon = _reconstructed(model, x)
            drawn = torch.Generator().manual_seed(SEED)
            z = torch.randn(GENERATED, int(model.latent_dim), generator=drawn)
            made = model.decode(z.to(device))
        shown = {"originals": x, "reconstructions": recon, "generated": made}
        return {name: _bytes(images) for name, images in shown.items()}


def _reconstructed(model: Any, x: Any) -> Any:
    if hasattr(model, "encode") and hasattr(model, "decode"):
        return model.decode(model.encode(x)[0])
    return model(x)[0]


def _bytes(images: Any) -> str:
    array = images.detach().cpu().double().reshape(len(images), -1).numpy()
    grey = np.nan_to_num(array, nan=0.0).clip(0, 1) * 255 + 0.5
    return base64.b64encode(grey.astype(np.uint8).tobytes()).decode("ascii")


@contextmanager
def watching(model: Any) -> Iterator[Any]:
    """Evaluation mode without gradients; modes and random numbers are as they were after.

    Gives the device of the model.
    """
    import torch

    modes = [(part, part.training) for part in model.modules()]
    device = next((p.device for p in model.parameters()), torch.device("cpu"))
    forked = [device] if device.type == "cuda" else []
    model.eval()
    try:
        with torch.no_grad(), torch.random.fork_rng(devices=forked):
            yield device
    finally:
        for part, mode in modes:
            part.training = mode
