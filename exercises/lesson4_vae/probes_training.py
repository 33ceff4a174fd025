"""Trainings of 4.4, seen from outside and from the optimizer.

A part of the lesson's probes (see `probes`), which are sent to the learner's process as one text.
"""

import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_pre_hook

STILL = 1e-12  # a step size at which nothing moves
_PARTS = ("encoder", "decoder")


def _plain(value: Any) -> Any:
    """Tensors as arrays, and containers of them."""
    if torch.is_tensor(value):
        return value.detach().cpu().numpy()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, np.generic):
        return value.item()
    return value if value is None or isinstance(value, (int, float, str)) else type(value).__name__


def _train(exercise: Any, data: Any, state: int = 0, **options: Any) -> Any:
    """`train_vae` on a copy of the data, torch's, NumPy's and Python's generators set."""
    torch.manual_seed(state)
    np.random.seed(state)
    random.seed(state)
    given = data.clone() if torch.is_tensor(data) else np.array(data)
    found = exercise.train_vae(data=given, device="cpu", **options)
    if not isinstance(found, (tuple, list)) or len(found) != 2:
        raise TypeError("train_vae must return two values: vae and train_losses.")
    return found


def _listed(losses: Any) -> Any:
    return [float(v) for v in losses]


def trained(exercise: Any, data: Any, as_tensor: bool = False, **options: Any) -> Any:
    """One training, as it is seen from outside."""
    calls: list[Any] = []

    def on_batch(epoch: int, batch: int, n_batches: int, loss: float) -> None:
        calls.append([int(epoch), int(batch), int(n_batches), float(loss)])

    given = torch.from_numpy(data.copy()) if as_tensor else data.copy()
    torch.manual_seed(0)
    found = exercise.train_vae(data=given, on_batch=on_batch, device="cpu", **options)
    if not isinstance(found, (tuple, list)) or len(found) != 2:
        return {"parts": len(found) if isinstance(found, (tuple, list)) else 0}
    vae, losses = found
    if not isinstance(vae, nn.Module):
        return {"parts": 2, "vae": type(vae).__name__}
    mu = vae.eval().encode(torch.from_numpy(np.array(data, dtype=np.float32)).flatten(1))[0]
    return {"parts": 2, "vae": "", "losses": _plain(losses), "calls": calls,
            "mu": list(mu.shape), "changed": bool((np.asarray(given) != data).any())}  # fmt: skip


def _epoch(vae: Any, x: Any, beta: float, batch_size: int) -> float:
    """The mean loss of one pass in batches, in training mode, by a formula of ours."""
    total = 0.0
    for rows in torch.split(torch.randperm(len(x)), batch_size):
        recon, mu, logvar = vae(x[rows])
        p = recon.clamp(1e-7, 1 - 1e-7)
        bce = -(x[rows] * p.log() + (1 - x[rows]) * torch.log1p(-p)).sum()
        kl = 0.5 * (logvar.exp() + mu**2 - 1 - logvar).sum()
        total += float(bce + beta * kl)
    return total / len(x)


def frozen(exercise: Any, data: Any, beta: float, batch_size: int, epochs: int) -> Any:
    """Training at a step size of nothing: its losses, and what this model's losses are."""
    options: Any = {"beta": beta, "batch_size": batch_size, "lr": STILL, "seed": 3}
    last = [math.nan] * epochs

    def note(epoch: int, batch: int, n_batches: int, loss: float) -> None:
        last[int(epoch)] = float(loss)

    vae, losses = _train(exercise, data, epochs=epochs, on_batch=note, **options)
    start, _ = _train(exercise, data, epochs=1, **options)
    x = torch.from_numpy(data).float()
    with torch.no_grad():
        vae.train()
        passes = [_epoch(vae, x, beta, batch_size) for _ in range(8)]
        plain = _epoch(vae, x, 0.0, batch_size)
    return {"losses": _plain(losses), "low": min(passes), "high": max(passes), "plain": plain,
            "last": last, "moved": _distance(vae, start)}  # fmt: skip


def _distance(one: Any, other: Any) -> float:
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return max(float((a - b).detach().abs().max()) for a, b in pairs)


