"""Wrong ways to assign points to centroids (activity 1.3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "assign_clusters"


def _squares(X: Any, C: Any) -> Any:
    """Squared distances (n, k)."""
    return ((X[:, None] - C) ** 2).sum(axis=2)


@misconception(
    F, "farthest-centroid",
    title="You picked the farthest centroid, not the nearest.",
    explanation="argmax of the distances gives the largest; J is least with argmin.",
    symbol="argminⱼ",
)  # fmt: skip
def farthest(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).argmax(axis=1)


@misconception(
    F, "argmin-over-points",
    title="You take the argmin over the points, not over the centroids.",
    explanation="On an (n, k) table of distances axis=0 finds the nearest point of each centroid. "
    "Each point needs its nearest centroid: axis=1.",
    symbol="argminⱼ",
)  # fmt: skip
def argmin_over_points(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).argmin(axis=0)


@misconception(
    F, "distances-returned",
    title="You return the least distances; argmin gives the index of the centroid.",
    explanation="min gives the value, argmin its index, and a label is an index.",
    symbol="labels",
)  # fmt: skip
def distances_returned(X: Any, centroids: Any) -> Any:
    return np.sqrt(_squares(X, centroids).min(axis=1))


@misconception(
    F, "squared-distances-returned",
    title="You return the least squared distances; argmin gives the index.",
    explanation="min gives the value, argmin its index, and a label is an index.",
    symbol="labels",
)  # fmt: skip
def squares_returned(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).min(axis=1)


@misconception(
    F, "manhattan-assignment",
    title="You measure by absolute differences (Manhattan), not by squares.",
    explanation="The nearest by Σ|x − μ| is often another centroid. J is a sum of squared "
    "Euclidean distances, and only their argmin is sure to lower it.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def manhattan(X: Any, centroids: Any) -> Any:
    return np.abs(X[:, None] - centroids).sum(axis=2).argmin(axis=1)


@misconception(
    F, "largest-difference",
    title="You measure by the largest difference of any one feature.",
    explanation="The maximum over features forgets the others; ‖x − μ‖² adds up all their "
    "squares.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def largest_difference(X: Any, centroids: Any) -> Any:
    return np.abs(X[:, None] - centroids).max(axis=2).argmin(axis=1)


@misconception(
    F, "first-feature-only",
    title="You compare the first feature only.",
    explanation="The distance takes all d features: sum over the last axis, not [..., 0].",
    symbol="‖x − μ‖²",
)  # fmt: skip
def first_feature(X: Any, centroids: Any) -> Any:
    return ((X[:, None, 0] - centroids[:, 0]) ** 2).argmin(axis=1)


@misconception(
    F, "signed-differences",
    title="You add up signed differences, without square or absolute value.",
    explanation="Σ(x − μ) can be as negative as you like for a centroid far up and right. Square "
    "each difference before adding.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def signed(X: Any, centroids: Any) -> Any:
    return (X[:, None] - centroids).sum(axis=2).argmin(axis=1)


@misconception(
    F, "square-of-summed-differences-assignment",
    title="You add up the features' differences first and square the sum.",
    explanation="+3 and −3 then cancel to distance 0. Square each feature's difference, then add.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def square_of_sums(X: Any, centroids: Any) -> Any:
    return ((X[:, None] - centroids).sum(axis=2) ** 2).argmin(axis=1)


@misconception(
    F, "largest-dot-product",
    title="You take the largest dot product x·μ; long centroids always win.",
    explanation="−2‖x − μ‖² orders centroids as x·μ − ½‖μ‖² does: the term ½‖μ‖² is missing.",
    symbol="½‖μ‖²",
)  # fmt: skip
def largest_dot(X: Any, centroids: Any) -> Any:
    return (X @ centroids.T).argmax(axis=1)


@misconception(
    F, "tie-to-the-higher-index",
    title="On a tie you take the later centroid, and the lower index counts.",
    explanation="A loop that replaces the best with <= keeps the last of equals. Use <, or argmin, "
    "which returns the first.",
    symbol="argminⱼ",
)  # fmt: skip
def tie_to_higher(X: Any, centroids: Any) -> Any:
    k = len(centroids)
    return k - 1 - _squares(X, centroids)[:, ::-1].argmin(axis=1)


@misconception(
    F, "labels-count-from-one",
    title="You number the clusters from 1.",
    explanation="A label is the row of its centroid, and rows are numbered from 0: with labels 1 "
    "to k, centroids[labels] takes the wrong ones.",
    symbol="labels",
)  # fmt: skip
def from_one(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).argmin(axis=1) + 1


@misconception(
    F, "float-labels-returned",
    title="Your labels are floats, and indices must be integers.",
    explanation="np.zeros(n) makes floats: np.zeros(n, dtype=int). An array of floats can't be "
    "used as an index.",
    symbol="labels",
)  # fmt: skip
def float_labels(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).argmin(axis=1).astype(float)


@misconception(
    F, "labels-as-a-column",
    title="Your labels are a column (n, 1), and must be flat, (n,).",
    explanation="With shape (n, 1) a comparison labels == other broadcasts to (n, n). Leave "
    "keepdims out, or flatten.",
    symbol="labels",
)  # fmt: skip
def column(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).argmin(axis=1)[:, None]


@misconception(
    F, "one-hot",
    title="You return a table of zeros and ones, (n, k).",
    explanation="That is the assignment r_{ij} of the textbook; asked for is its short form, the "
    "index of the one in each row.",
    symbol="labels",
)  # fmt: skip
def one_hot(X: Any, centroids: Any) -> Any:
    return np.eye(len(centroids), dtype=int)[_squares(X, centroids).argmin(axis=1)]


@misconception(
    F, "clusters-in-use-renumbered",
    title="You renumber the clusters in use, so that an empty one shifts the rest.",
    explanation="np.unique(..., return_inverse=True) closes gaps. Labels 0 and 2 must stay so: "
    "they are rows of the centroids.",
    symbol="labels",
)  # fmt: skip
def renumbered(X: Any, centroids: Any) -> Any:
    labels = _squares(X, centroids).argmin(axis=1)
    return np.unique(labels, return_inverse=True)[1].reshape(labels.shape)


@misconception(
    F, "labels-overflow",
    title="You store labels in 8 bits, and they overflow with many centroids.",
    explanation="uint8 ends at 255: label 256 becomes 0. Use a wider type; argmin gives one.",
    symbol="labels",
)  # fmt: skip
def overflow(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids).argmin(axis=1).astype(np.uint8)


@misconception(
    F, "no-more-centroids-than-points",
    title="You look at no more centroids than there are points.",
    explanation="The inner loop runs over range(k), k = len(centroids), whatever n is.",
    symbol="k",
)  # fmt: skip
def as_many_as_points(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids[: len(X)]).argmin(axis=1)


@misconception(
    F, "centroids-truncated",
    title="You turn the centroids into X's integer type.",
    explanation="With whole-number X, centroids.astype(X.dtype) cuts off their fractions and "
    "moves them. Convert X to float instead.",
    symbol="μⱼ",
)  # fmt: skip
def truncated(X: Any, centroids: Any) -> Any:
    return _squares(X, centroids.astype(X.dtype)).argmin(axis=1)


@misconception(
    F, "distances-rounded",
    title="You round the distances or compare them with a fixed tolerance.",
    explanation="At a scale of 1e-8 all squared distances round to 0, and every point goes to "
    "centroid 0. Compare them as they are.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def rounded(X: Any, centroids: Any) -> Any:
    squares = _squares(X, centroids)
    return (squares <= squares.min(axis=1, keepdims=True) + 1e-12).argmax(axis=1)


@misconception(
    F, "expanded-square-assignment",
    title="You expand the square, and far from the origin the digits cancel.",
    explanation="‖x‖² − 2x·μ + ‖μ‖² subtracts numbers near 1e16 to compare differences near 1. "
    "Subtract first, or move the origin into the data first: X − m, μ − m.",
    symbol="‖x − μ‖²",
)  # fmt: skip
def expanded(X: Any, centroids: Any) -> Any:
    squares = (X**2).sum(axis=1)[:, None] - 2 * X @ centroids.T + (centroids**2).sum(axis=1)
    return squares.argmin(axis=1)


MISCONCEPTIONS = collect(globals(), F)
