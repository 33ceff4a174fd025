"""The checks of lesson 1, in this process: right is right, wrong is wrong, and is said why.

`RIGHT` and `WRONG` are a first corpus; a larger one, written apart, is under `submissions/`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_samples, silhouette_score

from exercises.kit.case import Opaque, Wrong
from exercises.lesson1_kmeans import lloyd, sampling, starts
from exercises.lesson1_kmeans.checks import CHECKS
from exercises.lesson1_kmeans.checks_start import DRAWS
from reference import kmeans_examples as reference
from tutor.checking.ladder import Climb, climb
from tutor.checking.local import LocalCaller
from tutor.lint_matrix import cells

SEEDS = range(3)
Code = Callable[..., Any]
Corpus = list[tuple[str, Code]]

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def climbed(function: str, code: Code, seed: int) -> Climb:
    """The ladder of a function, climbed by `code`."""
    return climb(CHECKS[function], LocalCaller(code), seed)


def failure_of(function: str, code: Code, seed: int) -> str | None:
    """On which rung code fails, and why; None if it passes."""
    rung = climbed(function, code, seed).failure
    return rung and f"{rung.case.name}: {rung.tag}: {rung.wrong or rung.trouble}"


# -- what holds for every ladder --


@pytest.mark.parametrize("function", CHECKS)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_reference_passes(function: str, seed: int) -> None:
    found = climbed(function, CHECKS[function].reference, seed)
    assert found.failure is None, found.failure
    assert len(found.rungs) == CHECKS[function].total


MISCONCEPTIONS = [(name, m) for name, check in CHECKS.items() for m in check.misconceptions]


@pytest.mark.parametrize("function", CHECKS)
def test_misconceptions_are_recognized_as_themselves_alone(function: str) -> None:
    for cell in cells(CHECKS[function], seed=0):
        assert cell.is_sound, cell


def test_misconceptions_are_said_in_a_line() -> None:
    ids = [m.id for _, m in MISCONCEPTIONS]
    assert len(set(ids)) == len(ids)
    for _, m in MISCONCEPTIONS:
        assert 0 < len(m.title) <= 75
        assert m.title.endswith(".")
        assert m.explanation.endswith(".")
        assert m.symbol


@pytest.mark.parametrize("function", CHECKS)
def test_the_reference_refuses_bad_input(function: str) -> None:
    for courtesy in CHECKS[function].courtesies:
        with pytest.raises(ValueError, match=r"\."):
            CHECKS[function].reference(**courtesy.arguments)


ODD_RESULTS = [
    None,
    "text",
    True,
    3,
    math.nan,
    2 + 1j,
    {},
    {"a": 1},
    [],
    (),
    (None, None, None),
    (1, 2, 3),
    ([], [], []),
    (np.full((3, 2), np.nan), np.zeros(3), [math.nan]),
    (Opaque("list_iterator", "<iterator>"),) * 3,
    ("a", "b", "c"),
    [[1], [1, 2]],
    np.array([]),
    np.array([[]]),
    np.zeros((2, 2, 2)),
    np.array([math.inf, -math.inf]),
    np.array([True, False]),
    np.array([2**64 - 1], dtype=np.uint64),
    10**400,
    Opaque("generator", "<generator>"),
]


@pytest.mark.parametrize("function", CHECKS)
def test_whatever_comes_back_is_wrong_in_words(function: str) -> None:
    """A judge raises nothing but `Wrong`, whatever it is given."""
    for odd in ODD_RESULTS:
        for case in CHECKS[function].cases(np.random.default_rng(0)):
            if function.startswith("demonstrate") and isinstance(odd, dict) and odd:
                continue  # a number in a dict: that is all that is asked for
            with pytest.raises(Wrong) as wrong:
                case.judge([odd] * len(case.calls))
            assert wrong.value.message


# -- right, in another way --


def loops_distortion(X: Any, centroids: Any, labels: Any) -> float:
    total = 0.0
    for i in range(len(X)):
        for f in range(X.shape[1]):
            total += (float(X[i][f]) - float(centroids[int(labels[i])][f])) ** 2
    return total


def centred_distortion(X: Any, centroids: Any, labels: Any) -> Any:
    """The expanded square, with the origin moved into the data first."""
    X = np.asarray(X, dtype=float)
    m = X[0]
    X, C = X - m, np.asarray(centroids, dtype=float)[np.asarray(labels).astype(int)] - m
    return np.array(((X**2).sum() - 2 * (X * C).sum()) + (C**2).sum())


def permuted_start(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    """Index permutation; D² by cumulated weights; in the order of the rows, as a list."""
    g = np.random.default_rng(rng)
    if method == "random":
        return [X[i] for i in sorted(g.permutation(len(X))[:k])]
    if method != "kmeans++":
        raise ValueError(method)
    chosen = [int(g.integers(len(X)))]
    while len(chosen) < k:
        d = cdist(X, X[chosen], "sqeuclidean").min(axis=1).cumsum()
        if d[-1] == 0:
            chosen.append(int(g.integers(len(X))))
        else:
            chosen.append(int(np.searchsorted(d, g.random() * d[-1], side="right")))
    return [X[i] for i in sorted(chosen)]


def race_start(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    """The Gumbel trick, and an own generator made from rng."""
    if not isinstance(rng, np.random.Generator):
        rng = np.random.default_rng(rng)
    if method == "random":
        return X[np.argsort(rng.random(len(X)))[:k]]
    if method != "kmeans++":
        raise ValueError("method?")
    C = [X[rng.integers(len(X))]]
    for _ in range(k - 1):
        d = np.min([((np.asarray(X, dtype=float) - c) ** 2).sum(axis=1) for c in C], axis=0)
        w = d if d.max() > 0 else np.ones(len(X))
        with np.errstate(divide="ignore"):
            C.append(X[np.argmax(np.log(w) + rng.gumbel(size=len(X)))])
    return np.array(C)


def loops_assign(X: Any, centroids: Any) -> list[int]:
    labels = []
    for x in X.tolist():
        best, found = math.inf, 0
        for j, c in enumerate(centroids.tolist()):
            d = sum((a - b) ** 2 for a, b in zip(x, c, strict=True))
            if d < best:
                best, found = d, j
        labels.append(found)
    return labels


def centred_assign(X: Any, centroids: Any) -> Any:
    """The expanded square about a point of the data, ties within rounding left as they fall."""
    m = X[0].astype(float)
    P, C = X - m, centroids - m
    return ((C**2).sum(axis=1) - 2 * P @ C.T).argmin(axis=1).astype(np.int32)


def float32_assign(X: Any, centroids: Any) -> Any:
    """float32 about a point of the data: near ties may fall the other way."""
    m = X[0].astype(float)
    P, C = (X - m).astype(np.float32), (centroids - m).astype(np.float32)
    return ((P[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)


def update_with(empty: Callable[[Any, Any, Any], Any]) -> Code:
    """Means, and another choice for an empty cluster."""

    def update(X: Any, labels: Any, k: int) -> Any:
        C = np.zeros((k, X.shape[1]), dtype=X.dtype if X.dtype == np.float32 else float)
        for j in range(k):
            C[j] = X[labels == j].mean(axis=0) if (labels == j).any() else empty(X, labels, j)
        return C

    return update


def summed_update(X: Any, labels: Any, k: int) -> Any:
    sums, counts = np.zeros((k, X.shape[1])), np.bincount(labels, minlength=k)
    np.add.at(sums, labels, X)
    sums[counts == 0] = X[-1]
    return (sums / np.maximum(counts, 1)[:, None]).tolist()


def loops_update(X: Any, labels: Any, k: int) -> Any:
    C = []
    for j in range(k):
        rows = [x for x, label in zip(X.tolist(), labels.tolist(), strict=True) if label == j]
        C.append([sum(c) / len(rows) for c in zip(*rows, strict=True)] if rows else X[0].tolist())
    return C


def kmeans_by(
    stop: Callable[..., bool], *, after_update: bool = False, keep_old: bool = False,
    as_type: Callable[[list[float]], Any] = list, in_order: bool = False,
) -> Code:  # fmt: skip
    """Lloyd's algorithm with another stopping test, history, empty clusters or order."""

    def run(
        X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init: Any = "kmeans++",
        rng: Any = None, verbose: bool = False,
    ) -> Any:  # fmt: skip
        C, history = lloyd.start(X, k, init, rng), []
        labels = lloyd.nearest(X, C)
        for _ in range(max_iters):
            means, before = lloyd.updated(X, labels, C), (C, labels)
            if keep_old:
                empty = np.setdiff1d(np.arange(k), labels)
                means[empty] = C[empty]
            C = means
            late = lloyd.distortion(X, C, labels)
            labels = lloyd.nearest(X, C)
            history.append(late if after_update else lloyd.distortion(X, C, labels))
            if stop(history, tol, before, (C, labels)):
                break
        history[-1] = lloyd.distortion(X, C, labels)
        if in_order:
            order = np.lexsort(C.T)
            C, labels = C[order], np.argsort(order)[labels]
        return C, labels, as_type(history)

    return run