def steps(exercise: Any, data: Any) -> Any:
    """What an optimizer of torch's sees at each step, where nothing moves: sizes of gradients."""
    seen: dict[int, list[float]] = {}  # by optimizer: there may be one for each network
    held: set[int] = set()

    def look(optimizer: Any, *_: Any) -> None:
        parameters = [p for group in optimizer.param_groups for p in group["params"]]
        held.update(map(id, parameters))
        squares = [float(p.grad.square().sum()) for p in parameters if p.grad is not None]
        seen.setdefault(id(optimizer), []).append(math.sqrt(sum(squares)))

    hook = register_optimizer_step_pre_hook(look)
    try:
        vae, _ = _train(exercise, data, epochs=1, batch_size=2, lr=STILL)
    finally:
        hook.remove()
    shares = {n: [id(p) in held for p in getattr(vae, n).parameters()] for n in _PARTS}
    return {
        "norms": max(seen.values(), key=len, default=[]),
        **{n: sum(v) / max(len(v), 1) for n, v in shares.items()},
    }


def learned(exercise: Any, data: Any, tries: Any, enough: float) -> Any:
    """A real training: its losses, what it moved, and how images come back.

    The next of the tries (epochs, lr) is made where the loss fell, but not yet below `enough`:
    small networks and other optimizers are slow.
    """
    found: dict[str, Any] = {}
    for epochs, lr in tries:
        found = _learned(exercise, data, int(epochs), lr)
        losses = found["losses"]
        slow = (
            isinstance(losses, list)
            and len(losses) > 1
            and enough < losses[-1] < min(losses[0], 2 * enough)
        )
        if not slow or not all(found[part] for part in _PARTS):
            break
    return found


def _learned(exercise: Any, data: Any, epochs: int, lr: float) -> Any:
    options = {"batch_size": 16, "seed": 5, "latent_dim": 2}
    start, _ = _train(exercise, data, epochs=1, lr=STILL, **options)
    vae, losses = _train(exercise, data, epochs=epochs, lr=lr, **options)
    x = torch.from_numpy(data).float()
    with torch.no_grad():
        vae.eval()
        recon = vae.decode(vae.encode(x)[0])
    moved = {n: _moved(getattr(start, n), getattr(vae, n)) for n in _PARTS}
    return {"losses": _plain(losses), "recon": _plain(recon), "epochs": epochs, **moved}


def _moved(one: Any, other: Any) -> float:
    """The share of parameter tensors that differ."""
    pairs = list(zip(one.parameters(), other.parameters(), strict=True))
    return sum(bool((a - b).abs().max() > 1e-7) for a, b in pairs) / max(len(pairs), 1)


def seeds(exercise: Any, data: Any) -> Any:
    """Seed 0 with two states of the global generators, and seed 1."""
    options = {"epochs": 2, "batch_size": 4, "lr": 1e-3}
    runs = [
        _train(exercise, data, state, seed=s, **options) for state, s in ((1, 0), (2, 0), (2, 1))
    ]
    still = [_train(exercise, data, s, seed=0, epochs=1, lr=STILL, batch_size=4)[0] for s in (1, 2)]
    return {"losses": [_listed(losses) for _, losses in runs],
            "weights": _distance(runs[0][0], runs[1][0]), "start": _distance(*still)}  # fmt: skip


def forms(exercise: Any, data: Any) -> Any:
    """The same images in four forms: uint8 squares are given."""
    flat = (data / 255).astype(np.float32).reshape(len(data), -1)
    given = {"floats (n, d)": flat, "floats (n, 28, 28)": flat.reshape(data.shape),
             "a tensor": torch.from_numpy(flat), "uint8": data}  # fmt: skip
    options: dict[str, Any] = {"epochs": 3, "batch_size": 4, "latent_dim": 3, "lr": 5e-3}
    return {name: _listed(_train(exercise, x, **options)[1]) for name, x in given.items()}


class _Enough(Exception):
    """Ends a training."""


def given_none(exercise: Any) -> Any:
    """How many batches of 1,000 there are of the digits that lie beside the file, if they do."""
    folder = Path(str(getattr(exercise, "__file__", "."))).resolve().parent
    places = (folder / "mnist_5k.npz", folder / "data" / "mnist_5k.npz", Path("mnist_5k.npz"))
    seen: list[int] = []

    def stop(epoch: int, batch: int, n_batches: int, loss: float) -> None:
        seen.append(int(n_batches))
        raise _Enough

    if any(place.is_file() for place in places):
        try:
            exercise.train_vae(epochs=1, batch_size=1000, device="cpu", on_batch=stop)
        except _Enough:
            return {"there": True, "n_batches": seen[0]}
        return {"there": True, "n_batches": 0}
    return {"there": False, "n_batches": 0}
