"""The checks of lesson 3, in this process: right is right, wrong is wrong, and is said why.

`RIGHT` and `WRONG` are a first corpus; a larger one, written apart, is under `submissions/`.
"""

from __future__ import annotations

import copy
import math
import warnings
from collections.abc import Callable
from itertools import takewhile
from typing import Any

import numpy as np
import pytest
from scipy.special import gammaln, logsumexp, rel_entr, xlogy
from scipy.stats import multivariate_normal

from exercises.kit.case import Opaque, Wrong
from exercises.lesson3_em import loop_bridge, loops
from exercises.lesson3_em.checks import CHECKS
from exercises.lesson3_em.families import GMM, Family
from exercises.lesson3_em.mixtures import FAMILIES
from reference import general_em_examples as reference
from reference.em_mog_examples import em_mog
from tutor.checking.diagnose import agree, blame, explains, rungs_of
from tutor.checking.ladder import Climb, attempt, climb
from tutor.checking.local import LocalCaller

SEED = 2
Code = Callable[..., Any]
Corpus = list[tuple[str, Code]]

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def climbed(function: str, code: Code, seed: int) -> Climb:
    """The ladder of a function, climbed by `code`."""
    return climb(CHECKS[function], LocalCaller(code), seed)


def failure_of(function: str, code: Code, seed: int) -> str | None:
    """On which rung code fails, and why; None if it passes."""
    rung = climbed(function, code, seed).failure
    return rung and f"{rung.case.name}: {rung.tag}: {rung.wrong or rung.trouble}"


DEMONSTRATIONS = [name for name in CHECKS if name.startswith("demonstrate")]
COMPUTED = [name for name in CHECKS if name not in DEMONSTRATIONS]


# -- what holds for every ladder --


@pytest.mark.parametrize("function", COMPUTED)
def test_the_reference_passes(function: str) -> None:
    found = climbed(function, CHECKS[function].reference, SEED)
    assert found.failure is None, found.failure
    assert len(found.rungs) == CHECKS[function].total


@pytest.mark.parametrize("function", DEMONSTRATIONS)
def test_the_reference_demonstrates(function: str) -> None:
    found = climbed(function, CHECKS[function].reference, 0)
    assert found.failure is None, found.failure
    assert len(found.rungs) == CHECKS[function].total


MISCONCEPTIONS = [(name, m) for name, check in CHECKS.items() for m in check.misconceptions]


@pytest.mark.parametrize("function", CHECKS)
def test_misconceptions_are_recognized_as_themselves_alone(function: str) -> None:
    """As `diagnose.explains` has it, but each is tried once and not with each of the others.

    The rungs, too, are drawn once: to draw them costs more than to try a function on them.
    """
    check = CHECKS[function]
    assert len(check.misconceptions) >= 6
    cases = list(takewhile(lambda case: not case.heavy, check.cases(np.random.default_rng(0))))
    tried = {m.id: [attempt(case, LocalCaller(m.code, check)) for case in cases]
             for m in check.misconceptions}  # fmt: skip
    for id, rungs in tried.items():
        assert not all(rung.passed for rung in rungs), f"{id} passes"
        same = [other for other, theirs in tried.items() if all(map(agree, rungs, theirs))]
        assert same == [id]


@pytest.mark.parametrize("function", ["jensen_gap", "bmm_m_step", "general_em"])
def test_a_learner_who_goes_wrong_so_is_told_so(function: str) -> None:
    known = CHECKS[function].misconceptions
    for wrong in known[::6]:
        rungs = tuple(rungs_of(climbed(function, wrong.code, 1)))
        assert [m.id for m in known if explains(m, rungs)] == [wrong.id]


def test_misconceptions_are_said_in_a_line() -> None:
    ids = [m.id for _, m in MISCONCEPTIONS]
    assert len(set(ids)) == len(ids)
    for function, m in MISCONCEPTIONS:
        assert m.function == function
        assert 0 < len(m.title) <= 75
        assert m.title.endswith(".")
        assert m.explanation.endswith(".")
        assert m.symbol
        assert "{" not in m.title + m.explanation + m.symbol


@pytest.mark.parametrize("function", CHECKS)
def test_the_reference_refuses_bad_input(function: str) -> None:
    for courtesy in CHECKS[function].courtesies:
        with pytest.raises(ValueError, match=r"\."):
            CHECKS[function].reference(**courtesy.arguments)


