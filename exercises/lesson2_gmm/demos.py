"""What lesson 2 shows with a learner's functions, and the answers to its questions.

`code` has the lesson's functions as attributes: the learner's where they pass, else the
reference's. A call of the learner's crosses to their process, so a demonstration makes few.
"""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.figure import Demonstration, Figure, Series, band, curve, points
from exercises.lesson2_gmm.data import (
    OVERLAPPING,
    ROUND,
    WIDE_AND_NARROW,
    classic_start,
    drawn,
    free_parameters,
    line_start,
    standardized_geyser,
    two_on_a_line,
    uncertain,
)
from exercises.lesson2_gmm.figures import (
    GEYSER,
    as_parameters,
    by_label,
    listed,
    moves,
    plain,
    shapes,
    side_by_side,
    soft,
)
from exercises.lesson2_gmm.predictions import (
    predict_2_1,
    predict_2_2,
    predict_2_3,
    predict_2_4,
    predict_2_5,
    predict_2_6,
    predict_2_7,
)
from reference import datasets, em_mog_examples

__all__ = [
    "demo_2_1",
    "demo_2_2",
    "demo_2_3",
    "demo_2_4",
    "demo_2_5",
    "demo_2_6",
    "demo_2_7",
    "predict_2_1",
    "predict_2_2",
    "predict_2_3",
    "predict_2_4",
    "predict_2_5",
    "predict_2_6",
    "predict_2_7",
]

Code = Any
"""Functions as attributes; what they return is plain data, and may be lists."""
Numbers = NDArray[Any]

CLASSIC = (1, 2, 5, 20)
"""The iterations at which the classic picture of Old Faithful is shown."""


def demo_2_1(code: Code) -> Demonstration:
    """The story that the model tells, and two ways to begin without knowing it."""
    X, hidden = drawn()
    story = Figure(
        "300 draws from a mixture, by the component that made them",
        (*by_label(X, hidden, "drawn from"), *shapes(OVERLAPPING)),
        *("x", "y"),
        "Ellipses at 1σ and 2σ. You will be given the points, and not who made them.",
    )
    starts = tuple(_start(code, X, method) for method in ("random", "kmeans"))
    phi, mu, Sigma = OVERLAPPING
    at = np.asarray(code.gaussian_log_density(np.vstack([mu[:1], X[hidden == 0]]), mu[0], Sigma[0]))
    inside = float(np.mean(2 * (at[0] - at[1:]) <= 1))
    lines = (
        f"Proportions {listed(phi)}; of the draws, {listed(np.bincount(hidden) / len(X))}.",
        f"Component 0: {inside:.0%} of its draws lie in its 1σ ellipse; expected are 39%.",
    )
    return Demonstration((story, *starts), lines)


def _start(code: Code, X: Numbers, method: str) -> Figure:
    start = as_parameters(code.initialize_parameters(X, 3, method=method, rng=0))
    caption = f"Proportions {listed(start[0])}. Only the start: EM will move all of it."
    return plain(f'A start by "{method}"', X, start, caption)


def demo_2_2(code: Code) -> Demonstration:
    """Responsibilities as colour, and along a line through a narrow component."""
    X, hidden = drawn()
    w = np.asarray(code.e_step(X, *OVERLAPPING), dtype=float)
    unsure = uncertain(w)
    colours = soft(
        "The true components, and what each is responsible for",
        X,
        w,
        OVERLAPPING,
        f"{unsure.sum()} of {len(X)} points have no component with 0.9 of them.",
    )
    x = np.linspace(-6, 10, 161)
    share = np.asarray(code.e_step(x[:, None], *WIDE_AND_NARROW), dtype=float)[:, 0]
    line = Figure(
        "A = N(0, 3²) and B = N(4, 0.5²): the responsibility of A",
        (Series("w of A", tuple(x.tolist()), tuple(share.tolist())),),
        "x",
        "w",
        "B takes what is near its mean. Beyond it, the points are A's again.",
    )
    right = float(np.mean(w.argmax(axis=1) == hidden))
    sure = float(np.mean(w.argmax(axis=1)[~unsure] == hidden[~unsure]))
    lines = (
        f"ℓ = {float(code.log_likelihood(X, *OVERLAPPING)):,.1f} with the true parameters.",
        f"The likeliest component is the true one for {right:.0%} of the points, and for "
        f"{sure:.0%} of those that are not in doubt. The overlap can't be undone.",
    )
    return Demonstration((colours, line), lines)


