"""The reference EM: against scikit-learn, by properties, and where floats are treacherous."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

from reference import datasets
from reference import em_mog_examples as em

BLOBS = datasets.blobs().X
GEYSER = datasets.old_faithful().X
FILE = Path(em.__file__)

whole = st.integers(-3, 3).map(float)  # few values, so that ties and duplicates are common


def forall(*strategies, **named):
    """Hypothesis's `given` without a time limit an example: a busy machine is no fault."""
    return lambda test: settings(deadline=None, max_examples=25)(given(*strategies, **named)(test))


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Small matrices gain nothing from a second thread, and lose where the machine is busy."""
    with threadpool_limits(1):
        yield


@st.composite
def problems(draw: st.DrawFn):
    """Points (n, d), with duplicates, a number of components, and a seed."""
    n, d = draw(st.integers(1, 14)), draw(st.integers(1, 3))
    X = draw(arrays(np.float64, (n, d), elements=whole))
    return X, draw(st.integers(1, min(n, 5))), draw(st.integers(0, 2**32 - 1))


def mixture(d: int, k: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Proportions, means and full covariances of k overlapping components."""
    generator = np.random.default_rng(seed)
    A = np.eye(d) + 0.5 * generator.normal(size=(k, d, d)) / np.sqrt(d)
    mu = generator.uniform(-4, 4, size=(k, d)) / np.sqrt(d)
    return generator.dirichlet(np.full(k, 5.0)), mu, A @ A.transpose(0, 2, 1)


def drawn(n: int, phi: np.ndarray, mu: np.ndarray, Sigma: np.ndarray, seed: int = 0) -> np.ndarray:
    generator = np.random.default_rng(seed)
    which = generator.choice(len(phi), size=n, p=phi)
    roots = np.linalg.cholesky(Sigma)[which]
    return mu[which] + np.einsum("nde,ne->nd", roots, generator.normal(size=(n, len(mu.T))))


def exact_log_density(X: np.ndarray, mean: np.ndarray, cov: np.ndarray) -> list[float]:
    """In rational arithmetic, by elimination; only the logarithm is rounded."""
    from fractions import Fraction

    results = []
    for row in X:
        d = len(row)
        gap = [Fraction(x) - Fraction(m) for x, m in zip(row, mean, strict=True)]
        table = [[Fraction(v) for v in cov[i]] + [gap[i]] for i in range(d)]
        log_det = 0.0
        for i in range(d):
            log_det += math.log(table[i][i])
            for r in range(i + 1, d):
                factor = table[r][i] / table[i][i]
                table[r] = [a - factor * b for a, b in zip(table[r], table[i], strict=True)]
        square = sum((line[-1] ** 2 / line[i] for i, line in enumerate(table)), Fraction(0))
        results.append(-0.5 * (d * math.log(2 * math.pi) + log_det + float(square)))
    return results


# 2.1 gaussian_log_density ----------------------------------------------------------------------


def test_density_worked_by_hand():
    half_log = 0.5 * math.log(2 * math.pi)
    assert em.gaussian_log_density([[0.0], [2.0]], [0.0], [[4.0]]) == pytest.approx(
        [-half_log - math.log(2), -half_log - math.log(2) - 0.5]
    )
    value = em.gaussian_log_density([[1.0, 1.0]], [0.0, 0.0], [[2.0, 1.0], [1.0, 2.0]])
    assert value == pytest.approx([-2 * half_log - 0.5 * math.log(3) - 1 / 3])


@pytest.mark.parametrize("d", [1, 2, 5, 50])
@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
def test_density_is_scipys(d, scale):
    _, mu, Sigma = mixture(d, 1, seed=d)
    X = drawn(30, np.ones(1), mu, Sigma) * scale
    mine = em.gaussian_log_density(X, mu[0] * scale, Sigma[0] * scale**2)
    theirs = multivariate_normal(mu[0] * scale, Sigma[0] * scale**2).logpdf(X)
    assert mine == pytest.approx(theirs, rel=1e-11, abs=1e-10)


@pytest.mark.parametrize("condition", [1e4, 1e8, 1e12])
def test_density_of_long_thin_covariances(condition):
    """Against exact arithmetic: what is lost grows with the condition number, and no faster."""
    generator = np.random.default_rng(7)
    axes = np.linalg.qr(generator.normal(size=(4, 4)))[0]
    cov = axes * np.geomspace(1 / condition, 1, 4) @ axes.T
    cov = (cov + cov.T) / 2
    X = generator.normal(size=(5, 4)) @ np.linalg.cholesky(cov).T
    exact = exact_log_density(X, np.zeros(4), cov)
    mine = em.gaussian_log_density(X, np.zeros(4), cov)
    assert np.abs(mine - exact).max() < 20 * condition * em.EPS


@pytest.mark.parametrize("offset", [0.0, 1e8, -1e8])
def test_density_far_from_the_origin_with_tiny_variances(offset):
    mean = np.array([offset, offset + 1.0])
    cov = np.array([[1e-8, 5e-9], [5e-9, 1e-8]])
    X = mean + np.array([[1e-4, 0.0], [-2e-4, 1e-4], [0.0, 0.0]])
    exact = exact_log_density(X, mean, cov)
    assert em.gaussian_log_density(X, mean, cov) == pytest.approx(exact, rel=1e-12)


def test_density_of_very_different_scales_and_many_rows():
    scales = np.array([1e-6, 1e6, 1.0])
    cov = (0.5 + 0.5 * np.eye(3)) * scales[:, None] * scales
    X = np.random.default_rng(0).normal(size=(70_000, 3)) * scales
    rows = np.arange(0, 70_000, 9_999)
    exact = exact_log_density(X[rows], np.zeros(3), cov)
    assert em.gaussian_log_density(X, np.zeros(3), cov)[rows] == pytest.approx(exact, rel=1e-12)


# 2.1 initialize_parameters ---------------------------------------------------------------------


