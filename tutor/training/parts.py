"""Watches a module that trains, from inside: the model that it builds and the parts of its loss.

`VAE.__init__` is wrapped in place, so that `isinstance` and `super(VAE, self)` hold; functions are
wrapped under their names in the module. Nothing that they compute is changed.
"""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

LOSS = "vae_loss_function"
MODEL = "VAE"
KL_OF_REFERENCE = "_kl"
"""The reference takes its loss from logits; what it calls by this name has mu and logvar."""


@dataclass(frozen=True)
class Called:
    """One call of the loss: the KL (mean over the batch, in nats), β, images, and the tensors."""

    kl: float
    beta: float | None
    size: int
    recon: Any = None
    mu: Any = None
    logvar: Any = None
    value: float = math.nan


class Model:
    """The module built last, and the arguments that it was built with.

    Args:
        on_built: called with it once it is there, before anything is trained.
    """

    def __init__(self, on_built: Callable[[Any], object]) -> None:
        self.module: Any = None
        self.arguments: dict[str, Any] = {}
        self._on_built = on_built
        self._depth = 0

    def watch(self, module: ModuleType) -> None:
        """Wraps the module's `VAE`, if it has one that is a class."""
        kind = getattr(module, MODEL, None)
        if not isinstance(kind, type):
            return
        build: Callable[..., None] = vars(kind).get("__init__") or getattr(kind, "__init__")  # noqa: B009

        @functools.wraps(build)
        def built(this: Any, *args: Any, **kwargs: Any) -> None:
            self._depth += 1
            try:
                build(this, *args, **kwargs)
            finally:
                self._depth -= 1
            if not self._depth:
                self.arguments = _bound(build, (this, *args), kwargs)
                self.module = this
                self._on_built(this)

        setattr(kind, "__init__", built)  # noqa: B010  mypy holds it to be unsound


def watch_loss(module: ModuleType, called: Callable[[Called], object], *, is_ours: bool) -> bool:
    """Has `called` told of each loss that is computed with gradients; whether that is possible."""
    if is_ours and callable(getattr(module, KL_OF_REFERENCE, None)):
        _watch_kl(module, called)
        return True
    loss = getattr(module, LOSS, None)
    if not callable(loss):
        return False
    setattr(module, LOSS, _watched(loss, called))
    return True


def _watched(loss: Callable[..., Any], called: Callable[[Called], object]) -> Callable[..., Any]:
    @functools.wraps(loss)
    def watched(*args: Any, **kwargs: Any) -> Any:
        import torch

        value = loss(*args, **kwargs)
        if torch.is_grad_enabled():
            found = _bound(loss, args, kwargs, keep_all=True)
            called(_call(found, value))
        return value

    return watched


def _watch_kl(module: ModuleType, called: Callable[[Called], object]) -> None:
    compute = getattr(module, KL_OF_REFERENCE)

    def watched(mu: Any, logvar: Any) -> Any:
        import torch

        kl = compute(mu, logvar)
        if torch.is_grad_enabled():
            mean = float(kl.detach().mean())
            called(Called(mean, None, len(mu), None, mu.detach(), logvar.detach()))
        return kl

    setattr(module, KL_OF_REFERENCE, watched)


def _call(found: dict[str, Any], value: Any) -> Called:
    """From the arguments by their names in the contract, else by their places."""
    import torch

    by_place = list(found.values())
    names = ("recon", "x", "mu", "logvar")
    recon, x, mu, logvar = (found.get(n, v) for n, v in zip(names, by_place, strict=False))
    with torch.no_grad():
        kl = 0.5 * (torch.expm1(logvar) + mu.square() - logvar).sum() / max(len(mu), 1)
    beta = float(found.get("beta", by_place[4] if len(by_place) > 4 else 1.0))
    tensors = recon.detach(), mu.detach(), logvar.detach()
    return Called(float(kl), beta, len(x), *tensors, float(value.detach()))


def _bound(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    *,
    keep_all: bool = False,
) -> dict[str, Any]:
    """The arguments by name, defaults included; `self` and, unless asked for, what is no number."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    if keep_all:
        return dict(bound.arguments)
    items = list(bound.arguments.items())[1:]
    return {k: v for k, v in items if isinstance(v, bool | int | float | str)}
