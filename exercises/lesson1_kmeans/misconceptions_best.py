"""Wrong ways to take the best of several runs (activity 1.6)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson1_kmeans.lloyd import State, distortion, kmeans, nearest

F = "best_of_n_runs"
Best = tuple[Any, Any, Any]


def _runs(X: Any, k: int, n_runs: int, rng: Any, options: dict[str, Any]) -> list[State]:
    """Independent runs, as they should be."""
    generator = np.random.default_rng(rng)
    return [kmeans(X, k, rng=generator, **options) for _ in range(n_runs)]


def _last(run: State) -> float:
    return run[2][-1]


def _result(run: State) -> Best:
    return run[0], run[1], run[2][-1]


@misconception(
    F, "last-run",
    title="You return the last run, not the best.",
    explanation="Each turn of the loop overwrites the result. Keep a run only if its distortion is "
    "below the least so far.",
    symbol="min J",
)  # fmt: skip
def last_run(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(_runs(X, k, n_runs, rng, options)[-1])


@misconception(
    F, "first-run",
    title="You return the first run: no other is made, kept, or started anew.",
    explanation="A return inside the loop, a best that is never replaced, or one seed for all runs "
    "leaves it at one run. Let all draw from one generator, and keep the least distortion.",
    symbol="min J",
)  # fmt: skip
def first_run(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(_runs(X, k, 1, rng, options)[0])


@misconception(
    F, "worst-run",
    title="You keep the run with the largest distortion.",
    explanation="k-means makes J small, so the best run is the one with the least: < and not >.",
    symbol="min J",
)  # fmt: skip
def worst_run(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(max(_runs(X, k, n_runs, rng, options), key=_last))


@misconception(
    F, "same-seed-each-run",
    title="You give every run the same seed, so all runs are one run.",
    explanation="kmeans(..., rng=rng) with an int draws the same start each time. Make one "
    "generator before the loop, np.random.default_rng(rng), and hand it to every run.",
    symbol="rng",
)  # fmt: skip
def same_seed(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    runs = [kmeans(X, k, rng=rng, **options) for _ in range(n_runs)]
    return _result(min(runs, key=_last))


@misconception(
    F, "seeds-from-the-counter",
    title="You seed the runs with 0, 1, 2, … and ignore rng.",
    explanation="Then every call makes the same runs, whatever rng says. Draw the runs' seeds from "
    "np.random.default_rng(rng), or hand that generator on.",
    symbol="rng",
)  # fmt: skip
def counter_seeds(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    runs = [kmeans(X, k, rng=i, **options) for i in range(n_runs)]
    return _result(min(runs, key=_last))


@misconception(
    F, "rng-plus-counter",
    title="You add the run's number to rng, which may be None or a Generator.",
    explanation="rng + i works for an int only. np.random.default_rng(rng) takes all three; let "
    "every run draw from it.",
    symbol="rng",
)  # fmt: skip
def rng_plus(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    runs = [kmeans(X, k, rng=rng + i, **options) for i in range(n_runs)]
    return _result(min(runs, key=_last))


@misconception(
    F, "rng-not-passed-to-the-runs",
    title="Your runs do not draw from rng.",
    explanation="kmeans(X, k) without rng draws anew at every call, and the same seed gives "
    "another result each time.",
    symbol="rng",
)  # fmt: skip
def rng_dropped(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(min(_runs(X, k, n_runs, None, options), key=_last))


@misconception(
    F, "least-distortion-of-another-run",
    title="You return the least distortion, with centroids of another run.",
    explanation="best_distortion is updated, but centroids and labels are those of the last run. "
    "Keep all three of a run together.",
    symbol="J",
)  # fmt: skip
def another_run(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    runs = _runs(X, k, n_runs, rng, options)
    return runs[-1][0], runs[-1][1], min(map(_last, runs))


@misconception(
    F, "first-entry-of-the-history",
    title="You take the first entry of a run's history for its distortion.",
    explanation="history[0] is J after one iteration. The run's result is the last entry, "
    "history[-1], and that is what to compare and to return.",
    symbol="J",
)  # fmt: skip
def first_entry(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    C, labels, history = min(_runs(X, k, n_runs, rng, options), key=lambda run: run[2][0])
    return C, labels, history[0]


@misconception(
    F, "mean-distortion",
    title="You return the mean distortion of the runs.",
    explanation="The distortion must be that of the centroids and labels returned: those of the "
    "best run.",
    symbol="J",
)  # fmt: skip
def mean_distortion(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    runs = _runs(X, k, n_runs, rng, options)
    best = min(runs, key=_last)
    return best[0], best[1], sum(map(_last, runs)) / len(runs)


@misconception(
    F, "history-returned",
    title="You return the whole history; asked for is one number.",
    explanation="The third result is the distortion of the best run, history[-1], a float.",
    symbol="J",
)  # fmt: skip
def history_returned(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return min(_runs(X, k, n_runs, rng, options), key=_last)


@misconception(
    F, "n-runs-ignored",
    title="You make the same number of runs, whatever n_runs says.",
    explanation="n_runs = 1 asks for a single run, and 100 for a hundred: range(n_runs).",
    symbol="n_runs",
)  # fmt: skip
def n_runs_ignored(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(min(_runs(X, k, 20, rng, options), key=_last))


@misconception(
    F, "options-dropped",
    title="You do not pass the options on to kmeans.",
    explanation="**kmeans_options holds what is meant for kmeans (init, max_iters, tol): "
    "kmeans(X, k, rng=generator, **kmeans_options).",
    symbol="kmeans_options",
)  # fmt: skip
def options_dropped(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(min(_runs(X, k, n_runs, rng, {}), key=_last))


@misconception(
    F, "best-begins-at-zero",
    title="Your least distortion begins at 0, and no run is below it.",
    explanation="J < 0 never happens, so nothing is ever kept. Begin with infinity (np.inf), or "
    "with the first run.",
    symbol="min J",
)  # fmt: skip
def begins_at_zero(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    best: Best = (None, None, 0.0)
    for run in _runs(X, k, n_runs, rng, options):
        if _last(run) < best[2]:
            best = _result(run)
    return best


@misconception(
    F, "best-begins-at-a-number",
    title="Your least distortion begins at a number that large data never fall below.",
    explanation="J grows with the square of the scale of X: 1e9 is soon exceeded, and then no run "
    "is kept. Begin with infinity (np.inf), or with the first run.",
    symbol="min J",
)  # fmt: skip
def begins_at_a_number(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    best: Best = (None, None, 1e9)
    for run in _runs(X, k, n_runs, rng, options):
        if _last(run) < best[2]:
            best = _result(run)
    return best


@misconception(
    F, "one-run-short",
    title="You make one run too few: n_runs = 1 makes none.",
    explanation="range(1, n_runs) and range(n_runs - 1) have n_runs − 1 turns. range(n_runs) has "
    "n_runs.",
    symbol="n_runs",
)  # fmt: skip
def one_run_short(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    runs = _runs(X, k, n_runs - 1, rng, options)
    return _result(min(runs, key=_last)) if runs else (None, None, np.inf)


@misconception(
    F, "averaged-centroids",
    title="You average the centroids of the runs; asked for is the best run.",
    explanation="The runs number their clusters in different orders, and end in different minima: "
    "the mean of their μⱼ is the centre of nothing. Return one run as it is.",
    symbol="μ",
)  # fmt: skip
def averaged(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    C = np.mean([run[0] for run in _runs(X, k, n_runs, rng, options)], axis=0)
    labels = nearest(X, C)
    return C, labels, distortion(X, C, labels)


@misconception(
    F, "first-entries-compared",
    title="You compare the runs by an early entry of their histories, not by the last.",
    explanation="A run that begins well may end in a bad minimum. Compare history[-1], the J that "
    "a run ends with; history[0], or a sum over the history, is another order.",
    symbol="min J",
)  # fmt: skip
def first_compared(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(min(_runs(X, k, n_runs, rng, options), key=lambda run: run[2][0]))


@misconception(
    F, "fewest-iterations",
    title="You keep a run for something else than its J: its few iterations, say.",
    explanation="The number of iterations says how near a start was to some minimum, not how good "
    "that one is. Compare the distortions history[-1], not the lengths of the histories.",
    symbol="min J",
)  # fmt: skip
def fewest_iterations(X: Any, k: int, n_runs: int = 10, rng: Any = None, **options: Any) -> Best:
    return _result(min(_runs(X, k, n_runs, rng, options), key=lambda run: len(set(run[2]))))


MISCONCEPTIONS = collect(globals(), F)
