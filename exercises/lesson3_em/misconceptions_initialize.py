"""Wrong starts of the four mixtures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from exercises.kit.case import Misconception
from exercises.lesson3_em.families import CLAMP, FLOOR, Family

Code = Callable[[Family, Any, int, Any], Any]


def misconceptions(family: Family) -> tuple[Misconception, ...]:
    """The wrong starts of a mixture."""
    own = _OWN.get(family.prefix, ())
    return tuple(_made(family, *words) for words in (*own, *_SHARED))


def _made(
    family: Family, id: str, title: str, explanation: str, symbol: str, code: Code
) -> Misconception:
    def wrong(X: Any, k: int, rng: Any = None) -> Any:
        return code(family, X.astype(float), k, rng)

    return Misconception(
        f"{family.prefix}_initialize", f"{family.prefix}-start-{id}",
        title.format(symbol=family.symbol), explanation.format(symbol=family.symbol),
        symbol.format(symbol=family.symbol), wrong,
    )  # fmt: skip


def _around(family: Family, X: Any, rows: Any) -> Any:
    """Parameters of components that lie about rows of X, all of them allowed."""
    k, middle = len(rows), (rows + X.mean(axis=0)) / 2
    phi = np.full(k, 1 / k)
    if family.prefix == "gmm":
        return phi, rows, np.tile(np.diag(X.var(axis=0) + 0.1), (k, 1, 1))
    if family.prefix == "bmm":
        return phi, np.clip(middle, 0.01, 0.99)
    means = np.maximum(middle, FLOOR)
    return phi, means if family.prefix == "pmm" else 1 / means


def _start(family: Family, X: Any, k: int, generator: Any) -> Any:
    rows = X[generator.choice(len(X), size=k, replace=False)]
    return _around(family, X, rows + 1e-3 * generator.random(rows.shape))


def _right(family: Family, X: Any, k: int, rng: Any) -> Any:
    return _start(family, X, k, np.random.default_rng(rng))


def _fixed_seed(family: Family, X: Any, k: int, rng: Any) -> Any:
    return _start(family, X, k, np.random.default_rng(0))


def _none_is_zero(family: Family, X: Any, k: int, rng: Any) -> Any:
    return _start(family, X, k, np.random.default_rng(0 if rng is None else rng))


def _global(family: Family, X: Any, k: int, rng: Any) -> Any:
    return _start(family, X, k, np.random.default_rng())


def _new_generator(family: Family, X: Any, k: int, rng: Any) -> Any:
    fresh = isinstance(rng, np.random.Generator)
    return _start(family, X, k, np.random.default_rng(None if fresh else rng))


def _seed_only(family: Family, X: Any, k: int, rng: Any) -> Any:
    np.random.RandomState(rng)  # raises for a Generator
    return _right(family, X, k, rng)


def _alike(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, *others = _right(family, X, k, rng)
    return (phi, *(np.repeat(p[:1], k, axis=0) for p in others))


def _with_replacement(family: Family, X: Any, k: int, rng: Any) -> Any:
    g = np.random.default_rng(rng)
    return _around(family, X, X[g.integers(len(X), size=k)] + 1e-3 * g.random(X.shape[1]))


def _phi_ones(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, *others = _right(family, X, k, rng)
    return (phi * k, *others)


def _phi_random(family: Family, X: Any, k: int, rng: Any) -> Any:
    _, *others = _right(family, X, k, rng)
    return (0.2 + 0.5 * np.random.default_rng(0).random(k), *others)


def _phi_zero(family: Family, X: Any, k: int, rng: Any) -> Any:
    _, *others = _right(family, X, k, rng)
    return (np.eye(k)[0], *others)


def _no_phi(family: Family, X: Any, k: int, rng: Any) -> Any:
    return _right(family, X, k, rng)[1:]


def _dict(family: Family, X: Any, k: int, rng: Any) -> Any:
    return dict(zip(family.names, _right(family, X, k, rng), strict=True))


def _nothing(family: Family, X: Any, k: int, rng: Any) -> Any:
    return None


def _phi_shape(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, *others = _right(family, X, k, rng)
    return (phi[:, None], *others)


_SHARED: tuple[tuple[str, str, str, str, Code], ...] = (
    ("all-alike", "All components start with the same {symbol}.",
     "They then get the same Q at every E-step and never part. Start from different rows, or add "
     "noise drawn with rng.", "{symbol}", _alike),
    ("with-replacement", "You draw rows with replacement, so two components may start alike.",
     "rng.choice(n, size=k, replace=False) draws different ones.", "{symbol}", _with_replacement),
    ("seed-fixed", "You draw with a fixed seed and ignore rng.",
     "EM ends in different optima from different starts: rng must decide, "
     "np.random.default_rng(rng).", "rng", _fixed_seed),
    ("none-is-zero", "You take the seed 0 where rng is None.",
     "None asks for a fresh start at every call: np.random.default_rng(None) does that.", "rng",
     _none_is_zero),
    ("unseeded", "You draw without rng, from an unseeded generator.",
     "The same seed must give the same start: np.random.default_rng(rng), and only that.", "rng",
     _global),
    ("generator-replaced", "You make a new generator where rng is a Generator.",
     "np.random.default_rng(rng) hands a Generator through as it is.", "rng", _new_generator),
    ("phi-not-normalized", "Your φ is all ones.",
     "φ is a distribution over the components: 1/k each.", "φ", _phi_ones),
    ("phi-drawn", "You draw φ at random and do not divide by its sum.",
     "φ must sum to one: phi / phi.sum().", "φ", _phi_random),
    ("phi-zero", "You start with φ = 0 for some components.",
     "φⱼ = 0 gives Qᵢⱼ = 0 for every point, and then φⱼ = 0 again: it never comes alive.", "φ",
     _phi_zero),
    ("no-phi", "You return {symbol} without φ.",
     "params has all that the E-step needs, φ first.", "params", _no_phi),
    ("dict-returned", "You return a dict, and params is a tuple.",
     "E-step and ELBO unpack it: phi first, then the rest.", "params", _dict),
    ("nothing-returned", "You return nothing.",
     "A function without return gives None: return the tuple of parameters.", "return", _nothing),
    ("phi-as-a-column", "Your φ is a column (k, 1), and must be flat, (k,).",
     "log φ is to be added to the rows of an (n, k) table.", "φ", _phi_shape),
)  # fmt: skip


def _zero_sigma(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, mu, Sigma = _right(family, X, k, rng)
    return phi, mu, 0 * Sigma


def _variances(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, mu, Sigma = _right(family, X, k, rng)
    return phi, mu, np.stack([np.diag(S) for S in Sigma])


def _one_sigma(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, mu, Sigma = _right(family, X, k, rng)
    return phi, mu, Sigma[0]


def _random_sigma(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, mu, Sigma = _right(family, X, k, rng)
    return phi, mu, Sigma + np.triu(np.full(Sigma.shape[1:], 0.3), 1)


def _singular_sigma(family: Family, X: Any, k: int, rng: Any) -> Any:
    phi, mu, _ = _right(family, X, k, rng)
    d = X.shape[1]
    return phi, mu, np.tile(np.atleast_2d(np.cov(X.T, ddof=0)).reshape(d, d), (k, 1, 1))


def _raw(family: Family, X: Any, k: int, rng: Any) -> Any:
    g = np.random.default_rng(rng)
    rows = X[g.choice(len(X), size=k, replace=False)]
    with np.errstate(divide="ignore"):
        return np.full(k, 1 / k), 1 / rows if family.prefix == "exm" else rows


def _unclamped(family: Family, X: Any, k: int, rng: Any) -> Any:
    """Right but where a feature is the same everywhere."""
    g = np.random.default_rng(rng)
    mix = g.dirichlet(np.ones(len(X)), size=k) @ X
    with np.errstate(divide="ignore"):
        return np.full(k, 1 / k), 1 / mix if family.prefix == "exm" else mix


def _outside(family: Family, X: Any, k: int, rng: Any) -> Any:
    g = np.random.default_rng(rng)
    low, high = (-1, -CLAMP) if family.prefix != "bmm" else (1.5, 2)
    return np.full(k, 1 / k), g.uniform(low, high, size=(k, X.shape[1]))


_RAW = ("rows-as-they-are", "You take rows of X as {symbol}, as they are.",
        "A 0 in a row gives log 0: keep the start inside, half-way to the mean of the data, say.",
        "{symbol}", _raw)  # fmt: skip
_ENDS = ("constant-feature", "A feature that is the same everywhere puts {symbol} on the edge.",
         "There every mean is at the edge of what is allowed, and log 0 or 1/0 follows. Clip the "
         "start as the M-step does.", "{symbol}", _unclamped)  # fmt: skip
_OUT = ("outside", "You draw {symbol} from numbers that the model does not allow.",
        "θ is a probability, strictly between 0 and 1; λ and rates are positive.", "{symbol}",
        _outside)  # fmt: skip
_SIGMA: tuple[tuple[str, str, str, str, Code], ...] = (
    ("sigma-zero", "You start with Σ = 0.",
     "A covariance must be positive definite: the data's own, or the identity.", "Σ",
     _zero_sigma),
    ("variances-only", "You return (k, d) variances for Σ.",
     "Σ is (k, d, d): np.diag(variances) for each component.", "Σ", _variances),
    ("one-sigma", "You return one Σ for all components.",
     "Σ is (k, d, d), a matrix each, even where they start alike.", "Σ", _one_sigma),
    ("sigma-asymmetric", "Your Σ is not symmetric.",
     "The covariance of a with b is that of b with a.", "Σ", _random_sigma),
    ("sigma-singular", "Your Σ is singular where a feature is the same everywhere.",
     "Its variance is 0 there. Add 1e-6 to the diagonal, as the M-step does.", "Σ",
     _singular_sigma),
)  # fmt: skip
_OWN: dict[str, tuple[tuple[str, str, str, str, Code], ...]] = {
    "gmm": (*_SIGMA,),
    "bmm": (_RAW, _ENDS, _OUT),
    "pmm": (_RAW, _ENDS, _OUT),
    "exm": (_RAW, _ENDS, _OUT),
}
