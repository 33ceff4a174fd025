"""Wrong ways to start k-means (activity 1.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "initialize_centroids"
Step = Callable[[Any, Any, Any], int]


def _squares(X: Any, C: Any) -> Any:
    """Squared distances (n, c)."""
    return ((np.asarray(X, dtype=float)[:, None] - np.asarray(C, dtype=float)) ** 2).sum(axis=2)


def _seeded(X: Any, k: int, rng: Any, step: Step, first: int | None = None) -> Any:
    """Rows one after another: `step(X, centroids so far, generator)` names the next."""
    chosen = [int(rng.integers(len(X))) if first is None else first]
    while len(chosen) < k:
        chosen.append(step(X, X[chosen], rng))
    return X[chosen]


def _drawn(weights: Any, rng: Any) -> int:
    """A row by weights, evenly where all are 0."""
    total = weights.sum()
    p = weights / total if total > 0 else None
    return int(rng.choice(len(weights), p=p))


def _d2_step(X: Any, C: Any, rng: Any) -> int:
    return _drawn(_squares(X, C).min(axis=1), rng)


def _random(X: Any, k: int, rng: Any) -> Any:
    return X[rng.choice(len(X), size=k, replace=False)]


def _known(method: str) -> None:
    if method not in ("random", "kmeans++"):
        raise ValueError(f"unknown method {method!r}")


def _start(X: Any, k: int, method: str, rng: Any, step: Step, first: int | None = None) -> Any:
    """All right but for the step, or for the first row."""
    _known(method)
    generator = np.random.default_rng(rng)
    if method == "random":
        return _random(X, k, generator)
    return _seeded(X, k, generator, step, first)


@misconception(
    F, "made-up-points",
    title="You make points up instead of drawing rows of X.",
    explanation="A point drawn from the range of each feature may lie where no data are, and its "
    "cluster starts empty. Draw row indices, and return X[indices].",
    symbol="μⱼ",
)  # fmt: skip
def made_up_points(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    _known(method)
    generator = np.random.default_rng(rng)
    if method == "random":
        return generator.uniform(X.min(axis=0), X.max(axis=0) + 1, size=(k, X.shape[1]))
    return _seeded(X, k, generator, _d2_step)


@misconception(
    F, "with-replacement",
    title="You draw rows with replacement, so one row may come twice.",
    explanation="Two equal centroids share their points by the tie rule, and the second gets none. "
    "Draw k different indices: rng.choice(n, size=k, replace=False).",
    symbol="k",
)  # fmt: skip
def with_replacement(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    _known(method)
    generator = np.random.default_rng(rng)
    if method == "random":
        return X[generator.integers(len(X), size=k)]
    return _seeded(X, k, generator, _d2_step)


@misconception(
    F, "first-k-rows",
    title="You take the first k rows every time.",
    explanation="Data often come sorted, and then the first k rows lie in one cluster. The start "
    "has to be drawn, so that several runs see several starts.",
    symbol="rng",
)  # fmt: skip
def first_k_rows(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    _known(method)
    if method == "random":
        return X[:k].copy()
    return _seeded(X, k, np.random.default_rng(rng), _d2_step)


@misconception(
    F, "neighbouring-rows",
    title="You draw where to begin and take k rows in a run.",
    explanation="Every set of k rows must be equally likely; rows that stand beside each other in "
    "the file are often alike. Draw each index.",
    symbol="rng",
)  # fmt: skip
def neighbouring_rows(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    _known(method)
    generator = np.random.default_rng(rng)
    if method == "random":
        return X[(int(generator.integers(len(X))) + np.arange(k)) % len(X)]
    return _seeded(X, k, generator, _d2_step)


@misconception(
    F, "method-ignored",
    title="You draw evenly for both methods: kmeans++ is missing.",
    explanation="kmeans++ draws each further centroid in proportion to D², its squared distance "
    "from the nearest centroid so far.",
    symbol="D²",
)  # fmt: skip
def method_ignored(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return _random(X, k, np.random.default_rng(rng))


@misconception(
    F, "default-is-random",
    title="Your default method is random, and must be kmeans++.",
    explanation="Where no method is named, the call asks for kmeans++: the default stands in the "
    'signature, method="kmeans++".',
    symbol="method",
)  # fmt: skip
def default_is_random(X: Any, k: int, method: str = "random", rng: Any = None) -> Any:
    return _start(X, k, method, rng, _d2_step)


@misconception(
    F, "distance-not-squared-seeding",
    title="You draw in proportion to D, and kmeans++ draws by D².",
    explanation="The square is what gives k-means++ its guarantee (expected J within 8(ln k + 2) "
    "of the best): weights D²/ΣD².",
    symbol="D²",
)  # fmt: skip
def by_distance(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    step: Step = lambda X, C, g: _drawn(np.sqrt(_squares(X, C).min(axis=1)), g)  # noqa: E731
    return _start(X, k, method, rng, step)


@misconception(
    F, "farthest-point",
    title="You always take the farthest point, and do not draw.",
    explanation="The farthest point is likely to be an outlier, and each run takes the same. "
    "kmeans++ draws: far points are likelier, not certain.",
    symbol="D²",
)  # fmt: skip
def farthest_point(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return _start(X, k, method, rng, lambda X, C, g: int(_squares(X, C).min(axis=1).argmax()))


@misconception(
    F, "distance-to-last-centroid",
    title="Your D² is not to the nearest centroid, but to the last, or a sum of all.",
    explanation="D is the distance to the nearest of all centroids so far: the min over them. By "
    "the last one alone, or by a sum, a third centroid falls back on one that is there.",
    symbol="D²",
)  # fmt: skip
def by_last(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return _start(X, k, method, rng, lambda X, C, g: _drawn(_squares(X, C[-1:])[:, 0], g))


@misconception(
    F, "greedy-candidates",
    title="You keep the best of several candidates a step.",
    explanation="That is scikit-learn's greedy variant, and a good one; asked for is plain D² "
    "sampling, one candidate a step, whose guarantee is proved.",
    symbol="D²",
)  # fmt: skip
def greedy(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    def step(X: Any, C: Any, g: Any) -> int:
        squares = _squares(X, C).min(axis=1)
        candidates = [_drawn(squares, g) for _ in range(3)]
        left = [np.minimum(squares, _squares(X, X[[i]])[:, 0]).sum() for i in candidates]
        return candidates[int(np.argmin(left))]

    return _start(X, k, method, rng, step)


@misconception(
    F, "first-centroid-fixed",
    title="Your first kmeans++ centroid is always row 0.",
    explanation="The first centroid is drawn evenly from all rows; only the others are drawn by "
    "D². Otherwise every run starts in the same corner.",
    symbol="μ₀",
)  # fmt: skip
def first_fixed(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return _start(X, k, method, rng, _d2_step, first=0)


@misconception(
    F, "seed-fixed-inside",
    title="You set a seed of your own inside and ignore rng.",
    explanation="With np.random.default_rng(0) inside, each run is the same run, and ten runs are "
    "no better than one. Make the generator from the argument: np.random.default_rng(rng).",
    symbol="rng",
)  # fmt: skip
def seed_fixed(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return _start(X, k, method, 0, _d2_step)


@misconception(
    F, "rng-not-used",
    title="You draw from NumPy's global generator and ignore rng.",
    explanation="Then the same seed gives another start each time, and no result can be repeated. "
    "Draw with generator = np.random.default_rng(rng) throughout.",
    symbol="rng",
)  # fmt: skip
def rng_not_used(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return _start(X, k, method, None, _d2_step)


@misconception(
    F, "rng-only-a-seed",
    title="You take rng for an integer seed; it may also be a Generator.",
    explanation="np.random.seed(rng) and RandomState(rng) refuse a Generator. "
    "np.random.default_rng(rng) takes None, an int or a Generator, which it hands back as it is.",
    symbol="rng",
)  # fmt: skip
def rng_only_a_seed(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    np.random.RandomState(rng)
    return _start(X, k, method, rng, _d2_step)


@misconception(
    F, "duplicates-divide-by-zero",
    title="Your kmeans++ divides by ΣD² even where it is 0.",
    explanation="Where k exceeds the number of different rows, every D² is 0 once all of them are "
    "drawn, and D²/ΣD² is NaN. Draw evenly then.",
    symbol="ΣD²",
)  # fmt: skip
def divides_by_zero(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    def step(X: Any, C: Any, g: Any) -> int:
        squares = _squares(X, C).min(axis=1)
        with np.errstate(invalid="ignore"):
            return int(g.choice(len(X), p=squares / squares.sum()))

    return _start(X, k, method, rng, step)


@misconception(
    F, "epsilon-swallows-small-data",
    title="You add or compare with a fixed small number, and small data drown in it.",
    explanation="At a scale of 1e-8 every D² is below 1e-12: an epsilon added to D², or a test "
    "ΣD² < 1e-12, makes the draw even. Compare with exactly 0.",
    symbol="ΣD²",
)  # fmt: skip
def epsilon(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    def step(X: Any, C: Any, g: Any) -> int:
        squares = _squares(X, C).min(axis=1)
        return _drawn(squares if squares.sum() > 1e-8 else 0 * squares, g)

    return _start(X, k, method, rng, step)


@misconception(
    F, "expanded-square-seeding",
    title="You expand ‖x − μ‖², and far from the origin D² is only rounding.",
    explanation="‖x‖² − 2x·μ + ‖μ‖² subtracts numbers near 1e16: at an offset of 1e8 nothing of "
    "D² is left, and it may be negative. Subtract first, then square.",
    symbol="D²",
)  # fmt: skip
def expanded(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    def step(X: Any, C: Any, g: Any) -> int:
        X, C = np.asarray(X, dtype=float), np.asarray(C, dtype=float)
        squares = (X**2).sum(axis=1)[:, None] - 2 * X @ C.T + (C**2).sum(axis=1)
        return _drawn(np.maximum(squares.min(axis=1), 0), g)

    return _start(X, k, method, rng, step)


@misconception(
    F, "unknown-method-accepted",
    title="You answer any method with a start, even one that does not exist.",
    explanation='An else that catches everything turns "k-means" or "Random" into kmeans++ '
    "unseen. Raise a ValueError for what is neither.",
    symbol="method",
)  # fmt: skip
def unknown_accepted(X: Any, k: int, method: str = "kmeans++", rng: Any = None) -> Any:
    return _start(X, k, "random" if method == "random" else "kmeans++", rng, _d2_step)


MISCONCEPTIONS = collect(globals(), F)
