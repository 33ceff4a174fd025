"""Wrong log densities of the Bernoulli mixture."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.lesson3_em.wrong_density import WrongDensity
from exercises.lesson3_em.wrongs import log


def _bernoulli(X: Any, theta: Any) -> Any:
    return X @ log(theta).T + (1 - X) @ log(1 - theta).T


BMM = (
    WrongDensity(
        "only-the-ones",
        "You count the ones and forget the zeros.",
        "A 0 says something too: the factor of a feature is θ where x = 1 and 1 − θ where x = 0.",
        "(1 − x) log(1 − θ)",
        lambda X, theta: X @ log(theta).T,
    ),
    WrongDensity(
        "only-the-zeros",
        "You count the zeros and forget the ones.",
        "The factor of a feature is 1 − θ where x = 0 and θ where x = 1.",
        "x log θ",
        lambda X, theta: (1 - X) @ log(1 - theta).T,
    ),
    WrongDensity(
        "zeros-and-ones-swapped",
        "You take θ for the chance of a 0.",
        "θ is the chance of a 1: x log θ + (1 − x) log(1 − θ).",
        "x log θ",
        lambda X, theta: (1 - X) @ log(theta).T + X @ log(1 - theta).T,
    ),
    WrongDensity(
        "one-minus-x-forgotten",
        "You add log(1 − θ) for every feature, the ones included.",
        "log(1 − θ) is to be multiplied by 1 − x: it counts where x = 0 alone.",
        "(1 − x) log(1 − θ)",
        lambda X, theta: X @ log(theta).T + log(1 - theta).sum(axis=1),
    ),
    WrongDensity(
        "wrong-sign-of-zeros",
        "You take the zeros' term off, and it is to be added.",
        "Features are independent given the component: all their log probabilities add up.",
        "+ (1 − x) log(1 − θ)",
        lambda X, theta: X @ log(theta).T - (1 - X) @ log(1 - theta).T,
    ),
    WrongDensity(
        "mean-over-features",
        "You take the mean over the features, and their logs are to be added up.",
        "A product of d probabilities has as its logarithm the sum of d logs. The mean makes every "
        "point as unsure as a single feature.",
        "Σ over features",
        lambda X, theta: _bernoulli(X, theta) / X.shape[1],
    ),
    WrongDensity(
        "theta-clipped",
        "You clip θ to [0.01, 0.99] before the logarithm.",
        "A θ of 0.001 is meant so: the M-step has kept θ off 0 and 1 already, and another θ has "
        "another posterior and another ELBO.",
        "θ",
        lambda X, theta: _bernoulli(X, np.clip(theta, 0.01, 0.99)),
    ),
    WrongDensity(
        "squared-distance",
        "You compare x with θ by squared distance, as for a Gaussian.",
        "Zeros and ones have the log probability x log θ + (1 − x) log(1 − θ).",
        "x log θ",
        lambda X, theta: -((X[:, None] - theta) ** 2).sum(axis=2) / 2,
    ),
)
