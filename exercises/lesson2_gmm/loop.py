"""A right EM, small and plain, that the misconceptions spoil in one thing each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercises.lesson2_gmm import plain

State = tuple[Any, Any, Any, Any, Any]


def settled(history: list[float], tol: float) -> bool:
    """Whether the log-likelihood has stopped rising."""
    return len(history) > 1 and abs(history[-1] - history[-2]) <= tol * max(1, abs(history[-1]))


def run(
    X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init_params: Any = None,
    method: str = "kmeans", covariance_type: str = "full", reg_covar: float = 1e-6,
    rng: Any = None, verbose: bool = False, *,
    e: Callable[..., Any] = plain.e_step,
    m: Callable[..., Any] = plain.m_step,
    shape: Callable[[Any, str], Any] = plain.shaped,
    entry: Callable[..., float] = plain.log_likelihood,
    settled: Callable[[list[float], float], bool] = settled,
) -> State:  # fmt: skip
    """phi, mu, Sigma, w and the log-likelihoods, each taken after its M-step.

    `e`, `m`, `shape`, `entry` and `settled` are the parts that a misconception replaces.
    """
    phi, mu, Sigma = plain.start(X, k, rng, reg_covar) if init_params is None else init_params
    w, history = e(X, phi, mu, Sigma), list[float]()
    for _ in range(max_iters):
        phi, mu, Sigma = m(X, w, reg_covar)
        Sigma = shape(Sigma, covariance_type)
        if e is plain.e_step and entry is plain.log_likelihood:  # one look at the densities
            terms = plain.log_joint(X, phi, mu, Sigma)
            w = plain.softmax(terms)
            history.append(float(plain.log_sums(terms).sum()))
        else:
            w = e(X, phi, mu, Sigma)
            history.append(entry(X, phi, mu, Sigma))
        if settled(history, tol):
            break
    return phi, mu, Sigma, w, history
