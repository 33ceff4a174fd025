"""The answers to lesson 1's questions, computed from the data: `answer` and the facts beside it.

`answer` is the index of the right choice in lesson.toml; the facts go into the explanation.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from math import comb, prod
from typing import Any

import numpy as np

from exercises.lesson1_kmeans.data import (
    NEAR_ORIGIN,
    SAME,
    agreement,
    many_blobs,
    reaches_all,
    standardized_geyser,
    true_distortion,
    true_means,
)
from reference import datasets
from reference.kmeans_examples import (
    assign_clusters,
    best_of_n_runs,
    compute_distortion,
    evaluate_clustering,
    initialize_centroids,
    kmeans,
    update_centroids,
)

Facts = dict[str, Any]


def predict_1_1() -> Facts:
    """All labels 0: what J does when another centroid moves. Choices: falls, rises, stays."""
    data = datasets.blobs()
    moved = NEAR_ORIGIN.copy()
    moved[1] = true_means(data)[1]
    zeros = np.zeros(len(data.X))
    before = compute_distortion(data.X, NEAR_ORIGIN, zeros)
    after = compute_distortion(data.X, moved, zeros)
    answer = 0 if after < before else 1 if after > before else 2
    return {"answer": answer, "before": before, "after": after}


def predict_1_2() -> Facts:
    """How often three uniform rows reach all three blobs. Choices: 2, 5, 9 in 10."""
    data = datasets.blobs()
    assert data.labels is not None
    share = prod(np.bincount(data.labels).tolist()) / comb(len(data.X), 3)
    seeds = range(400)
    plus = [reaches_all(data, initialize_centroids(data.X, 3, rng=seed)) for seed in seeds]
    return {
        "answer": _nearest(share, (0.2, 0.5, 0.9)),
        "share": share,
        "plus": float(np.mean(plus)),
    }


def predict_1_3() -> Facts:
    """How many points are nearest to (0, 0), of three centroids. Choices: none, 100, 200."""
    labels = assign_clusters(datasets.blobs().X, NEAR_ORIGIN)
    counts = np.bincount(labels, minlength=3).tolist()
    facts = dict(zip(("first", "second", "third"), counts, strict=True))
    return {"answer": _nearest(counts[0], (0, 100, 200)), **facts}


def predict_1_4() -> Facts:
    """What the mean of no points is. Choices: zeros, NaN, an exception."""
    X = datasets.blobs().X
    labels = assign_clusters(X, NEAR_ORIGIN)
    moved = update_centroids(X, labels, 3)
    facts = {
        "count": int(np.sum(labels == 0)),
        "before": compute_distortion(X, NEAR_ORIGIN, labels),
        "after": compute_distortion(X, moved, labels),
    }
    return {"answer": _mean_of(X[labels == 0]), **facts}


def _mean_of(points: Any) -> int:
    """0 if the plain mean is zero, 1 if it is NaN, 2 if NumPy refuses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            mean = points.mean(axis=0)
        except (ValueError, ZeroDivisionError):
            return 2
    return 1 if np.isnan(mean).all() else 0


def predict_1_5() -> Facts:
    """The longest of 200 runs on Old Faithful. Choices: up to 8, 9 to 30, more than 30."""
    X = standardized_geyser()
    lengths = [len(kmeans(X, 2, tol=0, init="random", rng=seed)[2]) for seed in range(200)]
    longest, median = max(lengths), float(np.median(lengths))
    answer = int(np.searchsorted((8, 30), longest))
    return {"answer": answer, "longest": longest, "median": median}


def predict_1_6() -> Facts:
    """How often the best of ten finds the least J. Choices: 1 in 10, 7 in 10, nearly always."""
    X, generator = many_blobs(), np.random.default_rng(0)
    ends = np.array([kmeans(X, 8, init="random", rng=generator)[2][-1] for _ in range(600)])
    single = float(np.mean(ends <= ends.min() * SAME))
    ten = 1 - (1 - single) ** 10
    return {"answer": _nearest(ten, (0.1, 0.7, 1.0)), "single": single, "ten": ten}


def predict_1_7() -> Facts:
    """Which k from 2 to 8 has the least inertia on the blobs. Choices: 2, 3, 8."""
    X, ks = datasets.blobs().X, range(2, 9)
    scores = {}
    for k in ks:
        centroids, labels, _ = best_of_n_runs(X, k, rng=0)
        scores[k] = evaluate_clustering(X, labels, centroids)
    least = min(ks, key=lambda k: scores[k][1])
    peak = max(ks, key=lambda k: scores[k][0])
    facts = {"least": least, "inertia": scores[least][1], "at_three": scores[3][1]}
    return {
        "answer": _nearest(least, (2, 3, 8)),
        "peak": peak,
        "silhouette": scores[peak][0],
        **facts,
    }


def predict_1_8() -> Facts:
    """The share of right points on two moons. Choices: half, three quarters, nearly all."""
    data = datasets.moons()
    assert data.labels is not None
    centroids, labels, J = best_of_n_runs(data.X, 2, rng=0)
    share = agreement(labels, data.labels)
    facts = {
        "share": share,
        "found": J,
        "true": true_distortion(data),
        "silhouette": evaluate_clustering(data.X, labels, centroids)[0],
        "true_silhouette": evaluate_clustering(data.X, data.labels, true_means(data))[0],
    }
    return {"answer": _nearest(share, (0.5, 0.75, 0.97)), **facts}


def _nearest(value: float, choices: Sequence[float]) -> int:
    """The index of the choice that is nearest to what was measured."""
    return int(np.argmin(np.abs(np.asarray(choices) - value)))
