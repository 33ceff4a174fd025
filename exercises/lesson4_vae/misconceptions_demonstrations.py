"""Wrong ways to demonstrate (activities 4.1 and 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercises.kit.case import Misconception

_NAMES = {
    "objective": "demonstrate_vae_objective",
    "reparameterization": "demonstrate_reparameterization",
}

_WRONG: tuple[tuple[str, str, str, str, Any], ...] = (
    ("returns-nothing", "You show the ideas and return nothing.",
     "The numbers are the result: gather them in a dict and return it, shown or not.", "return",
     None),
    ("prints-unasked", "You print even with show = False.",
     "Every print and plot belongs under if show:.", "show", {"measured": [1.5, 0.5]}),
    ("empty", "You return an empty dict.", "Put in it what you measured.", "return", {}),
    ("words", "You return words, and nothing measured.",
     "That one is better is a claim: the numbers of both are its evidence.", "return",
     {"result": "it works"}),
    ("list", "You return a list or tuple, and asked for is a dict.",
     "A dict says what each number is.", "return", [1.5, 0.5]),
    ("nan", "All your numbers are NaN or infinite.",
     "Look for the first one: a log of 0, a mean of nothing, or an exp of something large.", "NaN",
     {"loss": [float("nan")]}),
)  # fmt: skip


def wrong_ways(which: str) -> tuple[Misconception, ...]:
    """The misconceptions of one of the two demonstrations."""
    return tuple(
        Misconception(_NAMES[which], f"{which}-{id}", title, explanation, symbol, _code(id, result))
        for id, title, explanation, symbol, result in _WRONG
    )


def _code(id: str, result: Any) -> Callable[..., Any]:
    def demonstrate(show: bool = True) -> Any:
        if id == "prints-unasked":
            print("measured: 1.5")
        return result

    return demonstrate