ODD_RESULTS = [
    None,
    "text",
    True,
    3,
    math.nan,
    2 + 1j,
    {},
    {"a": 1},
    [],
    (),
    (None, None),
    (1, 2, 3),
    ([], [], [], []),
    (1, 2, 3, 4),
    ((0.5,), np.ones((2, 2)), [math.nan], 1),
    ("theta=1.0", "Q", [1.0], 1),
    ({"theta": 1}, [[1], [1, 2]], [-10.5], 1),
    (np.full(2, np.nan), np.zeros((2, 1))),
    (Opaque("list_iterator", "<iterator>"),) * 4,
    ("a", "b", "c", "d"),
    [[1], [1, 2]],
    np.array([]),
    np.array([[]]),
    np.zeros((2, 2, 2)),
    np.array([math.inf, -math.inf]),
    np.array([True, False]),
    np.array([2**64 - 1], dtype=np.uint64),
    10**400,
    Opaque("generator", "<generator>"),
]


@pytest.mark.parametrize("function", CHECKS)
def test_whatever_comes_back_is_wrong_in_words(function: str) -> None:
    """A judge raises nothing but `Wrong`, whatever it is given."""
    cases = [c for c in CHECKS[function].cases(np.random.default_rng(0)) if not c.heavy]
    for odd in ODD_RESULTS:
        if function.startswith("demonstrate") and isinstance(odd, dict) and odd:
            continue  # a number in a dict: that is all that is asked for
        for case in cases:
            with pytest.raises(Wrong) as wrong:
                case.judge([odd] * len(case.calls))
            assert wrong.value.message


# -- right, in another way --


def loops_jensen(values: Any, weights: Any) -> float:
    pairs = [(float(v), float(w)) for v, w in zip(values, weights, strict=True) if w > 0]
    return math.log(sum(w * v for v, w in pairs)) - sum(w * math.log(v) for v, w in pairs)


def average_jensen(values: Any, weights: Any) -> Any:
    return np.log(np.average(values, weights=weights)) - xlogy(weights, values).sum()


def loops_kl(q: Any, p: Any) -> float:
    total = 0.0
    for a, b in zip(q.tolist(), p.tolist(), strict=True):
        if a > 0:
            if b == 0:
                return math.inf
            total += a * math.log(a / b)
    return total


def posterior_gap(log_joint: Any, Q: Any) -> Any:
    log_p = log_joint - logsumexp(log_joint, axis=1, keepdims=True)
    return sum(np.where(q > 0, q * (np.log(np.where(q > 0, q, 1)) - p), 0).sum()
               for q, p in zip(Q, np.where(Q > 0, log_p, 0), strict=True))  # fmt: skip


def loops_gap(log_joint: Any, Q: Any) -> float:
    total = 0.0
    for row, q in zip(log_joint.tolist(), Q.tolist(), strict=True):
        top = max(row)
        total += top + math.log(sum(math.exp(a - top) for a in row))
        total -= sum(w * (a - math.log(w)) for a, w in zip(row, q, strict=True) if w > 0)
    return total


def small_number_gap(log_joint: Any, Q: Any) -> Any:
    """A tiny number under the logarithm moves nothing."""
    terms = np.where(Q > 0, log_joint, 0.0) - np.log(Q + 1e-300)
    return logsumexp(log_joint, axis=1).sum() - (Q * terms).sum()


def xlogy_parts(log_joint: Any, Q: Any) -> Any:
    seen = Q > 0
    expected, entropy = np.sum(Q[seen] * log_joint[seen]), -xlogy(Q, Q).sum()
    return [expected, np.float64(entropy), np.array(expected + entropy)]


def inverse_log_density(X: Any, mu: Any, Sigma: Any) -> Any:
    columns = []
    for m, S in zip(mu, Sigma, strict=True):
        gaps = X - m
        square = np.einsum("nf,fg,ng->n", gaps, np.linalg.inv(S), gaps)
        columns.append(-0.5 * (square + np.linalg.slogdet(2 * np.pi * S)[1]))
    return np.array(columns).T


def scipy_log_density(X: Any, mu: Any, Sigma: Any) -> Any:
    columns = [
        multivariate_normal(m, S, allow_singular=True).logpdf(X).reshape(len(X))
        for m, S in zip(mu, Sigma, strict=True)
    ]
    return np.stack(columns, axis=1)


def one_product_bernoulli(X: Any, theta: Any) -> Any:
    off = np.log(1 - theta)
    return X @ (np.log(theta) - off).T + off.sum(axis=1)


