"""What the best of several runs has to be, and kinds of rungs that find out by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Wrong
from exercises.kit.compare import Floats, Ints
from exercises.kit.show import brief
from exercises.lesson1_kmeans import runs
from exercises.lesson1_kmeans.draws import array, three_far_groups
from reference import kmeans_examples as reference

MANY = 26
"""Runs of which each ends badly with chance 1/2: all of them do so once in 7·10⁷ times."""

DECEPTIVE = array([[18, 12], [31, 90], [14, 72], [6, 93], [8, 117], [29, 93], [39, 93]])
"""Points on which the run with the least J after one iteration mostly ends in a bad minimum."""
FEW = 10
"""The result is watched while n_runs grows from 1 to this."""


@dataclass(frozen=True)
class Best:
    """What `best_of_n_runs` returned, and its parts belong together."""

    centroids: Floats
    labels: Ints
    distortion: float


def call_of(X: NDArray[Any], k: int, rng: Any, **options: Any) -> Arguments:
    """The arguments of a call, in the order of the signature but for the options."""
    return {"X": X, "k": k, "rng": rng, **options}


def best_of(result: Any, X: NDArray[Any], k: int) -> Best:
    """The result, whose parts must belong together.

    Raises:
        Wrong: it has other parts or shapes, or they are of different runs.
    """
    names = ("centroids", "labels", "distortion")
    centroids, labels, value = compare.parts(result, names)
    if centroids is None:
        raise Wrong(
            "The centroids returned are None: no run was kept. Does the least distortion begin at "
            "infinity (np.inf), and is each of the n_runs runs made?",
            tag="none", got=result,
        )  # fmt: skip
    C, members = runs.state_of(centroids, labels, X, k)
    J = compare.number(value, "distortion")
    runs.labels_are_nearest(X, C, members)
    own = reference.compute_distortion(X, C, members)
    slack = runs.slack_of(X)
    if not abs(J - own) <= slack:
        kind = "mean-of-points" if abs(J * len(X) - own) <= slack else "another-run"
        raise Wrong(
            f"The distortion returned is {brief(J)}, and the centroids and labels returned have "
            f"J = {brief(own)}: all three must be of one and the same run, and J its last entry, "
            "history[-1].",
            tag=f"{kind}:{'lower' if own > J else 'higher'}",
            expected=own, got=J,
        )  # fmt: skip
    return Best(C, members, J)


def _groups(n_runs: int, rng: Any) -> Arguments:
    """Six points in three groups, on which half of all random starts end in a bad optimum."""
    return call_of(three_far_groups(3, 2, 1), 3, rng, n_runs=n_runs, init="random", max_iters=2)


def _is_bad(found: Best) -> bool:
    return found.distortion > 10


def many_case(name: str, seeds: Sequence[int]) -> Case:
    """Of many runs one is sure to be good; the same seeds with fewer runs show who is who."""
    n, counts = len(seeds), range(2, FEW + 1)
    fewer = [_groups(r, s) for s in seeds[:2] for r in counts]
    calls = (*(_groups(r, s) for r in (MANY, 1) for s in seeds), *fewer)

    def judge(results: Sequence[Any]) -> None:
        _one_is_kept(results[n : 2 * n])
        found = [best_of(r, calls[0]["X"], 3) for r in results]
        many, single = found[:n], found[n : 2 * n]
        rows = [
            single[i : i + 1] + found[2 * n :][i * len(counts) :][: len(counts)] for i in (0, 1)
        ]
        bad = sum(map(_is_bad, many))
        if bad:
            raise Wrong(
                f"Half of all random starts reach J = 2.5 here. Of {len(seeds)} times the best of "
                f"{MANY} runs was asked for, {bad} times a far worse one came back.",
                tag=_how_bad(many, single, rows),
                expected=2.5, got=max(f.distortion for f in many),
            )  # fmt: skip

    return Case(name, calls, judge, exact=False)


def _one_is_kept(single: Sequence[Any]) -> None:
    """Whether a single run is returned; where some are and some are not, J decides."""
    missing = sum(isinstance(r, (tuple, list)) and len(r) == 3 and r[0] is None for r in single)
    if missing == len(single):
        raise Wrong(
            "With n_runs = 1 no run is kept: nothing comes back. range(1, n_runs) makes one too "
            "few.",
            tag="none:one-short",
        )
    if missing:
        raise Wrong(
            "No run is kept where J is large (up to 10¹³ here): begin the least distortion at "
            "infinity (np.inf), not at a number.",
            tag="none:large",
        )


def _how_bad(many: Sequence[Best], single: Sequence[Best], rows: Sequence[Sequence[Best]]) -> str:
    if all(map(_is_bad, many)):
        return "worst"
    if all(np.array_equal(a.centroids, b.centroids) for a, b in zip(many, single, strict=True)):
        return "as-one-run"
    return "as-the-last" if all(map(_keeps_changing, rows)) else "not-the-best"


def _keeps_changing(row: Sequence[Best]) -> bool:
    """Whether nearly each further run replaces the result: no order among the runs does that.

    A run kept for the least of anything is replaced ever more seldom.
    """
    changes = sum(not np.array_equal(a.centroids, b.centroids) for a, b in pairwise(row))
    return 3 * changes >= 2 * (len(row) - 1)


def generator_case(name: str, seeds: Sequence[int]) -> Case:
    """A generator moves on from run to run, even where the same seed would be used again."""
    calls = tuple(_groups(MANY, np.random.default_rng(s)) for s in seeds)

    def judge(results: Sequence[Any]) -> None:
        bad = sum(_is_bad(best_of(r, calls[0]["X"], 3)) for r in results)
        if bad:
            raise Wrong(
                f"With a Generator as rng, {bad} of {len(seeds)} times the best of {MANY} runs is "
                "not the best: J = 2.5 is reached by half of them.",
                tag="worst" if bad == len(seeds) else "not-the-best",
            )

    return Case(name, calls, judge, exact=False)


def single_case(name: str, seeds: Sequence[int]) -> Case:
    """One run must fail now and then; if it never does, more than one was made."""
    calls = tuple(_groups(1, s) for s in seeds)

    def judge(results: Sequence[Any]) -> None:
        found = [best_of(r, calls[0]["X"], 3) for r in results]
        if all(np.array_equal(f.centroids, found[0].centroids) for f in found):
            raise Wrong(
                f"With n_runs = 1 and {len(seeds)} seeds the result is always the same: use rng.",
                tag="constant",
            )
        if not any(map(_is_bad, found)):
            raise Wrong(
                f"With n_runs = 1 and {len(seeds)} seeds the best optimum came every time, where a "
                "single random start misses it half of the time: are n_runs and init obeyed?",
                tag="n_runs-ignored",
            )

    return Case(name, calls, judge, exact=False)


def ends_case(name: str, seeds: Sequence[int]) -> Case:
    """The best of ten runs by their last entries: the first ones choose another in half the calls.

    20 of the 35 starts end in the least J, so that all of ten runs miss it once in 4800 times, and
    three calls of twenty do so once in 10⁸ times. J after one iteration is least elsewhere.
    """
    calls = [call_of(DECEPTIVE, 3, s, n_runs=10, init="random") for s in seeds]

    def judge(results: Sequence[Any]) -> None:
        bad = [f.distortion for r in results if (f := best_of(r, DECEPTIVE, 3)).distortion > 923]
        if len(bad) > 2:
            raise Wrong(
                f"Of {len(seeds)} times the best of ten runs was asked for, {len(bad)} times one "
                f"came back that ends at {brief(max(bad))}, where most runs end at 922.75: compare "
                "the last entries of the histories, not the first.",
                tag="worst" if len(bad) == len(seeds) else "not-the-last-entry",
                expected=922.75, got=max(bad),
            )  # fmt: skip

    return Case(name, tuple(calls), judge, exact=False)


def rng_case(name: str, X: Floats, seeds: Sequence[int]) -> Case:
    """Repeatable by seed and by generator; different otherwise. One iteration shows the start."""
    twins = [np.random.default_rng(seeds[0]) for _ in range(2)]
    rngs = [*seeds, *seeds, *twins, None, None, None, None]
    calls = [call_of(X, 3, r, n_runs=2, max_iters=1, init="random") for r in rngs]

    def judge(results: Sequence[Any]) -> None:
        found = [best_of(r, X, 3).centroids for r in results]
        n = len(seeds)
        pairs = [*zip(found[:n], found[n : 2 * n], strict=True), (found[2 * n], found[2 * n + 1])]
        if not all(_same(a, b) for a, b in pairs):
            raise Wrong(
                "The same rng gives another result at the second call: make one generator, "
                "np.random.default_rng(rng), and let every run draw from it.",
                tag="not-repeatable",
            )
        for part, what in ((found[:n], f"{n} different seeds"), (found[-4:], "rng = None")):
            if all(_same(part[0], other) for other in part[1:]):
                raise Wrong(f"With {what} the result is always the same: use rng.", tag="constant")

    return Case(name, tuple(calls), judge, exact=False)


def _same(a: Floats, b: Floats) -> bool:
    return bool(np.abs(a - b).max() <= compare.RTOL)
