"""The last rung of the general loop: with the Gaussian mixture it is lesson 2's EM."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from exercises.kit import compare
from exercises.kit.case import Case, Wrong, judged
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson3_em.families import GMM, Params, bound, log_sum_exp, posterior
from exercises.lesson3_em.loop_runs import ran_all, run_of
from exercises.lesson3_em.toys import Callback

COUNT = 4
"""Iterations: enough to tell loops apart, each costs three calls across processes."""
NEAR = 1e-8


def case(rng: Generator) -> Case:
    """The general loop with the mixture's callbacks ends where lesson 2's loop ends."""
    X, start = GMM.draw(rng, 40, 2, 2)
    steps = path(X, start)
    bounds = [_bounds(X, params, before) for before, params in steps]

    def judge(result: Any) -> None:
        run = run_of(result, COUNT)
        _params(run.params, steps[-1][1])
        ran_all(run, COUNT, "tol = 0 lets it go on.")
        for t, (entry, allowed) in enumerate(zip(run.elbos, bounds, strict=True)):
            if np.abs(entry - np.array(allowed)).min() > NEAR * abs(entry):
                raise Wrong(
                    f"elbos[{t}] is {brief(entry)}; after iteration {t + 1} the ELBO of the "
                    f"mixture is {brief(allowed[0])}.",
                    tag="elbos", expected=allowed[0], got=run.elbos,
                )  # fmt: skip
        _q(run.Q, X, steps[-1][0], run.params)

    return judged(
        "the Gaussian mixture: as lesson 2's em_mog", judge, exact=True,
        X=X, init_params=start, **CALLBACKS, max_iters=COUNT, tol=0.0,
    )  # fmt: skip


def _e_step(X: Any, params: Any) -> Floats:
    return posterior(GMM.log_joint(X, params))


def _elbo(X: Any, params: Any, Q: Any) -> float:
    return bound(GMM.log_joint(X, params), Q)


CALLBACKS: dict[str, Any] = {
    "e_step": Callback("e_step", "gmm_e_step", _e_step),
    "m_step": Callback("m_step", "gmm_m_step", GMM.m_step),
    "elbo": Callback("elbo", "gmm_elbo", _elbo),
}


def path(X: Any, start: Params) -> list[tuple[Params, Params]]:
    """Parameters before and after each iteration, as lesson 2's `em_mog` has them."""
    steps, params = [], start
    for _ in range(COUNT):
        after = GMM.m_step(X, _e_step(X, params))
        steps.append((params, after))
        params = after
    return steps


def _bounds(X: Any, params: Params, before: Params) -> tuple[float, float]:
    """The ELBO with the Q that led to params, and with their own posterior."""
    joint = GMM.log_joint(X, params)
    led = posterior(GMM.log_joint(X, before))
    return bound(joint, led), float(log_sum_exp(joint).sum())


def _params(value: Any, same: Params) -> None:
    got = compare.parts(value, GMM.names)
    for part, right, name in zip(got, same, GMM.names, strict=True):
        values = compare.numbers(part, np.shape(right), name)
        if not np.abs(values - right).max() <= NEAR * max(1.0, float(np.abs(right).max())):
            raise Wrong(
                f"After {COUNT} iterations {name} is not that of lesson 2's em_mog from the same "
                "start.",
                tag=f"bridge:{name}", expected=right, got=values,
            )  # fmt: skip


def _q(value: Any, X: Floats, before: Params, params: Any) -> None:
    right = [posterior(GMM.log_joint(X, p)) for p in (before, tuple(params))]
    Q = compare.numbers(value, right[0].shape, "Q")
    if min(np.abs(Q - each).max() for each in right) > NEAR:
        raise Wrong("Q must be that of the last E-step.", tag="Q", expected=right[0], got=Q)
