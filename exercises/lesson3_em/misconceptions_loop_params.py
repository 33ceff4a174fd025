"""Wrong general loops (activity 3.3): what they take params to be, and do to init_params."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson3_em.loops import run

F = "general_em"


@misconception(
    F, "em-init-params-changed",
    title="You write the new params into init_params.",
    explanation="params = init_params names the same object, and params[:] = … changes the "
    "caller's. Bind the name anew: params = m_step(X, Q).",
    symbol="init_params",
)  # fmt: skip
def in_place(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    params, Q, elbos, n = run(X, init_params, e_step, m_step, elbo, max_iters, tol)
    if isinstance(init_params, np.ndarray):
        init_params[:] = params
        params = init_params
    return params, Q, elbos, n


@misconception(
    F, "em-params-taken-apart",
    title="You take params for a tuple of arrays.",
    explanation="The loop knows nothing of the model: hand params on as it is, whether tuple, dict "
    "or number.",
    symbol="params",
)  # fmt: skip
def taken_apart(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    start = tuple(np.copy(p) for p in init_params)
    return run(X, start, e_step, m_step, elbo, max_iters, tol)


@misconception(
    F, "em-params-copied-one-by-one",
    title="You copy each part of params, as if it were a tuple of arrays.",
    explanation="The loop knows nothing of the model: params may be a number or a dict. "
    "copy.deepcopy copies anything; mostly no copy is needed.",
    symbol="params",
)  # fmt: skip
def one_by_one(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    start = tuple(p.copy() for p in init_params)
    return run(X, start, e_step, m_step, elbo, max_iters, tol)


@misconception(
    F, "em-params-made-an-array",
    title="You turn params into an array.",
    explanation="np.array(params) or np.copy(params) makes something else of a dict, or of arrays "
    "of different shapes. copy.deepcopy copies anything; mostly no copy is needed.",
    symbol="params",
)  # fmt: skip
def as_array(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, np.array(init_params), e_step, m_step, elbo, max_iters, tol)


@misconception(
    F, "em-copy-method",
    title="You copy params by its own copy method, which numbers and tuples lack.",
    explanation="params may be anything. copy.deepcopy(params) copies it, and mostly no copy is "
    "needed.",
    symbol="params",
)  # fmt: skip
def copy_method(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    return run(X, init_params.copy(), e_step, m_step, elbo, max_iters, tol)


@misconception(
    F, "em-params-written-into",
    title="You write what m_step returns into the arrays of init_params.",
    explanation="old[...] = new works in place: it changes the caller's init_params, and takes "
    "params for a tuple of arrays. Bind the name anew: params = m_step(X, Q).",
    symbol="init_params",
)  # fmt: skip
def written_into(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    def written(X: Any, Q: Any) -> Any:
        for old, new in zip(init_params, m_step(X, Q), strict=False):
            old[...] = new
        return init_params

    return run(X, init_params, e_step, written, elbo, max_iters, tol)


@misconception(
    F, "em-params-indexed",
    title="You read a model's parts out of params, by number.",
    explanation="len(params[0]) is k for a mixture whose first part is φ. The loop knows nothing "
    "of the model: params may be anything, a number or a dict, and is only handed on.",
    symbol="params",
)  # fmt: skip
def indexed(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    len(init_params[0])
    return run(X, init_params, e_step, m_step, elbo, max_iters, tol)


@misconception(
    F, "em-params-array-of-floats",
    title="You turn what m_step returns into an array of floats.",
    explanation="params may be anything: a dict or a text is no array, nor are arrays of different "
    "shapes. Hand on what m_step returned, as it is.",
    symbol="params",
)  # fmt: skip
def array_of_floats(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
    tol: float = 1e-6, verbose: bool = False,
) -> Any:  # fmt: skip
    def floats(X: Any, Q: Any) -> Any:
        return np.array(m_step(X, Q), dtype=float)

    return run(X, init_params, e_step, floats, elbo, max_iters, tol)


MISCONCEPTIONS = collect(globals(), F)
