"""More wrong ways to evaluate a clustering: what b is, what it is divided by, where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson1_kmeans import misconceptions_scores as scores
from exercises.lesson1_kmeans.lloyd import squares
from exercises.lesson1_kmeans.misconceptions_scores import F, Scores


def _a_and_b(X: Any, labels: Any) -> tuple[Any, Any, Any]:
    """a and b of each point, and which points are not alone in their cluster."""
    D, used = np.sqrt(squares(X, X)), np.unique(labels)
    sums = np.stack([D[:, labels == c].sum(axis=1) for c in used], axis=1)
    sizes, own = np.array([(labels == c).sum() for c in used]), labels[:, None] == used
    a = sums[own] / np.maximum(sizes[own.argmax(axis=1)] - 1, 1)
    b = np.where(own, np.inf, sums / sizes).min(axis=1)
    return a, b, sizes[own.argmax(axis=1)] > 1


def _mean(a: Any, b: Any, below: Any, counted: Any) -> Any:
    """The mean of (b − a)/below over all points, 0 where it is not counted or below is 0."""
    shares = np.divide(b - a, below, out=np.zeros(len(a)), where=counted & (below > 0))
    return shares.mean()


def _is_defined(X: Any, labels: Any) -> bool:
    return bool(1 < len(np.unique(labels)) < len(X))


@misconception(
    F, "nearest-point-for-b",
    title="Your b is the distance to the nearest point, not to the nearest cluster.",
    explanation="b is the mean distance to all points of the nearest other cluster: mean within "
    "each cluster first, then the least of those means. A single point may be an outlier.",
    symbol="b",
)  # fmt: skip
def nearest_point(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = scores._scores(X, labels, centroids)
    if _is_defined(X, labels):
        a, _, counted = _a_and_b(X, labels)
        D = np.sqrt(squares(X, X))
        b = np.where(labels[:, None] == labels, np.inf, D).min(axis=1)
        s = _mean(a, b, np.maximum(a, b), counted)
    return s, inertia, used


@misconception(
    F, "all-other-points-for-b",
    title="Your b averages over the points of all other clusters together.",
    explanation="b is the mean distance to the points of the nearest other cluster alone: one mean "
    "for each cluster, and the least of them. Far clusters have no say.",
    symbol="b",
)  # fmt: skip
def all_other_points(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = scores._scores(X, labels, centroids)
    if _is_defined(X, labels):
        a, _, counted = _a_and_b(X, labels)
        others = labels[:, None] != labels
        b = (np.sqrt(squares(X, X)) * others).sum(axis=1) / others.sum(axis=1)
        s = _mean(a, b, np.maximum(a, b), counted)
    return s, inertia, used


@misconception(
    F, "divided-by-b",
    title="You divide b − a by b, not by the larger of a and b.",
    explanation="Where a point is nearer to another cluster, a > b, and (b − a)/b falls below −1 "
    "without a bound. max(a, b) keeps s between −1 and 1.",
    symbol="max(a, b)",
)  # fmt: skip
def divided_by_b(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = scores._scores(X, labels, centroids)
    if _is_defined(X, labels):
        a, b, counted = _a_and_b(X, labels)
        s = _mean(a, b, b, counted)
    return s, inertia, used


@misconception(
    F, "epsilon-in-the-silhouette",
    title="A fixed small number in your silhouette drowns data of a small scale.",
    explanation="The silhouette has no unit: X/10⁸ has the score of X. An epsilon added to "
    "max(a, b), or a test against 1e-10, breaks that. Test max(a, b) > 0, and add nothing.",
    symbol="max(a, b)",
)  # fmt: skip
def epsilon(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = scores._scores(X, labels, centroids)
    if _is_defined(X, labels):
        a, b, counted = _a_and_b(X, labels)
        s = _mean(a, b, np.maximum(a, b) + 1e-10, counted)
    return s, inertia, used


@misconception(
    F, "undefined-raises",
    title="You let an error out where the silhouette is not defined: return NaN.",
    explanation="One cluster has no b, and n clusters have no a. Inertia and n_clusters still "
    "exist, so catch that case, 1 < n_clusters < n, before the silhouette is computed.",
    symbol="silhouette",
)  # fmt: skip
def undefined_raises(X: Any, labels: Any, centroids: Any) -> Scores:
    if not _is_defined(X, labels):
        raise ValueError("the silhouette needs 2 to n − 1 clusters")
    return scores._scores(X, labels, centroids)


@misconception(
    F, "no-other-cluster",
    title="With one cluster there is no b, and your code takes the least of nothing.",
    explanation="min of an empty list is a ValueError. With one cluster, and with n clusters of "
    "one point, the silhouette is not defined: return NaN for it.",
    symbol="b",
)  # fmt: skip
def no_other_cluster(X: Any, labels: Any, centroids: Any) -> Scores:
    s, inertia, used = scores._scores(X, labels, centroids)
    if used == 1:
        raise ValueError("min() of an empty list")
    return (0.0 if np.isnan(s) else s), inertia, used


MISCONCEPTIONS = (*scores.MISCONCEPTIONS, *collect(globals(), F))
