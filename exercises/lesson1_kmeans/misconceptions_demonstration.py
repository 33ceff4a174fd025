"""Wrong ways to demonstrate (activity 1.8)."""

from __future__ import annotations

from typing import Any

from exercises.kit.case import collect, misconception

D = "demonstrate_kmeans_concepts"


def _measured() -> dict[str, Any]:
    return {"distortion": [9.0, 4.0, 2.5]}


@misconception(
    D, "demonstration-returns-nothing",
    title="You show the ideas and return nothing.",
    explanation="The numbers are the result: gather them in a dict and return it, shown or not.",
    symbol="return",
)  # fmt: skip
def returns_nothing(show: bool = True) -> Any:
    _measured()


@misconception(
    D, "demonstration-prints-unasked",
    title="You print even with show = False.",
    explanation="Every print (and every plot) belongs under if show:, those of functions that you "
    "call included (verbose, show).",
    symbol="show",
)  # fmt: skip
def demonstration_prints(show: bool = True) -> Any:
    print("distortion by iteration")
    return _measured()


@misconception(
    D, "demonstration-dict-empty",
    title="You return an empty dict.",
    explanation="Put in it what you measured: distortions by iteration, by start, by k.",
    symbol="return",
)  # fmt: skip
def dict_empty(show: bool = True) -> Any:
    return {}


@misconception(
    D, "words-not-numbers",
    title="You return words, and nothing measured.",
    explanation="That kmeans++ is better is a claim; the distortions of both starts are its "
    "evidence. Return numbers.",
    symbol="return",
)  # fmt: skip
def words(show: bool = True) -> Any:
    return {"initialization": "kmeans++ is better", "runs": "ten are better than one"}


@misconception(
    D, "list-not-dict",
    title="You return a list or tuple, and asked for is a dict.",
    explanation="A dict says what each number is.",
    symbol="return",
)  # fmt: skip
def a_list(show: bool = True) -> Any:
    return list(_measured().values())


@misconception(
    D, "nothing-finite",
    title="All your numbers are NaN or infinite.",
    explanation="Something went wrong on the way, an empty cluster or a mean of nothing: look at "
    "the first NaN.",
    symbol="NaN",
)  # fmt: skip
def nothing_finite(show: bool = True) -> Any:
    return {"distortion": [float("nan"), float("nan")]}


DEMONSTRATE = collect(globals(), D)
