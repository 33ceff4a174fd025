"""What lesson 3 shows with a learner's functions, and the answers to its questions.

`code` has the lesson's functions as attributes: the learner's where they pass, else the
reference's. A call of the learner's crosses to their process, so a demonstration makes few. One
learner's function can't be handed to another: `general_em` is shown with the reference's steps,
and the steps are shown in a loop of ours.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.figure import Demonstration, Figure, curve
from exercises.lesson3_em import data
from exercises.lesson3_em.data import JOINT, Numbers
from exercises.lesson3_em.demos_models import demo_3_4, demo_3_6, demo_3_7
from exercises.lesson3_em.figures import bound, line, mixture, number, parts
from exercises.lesson3_em.predictions import (
    predict_3_1,
    predict_3_2,
    predict_3_3,
    predict_3_4,
    predict_3_5,
    predict_3_6,
    predict_3_7,
)
from reference import em_mog_examples
from reference import general_em_examples as reference

__all__ = [
    "demo_3_1",
    "demo_3_2",
    "demo_3_3",
    "demo_3_4",
    "demo_3_5",
    "demo_3_6",
    "demo_3_7",
    "predict_3_1",
    "predict_3_2",
    "predict_3_3",
    "predict_3_4",
    "predict_3_5",
    "predict_3_6",
    "predict_3_7",
]

Code = Any
"""Functions as attributes; what they return is plain data, and may be lists."""
Halves = list[tuple[float, float]]

GRID = np.linspace(0.025, 0.975, 39)
"""Values of Q(z = 0), the two ends left out."""


def demo_3_1(code: Code) -> Demonstration:
    """Jensen's chord below the curve, and the bound that it gives for one point."""
    pair, even = np.array([1.0, 4.0]), np.array([0.5, 0.5])
    gap = float(code.jensen_gap(pair, even))
    weights = np.linspace(0.0, 1.0, 33)
    gaps = [float(code.jensen_gap(pair, np.array([1 - w, w]))) for w in weights]
    by_weight = Figure(
        "The gap, by the weight of the larger value",
        (line("gap", weights, gaps),),
        "weight of 4",
        "nats",
        "0 at both ends, where only one value has weight: then there is nothing to average.",
    )
    elbos = [_one_point_bound(code, q) for q in GRID]
    top = float(np.log(JOINT.sum()))
    best = float(GRID[int(np.argmax(elbos))])
    one_point = Figure(
        "One point, p(x, z) = 0.3 and 0.1: a bound for each Q",
        (line("log p(x)", GRID, [top] * len(GRID)), line("ELBO", GRID, elbos)),
        "Q(z = 0)",
        "nats",
        "Below log p(x) everywhere; it touches at the posterior, Q(z = 0) = 0.75.",
    )
    said = f"Values 1 and 4, weights ½ and ½: log E[v] − E[log v] = {gap:.4f}."
    where = f"Of these Q the best has Q(z = 0) = {best:.2f}; its bound is {number(max(elbos), 4)}."
    measured = _measured(code, "demonstrate_jensens_inequality")
    return Demonstration((_chord(gap), by_weight, one_point), (said, where, measured))


def _measured(code: Code, name: str) -> str:
    """The names of what a demonstration of the learner's returns."""
    found = getattr(code, name)(show=False)
    return f"{name} measured: {', '.join(map(str, found))}."


def _chord(gap: float) -> Figure:
    v = np.linspace(0.5, 5.0, 60)
    ends = np.array([1.0, 4.0])
    top = float(np.log(ends.mean()))
    marks = line("mean of the values", [2.5, 2.5], [top, top - gap], "marks")
    return Figure(
        "The chord lies below the curve",
        (line("log v", v, np.log(v)), line("chord from 1 to 4", ends, np.log(ends)), marks),
        "v",
        "log v",
        f"At E[v] = 2.5: log E[v] on the curve, E[log v] on the chord, {gap:.3f} apart.",
    )


def _one_point_bound(code: Code, q: float) -> float:
    """log p(x) less the gap of the ratios p(x, z)/Q(z) under Q: the ELBO."""
    Q = np.array([q, 1 - q])
    return float(np.log(JOINT.sum())) - float(code.jensen_gap(JOINT / Q, Q))


def demo_3_2(code: Code) -> Demonstration:
    """KL in both directions, and the gap as Q leaves the posterior towards both extremes."""
    even = np.array([0.5, 0.5])
    sides = [np.array([p, 1 - p]) for p in GRID]
    forth = [float(code.kl_divergence(even, p)) for p in sides]
    back = [float(code.kl_divergence(p, even)) for p in sides]
    both = Figure(
        "KL is not symmetric: q = (½, ½) and p = (p₀, 1 − p₀)",
        (line("KL(q‖p)", GRID, forth), line("KL(p‖q)", GRID, back)),
        "p₀",
        "nats",
        "KL(q‖p) grows without limit where p denies what q allows; KL(p‖q) stays below log 2.",
    )
    log_joint, posterior = _mid_run()
    steps = np.linspace(-1.0, 1.0, 21)
    gaps = [float(code.variational_gap(log_joint, _between(posterior, t))) for t in steps]
    ways = Figure(
        "The gap as Q leaves the posterior, Old Faithful after 2 iterations",
        (line("log p(X) − ELBO", steps, gaps),),
        "−1: hard,  0: the posterior,  1: ½ and ½ for all",
        "nats",
        f"0 at the posterior; {gaps[0]:.1f} for a hard Q, {gaps[-1]:.1f} for an undecided one.",
    )
    said = f"log p(X) = {number(data.log_evidence(log_joint))}; no Q raises the ELBO above it."
    return Demonstration((both, ways), (said, _measured(code, "demonstrate_kl_divergence")))


