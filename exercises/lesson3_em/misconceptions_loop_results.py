"""Wrong general loops (activity 3.3): what is kept and returned."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson3_em.loops import run, settled

F = "general_em"


@misconception(
    F, "em-elbos-count-the-start",
    title="You record the start's ELBO as an iteration.",
    explanation="elbos has one entry an iteration, so at most max_iters; the start is none.",
    symbol="elbos",
)  # fmt: skip
def counts_the_start(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    first = elbo(X, init_params, e_step(X, init_params))
    params, Q, elbos, _ = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, Q, [first, *elbos], 1 + len(elbos)


@misconception(
    F, "em-elbos-hold-the-start-too",
    title="elbos begins with the start's, one more than there are iterations.",
    explanation="One entry an iteration, and none for the start: n_iters = len(elbos).",
    symbol="elbos",
)  # fmt: skip
def holds_the_start(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    first = elbo(X, init_params, e_step(X, init_params))
    params, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, Q, [first, *elbos], n


@misconception(
    F, "em-n-iters-is-the-last-index",
    title="n_iters is the index of the last iteration, one too few.",
    explanation="for i in range(max_iters) counts from 0: after the loop i + 1 iterations are "
    "done. len(elbos) says it.",
    symbol="n_iters",
)  # fmt: skip
def last_index(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, Q, elbos, n - 1


@misconception(
    F, "em-n-iters-is-max-iters",
    title="You return max_iters, and not how many iterations were run.",
    explanation="A loop that converges ends early: n_iters = len(elbos).",
    symbol="n_iters",
)  # fmt: skip
def always_max(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, Q, elbos, _ = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, Q, elbos, max_iters


@misconception(
    F, "em-params-before-the-last-m-step",
    title="You return the params from before the last M-step.",
    explanation="The last iteration's M-step counts: return what it returned.",
    symbol="params",
)  # fmt: skip
def one_behind(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    kept = [init_params]

    def keeping(X: Any, Q: Any) -> Any:
        kept.append(m_step(X, Q))
        return kept[-1]

    _, Q, elbos, n = run(X, init_params, e_step, keeping, elbo, max_iters, tol)
    return kept[-2], Q, elbos, n


@misconception(
    F, "em-start-returned",
    title="You return init_params.",
    explanation="The loop's own variable holds the new parameters: return that.",
    symbol="params",
)  # fmt: skip
def start_returned(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    _, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return init_params, Q, elbos, n


@misconception(
    F, "em-first-q-returned",
    title="You return the Q of the first iteration.",
    explanation="Return the Q of the last E-step, which belongs to the params returned.",
    symbol="Q",
)  # fmt: skip
def first_q(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, _, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, e_step(X, init_params), elbos, n


@misconception(
    F, "em-fall-hidden",
    title="You record the best ELBO so far, so that no fall can be seen.",
    explanation="A fall says that a step does not maximize: the most useful sign of a mistake. "
    "Record each iteration's own ELBO, and warn.",
    symbol="elbos",
)  # fmt: skip
def fall_hidden(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    best = [-np.inf]

    def greatest(X: Any, old: Any, params: Any, Q: Any, elbo: Any) -> float:
        best.append(max(best[-1], elbo(X, params, Q)))
        return best[-1]

    return run(X, init_params, e_step, m_step, elbo, max_iters, tol, bound=greatest)


@misconception(
    F, "em-fall-undone",
    title="You take an iteration back in which the ELBO falls.",
    explanation="That hides that a step is wrong. The params returned are those after the last "
    "M-step, and its ELBO is among elbos, even where it fell.",
    symbol="elbos",
)  # fmt: skip
def fall_undone(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, elbos, Q = init_params, list[float](), None
    for _ in range(max_iters):
        Q = e_step(X, params)
        new = m_step(X, Q)
        value = elbo(X, new, Q)
        if elbos and value < elbos[-1] - 1e-9 * abs(value):
            break
        params = new
        elbos.append(value)
        if settled(elbos, tol):
            break
    return params, Q, elbos, len(elbos)


@misconception(
    F, "em-fall-left-out",
    title="You stop at a fall before its ELBO is recorded.",
    explanation="The M-step was taken, so its ELBO belongs into elbos: append first, then decide "
    "whether to stop.",
    symbol="elbos",
)  # fmt: skip
def fall_left_out(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, elbos, Q = init_params, list[float](), None
    for _ in range(max_iters):
        Q = e_step(X, params)
        params = m_step(X, Q)
        value = elbo(X, params, Q)
        if elbos and value < elbos[-1] - 1e-9 * abs(value):
            break
        elbos.append(value)
        if settled(elbos, tol):
            break
    return params, Q, elbos, len(elbos)


@misconception(
    F, "em-last-elbo-only",
    title="You return the last ELBO, and not the list of all.",
    explanation="The third result is the history, one ELBO an iteration: its curve shows whether "
    "and how fast the loop settled.",
    symbol="elbos",
)  # fmt: skip
def last_only(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, Q, elbos[-1], n


@misconception(
    F, "em-newest-first",
    title="Your elbos are the wrong way round.",
    explanation="insert(0, …) and [::-1] turn the list round. Append: the first iteration comes "
    "first.",
    symbol="elbos",
)  # fmt: skip
def newest_first(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, Q, elbos[::-1], n


@misconception(
    F, "em-gains-returned",
    title="You return the gains of the ELBO, and not its values.",
    explanation="elbos holds the ELBO of each iteration; their differences serve the stopping test "
    "alone.",
    symbol="elbos",
)  # fmt: skip
def gains(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return params, Q, [elbos[0], *np.diff(elbos).tolist()], n


@misconception(
    F, "em-three-results",
    title="You return three results and leave n_iters out.",
    explanation="The order is params, Q, elbos, n_iters: who unpacks four gets an error.",
    symbol="return",
)  # fmt: skip
def three_results(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, elbo, max_iters, tol)[:3]


@misconception(
    F, "em-q-before-params",
    title="You return Q before params.",
    explanation="The order is params, Q, elbos, n_iters.",
    symbol="return",
)  # fmt: skip
def q_first(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    return Q, params, elbos, n


MISCONCEPTIONS = collect(globals(), F)
