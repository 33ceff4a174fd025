"""Whether arrays that were handed over have been changed, told by their bytes."""

from __future__ import annotations

from typing import Any


def content(value: Any) -> bytes:
    """The bytes of an array, or of the arrays in a tuple such as (phi, mu, Sigma) or in a dict."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return b"".join(content(v) for v in value)
    return value.tobytes() if type(value).__name__ == "ndarray" else b""
