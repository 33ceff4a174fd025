"""What a start has to be, and kinds of rungs that find out by rows, by seed and by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Wrong, each
from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript
from exercises.lesson1_kmeans import sampling
from exercises.lesson1_kmeans.draws import array

Rows = tuple[int, ...]
METHODS = ("random", "kmeans++")
UNEVEN = array([[0], [1], [2], [6], [9]])
"""Points on which D² sampling is far from all other ways to draw: 0.1 nats a draw and more."""


def rows_of(result: Any, X: NDArray[Any], k: int, slack: float | None = None) -> Rows:
    """The index in X of each centroid (the first of equal rows).

    Args:
        slack: how far a centroid may be from the row that it is, `slack_of(X)` if None.

    Raises:
        Wrong: it is not a (k, d) array of rows of X.
    """
    C = compare.numbers(result, (k, X.shape[1]), "centroids")
    slack = slack_of(X) if slack is None else slack
    found = np.full(k, -1)
    j, i = np.nonzero(np.abs(C[:, :1] - X[:, 0]) <= slack)  # one feature first: it is cheaper
    same = (np.abs(C[j] - X[i]) <= slack).all(axis=1)
    found[j[same][::-1]] = i[same][::-1]
    if found.min() < 0:
        compare.finite_rows(C, "centroids", "μ")
        stray = int(found.argmin())
        raise Wrong(
            f"μ{subscript(stray)} = {brief(C[stray])} is no row of X, and a start is made of rows.",
            tag="not-a-row",
            got=C,
        )
    return tuple(found.tolist())


def slack_of(X: NDArray[Any]) -> float:
    """What rounding may do to a row of X that is moved to another origin and back."""
    return float(compare.rtol(X) * compare.radius(X) + 4 * np.spacing(np.abs(X).max()))


def _different(rows: Rows, X: NDArray[Any], method: str) -> None:
    """Whether no row is drawn more often than X has it."""
    for row, count in Counter(rows).items():
        if count > (X[row] == X).all(axis=1).sum():
            why = "draw different rows"
            if method == "kmeans++":
                why = "a row that is drawn has D² = 0, so that D² never draws it again"
            raise Wrong(
                f'With method="{method}" the row {brief(X[row])} of X comes {count} times among '
                f"the centroids {_all(rows)}: {why}.",
                tag="repeats-row",
            )


def _all(rows: Rows) -> str:
    return ", ".join(f"x{subscript(i)}" for i in rows)


def rows_case(
    name: str, calls: Sequence[Arguments], *, different: bool = False, heavy: bool = False
) -> Case:
    """Rows of X, and different ones where so few are drawn from that a repeat is sure to show."""

    def judge(result: Any, call: Arguments) -> None:
        rows = rows_of(result, call["X"], call["k"])
        if different:
            _different(rows, call["X"], call["method"])

    return Case(name, tuple(calls), each(calls, judge), exact=False, heavy=heavy)


def all_rows_case(name: str, X: Floats, method: str, seeds: Sequence[int]) -> Case:
    """k = n: every row, in any order."""
    calls = [{"X": X, "k": len(X), "method": method, "rng": s} for s in seeds]
    return rows_case(name, calls, different=True)


def seed_case(name: str, X: Floats, seeds: Sequence[int]) -> Case:
    """Each seed twice; what differs between seeds must differ, what has one seed must not."""
    calls = [{"X": X, "k": 3, "method": m, "rng": s} for m in METHODS for s in (*seeds, *seeds)]

    def judge(results: Sequence[Any]) -> None:
        for i, method in enumerate(METHODS):
            part = results[i * 2 * len(seeds) : (i + 1) * 2 * len(seeds)]
            rows = [rows_of(r, X, 3) for r in part]
            once, again = rows[: len(seeds)], rows[len(seeds) :]
            _same(once, again, f'method="{method}", rng={seeds[0]}')
            _varied(once, f'method="{method}" with {len(seeds)} different seeds')

    return Case(name, tuple(calls), judge, exact=False)


def generator_case(name: str, X: Floats, seed: int) -> Case:
    """Two generators in the same state, then None several times."""
    generators = [np.random.default_rng(seed) for _ in range(2)]
    rngs = [*generators, None, None, None, None, None]
    calls = [{"X": X, "k": 3, "method": m, "rng": r} for m in METHODS for r in rngs]

    def judge(results: Sequence[Any]) -> None:
        for i, method in enumerate(METHODS):
            part = results[i * len(rngs) : (i + 1) * len(rngs)]
            rows = [rows_of(r, X, 3) for r in part]
            _same(rows[:1], rows[1:2], f'method="{method}", a Generator in the same state')
            _varied(rows[2:], f'method="{method}", rng=None, five times')

    return Case(name, tuple(calls), judge, exact=False)


def _same(once: Sequence[Rows], again: Sequence[Rows], what: str) -> None:
    if list(once) != list(again):
        raise Wrong(
            f"{what} gives {_all(once[0])} at the first call and {_all(again[0])} at the second: "
            "the same seed must give the same start. Draw with np.random.default_rng(rng) only.",
            tag="not-repeatable",
        )


def _varied(rows: Sequence[Rows], what: str) -> None:
    if len(set(rows)) == 1:
        raise Wrong(f"{what} gives {_all(rows[0])} every time: draw it.", tag="constant")


def uniform_case(name: str, seeds: Sequence[int]) -> Case:
    """Random pairs of rows: each as likely as the others."""
    right = sampling.chances(UNEVEN, 2, sampling.evenly)
    wrong = [sampling.chances(UNEVEN, 2, sampling.squared_to_nearest), _neighbours(len(UNEVEN))]

    def judge(results: Sequence[Any]) -> None:
        sample = _sample(results, UNEVEN, 2)
        for rows in set(sample):
            _different(rows, UNEVEN, "random")
        if not sampling.fits(sample, right, wrong):
            outcome, count = Counter(sample).most_common(1)[0]
            raise Wrong(
                f"Of {len(sample)} starts with two of five rows, {count} are {_all(outcome)}; each "
                f"pair should come about {len(sample) // 10} times.",
                tag="not-uniform",
            )

    calls = tuple({"X": UNEVEN, "k": 2, "method": "random", "rng": s} for s in seeds)
    return Case(name, calls, judge, exact=False)


def _neighbours(n: int) -> sampling.Chances:
    """Two rows in a run, from a row drawn evenly on."""
    return {tuple(sorted((i, (i + 1) % n))): 1 / n for i in range(n)}


def _sample(results: Sequence[Any], X: Floats, k: int) -> list[Rows]:
    slack = slack_of(X)
    return [tuple(sorted(rows_of(r, X, k, slack))) for r in results]


def far_groups_case(name: str, scale: float, seeds: Sequence[int]) -> Case:
    """D² sampling takes one of each group, but for a chance of 1e-11; by default too."""
    X = array([[0], [1], [2], [3], [4], [10**7], [10**7 + 1], [10**7 + 2], [10**7 + 3]]) * scale
    calls = tuple(
        {"X": X, "k": 2, "rng": s, **({"method": "kmeans++"} if i % 2 else {})}
        for i, s in enumerate(seeds)
    )

    def judge(results: Sequence[Any]) -> None:
        for i, result in enumerate(results):
            rows = rows_of(result, X, 2)
            if len({row < 5 for row in rows}) == 1:
                called = 'method="kmeans++"' if i % 2 else "the default method, kmeans++,"
                raise Wrong(
                    f"With {called} both centroids, {_all(rows)}, lie in one of two groups that "
                    "are ten million times farther apart than wide: the other has nearly all D².",
                    tag="same-group",
                )

    return Case(name, calls, judge, exact=False)


def d2_case(name: str, seeds: Sequence[int]) -> Case:
    """Triples of rows by kmeans++: as likely as D² sampling makes them."""
    calls = tuple({"X": UNEVEN, "k": 3, "method": "kmeans++", "rng": s} for s in seeds)

    def judge(results: Sequence[Any]) -> None:
        sample = _sample(results, UNEVEN, 3)
        right = sampling.chances(UNEVEN, 3, sampling.squared_to_nearest)
        schemes = {
            scheme: sampling.chances(UNEVEN, 3, weights, firsts or None)
            for scheme, (weights, firsts, _) in SCHEMES.items()
        }
        if not sampling.fits(sample, right, schemes.values()):
            scheme = sampling.likeliest(sample, schemes)
            how = SCHEMES[scheme][2] if scheme else "by other weights"
            raise Wrong(
                f"{len(sample)} starts from X = 0, 1, 2, 6, 9 were not drawn in proportion to D², "
                f"the squared distance to the nearest centroid so far, but {how}.",
                tag=f"drawn-{scheme or 'otherwise'}",
            )

    return Case(name, calls, judge, exact=False)


SCHEMES: dict[str, tuple[sampling.Weights, Rows, str]] = {
    "by-D": (sampling.to_nearest, (), "in proportion to D: the square is missing"),
    "by-D4": (sampling.fourth_power, (), "in proportion to D⁴: squared once too often"),
    "evenly": (sampling.evenly, (), "evenly, as method random does"),
    "evenly-again": (
        sampling.evenly_again, (), "evenly, and a row may come again: D² is left out"
    ),
    "by-last": (sampling.squared_to_last, (), "by the last centroid alone, or a sum over all"),
    "by-first": (sampling.squared_to_first, (), "by the distance to the first centroid alone"),
    "farthest": (sampling.only_the_farthest, (), "by always taking the farthest point"),
    "greedy": (sampling.best_of_candidates, (), "as the best of several candidates a step"),
    "from-row-0": (sampling.squared_to_nearest, (0,), "from a first centroid that is always x₀"),
    "from-the-middle": (
        sampling.squared_to_nearest, (2,),
        "from a first centroid that is always the one nearest to the mean",
    ),
    "from-the-edge": (
        sampling.squared_to_nearest, (4,),
        "from a first centroid that is always the one farthest from the mean",
    ),
}  # fmt: skip
"""Other ways to draw: weights, first rows, and the words for it; the first of equals is named."""


def duplicates_case(name: str, seeds: Sequence[int]) -> Case:
    """Three different rows, twelve in all: kmeans++ finds the three, and k may be more."""
    X = array([[2, 1]] * 6 + [[5, 5]] * 4 + [[2, 7]] * 2)
    calls: list[Arguments] = [
        {"X": X, "k": k, "method": m, "rng": s}
        for k in (5, 3) for m in ("kmeans++", "random") for s in seeds
    ]  # fmt: skip

    def judge(result: Any, call: Arguments) -> None:
        rows = rows_of(result, X, call["k"])
        if call["method"] == "random":
            _different(rows, X, "random")
        elif len(set(rows)) < 3:
            raise Wrong(
                f"X has three different rows, and kmeans++ with k = {call['k']} took {_all(rows)}: "
                "a copy of a centroid has D² = 0 and can't be drawn before all different rows are.",
                tag="repeats-value",
            )

    return Case(name, tuple(calls), each(calls, judge), exact=False)


def should_have_refused(results: Sequence[Any]) -> None:
    """Judges a call with an unknown method that was answered: always raises Wrong."""
    raise Wrong(
        'method="k-means" is neither "random" nor "kmeans++", and your function answered all the '
        "same: raise a ValueError, or a typing mistake goes unseen.",
        tag="not-refused",
        expected="ValueError",
    )
