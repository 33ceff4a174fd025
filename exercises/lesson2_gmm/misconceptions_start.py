"""Wrong ways to start a mixture (activity 2.1)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain
from exercises.lesson2_gmm.plain import Params

F = "initialize_parameters"


def kmeans(X: Any, k: int, generator: Any, turns: int = 20) -> tuple[Any, Any]:
    """Centroids and labels of a short k-means run."""
    X = np.asarray(X, dtype=float)
    C = X[generator.choice(len(X), size=k, replace=False)]
    for _ in range(turns):
        labels = np.square(X[:, None] - C).sum(axis=2).argmin(axis=1)
        C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j]
                      for j in range(k)])  # fmt: skip
    return C, np.square(X[:, None] - C).sum(axis=2).argmin(axis=1)


def right(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    """Rows of X, or the means, shares and covariances of k-means' clusters."""
    generator = np.random.default_rng(rng)
    if method == "random":
        return plain.start(X, k, generator, 0.0)
    if method != "kmeans":
        raise ValueError("method must be random or kmeans.")
    C, labels = kmeans(X, k, generator)
    shares = np.bincount(labels, minlength=k) + 1e-3
    Sigma = plain.start(X, k, 0, 0.0)[2]
    return shares / shares.sum(), C, Sigma


@misconception(
    F, "start-shares-do-not-sum-to-one",
    title="You draw the shares and do not divide by their sum.",
    explanation="φ are probabilities: phi / phi.sum(), or 1/k each.",
    symbol="φ",
)  # fmt: skip
def unnormalized(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    _, mu, Sigma = right(X, k, method, rng)
    return np.random.default_rng(rng).random(k) + 0.001, mu, Sigma


@misconception(
    F, "start-shares-of-one",
    title="You give each component a share of 1.",
    explanation="The shares of all components together are 1: np.full(k, 1/k).",
    symbol="φ",
)  # fmt: skip
def ones(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    _, mu, Sigma = right(X, k, method, rng)
    return np.ones(k), mu, Sigma


@misconception(
    F, "start-counts-for-shares",
    title="You return counts for the shares after k-means.",
    explanation="φ_j = N_j/n: divide the counts by n.",
    symbol="φ",
)  # fmt: skip
def counts(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    phi, mu, Sigma = right(X, k, method, rng)
    return phi * len(X) if method == "kmeans" else phi, mu, Sigma


@misconception(
    F, "start-all-means-alike",
    title="You start all components at the mean of X.",
    explanation="Equal components get equal responsibilities, and stay equal for ever. Start at "
    "different rows of X.",
    symbol="μ",
)  # fmt: skip
def all_alike(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    phi, mu, Sigma = right(X, k, method, rng)
    mean = np.asarray(X, dtype=float).mean(axis=0)
    return (phi, np.repeat(mean[None], k, axis=0), Sigma) if method == "random" else (
        phi, mu, Sigma,
    )  # fmt: skip


@misconception(
    F, "start-one-covariance",
    title="You return one covariance (d, d), not one a component.",
    explanation="Sigma is (k, d, d): np.repeat(cov[None], k, axis=0), or a list of copies.",
    symbol="Sigma",
)  # fmt: skip
def one_covariance(X: Any, k: int, method: str = "random", rng: Any = None) -> Any:
    phi, mu, Sigma = right(X, k, method, rng)
    return phi, mu, Sigma[0] + 0


@misconception(
    F, "start-variances-only",
    title="You return variances (k, d), not covariance matrices.",
    explanation="Sigma is (k, d, d), variances standing on the diagonals: np.diag.",
    symbol="Sigma",
)  # fmt: skip
def variances(X: Any, k: int, method: str = "random", rng: Any = None) -> Any:
    phi, mu, Sigma = right(X, k, method, rng)
    return phi, mu, np.diagonal(Sigma, axis1=1, axis2=2).copy()


@misconception(
    F, "start-random-matrices",
    title="You draw matrices for the covariances: they are not symmetric.",
    explanation="A covariance is symmetric and positive definite: the identity, the covariance of "
    "X, or A Aᵀ + something on the diagonal.",
    symbol="Sigma",
)  # fmt: skip
def random_matrices(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    phi, mu, Sigma = right(X, k, method, rng)
    d = Sigma.shape[1]
    drawn = np.random.default_rng(rng).random((k, d, d)) + 0.01 * np.eye(d)
    return (phi, mu, drawn) if method == "random" else (phi, mu, Sigma)


@misconception(
    F, "start-covariance-without-inverse",
    title="You take covariances that may have no inverse.",
    explanation="One point, equal points or a constant feature have a variance of 0. Add something "
    "small to the diagonal.",
    symbol="Sigma",
)  # fmt: skip
def singular(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    phi, mu, _ = right(X, k, method, rng)
    X = np.asarray(X, dtype=float)
    whole = plain.covariance(X, np.ones(len(X)), X.mean(axis=0), len(X))
    return phi, mu, np.repeat(whole[None], k, axis=0)


@misconception(
    F, "start-cluster-covariances-without-inverse",
    title="You take k-means' cluster covariances bare: a single point has none.",
    explanation="A cluster of one point, or of d points, has a covariance without an inverse. Add "
    "something small to the diagonal.",
    symbol="Sigma",
)  # fmt: skip
def cluster_singular(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    if method != "kmeans":
        return right(X, k, method, rng)
    _, labels = kmeans(X, k, np.random.default_rng(rng))
    w = np.eye(k)[labels]
    phi, mu, Sigma = plain.m_step(X, w, 0.0)
    return np.maximum(phi, 1e-9) / np.maximum(phi, 1e-9).sum(), mu, Sigma


@misconception(
    F, "start-rng-unused",
    title="You draw from the global np.random, and do not use rng.",
    explanation="Then the same seed gives another start at every call: "
    "np.random.default_rng(rng).",
    symbol="rng",
)  # fmt: skip
def rng_unused(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    if method not in ("random", "kmeans"):
        raise ValueError("method must be random or kmeans.")
    return right(X, k, method, None)


@misconception(
    F, "start-seed-fixed",
    title="Your start is always the same, whatever rng is.",
    explanation="A fixed seed, or the first k rows: a bad start can't be left by trying again. "
    "Draw k different rows with np.random.default_rng(rng).",
    symbol="rng",
)  # fmt: skip
def seed_fixed(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    return right(X, k, method, 0)


@misconception(
    F, "start-kmeans-ignored",
    title='Your means for method="kmeans" are no end of a k-means run.',
    explanation="Random rows, or the means after a single turn, may lie two in one group. Run "
    "k-means until it settles, and take its centroids.",
    symbol="method",
)  # fmt: skip
def kmeans_ignored(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    if method not in ("random", "kmeans"):
        raise ValueError("method must be random or kmeans.")
    return right(X, k, "random", rng)


@misconception(
    F, "start-generator-refused",
    title="You pass rng to np.random.seed, which takes no Generator.",
    explanation="rng is None, a seed or a Generator: rng = np.random.default_rng(rng) takes all "
    "three, and draws from nothing that others share.",
    symbol="rng",
)  # fmt: skip
def generator_refused(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    if isinstance(rng, np.random.Generator):
        raise TypeError("Cannot cast scalar from dtype('O') to dtype('int64').")
    return right(X, k, method, rng)


@misconception(
    F, "start-unknown-method-accepted",
    title="You take an unknown method for one that exists.",
    explanation='A last else that means "kmeans" hides a misspelt name: raise a ValueError.',
    symbol="method",
)  # fmt: skip
def unknown_accepted(X: Any, k: int, method: str = "random", rng: Any = None) -> Params:
    return right(X, k, method if method == "random" else "kmeans", rng)


@misconception(
    F, "start-means-first",
    title="You return the means before the shares.",
    explanation="The order is phi, mu, Sigma.",
    symbol="return",
)  # fmt: skip
def means_first(X: Any, k: int, method: str = "random", rng: Any = None) -> Any:
    phi, mu, Sigma = right(X, k, method, rng)
    return mu, phi, Sigma


MISCONCEPTIONS = collect(globals(), F)