def _mid_run() -> tuple[Numbers, Numbers]:
    """Log joint and posterior of Old Faithful after two iterations."""
    X, params = data.geyser(), data.geyser_start()
    for _ in range(2):
        params = reference.gmm_m_step(X, reference.gmm_e_step(X, params))
    return data.gaussian_log_joint(X, params), reference.gmm_e_step(X, params)


def _between(posterior: Numbers, t: float) -> Numbers:
    """The posterior at t = 0, hard at −1, even at 1, and the straight way between."""
    end = data.hard(posterior) if t < 0 else np.full(posterior.shape, 1 / posterior.shape[1])
    return np.asarray((1 - abs(t)) * posterior + abs(t) * end)


def demo_3_3(code: Code) -> Demonstration:
    """The general loop beside `em_mog`, and the gap that opens and closes with each half."""
    X, start = data.geyser(), data.geyser_start()
    steps = (reference.gmm_e_step, reference.gmm_m_step, reference.gmm_elbo)
    _, _, elbos, n_iters = code.general_em(X, start, *steps)
    history = em_mog_examples.em_mog(X, 2, max_iters=int(n_iters), tol=0, init_params=start)[4]
    away = abs(history[-1] - float(elbos[-1]))
    halves = _halves(code, X, start, 12)[2:]
    figures = (
        bound(
            "The general loop beside em_mog, from one start",
            [float(e) for e in elbos],
            history[: len(elbos)],
            "After an M-step the log-likelihood is above the ELBO, until nothing moves any more.",
        ),
        bound(
            "After each half of an iteration: E, M, E, M …",
            [elbo for elbo, _ in halves],
            [top for _, top in halves],
            "The M-step raises both and opens a gap; the E-step closes it.",
            3,
            "E-step: odd, M-step: even",
        ),
        _from_own_start(code, X, steps),
    )
    lines = (
        f"{n_iters} iterations; the last ELBO is {number(float(elbos[-1]), 4)}.",
        f"em_mog's log-likelihood after as many is {number(history[-1], 4)}: {away:.0e} apart.",
    )
    return Demonstration(figures, lines)


def _from_own_start(code: Code, X: Numbers, steps: Any) -> Figure:
    """Where the loop ends from the learner's own start."""
    start = data.as_arrays(code.gmm_initialize(X, 2, rng=0))
    params, Q, elbos, n_iters = code.general_em(X, start, *steps)
    end = number(float(elbos[-1]), 4)
    caption = f"After {n_iters} iterations the ELBO is {end}; the lines are at 1σ and 2σ."
    return mixture("From the start of gmm_initialize, seed 0", X, params, Q, caption)


def _halves(code: Code, X: Numbers, params: Any, iterations: int) -> Halves:
    """ELBO and log-likelihood after each E-step and each M-step, by the learner's functions."""
    found = Halves()
    for _ in range(iterations):
        Q = code.gmm_e_step(X, params)
        found.append(_both(code, X, params, Q))
        params = code.gmm_m_step(X, Q)
        found.append(_both(code, X, params, Q))
    return found


def _both(code: Code, X: Numbers, params: Any, Q: Any) -> tuple[float, float]:
    top = data.log_evidence(data.gaussian_log_joint(X, data.as_arrays(params)))
    return float(code.gmm_elbo(X, params, np.asarray(Q, dtype=float))), top


def demo_3_5(code: Code) -> Demonstration:
    """The two parts of the ELBO: of one point by Q, and of Old Faithful by iteration."""
    log_joint = np.log(JOINT)[None]
    rows = [code.elbo_decomposition(log_joint, np.array([[q, 1 - q]])) for q in GRID]
    columns = np.array(rows, dtype=float).T
    names = ("E[log joint]", "entropy", "ELBO")
    one_point = Figure(
        "One point, p(x, z) = 0.3 and 0.1: the parts by Q",
        tuple(line(name, GRID, y) for name, y in zip(names, columns, strict=True)),
        "Q(z = 0)",
        "nats",
        "One part is best at the end, one in the middle; the sum at the posterior, 0.75.",
    )
    run = np.array([code.elbo_decomposition(*state) for state in _states(code, 14)], dtype=float)
    joints, entropies, elbos = run.T
    figures = (
        one_point,
        parts(
            "Old Faithful after each E-step, from the second on",
            joints[1:],
            entropies[1:],
            "Bars from 0: the entropy upwards, the expected log joint downwards.",
            2,
        ),
        Figure(
            "The entropy alone",
            (curve("entropy", entropies),),
            "iteration",
            "nats",
            f"From {entropies[0]:.1f} to {entropies.min():.2f}, and at the end up a little.",
        ),
    )
    first, last = (_sum(*row) for row in (run[0], run[-1]))
    said = f"E[log joint] + entropy = ELBO: {first} after the first E-step, {last} at the end."
    least = f"From one E-step to the next the ELBO rose by {np.diff(elbos).min():.1e} at least."
    measured = _measured(code, "demonstrate_elbo_decomposition")
    return Demonstration(figures, (said, least, measured))


def _sum(joint: float, entropy: float, elbo: float) -> str:
    return f"{number(joint, 1)} + {number(entropy, 1)} = {number(elbo, 1)}"


def _states(code: Code, iterations: int) -> list[tuple[Numbers, Numbers]]:
    """Log joint and Q of Old Faithful after each E-step, by the learner's functions."""
    X, params = data.geyser(), data.geyser_start()
    found = []
    for _ in range(iterations):
        Q = np.asarray(code.gmm_e_step(X, params), dtype=float)
        found.append((data.gaussian_log_joint(X, data.as_arrays(params)), Q))
        params = code.gmm_m_step(X, Q)
    return found