@pytest.mark.parametrize("method", em.METHODS)
@forall(case=problems(), offset=st.sampled_from([0.0, 1e8]), scale=st.sampled_from([1.0, 1e-8]))
def test_starts_are_mixtures(method, case, offset, scale):
    X, k, seed = case
    X = X * scale + offset
    phi, mu, Sigma = em.initialize_parameters(X, k, method, seed)
    assert (phi.shape, mu.shape, Sigma.shape) == ((k,), (k, X.shape[1]), (k, *2 * X.shape[1:]))
    assert phi.min() > 0
    assert phi.sum() == pytest.approx(1, abs=1e-14)
    assert np.array_equal(Sigma, Sigma.transpose(0, 2, 1))
    assert np.linalg.eigvalsh(Sigma).min() > 0
    assert np.all((mu >= X.min(axis=0) - 1e-7) & (mu <= X.max(axis=0) + 1e-7))
    assert np.isfinite(em.log_likelihood(X, phi, mu, Sigma))


def test_random_start_takes_rows_and_the_covariance_of_all():
    phi, mu, Sigma = em.initialize_parameters(BLOBS, 4, "random", 0)
    assert phi.tolist() == [0.25] * 4
    assert {tuple(row) for row in mu} <= {tuple(row) for row in BLOBS}
    assert Sigma == pytest.approx(np.tile(np.cov(BLOBS.T, ddof=0), (4, 1, 1)), rel=1e-4)


def test_kmeans_start_has_the_clusters_moments():
    phi, mu, Sigma = em.initialize_parameters(BLOBS, 3, "kmeans", 0)
    order = np.argsort(mu[:, 0])
    truth = datasets.blobs().labels
    clusters = sorted((BLOBS[truth == j] for j in range(3)), key=lambda rows: rows[:, 0].mean())
    assert phi == pytest.approx(np.full(3, 1 / 3))
    for j, rows in zip(order, clusters, strict=True):
        assert mu[j] == pytest.approx(rows.mean(axis=0))
        assert Sigma[j] == pytest.approx(np.cov(rows.T, ddof=0), rel=1e-3, abs=1e-3)


def test_a_lone_outlier_is_not_a_spike():
    """A cluster of one point would be a component of no width, from which EM can't come back."""
    X = np.vstack([BLOBS, [[1e3, 1e3]]])
    _, _, Sigma = em.initialize_parameters(X, 4, "kmeans", 0)
    assert np.linalg.eigvalsh(Sigma).min() > 0.1


# 2.2 -------------------------------------------------------------------------------------------


def plain_log_joint(X, phi, mu, Sigma):
    with np.errstate(divide="ignore"):
        return np.column_stack(
            [
                np.log(phi[j]) + multivariate_normal(mu[j], Sigma[j]).logpdf(X)
                for j in range(len(phi))
            ]
        )


@pytest.mark.parametrize(("d", "k", "n"), [(1, 1, 1), (2, 3, 500), (16, 4, 300), (3, 2, 40_000)])
@pytest.mark.parametrize("diagonal", [False, True])
def test_responsibilities_and_likelihood_by_scipy(d, k, n, diagonal):
    phi, mu, Sigma = mixture(d, k, seed=n)
    if diagonal:
        Sigma = Sigma * np.eye(d)
    X = drawn(n, phi, mu, Sigma)
    joint = plain_log_joint(X, phi, mu, Sigma).reshape(n, k)
    evidence = logsumexp(joint, axis=1)
    w = em.e_step(X, phi, mu, Sigma)
    assert w.shape == (n, k)
    assert np.abs(w - np.exp(joint - evidence[:, None])).max() < 1e-12
    assert em.log_likelihood(X, phi, mu, Sigma) == pytest.approx(evidence.sum(), rel=1e-13)


@pytest.mark.parametrize(("d", "kind"), product([2, 16, 50], ["full", "diag", "spherical"]))
def test_densities_are_scikit_learns_to_ten_digits(d, kind):
    phi, mu, Sigma = mixture(d, 3, seed=d)
    if kind != "full":
        Sigma = Sigma * np.eye(d)
    if kind == "spherical":
        Sigma = np.trace(Sigma, axis1=1, axis2=2)[:, None, None] / d * np.eye(d)
    X = drawn(200, phi, mu, Sigma)
    model = GaussianMixture(3, covariance_type=kind)
    factors = np.linalg.inv(np.linalg.cholesky(Sigma)).transpose(0, 2, 1)
    variances = np.diagonal(factors, axis1=1, axis2=2)
    model.weights_, model.means_ = phi, mu
    model.precisions_cholesky_ = {
        "full": factors,
        "diag": variances,
        "spherical": variances[:, 0],
    }[kind]
    scores = [em.log_likelihood(X[i : i + 1], phi, mu, Sigma) for i in range(0, 200, 10)]
    assert scores == pytest.approx(model.score_samples(X)[::10], rel=1e-10)
    assert em.e_step(X, phi, mu, Sigma) == pytest.approx(model.predict_proba(X), abs=1e-10)


@forall(
    case=problems(),
    scale=st.sampled_from([1e-6, 1.0, 1e6]),
    offset=st.sampled_from([0.0, 1e8]),
    reach=st.sampled_from([0.0, 1.0, 1e4]),
)
def test_rows_sum_to_one_wherever_the_components_are(case, scale, offset, reach):
    X, k, seed = case
    generator = np.random.default_rng(seed)
    phi, mu, Sigma = mixture(X.shape[1], k, seed=seed % 1_000)
    phi = np.where(generator.random(k) < 0.3, 0.0, phi)
    phi = phi / phi.sum() if phi.sum() > 0 else np.full(k, 1 / k)
    w = em.e_step(X * scale + offset, phi, (mu + reach) * scale + offset, Sigma * scale**2)
    assert np.abs(w.sum(axis=1) - 1).max() < 1e-14
    assert w.min() >= 0
    assert not w[:, phi == 0].any()


