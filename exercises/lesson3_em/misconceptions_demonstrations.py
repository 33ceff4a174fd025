"""Wrong ways to demonstrate, each with what the demonstration is of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exercises.kit.case import Misconception


@dataclass(frozen=True)
class Topic:
    """What a demonstration is about: in ids, what is measured, a claim without a number."""

    prefix: str
    measured: str
    claim: str


TOPICS = {
    "demonstrate_jensens_inequality": Topic(
        "jensen", "log E[v], E[log v] and their difference", "log E[v] is the greater one"
    ),
    "demonstrate_kl_divergence": Topic(
        "kl", "KL(q‖p), KL(p‖q) and the gap of a bound", "KL is not symmetric"
    ),
    "demonstrate_bmm_with_general_em": Topic(
        "bmm", "elbos, n_iters and the size of each cluster", "the clusters are digits"
    ),
    "demonstrate_elbo_decomposition": Topic(
        "parts", "E[log p(x, z)], the entropy and the ELBO", "the entropy falls"
    ),
}


def misconceptions(function: str) -> tuple[Misconception, ...]:
    """The wrong demonstrations of a topic."""
    topic = TOPICS[function]
    return (
        _made(function, "returns-nothing", "You show the idea and return nothing.",
              f"The numbers are the result: return a dict of {topic.measured}, shown or not.",
              "return", lambda: None),
        _made(function, "prints-unasked", "You print even with show = False.",
              "Every print (and every plot) belongs under if show:, those of functions that you "
              "call included (verbose, show).", "show", _printing),
        _made(function, "dict-empty", "You return an empty dict.",
              f"Put in it what you measured: {topic.measured}.", "return", dict),
        _made(function, "words-not-numbers", "You return words, and nothing measured.",
              f"That {topic.claim} is a claim; {topic.measured} are its evidence. Return numbers.",
              "return", lambda: {"insight": topic.claim}),
        _made(function, "list-not-dict", "You return a list or tuple, and asked for is a dict.",
              "A dict says what each number is.", "return", lambda: [1.5, 1.25]),
        _made(function, "nothing-finite", "All your numbers are NaN or infinite.",
              "Something went wrong on the way, a log 0 or 0 · (−∞): look at the first NaN.", "NaN",
              lambda: {"measured": [float("nan"), float("-inf")]}),
    )  # fmt: skip


def _printing() -> dict[str, Any]:
    print("measured:", 1.5)
    return {"measured": 1.5}


def _made(
    function: str, id: str, title: str, explanation: str, symbol: str, result: Callable[[], Any]
) -> Misconception:
    def wrong(show: bool = True) -> Any:
        return result()

    return Misconception(
        function, f"demo-{TOPICS[function].prefix}-{id}", title, explanation, symbol, wrong
    )
