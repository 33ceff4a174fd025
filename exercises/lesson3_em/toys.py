"""Models so small that a run of EM can be followed by hand, to try the general loop on.

Their callbacks are functions of their arguments alone: what a loop did shows in what it returns.
A callback that is called in the wrong way does not raise; it passes on what was wrong, so that the
judge can say it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.kit.case import Arguments
from exercises.kit.compare import Floats

MISUSE = "misuse"
BASE = -10.0
"""The greatest ELBO of `approaching`: not 0, so that relative stopping tests work."""
WRONG_CALLS = (-1e300, -2e300, -3e300)
"""What an ELBO returns when called by keyword, with too few or many arguments, in another order."""


@dataclass(frozen=True)
class Callback:
    """A function that a learner's loop calls, with the words that say what it is."""

    name: str
    words: str
    code: Callable[..., Any]

    @property
    def __name__(self) -> str:
        return self.name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.code(*args, **kwargs)

    def __repr__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Form:
    """How a parameter θ is kept in params: as anything at all."""

    name: str
    words: str
    pack: Callable[[float], Any]
    unpack: Callable[[Any], float]


def _from_text(params: Any) -> float:
    if not isinstance(params, str):
        raise TypeError("no text")
    return float(params.removeprefix("theta="))


def _from_dict(params: Any) -> float:
    if not isinstance(params, dict):
        raise TypeError("no dict")
    return _number(params["theta"])


def _number(params: Any) -> float:
    if isinstance(params, bool | str) or np.ndim(params) != 0:
        raise TypeError("no number")
    try:
        return float(params)
    except OverflowError:
        raise ValueError("no number that fits") from None


def _first(params: Any) -> float:
    (theta,) = params
    return _number(theta[0] if np.shape(theta) == (1,) else theta)


TUPLE = Form("a tuple", "(np.array([theta]),)", lambda t: (np.array([t]),), _first)
NUMBER = Form("a number", "theta", float, _number)
DICT = Form("a dict", '{"theta": theta}', lambda t: {"theta": t}, _from_dict)
ARRAY = Form("an array", "np.array([theta])", lambda t: np.array([t]), _first)
TEXT = Form("a text", '"theta=…"', lambda t: f"theta={t!r}", _from_text)


def table(share: float, n: int) -> Floats:
    """Q (n, 2) whose rows are (share, 1 − share)."""
    return np.tile([share, 1.0 - share], (n, 1))


