"""Wrong ways to draw (activity 1.8).

The pictures here are drawn by a few lines of our own, not by plotext: its one global figure would
carry over from one misconception to the next.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

V = "visualize_clustering"
_HEIGHT, _WIDTH = 20, 60


def _plane(X: Any, C: Any, axes_of: Any = None) -> tuple[Any, Any]:
    """Points and centroids in two dimensions: principal components, or a row of zeros added."""
    X, C = np.asarray(X, dtype=float), np.asarray(C, dtype=float)
    if X.shape[1] == 1:
        return np.hstack([X, 0 * X]), np.hstack([C, 0 * C])
    if X.shape[1] == 2:
        return X, C
    mean = X.mean(axis=0)
    axes = np.vstack([np.linalg.svd(X - mean)[2][:2]])
    return (X - mean) @ axes.T, (C - mean) @ axes.T


def _paint(X: Any, labels: Any, C: Any, title: str, marks: str = "abcdefgh") -> str:
    """A letter a point, a capital a centroid, coloured by letter."""
    everything = np.vstack([X, C])
    low, wide = everything.min(axis=0), np.ptp(everything, axis=0)
    rows = [[" "] * _WIDTH for _ in range(_HEIGHT)]
    upper = [marks[j % len(marks)].upper() for j in range(len(C))]
    drawn = [*zip(X, [marks[j % len(marks)] for j in labels], strict=True)]
    for (x, y), mark in (*drawn, *zip(C, upper, strict=True)):
        column = round((x - low[0]) / max(wide[0], 1e-300) * (_WIDTH - 1))
        rows[round((y - low[1]) / max(wide[1], 1e-300) * (_HEIGHT - 1))][column] = mark
    return "\n".join([title, *("|" + "".join(map(_coloured, row)) for row in rows[::-1])])


def _coloured(mark: str) -> str:
    return f"\x1b[38;5;{ord(mark.lower()) - 80}m{mark}\x1b[0m" if mark.isalpha() else mark


def _right(X: Any, labels: Any, C: Any, title: str, show: bool) -> str:
    canvas = _paint(*_between(X, labels, C), title)
    if show:
        print(canvas)
    return canvas


def _between(X: Any, labels: Any, C: Any) -> tuple[Any, Any, Any]:
    plane, means = _plane(X, C)
    return plane, labels, means


@misconception(
    V, "shown-not-returned",
    title="You show the picture and return nothing.",
    explanation="The text is the result, so that others can show it where they like. Return what "
    "plotext's build() gives, and print it only if show is true.",
    symbol="return",
)  # fmt: skip
def not_returned(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    _right(X, labels, centroids, title, show)


@misconception(
    V, "prints-unasked",
    title="You print the picture even with show = False.",
    explanation="show says whether to print. A caller that asks for the text alone gets it twice "
    "otherwise.",
    symbol="show",
)  # fmt: skip
def prints_unasked(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    return _right(X, labels, centroids, title, True)


@misconception(
    V, "title-left-out",
    title="You do not use the title.",
    explanation="A picture without its title can't be told from the next one.",
    symbol="title",
)  # fmt: skip
def no_title(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    return _right(X, labels, centroids, "", show)


@misconception(
    V, "clusters-alike",
    title="You draw all points alike, whatever their label.",
    explanation="Draw one cluster at a time, X[labels == j], each in a colour of its own.",
    symbol="labels",
)  # fmt: skip
def clusters_alike(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    return _right(X, np.zeros(len(X), dtype=int), centroids, title, show)


@misconception(
    V, "colours-left-out",
    title="You give the clusters no colours of their own.",
    explanation="Each cluster is to have its own colour, points and centroid alike: "
    "scatter(…, color=…). A letter each as well helps those who see no colours.",
    symbol="labels",
)  # fmt: skip
def colours_left_out(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    canvas = re.sub(r"\x1b\[[0-9;]*m", "", _paint(*_between(X, labels, centroids), title))
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "colours-used-twice",
    title="You draw two clusters alike: your colours repeat too soon.",
    explanation="With fewer colours than clusters, colours[j % m] serves two of them. Take a list "
    "of eight or more, and a letter for each cluster as well.",
    symbol="labels",
)  # fmt: skip
def colours_twice(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    canvas = _paint(*_between(X, labels, centroids), title, marks="ab")
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "centroids-left-out",
    title="You do not draw the centroids.",
    explanation="The picture is to show where the centroids lie among their points: mark them.",
    symbol="μⱼ",
)  # fmt: skip
def no_centroids(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    plane, labels, means = _between(X, labels, centroids)
    canvas = _paint(plane, labels, means[:0], title)
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "means-drawn-in-their-place",
    title="You draw the means of the clusters, not the centroids given.",
    explanation="Before the end of a run centroids are no means. Draw those that are passed in.",
    symbol="μⱼ",
)  # fmt: skip
def means_drawn(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    means = [X[labels == j].mean(axis=0) for j in range(len(centroids))]
    if not np.isfinite(means).all():
        raise ValueError("NaN can't be drawn")
    return _right(X, labels, np.array(means), title, show)


@misconception(
    V, "first-two-features",
    title="You draw the first two features and drop the others.",
    explanation="With more than two features the first two may show nothing. Project on the first "
    "two principal components: (X − mean) @ Vᵀ[:, :2] by np.linalg.svd.",
    symbol="PCA",
)  # fmt: skip
def first_two(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    return _right(X[:, :2], labels, centroids[:, :2], title, show)


@misconception(
    V, "second-feature-assumed",
    title="You take a second feature for granted; with one you fail.",
    explanation="X[:, 1] does not exist where d = 1. Draw such data along a line.",
    symbol="d",
)  # fmt: skip
def second_assumed(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    X[:, 1]
    return _right(X, labels, centroids, title, show)


@misconception(
    V, "centroids-projected-apart",
    title="You project the centroids by a PCA of their own.",
    explanation="Points and centroids must share one mean and one pair of axes, those of X; else "
    "they lie in two different planes that look like one.",
    symbol="PCA",
)  # fmt: skip
def projected_apart(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    if X.shape[1] <= 2:
        return _right(X, labels, centroids, title, show)
    padded = np.vstack([centroids, centroids])  # two axes even for one centroid
    plane, means = _plane(X, X)[0], _plane(padded, centroids)[1]
    canvas = _paint(plane, labels, np.round(means, 9), title)
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "centroids-on-axes-of-their-own",
    title="You project the centroids on principal axes of their own.",
    explanation="Vᵀ comes from the SVD of X − mean, and serves points and centroids alike: "
    "(C − mean) @ Vᵀ[:2].T. On other axes the centroids' places mean nothing.",
    symbol="PCA",
)  # fmt: skip
def own_axes(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    if X.shape[1] <= 2:
        return _right(X, labels, centroids, title, show)
    mean = X.mean(axis=0)
    axes = np.linalg.svd(centroids - mean)[2][:2]
    canvas = _paint(_plane(X, X)[0], labels, np.round((centroids - mean) @ axes.T, 9), title)
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "centroids-not-centred",
    title="You project the centroids without taking off the mean of X.",
    explanation="Points are projected as (X − mean) @ Vᵀ[:2].T; the centroids need the same mean "
    "taken off, else they are drawn away from their points.",
    symbol="x̄",
)  # fmt: skip
def not_centred(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    if X.shape[1] <= 2:
        return _right(X, labels, centroids, title, show)
    mean = X.mean(axis=0)
    plane, means = _plane(X, centroids + mean)
    canvas = _paint(plane, labels, means, title)
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "labels-in-a-row-assumed",
    title="You take it that every label from 0 to k − 1 is used.",
    explanation="An unused label leaves X[labels == j] empty: skip it, and keep the colours of the "
    "others.",
    symbol="labels",
)  # fmt: skip
def all_used(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
    for j in range(len(centroids)):
        X[labels == j].max(axis=0)
    return _right(X, labels, centroids, title, show)


VISUALIZE = collect(globals(), V)
