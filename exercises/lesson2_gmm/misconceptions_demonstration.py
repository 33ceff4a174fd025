"""Wrong ways to demonstrate convergence (activity 2.7)."""

from __future__ import annotations

from typing import Any

from exercises.kit.case import collect, misconception

D = "demonstrate_convergence"


def _measured() -> dict[str, Any]:
    return {"log_likelihoods": [-420.0, -391.5, -388.25]}


@misconception(
    D, "convergence-returns-nothing",
    title="You show the curves and return nothing.",
    explanation="The numbers are the result: gather them in a dict and return it, shown or not.",
    symbol="return",
)  # fmt: skip
def returns_nothing(show: bool = True) -> Any:
    _measured()


@misconception(
    D, "convergence-prints-unasked",
    title="You print even with show = False.",
    explanation="Every print (and every plot) belongs under if show:, those of functions that you "
    "call included (verbose, show).",
    symbol="show",
)  # fmt: skip
def prints(show: bool = True) -> Any:
    print("log-likelihood by iteration")
    return _measured()


@misconception(
    D, "convergence-dict-empty",
    title="You return an empty dict.",
    explanation="Put in it what you measured: the log-likelihoods by iteration, a list a start.",
    symbol="return",
)  # fmt: skip
def dict_empty(show: bool = True) -> Any:
    return {}


@misconception(
    D, "convergence-words-not-numbers",
    title="You return words, and nothing measured.",
    explanation="That EM never lowers the likelihood is a claim; the curves of several starts are "
    "its evidence. Return numbers.",
    symbol="return",
)  # fmt: skip
def words(show: bool = True) -> Any:
    return {"convergence": "the log-likelihood rises", "starts": "k-means is better"}


@misconception(
    D, "convergence-list-not-dict",
    title="You return a list or tuple, and asked for is a dict.",
    explanation="A dict says what each curve is.",
    symbol="return",
)  # fmt: skip
def a_list(show: bool = True) -> Any:
    return list(_measured().values())


@misconception(
    D, "convergence-nothing-finite",
    title="All your numbers are NaN or infinite.",
    explanation="Something went wrong on the way, a density that underflowed or a component "
    "without weight: look at the first NaN.",
    symbol="NaN",
)  # fmt: skip
def nothing_finite(show: bool = True) -> Any:
    return {"log_likelihoods": [float("nan"), float("-inf")]}


MISCONCEPTIONS = collect(globals(), D)
