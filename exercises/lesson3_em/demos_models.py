"""What lesson 3 shows of its models: bits, counts and durations, by the learner's functions."""

from __future__ import annotations

from collections.abc import Callable
from math import lgamma
from typing import Any

import numpy as np

from exercises.kit.figure import Demonstration, Figure, Series, curve
from exercises.lesson3_em import data
from exercises.lesson3_em.data import Numbers
from exercises.lesson3_em.figures import line, number, prototypes

Code = Any
Run = tuple[list[Any], Numbers, list[float]]

IMAGES = 1000
SHOWN = (1, 4, 20)
"""After these iterations the prototypes are shown."""


def demo_3_4(code: Code) -> Demonstration:
    """Digits emerging: the prototypes after a few iterations, and the bound.

    The learner's demonstration of the same on all the digits takes too long to be run here too.
    """
    X, labels = data.bits()[:IMAGES], data.digits()[1][:IMAGES]
    steps = (code.bmm_e_step, code.bmm_m_step, code.bmm_elbo)
    states, Q, elbos = _run(X, code.bmm_initialize(X, 10, rng=0), *steps, SHOWN[-1])
    images = tuple(
        prototypes(
            f"The ten θ after iteration {after}",
            states[after - 1],
            "Bright: the pixel is probably on. The weight of the component stands below.",
            data.SHAPE,
        )
        for after in SHOWN
    )
    caption = "Most is gained at first, while the components become different."
    rising = Figure("The bound rises", (curve("ELBO", elbos),), "iteration", "nats", caption)
    first, last = number(elbos[0], 0), number(elbos[-1], 0)
    lines = (
        f"{len(X)} images, {len(elbos)} iterations: ELBO {first} to {last}.",
        f"In {data.purity(Q, labels):.0%} of them the digit is the most frequent one of its "
        "component.",
    )
    return Demonstration((*images, rising), lines)


def demo_3_6(code: Code) -> Demonstration:
    """Counts, with the fitted mixture and a single Poisson over them."""
    X = data.counts()
    steps = (code.pmm_e_step, code.pmm_m_step, code.pmm_elbo)
    states, _, elbos = _run(X, code.pmm_initialize(X, 2, rng=0), *steps, 15)
    phi, lam = (np.ravel(np.asarray(part, dtype=float)) for part in states[-1])
    values = np.arange(int(X.max()) + 1)
    shares = np.bincount(X[:, 0].astype(int)) / len(X)
    one = _poisson(values, np.ones(1), np.array([X.mean()]))
    fit = Figure(
        "Counts, and two models of them",
        (
            Series("share", tuple(values.tolist()), tuple(shares.tolist()), "bars"),
            line("two Poisson", values, _poisson(values, phi, lam)),
            line("one Poisson", values, one),
        ),
        "count",
        "share",
        "One Poisson is too narrow, and where its peak is there are few counts.",
    )
    return Demonstration((fit, _rising(elbos)), (_told("λ", lam, phi), _ended(elbos)))


def _poisson(values: Numbers, phi: Numbers, lam: Numbers) -> Numbers:
    factorials = np.array([lgamma(x + 1) for x in values])
    logs = values[:, None] * np.log(lam) - lam - factorials[:, None]
    return np.asarray(np.exp(logs) @ phi)


def demo_3_7(code: Code) -> Demonstration:
    """How many durations last longer than t, with the fitted mixture and a single exponential."""
    X = data.durations()
    steps = (code.exm_e_step, code.exm_m_step, code.exm_elbo)
    states, _, elbos = _run(X, code.exm_initialize(X, 2, rng=0), *steps, 30)
    phi, rate = (np.ravel(np.asarray(part, dtype=float)) for part in states[-1])
    t = np.linspace(0.0, float(np.quantile(X, 0.99)), 40)
    lasting = np.log((X[:, 0] > t[:, None]).mean(axis=1))
    fit = Figure(
        "The logarithm of the share that lasts longer than t",
        (
            line("durations", t, lasting, "marks"),
            line("two exponentials", t, np.log(np.exp(-t[:, None] * rate) @ phi)),
            line("one exponential", t, -t / X.mean()),
        ),
        "t in minutes",
        "log share",
        "One exponential is a straight line here; the data bend, and so does the mixture.",
    )
    told = _told("the means", 1 / rate, phi)
    return Demonstration((fit, _rising(elbos)), (told, _ended(elbos)))


def _run(
    X: Numbers,
    params: Any,
    e_step: Callable[..., Any],
    m_step: Callable[..., Any],
    elbo: Callable[..., Any],
    iterations: int,
) -> Run:
    """The parameters after each iteration, the last Q (n, k), and an ELBO an iteration."""
    states, elbos, Q = list[Any](), list[float](), None
    for _ in range(iterations):
        Q = e_step(X, params)
        params = m_step(X, Q)
        states.append(params)
        elbos.append(float(elbo(X, params, Q)))
    return states, np.asarray(Q, dtype=float), elbos


def _rising(elbos: list[float]) -> Figure:
    caption = "It never falls. The first value is that after one E-step and one M-step."
    return Figure("The bound rises", (curve("ELBO", elbos),), "iteration", "nats", caption)


def _told(name: str, values: Numbers, phi: Numbers) -> str:
    shown = " and ".join(f"{value:.2f}" for value in values)
    weights = " and ".join(f"{weight:.2f}" for weight in phi)
    return f"Found: {name} are {shown}, with weights {weights}."


def _ended(elbos: list[float]) -> str:
    first, last = number(elbos[0]), number(elbos[-1])
    return f"{len(elbos)} iterations: the ELBO went from {first} to {last}."