@pytest.mark.filterwarnings("error")
def test_where_every_density_underflows():
    X, Sigma = np.array([[1e6], [-1e6]]), np.array([[[1.0]], [[1.0]]])
    assert em.e_step(X, [0.5, 0.5], [[0.0], [1.0]], Sigma).tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert em.e_step(X, [1.0, 0.0], [[0.0], [1.0]], Sigma).tolist() == [[1.0, 0.0], [1.0, 0.0]]
    assert em.log_likelihood(X[:1], [1.0], [[0.0]], Sigma[:1]) == pytest.approx(-5e11, rel=1e-9)
    ratio = em.e_step([[0.5]], [0.9, 0.1], [[0.0], [1.0]], Sigma)
    assert ratio == pytest.approx(np.array([[0.9, 0.1]]))


def test_a_component_far_away_and_narrow_keeps_its_digits():
    """Beside data that reach to 1e4, 1e-4 wide: multiplied out, nothing would be left of it."""
    X = np.array([[-1e4], [1e4], [1e4 + 1e-4], [1e4 + 2e-4]])
    mu, Sigma = np.array([[-1e4], [1e4 + 1e-4]]), np.array([[[1.0]], [[1e-8]]])
    exact = [exact_log_density(X, mu[j], Sigma[j]) for j in range(2)]
    total = logsumexp(np.array(exact) + math.log(0.5), axis=0).sum()
    assert em.log_likelihood(X, [0.5, 0.5], mu, Sigma) == pytest.approx(total, rel=1e-13)


@pytest.mark.parametrize("distance", [0.0, 1e3, 1e6, 1e9])
def test_means_far_outside_the_data_keep_their_digits(distance):
    X, mu, Sigma = BLOBS[:9], np.array([[distance, 0.0]]), np.eye(2)[None]
    exact = exact_log_density(X, mu[0], Sigma[0])
    assert em.log_likelihood(X, [1.0], mu, Sigma) == pytest.approx(sum(exact), rel=1e-14)
    beside = np.array([[distance, 0.0], [distance, 1.0]])
    odds = np.exp((np.square(X - beside[0]) - np.square(X - beside[1])).sum(axis=1) / 2)
    w = em.e_step(X, [0.5, 0.5], beside, np.tile(Sigma, (2, 1, 1)))
    tolerance = 1e-13 + distance**2 * em.EPS
    assert w[:, 1] == pytest.approx(odds / (1 + odds), abs=tolerance)


# 2.3 -------------------------------------------------------------------------------------------


def plain_m_step(X, w, reg_covar):
    totals = w.sum(axis=0)
    mu = np.array([np.average(X, axis=0, weights=w[:, j]) for j in range(w.shape[1])])
    Sigma = np.array(
        [
            np.cov(X.T, ddof=0, aweights=w[:, j]).reshape(X.shape[1], -1)
            + reg_covar * np.eye(X.shape[1])
            for j in range(w.shape[1])
        ]
    )
    return totals / len(X), mu, Sigma


@pytest.mark.parametrize(("n", "d", "k"), [(1, 1, 1), (7, 2, 3), (400, 16, 3), (30_000, 3, 4)])
@pytest.mark.parametrize("reg_covar", [0.0, 1e-6, 0.5])
def test_m_step_by_numpys_weighted_moments(n, d, k, reg_covar):
    generator = np.random.default_rng(n)
    X, w = generator.normal(size=(n, d)), generator.dirichlet(np.ones(k), size=n)
    mine = em.m_step(X, w, reg_covar)
    for found, expected in zip(mine, plain_m_step(X, w, reg_covar), strict=True):
        assert found == pytest.approx(expected, rel=1e-11, abs=1e-13)
    assert np.array_equal(mine[2], mine[2].transpose(0, 2, 1))


@pytest.mark.parametrize("offset", [1e8, -1e8, 1e12])
def test_m_step_far_from_the_origin(offset):
    X = np.round(np.random.default_rng(0).normal(size=(300, 3)), 3) + offset
    w = np.random.default_rng(1).dirichlet(np.ones(2), size=300)
    near = em.m_step(X - offset, w)
    far = em.m_step(X, w)
    assert far[2] == pytest.approx(near[2], rel=1e-12)
    assert far[1] - offset == pytest.approx(near[1], abs=2 * em.EPS * abs(offset))


def test_m_step_of_a_narrow_component_beside_a_wide_one():
    generator = np.random.default_rng(2)
    X = np.concatenate([generator.normal(size=500), 1e3 + 1e-7 * generator.normal(size=500)])
    w = np.repeat(np.eye(2), 500, axis=0)
    tight = X[500:] - 1e3
    _, _, Sigma = em.m_step(X[:, None], w, reg_covar=0.0)
    assert Sigma[1, 0, 0] == pytest.approx(np.mean((tight - tight.mean()) ** 2), rel=1e-8)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("nothing", [0.0, 1e-300, 5e-324])
def test_a_component_without_weight_stays_finite(nothing):
    w = np.column_stack([np.ones(300), np.full(300, nothing)])
    phi, mu, Sigma = em.m_step(BLOBS, w)
    assert phi == pytest.approx(np.array([1.0, 0.0]), abs=1e-290)
    assert (phi[1] == 0) == (nothing == 0)
    assert mu[1] == pytest.approx(BLOBS.mean(axis=0))
    assert np.linalg.eigvalsh(Sigma[1]).min() > 0


@pytest.mark.parametrize("kind", ["diag", "spherical"])
@pytest.mark.parametrize("offset", [0.0, 1e8])
@pytest.mark.parametrize("width", [1.0, 1e-3, 1e-7])
def test_tied_variances_are_those_of_the_full_covariance(kind, offset, width):
    """Also where products would cancel: a component narrower than a hundredth of the data."""
    generator = np.random.default_rng(3)
    X = np.vstack([generator.normal(size=(200, 3)), 2 + width * generator.normal(size=(200, 3))])
    X = X + offset
    w = np.repeat([[0.99, 0.01], [0.0, 1.0]], 200, axis=0)
    frame = em._frame(X)
    _, _, full = em._maximize(frame, w.T, "full", 1e-15)
    _, _, variances = em._maximize(frame, w.T, kind, 1e-15)
    expected = np.diagonal(full, axis1=1, axis2=2)
    if kind == "spherical":
        expected = np.repeat(expected.mean(axis=1, keepdims=True), 3, axis=1)
    assert variances == pytest.approx(expected, rel=1e-11)


