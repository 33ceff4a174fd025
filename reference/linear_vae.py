"""The bridge from lesson 4 back to EM: a linear VAE with Gaussian noise is probabilistic PCA.

The model: z ~ N(0, I) of l dimensions, x|z ~ N(Wz + b, σ²I), so x ~ N(b, WWᵀ + σ²I) (Tipping and
Bishop, 1999; Bishop, PRML, section 12.2). Three ways to its parameters: in closed form by
eigenvalues, by EM, and as a VAE, by gradients through samples. At the optimum the posterior of z is
Gaussian, its mean linear in x and its covariance the same for all x, so that a linear encoder
reaches it, the ELBO touches the log-likelihood, and all three agree (Lucas, Tucker, Grosse and
Norouzi, 2019). W is unique up to a rotation of the latent space: compare WWᵀ, σ² or likelihoods.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from reference import variational_auto_encoder_examples as own

Floats = NDArray[np.float64]
Kl = Callable[[Tensor, Tensor], Tensor]
Sampler = Callable[..., Tensor]


@dataclass(frozen=True, eq=False)
class LinearGaussian:
    """x ~ N(b, WWᵀ + noise·I): W (d, l), b (d,), noise the variance σ²; and the way there.

    `history` has one number a step, in nats a point: EM's log-likelihoods, a VAE's ELBOs (in
    closed form, free of sampling noise).
    """

    W: Floats
    b: Floats
    noise: float
    history: tuple[float, ...] = ()

    @property
    def covariance(self) -> Floats:
        """WWᵀ + σ²I, (d, d): the same whatever the rotation of W."""
        return np.asarray(self.W @ self.W.T + self.noise * np.eye(len(self.b)))


def log_likelihood(X: ArrayLike, model: LinearGaussian) -> float:
    """log p(X | model) in nats a point."""
    gaps = np.asarray(X, dtype=np.float64) - model.b
    lower = np.linalg.cholesky(model.covariance)
    whitened = np.linalg.solve(lower, gaps.T)
    log_det = 2 * np.log(np.diag(lower)).sum()
    squares = np.square(whitened).sum() / len(gaps)
    return float(-0.5 * (squares + log_det + len(model.b) * math.log(2 * math.pi)))


def ppca(X: ArrayLike, latent_dim: int) -> LinearGaussian:
    """The maximum of the likelihood by eigenvalues (Bishop, PRML, equations 12.45 and 12.46)."""
    points = _as_points(X, latent_dim)
    values, vectors = np.linalg.eigh(np.cov(points.T, bias=True))
    noise = float(values[:-latent_dim].mean())
    scales = np.sqrt(values[-latent_dim:] - noise)
    return LinearGaussian(vectors[:, -latent_dim:] * scales, points.mean(axis=0), noise)


def ppca_em(
    X: ArrayLike, latent_dim: int, max_iters: int = 500, tol: float = 1e-10, seed: int = 0
) -> LinearGaussian:
    """The same by EM (Bishop, PRML, equations 12.54 to 12.57), from random W and σ² = 1."""
    points = _as_points(X, latent_dim)
    n, d = points.shape
    b = points.mean(axis=0)
    gaps = points - b
    W, noise = np.random.default_rng(seed).normal(size=(d, latent_dim)), 1.0
    history: list[float] = []
    for _ in range(max_iters):
        posterior = np.linalg.inv(W.T @ W + noise * np.eye(latent_dim))  # M⁻¹
        z = gaps @ W @ posterior
        second_moment = n * noise * posterior + z.T @ z
        W = np.linalg.solve(second_moment, z.T @ gaps).T
        squares = np.square(gaps).sum() - 2 * np.vdot(z, gaps @ W)
        noise = float((squares + np.vdot(second_moment, W.T @ W)) / (n * d))
        history.append(log_likelihood(points, LinearGaussian(W, b, noise)))
        if len(history) > 1 and history[-1] - history[-2] <= tol * abs(history[-1]):
            break
    return LinearGaussian(W, b, noise, tuple(history))


def linear_vae(
    X: ArrayLike,
    latent_dim: int,
    steps: int = 400,
    lr: float = 0.1,
    seed: int = 0,
    reparameterize: Sampler = own.reparameterize,
    kl: Kl = own.kl_to_standard_normal,
) -> LinearGaussian:
    """The same as a VAE: linear encoder and decoder, one sample a point and step, all n at once.

    Adam; the step size falls to 0 along a cosine, since the gradients stay noisy. The sampler and
    the KL may be a learner's: only with right ones is EM's optimum reached. float64. One unit of
    length for all features, in which the variance is 1 on average, makes lr fit any data.
    """
    given = _as_points(X, latent_dim)
    origin, unit = given.mean(axis=0), math.sqrt(given.var(axis=0).mean())
    if unit == 0:
        raise ValueError("All points of X are equal: there is no variance to explain.")
    points = torch.from_numpy((given - origin) / unit)
    generator = torch.Generator().manual_seed(seed)
    parts = _linear_parts(points, latent_dim, generator)
    optimizer = torch.optim.Adam(list(parts.values()), lr=lr, fused=True)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    history = []
    for _ in range(steps):
        mu, logvar = _encoded(points, parts)
        z = reparameterize(mu, logvar, generator=generator)
        gaps = points - z @ parts["W"].T - parts["b"]
        loss = (_gaussian_cost(gaps, parts["log_noise"]) + kl(mu, logvar)).mean()
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        schedule.step()
        history.append(_exact_elbo(points, parts) - points.shape[1] * math.log(unit))
    W, b = (parts[name].detach().numpy() for name in ("W", "b"))
    noise = unit**2 * math.exp(parts["log_noise"].item())
    return LinearGaussian(unit * W, origin + unit * b, noise, tuple(history))


def _linear_parts(points: Tensor, latent_dim: int, generator: torch.Generator) -> dict[str, Tensor]:
    """Decoder x ≈ Wz + b with noise σ²; encoder mu = V(x − c), one logvar for all points."""
    d = points.shape[1]
    options: dict[str, Any] = {"generator": generator, "dtype": points.dtype}
    parts = {
        "W": 0.1 * torch.randn(d, latent_dim, **options),
        "b": points.mean(dim=0),
        "log_noise": points.var(dim=0).mean().log(),
        "V": 0.1 * torch.randn(latent_dim, d, **options),
        "c": points.mean(dim=0),
        "logvar": torch.zeros(latent_dim, dtype=points.dtype),
    }
    return {name: part.clone().requires_grad_() for name, part in parts.items()}


def _encoded(points: Tensor, parts: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    mu = (points - parts["c"]) @ parts["V"].T
    return mu, parts["logvar"].expand_as(mu)


def _gaussian_cost(gaps: Tensor, log_noise: Tensor) -> Tensor:
    """−log N(gap | 0, σ²I), (n,)."""
    d = gaps.shape[1]
    return 0.5 * (gaps.square().sum(dim=1) / log_noise.exp() + d * (log_noise + _LOG_2PI))


_LOG_2PI = math.log(2 * math.pi)


def _exact_elbo(points: Tensor, parts: dict[str, Tensor]) -> float:
    """The ELBO in nats a point, its expectation over z taken in closed form.

    E‖x − Wz − b‖² = ‖x − W mu − b‖² + Σⱼ σⱼ²‖wⱼ‖², with wⱼ the columns of W.
    """
    with torch.no_grad():
        mu, logvar = _encoded(points, parts)
        cost = _gaussian_cost(points - mu @ parts["W"].T - parts["b"], parts["log_noise"])
        spread = (parts["logvar"].exp() * parts["W"].square().sum(dim=0)).sum()
        extra = 0.5 * spread / parts["log_noise"].exp()
        return -float((cost + own.kl_to_standard_normal(mu, logvar)).mean() + extra)


def _as_points(X: ArrayLike, latent_dim: int) -> Floats:
    points = np.array(X, dtype=np.float64)
    if points.ndim != 2 or not np.isfinite(points).all():
        raise ValueError("X must be a table (n, d) of finite numbers.")
    if not 1 <= latent_dim < points.shape[1]:
        raise ValueError(f"latent_dim must be from 1 to {points.shape[1] - 1}, not {latent_dim}.")
    return points