def demo_2_3(code: Code) -> Demonstration:
    """One M-step: circles take the size, shape and direction of their points."""
    X, _ = drawn()
    w = np.asarray(code.e_step(X, *ROUND), dtype=float)
    after = as_parameters(code.m_step(X, w))
    effective = f"Each counts as many points as its w sum to: {listed(w.sum(axis=0), 1)}."
    before = soft("Three circles, and their responsibilities", X, w, ROUND, effective)
    series = (*before.series[:1], *moves(ROUND[1], after[1]), *shapes(after))
    moved = Figure(
        "After one M-step, with the same responsibilities",
        series,
        "x",
        "y",
        "A line leads each mean to its new place: the mean of all points, weighted by its w.",
    )
    old, new = (float(code.log_likelihood(X, *state)) for state in (ROUND, after))
    even = np.asarray(code.m_step(X, np.full((len(X), 3), 1 / 3))[1], dtype=float)
    lines = (
        f"ℓ rises from {old:,.1f} to {new:,.1f}.",
        f"With all w = 1/3 the three means would be {np.ptp(even, axis=0).max():.2g} apart: "
        "what begins alike stays alike.",
    )
    return Demonstration((before, moved), lines)


def demo_2_4(code: Code) -> Demonstration:
    """Old Faithful from the classic start, iteration by iteration."""
    X, start = standardized_geyser(), classic_start()
    first = plain("Old Faithful: the start", X, start, "Nothing has been learned yet.", GEYSER)
    runs = {m: code.em_mog(X, 2, max_iters=m, tol=0, init_params=start) for m in CLASSIC}
    states = tuple(_state(X, m, run) for m, run in runs.items())
    history = runs[CLASSIC[-1]][4]
    theirs = em_mog_examples.em_mog(X, 2, max_iters=CLASSIC[-1], tol=0, init_params=start)[4]
    climb = Figure(
        "Old Faithful: the log-likelihood by iteration",
        (curve("em_mog", history), curve("reference", theirs)),
        "iteration",
        "ℓ",
        "It never falls. If one curve lags by an iteration, ℓ is taken before the M-step.",
    )
    line = f"{len(history)} iterations, ℓ from {history[0]:.1f} to {history[-1]:.1f}."
    return Demonstration((first, *states, climb), (line,))


def _state(X: Numbers, iterations: int, run: Any) -> Figure:
    parameters, w = as_parameters(run[:3]), np.asarray(run[3], dtype=float)
    some = "1 iteration" if iterations == 1 else f"{iterations} iterations"
    caption = f"The history ends at {float(run[4][-1]):.1f}. In doubt: {uncertain(w).sum()} points."
    return soft(f"Old Faithful: after {some}", X, w, parameters, caption, GEYSER)


def demo_2_5(code: Code) -> Demonstration:
    """What a label forgets, and where the mixture and k-means part."""
    X, _ = drawn()
    w = np.asarray(code.e_step(X, *OVERLAPPING), dtype=float)
    labels, doubtful = np.asarray(code.assign_clusters(w)), uncertain(w)
    hard = Figure(
        "Hard labels, and the points that they are unsure of",
        (*by_label(X, labels), points("in doubt", X[doubtful], "marks")),
        "x",
        "y",
        f"{doubtful.sum()} points have no component with 0.9; their labels do not say so.",
    )
    long = datasets.anisotropic().X
    both = code.compare_with_kmeans(long, 3, rng=0)
    differ = np.asarray(both["different_points"], dtype=int)
    scores = ", ".join(
        f"{name} {float(both[key]):.3f}"
        for name, key in (("k-means", "kmeans_silhouette"), ("mixture", "gmm_silhouette"))
    )
    lines = (
        f"Long clouds: the two differ on {len(differ)} of {len(long)} points; adjusted Rand "
        f"index {float(both['adjusted_rand_index']):.3f}.",
        f"Silhouettes: {scores}. The score likes round clusters, whoever is right.",
    )
    return Demonstration((hard, *side_by_side(long, both, differ)), lines)