def share_of(Q: Any) -> float:
    """The inverse."""
    rows = np.asarray(Q, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != 2:
        raise TypeError("no table")
    return float(rows[0, 0])


@dataclass(frozen=True)
class Toy:
    """A model of one parameter θ.

    Attributes:
        X: the data, (n, 1).
        form: how params keeps θ.
        share: the E-step, θ → q, the first column of Q.
        better: the M-step, q → θ.
        value: the ELBO of θ and q.
        words: what the three are, in words.
    """

    X: NDArray[Any]
    form: Form
    share: Callable[[float], float]
    better: Callable[[float], float]
    value: Callable[[float, float], float]
    words: tuple[str, str, str]

    def arguments(self, theta: float, **options: Any) -> Arguments:
        """A call of the loop from a start."""
        return {
            "X": self.X,
            "init_params": self.form.pack(theta),
            "e_step": Callback("e_step", f"e_step(X, params): {self.words[0]}", self._e_step),
            "m_step": Callback("m_step", f"m_step(X, Q): {self.words[1]}", self._m_step),
            "elbo": Callback("elbo", f"elbo(X, params, Q): {self.words[2]}", self._elbo),
            **options,
        }

    def path(self, theta: float, count: int) -> list[float]:
        """θ before the first iteration, after it, …"""
        thetas = [theta]
        for _ in range(count):
            thetas.append(self.better(self.share(thetas[-1])))
        return thetas

    def _e_step(self, *args: Any, **kwargs: Any) -> Any:
        wrong = self._misuse("e_step", ("X", "params"), args, kwargs)
        if wrong:
            return wrong
        return table(self.share(self.form.unpack(args[1])), len(self.X))

    def _m_step(self, *args: Any, **kwargs: Any) -> Any:
        wrong = self._misuse("m_step", ("X", "Q"), args, kwargs)
        return wrong or self.form.pack(self.better(share_of(args[1])))

    def _elbo(self, *args: Any, **kwargs: Any) -> float:
        wrong = self._misuse("elbo", ("X", "params", "Q"), args, kwargs)
        if wrong:
            return WRONG_CALLS[wrong["kind"]]
        return self.value(self.form.unpack(args[1]), share_of(args[2]))

    def _misuse(
        self, name: str, wanted: tuple[str, ...], args: Any, kwargs: Any
    ) -> dict[str, Any] | None:
        """What is wrong with the call of a callback, if anything."""
        earlier = next((a for a in args if isinstance(a, dict) and MISUSE in a), None)
        if earlier:
            return dict(earlier)
        call = f"{name}({', '.join(wanted)})"
        if kwargs:
            by_name = ", ".join(kwargs)
            return _wrong(
                0,
                f"Call {call} by position: another model's callbacks may name their arguments "
                f"otherwise. Yours passes {by_name} by name.",
            )
        if len(args) != len(wanted):
            return _wrong(1, f"{call} takes {len(wanted)} arguments; your loop passes {len(args)}.")
        kinds = [self._kind(a) for a in args]
        if tuple(kinds) != wanted:
            return _wrong(2, f"Your loop calls {name} with {', '.join(kinds)}; it is {call}.")
        return None

    def _kind(self, value: Any) -> str:
        """Which of X, Q and params a value is."""
        for name, fits in (("params", self.form.unpack), ("Q", share_of)):
            try:
                fits(value)
            except (TypeError, ValueError, KeyError):
                continue
            return name
        return "X" if np.array_equal(value, self.X) else "something else"


def _wrong(kind: int, text: str) -> dict[str, Any]:
    return {MISUSE: text, "kind": kind}


def approaching(X: NDArray[Any], form: Form, pull: int = 1) -> Toy:
    """Each iteration goes a part of the way to the mean m of X: half of it, or nine tenths.

    ELBO = −10 − (θ − q)² − pull·(θ − m)²: the E-step makes the first square 0, and the M-step
    is θ = (q + pull·m) / (1 + pull). What is left of the ELBO falls by (1 + pull)² an iteration.
    """
    m, factor = float(np.mean(X)), "" if pull == 1 else f"{pull}·"
    return Toy(
        X, form,
        share=lambda theta: theta,
        better=lambda q: (q + pull * m) / (1 + pull),
        value=lambda theta, q: BASE - (theta - q) ** 2 - pull * (theta - m) ** 2,
        words=(
            "every row of Q is (θ, 1 − θ)",
            f"θ = (Q[0, 0] + {factor}m) / {1 + pull}, with m the mean of X",
            f"−10 − (θ − Q[0, 0])² − {factor}(θ − m)²",
        ),
    )  # fmt: skip


def scripted(values: tuple[float, ...]) -> Toy:
    """The ELBO after iteration t is `values[t]`, whatever that is; θ counts the iterations."""
    last = len(values) - 1

    def value(theta: float, q: float) -> float:
        t, of = round(theta), round(1 / q - 2)
        return values[min(t, last)] if t in (of, of + 1) else 2 * values[0]

    return Toy(
        np.array([[0.0], [2.0]]), NUMBER,
        share=lambda theta: 1 / (theta + 2),
        better=lambda q: round(1 / q - 2) + 1.0,
        value=value,
        words=("every row of Q is (1/(θ + 2), 1 − 1/(θ + 2))", "one more than the θ that made Q",
               f"{list(values)}[θ]"),
    )  # fmt: skip