# 2.4 -------------------------------------------------------------------------------------------


def their_model(kind, start, iterations, reg_covar=1e-6):
    phi, mu, Sigma = start
    precisions = np.linalg.inv(Sigma)
    diagonal = np.diagonal(precisions, axis1=1, axis2=2)
    return GaussianMixture(
        len(phi),
        covariance_type=kind,
        max_iter=iterations,
        tol=0,
        reg_covar=reg_covar,
        weights_init=phi,
        means_init=mu,
        precisions_init={"full": precisions, "diag": diagonal, "spherical": diagonal[:, 0]}[kind],
    )


@pytest.mark.filterwarnings("ignore:.*converge")
@pytest.mark.parametrize(("d", "kind"), product([2, 16, 50], ["full", "diag", "spherical"]))
def test_every_iteration_is_scikit_learns(d, kind):
    k, n, iterations = 3, 400, 12
    phi, mu, Sigma = mixture(d, k, seed=1)
    X = drawn(n, phi, mu, Sigma)
    start = (np.full(k, 1 / k), X[:k], np.tile(2 * np.eye(d), (k, 1, 1)))
    phi, mu, Sigma, _, history = em.em_mog(X, k, iterations, 0, start, covariance_type=kind)
    model = their_model(kind, start, 1)
    model.warm_start = True  # an iteration a call, from where the last one ended
    for entry in history:
        assert entry == pytest.approx(model.fit(X).score(X) * n, rel=1e-9)
    assert phi == pytest.approx(model.weights_, abs=1e-8)
    assert mu == pytest.approx(model.means_, abs=1e-8)
    theirs = model.covariances_
    if kind == "spherical":
        theirs = theirs[:, None] * np.ones(d)
    assert Sigma == pytest.approx(
        theirs if kind == "full" else theirs[:, None] * np.eye(d), abs=1e-8
    )


def check_run(X, k, kind, reg_covar, result, max_iters):
    phi, mu, Sigma, w, history = result
    n, d = X.shape
    assert (phi.shape, mu.shape, Sigma.shape, w.shape) == ((k,), (k, d), (k, d, d), (n, k))
    assert all(np.isfinite(array).all() for array in (phi, mu, Sigma, w))
    assert 1 <= len(history) <= max_iters
    assert all(type(entry) is float for entry in history)
    assert phi.sum() == pytest.approx(1)
    assert np.abs(w.sum(axis=1) - 1).max() < 1e-13
    if kind != "full":
        assert not Sigma[:, ~np.eye(d, dtype=bool)].any()
    if kind == "spherical":
        assert np.array_equal(Sigma, Sigma[:, :1, :1] * np.eye(d))
    assert np.linalg.eigvalsh(Sigma).min() > 0.5 * reg_covar
    assert em.log_likelihood(X, phi, mu, Sigma) == pytest.approx(history[-1], rel=1e-9, abs=1e-7)
    assert em.e_step(X, phi, mu, Sigma) == pytest.approx(w, abs=1e-6)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", em.COVARIANCE_TYPES)
@forall(
    case=problems(),
    method=st.sampled_from(em.METHODS),
    offset=st.sampled_from([0.0, 1e8]),
    max_iters=st.integers(1, 30),
)
def test_every_run_keeps_the_contract(kind, case, method, offset, max_iters):
    X, k, seed = case
    result = em.em_mog(X + offset, k, max_iters, method=method, covariance_type=kind, rng=seed)
    check_run(X + offset, k, kind, 1e-6, result, max_iters)


@pytest.mark.parametrize("kind", em.COVARIANCE_TYPES)
@forall(seed=st.integers(0, 10_000), d=st.integers(1, 4), k=st.integers(1, 4))
def test_the_log_likelihood_never_falls(kind, seed, d, k):
    """reg_covar maximizes something a little different: next to nothing, until one collapses."""
    X, floor = drawn(60, *mixture(d, k, seed)), 1e-12
    found = em.em_mog(X, k, 60, 0, None, "random", kind, floor, rng=seed)
    collapsed = np.linalg.eigvalsh(found[2]).min() < 1e3 * floor
    assert np.diff(found[4]).min(initial=0.0) > (-0.1 if collapsed else -1e-7)


def test_a_history_entry_an_iteration_and_one_iteration_is_one_of_each_step():
    start = em.initialize_parameters(BLOBS, 3, "random", 5)
    once = em.em_mog(BLOBS, 3, 1, init_params=start)
    by_hand = em.m_step(BLOBS, em.e_step(BLOBS, *start))
    for found, expected in zip(once, by_hand, strict=False):
        assert found == pytest.approx(expected, rel=1e-12)
    assert once[4] == [pytest.approx(em.log_likelihood(BLOBS, *by_hand))]
    assert once[3] == pytest.approx(em.e_step(BLOBS, *by_hand), abs=1e-12)
    for iterations in (2, 5, 9):
        assert len(em.em_mog(BLOBS, 3, iterations, 0, start)[4]) == iterations


def test_densities_are_evaluated_once_an_iteration(monkeypatch):
    calls = []
    real = em._expect
    monkeypatch.setattr(em, "_expect", lambda *given: calls.append(1) or real(*given))
    history = em.em_mog(BLOBS, 3, 7, 0, em.initialize_parameters(BLOBS, 3, "random", 5))[4]
    assert (len(calls), len(history)) == (8, 7)


