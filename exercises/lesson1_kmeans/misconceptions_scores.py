"""Wrong ways to evaluate a clustering (activity 1.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "evaluate_clustering"
Scores = tuple[Any, Any, Any]


def _distances(X: Any) -> Any:
    """Distances (n, n) of the points among each other."""
    X = X.astype(float)
    return np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))


def _silhouette(
    X: Any, labels: Any, *,
    distances: Callable[[Any], Any] = _distances,
    other: Callable[[list[Any]], Any] = min,
    with_itself: bool = False,
    lone: float = 0.0,
    zero: float = 0.0,
) -> Any:  # fmt: skip
    """The silhouette of each point, right unless an argument spoils it."""
    D, used = distances(X), np.unique(labels)
    scores = np.full(len(X), lone)
    for i in range(len(X)):
        own = labels == labels[i]
        if own.sum() > 1:
            a = D[i, own].sum() / (own.sum() - (not with_itself))
            b = other([D[i, labels == c].mean() for c in used if c != labels[i]])
            scores[i] = (b - a) / max(a, b) if max(a, b) > 0 else zero
    return scores


def _mean_silhouette(X: Any, labels: Any, **spoilt: Any) -> Any:
    used = len(np.unique(labels))
    return _silhouette(X, labels, **spoilt).mean() if 1 < used < len(X) else np.nan


def _inertia(X: Any, labels: Any, centroids: Any) -> Any:
    return ((X.astype(float) - centroids[labels]) ** 2).sum()


def _scores(X: Any, labels: Any, centroids: Any, **spoilt: Any) -> Scores:
    s = _mean_silhouette(X, labels, **spoilt)
    return s, _inertia(X, labels, centroids), len(np.unique(labels))


@misconception(
    F, "silhouette-sign",
    title="Your silhouette has the wrong sign: (a − b) in place of (b − a).",
    explanation="s = (b − a)/max(a, b) is near 1 where the own cluster is near (a small) and the "
    "next one far (b large).",
    symbol="s = (b − a)/max(a, b)",
)  # fmt: skip
def wrong_sign(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = _scores(X, labels, centroids)
    return -s, inertia, used


@misconception(
    F, "distance-to-itself-counted",
    title="You count the point itself in its mean distance a.",
    explanation="a is the mean distance to the *other* points of the cluster: divide the sum by "
    "N_k − 1. With the zero to itself counted, a is too small.",
    symbol="a",
)  # fmt: skip
def with_itself(X: Any, labels: Any, centroids: Any) -> Scores:
    return _scores(X, labels, centroids, with_itself=True)


@misconception(
    F, "mean-over-other-clusters",
    title="Your b averages over all other clusters, not over the nearest one.",
    explanation="b is the least of the mean distances to each other cluster. A far cluster says "
    "nothing about how well two near ones are parted.",
    symbol="b",
)  # fmt: skip
def mean_of_others(X: Any, labels: Any, centroids: Any) -> Scores:
    return _scores(X, labels, centroids, other=lambda means: sum(means) / len(means))


@misconception(
    F, "farthest-cluster",
    title="Your b is the distance to the farthest cluster, not to the nearest.",
    explanation="b takes the min over the other clusters; with max every clustering looks good.",
    symbol="b",
)  # fmt: skip
def farthest(X: Any, labels: Any, centroids: Any) -> Scores:
    return _scores(X, labels, centroids, other=max)


@misconception(
    F, "squared-distances",
    title="You build the silhouette on squared distances.",
    explanation="Rousseeuw's a and b are means of distances, with the root. Squares give large "
    "distances more weight and push the score up.",
    symbol="‖xᵢ − xⱼ‖",
)  # fmt: skip
def squared(X: Any, labels: Any, centroids: Any) -> Scores:
    return _scores(X, labels, centroids, distances=lambda X: _distances(X) ** 2)


@misconception(
    F, "silhouette-of-centroids",
    title="You measure to the centroids, not to the points (simplified silhouette).",
    explanation="a and b are mean distances to the points of a cluster. The distance to its "
    "centroid is less, and gives another, cheaper score.",
    symbol="a, b",
)  # fmt: skip
def to_centroids(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = _scores(X, labels, centroids)
    if 1 < used < len(X):
        D = np.sqrt(((X[:, None].astype(float) - centroids) ** 2).sum(axis=2))
        rows = np.arange(len(X))
        a = D[rows, labels]
        D[rows, labels] = np.inf
        b = D.min(axis=1)
        larger = np.maximum(a, b)
        s = np.divide(b - a, larger, out=np.zeros(len(X)), where=larger > 0).mean()
    return s, inertia, used


@misconception(
    F, "lone-point-counts-as-one",
    title="You give a point alone in its cluster the silhouette 1.",
    explanation="With a = 0 the formula says 1, but a is not defined there: Rousseeuw sets s = 0. "
    "Otherwise more and more single points would look like the best clustering.",
    symbol="s",
)  # fmt: skip
def lone_is_one(X: Any, labels: Any, centroids: Any) -> Scores:
    return _scores(X, labels, centroids, lone=1.0)


@misconception(
    F, "lone-point-is-nan",
    title="You divide by N_k − 1 = 0 for a point alone in its cluster.",
    explanation="Its a is 0/0, and one NaN makes the mean NaN. Such a point has s = 0.",
    symbol="a",
)  # fmt: skip
def lone_is_nan(X: Any, labels: Any, centroids: Any) -> Scores:
    return _scores(X, labels, centroids, lone=np.nan)


@misconception(
    F, "zero-over-zero",
    title="You compute 0/0 where a and b are both 0.",
    explanation="Clusters in one place have a = b = 0. Rousseeuw defines s = 0 where a = b; look "
    "at max(a, b) before dividing.",
    symbol="max(a, b)",
)  # fmt: skip
def zero_over_zero(X: Any, labels: Any, centroids: Any) -> Scores:
    return _scores(X, labels, centroids, zero=np.nan)


@misconception(
    F, "undefined-is-zero",
    title="You return 0 where the silhouette is not defined.",
    explanation="With one cluster there is no b, and with n clusters no a. 0 would say \"between "
    "two clusters\": return NaN.",
    symbol="silhouette",
)  # fmt: skip
def undefined_is_zero(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = _scores(X, labels, centroids)
    return (0.0 if np.isnan(s) else s), inertia, used


@misconception(
    F, "only-one-cluster-undefined",
    title="You forget that n clusters of one point each have no silhouette either.",
    explanation="Every point is then alone and no a exists: NaN, as with one single cluster. It is "
    "defined for 2 to n − 1 clusters.",
    symbol="silhouette",
)  # fmt: skip
def n_clusters_defined(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = _scores(X, labels, centroids)
    return (0.0 if used == len(X) > 1 else s), inertia, used


@misconception(
    F, "mean-of-cluster-means",
    title="You average the clusters' mean silhouettes, not the points'.",
    explanation="Every point counts alike: the score is the mean over all n points, so a large "
    "cluster weighs more.",
    symbol="1/n Σᵢ sᵢ",
)  # fmt: skip
def mean_of_means(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = _scores(X, labels, centroids)
    if 1 < used < len(X):
        each = _silhouette(X, labels)
        s = np.mean([each[labels == c].mean() for c in np.unique(labels)])
    return s, inertia, used


@misconception(
    F, "inertia-of-the-means",
    title="You compute means for the inertia and ignore the centroids given.",
    explanation="Inertia is the distortion of the centroids and labels that are passed in, even "
    "where those are no means.",
    symbol="inertia",
)  # fmt: skip
def inertia_of_means(X: Any, labels: Any, centroids: Any) -> Scores:
    s, _, used = _scores(X, labels, centroids)
    sets = [X[labels == c].astype(float) for c in np.unique(labels)]
    return s, sum(((m - m.mean(axis=0)) ** 2).sum() for m in sets), used


@misconception(
    F, "inertia-of-the-nearest",
    title="You take the nearest centroid for the inertia, not that of the label.",
    explanation="Inertia is the distortion of the labels given: Σ‖xᵢ − μ_{labels[i]}‖².",
    symbol="inertia",
)  # fmt: skip
def inertia_of_nearest(X: Any, labels: Any, centroids: Any) -> Scores:
    s, _, used = _scores(X, labels, centroids)
    squares = ((X[:, None].astype(float) - centroids) ** 2).sum(axis=2)
    return s, squares.min(axis=1).sum(), used


@misconception(
    F, "mean-inertia",
    title="You divide the inertia by n.",
    explanation="Inertia is the sum Σᵢ‖xᵢ − μ‖², the same J as in compute_distortion.",
    symbol="inertia",
)  # fmt: skip
def mean_inertia(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = _scores(X, labels, centroids)
    return s, inertia / len(X), used


@misconception(
    F, "expanded-inertia",
    title="You expand the square in the inertia, and the digits cancel far away.",
    explanation="‖x‖² − 2x·μ + ‖μ‖² subtracts numbers near 1e16 to find one near 1. Subtract "
    "first, then square.",
    symbol="inertia",
)  # fmt: skip
def expanded(X: Any, labels: Any, centroids: Any) -> Scores:
    s, _, used = _scores(X, labels, centroids)
    X, own = X.astype(float), centroids[labels]
    return s, ((X**2).sum(1) - 2 * (X * own).sum(1) + (own**2).sum(1)).sum(), used


@misconception(
    F, "k-not-clusters-in-use",
    title="You return the number of centroids, not of clusters in use.",
    explanation="A centroid may own no point. n_clusters counts the different labels: "
    "len(np.unique(labels)).",
    symbol="n_clusters",
)  # fmt: skip
def number_of_centroids(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, _ = _scores(X, labels, centroids)
    return s, inertia, len(centroids)


@misconception(
    F, "largest-label-plus-one",
    title="You take the largest label plus one for the number of clusters.",
    explanation="Labels 0 and 2 are two clusters, not three: count the different ones, "
    "len(np.unique(labels)).",
    symbol="n_clusters",
)  # fmt: skip
def largest_label(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, _ = _scores(X, labels, centroids)
    return s, inertia, int(labels.max()) + 1


@misconception(
    F, "inertia-first",
    title="You return the inertia before the silhouette.",
    explanation="The order is silhouette, inertia, n_clusters.",
    symbol="return",
)  # fmt: skip
def inertia_first(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = _scores(X, labels, centroids)
    return inertia, s, used


MISCONCEPTIONS = collect(globals(), F)
