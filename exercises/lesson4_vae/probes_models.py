"""4.5 and 4.6 on a model that is known.

A part of the lesson's probes (see `probes`), which are sent to the learner's process as one text.
"""

import math
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


def _scaled(net: Any, factor: float) -> Any:
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.mul_(factor)
    return net


class _Encoder(nn.Module):  # type: ignore[misc]
    """Linear; other in training mode, as batch norm and dropout are. The last unit is idle."""

    def __init__(self, d: int, l: int) -> None:
        super().__init__()
        rng = np.random.default_rng(d + l)
        weight = rng.normal(size=(2, d, l)).astype(np.float32) * 4 / math.sqrt(d)
        weight[:, :, l // 2 + 1 :] = 0
        self.weight = nn.Parameter(torch.from_numpy(weight))

    def forward(self, x: Any) -> Any:
        shift = 0.5 * self.training
        return x @ self.weight[0] + shift, torch.tanh(x @ self.weight[1]) - 1 + shift


class _Decoder(nn.Module):  # type: ignore[misc]
    def __init__(self, l: int, d: int) -> None:
        super().__init__()
        rng = np.random.default_rng(l)
        self.weight = nn.Parameter(torch.from_numpy(rng.normal(size=(l, d)).astype(np.float32)))
        self.heard: list[Any] = []

    def forward(self, z: Any) -> Any:
        self.heard.append(z.detach().clone())
        return torch.sigmoid(z @ self.weight + 0.5 * self.training)


class _Model:
    """A VAE by the contract; the methods that a learner's own adds are inherited from theirs."""

    def __init__(self, d: int, l: int) -> None:
        nn.Module.__init__(self)
        self.input_dim, self.latent_dim, self.hidden_dim = d, l, 8
        self.encoder, self.decoder = _Encoder(d, l), _Decoder(l, d)

    def encode(self, x: Any) -> Any:
        return self.encoder(x.flatten(1))

    def decode(self, z: Any) -> Any:
        return self.decoder(z)

    def forward(self, x: Any) -> Any:
        mu, logvar = self.encode(x)
        noise = torch.randn_like(mu) * torch.exp(logvar / 2) * self.training  # type: ignore[attr-defined]
        return self.decode(mu + noise), mu, logvar


def _known(exercise: Any, d: int, l: int, training: bool) -> Any:
    theirs = getattr(exercise, "VAE", None)
    base = theirs if isinstance(theirs, type) and issubclass(theirs, nn.Module) else nn.Module
    return type("VAE", (_Model, base), {})(d, l).train(training)


def _after(vae: Any, result: Any) -> Any:
    """What is told of every result: the modes now, whether there is a gradient."""
    modes = sorted({m.training for m in vae.modules()})
    tracked = bool(torch.is_tensor(result) and result.requires_grad)
    return {"modes": modes, "gradient": tracked}


def generated(exercise: Any, l: int, training: bool, n_samples: int | None = None) -> Any:
    """Images, the z that they were decoded from, and what the decoder makes of these."""
    torch.manual_seed(0)
    vae = _known(exercise, 784, l, training)
    sizes = {} if n_samples is None else {"n_samples": n_samples}
    images = exercise.generate_images(vae, **sizes)
    told = _after(vae, images)
    z = torch.cat(vae.decoder.heard or [torch.zeros(0, l)])
    with torch.no_grad():
        expected = vae.eval().decoder(z)
    found = np.asarray(_plain(images))
    large = found.size > 100_000
    off = np.abs(found.reshape(-1) - expected.numpy().reshape(-1)).max(initial=0.0) \
        if found.size == expected.numel() else math.inf  # fmt: skip
    return {**told, "images": np.zeros(0) if large else found, "shape": list(found.shape),
            "z": z.numpy(), "off": float(off)}  # fmt: skip


def generated_by_generator(exercise: Any, l: int) -> Any:
    """Images from generators with equal and other seeds, and from torch's own."""
    vae = _known(exercise, 784, l, False)

    def draw(generator: Any, state: int) -> Any:
        torch.manual_seed(state)
        return np.asarray(_plain(exercise.generate_images(vae, n_samples=4, generator=generator)))

    def seeded(seed: int) -> Any:
        return torch.Generator().manual_seed(seed)

    own = draw(None, 12)
    following = np.asarray(_plain(exercise.generate_images(vae, n_samples=4)))
    return {"first": draw(seeded(1), 10), "again": draw(seeded(1), 11),
            "other": draw(seeded(2), 10), "own": own, "following": following}  # fmt: skip


def reconstructed(
    exercise: Any, data: Any, training: bool, l: int = 3, as_tensor: bool = False
) -> Any:  # fmt: skip
    """Reconstructions by a known model, and what they must be."""
    torch.manual_seed(0)
    vae = _known(exercise, int(np.prod(data.shape[1:])), l, training)
    given = torch.from_numpy(data.copy()) if as_tensor else data.copy()
    recon = exercise.reconstruct_images(vae, given)
    told = _after(vae, recon)
    changed = bool((np.asarray(given) != data).any())
    pixels = torch.from_numpy(data).float().flatten(1) / (255 if data.dtype == np.uint8 else 1)
    with torch.no_grad():
        vae.eval()
        expected = vae.decoder(vae.encode(pixels)[0]).numpy().reshape(data.shape)
    return {**told, "recon": _plain(recon), "expected": expected, "changed": changed}


def own_reconstruction(exercise: Any, data: Any) -> Any:
    """Twice by the learner's own VAE."""
    torch.manual_seed(0)
    vae = _scaled(exercise.VAE(input_dim=data[0].size, latent_dim=2), 2.0)
    return {"twice": [_plain(exercise.reconstruct_images(vae, data.copy())) for _ in range(2)]}


def analyzed(
    exercise: Any, data: Any, l: int, training: bool, labels: Any = None, show: bool = False
) -> Any:  # fmt: skip
    """The analysis of a known model, and the means that it has."""
    torch.manual_seed(0)
    vae = _known(exercise, int(np.prod(data.shape[1:])), l, training)
    given = data.copy()
    found = exercise.analyze_latent_space(vae, data=given, labels=labels, show=show)
    told = _after(vae, None)
    if not isinstance(found, dict):
        return {**told, "found": type(found).__name__}
    pixels = torch.from_numpy(data).float().flatten(1) / (255 if data.dtype == np.uint8 else 1)
    with torch.no_grad():
        mu, logvar = vae.eval().encode(pixels)
    plain = {str(k): _plain(v) for k, v in found.items()}
    return {**told, "found": plain, "mu": mu.numpy(), "logvar": logvar.numpy(),
            "changed": bool((given != data).any())}  # fmt: skip
