"""A right mixture, small and plain, that the misconceptions spoil in one thing each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Params = tuple[Any, Any, Any]


def quadratic(X: Any, mean: Any, cov: Any) -> Any:
    """(x − μ)ᵀ Σ⁻¹ (x − μ) of each point, (n,)."""
    gaps = np.asarray(X, dtype=float) - mean
    return (gaps * np.linalg.solve(np.asarray(cov, dtype=float), gaps.T).T).sum(axis=1)


def log_det(cov: Any) -> float:
    """log |Σ|, which does not underflow where |Σ| does."""
    return float(np.linalg.slogdet(np.asarray(cov, dtype=float))[1])


def log_density(X: Any, mean: Any, cov: Any) -> Any:
    """log N(x | μ, Σ) of each point, (n,)."""
    d = np.shape(X)[1]
    return -0.5 * (d * np.log(2 * np.pi) + log_det(cov) + quadratic(X, mean, cov))


Density = Callable[[Any, Any, Any], Any]


def log_terms(X: Any, mu: Any, Sigma: Any, density: Density = log_density) -> Any:
    """log N(xᵢ | μⱼ, Σⱼ), (n, k)."""
    if density is log_density:
        return _all_at_once(X, mu, Sigma)
    return np.stack([density(X, m, S) for m, S in zip(mu, Sigma, strict=True)], axis=1)


def _all_at_once(X: Any, mu: Any, Sigma: Any) -> Any:
    """As by `log_density`, in a third of the time: somebody waits for a diagnosis."""
    S, m = np.asarray(Sigma, dtype=float), np.asarray(mu, dtype=float)
    gaps = np.swapaxes(np.asarray(X, dtype=float)[None] - m[:, None], 1, 2)
    squares = (gaps * np.linalg.solve(S, gaps)).sum(axis=1)
    heads = S.shape[1] * np.log(2 * np.pi) + np.linalg.slogdet(S)[1]
    return -0.5 * (heads[:, None] + squares).T


def log_joint(X: Any, phi: Any, mu: Any, Sigma: Any, density: Density = log_density) -> Any:
    """log φⱼ N(xᵢ | μⱼ, Σⱼ), (n, k)."""
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(phi, dtype=float)) + log_terms(X, mu, Sigma, density)


def log_sums(terms: Any) -> Any:
    """log Σⱼ exp of each row, (n,)."""
    top = terms.max(axis=1)
    return top + np.log(np.exp(terms - top[:, None]).sum(axis=1))


def softmax(terms: Any) -> Any:
    """Rows that sum to one, (n, k)."""
    return np.exp(terms - log_sums(terms)[:, None])


def e_step(X: Any, phi: Any, mu: Any, Sigma: Any, density: Density = log_density) -> Any:
    """Responsibilities (n, k)."""
    return softmax(log_joint(X, phi, mu, Sigma, density))


def log_likelihood(X: Any, phi: Any, mu: Any, Sigma: Any) -> float:
    """Σᵢ log Σⱼ φⱼ N(xᵢ)."""
    return float(log_sums(log_joint(X, phi, mu, Sigma)).sum())


def means(X: Any, w: Any) -> Any:
    """Weighted means (k, d); that of all points for a component without weight."""
    X, N = np.asarray(X, dtype=float), w.sum(axis=0)
    return np.array(
        [(w[:, j] @ (X - X[0])) / N[j] + X[0] if N[j] else X.mean(axis=0) for j in range(len(N))]
    )


def covariance(X: Any, weights: Any, mean: Any, divisor: Any) -> Any:
    """Σᵢ wᵢ (xᵢ − μ)(xᵢ − μ)ᵀ / divisor, (d, d); 0 where the divisor is."""
    gaps = np.asarray(X, dtype=float) - mean
    total = (weights[:, None] * gaps).T @ gaps
    return total / divisor if divisor else 0 * total


def covariances(X: Any, w: Any, mu: Any, reg_covar: float) -> Any:
    """Weighted covariances about mu with reg_covar on the diagonal, (k, d, d)."""
    N, ridge = w.sum(axis=0), reg_covar * np.eye(np.shape(X)[1])
    return np.array([covariance(X, w[:, j], mu[j], N[j]) + ridge for j in range(len(N))])


def m_step(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    """phi, mu, Sigma."""
    mu = means(X, w)
    return w.sum(axis=0) / len(X), mu, covariances(X, w, mu, reg_covar)


def shaped(Sigma: Any, covariance_type: str) -> Any:
    """Covariances restricted to a type."""
    d = Sigma.shape[-1]
    if covariance_type == "full":
        return Sigma
    if covariance_type == "diag":
        return Sigma * np.eye(d)
    if covariance_type == "spherical":
        return (np.trace(Sigma, axis1=1, axis2=2) / d)[:, None, None] * np.eye(d)
    raise ValueError(f"covariance_type {covariance_type!r} is unknown.")


def start(X: Any, k: int, rng: Any = None, reg_covar: float = 1e-6) -> Params:
    """Equal shares, k rows of X, the covariance of all points."""
    X, generator = np.asarray(X, dtype=float), np.random.default_rng(rng)
    mu = X[generator.choice(len(X), size=k, replace=k > len(X))]
    whole = covariance(X, np.ones(len(X)), X.mean(axis=0), len(X))
    scale = max(float(np.trace(whole)), 1e-12)
    ridge = max(reg_covar, 1e-6 * scale) * np.eye(X.shape[1])
    return np.full(k, 1 / k), mu, np.repeat((whole + ridge)[None], k, axis=0)
