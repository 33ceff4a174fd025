"""The reference k-means: against scikit-learn, by properties, and where floats are treacherous."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import chi2
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from reference import datasets
from reference import kmeans_examples as km

BLOBS = datasets.blobs().X
FILE = Path(km.__file__)

coordinates = st.floats(-100, 100, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-9)
whole = st.integers(-3, 3).map(float)  # few values, so that ties and duplicates are common


def forall(*strategies, **named):
    """Hypothesis's `given` without a time limit an example: a busy machine is no fault."""
    return lambda test: settings(deadline=None)(given(*strategies, **named)(test))


@st.composite
def points(draw: st.DrawFn, elements: st.SearchStrategy[float] = whole, most: int = 12):
    n, d = draw(st.integers(1, most)), draw(st.integers(1, 4))
    return draw(arrays(np.float64, (n, d), elements=elements))


@st.composite
def points_and_k(draw: st.DrawFn, elements: st.SearchStrategy[float] = whole):
    X = draw(points(elements))
    return X, draw(st.integers(1, len(X))), draw(st.integers(0, 2**32 - 1))


def nearest_by_broadcast(X: np.ndarray, C: np.ndarray) -> np.ndarray:
    return ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)


def sum_of_squares(X: np.ndarray, C: np.ndarray, labels: np.ndarray) -> float:
    return math.fsum(((X - C[labels.astype(int)]) ** 2).ravel())


# 1.1 -------------------------------------------------------------------------------------------


def test_distortion_worked_by_hand():
    X, C = [[0, 0], [3, 4], [10, 0]], [[0, 0], [10, 1]]
    assert km.compute_distortion(X, C, [0, 0, 1]) == 0 + 25 + 1
    assert km.compute_distortion(X, C, np.zeros(3)) == 0 + 25 + 100


@pytest.mark.parametrize("dtype", [np.int8, np.uint64, np.float32, np.float64, bool])
def test_distortion_takes_any_whole_labels(dtype):
    assert km.compute_distortion([[1.0], [2.0]], [[0.0], [0.0]], np.array([0, 1], dtype)) == 5.0


def test_distortion_far_from_the_origin_and_in_blocks():
    X = np.random.default_rng(0).normal(size=(50_000, 3)) + 1e8
    C, labels = X[:4] + 0.5, np.arange(len(X)) % 4
    assert km.compute_distortion(X, C, labels) == pytest.approx(
        sum_of_squares(X, C, labels), rel=1e-13
    )


# 1.2 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", km.METHODS)
@forall(case=points_and_k())
def test_starts_are_rows_of_x(method, case):
    X, k, seed = case
    start = km.initialize_centroids(X, k, method, seed)
    rows = {tuple(row) for row in X}
    assert start.shape == (k, X.shape[1])
    assert {tuple(row) for row in start} <= rows
    if method == "kmeans++":  # a row that is drawn, or its copy, has D² = 0
        assert len({tuple(row) for row in start}) == min(k, len(rows))


@forall(points())
def test_random_start_draws_different_indices(X):
    X = np.column_stack([X, np.arange(len(X))])
    start = km.initialize_centroids(X, len(X), "random", 0)
    assert sorted(start[:, -1]) == list(range(len(X)))


def chi_square_p(counts: np.ndarray, probabilities: np.ndarray) -> float:
    expected = counts.sum() * probabilities
    statistic = ((counts - expected) ** 2 / expected).sum()
    return float(chi2.sf(statistic, len(counts) - 1))


