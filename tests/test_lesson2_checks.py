"""The checks of lesson 2, in this process: right is right, wrong is wrong, and is said why.

`RIGHT` and `WRONG` are a first corpus; a larger one, written apart, is under `submissions/`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
import pytest
from scipy.linalg import solve_triangular
from scipy.optimize import linear_sum_assignment
from scipy.special import logsumexp, softmax
from sklearn.metrics import adjusted_rand_score, silhouette_score

from exercises.kit.case import Opaque, Wrong
from exercises.lesson2_gmm import loop, pairs, plain
from exercises.lesson2_gmm.checks import CHECKS
from reference import em_mog_examples as reference
from reference import kmeans_examples
from tutor.checking.diagnose import agree, blame, explains
from tutor.checking.ladder import Climb, Rung, attempt, climb
from tutor.checking.local import LocalCaller

SHOWN = ("visualize_gmm", "demonstrate_convergence", "compare_with_kmeans")
"""Functions whose ladders hardly draw, and take long."""
Code = Callable[..., Any]
Corpus = list[tuple[str, Code]]

pytestmark = [
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
    pytest.mark.filterwarnings("ignore:One of the clusters is empty"),
]


def climbed(function: str, code: Code, seed: int) -> Climb:
    """The ladder of a function, climbed by `code`."""
    return climb(CHECKS[function], LocalCaller(code, CHECKS[function]), seed)


def failure_of(function: str, code: Code, seed: int) -> str | None:
    """On which rung code fails, and why; None if it passes."""
    rung = climbed(function, code, seed).failure
    return None if rung is None else f"{rung.case.name}: {rung.tag}: {rung.wrong or rung.trouble}"


# -- what holds for every ladder --


@pytest.mark.parametrize("function", CHECKS)
def test_the_reference_passes(function: str) -> None:
    for seed in (0, 1) if function not in SHOWN else (0,):
        found = climbed(function, CHECKS[function].reference, seed)
        assert found.failure is None, found.failure
        assert len(found.rungs) == CHECKS[function].total


MISCONCEPTIONS = [(name, m) for name, check in CHECKS.items() for m in check.misconceptions]


@cache
def outcomes(function: str) -> dict[str, list[Rung]]:
    """How each misconception comes out on each rung but the heavy ones of one ladder.

    They all meet the same rungs, so that each is built and tried once for all comparisons.
    """
    check = CHECKS[function]
    cases = [c for c in check.cases(np.random.default_rng(0)) if not c.heavy]
    callers = {m.id: LocalCaller(m.code, check) for m in check.misconceptions}
    return {id: [attempt(c, caller) for c in cases] for id, caller in callers.items()}


@pytest.mark.parametrize(("function", "wrong"), MISCONCEPTIONS, ids=lambda v: getattr(v, "id", v))
def test_a_misconception_is_recognized_as_itself_alone(function: str, wrong: Any) -> None:
    found = outcomes(function)
    assert not all(rung.passed for rung in found[wrong.id]), "passes"
    alike = [
        id for id, rungs in found.items() if all(map(agree, found[wrong.id], rungs))
    ]  # as `recognize` finds them, rung by rung
    assert alike == [wrong.id]


@pytest.mark.parametrize("function", CHECKS)
def test_a_misconception_has_the_same_outcome_again(function: str) -> None:
    """A wrong way that draws at random would be recognized at times only."""
    for wrong in CHECKS[function].misconceptions[:2]:
        found = climbed(function, wrong.code, 1)
        assert found.failure
        assert explains(wrong, (found.failure,), CHECKS[function])


def test_misconceptions_are_said_in_a_line() -> None:
    ids = [m.id for _, m in MISCONCEPTIONS]
    assert len(set(ids)) == len(ids)
    for _, m in MISCONCEPTIONS:
        assert 0 < len(m.title) <= 75
        assert m.title.endswith(".")
        assert m.explanation.endswith(".")
        assert m.symbol


def test_every_function_has_at_least_six() -> None:
    for function, check in CHECKS.items():
        assert len(check.misconceptions) >= 6, function


@pytest.mark.parametrize("function", CHECKS)
def test_the_reference_refuses_bad_input(function: str) -> None:
    for courtesy in CHECKS[function].courtesies:
        with pytest.raises(ValueError, match=r"\."):
            CHECKS[function].reference(**courtesy.arguments)


ODD_RESULTS: list[Any] = [
    None,
    "text",
    True,
    math.nan,
    2 + 1j,
    {},
    {"a": "b"},
    [],
    (None, None, None),
    (1, 2, 3),
    ([], [], []),
    (None,) * 5,
    ([], [], [], [], []),
    (np.full(3, np.nan), np.zeros((3, 2)), np.zeros((3, 2, 2)), np.zeros((9, 3)), [math.nan]),
    (Opaque("list_iterator", "<iterator>"),) * 5,
    [[1], [1, 2]],
    np.array([]),
    np.zeros((2, 2, 2)),
    np.array([math.inf, -math.inf]),
    np.array([True, False]),
    10**400,
    dict.fromkeys(("kmeans_centroids", "kmeans_labels", "different_points")),
    Opaque("generator", "<generator>"),
]


@pytest.mark.parametrize("function", CHECKS)
def test_whatever_comes_back_is_wrong_in_words(function: str) -> None:
    """A judge raises nothing but `Wrong`, whatever it is given."""
    for case in CHECKS[function].cases(np.random.default_rng(0)):
        for odd in ODD_RESULTS:
            with pytest.raises(Wrong) as wrong:
                case.judge([odd] * len(case.calls))
            assert wrong.value.message


# -- right, in another way --


def by_eigenvalues(X: Any, mean: Any, cov: Any) -> Any:
    values, axes = np.linalg.eigh(cov)
    z = (X - mean) @ axes
    return -0.5 * (len(values) * np.log(2 * np.pi) + np.log(values).sum() + (z**2 / values).sum(1))


def by_inverse(X: Any, mean: Any, cov: Any) -> Any:
    gaps, d = X - mean, X.shape[1]
    square = np.einsum("ij,jk,ik->i", gaps, np.linalg.inv(cov), gaps)
    return list(-0.5 * (d * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + square))


def by_loops(X: Any, mean: Any, cov: Any) -> Any:
    L = np.linalg.cholesky(cov)
    values = []
    for x in X:
        z = solve_triangular(L, x - mean, lower=True)
        values.append(-0.5 * (z @ z + len(z) * math.log(2 * math.pi)) - np.log(np.diag(L)).sum())
    return values


def scipys_terms(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    """log φN by scipy's density, which is right for all but the worst conditioned."""
    from scipy.stats import multivariate_normal

    with np.errstate(divide="ignore"):
        return np.log(phi) + np.column_stack(
            [multivariate_normal(m, S, allow_singular=True).logpdf(X).reshape(-1)
             for m, S in zip(mu, Sigma, strict=True)]
        )  # fmt: skip