def demo_2_6(code: Code) -> Demonstration:
    """Fit and price by number of components, and the mixture that BIC chooses."""
    X, ks = standardized_geyser(), range(1, 7)
    fits = {k: code.em_mog(X, k, max_iters=100, method="kmeans", rng=0)[:4] for k in ks}
    scores = {k: code.evaluate_gmm(X, run[3], *run[:3]) for k, run in fits.items()}
    bic = {k: float(score[2]) for k, score in scores.items()}
    fit = [-2 * float(score[1]) for score in scores.values()]
    price = Figure(
        "Old Faithful: BIC by k, and its part −2ℓ",
        (band("p log n", fit, bic.values()), curve("BIC", bic.values()), curve("−2ℓ", fit)),
        "k",
        "BIC",
        "Between the curves lies the price of the parameters.",
    )
    best = min(ks, key=lambda k: bic[k])
    chosen, w = as_parameters(fits[best][:3]), np.asarray(fits[best][3], dtype=float)
    caption = f"BIC = {bic[best]:.1f} with {free_parameters(best, 2)} free parameters."
    drawn_by_you = str(code.visualize_gmm(X, w, *chosen, "Old Faithful", show=False))
    lines = (
        f"BIC is least at k = {best}. A parameter must gain {log(len(X)) / 2:.2f} to be worth it.",
        f"visualize_gmm drew it in {len(drawn_by_you.splitlines())} lines of text.",
    )
    choice = soft(f"Old Faithful with k = {best}", X, w, chosen, caption, GEYSER)
    return Demonstration((price, choice), lines)


def demo_2_7(code: Code) -> Demonstration:
    """Starts that end at different heights, and a plateau that is not the end."""
    X, seeds = datasets.anisotropic().X, range(6, 11)
    histories = {
        "kmeans": code.em_mog(X, 3, max_iters=60, method="kmeans", rng=0)[4],
        **{
            f"random {seed}": code.em_mog(X, 3, max_iters=60, method="random", rng=seed)[4]
            for seed in seeds
        },
    }
    starts = Figure(
        "Long clouds: the log-likelihood from six starts",
        tuple(curve(name, history) for name, history in histories.items()),
        "iteration",
        "ℓ",
        "Each climbs, and none falls. They need not end at one height, nor at one time.",
    )
    ends = [float(history[-1]) for history in histories.values()]
    measured = code.demonstrate_convergence(show=False)
    lines = (
        f"After at most 60 iterations ℓ is between {min(ends):,.1f} and {max(ends):,.1f}.",
        f"demonstrate_convergence measured: {', '.join(map(str, measured))}.",
    )
    return Demonstration((starts, _plateau(code)), lines)


def _plateau(code: Code) -> Figure:
    """Two clusters far apart, and components that begin nearly alike between them."""
    X, start = two_on_a_line(6.0), line_start((2.7, 3.3), 10.0)
    patient = code.em_mog(X, 2, max_iters=150, tol=0, init_params=start)[4]
    hasty = code.em_mog(X, 2, max_iters=150, init_params=start)[4]
    stopped = f"With the tol given by default EM stops after {len(hasty)} iterations"
    is_early = float(patient[-1]) - float(hasty[-1]) > 1
    return Figure(
        "N(0, 1) and N(6, 1): components that begin nearly alike",
        (curve("tol=0", patient), curve("default tol", hasty, kind="marks")),
        "iteration",
        "ℓ",
        f"{stopped}{', before the climb begins' if is_early else ''}.",
    )
