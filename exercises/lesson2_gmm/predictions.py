"""The answers to lesson 2's questions, computed from the data: `answer` and the facts beside it.

`answer` is the index of the right choice in lesson.toml; the facts go into the explanation.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np

from exercises.lesson2_gmm.data import (
    WIDE_AND_NARROW,
    agreement,
    free_parameters,
    from_clusters,
    standardized_geyser,
)
from reference import datasets, kmeans_examples
from reference.em_mog_examples import (
    assign_clusters,
    e_step,
    em_mog,
    evaluate_gmm,
    gaussian_log_density,
    log_likelihood,
    m_step,
)

Facts = dict[str, Any]


def predict_2_1() -> Facts:
    """The share of draws inside the 1σ ellipse. Choices: 39 %, 68 %, 95 %."""
    draws, generator = 100_000, np.random.default_rng(0)
    mean, cov = np.zeros(2), np.array([[5.0, 3.0], [3.0, 5.0]])
    squared = _distances(generator.multivariate_normal(mean, cov, size=draws), mean, cov)
    line = _distances(generator.standard_normal((draws, 1)), np.zeros(1), np.eye(1))
    share = float(np.mean(squared <= 1))
    facts = {"draws": draws, "line": float(np.mean(line <= 1)), "two": float(np.mean(squared <= 4))}
    return {"answer": _nearest(share, (0.39, 0.68, 0.95)), "share": share, **facts}


def _distances(X: Any, mean: Any, cov: Any) -> Any:
    """(x − μ)ᵀ Σ⁻¹ (x − μ), from how far the log-density is below that of the mean."""
    return 2 * (gaussian_log_density(mean[None], mean, cov) - gaussian_log_density(X, mean, cov))


def predict_2_2() -> Facts:
    """Who has the point on the far side of the narrow one. Choices: B, both, A."""
    x = 6.0
    wide = float(e_step(np.array([[x]]), *WIDE_AND_NARROW)[0, 0])
    _, means, variances = (part.reshape(2) for part in WIDE_AND_NARROW)
    sigmas = np.abs(x - means) / np.sqrt(variances)
    answer = 0 if wide < 0.1 else 2 if wide > 0.9 else 1
    return {"answer": answer, "wide": wide, "sigmas_a": sigmas[0], "sigmas_b": sigmas[1]}


def predict_2_3() -> Facts:
    """Where means go from equal responsibilities. Choices: into blobs, nowhere, later apart."""
    X = datasets.blobs().X
    parameters = m_step(X, np.full((len(X), 3), 1 / 3))
    first = _spread(parameters[1])
    for _ in range(5):
        parameters = m_step(X, e_step(X, *parameters))
    later, together = _spread(parameters[1]), 1e-6 * float(X.std())
    answer = 0 if first > together else 1 if later <= together else 2
    best = em_mog(X, 3, init_params=from_clusters(X, 3))[4][-1]
    return {"answer": answer, "stuck": log_likelihood(X, *parameters), "best": best}


def _spread(mu: Any) -> float:
    """The greatest difference between two means in any coordinate."""
    return float(np.ptp(mu, axis=0).max())


def predict_2_4() -> Facts:
    """How many iterations k = 3 takes on Old Faithful. Choices: to 10, 11 to 100, more."""
    two, three = (_iterations(standardized_geyser(), k) for k in (2, 3))
    return {"answer": int(np.searchsorted((10, 100), three)), "two": two, "three": three}


def _iterations(X: Any, k: int, least: float = 1e-6) -> int:
    """Iterations from the clusters of k-means until one gains less than `least` a point."""
    start = from_clusters(X, k)
    curve = em_mog(X, k, max_iters=400, tol=0, init_params=start)[4]
    gains = np.diff([log_likelihood(X, *start), *curve])
    return int(np.argmax(gains < least * len(X))) + 1


def predict_2_5() -> Facts:
    """The share of right points on long clouds. Choices: as k-means, 90 %, all."""
    data = datasets.anisotropic()
    assert data.labels is not None
    labels, J = kmeans_examples.best_of_n_runs(data.X, 3, rng=0)[1:]
    w = em_mog(data.X, 3, init_params=m_step(data.X, np.eye(3)[labels]))[3]
    kmeans, mixture = agreement(labels, data.labels), agreement(assign_clusters(w), data.labels)
    means = kmeans_examples.update_centroids(data.X, data.labels, 3)
    true = kmeans_examples.compute_distortion(data.X, means, data.labels)
    answer = _nearest(mixture, (kmeans, 0.9, 1.0))
    return {"answer": answer, "kmeans": kmeans, "mixture": mixture, "found": J, "true": true}


def predict_2_6() -> Facts:
    """Which k from 1 to 6 has the least BIC on Old Faithful. Choices: 2, 4, 6."""
    X, ks = standardized_geyser(), range(1, 7)
    scores = {k: max(_scores(X, k, seed) for seed in range(3)) for k in ks}
    least = min(ks, key=lambda k: scores[k][1])
    facts = {"bic": scores[least][1], "at_three": scores[3][1], "at_six": scores[6][1]}
    return {
        "answer": _nearest(least, (2, 4, 6)),
        "least": least,
        "gain": scores[6][0] - scores[2][0],
        "more": free_parameters(6, 2) - free_parameters(2, 2),
        "price": log(len(X)) / 2,
        **facts,
    }


def _scores(X: Any, k: int, seed: int) -> tuple[float, float]:
    """Log-likelihood and BIC of the mixture that EM reaches from a run of k-means."""
    start = from_clusters(X, k, seed, runs=1)
    phi, mu, Sigma, w, _ = em_mog(X, k, max_iters=100, init_params=start)
    return evaluate_gmm(X, w, phi, mu, Sigma)[1:]


def predict_2_7() -> Facts:
    """ℓ as a component shrinks onto a point. Choices: falls, has a limit, rises for ever."""
    X, spreads = datasets.blobs().X, (1e-2, 1e-4, 1e-6)
    first, second, third = (_with_a_spike(X, s) for s in spreads)
    step = third - second
    answer = 0 if step < 0 else 2 if step > 0.5 * (second - first) else 1
    return {"answer": answer, "first": first, "second": second, "third": third, "step": step}


def _with_a_spike(X: Any, spread: float) -> float:
    """ℓ of a broad component that fits X and a narrow one whose mean is a point of X."""
    broad = np.cov(X.T, bias=True)
    mu = np.stack([X.mean(axis=0), X[0]])
    return log_likelihood(X, [0.5, 0.5], mu, np.stack([broad, spread**2 * np.eye(X.shape[1])]))


def _nearest(value: float, choices: Sequence[float]) -> int:
    """The index of the choice that is nearest to what was measured."""
    return int(np.argmin(np.abs(np.asarray(choices) - value)))
