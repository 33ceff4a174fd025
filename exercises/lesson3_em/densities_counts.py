"""Wrong log densities of the Poisson and of the exponential mixture."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.lesson3_em.families import log_factorial
from exercises.lesson3_em.wrong_density import WrongDensity
from exercises.lesson3_em.wrongs import log


def _poisson(X: Any, lam: Any) -> Any:
    return X @ log(lam).T - lam.sum(axis=1) - log_factorial(X).sum(axis=1)[:, None]


def _poisson_normal(X: Any, lam: Any) -> Any:
    gaps = X[:, None] - lam
    return -0.5 * (gaps**2 / lam + np.log(2 * np.pi * lam)).sum(axis=2)


PMM = (
    WrongDensity(
        "no-minus-lambda",
        "You leave −λ out of the log density.",
        "log p(x) = x log λ − λ − log x!. Without −λ the component of the largest rate always "
        "gains.",
        "−λ",
        lambda X, lam: _poisson(X, lam) + lam.sum(axis=1),
    ),
    WrongDensity(
        "plus-lambda",
        "You add λ, and it is to be taken off.",
        "The density is λ^x e^(−λ) / x!, its logarithm x log λ − λ − log x!.",
        "−λ",
        lambda X, lam: _poisson(X, lam) + 2 * lam.sum(axis=1),
    ),
    WrongDensity(
        "x-times-lambda",
        "You multiply x by λ, and not by log λ.",
        "λ^x has the logarithm x log λ.",
        "x log λ",
        lambda X, lam: X @ lam.T - lam.sum(axis=1) - log_factorial(X).sum(axis=1)[:, None],
    ),
    WrongDensity(
        "lambda-log-x",
        "You take λ log x for x log λ.",
        "The count is the exponent: λ^x, so that its logarithm is x log λ.",
        "x log λ",
        lambda X, lam: (
            log(np.maximum(X, 1)) @ lam.T - lam.sum(axis=1)
            - log_factorial(X).sum(axis=1)[:, None]
        ),
    ),
    WrongDensity(
        "log-rate",
        "You take λ for the logarithm of the rate.",
        "params holds λ itself. With log λ as parameter x λ − e^λ would be right.",
        "λ",
        lambda X, lam: (
            X @ lam.T - np.exp(lam).sum(axis=1) - log_factorial(X).sum(axis=1)[:, None]
        ),
    ),
    WrongDensity(
        "mean-over-features",
        "You take the mean over the features, and their logs are to be added up.",
        "Features are independent given the component: a product of densities, a sum of logs.",
        "Σ over features",
        lambda X, lam: _poisson(X, lam) / X.shape[1],
    ),
    WrongDensity(
        "normal-approximation",
        "You use a Gaussian of mean λ and variance λ.",
        "That is only near a Poisson distribution for large λ. Counts have x log λ − λ − log x!.",
        "x log λ − λ",
        _poisson_normal,
    ),
    WrongDensity(
        "squared-distance-to-lambda",
        "You compare x with λ by squared distance, as for a Gaussian.",
        "Counts have the Poisson log probability x log λ − λ − log x!: the spread grows with λ.",
        "x log λ − λ",
        lambda X, lam: (
            -((X[:, None] - lam) ** 2).sum(axis=2) / 2 - log_factorial(X).sum(axis=1)[:, None]
        ),
    ),
    WrongDensity(
        "factorial-overflows",
        "You compute x! itself, which overflows above 170.",
        "171! is more than the largest float, and its logarithm ∞. scipy.special.gammaln(x + 1) is "
        "log x! without computing x!.",
        "log x!",
        lambda X, lam: (
            X @ log(lam).T - lam.sum(axis=1) - log(np.exp(log_factorial(X))).sum(axis=1)[:, None]
        ),
    ),
    WrongDensity(
        "no-factorial",
        "You leave out −log x!.",
        "An E-step divides it out, but then the ELBO is no bound on log p(X).",
        "log x!",
        lambda X, lam: X @ log(lam).T - lam.sum(axis=1),
        cancels=True,
    ),
    WrongDensity(
        "log-x-for-factorial",
        "You take log x off, and not log x!.",
        "x! is 1·2·…·x: scipy.special.gammaln(x + 1) is its logarithm.",
        "log x!",
        lambda X, lam: (
            X @ log(lam).T - lam.sum(axis=1) - log(np.maximum(X, 1)).sum(axis=1)[:, None]
        ),
        cancels=True,
    ),
    WrongDensity(
        "gammaln-of-x",
        "You take gammaln(x) for log x!, and that is log (x − 1)!.",
        "Γ(x + 1) = x!, so log x! is gammaln(x + 1).",
        "log x!",
        lambda X, lam: (
            X @ log(lam).T - lam.sum(axis=1)
            - log_factorial(np.maximum(X - 1, 0)).sum(axis=1)[:, None]
        ),
        cancels=True,
    ),
)  # fmt: skip


def _exponential(X: Any, rate: Any) -> Any:
    return log(rate).sum(axis=1) - X @ rate.T


EXM = (
    WrongDensity(
        "mean-for-rate",
        "You take the rate for the mean: x is divided by it.",
        "With the rate as parameter the density is rate·e^(−rate·x); with the mean m it would be "
        "e^(−x/m)/m.",
        "rate",
        lambda X, rate: -log(rate).sum(axis=1) - X @ (1 / rate).T,
    ),
    WrongDensity(
        "no-log-rate",
        "You leave the factor rate out of the density.",
        "e^(−rate·x) does not integrate to one. With log rate it is a density, and steep "
        "components start higher.",
        "log rate",
        lambda X, rate: -X @ rate.T,
    ),
    WrongDensity(
        "minus-log-rate",
        "You take log rate off, and it is to be added.",
        "log p(x) = log rate − rate·x.",
        "log rate",
        lambda X, rate: -log(rate).sum(axis=1) - X @ rate.T,
    ),
    WrongDensity(
        "rate-for-its-log",
        "You add the rate, and not its logarithm.",
        "log p(x) = log rate − rate·x.",
        "log rate",
        lambda X, rate: rate.sum(axis=1) - X @ rate.T,
    ),
    WrongDensity(
        "one-log-rate",
        "You count one log rate, that of the sum, for all features.",
        "Each feature has its own factor rate: add up their logarithms.",
        "Σ log rate",
        lambda X, rate: log(rate.sum(axis=1)) - X @ rate.T,
    ),
    WrongDensity(
        "log-x",
        "You take the logarithm of x as well.",
        "The exponent is −rate·x, with x as it is.",
        "rate·x",
        lambda X, rate: log(rate).sum(axis=1) - np.log1p(X) @ rate.T,
    ),
    WrongDensity(
        "mean-over-features",
        "You take the mean over the features, and their logs are to be added up.",
        "Features are independent given the component: a product of densities, a sum of logs.",
        "Σ over features",
        lambda X, rate: _exponential(X, rate) / X.shape[1],
    ),
)
