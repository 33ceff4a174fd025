"""The reference's loop with some of the learner's parts: where does it first go another way?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.case import Arguments, Parts, Wrong
from exercises.lesson2_gmm import em_runs
from exercises.lesson2_gmm.params import Params, are_covariances, are_shares, params_of
from reference import em_mog_examples as reference

LIMIT = 100
_RIGHT = "fits"


def loop(parts: Parts, arguments: Arguments) -> Iterator[Mapping[str, Any]]:
    """EM's iterations with some parts replaced.

    What the contract leaves free is taken from the reference: the start itself (only whether the
    learner's is one is told), and the mean and covariance of a component without weight.
    """
    X, k = np.asarray(arguments["X"], dtype=np.float64), arguments["k"]
    kind, reg = arguments.get("covariance_type", "full"), arguments.get("reg_covar", 1e-6)
    params, start = _start(parts, X, k, arguments)
    previous = -np.inf
    for _ in range(min(arguments.get("max_iters", LIMIT), LIMIT)):
        w = np.asarray(_part(parts, "e_step")(X=X, **_named(params)))
        params = _updated(parts, X, w, kind, reg)
        found = _part(parts, "log_likelihood")(X=X, **_named(params))
        yield {"the start": start, "w": w, **_named(params), "the log-likelihood": found}
        if not found > previous:
            return
        previous = found


def _part(parts: Parts, name: str) -> Callable[..., Any]:
    return parts.get(name, getattr(reference, name))


def _named(params: Params) -> dict[str, Any]:
    return dict(zip(("phi", "mu", "Sigma"), params, strict=True))


def _start(parts: Parts, X: NDArray[Any], k: int, arguments: Arguments) -> tuple[Params, str]:
    given = arguments.get("init_params")
    if given is not None:
        phi, mu, Sigma = (np.asarray(a, dtype=np.float64) for a in given)
        return (phi, mu, Sigma), _RIGHT
    rng = arguments.get("rng")
    call = {"X": X, "k": k, "method": arguments.get("method", "kmeans"),
            "rng": 0 if rng is None else rng}  # fmt: skip
    fits = _RIGHT
    if "initialize_parameters" in parts:
        fits = _judged(parts["initialize_parameters"](**call), k, X.shape[1])
    return reference.initialize_parameters(**call), fits


def _judged(start: Any, k: int, d: int) -> str:
    """In what way a start is wrong."""
    try:
        phi, _, Sigma = params_of(start, k, d)
        are_shares(phi)
        are_covariances(Sigma)
    except Wrong as wrong:
        return wrong.tag
    return _RIGHT


def _updated(parts: Parts, X: NDArray[Any], w: NDArray[Any], kind: str, reg: float) -> Params:
    right = reference.m_step(X, w, reg_covar=reg)
    if "m_step" not in parts:
        return right[0], right[1], em_runs.shaped(right[2], kind)
    phi, mu, Sigma = (np.array(a) for a in parts["m_step"](X=X, w=w, reg_covar=reg))
    empty = w.sum(axis=0) == 0
    if empty.any() and np.isfinite(mu).all() and np.isfinite(Sigma).all():
        mu[empty], Sigma[empty] = right[1][empty], right[2][empty]
    return phi, mu, em_runs.shaped(Sigma, kind)