@forall(seed=st.integers(0, 1_000), shift=st.sampled_from([0.0, 1e4, -1e8]), k=st.integers(1, 4))
def test_order_of_points_and_components_offset_and_scale(seed, shift, k):
    """What EM does with the data moved, scaled and shuffled is what it does with the data."""
    generator = np.random.default_rng(seed)
    X = np.round(drawn(80, *mixture(2, k, seed)), 2)
    phi, mu, Sigma = start = (np.full(k, 1 / k), X[:k], np.tile(np.eye(2), (k, 1, 1)))
    plain = em.em_mog(X, k, 10, 0, start, reg_covar=0.01)
    rows, names = generator.permutation(80), generator.permutation(k)
    turned = em.em_mog(X[rows], k, 10, 0, (phi, mu[names], Sigma), reg_covar=0.01)
    assert turned[4] == pytest.approx(plain[4], rel=1e-9)
    assert turned[3] == pytest.approx(plain[3][rows][:, names], abs=1e-7)
    scale, size = 4.0, max(abs(shift), 1.0)
    moved = em.em_mog(
        X * scale + shift, k, 10, 0, (phi, mu * scale + shift, Sigma * 16), reg_covar=0.16
    )
    assert moved[3] == pytest.approx(plain[3], abs=1e-6)
    assert (moved[1] - shift) / scale == pytest.approx(plain[1], abs=1e-6 + 4 * em.EPS * size)
    assert np.array(moved[4]) + 160 * math.log(scale) == pytest.approx(plain[4], abs=1e-4)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_the_stopping_test_is_free_of_scale(scale):
    X = GEYSER * scale
    start = em.initialize_parameters(GEYSER, 2, "random", 1)
    moved = (start[0], start[1] * scale, start[2] * scale**2)
    lengths = [
        len(em.em_mog(data, 2, 500, 1e-7, init_params=params, reg_covar=0)[4])
        for data, params in ((GEYSER, start), (X, moved))
    ]
    assert abs(lengths[0] - lengths[1]) <= 1
    assert 2 < lengths[0] < 500


def test_larger_tol_stops_sooner_and_zero_goes_on_until_nothing_changes():
    start = em.initialize_parameters(GEYSER, 2, "random", 1)
    runs = [em.em_mog(GEYSER, 2, 400, tol, start)[4] for tol in (0.0, 1e-8, 1e-3, 0.1)]
    lengths = [len(run) for run in runs]
    assert lengths[0] >= lengths[1] > lengths[2] > lengths[3] >= 1
    assert runs[0][-1] == pytest.approx(runs[1][-1], abs=1e-4)
    assert len(em.em_mog(GEYSER, 1, 400, tol=0)[4]) <= 3


def test_old_faithful_from_the_classic_start():
    """Bishop's figure 9.8: data standardized, means at (−1.5, 1) and (1.5, −1), unit Σ."""
    X = (GEYSER - GEYSER.mean(axis=0)) / GEYSER.std(axis=0)
    start = ([0.5, 0.5], [[-1.5, 1.0], [1.5, -1.0]], np.tile(np.eye(2), (2, 1, 1)))
    phi, mu, Sigma, w, history = em.em_mog(X, 2, 200, 1e-9, start)
    model = their_model("full", tuple(map(np.array, start)), 500)
    model.tol = 1e-11
    assert history[-1] == pytest.approx(model.fit(X).score(X) * len(X), rel=1e-7)
    means = mu * GEYSER.std(axis=0) + GEYSER.mean(axis=0)
    short = int(np.argmin(means[:, 0]))
    assert means[short] == pytest.approx([2.036, 54.48], abs=0.01)
    assert means[1 - short] == pytest.approx([4.290, 79.97], abs=0.01)
    assert phi[short] == pytest.approx(0.356, abs=0.001)
    assert np.linalg.eigvalsh(Sigma).min() > 0.01
    assert np.bincount(em.assign_clusters(w))[short] == 97


def test_a_spherical_mixture_of_no_width_is_kmeans():
    start = (np.full(3, 1 / 3), BLOBS[:3], np.tile(1e-10 * np.eye(2), (3, 1, 1)))
    w = em.e_step(BLOBS, *start)
    nearest = np.square(BLOBS[:, None] - BLOBS[:3]).sum(axis=2).argmin(axis=1)
    assert np.array_equal(w, np.eye(3)[nearest])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", em.COVARIANCE_TYPES)
@pytest.mark.parametrize("reg_covar", [0.0, 1e-6])
@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_points_alike_on_a_line_and_alone(kind, reg_covar, scale):
    line = np.arange(8.0)[:, None] * [1.0, 2.0, 3.0] / 3
    for X in (
        np.full((6, 2), 0.1),
        line,
        line + 1e4,
        np.eye(3)[:1],
        np.repeat(line[:2], 5, axis=0),
    ):
        for k in (1, min(3, len(X))):
            found = em.em_mog(X * scale, k, 50, covariance_type=kind, reg_covar=reg_covar, rng=0)
            assert all(np.isfinite(array).all() for array in found)
            assert np.isfinite(em.e_step(X * scale, *found[:3])).all()


def test_a_dead_component_stays_dead_and_finite():
    start = ([1.0, 0.0], [[0.0, 0.0], [1.0, 1.0]], np.tile(np.eye(2), (2, 1, 1)))
    phi, mu, _, w, _ = em.em_mog(BLOBS, 2, 20, init_params=start)
    assert phi.tolist() == [1.0, 0.0]
    assert not w[:, 1].any()
    assert np.isfinite(mu).all()


def test_verbose_tells_each_iteration(capsys):
    history = em.em_mog(BLOBS, 3, rng=1, verbose=True)[4]
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(history)
    assert f"{history[-1]:.6f}" in lines[-1]
    em.em_mog(BLOBS, 3, rng=1)
    assert capsys.readouterr().out == ""


# 2.5 -------------------------------------------------------------------------------------------


def test_hard_labels_take_the_lower_index_on_a_tie():
    w = [[0.2, 0.4, 0.4], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]
    labels = em.assign_clusters(w)
    assert labels.tolist() == [1, 0, 2]
    assert labels.dtype.kind == "i"