def labels_settle(history: Any, tol: float, before: Any, after: Any) -> bool:
    return bool((before[1] == after[1]).all())


def falls_little(history: Any, tol: float, before: Any, after: Any) -> bool:
    return len(history) > 1 and abs(history[-2] - history[-1]) < tol


def falls_relatively(history: Any, tol: float, before: Any, after: Any) -> bool:
    return len(history) > 1 and history[-2] - history[-1] <= tol * max(history[-1], 1e-300)


def moves_little(history: Any, tol: float, before: Any, after: Any) -> bool:
    return float(np.linalg.norm(before[0] - after[0])) <= tol


def moves_squared(history: Any, tol: float, before: Any, after: Any) -> bool:
    return float(((before[0] - after[0]) ** 2).sum()) <= tol


def spawned_best(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Any:
    generators = np.random.default_rng(rng).spawn(n_runs)
    runs = [lloyd.kmeans(X, k, rng=g, **options) for g in generators]
    C, labels, history = sorted(runs, key=lambda run: run[2][-1])[0]
    return [C.tolist(), labels, np.float64(history[-1])]


def drawn_best(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Any:
    g = np.random.default_rng(rng)
    best = None
    for seed in g.integers(2**32, size=n_runs):
        C, labels, _ = reference.kmeans(X, k, rng=int(seed), **options)
        J = reference.compute_distortion(X, C, labels)
        if best is None or best[2] > J:
            best = (C, labels, J)
    return best


def sklearn_scores(X: Any, labels: Any, centroids: Any) -> Any:
    used = len(set(labels.tolist()))
    s = float("nan") if used in (1, len(X)) else silhouette_score(X, labels)
    return s, loops_distortion(X, centroids, labels), used


def sample_scores(X: Any, labels: Any, centroids: Any) -> Any:
    used = np.unique(labels).size
    s = np.mean(silhouette_samples(X, labels)) if 2 <= used <= len(X) - 1 else np.nan
    return [s, np.square(X - centroids[labels].astype(float)).sum(), np.int64(used)]


def loops_scores(X: Any, labels: Any, centroids: Any) -> Any:
    used, n = sorted(set(labels.tolist())), len(X)
    inertia = sum(float(((x - centroids[c]) ** 2).sum()) for x, c in zip(X, labels, strict=True))
    if len(used) in (1, n):
        return math.nan, inertia, len(used)
    D = cdist(X, X)
    total = 0.0
    for i in range(n):
        a = [D[i, j] for j in range(n) if j != i and labels[j] == labels[i]]
        if a:
            near = sum(a) / len(a)
            far = min(D[i, labels == c].mean() for c in used if c != labels[i])
            total += (far - near) / max(far, near) if max(far, near) else 0.0
    return total / n, inertia, len(used)


def coloured_picture(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> str:
    """plotext in its own way: dots in colours, crosses for centroids."""
    import plotext as plt

    X, C = np.asarray(X, dtype=float), np.asarray(centroids, dtype=float)
    if X.shape[1] > 2:
        axes = np.linalg.eigh(np.atleast_2d(np.cov(X.T, ddof=0)))[1][:, :-3:-1]
        m = X.mean(axis=0)
        X, C = (X - m) @ axes, (C - m) @ axes
    if X.shape[1] == 1:
        X, C = np.column_stack([X, np.zeros(len(X))]), np.column_stack([C, np.zeros(len(C))])
    plt.clf()
    for j in np.unique(labels):
        plt.scatter(X[labels == j, 0].tolist(), X[labels == j, 1].tolist(), color=int(j) + 1)
    plt.scatter(C[:, 0].tolist(), C[:, 1].tolist(), marker="x")
    plt.title(title)
    picture = plt.build()
    if show:
        print(picture)
    return str(picture)


def numbered_picture(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> str:
    """No library: coloured digits on a grid."""
    X, C = np.asarray(X, dtype=float), np.asarray(centroids, dtype=float)
    if X.shape[1] > 2:
        m = X.mean(axis=0)
        V = np.linalg.svd(X - m, full_matrices=True)[2][:2].T
        X, C = (X - m) @ V, (C - m) @ V
    X, C = (np.hstack([A, np.zeros((len(A), 2 - A.shape[1]))]) for A in (X, C))
    both = np.vstack([X, C])
    low, size = both.min(axis=0), np.ptp(both, axis=0) + 1e-12
    grid = np.full((15, 50), " ")
    for (x, y), mark in [*zip(X, labels, strict=True), *((c, "*") for c in C)]:
        grid[int((y - low[1]) / size[1] * 14), int((x - low[0]) / size[0] * 49)] = str(mark)
    text = "\n".join(["+" + title, *("|" + "".join(row) for row in grid)])
    text = re.sub(r"\d", lambda m: f"\x1b[3{int(m[0]) % 7 + 1}m{m[0]}\x1b[m", text)
    if show:
        print(text)
    return text


def nested_demonstration(show: bool = True) -> dict[str, Any]:
    X = reference._ring_of_blobs(np.random.default_rng(0))
    runs = {k: reference.kmeans(X, k, rng=0)[2] for k in (2, 6)}
    if show:
        print(runs)
    return {"histories": {str(k): np.array(J) for k, J in runs.items()}, "words": "by k"}


RIGHT: Corpus = [
    ("compute_distortion", loops_distortion),
    ("compute_distortion", centred_distortion),
    (
        "compute_distortion",
        lambda X, centroids, labels: (
            np.linalg.norm(X - centroids[np.asarray(labels, dtype=np.intp)], axis=1)
            @ np.linalg.norm(X - centroids[np.asarray(labels, dtype=np.intp)], axis=1)
        ),
    ),
    ("initialize_centroids", permuted_start),
    ("initialize_centroids", race_start),
    ("assign_clusters", loops_assign),
    ("assign_clusters", centred_assign),
    ("assign_clusters", float32_assign),
    ("assign_clusters", lambda X, centroids: cdist(X, centroids).argmin(axis=1).astype(np.uint16)),
    ("update_centroids", update_with(lambda X, labels, j: X[np.random.randint(len(X))])),
    ("update_centroids", update_with(lambda X, labels, j: X[X.sum(axis=1).argmax()])),
    ("update_centroids", summed_update),
    ("update_centroids", loops_update),
    ("kmeans", lloyd.kmeans),
    ("kmeans", kmeans_by(labels_settle, after_update=True)),
    ("kmeans", kmeans_by(falls_little, as_type=tuple)),
    ("kmeans", kmeans_by(falls_relatively, keep_old=True, as_type=np.array)),
    ("kmeans", kmeans_by(moves_little, in_order=True)),
    ("kmeans", kmeans_by(moves_squared, after_update=True, keep_old=True)),
    ("best_of_n_runs", spawned_best),
    ("best_of_n_runs", drawn_best),
    ("evaluate_clustering", sklearn_scores),
    ("evaluate_clustering", sample_scores),
    ("evaluate_clustering", loops_scores),
    ("visualize_clustering", coloured_picture),
    ("visualize_clustering", numbered_picture),
    ("demonstrate_kmeans_concepts", nested_demonstration),
    ("demonstrate_kmeans_concepts", lambda show=True: {"J": 2}),
]


def named(corpus: Corpus) -> list[Any]:
    """Parameters with readable ids."""
    return [
        pytest.param(f, code, id=f"{f}-{i}-{code.__name__}") for i, (f, code) in enumerate(corpus)
    ]


@pytest.mark.parametrize(("function", "code"), named(RIGHT))
def test_right_in_another_way_passes(function: str, code: Code) -> None:
    for seed in SEEDS:
        assert failure_of(function, code, seed) is None, f"seed {seed}"


# -- wrong, in ways that are no known misconceptions --


def start_by(step: Callable[[Any, list[int], Any], int], method_for: str = "kmeans++") -> Code:
    """One method draws its next row by `step`; the other is the reference's."""

    def start(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
        if method != method_for:
            return reference.initialize_centroids(X, k, method, rng)
        g = np.random.default_rng(rng)
        chosen = [int(g.integers(len(X)))]
        while len(chosen) < k:
            chosen.append(step(X, chosen, g))
        return X[chosen]

    return start


def weighted(power: float) -> Callable[[Any, list[int], Any], int]:
    """Draws by a power of D²."""

    def step(X: Any, chosen: list[int], g: Any) -> int:
        w = cdist(X, X[chosen], "sqeuclidean").min(axis=1)
        w = (w / w.max()) ** power if w.max() > 0 else np.ones(len(X))
        return int(g.choice(len(X), p=w / w.sum()))

    return step


def from_one_place(place: Callable[[Any], int]) -> Code:
    """kmeans++ whose first centroid is no draw."""

    def start(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
        if method != "kmeans++":
            return reference.initialize_centroids(X, k, method, rng)
        g, step = np.random.default_rng(rng), weighted(1.0)
        chosen = [place(((X - X.mean(axis=0)) ** 2).sum(axis=1))]
        while len(chosen) < k:
            chosen.append(step(X, chosen, g))
        return X[chosen]

    return start


def spoilt(change: Callable[..., Any]) -> Code:
    """A right run whose results are changed by `change(X, C, labels, history)`."""

    def run(X: Any, k: int, *args: Any, **options: Any) -> Any:
        return change(X, *lloyd.kmeans(X, k, *args, **options))

    return run


def three_iterations(X: Any, k: int, max_iters: int = 100, **options: Any) -> Any:
    return lloyd.kmeans(X, k, min(max_iters, 3), **options)


def manhattan_run(X: Any, k: int, max_iters: int = 100, tol: float = 0, init: Any = "kmeans++",
                  rng: Any = None, verbose: bool = False) -> Any:  # fmt: skip
    C = lloyd.start(X, k, init, rng)
    history = []
    for _ in range(max_iters):
        labels = cdist(X, C, "cityblock").argmin(axis=1)
        C = lloyd.updated(X, labels, C)
        history.append(lloyd.distortion(X, C, labels))
        if len(history) > 1 and history[-1] >= history[-2]:
            break
    return C, labels, history


def half_the_runs(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Any:
    C, labels, J = reference.best_of_n_runs(X, k, 1, rng, **options)
    return C, labels, J / 2


def stops_at_no_better(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Any:
    g = np.random.default_rng(rng)
    best = reference.kmeans(X, k, rng=g, **options)
    for _ in range(n_runs - 1):
        run = reference.kmeans(X, k, rng=g, **options)
        if run[2][-1] >= best[2][-1]:
            break
        best = run
    return best[0], best[1], best[2][-1]


def scores_with(change: Callable[..., Any]) -> Code:
    """The right scores, changed."""

    def scores(X: Any, labels: Any, centroids: Any) -> Any:
        return change(X, labels, centroids, *reference.evaluate_clustering(X, labels, centroids))

    return scores


def picture_with(change: Callable[[str], Any]) -> Code:
    """The right picture, changed."""

    def picture(X: Any, labels: Any, centroids: Any, title: str, show: bool = True) -> Any:
        return change(numbered_picture(X, labels, centroids, title, show=show))

    return picture


WRONG: Corpus = [
    ("compute_distortion", lambda X, centroids, labels: [loops_distortion(X, centroids, labels)]),
    (
        "compute_distortion",
        lambda X, centroids, labels: str(loops_distortion(X, centroids, labels)),
    ),
    ("compute_distortion", lambda X, centroids, labels: cdist(X, X, "sqeuclidean").sum()),
    (
        "compute_distortion",
        lambda X, centroids, labels: loops_distortion(
            X.astype(np.float32), centroids.astype(np.float32), labels
        ),
    ),
    ("compute_distortion", lambda X, centroids, labels: 10.0),
    ("initialize_centroids", lambda X, k, method="kmeans++", rng=None: np.arange(k)),
    ("initialize_centroids", start_by(weighted(2.0))),
    ("initialize_centroids", from_one_place(lambda d: int(d.argmax()))),
    ("initialize_centroids", start_by(weighted(1.0), "random")),
    ("initialize_centroids", from_one_place(lambda d: int(d.argmin()))),
    ("assign_clusters", lambda X, centroids: np.zeros(len(X), dtype=int)),
    ("assign_clusters", lambda X, centroids: cdist(X, centroids, "cosine").argmin(axis=1)),
    ("assign_clusters", lambda X, centroids: cdist(X, centroids).argsort(axis=1)),
    ("assign_clusters", lambda X, centroids: list(map(str, loops_assign(X, centroids)))),
    ("assign_clusters", lambda X, centroids: loops_assign(X.astype(np.float32), centroids)),
    ("update_centroids", update_with(lambda X, labels, j: X.max(axis=0) + 1)),
    ("update_centroids", lambda X, labels, k: summed_update(X, labels, k)[::-1]),
    ("update_centroids", lambda X, labels, k: dict(enumerate(summed_update(X, labels, k)))),
    ("update_centroids", lambda X, labels, k: np.array(summed_update(X, labels, k)).T),
    ("kmeans", spoilt(lambda X, C, labels, J: (C, np.zeros_like(labels), J))),
    ("kmeans", spoilt(lambda X, C, labels, J: (C, labels, J, len(J)))),
    ("kmeans", spoilt(lambda X, C, labels, J: (C + 0.01 * np.ptp(X), labels, J))),
    ("kmeans", spoilt(lambda X, C, labels, J: (C, labels, [2 * j for j in J]))),
    ("kmeans", spoilt(lambda X, C, labels, J: (C, labels, J[-1:]))),
    ("kmeans", spoilt(lambda X, C, labels, J: (C, labels, [J[0] + 9, *J[1:]]))),
    ("kmeans", three_iterations),
    ("kmeans", manhattan_run),
    ("best_of_n_runs", half_the_runs),
    ("best_of_n_runs", stops_at_no_better),
    ("evaluate_clustering", scores_with(lambda X, labels, C, s, J, k: (s, J**0.5, k))),
    ("evaluate_clustering", scores_with(lambda X, labels, C, s, J, k: (s, J, float(k)))),
    ("evaluate_clustering", scores_with(lambda X, labels, C, s, J, k: (math.nan, J, k))),
    (
        "evaluate_clustering",
        scores_with(
            lambda X, labels, C, s, J, k: (
                s if math.isnan(s) else np.median(silhouette_samples(X, labels)),
                J,
                k,
            )
        ),
    ),
    ("visualize_clustering", picture_with(lambda text: text.encode())),
    ("visualize_clustering", picture_with(lambda text: text.splitlines())),
    ("visualize_clustering", picture_with(lambda text: text.splitlines()[0])),
    ("demonstrate_kmeans_concepts", lambda show=True: {"ok": True}),
    ("demonstrate_kmeans_concepts", lambda show=True: 3.0),
]


@pytest.mark.parametrize(("function", "code"), named(WRONG))
def test_wrong_never_passes(function: str, code: Code) -> None:
    for seed in SEEDS:
        assert failure_of(function, code, seed), f"passes with seed {seed}"


# -- what is said --


def test_a_message_names_the_points_the_symbols_and_the_numbers() -> None:
    code = {m.id: m.code for m in CHECKS["assign_clusters"].misconceptions}["farthest-centroid"]
    rung = climbed("assign_clusters", code, 0).failure
    assert rung
    assert rung.wrong
    assert rung.wrong.message == (
        "labels[0] is 1, but x₀ = (0) is nearer to μ₀ = (1) (distance² 1) than to μ₁ = (9) (81)."
    )


def test_blame_finds_the_part_and_the_iteration() -> None:
    from tutor.checking.diagnose import blame

    check = CHECKS["kmeans"]
    cases = check.cases(np.random.default_rng(0))
    case = next(c for c in cases if c.name == "four points on a line, one iteration")
    assert check.blame
    right: dict[str, Code] = {"assign_clusters": loops_assign, "update_centroids": summed_update}
    assert blame(check.blame, case, right) is None
    wrong = {m.id: m.code for m in CHECKS["update_centroids"].misconceptions}["median-not-mean"]
    assert blame(check.blame, case, {**right, "update_centroids": wrong}) == (
        "update_centroids", 1, "μ",
    )  # fmt: skip


# -- the test of the draws --

X = starts.UNEVEN


def test_chances_add_up_to_one() -> None:
    for weights in (sampling.squared_to_nearest, sampling.evenly, sampling.best_of_candidates):
        assert sum(sampling.chances(X, 3, weights).values()) == pytest.approx(1)


def test_greedy_chances_are_those_of_the_best_of_three() -> None:
    g, chosen = np.random.default_rng(0), [1]
    weights = sampling.best_of_candidates(X, chosen)
    squares = ((X - X[1]) ** 2)[:, 0]
    left = [np.minimum(squares, ((X - x) ** 2)[:, 0]).sum() for x in X]
    draws = g.choice(5, size=(20_000, 3), p=squares / squares.sum())
    best = draws[np.arange(20_000), np.take(left, draws).argmin(axis=1)]
    assert np.bincount(best, minlength=5) / 20_000 == pytest.approx(
        weights / weights.sum(), abs=0.015
    )


RIGHT_CHANCES = sampling.chances(X, 3, sampling.squared_to_nearest)
WRONG_CHANCES = {
    scheme: sampling.chances(X, 3, weights, firsts or None)
    for scheme, (weights, firsts, _) in starts.SCHEMES.items()
}


def test_a_right_sample_fits() -> None:
    """The bounds promise two false alarms in ten million; here there is none in two thousand."""
    g, others = np.random.default_rng(1), WRONG_CHANCES.values()
    samples = (_drawn(RIGHT_CHANCES, g) for _ in range(2000))
    assert all(sampling.fits(s, RIGHT_CHANCES, others) for s in samples)


@pytest.mark.parametrize("scheme", WRONG_CHANCES)
def test_a_wrong_sample_does_not_fit_and_is_named(scheme: str) -> None:
    g, others = np.random.default_rng(1), WRONG_CHANCES.values()
    samples = [_drawn(WRONG_CHANCES[scheme], g) for _ in range(500)]
    missed = sum(sampling.fits(s, RIGHT_CHANCES, others) for s in samples)
    assert missed <= 5, "one in a hundred at most goes unseen"
    named = sum(sampling.likeliest(s, WRONG_CHANCES) == scheme for s in samples)
    assert named >= 495


def _drawn(chances: sampling.Chances, g: np.random.Generator) -> list[Any]:
    """As many outcomes as the rung draws."""
    outcomes, p = [*chances], np.array([*chances.values()])
    return [outcomes[i] for i in g.choice(len(outcomes), size=DRAWS, p=p / p.sum())]
