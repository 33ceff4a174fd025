"""Slips of the pen in the distortion (activity 1.1): what is left out, and what is returned."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "compute_distortion"


def _differences(X: Any, centroids: Any, labels: Any) -> Any:
    """xᵢ − μ_{labels[i]}, (n, d)."""
    return X - centroids[np.asarray(labels).astype(int)]


def _squares(X: Any, centroids: Any, labels: Any) -> Any:
    """The squared distance of each point, (n,)."""
    return (_differences(X, centroids, labels) ** 2).sum(axis=1)


def _of_clusters(X: Any, centroids: Any, labels: Any) -> Any:
    """The sum of the squared distances in each cluster, (k,)."""
    squares = _squares(X, centroids, labels)
    return np.array([squares[np.asarray(labels) == j].sum() for j in range(len(centroids))])


@misconception(
    F, "half-the-sum",
    title="You take half the sum: a factor ½ too much.",
    explanation="Some textbooks write ½Σ so that the derivative looks neater. Here J is "
    "Σᵢ‖xᵢ − μ‖² without a factor.",
    symbol="Σᵢ",
)  # fmt: skip
def half_the_sum(X: Any, centroids: Any, labels: Any) -> Any:
    return 0.5 * _squares(X, centroids, labels).sum()


@misconception(
    F, "largest-cluster-only",
    title="You return the largest cluster's sum, not the sum over all clusters.",
    explanation="J adds up the squared distances of all points, whatever their cluster.",
    symbol="Σᵢ",
)  # fmt: skip
def largest_cluster(X: Any, centroids: Any, labels: Any) -> Any:
    return _of_clusters(X, centroids, labels).max()


@misconception(
    F, "last-cluster-in-use-missing",
    title="You leave out the last cluster in use, as range(labels.max()) does.",
    explanation="Labels count from 0, so there are labels.max() + 1 of them, and range(m) stops "
    "at m − 1. Loop over range(len(centroids)).",
    symbol="μ_{labels[i]}",
)  # fmt: skip
def last_in_use_missing(X: Any, centroids: Any, labels: Any) -> Any:
    return _of_clusters(X, centroids, labels)[: int(np.max(labels))].sum()


@misconception(
    F, "last-centroid-missing",
    title="You leave out the last centroid's cluster, as range(k - 1) does.",
    explanation="range(k) already stops at k − 1, the last row of the centroids.",
    symbol="k",
)  # fmt: skip
def last_centroid_missing(X: Any, centroids: Any, labels: Any) -> Any:
    return _of_clusters(X, centroids, labels)[:-1].sum()


@misconception(
    F, "last-point-missing",
    title="You leave the last point out.",
    explanation="range(n - 1) and X[:-1] end one point early: J adds up over all n points.",
    symbol="Σᵢ",
)  # fmt: skip
def last_point_missing(X: Any, centroids: Any, labels: Any) -> Any:
    return _squares(X, centroids, labels)[:-1].sum()


@misconception(
    F, "first-point-missing",
    title="You leave the first point out.",
    explanation="range(1, n) and X[1:] begin at the second point: Python counts from 0.",
    symbol="Σᵢ",
)  # fmt: skip
def first_point_missing(X: Any, centroids: Any, labels: Any) -> Any:
    return _squares(X, centroids, labels)[1:].sum()


@misconception(
    F, "first-point-only",
    title="You return the first point's squared distance alone.",
    explanation="A return inside the loop ends it at the first point. Add up in the loop, return "
    "after it.",
    symbol="Σᵢ",
)  # fmt: skip
def first_point_only(X: Any, centroids: Any, labels: Any) -> Any:
    return _squares(X, centroids, labels)[0]


@misconception(
    F, "last-point-only",
    title="You return the last point's squared distance alone.",
    explanation="In a loop, J = … forgets the points before: write J += ….",
    symbol="Σᵢ",
)  # fmt: skip
def last_point_only(X: Any, centroids: Any, labels: Any) -> Any:
    return _squares(X, centroids, labels)[-1]


@misconception(
    F, "rounded-to-two-decimals",
    title="You round J to two decimals.",
    explanation="A rounded J hides small steps of the algorithm, and at a scale of 1e-8 it is 0. "
    "Return it as it is, and round only what you print.",
    symbol="J",
)  # fmt: skip
def rounded(X: Any, centroids: Any, labels: Any) -> Any:
    return round(float(_squares(X, centroids, labels).sum()), 2)


@misconception(
    F, "single-precision-sum",
    title="You compute J in float32, and it keeps seven digits only.",
    explanation="Near the end J falls by less than the seventh digit: in float32 it seems to stand "
    "still, or to rise. Use float64, NumPy's default.",
    symbol="J",
)  # fmt: skip
def single_precision(X: Any, centroids: Any, labels: Any) -> Any:
    return np.float32(_squares(X, centroids, labels).sum())


@misconception(
    F, "whole-number-returned",
    title="You turn J into an integer: int() cuts off the fraction.",
    explanation="J is a real number. int(21.125) is 21, and at a small scale J would be 0.",
    symbol="J",
)  # fmt: skip
def whole_number(X: Any, centroids: Any, labels: Any) -> Any:
    return int(_squares(X, centroids, labels).sum())


@misconception(
    F, "points-and-centroids-truncated",
    title="You turn points and centroids into integers, and lose their fractions.",
    explanation="astype(int) cuts 4.25 to 4 before the distance is taken. Convert to float, or "
    "not at all; only the labels need astype(int).",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def all_truncated(X: Any, centroids: Any, labels: Any) -> Any:
    return _squares(X.astype(int), centroids.astype(int), labels).sum()


@misconception(
    F, "squared-twice",
    title="You square twice: you add up fourth powers of the distances.",
    explanation="‖x − μ‖² is already squared: Σ(x − μ)² over the features, nothing more.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def squared_twice(X: Any, centroids: Any, labels: Any) -> Any:
    return (_squares(X, centroids, labels) ** 2).sum()


@misconception(
    F, "mean-over-the-features",
    title="You average over the features, and ‖x − μ‖² is their sum.",
    explanation="mean(axis=1) divides every squared distance by d; use sum(axis=1).",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def mean_over_features(X: Any, centroids: Any, labels: Any) -> Any:
    return (_differences(X, centroids, labels) ** 2).mean(axis=1).sum()


@misconception(
    F, "first-two-features-only",
    title="You use the first two features only.",
    explanation="The distance takes all d features, of which the plane has two only by chance.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def first_two_features(X: Any, centroids: Any, labels: Any) -> Any:
    return (_differences(X, centroids, labels)[:, :2] ** 2).sum()


@misconception(
    F, "square-of-the-whole-sum",
    title="You add up all differences first and square once, at the end.",
    explanation="Differences of opposite sign cancel. Square each of them, then add: "
    "(diff ** 2).sum(), not diff.sum() ** 2.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def square_of_the_whole(X: Any, centroids: Any, labels: Any) -> Any:
    return _differences(X, centroids, labels).sum() ** 2


@misconception(
    F, "largest-difference-squared",
    title="You square each point's largest difference of any one feature.",
    explanation="The maximum over features forgets the others: ‖x − μ‖² adds up all squares.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def largest_difference(X: Any, centroids: Any, labels: Any) -> Any:
    return (np.abs(_differences(X, centroids, labels)).max(axis=1) ** 2).sum()


@misconception(
    F, "largest-signed-difference-squared",
    title="You square each point's largest signed difference x − μ.",
    explanation="The maximum over features forgets the others, and −5 counts as less than 1: "
    "‖x − μ‖² adds up the squares of all features.",
    symbol="‖xᵢ − μ‖²",
)  # fmt: skip
def largest_signed(X: Any, centroids: Any, labels: Any) -> Any:
    return (_differences(X, centroids, labels).max(axis=1) ** 2).sum()


@misconception(
    F, "one-number-a-point",
    title="You return one number a point: add them up.",
    explanation="sum(axis=1) gives the squared distance of each point, (n,). J is their sum, one "
    "number: leave the axis out, or sum once more.",
    symbol="Σᵢ",
)  # fmt: skip
def one_a_point(X: Any, centroids: Any, labels: Any) -> Any:
    return _squares(X, centroids, labels)


@misconception(
    F, "one-number-a-feature",
    title="You return one number a feature: add them up.",
    explanation="sum(axis=0) adds over the points only, (d,). J is one number: leave the axis out.",
    symbol="Σᵢ",
)  # fmt: skip
def one_a_feature(X: Any, centroids: Any, labels: Any) -> Any:
    return (_differences(X, centroids, labels) ** 2).sum(axis=0)


@misconception(
    F, "one-number-an-entry",
    title="You return the squared differences one by one, (n, d): add them up.",
    explanation="J is one number, the sum over points and features: (diff ** 2).sum().",
    symbol="Σᵢ",
)  # fmt: skip
def one_an_entry(X: Any, centroids: Any, labels: Any) -> Any:
    return _differences(X, centroids, labels) ** 2


@misconception(
    F, "number-in-a-container",
    title="You return J inside a container of one item, not the number itself.",
    explanation="A comma behind it (return J,) makes a tuple, brackets make a list, keepdims an "
    "array. Return the bare number.",
    symbol="J",
)  # fmt: skip
def in_a_container(X: Any, centroids: Any, labels: Any) -> Any:
    return (_squares(X, centroids, labels).sum(),)


MISCONCEPTIONS = collect(globals(), F)
