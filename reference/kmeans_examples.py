"""Lesson 1: k-means clustering, from the objective to the picture.

Shapes: n points, d features, k clusters. X is (n, d), centroids are (k, d), labels are (n,).
The objective is the distortion J = Σᵢ ‖xᵢ − μ_{cᵢ}‖² (Bishop, PRML, equation 9.1).
`rng` is None, an int seed or a `numpy.random.Generator`. All arithmetic is in float64, and no
argument is changed. Bad input is a `ValueError`. The file stands alone.
"""

from __future__ import annotations

import math
import operator
import os
import shutil
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Seed = int | np.random.Generator | None

EPS = float(np.finfo(np.float64).eps)
BLOCK_ROWS, BLOCK_NUMBERS = 16_384, 2**17  # a block's numbers stay in the processor's cache
LARGEST = 1e150  # squares of larger numbers overflow
METHODS = ("random", "kmeans++")
COLOURS = ("blue", "red", "green", "magenta", "cyan", "orange", "blue+", "red+", "green+")
MOST_PLOTTED = 1_000  # more points than that only blur a terminal


def compute_distortion(X: ArrayLike, centroids: ArrayLike, labels: ArrayLike) -> float:
    """Distortion J: the sum of squared distances of the points to their own centroids.

    labels may be floats if they are whole (`np.zeros(n)`).
    """
    points = _as_points(X)
    means = _as_centroids(centroids, points.shape[1])
    return _distortion(points, means, _as_labels(labels, len(points), len(means)))


def _distortion(X: Floats, C: Floats, labels: Ints) -> float:
    """J by explicit differences: ‖x‖² − 2x·μ + ‖μ‖² would lose its digits far from the origin."""
    sums = []
    for rows in _blocks(*X.shape):
        gaps = np.take(C, labels[rows], axis=0)
        np.subtract(X[rows], gaps, out=gaps)
        sums.append(float(np.vdot(gaps, gaps)))
    return math.fsum(sums)


def initialize_centroids(
    X: ArrayLike, k: int, method: str = "kmeans++", rng: Seed = None
) -> Floats:
    """k starting centroids (k, d): rows of X, drawn by "random" or by "kmeans++".

    "random" draws k different rows uniformly. "kmeans++" draws each next row with a probability
    proportional to D², its squared distance from the nearest row drawn so far (Arthur and
    Vassilvitskii, 2007): one candidate a step, where scikit-learn keeps the best of several.
    """
    points = _as_points(X)
    k = _as_k(k, len(points))
    generator = np.random.default_rng(rng)
    if method == "random":
        return points[generator.choice(len(points), size=k, replace=False)]
    if method == "kmeans++":
        return points[_d2_sample(points, k, generator)]
    raise ValueError(f'method must be "random" or "kmeans++", not {method!r}.')


def _d2_sample(X: Floats, k: int, generator: np.random.Generator) -> list[int]:
    """Row indices by D² sampling. A row drawn has D² = 0, and so has its copy: no second draw."""
    chosen = [int(generator.integers(len(X)))]
    nearest = np.full(len(X), np.inf)
    while len(chosen) < k:
        np.minimum(nearest, _squared_distances(X, X[chosen[-1]]), out=nearest)
        cumulative = np.cumsum(nearest)
        if cumulative[-1] > 0:
            target = generator.random() * cumulative[-1]
            chosen.append(int(np.searchsorted(cumulative, target, side="right")))
        else:  # X has fewer different rows than k
            chosen.append(int(generator.integers(len(X))))
    return chosen


def _squared_distances(X: Floats, C: Floats) -> Floats:
    """Squared distance (n,) of each row of X to C: one centroid (d,), or one for each row."""
    squares = np.empty(len(X))
    for rows in _blocks(*X.shape):
        gaps = X[rows] - (C if C.ndim == 1 else C[rows])
        np.einsum("ij,ij->i", gaps, gaps, out=squares[rows])
    return squares


def assign_clusters(X: ArrayLike, centroids: ArrayLike) -> Ints:
    """Index (n,) of the centroid nearest to each point, the lower index on a tie.

    "Nearest" and "tie" are those of the explicit sums Σ(x − μ)² in float64.
    """
    points = _frame(_as_points(X))
    return _nearest(points, _as_centroids(centroids, points.X.shape[1]))


