"""The four mixtures of lesson 3, each as few formulas as tell it from the others.

Shapes: X (n, d), Q (n, k); params is (phi (k,), …). Densities are written out here once more, so
that the judge relies on no code that is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit.compare import Floats

Params = tuple[Any, ...]

FLOOR = 1e-10
"""Means of counts and of waiting times are raised to this, so that no log 0 arises."""
CLAMP = 1e-7
"""How far the probabilities of a Bernoulli mixture stay from 0 and 1."""
REG_COVAR = 1e-6
LOG_TWO_PI = float(np.log(2 * np.pi))


@dataclass(frozen=True)
class Family:
    """One mixture.

    Attributes:
        prefix: of its functions: "gmm".
        names: of its parameters, phi first.
        symbol: of what a component is described by.
        density: p(x | z = j) in words.
        log_density: log p(xᵢ | z = j), (n, k), of X and of all parameters but phi.
        fit: all parameters but phi from X, Q and N (k,), the sums of its columns, none of them 0.
        draw: X and parameters, of n, d, k.
    """

    prefix: str
    names: tuple[str, ...]
    symbol: str
    density: str
    log_density: Callable[..., Floats]
    fit: Callable[[Any, Any, Any], Params]
    draw: Callable[[Generator, int, int, int], tuple[Floats, Params]]

    def log_joint(self, X: Any, params: Params) -> Floats:
        """log p(xᵢ, z = j), (n, k); -inf where φⱼ is 0."""
        with np.errstate(divide="ignore"):
            log_phi = np.log(np.asarray(params[0], dtype=np.float64))
        joint: Floats = log_phi + self.log_density(X, *params[1:])
        return joint

    def m_step(self, X: Any, Q: Any) -> Params:
        """phi and the weighted estimates; a component without weight gets the mean of all."""
        weights = Q.astype(np.float64)
        N = weights.sum(axis=0)
        filled = np.where(N > 0, weights, 1.0 / len(X))
        return (N / len(X), *self.fit(X.astype(np.float64), filled, filled.sum(axis=0)))


# -- the posterior and the bound, of any log joint --


def log_sum_exp(log_joint: Floats) -> Floats:
    """log Σⱼ exp, (n,): the log-likelihood of each point."""
    top = log_joint.max(axis=1, keepdims=True)
    total: Floats = (top + np.log(np.exp(log_joint - top).sum(axis=1, keepdims=True)))[:, 0]
    return total


def posterior(log_joint: Floats) -> Floats:
    """p(z = j | xᵢ), (n, k)."""
    Q: Floats = np.exp(log_joint - log_sum_exp(log_joint)[:, None])
    return Q


def expected(log_joint: Floats, Q: Floats) -> float:
    """Σ Q log joint: -inf counts 0 where Q is 0, and makes the sum -inf elsewhere."""
    return float((Q * np.where(Q > 0, log_joint, 0.0))[Q > 0].sum())


def entropy(Q: Floats) -> float:
    """−Σ Q log Q over all points, in nats."""
    return 0.0 - float((Q * np.log(np.where(Q > 0, Q, 1.0))).sum())  # 0, not −0


def bound(log_joint: Floats, Q: Floats) -> float:
    """The ELBO."""
    return expected(log_joint, Q) + entropy(Q)


# -- log densities --


def gaussian(X: Any, mu: Any, Sigma: Any) -> Floats:
    """By Cholesky factors."""
    columns = []
    for mean, cov in zip(mu, Sigma, strict=True):
        L = np.linalg.cholesky(cov)
        z = np.linalg.solve(L, (X - mean).T)
        log_det = 2 * np.log(np.diag(L)).sum()
        columns.append(-0.5 * ((z**2).sum(axis=0) + log_det + X.shape[1] * LOG_TWO_PI))
    return np.stack(columns, axis=1)


def bernoulli(X: Any, theta: Any) -> Floats:
    """x log θ + (1 − x) log(1 − θ), summed over the features."""
    logs: Floats = X @ np.log(theta).T + (1.0 - X) @ np.log1p(-theta).T
    return logs


def poisson(X: Any, lam: Any) -> Floats:
    """x log λ − λ − log x!, summed over the features."""
    logs: Floats = X @ np.log(lam).T - lam.sum(axis=1) - log_factorial(X).sum(axis=1)[:, None]
    return logs


def log_factorial(X: Any) -> Floats:
    """log x! by a table of sums of logarithms."""
    counts = np.asarray(X).astype(np.int64)
    table = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, counts.max() + 1)))])
    return np.asarray(table[counts])


def exponential(X: Any, rate: Any) -> Floats:
    """log rate − rate·x, summed over the features."""
    logs: Floats = np.log(rate).sum(axis=1) - X @ rate.T
    return logs


# -- weighted estimates --


def weighted_means(X: Any, Q: Any, N: Any) -> Floats:
    """Σᵢ Qᵢⱼ xᵢ / N_j, about a point of the data: far from the origin no digits are lost."""
    origin = X[0]
    share = Q.sum(axis=0) / N  # 1, but for those who divide by something else
    means: Floats = Q.T @ (X - origin) / N[:, None] + share[:, None] * origin
    return means


def fit_gaussian(X: Any, Q: Any, N: Any) -> Params:
    """Means, and covariances about them with the regularization."""
    mu = weighted_means(X, Q, N)
    Sigma = []
    for q, mean, total in zip(Q.T, mu, N, strict=True):
        gaps = X - mean
        Sigma.append((q[:, None] * gaps).T @ gaps / total + REG_COVAR * np.eye(X.shape[1]))
    return mu, np.stack(Sigma)


def fit_bernoulli(X: Any, Q: Any, N: Any) -> Params:
    """Shares of ones, kept off 0 and 1."""
    return (np.clip(weighted_means(X, Q, N), CLAMP, 1 - CLAMP),)


def fit_poisson(X: Any, Q: Any, N: Any) -> Params:
    """Mean counts, kept off 0."""
    return (np.maximum(weighted_means(X, Q, N), FLOOR),)


def fit_exponential(X: Any, Q: Any, N: Any) -> Params:
    """One over the mean waiting times."""
    return (1 / np.maximum(weighted_means(X, Q, N), FLOOR),)


# -- random mixtures --


def phi_of(rng: Generator, k: int) -> Floats:
    """Uneven weights, none of them small."""
    weights = rng.uniform(1, 4, size=k)
    phi: Floats = weights / weights.sum()
    return phi


def draw_gaussian(rng: Generator, n: int, d: int, k: int) -> tuple[Floats, Params]:
    """Overlapping clusters with correlated features."""
    mu, roots = 2 * rng.normal(size=(k, d)), rng.normal(size=(k, d, d))
    Sigma = roots @ roots.transpose(0, 2, 1) / d + 0.3 * np.eye(d)
    X = mu[rng.integers(k, size=n)] + 1.2 * rng.normal(size=(n, d))
    return X, (phi_of(rng, k), mu, Sigma)


def draw_bernoulli(rng: Generator, n: int, d: int, k: int) -> tuple[Floats, Params]:
    """Zeros and ones."""
    theta = rng.uniform(0.1, 0.9, size=(k, d))
    X = (rng.random((n, d)) < theta[rng.integers(k, size=n)]).astype(np.float64)
    return X, (phi_of(rng, k), theta)


def draw_poisson(rng: Generator, n: int, d: int, k: int) -> tuple[Floats, Params]:
    """Counts."""
    lam = np.exp(rng.uniform(-0.5, 2.2, size=(k, d)))
    X = rng.poisson(lam[rng.integers(k, size=n)]).astype(np.float64)
    return X, (phi_of(rng, k), lam)


def draw_exponential(rng: Generator, n: int, d: int, k: int) -> tuple[Floats, Params]:
    """Waiting times."""
    rate = np.exp(rng.uniform(-1.5, 1.5, size=(k, d)))
    X = rng.exponential(1 / rate[rng.integers(k, size=n)])
    return X, (phi_of(rng, k), rate)


GMM = Family(
    "gmm", ("phi", "mu", "Sigma"), "μ, Σ", "N(xᵢ; μⱼ, Σⱼ)", gaussian, fit_gaussian, draw_gaussian
)
BMM = Family(
    "bmm", ("phi", "theta"), "θ", "Π θ^x (1 − θ)^(1−x)",
    bernoulli, fit_bernoulli, draw_bernoulli,
)  # fmt: skip
PMM = Family("pmm", ("phi", "lam"), "λ", "Π λ^x e^(−λ) / x!", poisson, fit_poisson, draw_poisson)
EXM = Family(
    "exm", ("phi", "rate"), "rate", "Π rate·e^(−rate·x)",
    exponential, fit_exponential, draw_exponential,
)  # fmt: skip