def test_comparison_belongs_together():
    X = datasets.anisotropic().X
    found = em.compare_with_kmeans(X, 3, rng=0)
    labels, components = found["kmeans_labels"], found["gmm_labels"]
    C = found["kmeans_centroids"]
    assert found["kmeans_inertia"] == pytest.approx(np.square(X - C[labels]).sum())
    means = np.array([X[labels == j].mean(axis=0) for j in range(3)])
    assert np.allclose(C, means, rtol=1e-9)
    nearest = np.square(X[:, None] - C).sum(axis=2).argmin(axis=1)
    assert np.array_equal(labels, nearest)
    parameters = (found["gmm_phi"], found["gmm_mu"], found["gmm_Sigma"])
    assert found["gmm_log_likelihood"] == pytest.approx(em.log_likelihood(X, *parameters))
    assert found["gmm_w"] == pytest.approx(em.e_step(X, *parameters), abs=1e-9)
    assert np.array_equal(components, em.assign_clusters(found["gmm_w"]))
    assert found["kmeans_silhouette"] == pytest.approx(silhouette_score(X, labels))
    assert found["gmm_silhouette"] == pytest.approx(silhouette_score(X, components))
    rand = adjusted_rand_score(labels, components)
    assert found["adjusted_rand_index"] == pytest.approx(rand)
    assert 0.3 < rand < 0.9
    names = max(permutations(range(3)), key=lambda p: np.sum(np.array(p)[components] == labels))
    expected = np.flatnonzero(np.array(names)[components] != labels)
    assert found["different_points"].tolist() == expected.tolist()
    assert 20 < len(expected) < 150
    truth = datasets.anisotropic().labels
    assert adjusted_rand_score(components, truth) > adjusted_rand_score(labels, truth)


@forall(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=20))
def test_rand_index_and_matching_by_brute_force(pairs):
    a, b = np.array(pairs).T
    assert em._adjusted_rand_index(a, b) == pytest.approx(adjusted_rand_score(a, b), abs=1e-12)
    agreements = [np.sum(np.array(names)[a] == b) for names in permutations(range(4))]
    assert np.sum(em._matched(a, b, 4) == b) == max(agreements)


def test_own_kmeans_finds_the_blobs_and_fills_empty_clusters():
    labels = em._kmeans(BLOBS, 3, np.random.default_rng(0))
    assert adjusted_rand_score(labels, datasets.blobs().labels) == 1.0
    C = em._cluster_means(np.array([[0.0], [1.0], [10.0]]), np.array([1, 1, 1]), 2)
    assert C.ravel().tolist() == [10.0, pytest.approx(11 / 3)]


# 2.6 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "k"), [("blobs", 3), ("old_faithful", 2), ("moons", 5)])
def test_scores_are_scikit_learns(name, k):
    X = datasets.load(name).X
    phi, mu, Sigma, w, history = em.em_mog(X, k, rng=0)
    silhouette, likelihood, bic = em.evaluate_gmm(X, w, phi, mu, Sigma)
    model = their_model("full", (phi, mu, Sigma), 1)
    model.weights_, model.means_ = phi, mu
    model.precisions_cholesky_ = np.linalg.inv(np.linalg.cholesky(Sigma)).transpose(0, 2, 1)
    assert bic == pytest.approx(GaussianMixture.bic(model_with(model, Sigma), X), rel=1e-9)
    assert likelihood == pytest.approx(history[-1], rel=1e-12)
    assert silhouette == pytest.approx(silhouette_score(X, w.argmax(axis=1)), abs=1e-12)


def model_with(model: GaussianMixture, Sigma: np.ndarray) -> GaussianMixture:
    model.covariances_ = Sigma
    return model


def test_scores_of_one_component_and_of_one_a_point():
    phi, mu, Sigma, w, _ = em.em_mog(BLOBS, 1)
    silhouette, likelihood, bic = em.evaluate_gmm(BLOBS, w, phi, mu, Sigma)
    assert math.isnan(silhouette)
    assert bic == pytest.approx(-2 * likelihood + 5 * math.log(300))
    X = BLOBS[:4]
    many = em.evaluate_gmm(X, np.eye(4), np.full(4, 0.25), X, np.tile(np.eye(2), (4, 1, 1)))
    assert math.isnan(many[0])


@pytest.fixture
def plain(monkeypatch):
    for name, value in {"NO_COLOR": "1", "COLUMNS": "80", "LINES": "24"}.items():
        monkeypatch.setenv(name, value)


def test_picture_has_letters_capitals_and_ellipses(plain, capsys):
    phi, mu, Sigma, w, _ = em.em_mog(BLOBS, 3, rng=0)
    picture = em.visualize_gmm(BLOBS, w, phi, mu, Sigma, "Three", show=False)
    assert capsys.readouterr().out == ""
    assert "Three" in picture.splitlines()[0]
    assert max(map(len, picture.splitlines())) <= 80
    assert len(picture.splitlines()) <= 24
    inside = "".join(re.findall("[│┤](.*)│", picture))
    assert set(inside) == set(" abcABC•")
    assert [inside.count(letter) for letter in "ABC"] == [1, 1, 1]
    unsure = em.visualize_gmm(BLOBS, np.full((300, 3), 1 / 3), phi, mu, Sigma, "", show=False)
    assert set("".join(re.findall("[│┤](.*)│", unsure))) == set(" ?ABC•")


def test_ellipses_are_one_and_two_sigma():
    mean, cov = np.array([1.0, -2.0]), np.array([[4.0, 1.5], [1.5, 1.0]])
    for sigmas in (1, 2):
        gaps = em._ellipse(mean, cov, sigmas, 60) - mean
        distances = np.sqrt(np.einsum("id,de,ie->i", gaps, np.linalg.inv(cov), gaps))
        assert distances == pytest.approx(np.full(60, sigmas))
        assert gaps[0] == pytest.approx(gaps[-1], abs=1e-12)


def test_picture_is_coloured_and_printed(monkeypatch, capsys):
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = em.em_mog(BLOBS, 2, rng=0)
    picture = em.visualize_gmm(BLOBS, found[3], *found[:3], "Two")
    assert capsys.readouterr().out == picture + "\n"
    colours = {letter: set(re.findall(r"\x1b\[38;5;(\d+)m" + letter, picture)) for letter in "ab"}
    assert all(len(colour) == 1 for colour in colours.values())
    assert colours["a"] != colours["b"]