def loops_bernoulli(X: Any, theta: Any) -> Any:
    return np.stack([(X * np.log(t) + (1 - X) * np.log(1 - t)).sum(axis=1) for t in theta], axis=1)


def choice_bernoulli(X: Any, theta: Any) -> Any:
    return np.stack([np.log(np.where(X == 1, t, 1 - t)).sum(axis=1) for t in theta], axis=1)


def loops_poisson(X: Any, lam: Any) -> Any:
    return np.stack(
        [(X * np.log(rates) - rates - gammaln(X + 1)).sum(axis=1) for rates in lam], axis=1
    )


def unfactorial_poisson(X: Any, lam: Any) -> Any:
    """−log x! is common to all components: an E-step may leave it out."""
    return X @ np.log(lam).T - lam.sum(axis=1)


def loops_exponential(X: Any, rate: Any) -> Any:
    return np.stack([(np.log(r) - r * X).sum(axis=1) for r in rate], axis=1)


def e_step_by(log_density: Code) -> Code:
    """log-sum-exp by SciPy, a tiny number beside φ."""

    def e_step(X: Any, params: Any) -> Any:
        table = np.log(np.asarray(params[0]) + 1e-300) + log_density(X, *params[1:])
        return np.exp(table - logsumexp(table, axis=1, keepdims=True))

    return e_step


def listed_e_step_by(log_density: Code) -> Code:
    """Point by point; rows as lists."""

    def e_step(X: Any, params: Any) -> list[list[float]]:
        phi, *others = params
        rows = []
        for row in log_density(X, *others):
            logs = [math.log(f) + a if f > 0 else -math.inf for f, a in zip(phi, row, strict=True)]
            shares = [math.exp(a - max(logs)) for a in logs]
            rows.append([s / sum(shares) for s in shares])
        return rows

    return e_step


def elbo_by(log_density: Code) -> Code:
    """Sums term by term: expected log φ, expected log density, entropy."""

    def elbo(X: Any, params: Any, Q: Any) -> Any:
        return (
            xlogy(Q, params[0]).sum() + (Q * log_density(X, *params[1:])).sum() - xlogy(Q, Q).sum()
        )

    return elbo


def gap_elbo_by(log_density: Code) -> Code:
    """Log-likelihood minus KL."""

    def elbo(X: Any, params: Any, Q: Any) -> Any:
        with np.errstate(divide="ignore"):
            table = np.log(params[0]) + log_density(X, *params[1:])
        likelihood = logsumexp(table, axis=1)
        P = np.where(Q > 0, table - likelihood[:, None], 0.0)
        return float(likelihood.sum() - (xlogy(Q, Q) - Q * P).sum())

    return elbo


def cov_gmm(X: Any, Q: Any) -> Any:
    """np.cov with aweights, a component without weight put at the first point."""
    phi, mu, Sigma = Q.mean(axis=0), [], []
    d = X.shape[1]
    for q in Q.T:
        if q.sum() == 0:
            mu.append(X[0])
            Sigma.append(np.eye(d))
            continue
        mu.append(np.average(X, axis=0, weights=q))
        gaps = X - mu[-1]
        Sigma.append(np.einsum("n,nf,ng->fg", q / q.sum(), gaps, gaps) + 1e-6 * np.eye(d))
    return phi, np.array(mu), np.array(Sigma)


def small_number_gmm(X: Any, Q: Any) -> Any:
    """A tiny number beside Nⱼ, everything broadcast, returned as a list."""
    N = Q.sum(axis=0)
    mu = (Q.T @ X) / (N + 1e-12)[:, None]
    gaps = X[:, None] - mu
    Sigma = np.einsum("nk,nkf,nkg->kfg", Q, gaps, gaps) / (N + 1e-12)[:, None, None]
    return [N / N.sum(), mu, Sigma + 1e-6 * np.eye(X.shape[1])]


def means_by(finish: Code) -> Code:
    """Weighted means by a tiny number beside Nⱼ, kept off the edge by `finish`."""

    def m_step(X: Any, Q: Any) -> Any:
        N = Q.sum(axis=0)
        return N / N.sum(), finish((Q.T @ X) / (N[:, None] + 1e-10))

    return m_step


def listed_means_by(finish: Code) -> Code:
    """Component by component; an empty one gets the mean of all."""

    def m_step(X: Any, Q: Any) -> Any:
        means = [np.average(X, axis=0, weights=q if q.sum() > 0 else None) for q in Q.T]
        return [q.sum() / len(X) for q in Q.T], finish(np.array(means)).tolist()

    return m_step


