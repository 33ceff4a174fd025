"""What a run of EM has to be, whatever its start, its stopping test, its order of components."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Wrong
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson2_gmm.checks_e_step import table
from exercises.lesson2_gmm.params import (
    Params,
    are_covariances,
    are_shares,
    params_of,
    shape_of,
    tidy,
)
from reference import em_mog_examples as reference

RESULTS = ("phi", "mu", "Sigma", "w", "log_likelihoods")
FALL = 1e-6
"""What rounding and reg_covar may take from the log-likelihood in an iteration, a point."""


@dataclass(frozen=True)
class Run:
    """A run whose results fit together."""

    phi: Floats
    mu: Floats
    Sigma: Floats
    w: Floats
    history: Floats

    @property
    def params(self) -> Params:
        """phi, mu and Sigma."""
        return self.phi, self.mu, self.Sigma


def run_of(
    result: Any, X: NDArray[Any], k: int, max_iters: int = 100, *, falls: bool = False
) -> Run:
    """The run that `em_mog` returned.

    Args:
        falls: whether the log-likelihood may fall, as where components sit on the floor that
            reg_covar sets.

    Raises:
        Wrong: what it returned is no run.
    """
    n, d = X.shape
    *params, w, history = compare.parts(result, RESULTS)
    _w_before_history(w, history, n, k)
    phi, mu, Sigma = params_of(tuple(params), k, d)
    are_shares(phi)
    are_covariances(Sigma[phi > 0])
    run = Run(phi, mu, Sigma, _shared_out(w, n, k), _history_of(history, max_iters))
    if not falls:
        _never_falls(run.history, n)
    return run


def _w_before_history(w: Any, history: Any, n: int, k: int) -> None:
    if shape_of(history) == (n, k) and len(shape_of(w)) == 1:
        raise Wrong(
            "The log-likelihoods stand before w: the order is phi, mu, Sigma, w, log_likelihoods.",
            tag="order",
        )


def _shared_out(value: Any, n: int, k: int) -> Floats:
    w = table(value, n, k)
    if not np.isfinite(w).all():
        raise Wrong("w must be finite.", tag="nan:w", got=w)
    off = np.flatnonzero(np.abs(w.sum(axis=1) - 1) > 1e-5)
    if off.size:
        raise Wrong(
            f"w[{off[0]}] sums to {brief(w[off[0]].sum())} and must sum to 1.", tag="rows", got=w
        )
    return w


def _history_of(value: Any, max_iters: int) -> Floats:
    """The log-likelihoods, one an iteration."""
    if shape_of(value) == () and isinstance(value, (float, int, np.number, np.ndarray)):
        raise Wrong(
            f"log_likelihoods is the single number {brief(value)} and must be a list with the "
            "log-likelihood of each iteration.",
            tag="history-scalar",
        )
    history = compare.numbers(value, (-1,), "log_likelihoods")
    if not 1 <= len(history) <= max_iters:
        raise Wrong(
            f"log_likelihoods has {len(history)} entries with max_iters = {max_iters}: one an "
            "iteration, from 1 to max_iters in all."
            + ("" if len(history) else " An empty history: append to it whatever verbose is."),
            tag=f"history-length:{min(max(len(history) - max_iters, -2), 2):+d}",
        )
    if not np.isfinite(history).all():
        raise Wrong("log_likelihoods must be finite.", tag="history-nan", got=history)
    return history


def _never_falls(history: Floats, n: int) -> None:
    slack = FALL * n + compare.RTOL * float(np.abs(history).max())
    falls = np.flatnonzero(np.diff(history) < -slack)
    if falls.size == 0:
        return
    t = int(falls[0])
    if (np.diff(history) <= slack).all() and len(history) > 2:
        raise Wrong(
            f"log_likelihoods falls throughout, from {brief(history[0])} to {brief(history[-1])}: "
            "is it reversed, or has it the other sign? EM never lowers the log-likelihood.",
            tag="falls-throughout",
            got=history,
        )
    raise Wrong(
        f"The log-likelihood fell from {brief(history[t])} to {brief(history[t + 1])} at iteration "
        f"{t + 2}: an E-step and an M-step can't lower it.",
        tag="falls",
        got=history,
    )


# -- the path from a given start --


def shaped(Sigma: Floats, covariance_type: str) -> Floats:
    """Covariances (k, d, d) of a type: whole, diagonal, or σ²I with σ² = trace/d."""
    d = Sigma.shape[-1]
    if covariance_type == "diag":
        return Sigma * np.eye(d) + 0.0  # no -0 to be shown
    if covariance_type == "spherical":
        variances: Floats = np.trace(Sigma, axis1=1, axis2=2) / d
        return variances[:, None, None] * np.eye(d)
    return Sigma


def step(X: Floats, params: Params, covariance_type: str, reg_covar: float) -> Params:
    """One E-step and one M-step."""
    w = reference.e_step(X, *params)
    phi, mu, Sigma = reference.m_step(X, w, reg_covar=reg_covar)
    return phi, mu, shaped(Sigma, covariance_type)


def path_from(
    X: NDArray[Any], start: Params, count: int, covariance_type: str = "full",
    reg_covar: float = 1e-6,
) -> list[Params]:  # fmt: skip
    """The parameters before the first iteration, after it, …, after `count` of them."""
    points = X.astype(np.float64)
    phi, mu, Sigma = (np.asarray(a, dtype=np.float64) for a in start)
    path: list[Params] = [(phi, mu, Sigma)]
    for _ in range(count):
        path.append(step(points, path[-1], covariance_type, reg_covar))
    return path


def order_on(params: Params, expected: Params, slack: float, R: float) -> tuple[int, ...] | None:
    """The order in which the components are those expected, if they are."""
    for order in permutations(range(len(params[0]))):
        phi, mu, Sigma = (a[list(order)] for a in params)
        full = expected[0] > 1e-12
        if (
            np.abs(phi - expected[0]).max() <= slack
            and np.abs((mu - expected[1])[full]).max() <= slack * R
            and np.abs((Sigma - expected[2])[full]).max() <= slack * R**2
        ):
            return order
    return None


def fingerprint(params: Params) -> str:
    """A few digits that tell parameters apart, in whatever order their components come.

    A component without weight does not count: its mean and covariance are free.
    """
    phi, mu, Sigma = params
    sizes = np.abs(mu).sum(axis=1), np.abs(Sigma).sum(axis=(1, 2))
    each = phi * (1 + sizes[0] + 2 * sizes[1]) + (phi > 1e-12) * (sizes[0] + 3 * sizes[1])
    return f"{float(each.sum()):.5g}"


def is_after(
    run: Run, path: Sequence[Params], m: int, slack: float, R: float,
    why: Callable[[Params], str] = lambda params: "",
) -> tuple[int, ...]:  # fmt: skip
    """Whether the parameters are those after m iterations; gives the order of the components.

    Args:
        why: a sentence on parameters that are on no path, or "".

    Raises:
        Wrong: says after how many iterations they are, if on the path at all.
    """
    order = order_on(run.params, path[m], slack, R)
    if order is not None:
        return order
    near = range(len(path))
    at = next((t for t in near if order_on(run.params, path[t], slack, R) is not None), None)
    name, got, right = _first_difference(run.params, path[m], slack, R)
    where = "they are on no path that EM takes from this start."
    if at is not None:
        where = f"they are those after {at} iteration{'' if at == 1 else 's'}."
    else:
        where += why(run.params)
    raise Wrong(
        f"After {m} iteration{'' if m == 1 else 's'} from init_params (each an E-step and an "
        f"M-step) {name} must be {right}; yours is {got}: {where}",
        tag=f"off-the-path:{fingerprint(run.params)}" if at is None else f"steps:{at - m:+d}",
        expected=tuple(map(tidy, path[m])), got=tuple(map(tidy, run.params)),
    )  # fmt: skip


def _first_difference(got: Params, right: Params, slack: float, R: float) -> tuple[str, str, str]:
    for name, a, b, size in zip(("phi", "mu", "Sigma"), got, right, (1, R, R * R), strict=True):
        if np.abs(a - b).max() > slack * size:
            return name, brief(np.round(a, 6)), brief(np.round(b, 6))
    return "phi", brief(got[0]), brief(right[0])


def history_follows(X: NDArray[Any], run: Run, path: Sequence[Params]) -> None:
    """Whether the entries are those before each M-step, or those after it.

    Raises:
        Wrong: says what they are instead, if that can be told.
    """
    points = X.astype(np.float64)
    m, n = len(run.history), len(X)
    right = np.array([reference.log_likelihood(points, *p) for p in path[: m + 1]])
    share = 1e-3 if X.dtype == np.float32 else FALL

    def fits(entries: Floats) -> bool:
        ways = (right[:-1], right[1:])
        return any((np.abs(entries - r) <= share * (n + np.abs(r))).all() for r in ways)

    if fits(run.history):
        return
    tag, why = "history-entry", ""
    if fits(run.history * n):
        tag, why = "history-mean", " Yours are divided by n."
    elif fits(-run.history):
        tag, why = "history-negated", " Yours have the other sign."
    elif fits(run.history[::-1]):
        tag, why = "history-reversed", " Yours stand in the reverse order."
    else:
        tag = f"history-entry:{float(run.history.sum()):.5g}"
        why = _never_changes(run.history, right, share * n)
    raise Wrong(
        f"log_likelihoods is {brief(run.history)}; it must be {brief(right[1:])}, taken after each "
        f"M-step, or {brief(right[:-1])}, taken before it.{why}",
        tag=tag, expected=right[1:], got=run.history,
    )  # fmt: skip


def _never_changes(history: Floats, right: Floats, slack: float) -> str:
    """Whether every entry is that of the start."""
    if len(history) > 1 and (np.abs(history - right[0]) <= slack).all():
        return " All of yours are that of the start: take it of the new parameters each time."
    return ""


def w_follows(
    X: NDArray[Any], run: Run, path: Sequence[Params], m: int, order: Sequence[int]
) -> None:
    """Whether w are the responsibilities of the parameters returned, or of those before them."""
    points = X.astype(np.float64)
    slack = 1e-3 if X.dtype == np.float32 else 1e-4
    ways = [reference.e_step(points, *path[t]) for t in (m, m - 1)]
    w = run.w[:, list(order)]
    if all(np.abs(w - way).max() > slack for way in ways):
        raise Wrong(
            f"w[0] is {brief(np.round(w[0], 6))} and must be {brief(np.round(ways[0][0], 6))}: the "
            "responsibilities of the parameters returned (or those of the last E-step).",
            tag=f"w:{float(np.abs(w[:, 0]).sum()):.5g}", expected=ways[0], got=w,
        )  # fmt: skip


def entries(run: Run, count: int) -> None:
    """Whether there are at least so many entries: one for each iteration."""
    if len(run.history) < count:
        raise Wrong(
            f"log_likelihoods has {len(run.history)} entries after {count} iterations: it must "
            "have one an iteration.",
            tag="history-length",
        )
