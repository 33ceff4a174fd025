"""The data that lesson 1 shows and asks about, and what is measured on them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference import datasets, kmeans_examples

Numbers = NDArray[Any]

NEAR_ORIGIN = np.array([[0.0, 0.0], [2.0, 2.0], [-2.0, -2.0]])
METHODS = ("random", "kmeans++")
SAME = 1 + 1e-3
"""Distortions within this factor of the least are those of one solution."""


def many_blobs() -> Numbers:
    """Eight round clusters, (300, 2): enough for a random start to miss some."""
    return datasets.blobs(n=300, k=8, spread=0.6, seed=7).X


def standardized_geyser() -> Numbers:
    """Old Faithful (272, 2), each feature with mean 0 and standard deviation 1.

    In minutes the wait has 99 % of the variance, and would decide alone.
    """
    X = datasets.old_faithful().X
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


def true_means(data: datasets.Dataset) -> Numbers:
    """The mean (k, d) of each true class."""
    assert data.labels is not None
    return np.array([data.X[data.labels == j].mean(axis=0) for j in np.unique(data.labels)])


def true_distortion(data: datasets.Dataset) -> float:
    """J of the true classes about their means."""
    assert data.labels is not None
    return kmeans_examples.compute_distortion(data.X, true_means(data), data.labels)


def reaches_all(data: datasets.Dataset, start: Numbers) -> bool:
    """Whether each true class has a centroid of the start (k, d) nearest to its mean."""
    means = true_means(data)
    nearest = np.square(start[:, None] - means).sum(axis=2).argmin(axis=1)
    return len(set(nearest.tolist())) == len(means)


def agreement(labels: Numbers, truth: Numbers | None) -> float:
    """The share of points in the right one of two classes, whichever cluster has which number."""
    share = float(np.mean(labels == truth))
    return max(share, 1 - share)
