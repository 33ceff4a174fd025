"""Wrong general loops (activity 3.3): the order of the steps, and when to stop."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson3_em.loops import run, settled

F = "general_em"


@misconception(
    F, "em-elbo-before-the-m-step",
    title="You record the ELBO with the params from before the M-step.",
    explanation="An iteration ends with the M-step, and its ELBO is that of the new params. Before "
    "it, with a fresh Q, it is the log-likelihood of the old ones: the first entry is the start's.",
    symbol="elbo(X, params, Q)",
)  # fmt: skip
def old_params(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, elbo, max_iters, tol,
               bound=lambda X, old, new, Q, elbo: elbo(X, old, Q))  # fmt: skip


@misconception(
    F, "em-elbo-with-old-q",
    title="You record the ELBO with the Q of the iteration before.",
    explanation="The ELBO belongs to one θ and one Q: the new params, and the Q that led to them "
    "(or their own).",
    symbol="Q",
)  # fmt: skip
def old_q(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, elbos, last = init_params, [], None
    for _ in range(max_iters):
        Q = e_step(X, params)
        params = m_step(X, Q)
        elbos.append(elbo(X, params, Q if last is None else last))
        last = Q
        if settled(elbos, tol):
            break
    return params, Q, elbos, len(elbos)


@misconception(
    F, "em-m-step-with-old-q",
    title="Your M-step uses the Q of the iteration before.",
    explanation="The E-step of an iteration comes first, and its Q goes into the M-step at once: "
    "else every other update is lost.",
    symbol="m_step(X, Q)",
)  # fmt: skip
def lagging(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, elbos = init_params, []
    Q = e_step(X, params)
    for _ in range(max_iters):
        new = e_step(X, params)
        params = m_step(X, Q)
        Q = new
        elbos.append(elbo(X, params, Q))
        if settled(elbos, tol):
            break
    return params, Q, elbos, len(elbos)


@misconception(
    F, "em-m-step-gets-params",
    title="You pass params to the M-step, and it takes Q.",
    explanation="m_step(X, Q) maximizes over the parameters given Q: what it needs of the old ones "
    "is in Q.",
    symbol="m_step(X, Q)",
)  # fmt: skip
def params_for_q(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, lambda X, Q: m_step(X, init_params), elbo, max_iters, tol)


@misconception(
    F, "em-m-step-three-arguments",
    title="You pass params to the M-step beside Q.",
    explanation="m_step(X, Q) has two arguments: the new parameters depend on the old ones through "
    "Q alone.",
    symbol="m_step(X, Q)",
)  # fmt: skip
def three(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, lambda X, Q: m_step(X, Q, init_params), elbo, max_iters, tol)


@misconception(
    F, "em-elbo-arguments-swapped",
    title="You call elbo with Q before params.",
    explanation="The order is elbo(X, params, Q).",
    symbol="elbo(X, params, Q)",
)  # fmt: skip
def swapped(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, lambda X, params, Q: elbo(X, Q, params),
               max_iters, tol)  # fmt: skip


@misconception(
    F, "em-callbacks-by-keyword",
    title="You call the callbacks by keyword.",
    explanation="A model may name its arguments as it likes: call e_step(X, params), m_step(X, Q) "
    "and elbo(X, params, Q) by position.",
    symbol="e_step(X, params)",
)  # fmt: skip
def by_keyword(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, lambda X, p: e_step(X=X, params=p), lambda X, Q: m_step(X=X, Q=Q),
               lambda X, p, Q: elbo(X=X, params=p, Q=Q), max_iters, tol)  # fmt: skip


@misconception(
    F, "em-e-step-once",
    title="You take the E-step once, before the loop.",
    explanation="New parameters have a new posterior: the E-step belongs into every iteration.",
    symbol="e_step(X, params)",
)  # fmt: skip
def once(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    Q = e_step(X, init_params)
    return run(X, init_params, lambda X, params: Q, m_step, elbo, max_iters, tol)


@misconception(
    F, "em-params-not-carried-on",
    title="Every iteration starts from init_params again.",
    explanation="The M-step's params go into the next E-step: e_step(X, params), and before the "
    "loop params = init_params.",
    symbol="params",
)  # fmt: skip
def from_start(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    stop = lambda elbos, tol: False  # noqa: E731
    return run(X, init_params, lambda X, params: e_step(X, init_params), m_step, elbo, max_iters,
               tol, stop=stop)  # fmt: skip


@misconception(
    F, "em-two-steps-an-iteration",
    title="You take two E- and M-steps for each entry of elbos.",
    explanation="An iteration is one E-step and one M-step, with one ELBO.",
    symbol="n_iters",
)  # fmt: skip
def doubled(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, lambda X, p: e_step(X, m_step(X, e_step(X, p))), m_step, elbo,
               max_iters, tol)  # fmt: skip


@misconception(
    F, "em-one-iteration-only",
    title="You return from inside the loop, after one iteration.",
    explanation="A return indented one step too far ends the loop at its first turn.",
    symbol="max_iters",
)  # fmt: skip
def one_iteration(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, elbo, 1, tol)


@misconception(
    F, "em-one-iteration-too-many",
    title="You run max_iters + 1 iterations.",
    explanation="range(max_iters + 1), or a counter that is compared with <=, turns once more.",
    symbol="max_iters",
)  # fmt: skip
def one_more(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, elbo, max_iters + 1, tol)


@misconception(
    F, "em-one-iteration-too-few",
    title="You run max_iters − 1 iterations.",
    explanation="range(1, max_iters) turns once less: with max_iters = 1 not at all.",
    symbol="max_iters",
)  # fmt: skip
def one_less(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, elbo, max_iters - 1, tol)


@misconception(
    F, "em-never-stops",
    title="You never look at tol: the loop always runs to max_iters.",
    explanation="Stop once the ELBO gains no more than tol says: more iterations change nothing.",
    symbol="tol",
)  # fmt: skip
def never(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    stop = lambda elbos, tol: False  # noqa: E731
    return run(X, init_params, e_step, m_step, elbo, max_iters, tol, stop=stop)


@misconception(
    F, "em-tolerance-of-its-own",
    title="You stop by a fixed number in place of tol.",
    explanation="Who calls the loop decides by tol how long it runs; tol = 0 means to the end.",
    symbol="tol",
)  # fmt: skip
def own_tolerance(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params, e_step, m_step, elbo, max_iters, 1e-6)


@misconception(
    F, "em-tolerance-added-to-one-of-its-own",
    title="You compare with np.isclose, which has a tolerance of its own.",
    explanation="np.isclose(a, b, atol=tol) adds 1e-5·|b| to tol. Compare the gain with tol.",
    symbol="tol",
)  # fmt: skip
def isclose(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    def stop(elbos: list[float], tol: float) -> bool:
        return len(elbos) > 1 and bool(np.isclose(elbos[-1], elbos[-2], atol=tol))

    return run(X, init_params, e_step, m_step, elbo, max_iters, tol, stop=stop)


@misconception(
    F, "em-stops-on-a-rise",
    title="You stop when the ELBO gains more than tol, and it should be less.",
    explanation="A rise is progress: the loop ends once the gain is at most tol.",
    symbol="tol",
)  # fmt: skip
def on_a_rise(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    def stop(elbos: list[float], tol: float) -> bool:
        return len(elbos) > 1 and elbos[-1] - elbos[-2] > tol

    return run(X, init_params, e_step, m_step, elbo, max_iters, tol, stop=stop)


@misconception(
    F, "em-stops-for-rising",
    title="You take the gain the wrong way round: every rise looks like convergence.",
    explanation="previous − new is negative while the ELBO rises, and so below tol at once. The "
    "gain is new − previous.",
    symbol="ELBOₜ − ELBOₜ₋₁",
)  # fmt: skip
def gain_reversed(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    def stop(elbos: list[float], tol: float) -> bool:
        return len(elbos) > 1 and elbos[-2] - elbos[-1] < tol

    return run(X, init_params, e_step, m_step, elbo, max_iters, tol, stop=stop)


MISCONCEPTIONS = collect(globals(), F)
