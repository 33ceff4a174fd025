"""NumPy's arrays as PyTorch's tensors and back, for lessons whose functions take tensors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy import ndarray


def of(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with tensors (float32 where they were floats) in place of arrays."""
    import torch

    def converted(value: Any) -> Any:
        if not isinstance(value, ndarray):
            return value
        tensor = torch.from_numpy(value.copy())
        return tensor.float() if tensor.is_floating_point() else tensor

    return {name: converted(value) for name, value in arguments.items()}


def plain(value: Any) -> Any:
    """A result with arrays in place of tensors, whether they have gradients or not."""
    if isinstance(value, (tuple, list)):
        return type(value)(plain(item) for item in value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value.detach().cpu().numpy() if hasattr(value, "detach") else value
