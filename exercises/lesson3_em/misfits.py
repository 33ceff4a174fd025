"""Wrong estimates of the components' parameters, by model: Gaussian, Bernoulli and the like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from exercises.lesson3_em.families import CLAMP, FLOOR, REG_COVAR, weighted_means


@dataclass(frozen=True)
class Misfit:
    """One wrong way to all parameters but phi, with its words."""

    id: str
    title: str
    explanation: str
    symbol: str
    fit: Callable[[Any, Any, Any], Any]


def _scatters(X: Any, Q: Any, N: Any, about: Any) -> Any:
    """Σᵢ Qᵢⱼ (x − about_j)(x − about_j)ᵀ / N_j, unregularized."""
    return np.stack(
        [(q[:, None] * (X - m)).T @ (X - m) / t for q, m, t in zip(Q.T, about, N, strict=True)]
    )


def _gaussian(change: Callable[[Any], Any], reg: bool = True) -> Callable[[Any, Any, Any], Any]:
    """Right means, and covariances changed before the regularization."""

    def fit(X: Any, Q: Any, N: Any) -> Any:
        mu = weighted_means(X, Q, N)
        Sigma = change(_scatters(X, Q, N, mu))
        return mu, Sigma + (REG_COVAR * np.eye(X.shape[1]) if reg else 0)

    return fit


def _reg(X: Any) -> Any:
    return REG_COVAR * np.eye(X.shape[1])


def _about_all(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    return mu, _scatters(X, Q, N, np.tile(X.mean(axis=0), (len(N), 1))) + _reg(X)


def _by_n(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    return mu, _scatters(X, Q, np.full(len(N), len(X)), mu) + _reg(X)


def _bessel(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    return mu, _scatters(X, Q, np.where(N > 1, N - 1, N), mu) + _reg(X)


def _undivided(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    return mu, _scatters(X, Q, np.ones(len(N)), mu) + _reg(X)


def _plain(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    even = np.ones_like(Q)
    return mu, _scatters(X, even, even.sum(axis=0), mu) + _reg(X)


def _squares(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    return mu, _scatters(X, Q**2, N, mu) + _reg(X)


def _moments(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    second = np.stack([(q[:, None] * X).T @ X / t for q, t in zip(Q.T, N, strict=True)])
    return mu, second - mu[:, :, None] * mu[:, None] + _reg(X)


def _unregularized(X: Any, Q: Any, N: Any) -> Any:
    mu = weighted_means(X, Q, N)
    return mu, _scatters(X, Q, N, mu)


def _spherical(Sigma: Any) -> Any:
    d = Sigma.shape[-1]
    return np.trace(Sigma, axis1=1, axis2=2)[:, None, None] / d * np.eye(d)


_GMM = (
    Misfit("no-regularization", "You leave out the 1e-6 on the diagonal of Σ.",
           "Without it a component that shrinks onto one point gets a singular Σ. Lesson 2's "
           "M-step adds reg_covar = 1e-6.", "Σⱼ + 1e-6·I", _unregularized),
    Misfit("regularization-everywhere", "You add 1e-6 to every entry of Σ.",
           "Only the diagonal is raised: reg_covar * np.eye(d). A constant added everywhere keeps "
           "a singular matrix singular.", "Σⱼ + 1e-6·I",
           _gaussian(lambda S: S + REG_COVAR * (1 - np.eye(S.shape[-1])))),
    Misfit("about-the-overall-mean", "You take Σ about the mean of all data.",
           "A component's covariance is about its own new mean μⱼ: else it is as wide as all the "
           "data.", "xᵢ − μⱼ", _about_all),
    Misfit("covariances-over-n", "You divide the covariances by n, and not by Nⱼ.",
           "The weights of component j sum to Nⱼ.", "Nⱼ", _by_n),
    Misfit("covariances-bessel", "You divide the covariances by Nⱼ − 1.",
           "The maximum of the likelihood divides by Nⱼ; Nⱼ − 1 makes an unbiased estimate of "
           "something else.", "Nⱼ", _bessel),
    Misfit("covariances-undivided", "You leave the covariances undivided.",
           "Σⱼ is a weighted mean of outer products: divide by Nⱼ.", "Nⱼ", _undivided),
    Misfit("covariances-unweighted", "You weight the means, but not the covariances.",
           "Every outer product counts with Qᵢⱼ too.", "Qᵢⱼ", _plain),
    Misfit("covariances-by-squared-weights", "You apply Q to both factors of the outer product.",
           "Q·(x − μ) times Q·(x − μ) weights by Q². One of the two is to be weighted.", "Qᵢⱼ",
           _squares),
    Misfit("diagonal-covariances", "You keep only the variances.",
           "Σ is full here: the off-diagonal entries say how the features go together.", "Σⱼ",
           _gaussian(lambda S: S * np.eye(S.shape[-1]))),
    Misfit("spherical-covariances", "You make Σ a multiple of the identity.",
           "Σ is full here, with a variance of its own for each direction.", "Σⱼ",
           _gaussian(_spherical)),
    Misfit("standard-deviations", "You return square roots: standard deviations for variances.",
           "Σ holds variances and covariances.", "Σⱼ",
           _gaussian(lambda S: np.sign(S) * np.sqrt(np.abs(S)))),
    Misfit("second-moments", "You take E[xxᵀ] − μμᵀ, and far from the origin digits cancel.",
           "At 1e8 both terms are near 1e16 and their difference near 1. Subtract the mean first.",
           "xᵢ − μⱼ", _moments),
)  # fmt: skip


def _means(change: Callable[[Any], Any]) -> Callable[[Any, Any, Any], Any]:
    """Weighted means, changed."""
    return lambda X, Q, N: (change(weighted_means(X, Q, N)),)


def _laplace(X: Any, Q: Any, N: Any) -> Any:
    return (np.clip((Q.T @ X + 1) / (N[:, None] + 2), CLAMP, 1 - CLAMP),)


_BMM = (
    Misfit("theta-not-clamped", "You let θ become 0 or 1.",
           "Then one point that disagrees has density 0, and log 0 enters E-step and ELBO. Keep θ "
           "within [1e-7, 1 − 1e-7].", "0 < θ < 1", _means(lambda m: m)),
    Misfit("theta-clamped-widely", "You keep θ too far from 0 and 1.",
           "θ must be within 1e-6 of the weighted mean; a margin of 0.01 is another model.",
           "0 < θ < 1", _means(lambda m: np.clip(m, 0.01, 0.99))),
    Misfit("theta-smoothed", "You add pseudo-counts: (sum + 1) / (Nⱼ + 2).",
           "That is a posterior mean under a uniform prior, and not the maximum of the ELBO.",
           "θⱼ", _laplace),
    Misfit("theta-rounded", "You round θ to 0 or 1.",
           "A prototype is grey: θ is the share of ones, and no vote on them.", "θⱼ",
           _means(lambda m: np.clip(np.rint(m), CLAMP, 1 - CLAMP))),
    Misfit("share-of-zeros", "You estimate the share of zeros.",
           "θ is the probability of a 1: the weighted mean of x, not of 1 − x.", "θⱼ",
           _means(lambda m: np.clip(1 - m, CLAMP, 1 - CLAMP))),
    Misfit("theta-normalized", "You scale θ so that it sums to one over the features.",
           "Each feature has a probability of its own; only φ sums to one.", "θⱼ",
           _means(lambda m: np.clip(m / m.sum(axis=1, keepdims=True), CLAMP, 1 - CLAMP))),
    Misfit("theta-over-components", "You scale θ so that it sums to one over the components.",
           "Two components may both hold a feature to be likely: θⱼ is estimated from its own "
           "points.", "θⱼ",
           _means(lambda m: np.clip(m / m.sum(axis=0), CLAMP, 1 - CLAMP))),
)  # fmt: skip


def _weighted_variance(X: Any, Q: Any, N: Any) -> Any:
    m = weighted_means(X, Q, N)
    return np.stack([q @ (X - mean) ** 2 / t for q, mean, t in zip(Q.T, m, N, strict=True)])


_PMM = (
    Misfit("lambda-zero", "You let λ become 0.",
           "Then log λ is −∞, and one count of 1 has density 0. Raise λ to at least 1e-10.",
           "λ > 0", _means(lambda m: m)),
    Misfit("lambda-floored-high", "You keep λ above 0.1.",
           "λ must be within 1e-6 of the weighted mean: a small rate is a rate. 1e-10 is enough of "
           "a floor.", "λ > 0", _means(lambda m: np.maximum(m, 0.1))),
    Misfit("one-over-the-mean", "You return one over the weighted mean.",
           "That is the rate of an exponential distribution. A Poisson λ is the mean count.", "λⱼ",
           _means(lambda m: 1 / np.maximum(m, FLOOR))),
    Misfit("variance-for-lambda", "You estimate λ by the weighted variance.",
           "Mean and variance of a Poisson distribution are equal, but the maximum of the ELBO is "
           "the weighted mean.", "λⱼ",
           lambda X, Q, N: (np.maximum(_weighted_variance(X, Q, N), FLOOR),)),
    Misfit("lambda-rounded", "You round λ to a whole number.",
           "Counts are whole, their mean is not.", "λⱼ",
           _means(lambda m: np.maximum(np.rint(m), FLOOR))),
    Misfit("lambda-plus-one", "You add 1 to λ so that it is never 0.",
           "That moves every rate. Raise only what is below 1e-10: np.maximum(mean, 1e-10).",
           "λ > 0", _means(lambda m: m + 1)),
    Misfit("log-of-lambda", "You return log λ.",
           "params holds λ itself: E-step and ELBO take the logarithm.", "λⱼ",
           _means(lambda m: np.log(np.maximum(m, FLOOR)))),
)  # fmt: skip


def _one_over(mean: Any) -> Any:
    return 1 / np.maximum(mean, FLOOR)


_EXM = (
    Misfit("mean-for-rate", "You return the mean waiting time, and the rate is one over it.",
           "rate = Nⱼ / Σᵢ Qᵢⱼ xᵢ: short times make a high rate.", "rate = 1 / mean",
           _means(lambda m: np.maximum(m, FLOOR))),
    Misfit("rate-infinite", "You divide by a weighted mean of 0.",
           "Where all waiting times are 0 the rate must stay finite: raise the mean to at least "
           "1e-10 first.", "rate < ∞", _means(lambda m: 1 / m)),
    Misfit("mean-of-reciprocals", "You average 1/x, and asked for is one over the average of x.",
           "E[1/x] is not 1/E[x] (Jensen's inequality): the maximum is at 1 over the weighted "
           "mean.", "rate = 1 / mean",
           lambda X, Q, N: (Q.T @ (1 / np.maximum(X, FLOOR)) / N[:, None],)),
    Misfit("mean-plus-one", "You add 1 to the mean so that it is never 0.",
           "That lowers every rate. Raise only what is below 1e-10: np.maximum(mean, 1e-10).",
           "rate < ∞", _means(lambda m: 1 / (m + 1))),
    Misfit("mean-floored-high", "You keep the mean above 0.01.",
           "Short waiting times make high rates, and 1e-10 is enough of a floor.", "rate < ∞",
           _means(lambda m: 1 / np.maximum(m, 0.01))),
    Misfit("rate-from-deviation", "You take one over the standard deviation.",
           "Mean and standard deviation of an exponential distribution are equal, but the maximum "
           "of the ELBO has the weighted mean.", "rate = 1 / mean",
           lambda X, Q, N: (_one_over(np.sqrt(_weighted_variance(X, Q, N))),)),
    Misfit("zero-mean-rate-one", "You set the rate to 1 where the mean is 0.",
           "Waiting times of 0 mean a very high rate: 1 over a mean raised to 1e-10.", "rate < ∞",
           _means(lambda m: np.where(m > FLOOR, _one_over(m), 1.0))),
    Misfit("logarithmic-rate", "You return the logarithm of the rate.",
           "params holds the rate itself.", "rate",
           _means(lambda m: np.log(_one_over(m)))),
)  # fmt: skip

MISFITS = {"gmm": _GMM, "bmm": _BMM, "pmm": _PMM, "exm": _EXM}
