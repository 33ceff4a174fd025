"""Wrong ways to draw and to demonstrate (activity 1.8).

The pictures here are drawn by a few lines of our own, not by plotext: its one global figure would
carry over from one misconception to the next.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

V, D = "visualize_clustering", "demonstrate_kmeans_concepts"
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
    """A letter a point, a capital a centroid."""
    everything = np.vstack([X, C])
    low, wide = everything.min(axis=0), np.ptp(everything, axis=0)
    rows = [[" "] * _WIDTH for _ in range(_HEIGHT)]
    upper = [marks[j % len(marks)].upper() for j in range(len(C))]
    drawn = [*zip(X, [marks[j % len(marks)] for j in labels], strict=True)]
    for (x, y), mark in (*drawn, *zip(C, upper, strict=True)):
        column = int((x - low[0]) / max(wide[0], 1e-300) * (_WIDTH - 1))
        rows[int((y - low[1]) / max(wide[1], 1e-300) * (_HEIGHT - 1))][column] = mark
    return "\n".join([title, *("|" + "".join(row) for row in rows[::-1])])


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


def _measured() -> dict[str, Any]:
    return {"distortion": [9.0, 4.0, 2.5]}


@misconception(
    D, "demonstration-returns-nothing",
    title="You show the ideas and return nothing.",
    explanation="The numbers are the result: gather them in a dict and return it, shown or not.",
    symbol="return",
)  # fmt: skip
def returns_nothing(show: bool = True) -> Any:
    _measured()


@misconception(
    D, "demonstration-prints-unasked",
    title="You print even with show = False.",
    explanation="Every print (and every plot) belongs under if show:, those of functions that you "
    "call included (verbose, show).",
    symbol="show",
)  # fmt: skip
def demonstration_prints(show: bool = True) -> Any:
    print("distortion by iteration")
    return _measured()


@misconception(
    D, "demonstration-dict-empty",
    title="You return an empty dict.",
    explanation="Put in it what you measured: distortions by iteration, by start, by k.",
    symbol="return",
)  # fmt: skip
def dict_empty(show: bool = True) -> Any:
    return {}


@misconception(
    D, "words-not-numbers",
    title="You return words, and nothing measured.",
    explanation="That kmeans++ is better is a claim; the distortions of both starts are its "
    "evidence. Return numbers.",
    symbol="return",
)  # fmt: skip
def words(show: bool = True) -> Any:
    return {"initialization": "kmeans++ is better", "runs": "ten are better than one"}


@misconception(
    D, "list-not-dict",
    title="You return a list or tuple, and asked for is a dict.",
    explanation="A dict says what each number is.",
    symbol="return",
)  # fmt: skip
def a_list(show: bool = True) -> Any:
    return list(_measured().values())


@misconception(
    D, "nothing-finite",
    title="All your numbers are NaN or infinite.",
    explanation="Something went wrong on the way, an empty cluster or a mean of nothing: look at "
    "the first NaN.",
    symbol="NaN",
)  # fmt: skip
def nothing_finite(show: bool = True) -> Any:
    return {"distortion": [float("nan"), float("nan")]}


VISUALIZE = collect(globals(), V)
DEMONSTRATE = collect(globals(), D)
