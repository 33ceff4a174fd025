"""The reference of lesson 3: bounds and gaps, the general loop, and its four mixture models."""

from __future__ import annotations

import copy
import math
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr
from threadpoolctl import threadpool_limits

from reference import datasets, em_mog_examples
from reference import general_em_examples as ge

FILE = Path(ge.__file__)
BLOBS = datasets.blobs().X
OVERLAPPING = datasets.unequal(n=200).X


def forall(*strategies, most: int = 40, **named):
    """Hypothesis's `given` without a time limit an example: a busy machine is no fault."""
    return lambda test: settings(deadline=None, max_examples=most)(
        given(*strategies, **named)(test)
    )


seeds = st.integers(0, 2**32 - 1)


@st.composite
def distributions(draw: st.DrawFn, least: int = 1):
    """Probabilities, some of them 0, some tiny."""
    parts = st.one_of(st.just(0.0), st.floats(1e-12, 1.0), st.integers(1, 3).map(float))
    p = np.array(draw(st.lists(parts, min_size=least, max_size=6)))
    if not p.any():
        p[0] = 1.0
    return p / p.sum()


@dataclass(frozen=True)
class Model:
    """A mixture in the framework, data for it, and a density written out by hand."""

    name: str
    data: Callable[[np.random.Generator, int, int], np.ndarray]
    log_density: Callable[[Any, tuple[Any, ...]], float]

    def call(self, part: str, *arguments: Any, **options: Any) -> Any:
        return getattr(ge, f"{self.name}_{part}")(*arguments, **options)

    def callbacks(self) -> tuple[Callable[..., Any], ...]:
        return tuple(getattr(ge, f"{self.name}_{part}") for part in ("e_step", "m_step", "elbo"))

    def log_joint(self, X: Any, params: Any) -> np.ndarray:
        """By scalars: log φ + log p(x | component)."""
        phi, *rest = params
        return np.array(
            [
                [
                    (math.log(phi[j]) if phi[j] else -math.inf)
                    + self.log_density(x, tuple(part[j] for part in rest))
                    for j in range(len(phi))
                ]
                for x in np.asarray(X, dtype=np.float64)
            ]
        )


def gaussian(x, component):
    mean, cov = component
    gap = x - mean
    quadratic = gap @ np.linalg.solve(cov, gap)
    return -0.5 * (len(x) * math.log(2 * math.pi) + np.linalg.slogdet(cov)[1] + quadratic)


def bernoulli(x, component):
    return math.fsum(math.log(t if bit else 1 - t) for bit, t in zip(x, component[0], strict=True))


def poisson(x, component):
    terms = (c * math.log(r) - r - math.lgamma(c + 1) for c, r in zip(x, component[0], strict=True))
    return math.fsum(terms)


def exponential(x, component):
    return math.fsum(math.log(r) - r * t for t, r in zip(x, component[0], strict=True))


MODELS = [
    Model("gmm", lambda g, n, d: g.normal(size=(n, d)) + 3 * g.integers(3, size=(n, 1)), gaussian),
    Model("bmm", lambda g, n, d: (g.random((n, d)) < g.random((n, 1))).astype(float), bernoulli),
    Model(
        "pmm", lambda g, n, d: g.poisson(g.choice([1.0, 9.0], size=(n, 1)), size=(n, d)), poisson
    ),
    Model(
        "exm",
        lambda g, n, d: g.exponential(g.choice([0.1, 5.0], size=(n, 1)), size=(n, d)),
        exponential,
    ),
]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """As where learners' code is checked: two threads wait for each other on a busy machine."""
    with threadpool_limits(1):
        yield


def random_q(generator: np.random.Generator, n: int, k: int) -> np.ndarray:
    return generator.dirichlet(np.ones(k), size=n)


# 3.1 -------------------------------------------------------------------------------------------


def test_jensen_worked_by_hand():
    assert ge.jensen_gap([1, 4], [0.5, 0.5]) == pytest.approx(math.log(2.5) - math.log(2))
    assert ge.jensen_gap([1, 8], [2 / 3, 1 / 3]) == pytest.approx(math.log(10 / 3) - math.log(2))
    assert ge.jensen_gap([7.0], [1.0]) == 0


@forall(distributions(), st.data())
def test_jensen_gap_is_not_negative_and_free_of_scale(weights, data):
    n = len(weights)
    values = np.array(data.draw(st.lists(st.floats(1e-6, 1e6), min_size=n, max_size=n)))
    gap = ge.jensen_gap(values, weights)
    assert gap >= 0
    assert gap == pytest.approx(
        math.log(weights @ values) - weights @ np.log(values), abs=1e-13, rel=1e-12
    )
    assert ge.jensen_gap(values * 1e200, weights) == pytest.approx(gap, abs=1e-12)
    assert ge.jensen_gap(values[::-1], weights[::-1]) == pytest.approx(gap, abs=1e-13)
    assert ge.jensen_gap(np.full(n, values[0]), weights) <= 1e-13