def draws(method: str, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Ordered draws of k of five points, as row numbers, by 4,000 seeds, and the points."""
    X = np.array([[0.0], [1.0], [3.0], [7.0], [8.0]])
    row_of = {value: row for row, value in enumerate(X[:, 0])}
    starts = [km.initialize_centroids(X, k, method, seed) for seed in range(4_000)]
    return np.array([[row_of[value] for value in start[:, 0]] for start in starts]), X


def test_random_start_is_uniform():
    rows, _ = draws("random", 2)
    assert chi_square_p(np.bincount(rows[:, 0], minlength=5), np.full(5, 0.2)) > 1e-4
    pairs = np.bincount(5 * rows[:, 0] + rows[:, 1], minlength=25).reshape(5, 5)
    different = ~np.eye(5, dtype=bool)
    assert pairs[~different].sum() == 0
    assert chi_square_p(pairs[different], np.full(20, 1 / 20)) > 1e-4


def d2_probabilities(X: np.ndarray) -> np.ndarray:
    """P(first, second, third) of plain D² sampling, by enumeration."""
    D2 = (X - X.T) ** 2
    P = np.zeros((5, 5, 5))
    for i in range(5):
        second = D2[i] / D2[i].sum()
        for j in np.flatnonzero(second):
            nearest = np.minimum(D2[i], D2[j])
            P[i, j] = 0.2 * second[j] * nearest / nearest.sum()
    return P


def test_kmeans_plus_plus_is_plain_d2_sampling():
    rows, X = draws("kmeans++", 3)
    P = d2_probabilities(X)
    counts = np.zeros((5, 5, 5))
    np.add.at(counts, tuple(rows.T), 1)
    assert P.sum() == pytest.approx(1)
    assert counts[P == 0].sum() == 0
    assert chi_square_p(counts[P > 0], P[P > 0]) > 1e-4


class Dice:
    """A generator that draws row 0, and then the lowest number there is."""

    def integers(self, n: int) -> int:
        return 0

    def random(self) -> float:
        return 0.0


def test_the_lowest_draw_does_not_choose_a_row_twice():
    assert km._d2_sample(np.array([[1.0], [1.0], [2.0], [3.0]]), 3, Dice()) == [0, 2, 3]


# 1.3 -------------------------------------------------------------------------------------------


@forall(st.data(), st.sampled_from([0.0, 1e8, -1e8]), st.sampled_from([1.0, 1e-8]))
def test_labels_are_those_of_the_explicit_distances(data, offset, scale):
    X = data.draw(points(st.one_of(whole, coordinates))) * scale + offset
    shape = (data.draw(st.integers(1, 5)), X.shape[1])
    C = data.draw(arrays(np.float64, shape, elements=st.one_of(whole, coordinates)))
    C = C * scale + offset
    assert km.assign_clusters(X, C).tolist() == nearest_by_broadcast(X, C).tolist()


@forall(st.data())
def test_centroids_among_the_points_and_halfway_tie_to_the_lower_index(data):
    X = data.draw(points(st.integers(-4, 4).map(float)))
    C = np.vstack([X[::-1], X[::-1]])  # every centroid twice, and more of them than points
    labels = km.assign_clusters(X, C)
    assert labels.max() < len(X)
    assert np.array_equal(C[labels], X)
    assert labels.tolist() == nearest_by_broadcast(X, C).tolist()


def test_tie_goes_to_the_lower_index_whichever_side():
    for C in ([[-1.0], [1.0]], [[1.0], [-1.0]], [[1e8 - 1], [1e8 + 1]]):
        assert km.assign_clusters([[np.mean(C)]], C).tolist() == [0]


@pytest.mark.parametrize("k", [1, 3, 127, 128, 129, 255, 256, 257, 300])
def test_many_centroids_and_several_blocks(k):
    generator = np.random.default_rng(k)
    X, C = generator.normal(size=(20_000, 3)), generator.normal(size=(k, 3))
    labels = km.assign_clusters(X, C)
    assert labels.dtype.kind == "i"
    assert np.array_equal(labels[::7], nearest_by_broadcast(X[::7], C))


def test_ties_and_tight_pairs_in_every_block():
    X = np.random.default_rng(0).integers(-4, 5, size=(100_000, 2)).astype(float)
    C = np.array([[-2.0, 0.0], [2.0, 0.0], [0.0, 2.0], [0.0, -2.0]])
    assert np.array_equal(km.assign_clusters(X, C), nearest_by_broadcast(X, C))
    pairs = np.array([[-1e6], [1e6], [1e6 + 1e-9]])
    rows = np.random.default_rng(1).integers(3, size=100_000)
    assert np.array_equal(km.assign_clusters(pairs[rows], pairs), rows)


def test_float32_is_computed_in_float64():
    X = BLOBS.astype(np.float32)
    C = X[:3]
    wide = nearest_by_broadcast(X.astype(np.float64), C.astype(np.float64))
    assert np.array_equal(km.assign_clusters(X, C), wide)


def test_tight_pairs_far_apart():
    """Scores alone could not tell 1e6 from 1e6 + 1e-9 while the data reach from −1e6 to 1e6."""
    C = np.array([[-1e6], [1e6], [1e6 + 1e-9]])
    assert km.assign_clusters(C[::-1], C).tolist() == [2, 1, 0]


def test_a_wild_point_does_not_blur_the_others():
    X = np.vstack([BLOBS, [[1e12, -1e12]]])
    assert np.array_equal(km.assign_clusters(X, X[::50]), nearest_by_broadcast(X, X[::50]))


# 1.4 -------------------------------------------------------------------------------------------


@forall(points_and_k(st.one_of(whole, coordinates)), st.sampled_from([0.0, 1e8]))
def test_means_and_empty_clusters(case, offset):
    X, k, seed = case
    X = X + offset
    labels = np.random.default_rng(seed).integers(k, size=len(X))
    C = km.update_centroids(X, labels, k)
    for j in range(k):
        if np.any(labels == j):
            mean = offset + (X[labels == j] - offset).mean(axis=0)
            assert C[j] == pytest.approx(mean, rel=1e-15, abs=1e-12)
        else:
            assert (C[j] == X).all(axis=1).any()


def test_empty_clusters_go_to_the_farthest_points_one_each():
    X = np.array([[0.0], [1.0], [10.0], [-20.0]])
    assert km.update_centroids(X, [1, 1, 1, 1], 3).ravel().tolist() == [-20.0, -2.25, 10.0]


@pytest.mark.parametrize("n", [1_000, 60_000])
def test_small_and_large_sums_agree_with_the_plain_means(n):
    generator = np.random.default_rng(n)
    X, labels = generator.normal(size=(n, 5)) + 1e6, generator.integers(4, size=n)
    plain = [1e6 + (X[labels == j] - 1e6).mean(axis=0) for j in range(4)]
    assert np.abs(km.update_centroids(X, labels, 4) - plain).max() < 1e-9


def test_guide_step_with_an_empty_cluster_has_no_nan():
    labels = km.assign_clusters(BLOBS, [[0, 0], [2, 2], [-2, -2]])
    assert np.bincount(labels, minlength=3).min() == 0
    assert np.isfinite(km.update_centroids(BLOBS, labels, 3)).all()


# 1.5 -------------------------------------------------------------------------------------------


def check_run(X, k, max_iters, result):
    centroids, labels, history = result
    assert centroids.shape == (k, X.shape[1])
    assert np.isfinite(centroids).all()
    assert isinstance(history, list)
    assert all(type(entry) is float for entry in history)
    assert 1 <= len(history) <= max_iters
    assert all(later <= earlier for earlier, later in pairwise(history))
    assert labels.tolist() == nearest_by_broadcast(X, centroids).tolist()
    assert history[-1] == pytest.approx(sum_of_squares(X, centroids, labels), rel=1e-12, abs=1e-25)


@pytest.mark.parametrize("init", km.METHODS)
@forall(
    case=points_and_k(st.one_of(whole, coordinates)),
    max_iters=st.integers(1, 30),
    tol=st.sampled_from([0.0, 1e-6, 0.1]),
    offset=st.sampled_from([0.0, 1e8]),
    scale=st.sampled_from([1.0, 1e-8]),
)
def test_every_run_keeps_the_contract(init, case, max_iters, tol, offset, scale):
    X, k, seed = case
    X = X * scale + offset
    check_run(X, k, max_iters, km.kmeans(X, k, max_iters, tol, init, seed))


@forall(points_and_k())
def test_tol_zero_runs_to_a_fixed_point(case):
    X, k, seed = case
    centroids, labels, history = km.kmeans(X, k, 1_000, tol=0, rng=seed)
    again = km.kmeans(X, k, 1_000, tol=0, init=centroids)
    assert len(history) < 1_000
    assert again[2][-1] == pytest.approx(history[-1], rel=1e-12, abs=1e-25)
    for j in np.unique(labels):
        assert centroids[j] == pytest.approx(X[labels == j].mean(axis=0), abs=1e-12)


@pytest.mark.parametrize(("d", "k"), [(1, 2), (2, 3), (2, 12), (16, 8)])
@pytest.mark.parametrize("n", [300, 30_000])
def test_same_labels_and_inertia_as_scikit_learn(n, d, k):
    generator = np.random.default_rng(d * k)
    centres = generator.uniform(-3, 3, size=(k, d))
    X = centres[generator.integers(k, size=n)] + generator.normal(size=(n, d))
    start = X[:k]
    centroids, labels, history = km.kmeans(X, k, 1_000, tol=0, init=start)
    theirs = KMeans(k, init=start, n_init=1, max_iter=1_000, tol=0, algorithm="lloyd").fit(X)
    assert np.array_equal(labels, theirs.labels_)
    assert history[-1] == pytest.approx(theirs.inertia_, rel=1e-10)
    assert np.allclose(centroids, theirs.cluster_centers_, rtol=0, atol=1e-10)
    assert len(history) == theirs.n_iter_ - 1  # theirs counts the iteration that changes nothing


@pytest.mark.filterwarnings("ignore:Number of distinct|.*converge")
@pytest.mark.parametrize("iterations", [1, 2, 5])
def test_stops_after_the_same_iterations_as_scikit_learn(iterations):
    X = np.random.default_rng(3).normal(size=(2_000, 2))
    mine = km.kmeans(X, 9, iterations, tol=0, init=X[:9])
    theirs = KMeans(9, init=X[:9], n_init=1, max_iter=iterations, tol=0).fit(X)
    assert len(mine[2]) == iterations
    assert np.array_equal(mine[1], theirs.labels_)
    assert mine[2][-1] == pytest.approx(theirs.inertia_, rel=1e-10)


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
@pytest.mark.parametrize("tol", [0.0, 1e-6, 1e-3])
def test_the_stopping_test_is_free_of_scale(scale, tol):
    X = np.random.default_rng(4).normal(size=(3_000, 2))
    lengths = [len(km.kmeans(X * s, 9, 300, tol, init=X[:9] * s)[2]) for s in (1.0, scale)]
    assert abs(lengths[0] - lengths[1]) <= 1
    assert 1 < lengths[0] < 300


def test_larger_tol_stops_sooner():
    X = np.random.default_rng(4).normal(size=(3_000, 2))
    lengths = [len(km.kmeans(X, 9, 300, tol, init=X[:9])[2]) for tol in (0.0, 1e-4, 1e-2)]
    assert lengths[0] > lengths[1] > lengths[2] >= 2


def test_an_offset_changes_nothing_but_the_offset():
    X = np.round(BLOBS, 3)
    near = km.kmeans(X, 3, init=X[:3])
    far = km.kmeans(X + 2.0**27, 3, init=X[:3] + 2.0**27)
    assert np.array_equal(near[1], far[1])
    assert near[2][-1] == pytest.approx(far[2][-1], rel=1e-6)  # X + 2²⁷ itself is rounded


def test_empty_clusters_on_the_way_are_filled():
    start = np.vstack([BLOBS[:1], BLOBS[:1] + 1e3, BLOBS[:1] + 2e3])
    _, labels, history = km.kmeans(BLOBS, 3, init=start)
    assert len(np.unique(labels)) == 3
    assert history == sorted(history, reverse=True)


@pytest.mark.parametrize("value", [0.0, 0.1, -7.3, 1e8 + 0.1])
def test_all_points_alike(value):
    X = np.full((7, 2), value)
    centroids, labels, history = km.kmeans(X, 4, tol=0, rng=0)
    assert np.array_equal(centroids, np.full((4, 2), value))
    assert history == [0.0]
    assert labels.tolist() == [0] * 7


def test_one_point_and_as_many_clusters_as_points():
    assert km.kmeans([[3.0, 4.0]], 1)[2] == [0.0]
    centroids, labels, history = km.kmeans(BLOBS, len(BLOBS), rng=0)
    assert history[-1] == 0.0
    assert sorted(labels) == list(range(len(BLOBS)))
    assert np.array_equal(centroids[labels], BLOBS)


def test_verbose_tells_each_iteration(capsys):
    _, _, history = km.kmeans(BLOBS, 3, rng=1, verbose=True)
    assert len(capsys.readouterr().out.splitlines()) == len(history)


@pytest.mark.parametrize("seed", [349, 2732, 3772, 4555, 4704])
def test_rounding_does_not_raise_the_history(seed):
    """Copies of a few decimals, more clusters than values: J is only rounding, and could rise."""
    generator = np.random.default_rng(seed)
    d, n_values = int(generator.integers(1, 4)), int(generator.integers(2, 5))
    values = np.round(generator.normal(size=(n_values, d)), 1)
    n = int(generator.integers(n_values, 40))
    X = values[generator.integers(n_values, size=n)]
    k = int(generator.integers(1, min(n, 7) + 1))
    check_run(X, k, 100, km.kmeans(X, k, 100, 0, "random", seed))


# 1.6 -------------------------------------------------------------------------------------------


def test_best_of_runs_is_the_least_and_belongs_to_its_centroids():
    generator = np.random.default_rng(5)
    runs = [km.kmeans(BLOBS, 5, rng=generator, init="random")[2][-1] for _ in range(12)]
    centroids, labels, distortion = km.best_of_n_runs(BLOBS, 5, 12, rng=5, init="random")
    assert distortion == min(runs) < max(runs)
    assert distortion == pytest.approx(sum_of_squares(BLOBS, centroids, labels), rel=1e-13)


def test_best_of_runs_hands_the_options_on():
    once = km.best_of_n_runs(BLOBS, 3, 1, rng=0, init=BLOBS[:3], max_iters=1)
    assert once[2] == km.kmeans(BLOBS, 3, init=BLOBS[:3], max_iters=1)[2][0]


# 1.7 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["blobs", "moons", "old_faithful", "iris"])
@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_silhouette_is_scikit_learns(name, offset):
    X = datasets.load(name).X + offset
    centroids, labels, history = km.kmeans(X, 4, rng=0)
    silhouette, inertia, n_clusters = km.evaluate_clustering(X, labels, centroids)
    assert silhouette == pytest.approx(silhouette_score(X - offset, labels), abs=1e-7)
    assert (inertia, n_clusters) == (history[-1], 4)


@forall(points(most=15), st.integers(0, 2**32 - 1))
def test_silhouette_with_lone_points_and_duplicates(X, seed):
    labels = np.random.default_rng(seed).integers(6, size=len(X))
    used = len(np.unique(labels))
    silhouette, _, n_clusters = km.evaluate_clustering(X, labels, np.zeros((6, X.shape[1])))
    assert n_clusters == used
    if 1 < used < len(X):
        assert silhouette == pytest.approx(silhouette_score(X, labels), abs=1e-12)
    else:
        assert math.isnan(silhouette)


def test_silhouette_worked_by_hand():
    X = [[0.0], [1.0], [5.0]]  # s = (5−1)/5, (4−1)/4, and 0 for the lone point
    silhouette, inertia, n_clusters = km.evaluate_clustering(X, [0, 0, 2], [[0.0], [9.0], [4.0]])
    assert silhouette == pytest.approx((0.8 + 0.75) / 3)
    assert (inertia, n_clusters) == (2.0, 2)


def test_silhouette_of_more_points_than_a_block():
    X = np.random.default_rng(0).normal(size=(2_000, 3))
    labels = km.assign_clusters(X, X[:5])
    assert km.evaluate_clustering(X, labels, X[:5])[0] == pytest.approx(
        silhouette_score(X, labels), abs=1e-12
    )


# 1.8 -------------------------------------------------------------------------------------------


@pytest.fixture
def plain(monkeypatch):
    for name, value in {"NO_COLOR": "1", "COLUMNS": "80", "LINES": "24"}.items():
        monkeypatch.setenv(name, value)


def test_picture_has_a_letter_a_cluster_and_capitals_for_centroids(plain, capsys):
    centroids, labels, _ = km.kmeans(BLOBS, 3, rng=0)
    picture = km.visualize_clustering(BLOBS, labels, centroids, "Three", show=False)
    assert capsys.readouterr().out == ""
    assert "Three" in picture.splitlines()[0]
    assert max(map(len, picture.splitlines())) <= 80
    assert len(picture.splitlines()) <= 24
    inside = "".join(re.findall("│(.*)│", picture))
    assert set(inside) == set(" abcABC")
    assert [inside.count(letter) for letter in "ABC"] == [1, 1, 1]


def test_picture_is_coloured_and_printed(monkeypatch, capsys):
    monkeypatch.delenv("NO_COLOR", raising=False)
    picture = km.visualize_clustering(BLOBS, np.arange(300) % 2, BLOBS[:2], "Two")
    assert capsys.readouterr().out == picture + "\n"
    colours = {letter: set(re.findall(r"\x1b\[38;5;(\d+)m" + letter, picture)) for letter in "ab"}
    assert all(len(found) == 1 for found in colours.values())
    assert colours["a"] != colours["b"]


@pytest.mark.parametrize("shape", [(30, 1), (30, 2), (30, 5), (2, 5), (1, 1), (1, 4), (1500, 3)])
def test_picture_in_any_dimension(shape, plain):
    X = np.random.default_rng(0).normal(size=shape)
    labels = np.arange(len(X)) % 2
    picture = km.visualize_clustering(X, labels, X[[0, -1]], "", show=False)
    assert "B" in picture  # the last centroid is drawn over all else
    assert len(X) < 30 or {"a", "b", "A"} <= set(picture)
    assert "nan" not in picture


def test_projection_keeps_the_directions_of_greatest_variance():
    generator = np.random.default_rng(1)
    plane = generator.normal(size=(200, 2)) * [5, 3]
    turn = np.linalg.qr(generator.normal(size=(6, 6)))[0]
    X = np.hstack([plane, 0.01 * generator.normal(size=(200, 4))]) @ turn + 1e3
    flat, _ = km._to_plane(X, X[:2])
    gaps = np.linalg.norm(plane - plane[0], axis=1)
    assert np.linalg.norm(flat - flat[0], axis=1) == pytest.approx(gaps, abs=0.1)


def test_picture_leaves_out_what_is_not_finite(plain):
    X = np.vstack([BLOBS, [[np.nan, 0], [np.inf, 1]]])
    labels = np.append(np.zeros(300), [1, 1])
    picture = km.visualize_clustering(X, labels, BLOBS[:2], "", show=False)
    inside = "".join(re.findall("│(.*)│", picture))
    assert "b" not in inside
    whole = km.visualize_clustering(BLOBS, labels[:300], BLOBS[:2], "", show=False)
    assert picture == whole


def test_picture_of_nothing_finite_and_of_many_clusters(plain):
    assert km.visualize_clustering([[np.nan, 0]], [0], [[0.0, 0.0]], "T", show=False)
    X = np.arange(80.0).reshape(40, 2)
    assert km.visualize_clustering(X, np.arange(40), X, "forty", show=False)


def test_demonstration_measures_what_the_lesson_says(capsys):
    measured = km.demonstrate_kmeans_concepts(show=False)
    assert capsys.readouterr().out == ""
    for history in measured["distortion_history"].values():
        assert history == sorted(history, reverse=True)
    medians = measured["median_distortion"]
    assert medians["kmeans++"] < medians["random"]
    best = measured["best_so_far"]
    assert best == sorted(best, reverse=True)
    assert best[-1] < best[0]
    inertia = [scores["inertia"] for scores in measured["by_k"].values()]
    assert inertia == sorted(inertia, reverse=True)
    assert max(measured["by_k"], key=lambda k: measured["by_k"][k]["silhouette"]) == 6
    moons = measured["moons"]
    assert moons["distortion"] < moons["distortion_of_the_truth"]
    assert 0.5 < moons["agreement"] < 0.95


def test_demonstration_shown_tells_the_same_numbers(capsys):
    measured = km.demonstrate_kmeans_concepts(show=True)
    told = capsys.readouterr().out
    assert f"{measured['moons']['distortion_of_the_truth']:.1f}" in told
    assert f"{measured['median_distortion']['random']:.1f}" in told


# all -------------------------------------------------------------------------------------------

SEEDED = {
    "random": lambda rng: km.initialize_centroids(BLOBS, 7, "random", rng),
    "kmeans++": lambda rng: km.initialize_centroids(BLOBS, 7, rng=rng),
    "kmeans": lambda rng: km.kmeans(BLOBS, 7, rng=rng)[0],
    "best": lambda rng: km.best_of_n_runs(BLOBS, 7, 3, rng=rng)[0],
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


def test_a_generator_moves_on():
    generator = np.random.default_rng(0)
    first, second = (km.initialize_centroids(BLOBS, 7, "random", generator) for _ in range(2))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("offset", [0.0, 1e8])
def test_no_argument_is_changed(offset):
    X, C, labels = BLOBS + offset, BLOBS[:3] + offset, np.zeros(300, dtype=np.intp)
    for array in (X, C, labels):
        array.setflags(write=False)
    km.compute_distortion(X, C, labels)
    for method in km.METHODS:
        km.initialize_centroids(X, 3, method, 0)[:] = 0  # the result is not a view of X
    km.assign_clusters(X, C)
    km.update_centroids(X, labels, 3)[:] = 0
    km.kmeans(X, 3, init=C)[0][:] = 0
    km.best_of_n_runs(X, 3, 2, init=C)
    km.evaluate_clustering(X, labels, C)
    km.visualize_clustering(X, labels, C, "", show=False)


LAYOUTS = {
    "list": lambda X: X.tolist(),
    "Fortran order": np.asfortranarray,
    "every other row": lambda X: np.repeat(X, 2, axis=0)[::2],
    "reversed twice": lambda X: X[::-1].copy()[::-1],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_of_the_data_does_not_matter(layout):
    X = LAYOUTS[layout](BLOBS)
    assert np.array_equal(km.kmeans(X, 3, rng=0)[0], km.kmeans(BLOBS, 3, rng=0)[0])


def with_value(value: float) -> np.ndarray:
    X = BLOBS.copy()
    X[5, 1] = value
    return X


NAN, INFINITE, HUGE = with_value(np.nan), with_value(-np.inf), with_value(1e200)
ZEROS, C3 = np.zeros(300), BLOBS[:3]
BAD = {
    "distortion, NaN": lambda: km.compute_distortion(NAN, C3, ZEROS),
    "distortion, huge": lambda: km.compute_distortion(HUGE, C3, ZEROS),
    "distortion, one dimension": lambda: km.compute_distortion(BLOBS[0], C3, ZEROS),
    "distortion, no points": lambda: km.compute_distortion(BLOBS[:0], C3, []),
    "distortion, features": lambda: km.compute_distortion(BLOBS, C3[:, :1], ZEROS),
    "distortion, infinite centroid": lambda: km.compute_distortion(BLOBS, C3 * np.inf, ZEROS),
    "distortion, few labels": lambda: km.compute_distortion(BLOBS, C3, ZEROS[1:]),
    "distortion, column of labels": lambda: km.compute_distortion(BLOBS, C3, ZEROS[:, None]),
    "distortion, half labels": lambda: km.compute_distortion(BLOBS, C3, ZEROS + 0.5),
    "distortion, NaN labels": lambda: km.compute_distortion(BLOBS, C3, ZEROS + np.nan),
    "distortion, negative labels": lambda: km.compute_distortion(BLOBS, C3, ZEROS - 1),
    "distortion, large labels": lambda: km.compute_distortion(BLOBS, C3, ZEROS + 3),
    "start, method": lambda: km.initialize_centroids(BLOBS, 3, "kmeans"),
    "start, k = 0": lambda: km.initialize_centroids(BLOBS, 0),
    "start, k > n": lambda: km.initialize_centroids(BLOBS, 301),
    "start, NaN": lambda: km.initialize_centroids(NAN, 3),
    "assign, NaN": lambda: km.assign_clusters(NAN, C3),
    "assign, infinite": lambda: km.assign_clusters(INFINITE, C3),
    "assign, features": lambda: km.assign_clusters(BLOBS, C3[:, :1]),
    "assign, one centroid flat": lambda: km.assign_clusters(BLOBS, C3[0]),
    "update, k = 0": lambda: km.update_centroids(BLOBS, ZEROS, 0),
    "update, k > n": lambda: km.update_centroids(BLOBS, ZEROS, 301),
    "update, large labels": lambda: km.update_centroids(BLOBS, ZEROS + 3, 3),
    "update, infinite": lambda: km.update_centroids(INFINITE, ZEROS, 3),
    "kmeans, NaN": lambda: km.kmeans(NAN, 3),
    "kmeans, k = 0": lambda: km.kmeans(BLOBS, 0),
    "kmeans, k > n": lambda: km.kmeans(BLOBS, 301),
    "kmeans, method": lambda: km.kmeans(BLOBS, 3, init="best"),
    "kmeans, start of another k": lambda: km.kmeans(BLOBS, 4, init=C3),
    "kmeans, start of another d": lambda: km.kmeans(BLOBS, 3, init=C3[:, :1]),
    "kmeans, NaN start": lambda: km.kmeans(BLOBS, 3, init=C3 * np.nan),
    "kmeans, no iteration": lambda: km.kmeans(BLOBS, 3, max_iters=0),
    "kmeans, negative tol": lambda: km.kmeans(BLOBS, 3, tol=-1e-3),
    "kmeans, NaN tol": lambda: km.kmeans(BLOBS, 3, tol=math.nan),
    "best, no run": lambda: km.best_of_n_runs(BLOBS, 3, 0),
    "best, k > n": lambda: km.best_of_n_runs(BLOBS, 301),
    "evaluate, NaN": lambda: km.evaluate_clustering(NAN, ZEROS, C3),
    "evaluate, large labels": lambda: km.evaluate_clustering(BLOBS, ZEROS + 3, C3),
    "picture, features": lambda: km.visualize_clustering(BLOBS, ZEROS, C3[:, :1], ""),
    "picture, few labels": lambda: km.visualize_clustering(BLOBS, ZEROS[1:], C3, ""),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_a_value_error_with_a_sentence(what):
    with pytest.raises(ValueError, match=r"^[\w\"].* .*\.$"):
        BAD[what]()


def test_the_file_stands_alone_and_imports_numpy_only():
    program = (
        f"import sys; sys.path.insert(0, {str(FILE.parent)!r}); import kmeans_examples as km\n"
        "heavy = {'scipy', 'sklearn', 'plotext', 'reference', 'tutor'} & set(sys.modules)\n"
        "km.best_of_n_runs([[0.0], [1.0], [5.0]], 2)\n"
        "after = {'scipy', 'sklearn', 'plotext', 'reference', 'tutor'} & set(sys.modules)\n"
        "assert not heavy | after, heavy | after"
    )
    subprocess.run([sys.executable, "-I", "-c", program], check=True, timeout=60)


def test_the_file_runs_its_demonstration():
    done = subprocess.run(
        [sys.executable, "-I", str(FILE)], check=True, capture_output=True, text=True, timeout=60
    )
    assert "two moons" in done.stdout
    assert done.stderr == ""
