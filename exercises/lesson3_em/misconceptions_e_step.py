"""Wrong E-steps: those that every mixture shares, and those of a wrong density."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from exercises.kit.case import Misconception
from exercises.lesson3_em.densities import WRONG_DENSITIES
from exercises.lesson3_em.families import Family
from exercises.lesson3_em.wrongs import log, lse, softmax

Code = Callable[[Family, Any, Any], Any]
Table = Code
_NEVER_UNDERFLOW = (
    "wrong-sign-of-zeros", "squared-distance", "mean-over-features", "log-x", "factorial-overflows",
)  # fmt: skip
"""Wrong densities that come out right without log space, or NaN with it too."""
_ALSO = "And densities themselves underflow: stay in log space."


def misconceptions(family: Family) -> tuple[Misconception, ...]:
    """The wrong E-steps of a mixture."""
    shared = tuple(_made(family, *words) for words in _SHARED)
    own = tuple(
        _made(family, w.id, w.title, w.explanation, w.symbol, _with(w.code))
        for w in WRONG_DENSITIES[family.prefix]
        if not w.cancels
    )
    known = (w for w in WRONG_DENSITIES[family.prefix] if w.id not in _NEVER_UNDERFLOW)
    densities = {w.id: _table_with(w.code) for w in known}
    tables = {**densities, **_TABLES}
    careless = tuple(_twin(family, m, tables) for m in (*own, *shared) if _end(m) in tables)
    return (*own, *shared, *careless)


def _end(known: Misconception) -> str:
    return known.id.split("-", 2)[2]


def _twin(family: Family, careful: Misconception, tables: Mapping[str, Table]) -> Misconception:
    """The same mistake, in code that computes densities themselves."""
    table = tables[_end(careful)]

    def wrong(X: Any, params: Any) -> Any:
        with np.errstate(all="ignore"):
            p = np.exp(table(family, X, params))
            return p / p.sum(axis=1, keepdims=True)

    explanation = f"{careful.explanation} {_ALSO}"
    return replace(careful, id=f"{careful.id}-and-zeros", explanation=explanation, code=wrong)


def _made(
    family: Family, id: str, title: str, explanation: str, symbol: str, code: Code
) -> Misconception:
    def wrong(X: Any, params: Any) -> Any:
        with np.errstate(all="ignore"):
            return code(family, X, params)

    prefix = family.prefix
    return Misconception(f"{prefix}_e_step", f"{prefix}-e-{id}", title, explanation, symbol, wrong)


def _with(log_density: Callable[..., Any]) -> Code:
    """The right E-step, with another density."""

    table = _table_with(log_density)
    return lambda family, X, params: softmax(table(family, X, params))


def _table_with(log_density: Callable[..., Any]) -> Table:
    """The log joint table, with another density."""
    return lambda family, X, params: replace(family, log_density=log_density).log_joint(X, params)


def _joint(family: Family, X: Any, params: Any) -> Any:
    return family.log_joint(X, params)


def _no_phi_table(family: Family, X: Any, params: Any) -> Any:
    return family.log_density(X, *params[1:])


def _no_phi(family: Family, X: Any, params: Any) -> Any:
    return softmax(_no_phi_table(family, X, params))


def _phi_added_table(family: Family, X: Any, params: Any) -> Any:
    return family.log_density(X, *params[1:]) + params[0]


def _phi_added(family: Family, X: Any, params: Any) -> Any:
    return softmax(_phi_added_table(family, X, params))


def _phi_after(family: Family, X: Any, params: Any) -> Any:
    return softmax(family.log_density(X, *params[1:])) * params[0]


def _phi_divides(family: Family, X: Any, params: Any) -> Any:
    table = family.log_density(X, *params[1:]) - np.log(params[0])
    return softmax(np.where(params[0] > 0, table, -np.inf))


def _phi_twice_table(family: Family, X: Any, params: Any) -> Any:
    return _joint(family, X, params) + log(params[0])


def _phi_twice(family: Family, X: Any, params: Any) -> Any:
    return softmax(_phi_twice_table(family, X, params))


_TABLES: Mapping[str, Table] = {
    "phi-left-out": _no_phi_table,
    "phi-for-log-phi": _phi_added_table,
    "phi-twice": _phi_twice_table,
}
"""Mistakes that are made in code without log space too, beside those of a wrong density."""


def _linear(family: Family, X: Any, params: Any) -> Any:
    p = np.exp(_joint(family, X, params))
    return p / p.sum(axis=1, keepdims=True)


def _linear_epsilon(family: Family, X: Any, params: Any) -> Any:
    p = np.exp(_joint(family, X, params))
    return p / (p.sum(axis=1, keepdims=True) + 1e-300)


def _one_max(family: Family, X: Any, params: Any) -> Any:
    table = _joint(family, X, params)
    p = np.exp(table - table.max())
    return p / p.sum(axis=1, keepdims=True)


def _over_points(family: Family, X: Any, params: Any) -> Any:
    return softmax(_joint(family, X, params), 0)


def _over_all(family: Family, X: Any, params: Any) -> Any:
    table = _joint(family, X, params)
    p = np.exp(table - table.max())
    return p / p.sum()


def _unnormalized(family: Family, X: Any, params: Any) -> Any:
    return np.exp(_joint(family, X, params))


def _scaled_by_max(family: Family, X: Any, params: Any) -> Any:
    table = _joint(family, X, params)
    return np.exp(table - table.max(axis=1, keepdims=True))


def _log_q(family: Family, X: Any, params: Any) -> Any:
    table = _joint(family, X, params)
    return table - lse(table)[:, None]


def _logs_as_weights(family: Family, X: Any, params: Any) -> Any:
    table = _joint(family, X, params)
    return table / table.sum(axis=1, keepdims=True)


def _hard(family: Family, X: Any, params: Any) -> Any:
    return np.eye(len(params[0]))[_joint(family, X, params).argmax(axis=1)]


def _labels(family: Family, X: Any, params: Any) -> Any:
    return _joint(family, X, params).argmax(axis=1)


def _transposed(family: Family, X: Any, params: Any) -> Any:
    return softmax(_joint(family, X, params)).T


def _phi_smoothed(family: Family, X: Any, params: Any) -> Any:
    return softmax(family.log_density(X, *params[1:]) + np.log(params[0] + 1e-10))


def _zero_phi_nan(family: Family, X: Any, params: Any) -> Any:
    Q = softmax(_joint(family, X, params))
    return np.where(params[0] > 0, Q, np.nan)


def _float32(family: Family, X: Any, params: Any) -> Any:
    return softmax(_joint(family, X, params).astype(np.float32))


_SHARED: tuple[tuple[str, str, str, str, Code], ...] = (
    ("phi-left-out", "You leave the weights φ out.",
     "The posterior is φⱼ · p(x | z = j) over its sum: a component that is rarer needs more "
     "evidence.", "φⱼ", _no_phi),
    ("phi-for-log-phi", "You add φ to the log density, and not log φ.",
     "A factor φⱼ becomes a summand log φⱼ in log space.", "log φⱼ", _phi_added),
    ("phi-after-normalizing", "You multiply by φ after the rows are normalized.",
     "Then they no longer sum to one. φⱼ belongs to the joint density, before the division.",
     "φⱼ", _phi_after),
    ("phi-divides", "You take log φ off the log density, and it is to be added.",
     "The joint density is φⱼ · p(x | z = j), its logarithm log φⱼ + log p.", "log φⱼ",
     _phi_divides),
    ("phi-twice", "You count φ twice.",
     "Once in the joint density is enough: Q is joint over its row's sum.", "φⱼ", _phi_twice),
    ("no-log-space", "You compute densities themselves, and they underflow.",
     "Where every density of a point is 0 in floating point, Q is 0/0. Stay in log space and take "
     "each row's maximum out before exp.", "log Σⱼ exp", _linear),
    ("epsilon-in-the-denominator", "You add a small number to the sum that you divide by.",
     "It hides 0/0, but rows of far points then sum to 0. Stay in log space and take each row's "
     "maximum out.", "Σⱼ Qᵢⱼ = 1", _linear_epsilon),
    ("one-max-for-all", "You take out one maximum for the whole table.",
     "Rows far below it underflow all the same. Each point needs its own: max(axis=1, "
     "keepdims=True).", "maxⱼ", _one_max),
    ("over-the-points", "You normalize over the points, not over the components.",
     "Each point is of one component, so each row sums to one: axis=1 of an (n, k) table.",
     "Σⱼ Qᵢⱼ = 1", _over_points),
    ("over-everything", "You divide by the sum of the whole table.",
     "Each row is a distribution of its own: divide by the row's sum.", "Σⱼ Qᵢⱼ = 1", _over_all),
    ("not-normalized", "You return the joint density, without dividing by its sum.",
     "By Bayes' rule Qᵢⱼ = p(xᵢ, z = j) / Σⱼ p(xᵢ, z = j).", "p(z | x)", _unnormalized),
    ("divided-by-the-maximum", "You divide each row by its maximum, and not by its sum.",
     "Taking the maximum out only keeps exp within range. After exp divide by the row's sum.",
     "Σⱼ Qᵢⱼ = 1", _scaled_by_max),
    ("logs-returned", "You return log Q.",
     "Q itself is asked for: take exp at the end.", "Q", _log_q),
    ("logs-as-weights", "You normalize the logarithms, not the densities.",
     "log p / Σ log p is no probability. exp comes first, then the division.", "exp",
     _logs_as_weights),
    ("hard-assignment", "You give each point wholly to its likeliest component.",
     "That is hard assignment, as in k-means. EM keeps the shares: a point between two components "
     "counts for both.", "Qᵢⱼ", _hard),
    ("labels-returned", "You return labels, and asked for is the (n, k) table of shares.",
     "Q[i, j] is the probability that point i is of component j.", "Q", _labels),
    ("transposed", "You return Q as (k, n).",
     "A row a point, a column a component: (n, k).", "Q", _transposed),
    ("phi-smoothed", "You add a small number to φ before the logarithm.",
     "Then a component of weight 0 still takes points that it would explain well. log 0 = −∞ is "
     "right here: exp(−∞) = 0.", "φⱼ = 0", _phi_smoothed),
    ("zero-phi-nan", "A component with φ = 0 gives NaN.",
     "log 0 = −∞ is no obstacle: exp(−∞) = 0. What makes NaN is −∞ times 0 or −∞ less −∞.",
     "φⱼ = 0", _zero_phi_nan),
    ("half-precision", "You compute in float32, and digits are lost.",
     "Log densities of some thousands leave float32 only four digits after the point. Keep "
     "float64.", "float64", _float32),
)  # fmt: skip