@pytest.mark.parametrize("shape", [(30, 1), (30, 2), (30, 5), (2, 5), (1, 1), (1, 4), (1500, 3)])
def test_picture_in_any_dimension(shape, plain):
    n, d = shape
    X = np.random.default_rng(0).normal(size=shape)
    w, Sigma = np.tile([0.9, 0.1], (n, 1)), np.tile(np.eye(d), (2, 1, 1))
    picture = em.visualize_gmm(X, w, [0.9, 0.1], X[[0, -1]], Sigma, "", show=False)
    assert "B" in picture  # the last mean is drawn over all else
    assert "•" in picture
    assert "nan" not in picture


def test_projection_of_a_covariance_is_that_of_its_points():
    generator = np.random.default_rng(4)
    X = generator.normal(size=(500, 5)) @ generator.normal(size=(5, 5))
    flat, means, covariances = em._to_plane(X, X.mean(axis=0)[None], np.cov(X.T)[None])
    assert covariances[0] == pytest.approx(np.cov(flat.T), rel=1e-9)
    assert means[0] == pytest.approx(flat.mean(axis=0), abs=1e-9)
    assert np.trace(covariances[0]) > 0.6 * np.trace(np.cov(X.T))


# 2.7 -------------------------------------------------------------------------------------------


def test_demonstration_measures_what_the_lesson_says(capsys):
    measured = em.demonstrate_convergence(show=False)
    assert capsys.readouterr().out == ""
    curves = measured["log_likelihoods"]
    assert len(curves) == 7
    assert measured["iterations"] == {name: len(curve) for name, curve in curves.items()}
    assert measured["largest_fall"] < 1e-6
    ends = {name: curve[-1] for name, curve in curves.items()}
    assert measured["best_start"] in ends
    assert ends[measured["best_start"]] - ends[measured["worst_start"]] > 10
    assert measured["spread_of_ends"] == max(ends.values()) - min(ends.values())
    slow = list(measured["iterations_by_distance"].values())
    assert slow == sorted(slow, reverse=True)
    assert slow[0] > 10 * slow[-1]


def test_the_file_runs_its_demonstration():
    done = subprocess.run(
        [sys.executable, "-I", str(FILE)], check=True, capture_output=True, text=True, timeout=120
    )
    measured = em.demonstrate_convergence(show=False)
    assert f"{measured['spread_of_ends']:.1f} nats apart" in done.stdout
    assert "The worst end" in done.stdout
    assert done.stderr == ""


# all -------------------------------------------------------------------------------------------

SEEDED = {
    "random": lambda rng: em.initialize_parameters(BLOBS, 7, "random", rng)[1],
    "kmeans": lambda rng: em.initialize_parameters(BLOBS, 7, "kmeans", rng)[1],
    "em": lambda rng: em.em_mog(BLOBS, 7, 3, rng=rng)[1],
    "em from random": lambda rng: em.em_mog(BLOBS, 7, 3, method="random", rng=rng)[3],
    "comparison": lambda rng: em.compare_with_kmeans(BLOBS, 7, rng)["kmeans_centroids"],
}


@pytest.mark.parametrize("name", SEEDED)
def test_the_same_seed_gives_the_same_result(name):
    run = SEEDED[name]
    np.random.seed(1)
    first = run(11)
    np.random.seed(2)
    assert np.array_equal(first, run(11))
    assert np.array_equal(first, run(np.int64(11)))
    assert np.array_equal(first, run(np.random.default_rng(11)))
    assert not np.array_equal(first, run(12))
    run(None)


@pytest.mark.parametrize("offset", [0.0, 1e8])
@pytest.mark.parametrize("kind", em.COVARIANCE_TYPES)
def test_no_argument_is_changed(offset, kind):
    X, w = BLOBS + offset, np.full((300, 3), 1 / 3)
    start = em.initialize_parameters(X, 3, "kmeans", 0)
    for array in (X, w, *start):
        array.setflags(write=False)
    em.gaussian_log_density(X, start[1][0], start[2][0])[:] = 0
    for method in em.METHODS:
        em.initialize_parameters(X, 3, method, 0)[1][:] = 0  # the result is not a view of X
    em.e_step(X, *start)[:] = 0
    em.log_likelihood(X, *start)
    for result in (em.m_step(X, w), em.em_mog(X, 3, 2, 0, start, covariance_type=kind)[:4]):
        for array in result:
            array[:] = 0
    em.assign_clusters(w)[:] = 0
    em.compare_with_kmeans(X, 3, 0)
    em.evaluate_gmm(X, w, *start)
    em.visualize_gmm(X, w, *start, "", show=False)