class _Frame(NamedTuple):
    """The points, and the same points seen from a nearer origin: P = X − origin, exactly."""

    X: Floats
    P: Floats
    origin: Floats
    radius: float  # the largest ‖p‖


def _frame(X: Floats) -> _Frame:
    origin = _nearer_origin(X)
    P = X - origin if origin.any() else X
    return _Frame(X, P, origin, math.sqrt(_squared_distances(P, np.zeros(P.shape[1])).max()))


def _nearer_origin(X: Floats) -> Floats:
    """Mid-range of each feature whose values lie within a factor of two, else 0.

    There x − origin is exact (Sterbenz's lemma), and numbers of 1e8 ± 1 get their digits back.
    A feature that is left alone spans at least half its largest value: little to gain.
    """
    for rows in (X[:64], X):  # a few rows mostly tell that there is nothing to do
        low, high = rows.min(axis=0), rows.max(axis=0)
        within = np.maximum(np.abs(low), np.abs(high)) <= 2 * np.minimum(np.abs(low), np.abs(high))
        far = within & (low * high > 0)
        if not far.any():
            break
    return np.where(far, low + (high - low) / 2, 0.0)


def _nearest(points: _Frame, C: Floats) -> Ints:
    """Labels by the largest score p·c − ‖c‖²/2, which is (‖p‖² − ‖p − c‖²)/2.

    One matrix product a block costs a tenth of the (n, k, d) differences. `margin` bounds what
    rounding can do to two scores: where the runner-up is that near, the differences decide.
    """
    n, k = len(points.X), len(C)
    K = C - points.origin
    half = 0.5 * np.einsum("ij,ij->i", K, K)[:, None]
    margin = (K.shape[1] + 4) * EPS * (points.radius + math.sqrt(2 * half.max())) ** 2
    rank = np.arange(k, 0, -1, dtype=np.min_scalar_type(k))[:, None]  # the lower index ranks higher
    labels = np.empty(n, dtype=np.intp)
    buffer = np.empty(k * min(n, BLOCK_ROWS))
    for rows in _blocks(n, k):
        scores = buffer[: k * (rows.stop - rows.start)].reshape(k, -1)
        np.dot(K, points.P[rows].T, out=scores)
        np.subtract(scores, half, out=scores)
        candidates = scores >= scores.max(axis=0) - margin
        labels[rows] = k - (candidates.view(np.uint8) * rank).max(axis=0)
        if np.count_nonzero(candidates) > candidates.shape[1]:
            close = rows.start + np.flatnonzero(candidates.sum(axis=0) > 1)
            labels[close] = _nearest_by_differences(points.X[close], C)
    return labels


def _nearest_by_differences(X: Floats, C: Floats) -> Ints:
    """Labels by the explicit squared distances; argmin takes the lower index on a tie."""
    labels = np.empty(len(X), dtype=np.intp)
    for rows in _blocks(len(X), C.size):
        labels[rows] = np.square(X[rows, None, :] - C).sum(axis=2).argmin(axis=1)
    return labels


def update_centroids(X: ArrayLike, labels: ArrayLike, k: int) -> Floats:
    """Mean (k, d) of the points of each cluster (Bishop, PRML, equation 9.4).

    An empty cluster has no mean: it is moved onto the point that is farthest from its own.
    """
    points = _frame(_as_points(X))
    k = _as_k(k, len(points.X))
    return _means(points, _as_labels(labels, len(points.X), k), k)


def _means(points: _Frame, labels: Ints, k: int) -> Floats:
    counts = np.bincount(labels, minlength=k)
    C: Floats = points.origin + _cluster_sums(points.P, labels, k) / np.maximum(counts, 1)[:, None]
    empty = np.flatnonzero(counts == 0)
    if empty.size:
        farthest = np.argsort(-_squared_distances(points.X, C[labels]), kind="stable")
        C[empty] = points.X[farthest[: empty.size]]
    return C


def _cluster_sums(P: Floats, labels: Ints, k: int) -> Floats:
    """Sum (k, d) of the points of each cluster: the one-hot matrix (k, n) of the labels times P."""
    n = len(P)
    if n * k <= 2**16:
        return np.equal(labels, np.arange(k)[:, None]).astype(np.float64) @ P
    from scipy.sparse import csc_array  # 4 to 10 ns a point; `np.add.at` takes 40 to 300

    one_hot = csc_array((np.ones(n), labels, np.arange(n + 1)), shape=(k, n))
    return np.asarray(one_hot @ P, dtype=np.float64)