@pytest.mark.filterwarnings("error")
def test_jensen_gap_where_the_mean_overflows_or_vanishes():
    assert ge.jensen_gap([1e308, 1e308, 1e308], np.full(3, 1 / 3)) == pytest.approx(0, abs=1e-12)
    assert ge.jensen_gap([1e-320, 1e-320], [0.5, 0.5]) == pytest.approx(0, abs=1e-12)
    wide = math.log(0.5) + 300 * math.log(10)
    assert ge.jensen_gap([1e-300, 1e300], [0.5, 0.5]) == pytest.approx(wide)


@pytest.mark.filterwarnings("error")
def test_jensen_values_without_weight_do_not_count():
    gap = ge.jensen_gap([1.0, 4.0], [0.5, 0.5])
    for value in (0.0, -3.0, math.nan, math.inf):
        assert ge.jensen_gap([1.0, value, 4.0], [0.5, 0.0, 0.5]) == gap


# 3.2 -------------------------------------------------------------------------------------------


def test_kl_worked_by_hand():
    expected = 0.5 * math.log(0.5 / 0.25) + 0.5 * math.log(0.5 / 0.75)
    assert ge.kl_divergence([0.5, 0.5], [0.25, 0.75]) == pytest.approx(expected)
    assert ge.kl_divergence([1, 0, 0], [0.25, 0.25, 0.5]) == pytest.approx(2 * math.log(2))


@pytest.mark.filterwarnings("error")
@forall(st.data())
def test_kl_is_not_negative_and_zero_for_equals(data):
    q = data.draw(distributions())
    p = data.draw(distributions(least=len(q)))[: len(q)] + 1e-3
    p /= p.sum()
    assert ge.kl_divergence(q, p) == pytest.approx(rel_entr(q, p).sum(), rel=1e-10, abs=1e-13)
    assert ge.kl_divergence(q, p) >= 0
    assert ge.kl_divergence(q, q) == 0


