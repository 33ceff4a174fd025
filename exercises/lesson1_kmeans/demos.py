"""What lesson 1 shows with a learner's functions, and the answers to its questions.

`code` has the lesson's functions as attributes: the learner's where they pass, else the
reference's. A call of the learner's crosses to their process, so a demonstration makes few.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.figure import Demonstration, Figure, Series, curve, points
from exercises.lesson1_kmeans.data import (
    METHODS,
    NEAR_ORIGIN,
    SAME,
    agreement,
    many_blobs,
    reaches_all,
    standardized_geyser,
    true_distortion,
)
from exercises.lesson1_kmeans.figures import by_cluster, clusters, marks, paths, place
from exercises.lesson1_kmeans.predictions import (
    predict_1_1,
    predict_1_2,
    predict_1_3,
    predict_1_4,
    predict_1_5,
    predict_1_6,
    predict_1_7,
    predict_1_8,
)
from reference import datasets, kmeans_examples

__all__ = [
    "demo_1_1",
    "demo_1_2",
    "demo_1_3",
    "demo_1_4",
    "demo_1_5",
    "demo_1_6",
    "demo_1_7",
    "demo_1_8",
    "predict_1_1",
    "predict_1_2",
    "predict_1_3",
    "predict_1_4",
    "predict_1_5",
    "predict_1_6",
    "predict_1_7",
    "predict_1_8",
]

Code = Any
"""Functions as attributes; what they return is plain data, and may be lists."""
Numbers = NDArray[Any]


def demo_1_1(code: Code) -> Demonstration:
    """What the distortion depends on: the given labels, and the centroids that they name."""
    data = datasets.blobs()
    X, cluster = data.X, data.X[data.labels == 1]
    mean = cluster.mean(axis=0)
    places = mean[0] + np.linspace(-3, 3, 25)
    zeros = np.zeros(len(cluster))
    valley = [
        float(code.compute_distortion(cluster, np.array([[x, mean[1]]]), zeros)) for x in places
    ]
    start = Figure(
        "The blobs, and three centroids near the origin",
        (points("points", X), *marks(NEAR_ORIGIN)),
        "x",
        "y",
        "With all labels 0, every point is measured from μ0 at the origin: the other two are idle.",
    )
    bowl = Figure(
        "J of one cluster, as its centroid moves",
        (Series("J", tuple(places.tolist()), tuple(valley)),),
        "x of the centroid",
        "J",
        f"A parabola, least at the mean of the cluster, x = {mean[0]:.2f}.",
    )
    return Demonstration((start, bowl), _all_zero(code, X, data.labels))


def _all_zero(code: Code, X: Numbers, labels: Numbers | None) -> tuple[str, ...]:
    moved = NEAR_ORIGIN.copy()
    moved[1:] = [[50.0, 50.0], [-50.0, 50.0]]
    zeros = np.zeros(len(X))
    before = float(code.compute_distortion(X, NEAR_ORIGIN, zeros))
    after = float(code.compute_distortion(X, moved, zeros))
    means = np.array([X[labels == j].mean(axis=0) for j in range(3)])
    true = float(code.compute_distortion(X, means, labels))
    return (
        f"All labels 0: J = {before:,.1f}; with the other two centroids far away: {after:,.1f}.",
        f"Each blob with its own label and mean: J = {true:,.1f}.",
    )


def demo_1_2(code: Code) -> Demonstration:
    """Starts by both methods: where they lie, and how often they reach every cluster."""
    data = datasets.blobs()
    seeds = range(100)
    starts = {m: [_start(code, data.X, m, seed) for seed in seeds] for m in METHODS}
    reached = {m: [reaches_all(data, start) for start in starts[m]] for m in METHODS}
    shown = _telling(reached)
    figures = tuple(
        Figure(
            f"A start by {method} (seed {shown})",
            (points("points", data.X), *marks(starts[method][shown])),
            "x",
            "y",
            f"A centroid in every blob: {'yes' if reached[method][shown] else 'no'}.",
        )
        for method in METHODS
    )
    lines = tuple(
        f"{m}: {sum(reached[m])} of {len(seeds)} starts reach all three blobs." for m in METHODS
    )
    return Demonstration(figures, lines)


def _telling(reached: dict[str, list[bool]]) -> int:
    """The first seed where "random" misses a blob and "kmeans++" does not; 0 if there is none."""
    pairs = zip(*(reached[method] for method in METHODS), strict=True)
    return next((seed for seed, pair in enumerate(pairs) if pair == (False, True)), 0)


def _start(code: Code, X: Numbers, method: str, seed: int) -> Numbers:
    return np.asarray(code.initialize_centroids(X, 3, method=method, rng=seed), dtype=float)


def demo_1_3(code: Code) -> Demonstration:
    """Three centroids near the origin, and the labels that they give the blobs."""
    X = datasets.blobs().X
    labels = np.asarray(code.assign_clusters(X, NEAR_ORIGIN))
    counts = np.bincount(labels, minlength=3).tolist()
    figure = clusters(
        "Each point goes to the nearest centroid",
        X,
        labels,
        NEAR_ORIGIN,
        f"Points by cluster: {counts}. One centroid may be nearest to no point at all.",
    )
    zero = float(code.compute_distortion(X, NEAR_ORIGIN, np.zeros(len(X))))
    nearest = float(code.compute_distortion(X, NEAR_ORIGIN, labels))
    line = f"All labels 0: J = {zero:,.1f}. These labels: J = {nearest:,.1f}; no others give less."
    return Demonstration((figure,), (line,))


def demo_1_4(code: Code) -> Demonstration:
    """One update from centroids near the origin, and the assignment that follows."""
    X = datasets.blobs().X
    labels = np.asarray(code.assign_clusters(X, NEAR_ORIGIN))
    moved = np.asarray(code.update_centroids(X, labels, 3), dtype=float)
    after = np.asarray(code.assign_clusters(X, moved))
    old, half, new = (
        float(code.compute_distortion(X, *state))
        for state in ((NEAR_ORIGIN, labels), (moved, labels), (moved, after))
    )
    update = Figure(
        "The update: from near the origin to the means",
        (*by_cluster(X, labels), *paths([NEAR_ORIGIN, moved]), *marks(moved)),
        "x",
        "y",
        "A line leads each centroid from its old place to its new one, the mean of its points.",
    )
    caption = f"Points by cluster: {np.bincount(after, minlength=3).tolist()}."
    again = clusters("The assignment after it", X, after, moved, caption)
    empty = [j for j in range(3) if not np.any(labels == j)]
    lines = [f"J: {old:,.1f}, after the update {half:,.1f}, after the new assignment {new:,.1f}."]
    lines += [f"Cluster {j} was empty; its centroid went to {place(moved[j])}." for j in empty]
    return Demonstration((update, again), tuple(lines))


def demo_1_5(code: Code) -> Demonstration:
    """A whole run on Old Faithful, from two eruptions that are a poor start."""
    X = standardized_geyser()
    start = X[[0, 6]]
    centroids, labels, history = code.kmeans(X, 2, tol=0, init=start)
    theirs = kmeans_examples.kmeans(X, 2, tol=0, init=start)[2]
    steps = range(1, min(len(history), 12) + 1)
    path = [start, *(_after(code, X, start, m) for m in steps)]
    fall = Figure(
        "Old Faithful: J by iteration",
        (curve("kmeans", history), curve("reference", theirs)),
        "iteration",
        "J",
        "It never rises. One curve hides the other, unless J is taken at another moment.",
    )
    walk = Figure(
        "Old Faithful: the way of the centroids",
        (*by_cluster(X, np.asarray(labels)), *paths(path), *marks(np.asarray(centroids))),
        "eruption, standardized",
        "wait, standardized",
        "Long steps first, then short ones.",
    )
    line = f"{len(history)} iterations, J from {history[0]:.2f} to {history[-1]:.2f}."
    return Demonstration((fall, walk), (line,))


def _after(code: Code, X: Numbers, start: Numbers, iterations: int) -> Numbers:
    run = code.kmeans(X, len(start), max_iters=iterations, tol=0, init=start)
    return np.asarray(run[0], dtype=float)


def demo_1_6(code: Code) -> Demonstration:
    """Where single runs on eight blobs end, and what the best of n gains."""
    X, seeds = many_blobs(), range(30)
    ends = {m: sorted(_end(code, X, m, seed) for seed in seeds) for m in METHODS}
    runs = Figure(
        "Eight blobs: J of 30 single runs, the best first",
        tuple(curve(f"{m} starts", ends[m], kind="points") for m in METHODS),
        "run",
        "J",
        "Runs that end at another height ended in another clustering.",
    )
    counts = (1, 3, 10)
    best = [float(code.best_of_n_runs(X, 8, n_runs=n, rng=1, init="random")[2]) for n in counts]
    gained = ", ".join(f"best of {n}: {J:,.1f}" for n, J in zip(counts, best, strict=True))
    least = min(min(ends[m]) for m in METHODS)
    found = {m: sum(SAME * least >= J for J in ends[m]) for m in METHODS}
    shares = ", ".join(f"{found[m]} of {len(seeds)} from {m} starts" for m in METHODS)
    return Demonstration(
        (runs,), (f"Ended at the least J seen: {shares}.", f"Random starts, {gained}.")
    )


def _end(code: Code, X: Numbers, method: str, seed: int) -> float:
    return float(code.kmeans(X, 8, init=method, rng=seed)[2][-1])


def demo_1_7(code: Code) -> Demonstration:
    """Inertia and silhouette for k = 2 to 6, where k is clear and where it is less so."""
    ks = range(2, 7)
    sets = {"blobs": datasets.blobs().X, "Old Faithful": standardized_geyser()}
    scores = {name: [_scores(code, X, k) for k in ks] for name, X in sets.items()}
    inertia = Figure(
        "Inertia by k, in parts of that at k = 2",
        tuple(curve(name, [i / rows[0][1] for _, i in rows], 2) for name, rows in scores.items()),
        "k",
        "inertia",
        "The least possible inertia falls as k grows, so it can't choose k. Look for the bend.",
    )
    silhouette = Figure(
        "Silhouette by k",
        tuple(curve(name, [s for s, _ in rows], 2, "bars") for name, rows in scores.items()),
        "k",
        "silhouette",
        "It weighs closeness within against distance between, and has a peak.",
    )
    peaks = {name: ks[int(np.nanargmax([s for s, _ in rows]))] for name, rows in scores.items()}
    lines = tuple(f"{name}: the silhouette is greatest at k = {k}." for name, k in peaks.items())
    return Demonstration((inertia, silhouette), lines)


def _scores(code: Code, X: Numbers, k: int) -> tuple[float, float]:
    centroids, labels, _ = code.best_of_n_runs(X, k, n_runs=5, rng=0)
    silhouette, inertia, _ = code.evaluate_clustering(X, labels, centroids)
    return float(silhouette), float(inertia)


def demo_1_8(code: Code) -> Demonstration:
    """Where k-means fails for want of a better objective, and the learner's own picture."""
    figures, lines = [], []
    for data in (datasets.moons(), datasets.circles()):
        centroids, labels, J = code.best_of_n_runs(data.X, 2, rng=0)
        share = agreement(np.asarray(labels), data.labels)
        caption = f"{share:.0%} of the points are with the rest of their true group."
        title = f"{data.name.capitalize()}, by k-means"
        figures.append(clusters(title, data.X, np.asarray(labels), np.asarray(centroids), caption))
        lines.append(
            f"{data.name}: J = {float(J):,.1f}; the true groups have {true_distortion(data):,.1f}."
        )
    picture = str(code.visualize_clustering(data.X, labels, centroids, "Circles", show=False))
    measured = code.demonstrate_kmeans_concepts(show=False)
    lines.append(
        f"visualize_clustering drew the circles in {len(picture.splitlines())} lines of text."
    )
    lines.append(f"demonstrate_kmeans_concepts measured: {', '.join(map(str, measured))}.")
    return Demonstration(tuple(figures), tuple(lines))