LAYOUTS = {
    "list": lambda X: X.tolist(),
    "Fortran order": np.asfortranarray,
    "every other row": lambda X: np.repeat(X, 2, axis=0)[::2],
    "float32": lambda X: X.astype(np.float32),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_of_the_data_does_not_matter(layout):
    X = BLOBS.astype(np.float32).astype(np.float64)
    expected, found = em.em_mog(X, 3, rng=0), em.em_mog(LAYOUTS[layout](X), 3, rng=0)
    assert all(np.array_equal(a, b) for a, b in zip(expected[:4], found[:4], strict=True))


def with_value(value: float) -> np.ndarray:
    X = BLOBS.copy()
    X[5, 1] = value
    return X


NAN, INFINITE, HUGE = with_value(np.nan), with_value(-np.inf), with_value(1e200)
P3, M3, S3 = np.full(3, 1 / 3), BLOBS[:3], np.tile(np.eye(2), (3, 1, 1))
W3 = np.full((300, 3), 1 / 3)
SKEW = np.array([[1.0, 0.5], [0.0, 1.0]])
BAD = {
    "start, method": lambda: em.initialize_parameters(BLOBS, 3, "kmeans++"),
    "start, k = 0": lambda: em.initialize_parameters(BLOBS, 0),
    "start, k > n": lambda: em.initialize_parameters(BLOBS, 301),
    "start, NaN": lambda: em.initialize_parameters(NAN, 3),
    "start, one dimension": lambda: em.initialize_parameters(BLOBS[0], 1),
    "density, NaN": lambda: em.gaussian_log_density(NAN, M3[0], S3[0]),
    "density, huge": lambda: em.gaussian_log_density(HUGE, M3[0], S3[0]),
    "density, features": lambda: em.gaussian_log_density(BLOBS, [0.0], S3[0]),
    "density, shape": lambda: em.gaussian_log_density(BLOBS, M3[0], np.eye(3)),
    "density, indefinite": lambda: em.gaussian_log_density(BLOBS, M3[0], [[1.0, 2.0], [2.0, 1.0]]),
    "density, singular": lambda: em.gaussian_log_density(BLOBS, M3[0], np.ones((2, 2))),
    "density, no variance": lambda: em.gaussian_log_density(BLOBS, M3[0], np.diag([1.0, 0.0])),
    "density, asymmetric": lambda: em.gaussian_log_density(BLOBS, M3[0], SKEW),
    "density, infinite": lambda: em.gaussian_log_density(BLOBS, M3[0], np.full((2, 2), np.inf)),
    "e-step, NaN": lambda: em.e_step(NAN, P3, M3, S3),
    "e-step, no points": lambda: em.e_step(BLOBS[:0], P3, M3, S3),
    "e-step, phi of another k": lambda: em.e_step(BLOBS, P3[:2], M3, S3),
    "e-step, negative phi": lambda: em.e_step(BLOBS, [1.5, -0.5, 0.0], M3, S3),
    "e-step, phi sums to two": lambda: em.e_step(BLOBS, 2 * P3, M3, S3),
    "e-step, NaN phi": lambda: em.e_step(BLOBS, P3 * np.nan, M3, S3),
    "e-step, phi a number": lambda: em.e_step(BLOBS, 1.0, M3, S3),
    "e-step, means of another d": lambda: em.e_step(BLOBS, P3, M3[:, :1], S3),
    "e-step, NaN means": lambda: em.e_step(BLOBS, P3, M3 * np.nan, S3),
    "e-step, one covariance": lambda: em.e_step(BLOBS, P3, M3, S3[0]),
    "e-step, negative covariance": lambda: em.e_step(BLOBS, P3, M3, -S3),
    "likelihood, infinite": lambda: em.log_likelihood(INFINITE, P3, M3, S3),
    "likelihood, NaN covariance": lambda: em.log_likelihood(BLOBS, P3, M3, S3 * np.nan),
    "m-step, NaN": lambda: em.m_step(NAN, W3),
    "m-step, few rows": lambda: em.m_step(BLOBS, W3[1:]),
    "m-step, labels": lambda: em.m_step(BLOBS, np.zeros(300)),
    "m-step, negative w": lambda: em.m_step(BLOBS, -W3),
    "m-step, NaN w": lambda: em.m_step(BLOBS, W3 * np.nan),
    "m-step, negative reg_covar": lambda: em.m_step(BLOBS, W3, -1e-6),
    "em, NaN": lambda: em.em_mog(NAN, 3),
    "em, k = 0": lambda: em.em_mog(BLOBS, 0),
    "em, k > n": lambda: em.em_mog(BLOBS, 301),
    "em, method": lambda: em.em_mog(BLOBS, 3, method="best"),
    "em, covariance type": lambda: em.em_mog(BLOBS, 3, covariance_type="tied"),
    "em, start of another k": lambda: em.em_mog(BLOBS, 4, init_params=(P3, M3, S3)),
    "em, start of two": lambda: em.em_mog(BLOBS, 3, init_params=(P3, M3)),
    "em, NaN start": lambda: em.em_mog(BLOBS, 3, init_params=(P3, M3 * np.nan, S3)),
    "em, no iteration": lambda: em.em_mog(BLOBS, 3, 0),
    "em, negative tol": lambda: em.em_mog(BLOBS, 3, tol=-1e-3),
    "em, NaN tol": lambda: em.em_mog(BLOBS, 3, tol=math.nan),
    "em, negative reg_covar": lambda: em.em_mog(BLOBS, 3, reg_covar=-1.0),
    "labels, one dimension": lambda: em.assign_clusters(P3),
    "labels, NaN": lambda: em.assign_clusters(W3 * np.nan),
    "comparison, k > n": lambda: em.compare_with_kmeans(BLOBS, 301),
    "comparison, infinite": lambda: em.compare_with_kmeans(INFINITE, 3),
    "evaluate, NaN": lambda: em.evaluate_gmm(NAN, W3, P3, M3, S3),
    "evaluate, w of another k": lambda: em.evaluate_gmm(BLOBS, W3[:, :2], P3, M3, S3),
    "picture, w of another k": lambda: em.visualize_gmm(BLOBS, W3[:, :2], P3, M3, S3, ""),
    "picture, few rows": lambda: em.visualize_gmm(BLOBS, W3[1:], P3, M3, S3, ""),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_a_value_error_with_a_sentence(what):
    with pytest.raises(ValueError, match=r"^[\w\"].* .*\.$"):
        BAD[what]()


def test_the_file_stands_alone_and_imports_numpy_only():
    program = (
        f"import sys; sys.path.insert(0, {str(FILE.parent)!r}); import em_mog_examples as em\n"
        "heavy = {'scipy', 'sklearn', 'plotext', 'reference', 'tutor'} & set(sys.modules)\n"
        "em.evaluate_gmm([[0.0], [1.0], [5.0]], *(lambda p, m, s, w, h: (w, p, m, s))("
        "*em.em_mog([[0.0], [1.0], [5.0]], 2)))\n"
        "after = {'scipy', 'sklearn', 'plotext', 'reference', 'tutor'} & set(sys.modules)\n"
        "assert not heavy | after, heavy | after"
    )
    subprocess.run([sys.executable, "-I", "-c", program], check=True, timeout=120)
