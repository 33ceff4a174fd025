"""Wrong ways to run k-means (activity 1.5): start, stopping, empty clusters, copies."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson1_kmeans import lloyd
from exercises.lesson1_kmeans.lloyd import State

F = "kmeans"


@misconception(
    F, "given-start-ignored",
    title="You ignore an init that is an array.",
    explanation="init may be a (k, d) array of centroids to start from; only a string names a "
    "method.",
    symbol="init",
)  # fmt: skip
def start_ignored(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    method = init if isinstance(init, str) else "kmeans++"
    start = lloyd.start(X, k, method, rng if isinstance(init, str) else 0)
    return lloyd.lloyd(X, start, max_iters, tol)


@misconception(
    F, "init-by-name-ignored",
    title="You always start with kmeans++, whatever method init names.",
    explanation='init="random" is to be passed on: initialize_centroids(X, k, init, rng).',
    symbol="init",
)  # fmt: skip
def name_ignored(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    start = lloyd.start(X, k, "kmeans++" if isinstance(init, str) else init, rng)
    return lloyd.lloyd(X, start, max_iters, tol)


@misconception(
    F, "rng-not-passed-on",
    title="You do not pass rng on to initialize_centroids.",
    explanation="Without it the start is drawn anew each time, and the same seed gives another "
    "result at every call.",
    symbol="rng",
)  # fmt: skip
def rng_dropped(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    return lloyd.lloyd(X, lloyd.start(X, k, init, None), max_iters, tol)


@misconception(
    F, "never-stops-early",
    title="You never stop before max_iters.",
    explanation="Once labels and centroids no longer change, nothing ever will. Compare J with the "
    "last one (or the labels with the last ones) and break.",
    symbol="tol",
)  # fmt: skip
def never_stops(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol, settled=lambda h, t: False)


@misconception(
    F, "stopping-test-reversed",
    title="You stop while J still falls: the test is the wrong way round.",
    explanation="Stop when the fall of J is at most tol·J; with > in place of <= the run ends at "
    "its second iteration.",
    symbol="tol",
)  # fmt: skip
def reversed_test(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    def settled(history: list[float], tol: float) -> bool:
        return len(history) > 1 and history[-2] - history[-1] > tol * history[-2]

    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol, settled=settled)


@misconception(
    F, "own-tolerance",
    title="You compare with a tolerance of your own, and ignore tol.",
    explanation="np.allclose has tolerances built in (1e-5 relative, 1e-8 absolute): small or "
    "far-away data look settled at once. With tol = 0 only a fixed point may end the run.",
    symbol="tol",
)  # fmt: skip
def own_tolerance(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    C, history = lloyd.start(X, k, init, rng), []
    labels = lloyd.nearest(X, C)
    for _ in range(max_iters):
        before, C = C, lloyd.updated(X, labels, C)
        labels = lloyd.nearest(X, C)
        history.append(lloyd.distortion(X, C, labels))
        if np.allclose(before, C):
            break
    return C, labels, history


@misconception(
    F, "fixed-tolerance",
    title="Your test to stop holds a fixed tolerance: tol alone should decide.",
    explanation="With tol = 0 only a fixed point may end the run, and here J still falls. A bound "
    "like 1e-4 is large for data of the size of 1e-8: compare the fall of J with tol·J.",
    symbol="tol",
)  # fmt: skip
def fixed_tolerance(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    def settled(history: list[float], tol: float) -> bool:
        return len(history) > 1 and history[-2] - history[-1] < 1e-4

    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol, settled=settled)


@misconception(
    F, "max-iters-off-by-one",
    title="You make one iteration fewer than max_iters.",
    explanation="range(1, max_iters) has max_iters − 1 turns, and with max_iters = 1 none at all. "
    "range(max_iters) has as many as asked for.",
    symbol="max_iters",
)  # fmt: skip
def off_by_one(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters - 1, tol)


@misconception(
    F, "max-iters-ignored",
    title="You run to the end and ignore max_iters.",
    explanation="A while loop that only looks at tol makes as many iterations as it likes. At most "
    "max_iters are allowed, and with 1 exactly one.",
    symbol="max_iters",
)  # fmt: skip
def max_iters_ignored(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), 1000, tol)


@misconception(
    F, "nan-centroid",
    title="You let an empty cluster's centroid become NaN.",
    explanation="A far start may win no point, and the mean of none is NaN. Use update_centroids, "
    "which moves it onto a row of X.",
    symbol="N_k",
)  # fmt: skip
def nan_centroid(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    def update(X: Any, labels: Any, C: Any) -> Any:
        means = lloyd.updated(X, labels, C)
        means[np.setdiff1d(np.arange(len(C)), labels)] = np.nan
        return means

    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol, update=update)


@misconception(
    F, "cluster-lost",
    title="You drop empty clusters, and return fewer than k centroids.",
    explanation="k is fixed: a cluster that lost its points keeps its row, moved to a better "
    "place.",
    symbol="k",
)  # fmt: skip
def cluster_lost(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    def update(X: Any, labels: Any, C: Any) -> Any:
        return np.array([X[labels == j].mean(axis=0) for j in np.unique(labels)])

    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol, update=update)


@misconception(
    F, "start-overwritten",
    title="You write the new centroids into the array that was given as init.",
    explanation="centroids = init makes no copy; centroids[j] = … then changes the caller's start, "
    "and a second run begins where the first ended. Take init.copy().",
    symbol="init",
)  # fmt: skip
def start_overwritten(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    C, labels, history = lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol)
    if not isinstance(init, str):
        init[:] = C
    return C, labels, history


@misconception(
    F, "integer-start",
    title="You update in place an init of integers, and fractions are cut off.",
    explanation="A start of whole numbers is an integer array, and means written into it are "
    "truncated. Take np.array(init, dtype=float).",
    symbol="init",
)  # fmt: skip
def integer_start(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    kind = float if isinstance(init, str) else np.asarray(init).dtype

    def update(X: Any, labels: Any, C: Any) -> Any:
        return lloyd.updated(X, labels, C).astype(kind)

    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol, update=update)


@misconception(
    F, "medians-not-means",
    title="You update to medians, not to means.",
    explanation="That is k-medians, for absolute distances. Σ‖x − μ‖² is least at the mean, and "
    "with medians J may rise.",
    symbol="μⱼ",
)  # fmt: skip
def medians(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
    rng: Any = None, verbose: bool = False,
) -> State:  # fmt: skip
    def update(X: Any, labels: Any, C: Any) -> Any:
        return lloyd.updated(X, labels, C, lambda members: np.median(members, axis=0))

    return lloyd.lloyd(X, lloyd.start(X, k, init, rng), max_iters, tol, update=update)


MISCONCEPTIONS = collect(globals(), F)
