"""What a wrong density or M-step comes from, where the numbers tell: a sentence, or ""."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.compare import Floats
from exercises.kit.show import brief, subscript
from exercises.lesson2_gmm import plain

GUARDS = tuple(10.0**e for e in range(-12, -3))
"""Small numbers that are added to variances, or that these are raised to."""
SMALL = 1e-4
"""Variances that such a number may count beside."""
FEW_DIGITS = 1e-5


def guarded_density(got: Floats, X: Any, mean: Any, cov: Any) -> str:
    """Whether a density is that of a covariance whose small variances are made larger."""
    if not (np.isfinite(got).all() and np.abs(cov).max() < SMALL):
        return ""
    values, axes = np.linalg.eigh(cov)
    for guard in GUARDS:
        if _close(got, plain.log_density(X, mean, cov + guard * np.eye(len(cov)))):
            return (
                f" Yours is the density with {guard:.0e} added to the diagonal of cov: a small "
                "number, but not beside such variances. Take cov as it is given."
            )
        raised = (axes * np.maximum(values, guard)) @ axes.T
        if _close(got, plain.log_density(X, mean, raised)):
            return (
                f" Yours is the density with the eigenvalues raised to at least {guard:.0e}, and "
                "here they are smaller. Take cov as it is given."
            )
    return ""


def _close(a: Floats, b: Floats) -> bool:
    return bool(np.allclose(a, b, rtol=1e-9, atol=1e-9))


def cancelled(wrong: bool) -> str:
    """What to say where numbers near the origin are right, and here, far from it, are not."""
    if not wrong:
        return ""
    return (
        " So far from the origin (1e8) digits cancel: subtract the mean from the points first, and "
        "only then multiply."
    )


def wrong_shares(got: Floats, w: Floats, N: Floats) -> str:
    """Whether φ is that of a hard assignment, or of a guarded N_k."""
    n = len(w)
    counts = np.bincount(w.argmax(axis=1), minlength=len(N))
    if np.allclose(got, counts / n, rtol=1e-9):
        return (
            " Yours counts the points that a component has the largest share of: a hard "
            "assignment. Each point counts for all, by its weight."
        )
    added = got * n - N
    if 0 < added[0] < 1e-2 and np.allclose(added, added[0], rtol=1e-3, atol=0):
        return f" Yours looks as if a small number, {added[0]:.1g}, were added to N_k."
    return ""


def wrong_mean(got: Floats, mu: Floats, size: float) -> str:
    """Whether only the last digits of a mean are wrong."""
    return _few_digits(float(np.abs(got - mu).max()), size)


def wrong_covariance(got: Floats, right: Floats, N: float, n: int, reg: float, j: int) -> str:
    """What a covariance (d, d) is in place of the right one."""
    bare = right - reg * np.eye(len(right))
    if n > 1 and n != N and _same(got, bare * N / n + (right - bare)):
        return f" Yours is divided by n = {n}: the weights add up to N{subscript(j)} = {brief(N)}."
    if reg and _same(got, bare):
        return f" Yours lacks reg_covar = {brief(reg)} on the diagonal."
    if N > 1 and _same(got, bare * N / (N - 1) + (right - bare)):
        return f" Yours is divided by N{subscript(j)} minus 1, and must be by N{subscript(j)}."
    if _same(got, np.sign(right) * np.sqrt(np.abs(right))):
        return " Yours are the square roots, standard deviations: Sigma holds variances."
    if _same(np.abs(got), np.abs(right)):
        return (
            " Yours has the other sign: a covariance is negative where one feature falls as the "
            "other rises. Are absolute values taken?"
        )
    a, b = np.unravel_index(np.abs(right).argmax(), right.shape)
    ratio = got[a, b] / right[a, b] if right[a, b] else 0.0
    if ratio and _same(got, ratio * right):
        return f" All of yours are {ratio:.6g} times as large."
    return _few_digits(float(np.abs(got - right).max()), float(np.abs(right).max()))


def _same(a: Floats, b: Floats) -> bool:
    return bool(np.allclose(a, b, rtol=1e-6, atol=1e-9 * float(np.abs(b).max())))


def _few_digits(error: float, size: float) -> str:
    if 0 < error < FEW_DIGITS * size:
        return " The first digits agree: is something computed in float32, or lost by cancellation?"
    return ""
