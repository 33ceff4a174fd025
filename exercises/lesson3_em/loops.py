"""A right general loop whose single parts the wrong ones replace."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

Stop = Callable[[list[float], float], bool]
Bound = Callable[..., float]


def settled(elbos: list[float], tol: float) -> bool:
    """Whether the last iteration gained, or lost, next to nothing."""
    return len(elbos) > 1 and abs(elbos[-1] - elbos[-2]) <= tol * max(1.0, abs(elbos[-1]))


def run(
    X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int, tol: float,
    *, stop: Stop = settled, bound: Bound | None = None,
) -> tuple[Any, Any, list[float], int]:  # fmt: skip
    """EM as it should be, but for `stop` and `bound(X, old params, params, Q, elbo)`."""
    params, elbos, Q = copy.deepcopy(init_params), list[float](), None
    for _ in range(max_iters):
        Q = e_step(X, params)
        old, params = params, m_step(X, Q)
        elbos.append(bound(X, old, params, Q, elbo) if bound else elbo(X, params, Q))
        if stop(elbos, tol):
            break
    return params, Q, elbos, len(elbos)
