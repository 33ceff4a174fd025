"""What a run of the general loop has to be on a toy, whatever its stopping test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from exercises.kit import compare
from exercises.kit.case import Wrong
from exercises.kit.compare import Floats
from exercises.kit.show import brief
from exercises.lesson3_em.toys import MISUSE, WRONG_CALLS, Toy, share_of

RESULTS = ("params", "Q", "elbos", "n_iters")
NEAR = 1e-9
_MISUSES = ("keywords", "argument-count", "argument-order")


@dataclass(frozen=True)
class Run:
    """The four results; elbos as an array."""

    params: Any
    Q: Any
    elbos: Floats
    n_iters: int


def run_of(result: Any, max_iters: int) -> Run:
    """The results, if there is one ELBO an iteration and n_iters counts them.

    Raises:
        Wrong: four results in another form.
    """
    params, Q, elbos, n_iters = compare.parts(result, RESULTS)
    for value in (params, Q):
        if isinstance(value, dict) and MISUSE in value:
            raise Wrong(value[MISUSE], tag=_MISUSES[value["kind"]])
    values = _elbos(elbos, max_iters)
    count = compare.whole(n_iters, "n_iters")
    if count != len(values):
        raise Wrong(
            f"n_iters is {count}, and elbos has {len(values)} entries: there is one an iteration, "
            "so n_iters = len(elbos).",
            tag=f"n-iters:{_sign(count - len(values))}", expected=len(values), got=count,
        )  # fmt: skip
    return Run(params, Q, values, count)


def _sign(x: int) -> str:
    return f"{x:+d}" if abs(x) == 1 else ("more" if x > 0 else "fewer")


def _elbos(value: Any, max_iters: int) -> Floats:
    if np.ndim(value) == 0 and isinstance(value, int | float | np.number):
        raise Wrong(
            f"elbos is the single number {brief(value)} and must be a list with the ELBO of each "
            "iteration.",
            tag="elbos-scalar",
        )
    elbos = compare.numbers(value, (-1,), "elbos")
    called = [kind for kind, code in enumerate(WRONG_CALLS) if (elbos == code).any()]
    if called:
        how = ("by position, not by name", "with three arguments", "in this order")[called[0]]
        raise Wrong(f"Call elbo(X, params, Q) {how}.", tag=f"elbo-{_MISUSES[called[0]]}", got=elbos)
    if not 1 <= len(elbos) <= max_iters:
        raise Wrong(
            f"elbos has {len(elbos)} entries with max_iters = {max_iters}: one an iteration, from "
            "1 to max_iters in all, and none for the start.",
            tag=f"length:{_sign(len(elbos) - max_iters)}" if len(elbos) else "length:0", got=elbos,
        )  # fmt: skip
    if not np.isfinite(elbos).all():
        raise Wrong("elbos must be finite.", tag="elbos-nan", got=elbos)
    return elbos


def follows(toy: Toy, start: float, run: Run) -> None:
    """Whether a run is that of the toy from `start`, for as many iterations as it has.

    Raises:
        Wrong: with the first of elbos, params and Q that is not.
    """
    path = toy.path(start, run.n_iters)
    _params(toy, path, run)
    _history(toy, path, run.elbos)
    _q(toy, path, run.Q)


def _params(toy: Toy, path: list[float], run: Run) -> None:
    count = run.n_iters
    try:
        theta = toy.form.unpack(run.params)
    except (TypeError, ValueError, KeyError):
        raise Wrong(
            f"params must be what m_step returned, {toy.form.name}, as it was.", tag="params-type"
        ) from None
    if abs(theta - path[-1]) <= NEAR:
        return
    at = next((t for t, other in enumerate(path) if abs(theta - other) <= NEAR), None)
    where = "" if at is None else f", which is θ after {at}"
    why = " You return the start." if at == 0 else ""
    if at == count - 1 and at > 0:
        why = " Return the params of the last M-step."
    raise Wrong(
        f"After {count} iteration{'' if count == 1 else 's'} from θ = {brief(path[0])} params must "
        f"hold θ = {brief(path[-1])}, and holds {brief(theta)}{where}.{why}",
        tag="params" if at is None else f"params:{at - count if at else 'start'}",
        expected=path[-1], got=theta,
    )  # fmt: skip


def _history(toy: Toy, path: list[float], elbos: Floats) -> None:
    """Each entry is that of the new θ, with the Q that led to it or with its own."""
    for t, entry in enumerate(elbos, start=1):
        old, new = path[t - 1], path[t]
        led, own = toy.value(new, toy.share(old)), toy.value(new, toy.share(new))
        if min(abs(entry - led), abs(entry - own)) <= NEAR:
            continue
        how, tag = "", "elbos"
        if abs(entry - toy.value(old, toy.share(old))) <= NEAR:
            tag = "elbos:old-params"
            how = f" Yours is that of θ = {brief(old)}, from before the M-step."
        elif t > 1 and abs(entry - toy.value(new, toy.share(path[t - 2]))) <= NEAR:
            how, tag = " Yours is with the Q of the iteration before.", "elbos:old-Q"
        elif t > 1 and entry == elbos[t - 2] and entry > led:
            how, tag = " A fall is not to be hidden.", "elbos:fall-hidden"
        elif abs(entry + led) <= NEAR:
            how, tag = " Yours is its negative: the sign is the wrong one.", "elbos:negative"
        raise Wrong(
            f"elbos[{t - 1}] is {brief(entry)}; after iteration {t}, with θ = {brief(new)}, the "
            f"ELBO is {brief(led)}.{how}",
            tag=tag, expected=led, got=elbos,
        )  # fmt: skip


def _q(toy: Toy, path: list[float], Q: Any) -> None:
    try:
        share = share_of(Q)
    except (TypeError, ValueError):
        raise Wrong("Q must be what e_step returned, as it was.", tag="Q-type") from None
    if min(abs(share - toy.share(theta)) for theta in path[-2:]) > NEAR:
        raise Wrong(
            f"Q[0, 0] is {brief(share)}; the last E-step gives {brief(toy.share(path[-2]))}.",
            tag="Q", expected=toy.share(path[-2]), got=Q,
        )  # fmt: skip


def has_no_more_steps(toy: Toy, start: float, run: Run) -> None:
    """Whether elbos has an entry for each M-step that params have been through."""
    try:
        theta = toy.form.unpack(run.params)
    except (TypeError, ValueError, KeyError):
        return
    if abs(theta - toy.path(start, run.n_iters + 1)[-1]) <= NEAR:
        raise Wrong(
            f"params are those after {run.n_iters + 1} iterations, and elbos has {run.n_iters} "
            "entries: append the ELBO of each iteration before you decide whether to stop.",
            tag="elbo-missing", got=run.elbos,
        )  # fmt: skip


def ran_all(run: Run, count: int, why: str, *, counted: bool = False) -> None:
    """Whether none of the iterations allowed is missing.

    Args:
        counted: whether the tag says how many there are, which tells stopping tests apart.
    """
    if run.n_iters < count:
        raise Wrong(
            f"The loop ends after {run.n_iters} of {count} iterations: {why}",
            tag=f"stops-early:{run.n_iters}" if counted else "stops-early",
        )
