"""Wrong ways to compute the distortion (activity 1.1)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "compute_distortion"


def _own(centroids: Any, labels: Any) -> Any:
    """The centroid of each point."""
    return centroids[np.asarray(labels).astype(int)]


@misconception(
    F, "distance-not-squared",
    title="You add up distances, not squared distances.",
    explanation="J is Σᵢ‖xᵢ − μ‖². Without the square another point than the mean is best (the "
    "geometric median), and the update step no longer lowers J.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def distance_not_squared(X: Any, centroids: Any, labels: Any) -> Any:
    return np.sqrt(((X - _own(centroids, labels)) ** 2).sum(axis=1)).sum()


@misconception(
    F, "mean-not-sum",
    title="You divide by n: that is the mean, and J is the sum.",
    explanation="J = Σᵢ‖xᵢ − μ‖² adds up over all n points; no 1/n stands before the sum.",
    symbol="Σᵢ",
)  # fmt: skip
def mean_not_sum(X: Any, centroids: Any, labels: Any) -> Any:
    return ((X - _own(centroids, labels)) ** 2).sum(axis=1).mean()


@misconception(
    F, "mean-over-all-entries",
    title="You average over points and features alike (the mean squared error).",
    explanation="np.mean over an (n, d) array divides by n·d. J is the plain sum over points and "
    "features.",
    symbol="Σᵢ",
)  # fmt: skip
def mean_over_all_entries(X: Any, centroids: Any, labels: Any) -> Any:
    return ((X - _own(centroids, labels)) ** 2).mean()


@misconception(
    F, "mean-per-cluster",
    title="You add up the clusters' means of squared distances.",
    explanation="Each point counts once in J, so a cluster of ten weighs ten times as much as a "
    "point alone; a mean within each cluster takes that weight away.",
    symbol="Σᵢ",
)  # fmt: skip
def mean_per_cluster(X: Any, centroids: Any, labels: Any) -> Any:
    squares = ((X - _own(centroids, labels)) ** 2).sum(axis=1)
    return sum(squares[np.asarray(labels) == j].mean() for j in np.unique(labels))


@misconception(
    F, "nearest-not-labels",
    title="You take the nearest centroid, not the one that the label names.",
    explanation="J is a function of the labels too: point i counts with μ_{labels[i]} even where "
    "another centroid is nearer. Otherwise the assignment step could not be seen to lower J.",
    symbol="μ_{labels[i]}",
)  # fmt: skip
def nearest_not_labels(X: Any, centroids: Any, labels: Any) -> Any:
    return ((X[:, None] - centroids) ** 2).sum(axis=2).min(axis=1).sum()


@misconception(
    F, "all-pairs",
    title="You add up the distances to all centroids, not to the point's own.",
    explanation="Each point enters J once, with the centroid of its label: centroids[labels] has "
    "one row a point.",
    symbol="μ_{labels[i]}",
)  # fmt: skip
def all_pairs(X: Any, centroids: Any, labels: Any) -> Any:
    return ((X[:, None] - centroids) ** 2).sum()


@misconception(
    F, "manhattan-distortion",
    title="You add up absolute differences (Manhattan), not squares.",
    explanation="‖x − μ‖² is Σ(x − μ)² over the features; with |x − μ| the medians, not the means, "
    "would be best.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def manhattan(X: Any, centroids: Any, labels: Any) -> Any:
    return np.abs(X - _own(centroids, labels)).sum()


@misconception(
    F, "square-of-summed-differences",
    title="You add up the features' differences first and square the sum.",
    explanation="‖x − μ‖² squares each feature's difference and then adds. The other way round, "
    "+1 and −1 cancel and a point that is off counts as exact.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def square_of_sums(X: Any, centroids: Any, labels: Any) -> Any:
    return ((X - _own(centroids, labels)).sum(axis=1) ** 2).sum()


@misconception(
    F, "root-of-the-sum",
    title="You take the square root of the whole sum.",
    explanation="np.linalg.norm of the (n, d) differences is √J. J itself has no root.",
    symbol="J",
)  # fmt: skip
def root_of_the_sum(X: Any, centroids: Any, labels: Any) -> Any:
    return np.linalg.norm(X - _own(centroids, labels))


@misconception(
    F, "labels-from-one",
    title="You count labels from 1: centroids[labels - 1].",
    explanation="Label 0 names the first centroid. With − 1 it becomes −1, which NumPy takes for "
    "the last row without complaint.",
    symbol="μ_{labels[i]}",
)  # fmt: skip
def labels_from_one(X: Any, centroids: Any, labels: Any) -> Any:
    return ((X - _own(centroids, np.asarray(labels) - 1)) ** 2).sum()


@misconception(
    F, "float-labels-as-index",
    title="You index with the labels as they come, and they may be floats.",
    explanation="np.zeros(n) is an array of floats, and centroids[labels] refuses them: convert "
    "first, labels.astype(int).",
    symbol="labels",
)  # fmt: skip
def float_labels_as_index(X: Any, centroids: Any, labels: Any) -> Any:
    return ((X - centroids[labels]) ** 2).sum()


@misconception(
    F, "own-means",
    title="You compute the clusters' means anew and ignore the centroids given.",
    explanation="J measures the centroids that are passed in, means or not. With means computed "
    "inside, bad centroids would look as good as the best.",
    symbol="μⱼ",
)  # fmt: skip
def own_means(X: Any, centroids: Any, labels: Any) -> Any:
    total = 0.0
    for j in np.unique(labels):
        members = X[np.asarray(labels) == j]
        total += ((members - members.mean(axis=0)) ** 2).sum()
    return total


@misconception(
    F, "counts-clusters-in-use",
    title="You number the clusters in use anew, so an empty one shifts the rest.",
    explanation="enumerate(np.unique(labels)) counts 0, 1, … even where the labels are 0 and 2. "
    "The label itself is the row of its centroid.",
    symbol="μ_{labels[i]}",
)  # fmt: skip
def counts_clusters_in_use(X: Any, centroids: Any, labels: Any) -> Any:
    used = np.unique(labels)
    return sum(
        ((X[np.asarray(labels) == value] - centroids[row]) ** 2).sum()
        for row, value in enumerate(used)
    )


@misconception(
    F, "truncates-to-integers",
    title="You put the centroids into an array of X's integer type.",
    explanation="np.zeros_like(X) of whole numbers is an integer array: what is written into it "
    "loses its fraction. Give the dtype: np.zeros(X.shape), or X.astype(float).",
    symbol="X",
)  # fmt: skip
def truncates(X: Any, centroids: Any, labels: Any) -> Any:
    own = np.zeros_like(X)
    own[:] = _own(centroids, labels)
    return ((X - own) ** 2).sum()


@misconception(
    F, "expanded-square",
    title="You expand the square, and far from the origin the digits cancel.",
    explanation="‖x‖² − 2x·μ + ‖μ‖² subtracts numbers near 1e16 to find one near 1: nothing is "
    "left of it. Subtract first, then square: Σ(x − μ)².",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def expanded_square(X: Any, centroids: Any, labels: Any) -> Any:
    own = _own(centroids, labels)
    return ((X**2).sum(axis=1) - 2 * (X * own).sum(axis=1) + (own**2).sum(axis=1)).sum()


MISCONCEPTIONS = collect(globals(), F)
