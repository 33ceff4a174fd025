"""Wrong ways to run k-means (activity 1.5): what is returned, and when it is recorded."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson1_kmeans import lloyd
from exercises.lesson1_kmeans.lloyd import State

F = "kmeans"


@misconception(
    F, "one-iteration-only",
    title="You return from inside the loop, after one iteration.",
    explanation="A return indented one step too far ends the loop at its first turn. One iteration "
    "lowers J; only many reach a fixed point.",
    symbol="max_iters",
)  # fmt: skip
def one_iteration(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), 1, tol)


@misconception(
    F, "labels-before-the-update",
    title="You return the labels from before the last update.",
    explanation="The update moves the centroids, and some points are then nearer to another one. "
    "Assign once more before returning, so that labels and centroids belong together.",
    symbol="labels",
)  # fmt: skip
def stale_labels(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    C, history = lloyd.start(X, k, init, rng), []
    for _ in range(max_iters):
        labels = lloyd.nearest(X, C)
        C = lloyd.updated(X, labels, C)
        history.append(lloyd.distortion(X, C, labels))
        if lloyd.settled(history, tol):
            break
    return C, labels, history


@misconception(
    F, "history-before-the-update",
    title="You record J before the update, so it lags behind the centroids.",
    explanation="The last entry must be the distortion of what is returned: take it after the "
    "update, or after the assignment that follows.",
    symbol="J",
)  # fmt: skip
def history_before(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    C, history = lloyd.start(X, k, init, rng), []
    for _ in range(max_iters):
        labels = lloyd.nearest(X, C)
        history.append(lloyd.distortion(X, C, labels))
        C = lloyd.updated(X, labels, C)
        if lloyd.settled(history, tol):
            break
    return C, lloyd.nearest(X, C), history


@misconception(
    F, "history-counts-the-start",
    title="You record the start's distortion as an iteration.",
    explanation="The history has one entry an iteration, so at most max_iters; the start is none.",
    symbol="distortion_history",
)  # fmt: skip
def counts_the_start(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    start = lloyd.start(X, k, init, rng)
    before = lloyd.distortion(X, start, lloyd.nearest(X, start))
    C, labels, history = lloyd.lloyd(X, start, max_iters, tol)
    return C, labels, [before, *history]


@misconception(
    F, "history-of-means",
    title="Your history holds J/n, and J is the sum.",
    explanation="distortion_history holds compute_distortion of each iteration: Σᵢ‖xᵢ − μ‖², "
    "without 1/n.",
    symbol="J",
)  # fmt: skip
def history_of_means(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    C, labels, history = lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol)
    return C, labels, [J / len(X) for J in history]


@misconception(
    F, "last-distortion-only",
    title="You return the last distortion, and not the list of all.",
    explanation="The third result is the history, one J an iteration: its curve shows whether and "
    "how fast the run settled.",
    symbol="distortion_history",
)  # fmt: skip
def last_only(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> Any:  # fmt: skip
    C, labels, history = lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol)
    return C, labels, history[-1]


@misconception(
    F, "history-newest-first",
    title="Your history is in rising order: reversed or sorted.",
    explanation="J never rises, so insert(0, J), [::-1] and sorted() all turn the list round. "
    "Append, and leave the order: the first iteration comes first.",
    symbol="distortion_history",
)  # fmt: skip
def newest_first(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    C, labels, history = lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol)
    return C, labels, history[::-1]


@misconception(
    F, "labels-before-centroids",
    title="You return labels before centroids.",
    explanation="The order is centroids, labels, distortion_history: who unpacks it relies on it.",
    symbol="return",
)  # fmt: skip
def labels_first(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> Any:  # fmt: skip
    C, labels, history = lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol)
    return labels, C, history


@misconception(
    F, "starts-anew-each-iteration",
    title="You draw a new start in every iteration.",
    explanation="initialize_centroids belongs before the loop. Inside it, each iteration forgets "
    "what the one before found, and J jumps up and down.",
    symbol="J",
)  # fmt: skip
def starts_anew(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    generator, history = np.random.default_rng(rng), []
    for _ in range(max_iters):
        C, labels, J = lloyd.lloyd(X, lloyd.start(X, k, init, generator), 1, tol)
        history.append(J[-1])
        if len(history) > 1 and abs(history[-2] - history[-1]) <= tol * history[-2]:
            break
    return C, labels, history


@misconception(
    F, "last-update-left-out",
    title="Your last iteration stops before the update.",
    explanation="An iteration is an assignment and an update. Where the loop is left between the "
    "two, the last assignment moves no centroid, and with max_iters = 1 you return the start.",
    symbol="μⱼ",
)  # fmt: skip
def update_left_out(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    C, history = lloyd.start(X, k, init, rng), []
    for i in range(max_iters):
        labels = lloyd.nearest(X, C)
        history.append(lloyd.distortion(X, C, labels))
        if i == max_iters - 1 or lloyd.settled(history, tol):
            break
        C = lloyd.updated(X, labels, C)
    return C, labels, history


MISCONCEPTIONS = collect(globals(), F)
