"""Wrong general loops (activity 3.3): what they make of Q and of the ELBO."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson3_em.loops import run
from reference.general_em_examples import gmm_elbo

F = "general_em"


@misconception(
    F, "em-negative-elbo",
    title="You record −ELBO, a loss that is to fall.",
    explanation="elbos holds the ELBO itself, with its own sign: EM raises it at every iteration.",
    symbol="elbos",
)  # fmt: skip
def negative(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, lambda *args: -elbo(*args), max_iters, tol)


@misconception(
    F, "em-hard-q",
    title="You make Q hard before the M-step: a 1 for the likeliest, 0 elsewhere.",
    explanation="That is what k-means does, for every model. EM keeps the soft shares: hand Q on "
    "to m_step and elbo as e_step returned it.",
    symbol="Q",
)  # fmt: skip
def hard(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    def harden(X: Any, params: Any) -> Any:
        Q = e_step(X, params)
        return np.eye(Q.shape[1])[Q.argmax(axis=1)]

    def stop(elbos: list[float], tol: float) -> bool:
        return len(elbos) > 1 and abs(elbos[-1] - elbos[-2]) < tol  # at once still: not at tol = 0

    return run(X, init_params, harden, m_step, elbo, max_iters, tol, stop=stop)


@misconception(
    F, "em-gain-over-the-last-elbo",
    title="You divide the gain by the ELBO before, which may be 0.",
    explanation="log 1 = 0 is an ELBO like any other. Compare |gain| with tol·|ELBO|, or with "
    "tol·max(1, |ELBO|): a product is defined at 0 too.",
    symbol="tol",
)  # fmt: skip
def over_zero(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    def stop(elbos: list[float], tol: float) -> bool:
        return len(elbos) > 1 and abs(float(elbos[-1] - elbos[-2]) / float(elbos[-2])) < tol

    return run(X, init_params, e_step, m_step, elbo, max_iters, tol, stop=stop)


@misconception(
    F, "em-gmm-elbo",
    title="You call gmm_elbo, whatever elbo the loop is given.",
    explanation="The loop knows nothing of any model: it calls e_step, m_step and elbo, its own "
    "arguments. With gmm_elbo inside it fits Gaussian mixtures alone.",
    symbol="elbo(X, params, Q)",
)  # fmt: skip
def gaussian(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, gmm_elbo, max_iters, tol)


MISCONCEPTIONS = collect(globals(), F)