def kmeans(
    X: ArrayLike,
    k: int,
    max_iters: int = 100,
    tol: float = 1e-6,
    init: str | ArrayLike = "kmeans++",
    rng: Seed = None,
    verbose: bool = False,
) -> tuple[Floats, Ints, list[float]]:
    """Lloyd's algorithm → centroids (k, d), labels (n,), distortion_history.

    init is a method of `initialize_centroids` or a (k, d) array. An iteration updates the
    centroids and assigns the points again; its history entry is the distortion of both. It stops
    when no label changes, when J falls by no more than tol·J, or after max_iters iterations.
    """
    points = _frame(_as_points(X))
    k = _as_k(k, len(points.X))
    if max_iters < 1 or not tol >= 0:
        raise ValueError(f"max_iters must be at least 1, tol at least 0, not {max_iters}, {tol}.")
    labels = _nearest(points, _start(points.X, k, init, rng))
    history: list[float] = []
    for iteration in range(1, max_iters + 1):
        new_centroids = _means(points, labels, k)
        new_labels = _nearest(points, new_centroids)
        distortion = _distortion(points.X, new_centroids, new_labels)
        if history and distortion > history[-1]:
            break  # only rounding can raise J: the state before is the better one
        settled = np.array_equal(new_labels, labels)
        centroids, labels = new_centroids, new_labels
        history.append(distortion)
        if verbose:
            print(f"iteration {iteration:3d}: distortion {distortion:.6g}")
        if settled or (len(history) > 1 and history[-2] - distortion <= tol * history[-2]):
            break
    return centroids, labels, history


def _start(X: Floats, k: int, init: str | ArrayLike, rng: Seed) -> Floats:
    if isinstance(init, str):
        return initialize_centroids(X, k, init, rng)
    centroids = _as_centroids(init, X.shape[1])
    if len(centroids) != k:
        raise ValueError(f"init has {len(centroids)} centroids, but k is {k}.")
    return centroids


def best_of_n_runs(
    X: ArrayLike, k: int, n_runs: int = 10, rng: Seed = None, **kmeans_options: Any
) -> tuple[Floats, Ints, float]:
    """The run of least distortion among n_runs → centroids, labels, distortion.

    Each run ends in a local minimum of J: which one depends on where it starts.
    """
    if n_runs < 1:
        raise ValueError(f"n_runs must be at least 1, not {n_runs}.")
    generator = np.random.default_rng(rng)
    runs = (kmeans(X, k, rng=generator, **kmeans_options) for _ in range(n_runs))
    centroids, labels, history = min(runs, key=lambda run: run[2][-1])
    return centroids, labels, history[-1]


def evaluate_clustering(
    X: ArrayLike, labels: ArrayLike, centroids: ArrayLike
) -> tuple[float, float, int]:
    """Mean silhouette, inertia (the distortion), and the number of clusters in use.

    The silhouette takes O(n²d) time. It is NaN for one cluster, and for n clusters.
    """
    points = _as_points(X)
    means = _as_centroids(centroids, points.shape[1])
    members = _as_labels(labels, len(points), len(means))
    used, clusters = np.unique(members, return_inverse=True)
    silhouette = math.nan
    if 1 < len(used) < len(points):
        silhouette = _mean_silhouette(points, clusters)
    return silhouette, _distortion(points, means, members), len(used)


def _mean_silhouette(X: Floats, clusters: Ints) -> float:
    """Mean of (b − a)/max(a, b) (Rousseeuw, 1987), 0 for a point alone in its cluster.

    a: a point's mean distance to the others of its cluster; b: to the nearest other cluster.
    """
    one_hot = (clusters[:, None] == np.arange(clusters.max() + 1)).astype(np.float64)
    sizes = one_hot.sum(axis=0)
    features, scores = np.ascontiguousarray(X.T), np.zeros(len(X))
    for rows in _blocks(len(X), 8 * len(X)):
        sums = _distances(X[rows], features) @ one_hot
        own = (np.arange(len(sums)), clusters[rows])
        a = sums[own] / np.maximum(sizes[clusters[rows]] - 1, 1)
        means = sums / sizes
        means[own] = np.inf
        b = means.min(axis=1)
        larger = np.maximum(a, b)
        np.divide(b - a, larger, out=scores[rows], where=larger > 0)
    scores[sizes[clusters] == 1] = 0.0
    return float(scores.mean())