def random_rows(family: Family) -> Code:
    """Different rows, as they are or drawn towards the mean; φ uneven."""

    def start(X: Any, k: int, rng: Any = None) -> Any:
        g = np.random.default_rng(rng)
        rows = X[g.permutation(len(X))[:k]].astype(float)
        phi = g.dirichlet(np.full(k, 5.0))
        if family.prefix == "gmm":
            return phi, rows, np.stack([np.diag(X.var(axis=0) + 1e-3)] * k)
        means = 0.8 * rows + 0.2 * X.mean(axis=0)
        if family.prefix == "bmm":
            return phi, np.clip(means, 1e-3, 1 - 1e-3)
        means = np.maximum(means, 1e-6)
        return phi, means if family.prefix == "pmm" else 1 / means

    return start


def random_shares(family: Family) -> Code:
    """An M-step from random shares."""

    def start(X: Any, k: int, rng: Any = None) -> Any:
        g = rng if isinstance(rng, np.random.Generator) else np.random.default_rng(rng)
        m_step = getattr(reference, f"{family.prefix}_m_step")
        return list(m_step(X, g.dirichlet(np.ones(k), size=len(X))))

    return start


def drawn_bernoulli(X: Any, k: int, rng: Any = None) -> Any:
    g = np.random.default_rng(rng)
    return np.ones(k) / k, g.uniform(0.25, 0.75, size=(k, X.shape[1]))


def em_by(stop: Callable[[list[float], float], bool], *, as_type: Code = list) -> Code:
    """The loop as it stands in books, with another stopping test."""

    def run(X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any, max_iters: int = 100,
            tol: float = 1e-6, verbose: bool = False) -> Any:  # fmt: skip
        params, elbos = init_params, []
        for i in range(max_iters):
            Q = e_step(X, params)
            params = m_step(X, Q)
            elbos.append(elbo(X, params, Q))
            if verbose:
                print(i, elbos[-1], params)
            if len(elbos) > 1 and stop(elbos, tol):
                break
        return params, Q, as_type(elbos), i + 1

    return run


def e_step_last(X: Any, init_params: Any, e_step: Any, m_step: Any, elbo: Any,
                max_iters: int = 100, tol: float = 1e-6, verbose: bool = False) -> Any:  # fmt: skip
    """Q is made before the loop and renewed at the end of each iteration; a fall is warned of."""
    params = copy.deepcopy(init_params)
    Q = e_step(X, params)
    last, elbos = elbo(X, params, Q), []
    while len(elbos) < max_iters:
        params = m_step(X, Q)
        Q = e_step(X, params)
        elbos.append(float(elbo(X, params, Q)))
        if elbos[-1] < last - 1e-9 * abs(last):
            warnings.warn("the ELBO fell", RuntimeWarning, stacklevel=2)
        elif elbos[-1] - last <= tol * abs(last):
            break
        last = elbos[-1]
    return [params, Q, tuple(elbos), np.int64(len(elbos))]


def renewed_at_the_end(X: Any, init_params: Any, *args: Any, **options: Any) -> Any:
    """The Q returned is that of the params returned."""
    params, _, elbos, n = loops.run(X, init_params, *args, **{"max_iters": 100, "tol": 1e-6} | {
        name: value for name, value in options.items() if name != "verbose"})  # fmt: skip
    e_step = args[0] if args else options["e_step"]
    return params, e_step(X, params), elbos, n


def gains_little(elbos: list[float], tol: float) -> bool:
    return abs(elbos[-1] - elbos[-2]) < tol


def falls_or_gains_little(elbos: list[float], tol: float) -> bool:
    return elbos[-1] - elbos[-2] < tol


def gains_relatively(elbos: list[float], tol: float) -> bool:
    return abs(elbos[-1] - elbos[-2]) <= tol * abs(elbos[-2])


def gains_little_twice(elbos: list[float], tol: float) -> bool:
    return len(elbos) > 2 and max(np.abs(np.diff(elbos[-3:]))) <= tol


