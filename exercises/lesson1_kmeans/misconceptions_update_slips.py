"""Slips of the pen in the update step (activity 1.4): precision, divisors, NumPy's indexing."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "update_centroids"


def _counts(labels: Any, k: int) -> Any:
    return np.bincount(labels.astype(int), minlength=k)


def _means(X: Any, labels: Any, k: int, divisor: Any = None) -> Any:
    """Sums divided by N_k, or by `divisor` (k,); empty clusters are moved onto the first row."""
    sums, counts = np.zeros((k, X.shape[1])), _counts(labels, k)
    np.add.at(sums, labels.astype(int), X)
    with np.errstate(divide="ignore", invalid="ignore"):
        C = sums / (counts if divisor is None else divisor)[:, None]
    C[counts == 0] = X[0]
    return C


@misconception(
    F, "epsilon-in-the-denominator",
    title="You add a small number to N_k, and every mean is a little off.",
    explanation="Σx/(N_k + ε) avoids 0/0 but shrinks all centroids towards the origin. Divide "
    "by N_k alone and treat the empty cluster apart.",
    symbol="N_k",
)  # fmt: skip
def epsilon(X: Any, labels: Any, k: int) -> Any:
    return _means(X, labels, k, _counts(labels, k) + 1e-8)


@misconception(
    F, "divides-by-one-less",
    title="You divide by N_k − 1; a single point by 1.",
    explanation="N − 1 belongs to an estimate of the variance. The mean divides by the count N_k.",
    symbol="N_k",
)  # fmt: skip
def one_less(X: Any, labels: Any, k: int) -> Any:
    return _means(X, labels, k, np.maximum(_counts(labels, k) - 1, 1))


@misconception(
    F, "divides-by-one-less-even-one",
    title="You divide by N_k − 1, which is 0 for a single point.",
    explanation="N − 1 belongs to an estimate of the variance. The mean divides by the count N_k.",
    symbol="N_k",
)  # fmt: skip
def one_less_even_one(X: Any, labels: Any, k: int) -> Any:
    return _means(X, labels, k, _counts(labels, k) - 1)


@misconception(
    F, "fancy-indexing-adds-once",
    title="sums[labels] += X keeps only the last point of each cluster.",
    explanation="With repeated indices NumPy reads, adds and writes once an index, and the last "
    "row wins. np.add.at(sums, labels, X) adds them all.",
    symbol="Σᵢ",
)  # fmt: skip
def adds_once(X: Any, labels: Any, k: int) -> Any:
    C = np.tile(X[0].astype(float), (k, 1))
    C[labels] = X / _counts(labels, k)[labels.astype(int), None]
    return C


@misconception(
    F, "float32-means",
    title="You compute in float32, and the means keep seven digits only.",
    explanation="dtype=np.float32 loses half the digits of X, and far from the origin all that "
    "tell the points apart. Use float64, NumPy's default.",
    symbol="μⱼ",
)  # fmt: skip
def float32_means(X: Any, labels: Any, k: int) -> Any:
    return _means(X, labels, k).astype(np.float32)


@misconception(
    F, "mean-of-all-points",
    title="You take the mean of all points for every cluster.",
    explanation="The mask is missing: X[labels == j].mean(axis=0) takes the cluster's own points.",
    symbol="μⱼ",
)  # fmt: skip
def mean_of_all(X: Any, labels: Any, k: int) -> Any:
    return np.tile(X.mean(axis=0), (k, 1))


@misconception(
    F, "integer-division",
    title="You divide with //, which rounds down to whole numbers.",
    explanation="// is the floor of the quotient, for floats too. The mean needs /.",
    symbol="μⱼ",
)  # fmt: skip
def integer_division(X: Any, labels: Any, k: int) -> Any:
    return np.floor(_means(X, labels, k))


@misconception(
    F, "means-cast-to-int",
    title="You turn the means into integers: astype(int) cuts their fractions off.",
    explanation="A centroid lies between the points, not on whole numbers. Leave the cast out: "
    "the labels are integers, the centroids are floats.",
    symbol="μⱼ",
)  # fmt: skip
def cast_to_int(X: Any, labels: Any, k: int) -> Any:
    return _means(X, labels, k).astype(int)


@misconception(
    F, "clusters-in-use-move-up",
    title="You put the means of the clusters in use into the first rows.",
    explanation="np.unique(labels) skips an empty cluster: after it, row and label differ. The "
    "mean of label j belongs to row j; loop over range(k).",
    symbol="μⱼ",
)  # fmt: skip
def move_up(X: Any, labels: Any, k: int) -> Any:
    used = np.unique(labels)
    C = np.tile(X[0].astype(float), (k, 1))
    C[: len(used)] = _means(X, labels, k)[used]
    return C


@misconception(
    F, "clusters-in-use-move-up-zeros-below",
    title="You fill the first rows with the clusters in use; the rest stays 0.",
    explanation="np.unique(labels) skips an empty cluster: after it, row and label differ. The "
    "mean of label j belongs to row j, and an empty cluster's row onto a point.",
    symbol="μⱼ",
)  # fmt: skip
def move_up_zeros(X: Any, labels: Any, k: int) -> Any:
    used = np.unique(labels)
    C = np.zeros((k, X.shape[1]))
    C[: len(used)] = _means(X, labels, k)[used]
    return C


@misconception(
    F, "single-point-replaced-by-the-first",
    title="You take a cluster of one point for an empty one.",
    explanation="len(members) > 1 leaves single points out, and a single point is its own mean. "
    "Empty means len(members) == 0.",
    symbol="N_k",
)  # fmt: skip
def single_to_first(X: Any, labels: Any, k: int) -> Any:
    C = _means(X, labels, k)
    C[_counts(labels, k) == 1] = X[0]
    return C


@misconception(
    F, "single-point-replaced-by-the-last",
    title="You take a cluster of one point for an empty one, moved onto X[-1].",
    explanation="len(members) > 1 leaves single points out, and a single point is its own mean. "
    "Empty means len(members) == 0.",
    symbol="N_k",
)  # fmt: skip
def single_to_last(X: Any, labels: Any, k: int) -> Any:
    C = _means(X, labels, k)
    C[_counts(labels, k) == 1] = X[-1]
    return C


@misconception(
    F, "single-point-left-at-the-origin",
    title="You take a cluster of one point for an empty one, and leave it at 0.",
    explanation="len(members) > 1 leaves single points out, and a single point is its own mean. "
    "Empty means len(members) == 0, and that centroid belongs onto a point.",
    symbol="N_k",
)  # fmt: skip
def single_to_zero(X: Any, labels: Any, k: int) -> Any:
    C = _means(X, labels, k)
    C[_counts(labels, k) <= 1] = 0
    return C


@misconception(
    F, "labels-overflow-in-arithmetic",
    title="You calculate with labels in their own type: uint8 overflows at 256.",
    explanation="labels * d + feature is right only while it fits the labels' type. Convert first: "
    "labels.astype(int).",
    symbol="labels",
)  # fmt: skip
def labels_overflow(X: Any, labels: Any, k: int) -> Any:
    d = X.shape[1]
    starts = (labels * np.array(d, labels.dtype)).astype(int)
    cells = (starts[:, None] + np.arange(d)).ravel()
    sums = np.bincount(cells, weights=X.ravel(), minlength=k * d)[: k * d].reshape(k, d)
    C = np.tile(X[0].astype(float), (k, 1))
    counts = _counts(labels, k)
    C[counts > 0] = sums[counts > 0] / counts[counts > 0, None]
    return C


MISCONCEPTIONS = collect(globals(), F)