@pytest.mark.filterwarnings("error")
def test_kl_at_zeros():
    assert ge.kl_divergence([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert ge.kl_divergence([1.0, 0.0], [0.5, 0.5]) == math.log(2)
    assert ge.kl_divergence([0.0, 1.0], [0.0, 1.0]) == 0
    assert ge.kl_divergence([1e-310, 1.0], [1.0, 1e-310]) == pytest.approx(310 * math.log(10))


@forall(seeds, st.integers(1, 8), st.integers(1, 5), st.sampled_from([1.0, 30.0, 1e4, 1e8]))
def test_gap_is_evidence_less_elbo_and_the_sum_of_kl(seed, n, k, scale):
    generator = np.random.default_rng(seed)
    log_joint = generator.normal(scale=scale, size=(n, k)) - scale
    Q = random_q(generator, n, k)
    gap, parts = ge.variational_gap(log_joint, Q), ge.elbo_decomposition(log_joint, Q)
    evidence = np.logaddexp.reduce(log_joint, axis=1)
    tolerance = 1e-10 * max(1.0, np.abs(log_joint).sum())
    assert gap >= 0
    assert gap == pytest.approx(evidence.sum() - parts[2], abs=tolerance)
    logs = log_joint - evidence[:, None]
    assert gap == pytest.approx(np.sum(Q * (np.log(Q) - logs)), abs=tolerance)
    posterior = np.exp(logs - np.logaddexp.reduce(logs, axis=1)[:, None])
    assert ge.variational_gap(log_joint, posterior) <= tolerance
    shifted = ge.variational_gap(log_joint - 1e3, Q)
    assert shifted == pytest.approx(gap, abs=1e-10 * (1 + 1e3 * n * k + scale * n * k))


def test_a_small_gap_keeps_its_digits():
    """KL is δ²/2·Σ 1/p to second order, here 1e-10 beside sums of 1e7."""
    posterior = np.array([[0.25, 0.75], [0.5, 0.5]])
    delta = 1e-5 * np.array([[1, -1], [-1, 1]])
    expected = np.sum(delta**2 / (2 * posterior))
    for evidence in (0.0, -1e3):
        log_joint = np.log(posterior) + evidence
        assert ge.variational_gap(log_joint, posterior + delta) == pytest.approx(expected, rel=1e-3)


@pytest.mark.filterwarnings("error")
def test_impossible_components():
    log_joint = np.array([[-1.0, -np.inf], [-np.inf, -2.0]])
    right, wrong = np.eye(2), np.array([[1.0, 0.0], [0.5, 0.5]])
    assert ge.variational_gap(log_joint, right) == 0
    assert ge.variational_gap(log_joint, wrong) == math.inf
    assert ge.elbo_decomposition(log_joint, right) == (-3.0, 0.0, -3.0)
    assert ge.elbo_decomposition(log_joint, wrong) == (-math.inf, math.log(2), -math.inf)
    assert ge.variational_gap([[-np.inf, -np.inf]], [[0.5, 0.5]]) == math.inf


# 3.3, the loop ---------------------------------------------------------------------------------


class Recorder:
    """Callbacks that count: params are how many M-steps there were, and no number at all."""

    def __init__(self, bounds: list[float]) -> None:
        self.bounds, self.calls = bounds, list[tuple[Any, ...]]()

    def e_step(self, *arguments: Any) -> str:
        self.calls.append(("E", *arguments))
        return f"Q of {arguments[1]}"

    def m_step(self, *arguments: Any) -> str:
        self.calls.append(("M", *arguments))
        return f"params of ({arguments[1]})"

    def elbo(self, *arguments: Any) -> float:
        self.calls.append(("L", *arguments))
        return self.bounds[sum(call[0] == "L" for call in self.calls) - 1]

    def run(self, **options: Any) -> tuple[Any, Any, list[float], int]:
        return ge.general_em("data", "start", self.e_step, self.m_step, self.elbo, **options)


def test_the_loop_calls_e_m_and_the_bound_in_turn():
    recorder = Recorder([1.0, 2.0, 2.0, 9.0])
    params, Q, elbos, n_iters = recorder.run()
    assert [call[0] for call in recorder.calls] == ["E", "M", "L"] * 3
    assert recorder.calls[0] == ("E", "data", "start")
    assert recorder.calls[1] == ("M", "data", "Q of start")
    assert recorder.calls[2] == ("L", "data", "params of (Q of start)", "Q of start")
    assert recorder.calls[-1] == ("L", "data", params, Q)
    assert (elbos, n_iters) == ([1.0, 2.0, 2.0], 3)


@pytest.mark.parametrize("most", [1, 2, 5])
def test_the_loop_ends_after_max_iters(most):
    recorder = Recorder([float(i) for i in range(9)])
    _, _, elbos, n_iters = recorder.run(max_iters=most)
    assert n_iters == len(elbos) == most


@pytest.mark.parametrize("unit", [1.0, 1e6, -1e6])
def test_tol_is_relative_to_the_bound(unit):
    scale = max(1.0, abs(unit))
    recorder = Recorder([unit, unit + 3e-2 * scale, unit + 3.001e-2 * scale, unit * 9])
    assert recorder.run(tol=1e-3)[3] == 3
    assert Recorder([0.0, 1e-4, 9.0]).run(tol=1e-3)[3] == 2


def test_tol_zero_waits_for_no_change():
    gains = [1.0, 1.0 + 1e-9, 1.0 + 2e-9, 1.0 + 2e-9, 5.0]
    assert Recorder(gains).run(tol=0)[3] == 4
    assert Recorder(gains).run()[3] == 2


@pytest.mark.parametrize("fallen", [1.5, math.nan, -math.inf])
def test_a_fall_is_warned_of_and_kept(fallen):
    recorder = Recorder([1.0, 2.0, fallen, 9.0, 9.0, 9.0])
    with pytest.warns(RuntimeWarning, match=r"fell from 2 to .* at iteration 3\.") as caught:
        elbos = recorder.run(max_iters=3)[2]
    assert str(elbos[:3]) == str([1.0, 2.0, fallen])
    assert Path(caught[0].filename) == Path(__file__)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("second", [-1e5 - 1e-6, -1e5, -1e5 + 1e-6])
def test_rounding_is_no_fall_and_the_end(second):
    assert Recorder([-1e5, second, 7.0]).run(tol=1e-10)[3] == 2


@pytest.mark.filterwarnings("error")
def test_a_bound_that_starts_at_minus_infinity():
    assert Recorder([-math.inf, -3.0, -2.0, -2.0]).run()[3] == 4
    assert Recorder([-math.inf, -math.inf, 1.0]).run()[3] == 2


def test_params_may_be_anything_and_the_start_is_not_changed():
    start = {"history": [0], "deep": {"x": np.zeros(2)}}
    kept = copy.deepcopy(start)

    def e_step(X, params):
        params["deep"]["x"] += 1  # in place, as careless callbacks do
        return params["deep"]["x"].sum()

    def m_step(X, Q):
        start_copy = {"history": [Q], "deep": {"x": np.full(2, Q)}}
        start_copy["history"].append(X)
        return start_copy

    params, Q, elbos, n_iters = ge.general_em(3, start, e_step, m_step, lambda X, p, Q: min(Q, 9.0))
    assert str(start) == str(kept)
    assert (params["history"], elbos, n_iters) == ([Q, 3], [2.0, 6.0, 9.0, 9.0], 4)


def test_verbose_tells_each_iteration(capsys):
    Recorder([1.0, 2.0, 2.0]).run()
    assert capsys.readouterr().out == ""
    Recorder([1.0, 2.0, 2.0]).run(verbose=True)
    assert capsys.readouterr().out.splitlines() == [
        f"iteration   {i}: ELBO {bound:.6f}" for i, bound in ((1, 1), (2, 2), (3, 2))
    ]


# The four models -------------------------------------------------------------------------------


@every_model
@forall(seeds, st.integers(5, 12), st.integers(1, 3), st.integers(1, 3), most=25)
def test_e_step_and_bound_are_those_of_the_density_by_hand(model, seed, n, d, k):
    generator = np.random.default_rng(seed)
    X = model.data(generator, n + k, d)
    params = model.call("initialize", X, k, rng=seed)
    by_hand = model.log_joint(X, params)
    evidence = np.logaddexp.reduce(by_hand, axis=1)
    Q = model.call("e_step", X, params)
    assert np.allclose(Q, np.exp(by_hand - evidence[:, None]), rtol=1e-8, atol=1e-12)
    assert np.allclose(Q.sum(axis=1), 1, rtol=0, atol=1e-14)
    size = max(1.0, np.abs(by_hand).sum())
    assert model.call("elbo", X, params, Q) == pytest.approx(evidence.sum(), abs=1e-9 * size)
    other = random_q(generator, n + k, k)
    gap = evidence.sum() - model.call("elbo", X, params, other)
    assert gap == pytest.approx(ge.variational_gap(by_hand, other), abs=1e-9 * size)


@every_model
@forall(seeds, st.integers(1, 3), st.integers(1, 3), most=25)
def test_m_step_is_the_best_of_its_neighbours(model, seed, d, k):
    """No other phi, means or rates near those of the M-step have a higher ELBO with this Q."""
    generator = np.random.default_rng(seed)
    X = model.data(generator, 30, d)
    Q = random_q(generator, len(X), k)
    phi, middle, *rest = model.call("m_step", X, Q)
    best = model.call("elbo", X, (phi, middle, *rest), Q)
    for _ in range(5):
        other_phi = phi * np.exp(0.05 * generator.normal(size=k))
        other = middle * np.exp(0.05 * generator.normal(size=middle.shape))
        other = np.minimum(other, 1 - 1e-9) if model.name == "bmm" else other
        moved = (other_phi / other_phi.sum(), other, *rest)
        assert model.call("elbo", X, moved, Q) <= best + 1e-5


@every_model
@forall(seeds, st.integers(3, 25), st.integers(1, 3), st.integers(1, 3), most=25)
def test_the_bound_never_falls(model, seed, n, d, k):
    X = model.data(np.random.default_rng(seed), n, d)
    # 1e-6 on the diagonal is no maximum: it tells where a Gaussian has shrunk to a point
    slack, action = (1e-6, "ignore") if model.name == "gmm" else (1e-9, "error")
    start = model.call("initialize", X, k, rng=seed)
    with warnings.catch_warnings():
        warnings.simplefilter(action)
        params, Q, elbos, n_iters = ge.general_em(X, start, *model.callbacks(), 15, 0.0)
    assert n_iters == len(elbos)
    assert all(b >= a - slack * max(1, abs(b)) for a, b in pairwise(elbos))
    assert elbos[-1] == model.call("elbo", X, params, Q)
    assert model.call("elbo", X, params, model.call("e_step", X, params)) >= elbos[-1] - slack
    assert params[0].sum() == pytest.approx(1)


@every_model
@forall(seeds, most=15)
def test_order_of_points_and_components_is_free(model, seed):
    generator = np.random.default_rng(seed)
    X = model.data(generator, 20, 2)
    params = model.call("initialize", X, 3, rng=seed)
    rows, columns = generator.permutation(20), generator.permutation(3)
    Q, moved = model.call("e_step", X, params), tuple(part[columns] for part in params)
    other = model.call("e_step", X[rows], moved)
    assert np.allclose(other, Q[rows][:, columns], rtol=1e-9, atol=1e-14)
    ours, theirs = model.call("m_step", X, Q), model.call("m_step", X[rows], other)
    for a, b in zip(ours, theirs, strict=True):
        assert np.allclose(a[columns], b, rtol=1e-8, atol=1e-9)


@every_model
@pytest.mark.filterwarnings("error")
def test_components_without_weight_stay_finite(model):
    X = model.data(np.random.default_rng(0), 12, 2)
    Q = np.zeros((12, 3))
    Q[:, 1] = 1.0
    params = model.call("m_step", X, Q)
    assert params[0].tolist() == [0, 1, 0]
    assert all(np.isfinite(part).all() for part in params)
    again = model.call("e_step", X, params)
    assert again.tolist() == Q.tolist()
    assert math.isfinite(model.call("elbo", X, params, again))
    assert model.call("elbo", X, params, np.full((12, 3), 1 / 3)) == -math.inf


@every_model
@pytest.mark.filterwarnings("error")
def test_weights_may_be_very_small(model):
    X = model.data(np.random.default_rng(0), 12, 2)
    Q = np.full((12, 2), 1e-300)
    Q[:, 1] = 1.0
    params = model.call("m_step", X, Q)
    for part in params[1:]:
        assert np.allclose(part[0], part[1], rtol=1e-12)


@every_model
@pytest.mark.filterwarnings("error")
def test_rows_sum_to_one_where_every_density_underflows(model):
    width = 50 if model.name == "gmm" else 4_000
    X = np.tile(model.data(np.random.default_rng(1), 10, 2), width // 2)
    phi, *rest = model.call("initialize", X, 3, rng=0)
    if model.name == "gmm":
        rest = [rest[0] + 10.0, 0.01 * np.stack([np.eye(width)] * 3)]
    if model.name == "exm":
        rest = [rest[0] * 10]
    params = (phi, *rest)
    Q = model.call("e_step", X, params)
    assert model.call("elbo", X, params, Q) / len(X) < -745, "nothing underflows here"
    assert np.allclose(Q.sum(axis=1), 1, rtol=0, atol=1e-14)


@every_model
def test_seeds(model):
    X = model.data(np.random.default_rng(0), 40, 3)

    def start(rng):
        return np.concatenate([part.ravel() for part in model.call("initialize", X, 3, rng)])

    assert np.array_equal(start(11), start(np.int64(11)))
    assert np.array_equal(start(11), start(np.random.default_rng(11)))
    assert not np.array_equal(start(11), start(12))
    assert not np.array_equal(start(None), start(None))


@every_model
@pytest.mark.parametrize("copies", [1, 20])
def test_components_differ_at_the_start(model, copies):
    X = np.repeat(model.data(np.random.default_rng(3), 20 // copies + 1, 2), copies, axis=0)
    for seed in range(10):
        phi, middle, *_ = model.call("initialize", X, 4, rng=seed)
        assert phi.tolist() == [0.25] * 4
        assert middle.shape == (4, 2)
        assert len(np.unique(middle, axis=0)) == 4


@every_model
def test_no_argument_is_changed_and_lists_will_do(model):
    X = np.ascontiguousarray(model.data(np.random.default_rng(0), 15, 2))
    params = model.call("initialize", X, 2, rng=0)
    Q = model.call("e_step", X, params)
    for array in (X, Q, *params):
        array.setflags(write=False)
    assert np.array_equal(model.call("e_step", X.tolist(), [p.tolist() for p in params]), Q)
    again = model.call("m_step", X.tolist(), Q.tolist())
    assert isinstance(again, tuple)
    bound = model.call("elbo", X, params, Q)
    assert model.call("elbo", X.tolist(), list(params), Q.tolist()) == pytest.approx(bound)
    model.call("initialize", X, 2, rng=0)[1][:] = 0  # not a view of X
    ge.general_em(X, params, *model.callbacks(), max_iters=2)


# 3.3, the Gaussian mixture ---------------------------------------------------------------------


@pytest.mark.parametrize("offset", [0.0, 1e8])
def test_general_em_is_em_mog(offset):
    """From the same start, after the same number of iterations, the same fit."""
    X = OVERLAPPING + offset
    start = ge.gmm_initialize(X, 3, rng=1)
    for iterations in (1, 2, 7, 20):  # rounding settles after some 25
        params, _, _, n_iters = ge.general_em(
            X, start, ge.gmm_e_step, ge.gmm_m_step, ge.gmm_elbo, iterations, 0.0
        )
        found = em_mog_examples.em_mog(X, 3, iterations, 0.0, start)
        assert n_iters == len(found[4]) == iterations
        for ours, theirs in zip(params, found[:3], strict=True):
            assert np.allclose(ours, theirs, rtol=1e-8, atol=1e-8)
        Q = ge.gmm_e_step(X, params)
        likelihood = em_mog_examples.log_likelihood(X, *params)
        assert ge.gmm_elbo(X, params, Q) == pytest.approx(likelihood, rel=1e-9)
        assert found[4][-1] == pytest.approx(likelihood, rel=1e-8)


def test_gaussian_density_where_the_determinant_underflows_and_conditions_are_bad():
    """x = Az with A triangular: log N(x | Am, AAᵀ) is that of z, less log |A|."""
    generator = np.random.default_rng(0)
    for d, low in ((50, 1e-4), (50, 1e-3), (4, 1e-6)):
        scales = np.geomspace(low, 1.0, d)  # standard deviations
        A = scales[:, None] * (np.eye(d) + np.tril(generator.normal(scale=0.1, size=(d, d)), -1))
        z = generator.normal(size=(5, d))
        expected = -0.5 * np.sum(z**2, axis=1) - d / 2 * math.log(2 * math.pi)
        expected -= np.log(np.abs(np.diag(A))).sum()
        found = ge._gaussian_log_density(z @ A.T, np.zeros(d), A @ A.T)
        assert np.allclose(found, expected, rtol=1e-8), (d, low)


def test_m_step_at_an_offset():
    Q = random_q(np.random.default_rng(0), len(BLOBS), 3)
    far = BLOBS + 2.0**27
    near = far - 2.0**27  # exactly what is left of the digits
    for a, b in zip(ge.gmm_m_step(far, Q)[2], ge.gmm_m_step(near, Q)[2], strict=True):
        assert np.allclose(a, b, rtol=1e-7)
        assert np.array_equal(a, a.T)


# 3.4, 3.6 and 3.7 ------------------------------------------------------------------------------


def test_theta_stays_inside():
    X = np.array([[0, 1], [0, 1], [0, 1]])
    theta = ge.bmm_m_step(X, np.ones((3, 1)))[1]
    assert 0 < theta[0, 0] <= 1e-6
    assert 1e-6 >= 1 - theta[0, 1] > 0


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int64, np.float32])
def test_bits_of_any_kind_in_many_blocks(dtype):
    X = np.random.default_rng(0).integers(2, size=(400, 784))
    assert ge.BLOCK_NUMBERS // 784 < 200, "not in three blocks"
    params = ge.bmm_initialize(X, 3, rng=0)
    Q = ge.bmm_e_step(X, params)
    assert np.array_equal(ge.bmm_e_step(X.astype(dtype), params), Q)
    phi, theta = ge.bmm_m_step(X.astype(dtype), Q)
    assert np.allclose(theta, Q.T @ X / Q.sum(axis=0)[:, None], rtol=1e-12)
    assert phi == pytest.approx(Q.mean(axis=0))


def test_poisson_and_exponential_means_are_kept_from_zero():
    zeros = np.zeros((3, 2))
    assert ge.pmm_m_step(zeros, np.ones((3, 1)))[1].tolist() == [[1e-10, 1e-10]]
    assert ge.exm_m_step(zeros, np.ones((3, 1)))[1].tolist() == [[1e10, 1e10]]
    for name in ("pmm", "exm"):
        assert np.isfinite(getattr(ge, f"{name}_initialize")(zeros, 3)[1]).all()


TRUTHS = {
    "bmm": np.array([[0.9, 0.8, 0.1, 0.2, 0.9, 0.1], [0.2, 0.1, 0.9, 0.7, 0.1, 0.8]]),
    "pmm": np.array([[2.0, 9.0, 4.0, 1.0, 3.0, 2.0], [8.0, 3.0, 4.0, 6.0, 1.0, 2.0]]),
    "exm": np.array([[5.0, 0.2, 1.0, 4.0, 1.0, 0.2], [0.3, 4.0, 1.0, 0.4, 5.0, 1.0]]),
}


@pytest.mark.parametrize("name", TRUTHS)
def test_true_parameters_are_found(name):
    generator, truth = np.random.default_rng(0), TRUTHS[name]
    z = (generator.random(4_000) < 0.3).astype(int)
    draw = {
        "bmm": lambda t: (generator.random(t.shape) < t).astype(float),
        "pmm": generator.poisson,
        "exm": lambda rate: generator.exponential(1 / rate),
    }
    X = draw[name](truth[z])
    model = next(m for m in MODELS if m.name == name)
    start = model.call("initialize", X, 2, rng=0)
    (phi, found), *_ = ge.general_em(X, start, *model.callbacks(), tol=1e-9)
    order = np.argsort(phi)[::-1]
    assert np.allclose(phi[order], [0.7, 0.3], atol=0.03)
    assert np.allclose(found[order], truth, rtol=0.12, atol=0.04)


# The demonstrations ----------------------------------------------------------------------------


def test_the_bound_is_best_at_the_posterior():
    measured = ge.demonstrate_jensens_inequality(show=False)
    assert measured["best_q"] == pytest.approx(measured["posterior"], abs=0.005)
    assert max(measured["elbos"]) == pytest.approx(measured["log_evidence"], abs=1e-12)
    gaps = list(measured["gaps"].values())
    assert gaps[0] == 0
    assert gaps == sorted(gaps)


def test_divergences_have_two_directions():
    measured = ge.demonstrate_kl_divergence(show=False)
    assert measured["kl_of_q_and_p"] != pytest.approx(measured["kl_of_p_and_q"], rel=0.1)
    assert measured["kl_where_p_is_zero"] == math.inf
    assert measured["gaps"] == pytest.approx(measured["sums_of_kl"], abs=1e-12)
    assert measured["gaps"] == sorted(measured["gaps"])
    assert measured["bell_of_least_kl_q_p"] == (15, 2)
    assert measured["bell_of_least_kl_p_q"] == (19, 5)  # √(2² + 24) = 5.3, the spread of both


def test_both_views_at_every_half_step():
    measured = {k: np.array(v) for k, v in ge.demonstrate_elbo_decomposition(False).items()}
    elbo, likelihood, kl = (measured[name] for name in ("elbo", "log_likelihood", "kl"))
    assert np.allclose(measured["expected_log_joint"] + measured["entropy"], elbo, rtol=1e-12)
    assert np.allclose(likelihood - kl, elbo, rtol=1e-12)
    assert np.all(np.diff(elbo) > 0)
    assert np.allclose(kl[::2], 0, atol=1e-9)
    assert np.all(kl[1::2] > 1e-3)
    assert np.allclose(likelihood[2::2], likelihood[1:-1:2], rtol=1e-12)


def test_digits_are_found_without_labels():
    measured = ge.demonstrate_bmm_with_general_em(show=False)
    assert all(a < b for a, b in pairwise(measured["elbos"]))
    assert measured["n_iters"] == len(measured["elbos"])
    assert measured["theta"].shape == (10, 64)
    assert measured["agreement"] > 0.7


DEMONSTRATIONS = [
    ge.demonstrate_jensens_inequality,
    ge.demonstrate_kl_divergence,
    ge.demonstrate_bmm_with_general_em,
    ge.demonstrate_elbo_decomposition,
]


@pytest.mark.parametrize("demonstrate", DEMONSTRATIONS)
@pytest.mark.parametrize("colour", [True, False])
def test_demonstrations_are_shown_on_demand(demonstrate, colour, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    start = time.process_time()
    demonstrate(show=False)
    assert time.process_time() - start < 1.5
    assert capsys.readouterr().out == ""
    demonstrate()
    shown = capsys.readouterr().out
    assert ("\x1b[" in shown) == colour
    if not colour:
        assert max(map(len, shown.splitlines())) <= 80


def test_pictures_stand_side_by_side_as_the_width_allows(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "10")
    images = np.array([[[0, 1], [0.5, 0]], [[1, 1], [1, 1]], [[0, 0], [0, 0]]])
    drawn = ge._pictures(images, ["one", "a long name", ""])
    assert drawn.split("\n\n") == [
        "  @@  @@@@\n++    @@@@\none   a lo".replace("++", 2 * ge.INK[5]),
        "    \n    \n    ",
    ]


# Bad input -------------------------------------------------------------------------------------

BITS, COUNTS = np.eye(4, 3), np.arange(8.0).reshape(4, 2)
HALF = np.full((4, 2), 0.5)
GMM = ge.gmm_initialize(COUNTS, 2, rng=0)
BMM = ge.bmm_initialize(BITS, 2, rng=0)
PMM = ge.pmm_initialize(COUNTS, 2, rng=0)
NAN = np.where(COUNTS == 3, np.nan, COUNTS)


def loop(**options: Any) -> Any:
    return ge.general_em(COUNTS, GMM, ge.gmm_e_step, ge.gmm_m_step, ge.gmm_elbo, **options)


BAD = {
    "jensen, weights": lambda: ge.jensen_gap([1, 2], [0.5, 0.6]),
    "jensen, negative weight": lambda: ge.jensen_gap([1, 2], [1.5, -0.5]),
    "jensen, NaN weight": lambda: ge.jensen_gap([1, 2], [0.5, math.nan]),
    "jensen, zero": lambda: ge.jensen_gap([0, 2], [0.5, 0.5]),
    "jensen, NaN": lambda: ge.jensen_gap([math.nan, 2], [0.5, 0.5]),
    "jensen, infinite": lambda: ge.jensen_gap([math.inf, 2], [0.5, 0.5]),
    "jensen, lengths": lambda: ge.jensen_gap([1, 2, 3], [0.5, 0.5]),
    "jensen, table": lambda: ge.jensen_gap([[1, 2]], [[0.5, 0.5]]),
    "jensen, nothing": lambda: ge.jensen_gap([], []),
    "kl, sum of q": lambda: ge.kl_divergence([0.5, 0.6], [0.5, 0.5]),
    "kl, sum of p": lambda: ge.kl_divergence([0.5, 0.5], [0.5, 0.6]),
    "kl, negative": lambda: ge.kl_divergence([0.5, 0.5], [1.5, -0.5]),
    "kl, lengths": lambda: ge.kl_divergence([0.5, 0.5], [0.5, 0.25, 0.25]),
    "kl, table": lambda: ge.kl_divergence([[1.0]], [[1.0]]),
    "gap, shapes": lambda: ge.variational_gap(np.zeros((4, 3)), HALF),
    "gap, NaN": lambda: ge.variational_gap(NAN, HALF),
    "gap, plus infinity": lambda: ge.variational_gap(np.full((4, 2), np.inf), HALF),
    "gap, rows": lambda: ge.variational_gap(COUNTS, 2 * HALF),
    "gap, one row flat": lambda: ge.variational_gap(COUNTS[0], HALF[0]),
    "parts, shapes": lambda: ge.elbo_decomposition(np.zeros((3, 2)), HALF),
    "parts, rows": lambda: ge.elbo_decomposition(COUNTS, COUNTS),
    "loop, no iteration": lambda: loop(max_iters=0),
    "loop, negative tol": lambda: loop(tol=-1e-3),
    "loop, NaN tol": lambda: loop(tol=math.nan),
    "gmm, NaN": lambda: ge.gmm_e_step(NAN, GMM),
    "gmm, infinite": lambda: ge.gmm_initialize(np.full((4, 2), -np.inf), 2),
    "gmm, huge": lambda: ge.gmm_m_step(COUNTS * 1e150, HALF),
    "gmm, flat": lambda: ge.gmm_e_step(COUNTS[0], GMM),
    "gmm, no points": lambda: ge.gmm_initialize(COUNTS[:0], 1),
    "gmm, k = 0": lambda: ge.gmm_initialize(COUNTS, 0),
    "gmm, k > n": lambda: ge.gmm_initialize(COUNTS, 5),
    "gmm, features": lambda: ge.gmm_e_step(COUNTS[:, :1], GMM),
    "gmm, parts": lambda: ge.gmm_e_step(COUNTS, GMM[:2]),
    "gmm, phi": lambda: ge.gmm_e_step(COUNTS, (GMM[0] * 2, *GMM[1:])),
    "gmm, NaN mean": lambda: ge.gmm_elbo(COUNTS, (GMM[0], GMM[1] * np.nan, GMM[2]), HALF),
    "gmm, variances": lambda: ge.gmm_e_step(COUNTS, (*GMM[:2], np.ones((2, 2)))),
    "gmm, singular": lambda: ge.gmm_e_step(COUNTS, (*GMM[:2], np.zeros((2, 2, 2)))),
    "gmm, rows of Q": lambda: ge.gmm_m_step(COUNTS, HALF[:3]),
    "gmm, sums of Q": lambda: ge.gmm_m_step(COUNTS, 2 * HALF),
    "gmm, components of Q": lambda: ge.gmm_elbo(COUNTS, GMM, np.full((4, 4), 0.25)),
    "bmm, halves": lambda: ge.bmm_e_step(BITS / 2, BMM),
    "bmm, twos": lambda: ge.bmm_m_step(BITS * 2, HALF),
    "bmm, NaN": lambda: ge.bmm_initialize(NAN, 2),
    "bmm, k > n": lambda: ge.bmm_initialize(BITS, 5),
    "bmm, k = 0": lambda: ge.bmm_initialize(BITS, 0),
    "pmm, k = 0": lambda: ge.pmm_initialize(COUNTS, 0),
    "exm, k = 0": lambda: ge.exm_initialize(COUNTS, 0),
    "bmm, theta of one": lambda: ge.bmm_e_step(BITS, (BMM[0], np.ones((2, 3)))),
    "bmm, theta of zero": lambda: ge.bmm_elbo(BITS, (BMM[0], np.zeros((2, 3))), HALF),
    "bmm, features": lambda: ge.bmm_e_step(BITS[:, :2], BMM),
    "pmm, fractions": lambda: ge.pmm_initialize(COUNTS / 2, 2),
    "pmm, negative": lambda: ge.pmm_m_step(-COUNTS, HALF),
    "pmm, lam of zero": lambda: ge.pmm_e_step(COUNTS, (PMM[0], PMM[1] * 0)),
    "exm, negative": lambda: ge.exm_initialize(COUNTS - 1, 2),
    "exm, NaN": lambda: ge.exm_m_step(NAN, HALF),
    "exm, rate of zero": lambda: ge.exm_elbo(COUNTS, (PMM[0], PMM[1] * 0), HALF),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_a_value_error_with_a_sentence(what):
    with pytest.raises(ValueError, match=r"^[\w\"].* .*\.$"):
        BAD[what]()


def test_a_point_that_no_component_reaches_is_told_of():
    with pytest.raises(ValueError, match="no density"):
        ge._posterior(np.array([[0.0, -1.0], [-np.inf, -np.inf]]))


def test_the_file_stands_alone_and_imports_numpy_only():
    program = (
        f"import sys; sys.path.insert(0, {str(FILE.parent)!r}); import general_em_examples as ge\n"
        "X = [[0.0], [1.0], [1.0]]\n"
        "ge.general_em(X, ge.bmm_initialize(X, 2), ge.bmm_e_step, ge.bmm_m_step, ge.bmm_elbo)\n"
        "heavy = {'scipy', 'sklearn', 'plotext', 'reference', 'tutor'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-I", "-c", program], check=True, timeout=60)
