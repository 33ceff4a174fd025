"""Networks of 4.3: what they give, and what their gradients reach.

A part of the lesson's probes (see `probes`), which are sent to the learner's process as one text.
"""

from typing import Any

import numpy as np
import torch
from torch import nn


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


def _tensor(array: Any) -> Any:
    return torch.from_numpy(np.array(array, dtype=np.float32))


def _scaled(net: Any, factor: float) -> Any:
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.mul_(factor)
    return net


def network(exercise: Any, builder: str, n: int, size: int, sizes: dict[str, int]) -> Any:
    """A network that was built with `sizes`, on n random rows."""
    torch.manual_seed(0)
    net = getattr(exercise, builder)(**sizes)
    if not isinstance(net, nn.Module):
        return {"module": False, "type": type(net).__name__, "out": None}
    return {"module": True, "out": _plain(net(torch.rand(n, size)))}


def range_of_encoder(exercise: Any, sizes: dict[str, int]) -> Any:
    """Outputs of three networks whose parameters are 30 times as large."""
    torch.manual_seed(0)
    x = torch.rand(64, sizes["input_dim"])
    nets = [_scaled(exercise.build_encoder(**sizes), 30.0) for _ in range(3)]
    mu, logvar = zip(*(net(x) for net in nets), strict=True)
    return {"mu": _plain(torch.cat(mu)), "logvar": _plain(torch.cat(logvar))}


def range_of_decoder(exercise: Any, sizes: dict[str, int]) -> Any:
    """Images at latent points of usual size, and far out (or with large parameters)."""
    torch.manual_seed(0)
    z = 3 * torch.randn(64, sizes["latent_dim"])
    net = exercise.build_decoder(**sizes)
    usual = torch.cat([net(z), exercise.build_decoder(**sizes)(z)])
    return {"usual": _plain(usual), "far": _plain(_scaled(net, 10.0)(10 * z))}


def network_gradients(exercise: Any, builder: str, size: int, sizes: dict[str, int]) -> Any:
    """For each output: what share of the weights its gradient reaches; and which inputs."""
    torch.manual_seed(0)
    net = getattr(exercise, builder)(**sizes)
    given = torch.rand(16, size).requires_grad_()
    out = net(given * 1.0)
    found = []
    for part in out if isinstance(out, (tuple, list)) else [out]:
        net.zero_grad(set_to_none=True)
        if part.requires_grad:
            (part * torch.rand_like(part)).sum().backward(retain_graph=True)
        found.append(_reached(net))
    slopes = torch.zeros(16, size) if given.grad is None else given.grad
    return {"reached": found, "inputs": (slopes != 0).any(dim=0).tolist()}


def _reached(net: Any) -> float:
    """The share of parameter tensors that have a gradient other than 0."""
    grads = [p.grad for p in net.parameters()]
    return sum(g is not None and bool(g.abs().sum() > 0) for g in grads) / max(len(grads), 1)


def vae_shapes(exercise: Any, shape: Any, sizes: dict[str, int]) -> Any:
    """What a VAE has and gives, on random images of a shape, in training mode."""
    torch.manual_seed(0)
    vae = exercise.VAE(**sizes).train()
    x = torch.rand(*shape)
    parts = {n: isinstance(getattr(vae, n, None), nn.Module) for n in ("encoder", "decoder")}
    held = set(map(id, vae.parameters()))
    lost = [n for n in parts if parts[n] and not all(id(p) in held
            for p in getattr(vae, n).parameters())]  # fmt: skip
    return {**parts, "lost": lost, "latent_dim": _plain(getattr(vae, "latent_dim", None)),
            "out": _plain(vae(x)), "encoded": _plain(vae.encode(x))}  # fmt: skip


class _Given(nn.Module):  # type: ignore[misc]
    """In place of an encoder: gives what it was made with."""

    def __init__(self, mu: Any, logvar: Any) -> None:
        super().__init__()
        self.mu, self.logvar = nn.Parameter(mu), nn.Parameter(logvar)

    def forward(self, x: Any) -> Any:
        return self.mu * 1.0, self.logvar * 1.0


class _Heard(nn.Module):  # type: ignore[misc]
    """In place of a decoder: keeps its z."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.d, self.z = d, torch.zeros(0)

    def forward(self, z: Any) -> Any:
        self.z = z
        return torch.sigmoid(z.sum(dim=1, keepdim=True)).expand(-1, self.d)


def vae_noise(exercise: Any, mu: Any, logvar: Any, training: bool) -> Any:
    """What reaches the decoder where the encoder gives known mu and logvar."""
    torch.manual_seed(0)
    l = len(mu[0])
    vae = exercise.VAE(input_dim=64, latent_dim=l, hidden_dim=8)
    own, (mu, logvar) = (vae.encoder, vae.decoder), (_tensor(mu), _tensor(logvar))
    vae.encoder, vae.decoder = _Given(mu, logvar), _Heard(64)
    vae.train(training)
    x = torch.rand(len(mu), 64)
    try:
        out = vae(x)
    except AttributeError:  # it uses more of its own networks than calling them
        vae.encoder, vae.decoder = own
        return {"swapped": False, "twice": [_plain(vae(x)[0]) for _ in range(2)]}
    z = vae.decoder.z
    vae(x)
    again = vae.decoder.z
    first = next((p for p in out if p.shape == (len(mu), 64)), out[0])
    if first.requires_grad:
        first.sum().backward()
    reached = [p.grad is not None and bool(p.grad.any()) for p in vae.encoder.parameters()]
    vae.train(not training)(x)
    drawn = vae.decoder.z.shape == mu.shape and not bool(torch.allclose(vae.decoder.z, mu))
    return {
        "swapped": True,
        "other_draws": drawn,
        "repeated": bool(torch.equal(z, again)),
        "z": _plain(z),
        "out": _plain(out),
        "reached": reached,
    }


def vae_parts(exercise: Any) -> Any:
    """encode and decode beside forward, and the encoder and decoder, in evaluation mode."""
    torch.manual_seed(0)
    vae = _scaled(exercise.VAE(input_dim=64, latent_dim=3, hidden_dim=16), 2.0).eval()
    x, z = torch.rand(6, 8, 8), torch.randn(6, 3)
    return {
        "encode": _plain(vae.encode(x)), "forward": _plain(vae(x)),
        "encoder": _plain(vae.encoder(x.flatten(1))), "decode": _plain(vae.decode(z)),
        "decoder": _plain(vae.decoder(z)),
    }  # fmt: skip


def vae_gradients(exercise: Any) -> Any:
    """Which share of the parameters the cross-entropy alone reaches."""
    torch.manual_seed(0)
    vae = exercise.VAE(input_dim=64, latent_dim=3, hidden_dim=16).train()
    recon = vae(torch.rand(16, 64))[0]
    if recon.requires_grad:
        recon.square().sum().backward()
    return {"encoder": _reached(vae.encoder), "decoder": _reached(vae.decoder)}
