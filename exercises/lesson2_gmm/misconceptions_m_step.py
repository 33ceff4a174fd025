"""Wrong ways to update the parameters (activity 2.3): divisors and weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain
from exercises.lesson2_gmm.plain import Params

F = "m_step"


def _spoilt(X: Any, w: Any, reg: float, *, mu: Any = None, cov: Any = None) -> Params:
    """The right step with other means, or other covariances `cov(j, mu)` (before reg_covar)."""
    means = plain.means(X, w) if mu is None else mu
    d = np.shape(X)[1]
    Sigma = plain.covariances(X, w, means, reg)
    if cov is not None:
        Sigma = np.array([cov(j, means) + reg * np.eye(d) for j in range(w.shape[1])])
    return w.sum(axis=0) / len(X), means, Sigma


@misconception(
    F, "m-step-covariance-divided-by-n",
    title="You divide the covariances by n, and it must be N_k.",
    explanation="The weights of component k add up to N_k, not to n: dividing by n makes every "
    "component too narrow.",
    symbol="N_k",
)  # fmt: skip
def by_n(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    n = len(X)
    return _spoilt(
        X, w, reg_covar, cov=lambda j, mu: plain.covariance(X, w[:, j], mu[j], n)
    )  # fmt: skip


@misconception(
    F, "m-step-means-divided-by-n",
    title="You divide the means by n, and it must be N_k.",
    explanation="A weighted mean is divided by the sum of its weights, N_k = Σᵢ wᵢₖ.",
    symbol="N_k",
)  # fmt: skip
def means_by_n(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    return _spoilt(X, w, reg_covar, mu=w.T @ X / len(X))


@misconception(
    F, "m-step-bessel",
    title="You divide by N_k − 1.",
    explanation="The likelihood is greatest with N_k itself. N_k − 1 makes an estimate unbiased, "
    "which is another aim, and with N_k ≤ 1 it makes no sense.",
    symbol="N_k",
)  # fmt: skip
def bessel(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    def cov(j: int, mu: Any) -> Any:
        with np.errstate(all="ignore"):
            N = w[:, j].sum()
            return plain.covariance(X, w[:, j], mu[j], 1.0) / (N - 1 if N else 1.0)

    return _spoilt(X, w, reg_covar, cov=cov)


@misconception(
    F, "m-step-shares-not-divided",
    title="You return N_k for φ, and it must be N_k/n.",
    explanation="Shares sum to one: φ = N_k/n.",
    symbol="φ_k",
)  # fmt: skip
def not_divided(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    _, mu, Sigma = plain.m_step(X, w, reg_covar)
    return w.sum(axis=0), mu, Sigma


@misconception(
    F, "m-step-shares-left-equal",
    title="You leave the shares at 1/k.",
    explanation="φ is a parameter too: its best value is N_k/n.",
    symbol="φ_k",
)  # fmt: skip
def left_equal(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    _, mu, Sigma = plain.m_step(X, w, reg_covar)
    return np.full(w.shape[1], 1 / w.shape[1]), mu, Sigma


@misconception(
    F, "m-step-shares-counted",
    title="You count for φ the points that a component is likeliest for.",
    explanation="That is the share of a hard assignment. φ_k is the mean of wᵢₖ over all points.",
    symbol="φ_k",
)  # fmt: skip
def counted(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    _, mu, Sigma = plain.m_step(X, w, reg_covar)
    return np.bincount(w.argmax(axis=1), minlength=w.shape[1]) / len(X), mu, Sigma


@misconception(
    F, "m-step-hard-assignment",
    title="You assign each point to its likeliest component, and average those.",
    explanation="That is k-means' update. EM weights every point by its responsibility.",
    symbol="wᵢₖ",
)  # fmt: skip
def hard(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    return plain.m_step(X, np.eye(w.shape[1])[w.argmax(axis=1)], reg_covar)


@misconception(
    F, "m-step-weights-squared",
    title="You weight twice: with wᵢₖ² in place of wᵢₖ.",
    explanation="Each point counts once with its share: Σᵢ wᵢₖ xᵢ / Σᵢ wᵢₖ.",
    symbol="wᵢₖ",
)  # fmt: skip
def squared(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    _, mu, Sigma = plain.m_step(X, w**2, reg_covar)
    return w.sum(axis=0) / len(X), mu, Sigma


@misconception(
    F, "m-step-covariance-weights-squared",
    title="You weight the covariances by wᵢₖ².",
    explanation="If both factors (x − μ) are multiplied by w, the weight is squared: multiply one "
    "of them, or both by √w.",
    symbol="wᵢₖ",
)  # fmt: skip
def covariance_squared(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    N = w.sum(axis=0)
    return _spoilt(
        X, w, reg_covar, cov=lambda j, mu: plain.covariance(X, w[:, j] ** 2, mu[j], N[j])
    )  # fmt: skip


@misconception(
    F, "m-step-means-unweighted",
    title="You take the plain mean of X for every component.",
    explanation="Then all means are the same, and EM stands still. Weight by wᵢₖ.",
    symbol="μ_k",
)  # fmt: skip
def unweighted(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    mean = np.asarray(X, dtype=float).mean(axis=0)
    return _spoilt(X, w, reg_covar, mu=np.repeat(mean[None], w.shape[1], axis=0))


@misconception(
    F, "m-step-covariance-unweighted",
    title="You leave the weights out of the covariances.",
    explanation="Σᵢ wᵢₖ (xᵢ − μ_k)(xᵢ − μ_k)ᵀ / N_k: a point that hardly belongs to k hardly "
    "counts.",
    symbol="wᵢₖ",
)  # fmt: skip
def covariance_unweighted(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    n, ones = len(X), np.ones(len(X))
    return _spoilt(
        X, w, reg_covar, cov=lambda j, mu: plain.covariance(X, ones, mu[j], n)
    )  # fmt: skip


@misconception(
    F, "m-step-np-cov",
    title="You take np.cov of X for every component.",
    explanation="That is one covariance of all points about their common mean. Each component has "
    "its own, weighted and about its own mean.",
    symbol="Σ_k",
)  # fmt: skip
def np_cov(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    whole = np.atleast_2d(np.cov(np.asarray(X, dtype=float).T, ddof=0))
    return _spoilt(X, w, reg_covar, cov=lambda j, mu: whole)


@misconception(
    F, "m-step-sum-of-the-outer-products-not-divided",
    title="You do not divide the covariances by N_k.",
    explanation="Σᵢ wᵢₖ (xᵢ − μ_k)(xᵢ − μ_k)ᵀ is a sum and grows with n: divide it by N_k.",
    symbol="N_k",
)  # fmt: skip
def undivided(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    return _spoilt(
        X, w, reg_covar, cov=lambda j, mu: plain.covariance(X, w[:, j], mu[j], 1.0)
    )  # fmt: skip


@misconception(
    F, "m-step-means-not-divided",
    title="You do not divide the means by N_k.",
    explanation="wᵀX is a sum of weighted points: divide each row by N_k.",
    symbol="N_k",
)  # fmt: skip
def means_undivided(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    return _spoilt(X, w, reg_covar, mu=w.T @ np.asarray(X, dtype=float))


MISCONCEPTIONS = collect(globals(), F)