CLAMPS: dict[str, Code] = {
    "bmm": lambda m: np.clip(m, 1e-9, 1 - 1e-9),
    "pmm": lambda m: m + 1e-10,
    "exm": lambda m: 1 / np.maximum(m, 1e-12),
}
DENSITIES: dict[str, tuple[Code, ...]] = {
    "gmm": (inverse_log_density, scipy_log_density),
    "bmm": (one_product_bernoulli, loops_bernoulli, choice_bernoulli),
    "pmm": (loops_poisson,),
    "exm": (loops_exponential,),
}
RIGHT: Corpus = [
    ("jensen_gap", loops_jensen),
    ("jensen_gap", average_jensen),
    ("kl_divergence", loops_kl),
    ("kl_divergence", lambda q, p: rel_entr(q, p).sum()),
    ("variational_gap", posterior_gap),
    ("variational_gap", loops_gap),
    ("variational_gap", small_number_gap),
    ("elbo_decomposition", xlogy_parts),
    ("general_em", em_by(gains_little, as_type=np.array)),
    ("general_em", em_by(falls_or_gains_little)),
    ("general_em", em_by(gains_relatively, as_type=tuple)),
    ("general_em", em_by(gains_little_twice)),
    ("general_em", e_step_last),
    ("general_em", renewed_at_the_end),
    ("gmm_m_step", cov_gmm),
    ("gmm_m_step", small_number_gmm),
    ("bmm_initialize", drawn_bernoulli),
    ("pmm_e_step", e_step_by(unfactorial_poisson)),
    *((f"{m}_m_step", way(clamp)) for m, clamp in CLAMPS.items()
      for way in (means_by, listed_means_by)),
    *((f"{m}_e_step", way(log_p)) for m, some in DENSITIES.items() for log_p in some
      for way in (e_step_by, listed_e_step_by)),
    *((f"{m}_elbo", way(log_p)) for m, some in DENSITIES.items() for log_p in some
      for way in (elbo_by, gap_elbo_by)),
    *((f"{m}_initialize", way(family)) for m, family in FAMILIES.items()
      for way in (random_rows, random_shares)),
    ("demonstrate_jensens_inequality", lambda show=True: {"gaps": {"coin": np.array([0.1, 2])}}),
]  # fmt: skip


def named(corpus: Corpus) -> list[Any]:
    """Parameters with readable ids."""
    return [
        pytest.param(f, code, id=f"{f}-{i}-{code.__name__}") for i, (f, code) in enumerate(corpus)
    ]


@pytest.mark.parametrize(("function", "code"), named(RIGHT))
def test_right_in_another_way_passes(function: str, code: Code) -> None:
    assert failure_of(function, code, 0) is None


# -- wrong, in ways that are no known misconceptions --


def spoilt(change: Callable[..., Any]) -> Code:
    """A right run of the loop whose results are changed by `change(params, Q, elbos, n)`."""

    def run(*args: Any, **options: Any) -> Any:
        return change(*reference.general_em(*args, **options))

    return run


def with_x_of(change: Code) -> Code:
    """The right loop on changed data."""

    def run(X: Any, *args: Any, **options: Any) -> Any:
        return reference.general_em(change(X), *args, **options)

    return run


WRONG: Corpus = [
    ("jensen_gap", lambda values, weights: 0.0),
    ("jensen_gap", lambda values, weights: [loops_jensen(values, weights)]),
    ("kl_divergence", lambda q, p: np.abs(q - p).sum()),
    ("kl_divergence", lambda q, p: max(loops_kl(q, p), 0.1)),
    ("variational_gap", lambda log_joint, Q: 0.0),
    ("variational_gap", lambda log_joint, Q: str(loops_gap(log_joint, Q))),
    ("elbo_decomposition", lambda log_joint, Q: xlogy_parts(log_joint, Q)[:2]),
    ("elbo_decomposition", lambda log_joint, Q: xlogy_parts(log_joint.astype(np.float32), Q)),
    ("general_em", spoilt(lambda params, Q, elbos, n: (params, Q, elbos, float(n)))),
    ("general_em", spoilt(lambda params, Q, elbos, n: (params, Q[:1], elbos[-1:], n))),
    ("general_em", spoilt(lambda params, Q, elbos, n: (params, 1 - np.asarray(Q), elbos, n))),
    ("general_em", spoilt(lambda params, Q, elbos, n: (params, Q, sorted(elbos), n))),
    ("general_em", spoilt(lambda params, Q, elbos, n: (params, Q, np.array(elbos) + 0.1, n))),
    ("general_em", spoilt(lambda params, Q, elbos, n: {"params": params})),
    ("general_em", with_x_of(lambda X: X[:1])),
    ("general_em", with_x_of(lambda X: X - X.mean(axis=0))),
    ("gmm_m_step", lambda X, Q: (Q.mean(axis=0), *cov_gmm(X, np.roll(Q, 1, axis=0))[1:])),
    ("bmm_e_step", lambda X, params: np.full((len(X), len(params[0])), 1 / len(params[0]))),
    ("pmm_elbo", elbo_by(unfactorial_poisson)),
    ("gmm_e_step", lambda X, params: e_step_by(inverse_log_density)(X, params) + 1e-6),
    ("gmm_initialize", lambda X, k, rng=None: GMM.draw(np.random.default_rng(rng), 9, 2, k)[1]),
    ("demonstrate_kl_divergence", lambda show=True: {"ok": True}),
]


