"""Wrong M-steps: those that every mixture shares; those of one model are in `misfits`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from exercises.kit.case import Misconception
from exercises.lesson3_em.careless import careless_edge, careless_m_step, twins
from exercises.lesson3_em.families import Family
from exercises.lesson3_em.misfits import MISFITS

_ALSO = "And where a component has no weight, your estimates are 0/0."
_EDGE = "And nothing keeps your estimates off the edge."
_CARELESS = (
    "counts-for-phi", "uniform-phi", "phi-by-k", "phi-smoothed", "phi-from-labels",
    "weights-squared", "phi-from-normalized-weights", "divided-by-n-minus-one",
)  # fmt: skip
"""Mistakes that are made in careless code too, beside those of one model."""
_ON_THE_EDGE = ("theta-clamped-widely", "lambda-floored-high", "mean-floored-high",
                "zero-mean-rate-one")  # fmt: skip
"""Mistakes of those who do take care."""
Code = Callable[[Family, Any, Any], Any]


def misconceptions(family: Family) -> tuple[Misconception, ...]:
    """The wrong M-steps of a mixture."""
    shared = [_made(family, id, title, words, symbol, code)
              for id, title, words, symbol, code in _SHARED]  # fmt: skip
    own = [_made(family, m.id, m.title, m.explanation, m.symbol, _with(m.fit))
           for m in MISFITS[family.prefix]]  # fmt: skip
    names = (*(m.id for m in MISFITS[family.prefix] if m.id not in _ON_THE_EDGE), *_CARELESS)
    careless = twins((*own, *shared), names, careless_m_step, _ALSO)
    if family.prefix != "gmm":
        careless += twins(shared, ("divided-by-n", "not-divided"), careless_edge, _EDGE)
    return (*own, *shared, *careless)


def _made(
    family: Family, id: str, title: str, explanation: str, symbol: str, code: Code
) -> Misconception:
    def wrong(X: Any, Q: Any) -> Any:
        with np.errstate(all="ignore"):
            return code(family, X.astype(float), Q.astype(float))

    prefix, named = family.prefix, title.format(symbol=family.symbol)
    return Misconception(
        f"{prefix}_m_step", f"{prefix}-m-{id}", named, explanation.format(symbol=family.symbol),
        symbol.format(symbol=family.symbol), wrong,
    )  # fmt: skip


def _with(fit: Callable[[Any, Any, Any], Any]) -> Code:
    """The right phi, with other estimates."""

    def code(family: Family, X: Any, Q: Any) -> Any:
        return (Q.sum(axis=0) / len(X), *fit(X, *_filled(Q)))

    return code


def _filled(Q: Any) -> tuple[Any, Any]:
    """Q and N, a component without weight spread over all points."""
    filled = np.where(Q.sum(axis=0) > 0, Q, 1.0 / len(Q))
    return filled, filled.sum(axis=0)


def _fits(family: Family, X: Any, Q: Any) -> Any:
    return family.fit(X, *_filled(Q))


def _phi(Q: Any) -> Any:
    return Q.sum(axis=0) / len(Q)


def _counts(family: Family, X: Any, Q: Any) -> Any:
    return (Q.sum(axis=0), *_fits(family, X, Q))


def _uniform(family: Family, X: Any, Q: Any) -> Any:
    return (np.full(Q.shape[1], 1 / Q.shape[1]), *_fits(family, X, Q))


def _by_k(family: Family, X: Any, Q: Any) -> Any:
    return (Q.sum(axis=0) / Q.shape[1], *_fits(family, X, Q))


def _smoothed(family: Family, X: Any, Q: Any) -> Any:
    return ((Q.sum(axis=0) + 1) / (len(Q) + Q.shape[1]), *_fits(family, X, Q))


def _hard_phi(family: Family, X: Any, Q: Any) -> Any:
    hard = np.bincount(Q.argmax(axis=1), minlength=Q.shape[1]) / len(Q)
    return (hard, *_fits(family, X, Q))


def _hard(family: Family, X: Any, Q: Any) -> Any:
    return family.m_step(X, np.eye(Q.shape[1])[Q.argmax(axis=1)])


def _squared(family: Family, X: Any, Q: Any) -> Any:
    return (_phi(Q), *_fits(family, X, Q**2))


def _unweighted(family: Family, X: Any, Q: Any) -> Any:
    return (_phi(Q), *_fits(family, X, np.ones_like(Q)))


def _over_n(family: Family, X: Any, Q: Any) -> Any:
    return (_phi(Q), *family.fit(X, Q, np.full(Q.shape[1], float(len(X)))))


def _sums(family: Family, X: Any, Q: Any) -> Any:
    return (_phi(Q), *family.fit(X, Q, np.ones(Q.shape[1])))


def _minus_one(family: Family, X: Any, Q: Any) -> Any:
    filled, N = _filled(Q)
    return (_phi(Q), *family.fit(X, filled, np.maximum(N - 1, 1e-3)))


def _empty_nan(family: Family, X: Any, Q: Any) -> Any:
    N = Q.sum(axis=0)
    safe = _fits(family, X, Q)
    return (_phi(Q), *(np.where((N > 0).reshape(-1, *[1] * (p.ndim - 1)), p, np.nan) for p in safe))


def _empty_phi(family: Family, X: Any, Q: Any) -> Any:
    N = Q.sum(axis=0) + 1e-3
    return (N / N.sum(), *_fits(family, X, Q))


def _empty_dropped(family: Family, X: Any, Q: Any) -> Any:
    return family.m_step(X, Q[:, Q.sum(axis=0) > 0])


def _transposed(family: Family, X: Any, Q: Any) -> Any:
    first, *others = _fits(family, X, Q)
    return (_phi(Q), first.T, *others)


def _phi_last(family: Family, X: Any, Q: Any) -> Any:
    return (*_fits(family, X, Q), _phi(Q))


def _no_phi(family: Family, X: Any, Q: Any) -> Any:
    return _fits(family, X, Q)


def _phi_per_point(family: Family, X: Any, Q: Any) -> Any:
    return (Q.mean(axis=1), *_fits(family, X, Q))


def _as_dict(family: Family, X: Any, Q: Any) -> Any:
    return dict(zip(family.names, (_phi(Q), *_fits(family, X, Q)), strict=True))


def _scaled_twice(family: Family, X: Any, Q: Any) -> Any:
    """Q normalized over the points, and φ taken from that."""
    return (np.full(Q.shape[1], 1 / len(X)), *_fits(family, X, Q))


_SHARED: tuple[tuple[str, str, str, str, Code], ...] = (
    ("counts-for-phi", "You return Nⱼ for φⱼ, without dividing by n.",
     "φ is a distribution over the components: φⱼ = Nⱼ / n, which sums to one.", "φⱼ = Nⱼ / n",
     _counts),
    ("uniform-phi", "You keep φ at 1/k.",
     "The weights are estimated too: φⱼ = Nⱼ / n, the share of the points that component j has.",
     "φⱼ = Nⱼ / n", _uniform),
    ("phi-by-k", "You divide Nⱼ by k, and not by n.",
     "The Nⱼ sum to n, the number of points.", "φⱼ = Nⱼ / n", _by_k),
    ("phi-smoothed", "You add one to each Nⱼ before you divide.",
     "That is smoothing (a prior), and not the maximum: φⱼ = Nⱼ / n.", "φⱼ = Nⱼ / n", _smoothed),
    ("phi-from-labels", "You count labels for φ, and not shares.",
     "A point that is ¾ of one component adds ¾ to it and ¼ to the other: Nⱼ = Σᵢ Qᵢⱼ.",
     "Nⱼ = Σᵢ Qᵢⱼ", _hard_phi),
    ("hard-assignment", "You give each point wholly to its likeliest component.",
     "That is k-means. Here each point counts in every component, with its weight Qᵢⱼ.", "Qᵢⱼ",
     _hard),
    ("weights-squared", "You weight {symbol} by Q².",
     "The weight of a point is Qᵢⱼ itself, in the sum and in Nⱼ.", "Qᵢⱼ", _squared),
    ("weights-ignored", "You leave Q out of the estimates of {symbol}.",
     "Without weights every component gets the estimate of all the data, and they stay alike.",
     "Qᵢⱼ", _unweighted),
    ("divided-by-n", "You divide the weighted sums for {symbol} by n, and not by Nⱼ.",
     "A component is estimated from its own share of the points: the weights sum to Nⱼ.", "Nⱼ",
     _over_n),
    ("not-divided", "You leave the weighted sums for {symbol} undivided.",
     "A weighted mean is Σᵢ Qᵢⱼ xᵢ over Σᵢ Qᵢⱼ = Nⱼ.", "Nⱼ", _sums),
    ("divided-by-n-minus-one", "You divide by Nⱼ − 1.",
     "Maximum likelihood divides by the sum of the weights, Nⱼ, which may well be below one.",
     "Nⱼ", _minus_one),
    ("empty-component-nan", "A component without weight gives 0/0.",
     "Where Nⱼ = 0 there is nothing to estimate: φⱼ = 0, and {symbol} may be anything that is "
     "finite.", "Nⱼ = 0", _empty_nan),
    ("empty-component-kept-alive", "You keep φ of a component without weight above 0.",
     "φⱼ = Nⱼ / n is 0 there. Adding to Nⱼ moves the φ of all the others too.", "φⱼ = 0",
     _empty_phi),
    ("empty-component-dropped", "You drop a component without weight.",
     "params keeps k components, whatever happens: φⱼ = 0 says that one is not in use.", "k",
     _empty_dropped),
    ("transposed-means", "You return one parameter as (d, k).",
     "A row a component, a column a feature: (k, d).", "{symbol}", _transposed),
    ("phi-last", "You return φ last, and it comes first.",
     "E-step and ELBO unpack params in the order that is given: φ first.", "params", _phi_last),
    ("phi-not-returned", "You return {symbol} without φ.",
     "params has all that the E-step needs, φ first.", "params", _no_phi),
    ("phi-per-point", "You average Q over the components, not over the points.",
     "φⱼ = Nⱼ / n is the mean of column j: axis=0 of an (n, k) table.", "Σᵢ", _phi_per_point),
    ("dict-returned", "You return a dict, and params is a tuple.",
     "E-step and ELBO unpack it: phi first, then the rest.", "params", _as_dict),
    ("phi-from-normalized-weights", "You normalize Q's columns first, and take φ from those.",
     "Columns that sum to one give φⱼ = 1/n for every component. Keep Nⱼ = Σᵢ Qᵢⱼ.",
     "Nⱼ = Σᵢ Qᵢⱼ", _scaled_twice),
)  # fmt: skip