def _distances(X: Floats, features: Floats) -> Floats:
    """Distances of the rows of X to the columns of `features` (d, n): exact, and little memory."""
    squares = np.zeros((len(X), features.shape[1]))
    for x, feature in zip(X.T, features, strict=True):
        gaps = x[:, None] - feature
        squares += np.multiply(gaps, gaps, out=gaps)
    return np.sqrt(squares, out=squares)


def visualize_clustering(
    X: ArrayLike, labels: ArrayLike, centroids: ArrayLike, title: str, show: bool = True
) -> str:
    """Picture of the clusters: a letter and a colour each, the centroid its capital, inverted.

    More than two features are projected on their first two principal components. Points that
    are not finite are left out. The plotext canvas is returned, and printed if show is true.
    """
    points = _as_points(X, finite=False)
    means = _as_centroids(centroids, points.shape[1])
    members = _as_labels(labels, len(points), len(means))
    kept = np.flatnonzero(np.isfinite(points).all(axis=1))
    if len(kept) > MOST_PLOTTED:  # at random: every tenth point may be one cluster's alone
        kept = np.random.default_rng(0).choice(kept, size=MOST_PLOTTED, replace=False)
    canvas = _draw(*_to_plane(points[kept], means), members[kept], title)
    if show:
        print(canvas)
    return canvas


def _to_plane(X: Floats, C: Floats) -> tuple[Floats, Floats]:
    """X (n, 2) and C (k, 2): principal components if d > 2; if d = 1, beside the row number."""
    if X.shape[1] == 1:
        middle = np.full((len(C), 1), len(X) / 2)
        return np.hstack([X, np.arange(len(X))[:, None]]), np.hstack([C, middle])
    if X.shape[1] == 2 or len(X) == 0:
        return X[:, :2], C[:, :2]
    mean = X.mean(axis=0)
    axes = np.linalg.svd(X - mean, full_matrices=False)[2][:2]
    axes = np.vstack([axes, np.zeros((2 - len(axes), X.shape[1]))])  # one point has one axis
    return (X - mean) @ axes.T, (C - mean) @ axes.T


def _draw(X: Floats, C: Floats, labels: Ints, title: str) -> str:
    import plotext as plt

    columns, lines = shutil.get_terminal_size((80, 24))
    plt.clear_figure()
    plt.limit_size(False, False)
    plt.plot_size(max(columns, 20), max(lines - 2, 10))
    plt.theme("clear")
    plt.title(title)
    plt.xlabel("small letters: points, capitals: centroids")
    marks = [(ascii_lowercase[j % 26], COLOURS[j % len(COLOURS)]) for j in range(len(C))]
    for j in np.unique(labels):
        letter, colour = marks[j]
        plt.scatter(*X[labels == j].T.tolist(), marker=letter, color=colour)
    for (letter, colour), (x, y) in zip(marks, C.tolist(), strict=True):
        plt.scatter([x], [y], marker=letter.upper(), color=colour, style="inverted")
    canvas = str(plt.build())
    plt.clear_figure()
    return str(plt.uncolorize(canvas)) if os.environ.get("NO_COLOR") else canvas


def demonstrate_kmeans_concepts(show: bool = True) -> dict[str, Any]:
    """The lesson's ideas, measured on six round clusters in a ring, and on two moons."""
    X = _ring_of_blobs(np.random.default_rng(0))
    measured = {
        "distortion_history": {m: kmeans(X, 6, init=m, rng=1)[2] for m in METHODS},
        "median_distortion": {m: _median_distortion(X, 6, m) for m in METHODS},
        "best_so_far": _best_so_far(X, 6, n_runs=20),
        "by_k": {k: _scores_of_k(X, k) for k in range(2, 10)},
        "moons": _failure_on_moons(np.random.default_rng(0)),
    }
    if show:
        _tell(X, measured)
    return measured


def _ring_of_blobs(generator: np.random.Generator, n: int = 300, k: int = 6) -> Floats:
    angles = 2 * np.pi * (np.arange(n) % k) / k
    ring = 5 * np.column_stack([np.cos(angles), np.sin(angles)])
    return ring + generator.normal(scale=0.6, size=(n, 2))


def _median_distortion(X: Floats, k: int, method: str, n_seeds: int = 30) -> float:
    runs = [kmeans(X, k, init=method, rng=seed)[2][-1] for seed in range(n_seeds)]
    return float(np.median(runs))