@pytest.mark.parametrize(("function", "code"), named(WRONG))
def test_wrong_never_passes(function: str, code: Code) -> None:
    assert failure_of(function, code, 0)


# -- what is said --


def code_of(function: str, id: str) -> Code:
    """A misconception's code."""
    return {m.id: m.code for m in CHECKS[function].misconceptions}[id]


SAID = [
    ("gmm_m_step", "gmm-m-counts-for-phi",
     "φ₀ is 2.5 and must be 0.625: N₀ / n; yours sum to 4 and must sum to 1."),
    ("bmm_e_step", "bmm-e-only-the-ones",
     "Q[1, 0] is 0.5 and must be 0.4: φ₀ · p(x₁ | z = 0), with Π θ^x (1 − θ)^(1−x) for p, divided "
     "by the sum of that over the components."),
    ("general_em", "em-elbo-before-the-m-step",
     "elbos[0] is -11; after iteration 1, with θ = 0.5, the ELBO is -10.5. Yours is that of θ = 0, "
     "from before the M-step."),
    ("general_em", "em-negative-elbo",
     "elbos[0] is 10.5; after iteration 1, with θ = 0.5, the ELBO is -10.5. Yours is its negative: "
     "the sign is the wrong one."),
    ("general_em", "em-elbo-arguments-swapped", "Call elbo(X, params, Q) in this order."),
    ("general_em", "em-m-step-gets-params",
     "Your loop calls m_step with X, params; it is m_step(X, Q)."),
]  # fmt: skip


@pytest.mark.parametrize(("function", "id", "message"), SAID)
def test_a_message_names_the_symbols_and_the_numbers(function: str, id: str, message: str) -> None:
    rung = climbed(function, code_of(function, id), 0).failure
    assert rung
    assert rung.wrong
    assert rung.wrong.message == message


def test_blame_finds_the_part_and_the_iteration() -> None:
    check = CHECKS["general_em"]
    case = next(check.cases(np.random.default_rng(0)))
    assert check.blame
    right: dict[str, Code] = {
        "gmm_e_step": e_step_by(inverse_log_density),
        "gmm_m_step": cov_gmm,
        "gmm_elbo": elbo_by(scipy_log_density),
    }
    assert blame(check.blame, case, right) is None
    wrong = code_of("gmm_m_step", "gmm-m-no-regularization")
    assert blame(check.blame, case, {**right, "gmm_m_step": wrong}) == ("gmm_m_step", 1, "Σ")


def test_a_loop_that_ends_early_with_the_mixture_is_told_so() -> None:
    *_, case = CHECKS["general_em"].cases(np.random.default_rng(0))
    params, Q, elbos, _ = reference.general_em(**case.calls[0])
    with pytest.raises(Wrong, match="ends after 3 of 4 iterations"):
        case.judge([(params, Q, elbos[1:], 3)])


# -- the bridge to lesson 2, and the bound --


def test_the_path_of_the_last_rung_is_that_of_lesson_2() -> None:
    X, start = GMM.draw(np.random.default_rng(5), 40, 2, 2)
    ends = [after for _, after in loop_bridge.path(X, start)]
    for n, mine in enumerate(ends, start=1):
        theirs = em_mog(X, 2, max_iters=n, tol=0.0, init_params=start)
        for a, b in zip(mine, theirs, strict=False):
            assert np.abs(a - b).max() < 1e-10


@pytest.mark.parametrize("model", FAMILIES)
def test_general_em_with_the_parts_of_each_mixture_rises(model: str) -> None:
    X, _ = FAMILIES[model].draw(np.random.default_rng(3), 60, 3, 2)
    parts = {name: getattr(reference, f"{model}_{name}") for name in ("e_step", "m_step", "elbo")}
    start = getattr(reference, f"{model}_initialize")(X, 2, rng=0)
    _, _, elbos, _ = em_by(gains_little)(X, start, **parts)
    assert np.diff(elbos).min() > -1e-9 * abs(elbos[-1])
