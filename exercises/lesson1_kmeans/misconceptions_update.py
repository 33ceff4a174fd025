"""Wrong ways to update centroids (activity 1.4)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "update_centroids"


def _by_cluster(X: Any, labels: Any, k: int, centre: Any, empty: Any = None) -> Any:
    """`centre` of the points of each cluster; an empty one is moved onto the first row of X."""
    C = np.empty((k, X.shape[1]))
    for j in range(k):
        members = X[labels == j]
        if len(members):
            C[j] = centre(members)
        else:
            C[j] = X[0] if empty is None else empty
    return C


def _mean(members: Any) -> Any:
    return members.mean(axis=0)


@misconception(
    F, "nan-when-empty",
    title="You take the mean of no points, and 0/0 is NaN.",
    explanation="A cluster may lose all its points. Its centroid must go somewhere useful: onto a "
    "row of X. A NaN would spread to every distance of the next step.",
    symbol="N_k",
)  # fmt: skip
def nan_when_empty(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, _mean, np.nan)


@misconception(
    F, "zero-when-empty",
    title="You leave the centroid of an empty cluster at the origin.",
    explanation="np.zeros((k, d)) that nothing fills, or division by max(N_k, 1), puts it at 0, "
    "which may lie far from all data. Move it onto a row of X.",
    symbol="N_k",
)  # fmt: skip
def zero_when_empty(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, _mean, 0.0)


@misconception(
    F, "global-mean-when-empty",
    title="You put the centroid of an empty cluster at the mean of all points.",
    explanation="Between the clusters it may attract no point again. On a row of X it is sure to "
    "own at least that point.",
    symbol="N_k",
)  # fmt: skip
def global_mean_when_empty(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, _mean, X.mean(axis=0))


@misconception(
    F, "empty-cluster-dropped",
    title="You loop over the labels in use, so an empty cluster loses its row.",
    explanation="np.unique(labels) skips it, and the later clusters move up a row: label j no "
    "longer means row j. Loop over range(k).",
    symbol="k",
)  # fmt: skip
def empty_dropped(X: Any, labels: Any, k: int) -> Any:
    return np.array([X[labels == j].mean(axis=0) for j in np.unique(labels)])


@misconception(
    F, "k-from-the-labels",
    title="You take k from the largest label, and the last cluster may be empty.",
    explanation="labels.max() + 1 is the number of clusters only while the last one has a point. "
    "k is an argument: use it.",
    symbol="k",
)  # fmt: skip
def k_from_labels(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, int(labels.max()) + 1, _mean)


@misconception(
    F, "takes-the-point-away",
    title="You give the empty cluster a point and take it out of its old mean.",
    explanation="The other centroids stay the means of their labels: those change only in the "
    "next assignment. Otherwise centroids and labels don't fit together.",
    symbol="μⱼ",
)  # fmt: skip
def takes_away(X: Any, labels: Any, k: int) -> Any:
    moved = labels.astype(int)
    for j in range(k):
        if not (moved == j).any():
            moved[int(np.bincount(moved, minlength=k)[moved].argmax())] = j
    return _by_cluster(X, moved, k, _mean)


@misconception(
    F, "divides-by-n",
    title="You divide by n, the number of all points, not by N_k.",
    explanation="The mean of a cluster is the sum of its points divided by its own count N_k.",
    symbol="N_k",
)  # fmt: skip
def divides_by_n(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, lambda members: members.sum(axis=0) / len(X))


@misconception(
    F, "sum-not-divided",
    title="You add the points of a cluster up and do not divide.",
    explanation="The centroid is the sum divided by N_k; the sum itself lies outside the data.",
    symbol="N_k",
)  # fmt: skip
def sum_not_divided(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, lambda members: members.sum(axis=0))


@misconception(
    F, "divides-by-one-more",
    title="You divide by N_k + 1 (or start the count at 1).",
    explanation="It avoids 0/0, but pulls every centroid towards the origin. Treat the empty "
    "cluster apart.",
    symbol="N_k",
)  # fmt: skip
def divides_by_one_more(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, lambda m: m.sum(axis=0) / (len(m) + 1))


@misconception(
    F, "median-not-mean",
    title="You take medians; the squared distance wants means.",
    explanation="Of all points m, Σ‖x − m‖² is least at the mean. The median is best for absolute "
    "distances (k-medians), and J may rise with it.",
    symbol="μⱼ",
)  # fmt: skip
def median(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, lambda members: np.median(members, axis=0))


@misconception(
    F, "middle-of-the-range",
    title="You take the middle between smallest and largest value.",
    explanation="(min + max)/2 looks at two points only. The mean weighs all N_k of them alike.",
    symbol="μⱼ",
)  # fmt: skip
def mid_range(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, lambda m: (m.min(axis=0) + m.max(axis=0)) / 2)


@misconception(
    F, "nearest-point-to-the-mean",
    title="You take the point nearest to the mean, not the mean itself.",
    explanation="That is a medoid. A centroid need not be a point of X: only the mean makes "
    "Σ‖x − μ‖² least.",
    symbol="μⱼ",
)  # fmt: skip
def medoid(X: Any, labels: Any, k: int) -> Any:
    def centre(members: Any) -> Any:
        return members[int(((members - members.mean(axis=0)) ** 2).sum(axis=1).argmin())]

    return _by_cluster(X, labels, k, centre)


@misconception(
    F, "mean-over-features",
    title="You average over the features too: axis=0 is missing.",
    explanation="members.mean() is one number for all features. The mean of points is taken "
    "feature by feature: members.mean(axis=0).",
    symbol="μⱼ",
)  # fmt: skip
def mean_over_features(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, lambda members: members.mean())


@misconception(
    F, "clusters-counted-from-one",
    title="You look for labels 1 to k, and they are 0 to k − 1.",
    explanation="labels == j + 1 finds the next cluster's points, and for the last one none. "
    "Row j is the mean of the points with label j.",
    symbol="labels",
)  # fmt: skip
def from_one(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels.astype(int) - 1, k, _mean)


@misconception(
    F, "integer-centroids",
    title="You keep the means in X's integer type, and lose their fractions.",
    explanation="np.zeros((k, d), dtype=X.dtype) and zeros_like of whole numbers are integer "
    "arrays: 1.5 becomes 1 when written into them. Leave the dtype out.",
    symbol="μⱼ",
)  # fmt: skip
def integer_centroids(X: Any, labels: Any, k: int) -> Any:
    return _by_cluster(X, labels, k, _mean).astype(X.dtype)


@misconception(
    F, "means-rounded",
    title="You round the means.",
    explanation="A mean is exact to the last digit that floats have; rounded to a few decimals, "
    "small data collapse onto one point.",
    symbol="μⱼ",
)  # fmt: skip
def rounded(X: Any, labels: Any, k: int) -> Any:
    return np.round(_by_cluster(X, labels, k, _mean), 6)


MISCONCEPTIONS = collect(globals(), F)