def _best_so_far(X: Floats, k: int, n_runs: int) -> list[float]:
    """Least distortion among the first 1, 2, … n_runs runs from random rows."""
    runs = [kmeans(X, k, init="random", rng=seed)[2][-1] for seed in range(n_runs)]
    return [float(best) for best in np.minimum.accumulate(runs)]


def _scores_of_k(X: Floats, k: int) -> dict[str, float]:
    centroids, labels, _ = best_of_n_runs(X, k, rng=0)
    silhouette, inertia, _ = evaluate_clustering(X, labels, centroids)
    return {"inertia": inertia, "silhouette": silhouette}


def _failure_on_moons(generator: np.random.Generator, n: int = 200) -> dict[str, float]:
    """Two half circles: k-means finds a *lower* J than the true halves have, so J is at fault."""
    angles = np.linspace(0, np.pi, n // 2)
    upper = np.column_stack([np.cos(angles), np.sin(angles)])
    X = np.vstack([upper, [1.0, 0.5] - upper]) + generator.normal(scale=0.05, size=(n, 2))
    truth = np.repeat([0, 1], n // 2)
    _, labels, distortion = best_of_n_runs(X, 2, rng=0)
    agreement = float(np.mean(labels == truth))
    return {
        "distortion": distortion,
        "distortion_of_the_truth": compute_distortion(X, update_centroids(X, truth, 2), truth),
        "agreement": max(agreement, 1 - agreement),
    }


def _tell(X: Floats, measured: dict[str, Any]) -> None:
    centroids, labels, _ = best_of_n_runs(X, 6, rng=0)
    visualize_clustering(X, labels, centroids, "Six clusters, found by k-means")
    for method in METHODS:
        curve = " → ".join(f"{J:.1f}" for J in measured["distortion_history"][method])
        median = measured["median_distortion"][method]
        print(f"{method} start: distortion {curve}; median of 30 runs {median:.1f}")
    best = measured["best_so_far"]
    print(f"best of 1, 5 and 20 random starts: {best[0]:.1f}, {best[4]:.1f}, {best[19]:.1f}")
    for k, scores in measured["by_k"].items():
        print(f"k = {k}: inertia {scores['inertia']:7.1f}, silhouette {scores['silhouette']:.3f}")
    moons = measured["moons"]
    print(
        f"two moons: {moons['agreement']:.0%} of the points in the right half, at distortion "
        f"{moons['distortion']:.1f}; the true halves have {moons['distortion_of_the_truth']:.1f}"
    )


def _blocks(n: int, width: int) -> Iterator[slice]:
    """Slices of n rows of `width` numbers, few enough at a time to stay in the cache."""
    size = max(1, min(BLOCK_ROWS, BLOCK_NUMBERS // width))
    return (slice(start, min(start + size, n)) for start in range(0, n, size))


def _as_points(X: ArrayLike, name: str = "X", finite: bool = True) -> Floats:
    points = np.asarray(X, dtype=np.float64, order="C")
    if points.ndim != 2 or points.size == 0:
        raise ValueError(f"{name} must have rows and columns, but its shape is {points.shape}.")
    if finite and not max(points.max(), -points.min()) < LARGEST:
        raise ValueError(f"{name} holds NaN, infinity or a number too large to be squared.")
    return points


def _as_centroids(centroids: ArrayLike, d: int) -> Floats:
    C = _as_points(centroids, "centroids")
    if C.shape[1] != d:
        raise ValueError(f"The centroids have {C.shape[1]} features, but X has {d}.")
    return C


def _as_labels(labels: ArrayLike, n: int, k: int) -> Ints:
    given = np.asarray(labels)
    if given.shape != (n,):
        raise ValueError(
            f"There must be {n} labels, one a point, but their shape is {given.shape}."
        )
    with np.errstate(invalid="ignore"):  # NaN and infinity become numbers that fail below
        whole = given.astype(np.intp)
    if np.any(whole != given) or whole.min() < 0 or whole.max() >= k:
        raise ValueError(f"Every label must be a whole number from 0 to {k - 1}.")
    return whole


def _as_k(k: int, n: int) -> int:
    if not 1 <= k <= n:
        raise ValueError(f"k must be from 1 to the number of points, {n}, but is {k}.")
    return operator.index(k)


if __name__ == "__main__":
    demonstrate_kmeans_concepts()
