"""Wrong log densities of the Gaussian mixture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from exercises.lesson3_em.families import LOG_TWO_PI
from exercises.lesson3_em.wrong_density import WrongDensity


def _by_component(one: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """A Gaussian log density from `one(gaps (n, d), Sigma (d, d))`."""

    def table(X: Any, mu: Any, Sigma: Any) -> Any:
        return np.stack([one(X - m, S) for m, S in zip(mu, Sigma, strict=True)], axis=1)

    return table


def _square(gaps: Any, S: Any) -> Any:
    return np.einsum("if,fg,ig->i", gaps, np.linalg.inv(S), gaps)


def _log_det(S: Any) -> Any:
    return np.linalg.slogdet(S)[1]


def _normal(square: Any, log_det: Any, d: int) -> Any:
    return -0.5 * (square + log_det + d * LOG_TWO_PI)


def _diagonal(g: Any, S: Any) -> Any:
    v = np.diag(S)
    return _normal((g**2 / v).sum(axis=1), np.log(v).sum(), len(v))


GMM = (
    WrongDensity(
        "no-log-det",
        "You leave the determinant of Σ out of the density.",
        "A wide Gaussian is lower: −½ log |Σⱼ| tells components of different width apart.",
        "−½ log |Σⱼ|",
        _by_component(lambda g, S: _normal(_square(g, S), 0.0, len(S))),
    ),
    WrongDensity(
        "no-half",
        "You leave out the ½ in the exponent.",
        "The exponent is −½ (x − μ)ᵀ Σ⁻¹ (x − μ): without the ½ each component is too narrow.",
        "−½ (x − μ)ᵀ Σ⁻¹ (x − μ)",
        _by_component(lambda g, S: _normal(2 * _square(g, S), _log_det(S), len(S))),
    ),
    WrongDensity(
        "no-half-of-log-det",
        "You take log |Σ| off in full, without the ½.",
        "The density has |Σ| under a square root, so its logarithm has −½ log |Σ|.",
        "−½ log |Σⱼ|",
        _by_component(lambda g, S: _normal(_square(g, S), 2 * _log_det(S), len(S))),
    ),
    WrongDensity(
        "sigma-not-inverted",
        "You multiply by Σ where its inverse belongs.",
        "The exponent is (x − μ)ᵀ Σ⁻¹ (x − μ): directions of large variance count less.",
        "Σ⁻¹",
        _by_component(lambda g, S: _normal(((g @ S) * g).sum(axis=1), _log_det(S), len(S))),
    ),
    WrongDensity(
        "diagonal-only",
        "You use the variances alone and forget the covariances.",
        "Σ is a full matrix: correlated features need the whole of Σ⁻¹, not 1/diag(Σ).",
        "Σ⁻¹",
        _by_component(_diagonal),
    ),
    WrongDensity(
        "standard-deviations",
        "You take Σ for standard deviations and square it.",
        "Σ holds variances and covariances already.",
        "Σ",
        _by_component(lambda g, S: _normal(_square(g, S @ S), 2 * _log_det(S), len(S))),
    ),
    WrongDensity(
        "no-two-pi",
        "You leave out the constant (2π)^(−d/2) of the density.",
        "An E-step divides it out, but the bound on log p(X) needs it: −(d/2) log 2π a point.",
        "(d/2) log 2π",
        _by_component(lambda g, S: _normal(_square(g, S), _log_det(S), 0)),
        cancels=True,
    ),
    WrongDensity(
        "two-pi-once",
        "You count ½ log 2π once, and not once a feature.",
        "The constant is (2π)^(−d/2): −(d/2) log 2π for d features.",
        "(d/2) log 2π",
        _by_component(lambda g, S: _normal(_square(g, S), _log_det(S), 1)),
        cancels=True,
    ),
)