def loops_e_step(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    rows = []
    inverses = [np.linalg.inv(S) for S in Sigma]
    with np.errstate(divide="ignore"):
        heads = [np.log(p) - 0.5 * np.linalg.slogdet(S)[1] for p, S in zip(phi, Sigma, strict=True)]
    for x in X:
        a = [h - 0.5 * (x - m) @ P @ (x - m) for h, m, P in zip(heads, mu, inverses, strict=True)]
        e = np.exp(np.array(a) - max(a))
        rows.append((e / e.sum()).tolist())
    return rows


def guarded_m_step(X: Any, w: Any, reg_covar: float = 1e-6, guard: float = 1e-10) -> Any:
    """A small number beside N_k, as many write it."""
    N = w.sum(axis=0) + guard
    mu = w.T @ X / N[:, None]
    gaps = X[None] - mu[:, None]
    Sigma = np.einsum("ik,kia,kib->kab", w, gaps, gaps) / N[:, None, None]
    return N / len(X), mu, Sigma + reg_covar * np.eye(X.shape[1])


def averaged_m_step(X: Any, w: Any, reg_covar: float = 1e-6) -> Any:
    """np.average and np.cov with weights; an empty component moved onto a point."""
    X, w = np.asarray(X, dtype=float), np.asarray(w, dtype=float)
    phi, mu, Sigma = w.mean(axis=0), [], []
    for j in range(w.shape[1]):
        if w[:, j].sum() == 0:
            mu.append(X[-1])
            Sigma.append(np.eye(X.shape[1]))
            continue
        mu.append(np.average(X, axis=0, weights=w[:, j]))
        C = np.cov(X.T, aweights=w[:, j], ddof=0) if len(X) > 1 else np.zeros((X.shape[1],) * 2)
        Sigma.append(np.atleast_2d(C) + reg_covar * np.eye(X.shape[1]))
    return [list(phi), np.array(mu), Sigma]


def loops_m_step(X: Any, w: Any, reg_covar: float = 1e-6) -> Any:
    n, d = X.shape
    phi, mu, Sigma = [], [], []
    for j in range(w.shape[1]):
        N = float(w[:, j].sum())
        phi.append(N / n)
        mean = sum(w[i, j] * X[i].astype(float) for i in range(n)) / N if N > 0 else X[0] * 1.0
        S = np.zeros((d, d))
        for i in range(n):
            S += w[i, j] * np.outer(X[i] - mean, X[i] - mean)
        mu.append(mean)
        Sigma.append((S / N if N > 0 else S) + reg_covar * np.eye(d))
    return np.array(phi), np.array(mu), np.array(Sigma)


def em_by(
    stop: Callable[..., bool], *, before: bool = False, break_before_m: bool = False,
    reverse: bool = False, as_type: Callable[[list[float]], Any] = list,
) -> Code:  # fmt: skip
    """EM with another stopping test, history, end or order of the components."""

    def run(
        X: Any, k: int, max_iters: int = 100, tol: float = 1e-6, init_params: Any = None,
        method: str = "kmeans", covariance_type: str = "full", reg_covar: float = 1e-6,
        rng: Any = None, verbose: bool = False,
    ) -> Any:  # fmt: skip
        if covariance_type not in ("full", "diag", "spherical"):
            raise ValueError("covariance_type?")
        X = np.asarray(X, dtype=float)
        params = init_params or reference.initialize_parameters(X, k, method, rng)
        history: list[float] = []
        for _ in range(max_iters):
            w = plain.e_step(X, *params)
            if before:
                history.append(plain.log_likelihood(X, *params))
                if break_before_m and len(history) > 1 and stop(history, tol, params, params):
                    break
            old, (phi, mu, Sigma) = params, plain.m_step(X, w, reg_covar)
            params = (phi, mu, plain.shaped(Sigma, covariance_type))
            if not before:
                history.append(plain.log_likelihood(X, *params))
            if not break_before_m and len(history) > 1 and stop(history, tol, old, params):
                break
        phi, mu, Sigma = params
        if reverse:
            phi, mu, Sigma, w = phi[::-1], mu[::-1], Sigma[::-1], w[:, ::-1]
        return phi, mu, Sigma, w, as_type(history)

    return run


def total_gain(history: Any, tol: float, old: Any, new: Any) -> bool:
    return bool(abs(history[-1] - history[-2]) < tol)


def relative_gain(history: Any, tol: float, old: Any, new: Any) -> bool:
    return bool(history[-1] - history[-2] <= tol * abs(history[-2]))


def mean_gain(history: Any, tol: float, old: Any, new: Any) -> bool:
    return bool(abs(history[-1] - history[-2]) / 40 < tol)


def means_settle(history: Any, tol: float, old: Any, new: Any) -> bool:
    return bool(np.linalg.norm(old[1] - new[1]) <= tol)


def rows_start(X: Any, k: int, method: str = "random", rng: Any = None) -> Any:
    """Random shares, rows of X, the identity; for k-means the clusters' own covariances."""
    g = np.random.default_rng(rng)
    X = np.asarray(X, dtype=float)
    if method == "random":
        return (
            g.dirichlet(np.ones(k)),
            X[g.choice(len(X), k, replace=False)],
            [np.eye(X.shape[1])] * k,
        )
    if method != "kmeans":
        raise ValueError("method?")
    C, labels, _ = kmeans_examples.kmeans(X, k, rng=g)
    d, Sigma = X.shape[1], []
    for j in range(k):
        own = X[labels == j]
        S = np.cov(own.T, ddof=0).reshape(d, d) if len(own) > 1 else np.zeros((d, d))
        Sigma.append(S + max(1e-6, 1e-6 * np.trace(S)) * np.eye(d))
    return np.full(k, 1 / k), C, np.array(Sigma)


def normal_start(X: Any, k: int, method: str = "random", rng: Any = None) -> Any:
    """Means drawn about the mean of X; k-means by scipy."""
    from scipy.cluster.vq import kmeans2

    g = np.random.default_rng(rng)
    X = np.asarray(X, dtype=float)
    m, s = X.mean(axis=0), X.std(axis=0) + 1e-3
    if method == "random":
        mu = m + s * g.normal(size=(k, X.shape[1]))
    elif method == "kmeans":
        mu = kmeans2(X, X[g.choice(len(X), k, replace=False)], minit="matrix", iter=10)[0]
    else:
        raise ValueError("method?")
    return [1 / k] * k, mu, np.repeat(np.diag(s**2)[None], k, axis=0)


def another_comparison(X: Any, k: int, rng: Any = None) -> Any:
    """scikit-learn's scores, Hungarian matching, a mixture started at k-means' result."""
    X = np.asarray(X, dtype=float)
    seed = int(np.random.default_rng(rng).integers(1000))
    C, theirs, J = kmeans_examples.kmeans(X, k, rng=seed)
    phi, mu, Sigma, w, history = em_by(total_gain, before=True, reverse=True)(X, k, rng=seed)
    ours = w.argmax(axis=1)
    rows, columns = linear_sum_assignment(-pairs.contingency(ours, theirs, k))
    renumbered = dict(zip(rows, columns, strict=True))

    def silhouette(labels: Any) -> float:
        return silhouette_score(X, labels) if 1 < len(set(labels)) < len(X) else float("nan")

    return {
        "kmeans_centroids": C.tolist(), "kmeans_labels": theirs.tolist(), "kmeans_inertia": J[-1],
        "kmeans_silhouette": silhouette(theirs), "gmm_phi": phi, "gmm_mu": mu, "gmm_Sigma": Sigma,
        "gmm_w": w, "gmm_labels": ours, "gmm_log_likelihood": history[-1],
        "gmm_silhouette": silhouette(ours),
        "adjusted_rand_index": adjusted_rand_score(theirs, ours),
        "different_points": [i for i, c in enumerate(ours) if renumbered[c] != theirs[i]],
        "note": "something more",
    }  # fmt: skip


def sklearns_scores(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    labels, (n, d), k = np.argmax(w, axis=1), X.shape, len(phi)
    used = len(set(labels.tolist()))
    s = silhouette_score(X, labels) if 1 < used < n else np.nan
    L = logsumexp(scipys_terms(X, phi, mu, Sigma), axis=1).sum()
    return [s, L, np.log(n) * (k * (d * (d + 3) / 2 + 1) - 1) - 2 * L]


def own_picture(
    X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True
) -> str:
    """plotext in its own way: crosses for means, lines for the ellipses of 1σ and 2σ."""
    import plotext as plt

    X, centre = np.asarray(X, dtype=float), np.mean(X, axis=0)
    axes = np.eye(X.shape[1])[:, :2]
    if X.shape[1] > 2:
        axes = np.linalg.eigh(np.atleast_2d(np.cov(X.T, ddof=0)))[1][:, :-3:-1]
    P, M, S = (X - centre) @ axes, (mu - centre) @ axes, axes.T @ Sigma @ axes
    if P.shape[1] == 1:
        P, M = np.column_stack([P, 0 * P]), np.column_stack([M, 0 * M])
        S = np.array([np.diag([s[0, 0], 0.0]) for s in S])
    plt.clf()
    plt.title(title)
    angles = np.linspace(0, 2 * np.pi, 30)
    for j in range(len(M)):
        own = P[w.argmax(axis=1) == j]
        plt.scatter(own[:, 0].tolist(), own[:, 1].tolist(), color=j + 1)
        values, V = np.linalg.eigh(S[j])
        for s in (1, 2):
            curve = M[j] + (np.column_stack([np.cos(angles), np.sin(angles)])
                            * s * np.sqrt(np.abs(values))) @ V.T  # fmt: skip
            plt.plot(curve[:, 0].tolist(), curve[:, 1].tolist(), color=j + 1)
        plt.scatter([M[j][0]], [M[j][1]], marker="x")
    text = str(plt.build())
    if show:
        print(text)
    return text


RIGHT: Corpus = [
    ("gaussian_log_density", by_eigenvalues),
    ("gaussian_log_density", by_inverse),
    ("gaussian_log_density", by_loops),
    ("e_step", loops_e_step),
    ("e_step", lambda X, phi, mu, Sigma: softmax(scipys_terms(X, phi, mu, Sigma), axis=1)),
    ("log_likelihood", lambda **call: logsumexp(scipys_terms(**call), axis=1).sum()),
    (
        "log_likelihood",
        lambda X, phi, mu, Sigma: np.array(
            sum(np.logaddexp.reduce(row) for row in plain.log_joint(X, phi, mu, Sigma))
        ),
    ),
    ("m_step", guarded_m_step),
    ("m_step", partial(guarded_m_step, guard=10 * np.finfo(float).eps)),
    ("m_step", averaged_m_step),
    ("m_step", loops_m_step),
    ("initialize_parameters", rows_start),
    ("initialize_parameters", normal_start),
    ("em_mog", em_by(total_gain, before=True)),
    ("em_mog", em_by(relative_gain, reverse=True, as_type=np.array)),
    ("em_mog", em_by(mean_gain, before=True, break_before_m=True)),
    ("em_mog", em_by(means_settle, as_type=tuple)),
    ("assign_clusters", lambda w: [max(range(len(r)), key=r.__getitem__) for r in w.tolist()]),
    ("assign_clusters", lambda w: np.argmax(w, axis=1).astype(np.uint8)),
    ("compare_with_kmeans", another_comparison),
    ("evaluate_gmm", sklearns_scores),
    ("visualize_gmm", own_picture),
    ("demonstrate_convergence", lambda show=True: {"kmeans": {"history": (1.0, 2.0)}}),
]


def named(corpus: Corpus) -> list[Any]:
    """Parameters with readable ids."""
    return [
        pytest.param(f, code, id=f"{f}-{i}-{getattr(code, '__name__', 'partial')}")
        for i, (f, code) in enumerate(corpus)
    ]


@pytest.mark.parametrize(("function", "code"), named(RIGHT))
def test_right_in_another_way_passes(function: str, code: Code) -> None:
    assert failure_of(function, code, 0) is None


# -- wrong, in ways that are no known misconceptions --


def spoilt(change: Callable[..., Any]) -> Code:
    """A right run whose results are changed by `change(phi, mu, Sigma, w, history)`."""

    def run(X: Any, k: int, **options: Any) -> Any:
        return change(*loop.run(X, k, **options))

    return run


def three_iterations(X: Any, k: int, max_iters: int = 100, **options: Any) -> Any:
    return loop.run(X, k, min(max_iters, 3), **options)


WRONG: Corpus = [
    ("gaussian_log_density", lambda X, mean, cov: np.round(plain.log_density(X, mean, cov), 3)),
    ("gaussian_log_density", lambda X, mean, cov: dict(enumerate(plain.log_density(X, mean, cov)))),
    ("e_step", lambda X, phi, mu, Sigma: np.full((len(X), len(phi)), 1 / len(phi))),
    ("e_step", lambda **call: np.sqrt(plain.e_step(**call))),
    ("log_likelihood", lambda **call: plain.log_likelihood(**call) + 1e-3),
    ("log_likelihood", lambda **call: [plain.log_likelihood(**call)]),
    ("m_step", partial(guarded_m_step, guard=1e-5)),
    ("m_step", lambda X, w, reg_covar=1e-6: plain.m_step(X, w[::-1], reg_covar)),
    ("em_mog", three_iterations),
    ("em_mog", spoilt(lambda phi, mu, Sigma, w, L: (phi[::-1], mu, Sigma, w, L))),
    ("em_mog", spoilt(lambda phi, mu, Sigma, w, L: (phi, mu, Sigma, w[::-1], L))),
    ("em_mog", spoilt(lambda phi, mu, Sigma, w, L: (phi, mu, 2 * Sigma, w, L))),
    ("em_mog", spoilt(lambda phi, mu, Sigma, w, L: (phi, mu, Sigma, w, L[-1:]))),
    ("em_mog", spoilt(lambda phi, mu, Sigma, w, L: (phi, mu, Sigma, w, [v + 1 for v in L]))),
    ("assign_clusters", lambda w: list(map(str, w.argmax(axis=1)))),
    ("evaluate_gmm", lambda X, w, **p: (0.5, plain.log_likelihood(X, **p), 1.0)),
    ("visualize_gmm", lambda X, w, phi, mu, Sigma, title, show=True: title),
    ("demonstrate_convergence", lambda show=True: {"ok": True}),
]


@pytest.mark.parametrize(("function", "code"), named(WRONG))
def test_wrong_never_passes(function: str, code: Code) -> None:
    assert failure_of(function, code, 0)


# -- what is said --


def test_a_message_names_the_divisor() -> None:
    code = {m.id: m.code for m in CHECKS["m_step"].misconceptions}["m-step-covariance-divided-by-n"]
    rung = climbed("m_step", code, 0).failure
    assert rung
    assert rung.wrong
    assert "divided by n = 3" in rung.wrong.message
    assert "N₀ = 1.5" in rung.wrong.message


def said(function: str, code: Code) -> str:
    rung = climbed(function, code, 0).failure
    assert rung
    assert rung.wrong
    return rung.wrong.message


def restricted(change: Callable[[Any], Any]) -> Code:
    """EM in which `change` spoils the covariances of every M-step."""
    return partial(loop.run, shape=lambda Sigma, kind: change(plain.shaped(Sigma, kind)))


def of_other_weights(change: Callable[[Any], Any]) -> Code:
    return partial(loop.run, m=lambda X, w, reg: plain.m_step(X, change(w), reg))


SAID = [
    ("em_mog", of_other_weights(lambda w: np.eye(w.shape[1])[w.argmax(axis=1)]), "hard assign"),
    ("em_mog", restricted(lambda S: np.repeat(S.mean(axis=0)[None], len(S), axis=0)), "share one"),
    ("m_step", lambda X, w, reg_covar=1e-6: guarded_m_step(X, w, reg_covar, 1e-3), "0.001"),
    ("gaussian_log_density",
     lambda X, mean, cov: plain.log_density(X, mean, cov + 1e-9 * np.eye(len(cov))), "1e-09 added"),
    ("log_likelihood", lambda **call: plain.log_likelihood(**call) / np.log(2), "bits"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "code", "words"), SAID)
def test_a_message_says_what_the_numbers_tell(function: str, code: Code, words: str) -> None:
    assert words in said(function, code)


def test_a_start_from_k_means_may_have_an_empty_cluster() -> None:
    """The mean of a cluster without points lies anywhere, if its share tells that it has none."""
    check = CHECKS["initialize_parameters"]
    case = next(c for c in check.cases(np.random.default_rng(0)) if "far apart" in c.name)
    X = case.calls[0]["X"]
    means = np.array([X[8:].mean(axis=0), X[:8].mean(axis=0), X.mean(axis=0)])
    start = (np.array([1 / 3, 2 / 3, 0]), means, np.repeat(np.eye(2)[None], 3, axis=0))
    case.judge([start] * len(case.calls))
    with pytest.raises(Wrong, match="no end of a k-means run"):
        case.judge([(np.full(3, 1 / 3), *start[1:])] * len(case.calls))


def misconceived(function: str, id: str) -> Code:
    return next(m.code for m in CHECKS[function].misconceptions if m.id == id)


BLAMED = [
    ("m_step", "m-step-bessel", "Sigma"),
    ("m_step", "m-step-hard-assignment", "phi"),
    ("e_step", "e-step-half-missing", "w"),
    ("log_likelihood", "likelihood-mean-over-points", "the log-likelihood"),
]


@pytest.mark.parametrize(("part", "id", "symbol"), BLAMED)
def test_blame_finds_the_part_and_the_iteration(part: str, id: str, symbol: str) -> None:
    check = CHECKS["em_mog"]
    cases = check.cases(np.random.default_rng(0))
    case = next(c for c in cases if c.name == "six points on a line, three iterations")
    right: dict[str, Code] = {"e_step": loops_e_step, "m_step": loops_m_step}
    assert check.blame
    assert blame(check.blame, case, right) is None
    wrong = {**right, part: misconceived(part, id)}
    assert blame(check.blame, case, wrong) == (part, 1, symbol)


def test_blame_judges_a_start_by_what_it_must_be() -> None:
    check = CHECKS["em_mog"]
    cases = check.cases(np.random.default_rng(0))
    case = next(c for c in cases if c.name == "the same seed again, other seeds")
    assert check.blame
    assert blame(check.blame, case, {"initialize_parameters": normal_start}) is None
    code = misconceived("initialize_parameters", "start-shares-of-one")
    found = blame(check.blame, case, {"initialize_parameters": code})
    assert found == ("initialize_parameters", 1, "the start")
