"""Wrong ways to update the parameters (activity 2.3): centres, reg_covar, numerics."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain
from exercises.lesson2_gmm.plain import Params

F = "m_step"


@misconception(
    F, "m-step-about-the-common-mean",
    title="You take the covariances about the mean of all points.",
    explanation="Σ_k is the spread about μ_k, the component's own new mean.",
    symbol="μ_k",
)  # fmt: skip
def common_mean(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, _ = plain.m_step(X, w, reg_covar)
    mean = np.asarray(X, dtype=float).mean(axis=0)
    return phi, mu, plain.covariances(X, w, np.repeat(mean[None], len(phi), axis=0), reg_covar)


@misconception(
    F, "m-step-second-moment",
    title="You do not subtract the means: that is the second moment.",
    explanation="Σᵢ wᵢₖ xᵢxᵢᵀ / N_k is the spread about the origin. Subtract μ_k from each point.",
    symbol="x − μ_k",
)  # fmt: skip
def second_moment(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, _ = plain.m_step(X, w, reg_covar)
    return phi, mu, plain.covariances(X, w, 0 * mu, reg_covar)


@misconception(
    F, "m-step-moment-minus-square",
    title="You take E[xxᵀ] − μμᵀ, and the digits cancel far away.",
    explanation="At 1e8 both are near 1e16 and their difference is rounding. Subtract μ from the "
    "points, then multiply.",
    symbol="Σ_k",
)  # fmt: skip
def cancelled(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    X, N = np.asarray(X, dtype=float), w.sum(axis=0)
    for j in np.flatnonzero(N):
        moment = (w[:, j][:, None] * X).T @ X / N[j] - np.outer(mu[j], mu[j])
        Sigma[j] = moment + reg_covar * np.eye(X.shape[1])
    return phi, mu, Sigma


@misconception(
    F, "m-step-reg-covar-forgotten",
    title="You leave out reg_covar.",
    explanation="Without it a component that shrinks onto a point gets a covariance of 0, and an "
    "infinite density. Σ_k + reg_covar · I.",
    symbol="reg_covar",
)  # fmt: skip
def forgotten(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    return plain.m_step(X, w, 0.0)


@misconception(
    F, "m-step-reg-covar-everywhere",
    title="You add reg_covar to all entries, and not to the diagonal alone.",
    explanation="Sigma + reg_covar adds it off the diagonal too, and makes features look "
    "correlated: Sigma + reg_covar * np.eye(d).",
    symbol="reg_covar",
)  # fmt: skip
def everywhere(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, 0.0)
    return phi, mu, Sigma + reg_covar


@misconception(
    F, "m-step-reg-covar-fixed",
    title="You always add 1e-6, whatever reg_covar is.",
    explanation="The caller decides: reg_covar is an argument, and 0 switches it off.",
    symbol="reg_covar",
)  # fmt: skip
def fixed(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    return plain.m_step(X, w, 1e-6)


@misconception(
    F, "m-step-reg-covar-multiplied",
    title="You multiply by 1 + reg_covar, and it must be added.",
    explanation="A covariance of 0 stays 0, whatever it is multiplied by.",
    symbol="reg_covar",
)  # fmt: skip
def multiplied(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, 0.0)
    return phi, mu, Sigma * (1 + reg_covar)


@misconception(
    F, "m-step-reg-covar-divided",
    title="You add reg_covar before you divide by N_k.",
    explanation="Divided by N_k it shrinks as the component grows: first divide, then add.",
    symbol="reg_covar",
)  # fmt: skip
def divided(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, 0.0)
    N = np.maximum(w.sum(axis=0), 1e-300)
    ridge = np.where(w.any(axis=0), reg_covar / N, reg_covar)
    return phi, mu, Sigma + ridge[:, None, None] * np.eye(np.shape(X)[1])


@misconception(
    F, "m-step-diagonal-only",
    title="You keep the variances only: the off-diagonal entries are 0.",
    explanation="A full covariance has them: (x − μ)(x − μ)ᵀ is a matrix, an outer product.",
    symbol="Σ_k",
)  # fmt: skip
def diagonal(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    return phi, mu, plain.shaped(Sigma, "diag")


@misconception(
    F, "m-step-variances-of-shape-k-d",
    title="You return a variance a feature, and asked for is a matrix a component.",
    explanation="Σ_k is (d, d): (x − μ)(x − μ)ᵀ is an outer product, (gaps * w[:, [k]]).T @ gaps.",
    symbol="(k, d, d)",
)  # fmt: skip
def variances(X: Any, w: Any, reg_covar: float = 1e-6) -> Any:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    return phi, mu, np.diagonal(Sigma, axis1=1, axis2=2).copy()


@misconception(
    F, "m-step-absolute-differences",
    title="You take the absolute values of the differences x − μ_k.",
    explanation="Their products have a sign: it is negative where one feature is above its mean "
    "and the other below.",
    symbol="x − μ_k",
)  # fmt: skip
def absolute(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    for j in np.flatnonzero(phi):
        gaps = np.abs(np.asarray(X, dtype=float) - mu[j])
        own = plain.covariance(gaps, w[:, j], 0.0, w[:, j].sum())
        Sigma[j] = own + reg_covar * np.eye(gaps.shape[1])
    return phi, mu, Sigma


@misconception(
    F, "m-step-deviations",
    title="You return standard deviations: the square root is taken.",
    explanation="Sigma holds covariances, σ², and no root.",
    symbol="σ²",
)  # fmt: skip
def deviations(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    return phi, mu, np.sign(Sigma) * np.sqrt(np.abs(Sigma))


@misconception(
    F, "m-step-one-covariance-for-all",
    title="You compute one covariance for all components (tied).",
    explanation="Each component has its own Σ_k, divided by its own N_k.",
    symbol="Σ_k",
)  # fmt: skip
def tied(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    return phi, mu, np.repeat(np.einsum("k,kab->ab", phi, Sigma)[None], len(phi), axis=0)


@misconception(
    F, "m-step-empty-nan",
    title="You divide by N_k = 0, and a component without weight becomes NaN.",
    explanation="0/0 spreads through every later step. Such a component has φ_k = 0, and any "
    "finite mean and covariance.",
    symbol="N_k = 0",
)  # fmt: skip
def empty_nan(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    empty = w.sum(axis=0) == 0
    mu[empty], Sigma[empty] = np.nan, np.nan
    return phi, mu, Sigma


@misconception(
    F, "m-step-guard-too-large",
    title="You add 1e-6 or so to N_k, and every mean is a little too small.",
    explanation="A guard that does no harm is as small as 10 · eps, as in scikit-learn; better is "
    "none: treat N_k = 0 apart.",
    symbol="N_k",
)  # fmt: skip
def guard(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    X, N = np.asarray(X, dtype=float), w.sum(axis=0) + 1e-6
    mu = w.T @ X / N[:, None]
    Sigma = [plain.covariance(X, w[:, j], mu[j], N[j]) for j in range(len(N))]
    return w.sum(axis=0) / len(X), mu, np.array(Sigma) + reg_covar * np.eye(X.shape[1])


@misconception(
    F, "m-step-whole-means",
    title="You write the means into an array of integers, and fractions are cut off.",
    explanation="np.zeros_like(X[:k]) is an integer array where X is. Ask for dtype=float.",
    symbol="μ_k",
)  # fmt: skip
def whole(X: Any, w: Any, reg_covar: float = 1e-6) -> Params:
    phi, mu, _ = plain.m_step(X, w, reg_covar)
    mu = mu.astype(np.asarray(X).dtype).astype(float) if np.asarray(X).dtype.kind == "i" else mu
    return phi, mu, plain.covariances(X, w, mu, reg_covar)


@misconception(
    F, "m-step-other-order",
    title="You return the means first.",
    explanation="The order is phi, mu, Sigma: who unpacks it relies on it.",
    symbol="return",
)  # fmt: skip
def other_order(X: Any, w: Any, reg_covar: float = 1e-6) -> Any:
    phi, mu, Sigma = plain.m_step(X, w, reg_covar)
    return mu, Sigma, phi


MISCONCEPTIONS = collect(globals(), F)
