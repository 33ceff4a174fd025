"""Lesson 2: Gaussian mixtures and the EM algorithm, from the density to the picture.

Shapes: n points, d features, k components. X is (n, d); phi (k,) are the mixing proportions, mu
(k, d) the means, Sigma (k, d, d) the covariances; w (n, k) the responsibilities, whose rows sum
to one. The model is p(x) = Σⱼ φⱼ N(x | μⱼ, Σⱼ) (Bishop, PRML, section 9.2). Log-likelihoods are
in nats. `rng` is None, an int seed or a `numpy.random.Generator`. All arithmetic is in float64,
and no argument is changed. Bad input is a `ValueError`. The file stands alone.
"""

from __future__ import annotations

import math
import operator
import os
import shutil
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Seed = int | np.random.Generator | None
Parameters = tuple[Floats, Floats, Floats]

EPS = float(np.finfo(np.float64).eps)
LARGEST = 1e150  # squares of larger numbers overflow
LEAST_WEIGHT = 1e-290  # a sum of weights below that has no digits to divide by
BLOCK_NUMBERS = 2**17  # a block's numbers stay in the processor's cache
MOST_CANCELLED = 1e4  # 4 of 16 digits may go in a difference of two products, no more
METHODS = ("random", "kmeans")
COVARIANCE_TYPES = ("full", "diag", "spherical")
COLOURS = ("blue", "red", "green", "magenta", "cyan", "orange", "blue+", "red+", "green+")
MOST_PLOTTED = 1_000  # more points than that only blur a terminal


def initialize_parameters(
    X: ArrayLike, k: int, method: str = "random", rng: Seed = None
) -> Parameters:
    """Starting parameters phi (k,), mu (k, d), Sigma (k, d, d), by "random" or by "kmeans".

    "random" takes k different rows of X as means, and the covariance of all the data for each
    component. "kmeans" takes the proportions, means and covariances of the clusters of a k-means
    run; a cluster of no more than d points has no covariance of full rank, and takes the data's.
    """
    points = _as_points(X)
    k = _as_k(k, len(points))
    generator = np.random.default_rng(rng)
    Sigma = np.repeat(_covariance_of_all(points)[None], k, axis=0)
    if method == "random":
        means = points[generator.choice(len(points), size=k, replace=False)]
        return np.full(k, 1 / k), means, Sigma
    if method == "kmeans":
        return _from_clusters(points, _kmeans(points, k, generator), Sigma)
    raise ValueError(f'method must be "random" or "kmeans", not {method!r}.')


def _covariance_of_all(X: Floats) -> Floats:
    """Covariance (d, d) of all the points, its diagonal raised so that it is positive definite."""
    gaps, d = X - X.mean(axis=0), X.shape[1]
    covariance: Floats = gaps.T @ gaps / len(X)
    return covariance + (1e-6 * float(np.trace(covariance)) / d or 1e-6) * np.eye(d)


def _from_clusters(X: Floats, labels: Ints, Sigma: Floats) -> Parameters:
    """Parameters of hard clusters: those of an M-step whose responsibilities are 0 and 1.

    Sigma (k, d, d) stands in for the small ones. A cluster that is empty counts as one point.
    """
    k, d = len(Sigma), X.shape[1]
    w = np.equal(labels[:, None], np.arange(k)).astype(np.float64)
    _, mu, own = m_step(X, w, reg_covar=1e-6 * float(np.trace(Sigma[0])) / d)
    sizes = w.sum(axis=0)
    phi = np.maximum(sizes, 1)
    return phi / phi.sum(), mu, np.where((sizes > d)[:, None, None], own, Sigma)


def _kmeans(X: Floats, k: int, generator: np.random.Generator, max_iters: int = 30) -> Ints:
    """Labels (n,) by Lloyd's algorithm from a k-means++ start: lesson 1, in short."""
    P = X - _nearer_origin(X)
    labels = _nearest(P, _spread_out_rows(P, k, generator))
    for _ in range(max_iters):
        new_labels = _nearest(P, _cluster_means(P, labels, k))
        if np.array_equal(new_labels, labels):
            break
        labels = new_labels
    return labels


def _spread_out_rows(P: Floats, k: int, generator: np.random.Generator) -> Floats:
    """k rows (k, d), each drawn in proportion to D² (k-means++; Arthur and Vassilvitskii, 2007)."""
    chosen = [int(generator.integers(len(P)))]
    nearest = np.full(len(P), np.inf)
    while len(chosen) < k:
        nearest = np.minimum(nearest, np.square(P - P[chosen[-1]]).sum(axis=1))
        total = float(nearest.sum())
        odds = nearest / total if total > 0 else None  # fewer different rows than k
        chosen.append(int(generator.choice(len(P), p=odds)))
    return P[chosen]


def _nearest(P: Floats, C: Floats) -> Ints:
    """Index (n,) of the nearest centroid: the smallest ‖c‖²/2 − p·c."""
    half = 0.5 * np.einsum("ij,ij->i", C, C)
    return np.concatenate(
        [(half - P[rows] @ C.T).argmin(axis=1) for rows in _blocks(len(P), len(C))]
    )


def _cluster_means(P: Floats, labels: Ints, k: int) -> Floats:
    """Mean (k, d) of each cluster; an empty one is moved onto the point farthest from its own."""
    counts = np.bincount(labels, minlength=k)
    sums = np.equal(labels, np.arange(k)[:, None]).astype(np.float64) @ P
    C: Floats = sums / np.maximum(counts, 1)[:, None]
    empty = np.flatnonzero(counts == 0)
    if empty.size:
        farthest = np.argsort(-np.square(P - C[labels]).sum(axis=1), kind="stable")
        C[empty] = P[farthest[: empty.size]]
    return C


def gaussian_log_density(X: ArrayLike, mean: ArrayLike, cov: ArrayLike) -> Floats:
    """log N(x | mean, cov) (n,), in nats, of each row of X (Bishop, PRML, equation 2.43).

    With the Cholesky factor L of cov, y = L⁻¹(x − mean) has ‖y‖² = (x − mean)ᵀcov⁻¹(x − mean),
    and log|cov| = 2 Σ log Lᵢᵢ: neither an inverse nor a determinant, which would overflow in
    many dimensions, is formed. mean is (d,), cov (d, d), positive definite.
    """
    points = _as_points(X)
    centre = _as_means(np.asarray(mean, dtype=np.float64)[None], 1, points.shape[1])
    covariance = _as_covariances(np.asarray(cov, dtype=np.float64)[None], 1, points.shape[1])
    frame = _frame(points)
    alone = _mixture(np.ones(1), centre - frame.origin, _narrowest(covariance))
    blocks = _blocks(len(points), points.shape[1])
    return np.concatenate([_log_joint(frame.T[:, rows], alone)[0] for rows in blocks])


class _Frame(NamedTuple):
    """The points seen from a nearer origin, features in rows: T = (X − origin)ᵀ (d, n), exactly."""

    T: Floats
    origin: Floats
    reach: Floats  # the largest |t| of each feature (d,)


def _frame(X: Floats) -> _Frame:
    origin = _nearer_origin(X)
    T = np.ascontiguousarray((X - origin).T)
    return _Frame(T, origin, np.maximum(T.max(axis=1), -T.min(axis=1)))


def _nearer_origin(X: Floats) -> Floats:
    """Mid-range of each feature whose values lie within a factor of two, else 0.

    There x − origin is exact (Sterbenz's lemma), and numbers of 1e8 ± 1 get their digits back.
    A feature that is left alone spans at least half its largest value: little to gain.
    """
    low, high = X.min(axis=0), X.max(axis=0)
    within = np.maximum(np.abs(low), np.abs(high)) <= 2 * np.minimum(np.abs(low), np.abs(high))
    return np.where(within & (low * high > 0), low + (high - low) / 2, 0.0)


class _Mixture(NamedTuple):
    """A mixture and what its density needs. M are the means seen from the frame's origin.

    `spread` are covariances (k, d, d) or, where they are diagonal, variances (k, d). `roots` turn
    x − μ into numbers of unit variance: L⁻¹ (k, d, d), or 1/σ (k, d).
    """

    phi: Floats
    M: Floats
    spread: Floats
    roots: Floats
    constants: Floats  # log φ − ½ log|2πΣ| (k,)


def _mixture(phi: Floats, M: Floats, spread: Floats) -> _Mixture:
    roots = _roots(spread)
    scales = roots if roots.ndim == 2 else np.diagonal(roots, axis1=1, axis2=2)
    log_phi = np.log(phi, where=phi > 0, out=np.full(len(phi), -np.inf))
    constants = log_phi + np.log(scales).sum(axis=1) - 0.5 * M.shape[1] * math.log(2 * math.pi)
    return _Mixture(phi, M, spread, roots, constants)


def _roots(spread: Floats) -> Floats:
    """1/σ of each feature, or the inverse of each Cholesky factor: triangular, so no digits go."""
    if spread.ndim == 2:
        if not spread.min() > 0:
            raise ValueError("A variance is 0: a component has collapsed. Raise reg_covar.")
        return 1 / np.sqrt(spread)
    try:
        factors = np.asarray(np.linalg.cholesky(spread), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise ValueError("A covariance is not positive definite: raise its diagonal.") from None
    return _inverses_of_triangles(factors)


def _inverses_of_triangles(L: Floats) -> Floats:
    """L⁻¹ (k, d, d) of lower triangles L, by forward substitution in all of them at once."""
    inverses = np.zeros_like(L)
    for i in range(L.shape[1]):
        inverses[:, i, i] = 1 / L[:, i, i]
        if i:
            known = (L[:, i, None, :i] @ inverses[:, :i, :i])[:, 0]
            inverses[:, i, :i] = -known * inverses[:, i, i, None]
    return inverses


def _log_joint(T: Floats, mixture: _Mixture, scratch: Floats | None = None) -> Floats:
    """log φⱼ + log N(x | μⱼ, Σⱼ) (k, b) of the points T (d, b), from explicit differences.

    `scratch` is room for two arrays (k, d, b): new memory for every block would cost a third more.
    """
    gaps, whitened = _rooms(scratch, (*mixture.M.shape, T.shape[1]))
    np.subtract(T, mixture.M[:, :, None], out=gaps)
    if mixture.roots.ndim == 2:
        np.multiply(gaps, mixture.roots[:, :, None], out=whitened)
    else:
        np.matmul(mixture.roots, gaps, out=whitened)
    joint: Floats = np.einsum("kdb,kdb->kb", whitened, whitened)
    joint *= -0.5
    joint += mixture.constants[:, None]
    return joint


def _rooms(scratch: Floats | None, shape: tuple[int, ...]) -> Floats:
    """Two arrays of that shape, in the scratch memory if there is any."""
    if scratch is None:
        return np.empty((2, *shape))
    return scratch[: 2 * math.prod(shape)].reshape(2, *shape)


def _log_joint_by_products(T: Floats, mixture: _Mixture) -> Floats:
    """The same for variances (k, d), multiplied out: −½ Σ t²/σ² + Σ tμ/σ² − ½ Σ μ²/σ².

    Two matrix products take a third of the time of the differences (k, d, b), and lose digits
    where a mean is many σ from the frame's origin: `_is_wide` says where they may be used.
    """
    precisions = np.square(mixture.roots)
    pulls = precisions * mixture.M
    joint: Floats = np.hstack([-0.5 * precisions, pulls]) @ np.vstack([np.square(T), T])
    joint += (mixture.constants - 0.5 * np.sum(pulls * mixture.M, axis=1))[:, None]
    return joint


def _is_wide(points: _Frame, mixture: _Mixture) -> bool:
    """Whether no σ is so small beside the data that the terms multiplied out would cancel."""
    if mixture.roots.ndim == 3:
        return False
    return bool(np.square(points.reach * mixture.roots).sum(axis=1).max() < MOST_CANCELLED)


def e_step(X: ArrayLike, phi: ArrayLike, mu: ArrayLike, Sigma: ArrayLike) -> Floats:
    """Responsibilities w (n, k): w[i, j] = p(z = j | xᵢ) (Bishop, PRML, equation 9.23).

    In log space, the largest term taken out of each row: the rows sum to one even where every
    density is too small for a float. A component with φⱼ = 0 gets w = 0.
    """
    points = _frame(_as_points(X))
    w, _ = _expect(points, _as_mixture(points, phi, mu, Sigma))
    return np.ascontiguousarray(w.T)


def log_likelihood(X: ArrayLike, phi: ArrayLike, mu: ArrayLike, Sigma: ArrayLike) -> float:
    """Σᵢ log Σⱼ φⱼ N(xᵢ | μⱼ, Σⱼ), in nats (Bishop, PRML, equation 9.14)."""
    points = _frame(_as_points(X))
    _, total = _expect(points, _as_mixture(points, phi, mu, Sigma))
    return total


def _expect(points: _Frame, mixture: _Mixture) -> tuple[Floats, float]:
    """Responsibilities (k, n) and the log-likelihood, from one evaluation of the densities."""
    (k, d), n, wide = mixture.M.shape, points.T.shape[1], _is_wide(points, mixture)
    w, scratch, sums = np.empty((k, n)), _scratch(n, k * d), []
    for rows in _blocks(n, k + 2 * d if wide else k * d):
        T = points.T[:, rows]
        joint = _log_joint_by_products(T, mixture) if wide else _log_joint(T, mixture, scratch)
        largest = joint.max(axis=0)
        joint -= largest
        np.exp(joint, out=joint)
        evidence = joint.sum(axis=0)
        np.multiply(joint, 1 / evidence, out=w[:, rows])
        sums.append(float(np.sum(largest + np.log(evidence))))
    total = math.fsum(sums)
    if not math.isfinite(total):
        raise ValueError(
            "A point is so far from every component that its density has no logarithm."
        )
    return w, total


def m_step(X: ArrayLike, w: ArrayLike, reg_covar: float = 1e-6) -> Parameters:
    """phi, mu, Sigma that maximize the expected complete log-likelihood (PRML, 9.24 to 9.26).

    N_j = Σᵢ wᵢⱼ; φⱼ = N_j/n; μⱼ is the mean of the points weighted by wᵢⱼ, and Σⱼ their covariance
    about that *new* mean, divided by N_j, with reg_covar added to its diagonal. A component
    without weight gets φⱼ = 0, and the mean and covariance of all the data.
    """
    points = _as_points(X)
    frame, weights = _frame(points), _as_weights(w, len(points))
    phi, M, Sigma = _maximize(frame, weights.T, "full", _as_floor(reg_covar))
    return phi, M + frame.origin, Sigma


def _maximize(points: _Frame, w: Floats, covariance_type: str, reg_covar: float) -> Parameters:
    """phi (k,), means (k, d) in the frame, and covariances (k, d, d) or variances (k, d).

    w is (k, n). The differences are taken from the finished means, in a second pass over the
    points: Σwxxᵀ/N − μμᵀ would need one, but loses the digits of a narrow component.
    """
    totals = w.sum(axis=1)
    phi = totals / w.shape[1]
    empty = totals < LEAST_WEIGHT
    if empty.any():
        w = np.where(empty[:, None], 1.0, w)
        totals = w.sum(axis=1)
    M = w @ points.T.T / totals[:, None]
    if covariance_type == "full":
        Sigma = _scatter(points, w, M) / totals[:, None, None]
        return phi, M, Sigma + reg_covar * np.eye(M.shape[1])
    variances = _squares(points, w, M, totals) / totals[:, None] + reg_covar
    if covariance_type == "spherical":
        variances[:] = variances.mean(axis=1, keepdims=True)
    return phi, M, variances


def _scatter(points: _Frame, w: Floats, M: Floats) -> Floats:
    """Σᵢ wᵢⱼ (xᵢ − μⱼ)(xᵢ − μⱼ)ᵀ (k, d, d), symmetric to the last bit."""
    S, scratch = np.zeros((*M.shape, M.shape[1])), _scratch(w.shape[1], M.size)
    for rows in _blocks(w.shape[1], M.size):
        gaps, weighted = _rooms(scratch, (*M.shape, rows.stop - rows.start))
        np.subtract(points.T[:, rows], M[:, :, None], out=gaps)
        np.multiply(gaps, w[:, None, rows], out=weighted)
        S += weighted @ gaps.transpose(0, 2, 1)
    return (S + S.transpose(0, 2, 1)) / 2


def _squares(points: _Frame, w: Floats, M: Floats, totals: Floats) -> Floats:
    """Σᵢ wᵢⱼ (xᵢ − μⱼ)² (k, d), feature by feature: the diagonal of the scatter.

    Σwx² − Nμ² is one matrix product, good for all but narrow components: theirs are computed
    again from differences.
    """
    S = np.zeros(M.shape)
    for rows in _blocks(w.shape[1], sum(M.shape)):
        S += w[:, rows] @ np.square(points.T[:, rows]).T
    least = totals[:, None] * np.square(points.reach) / MOST_CANCELLED
    S -= totals[:, None] * np.square(M)
    narrow = np.flatnonzero((least > S).any(axis=1))
    if narrow.size:
        S[narrow] = _squares_of_differences(points, w[narrow], M[narrow])
    return S


def _squares_of_differences(points: _Frame, w: Floats, M: Floats) -> Floats:
    S, scratch = np.zeros(M.shape), _scratch(w.shape[1], M.size)
    for rows in _blocks(w.shape[1], M.size):
        gaps, _ = _rooms(scratch, (*M.shape, rows.stop - rows.start))
        np.subtract(points.T[:, rows], M[:, :, None], out=gaps)
        np.square(gaps, out=gaps)
        S += (gaps @ w[:, rows, None])[:, :, 0]
    return S


def em_mog(
    X: ArrayLike,
    k: int,
    max_iters: int = 100,
    tol: float = 1e-6,
    init_params: Sequence[ArrayLike] | None = None,
    method: str = "kmeans",
    covariance_type: str = "full",
    reg_covar: float = 1e-6,
    rng: Seed = None,
    verbose: bool = False,
) -> tuple[Floats, Floats, Floats, Floats, list[float]]:
    """EM for a mixture of Gaussians → phi, mu, Sigma, w, log_likelihoods.

    An iteration is an M-step and an E-step with what it found; the history has one entry an
    iteration, so the last is the log-likelihood of the parameters returned, and w are their
    responsibilities. It starts from init_params = (phi, mu, Sigma) as they are, else from
    `initialize_parameters(X, k, method, rng)`, and stops after max_iters iterations or when the
    log-likelihood changes by no more than tol nats a point, a test free of the data's scale.
    EM never lowers the log-likelihood (Dempster, Laird and Rubin, 1977), but for what reg_covar
    takes; it reaches a stationary point, which need not be the best. Sigma is always (k, d, d).
    """
    _check_options(max_iters, tol, covariance_type)
    points = _as_points(X)
    k = _as_k(k, len(points))
    if init_params is None:
        init_params = initialize_parameters(points, k, method, rng)
    frame, floor = _frame(points), _as_floor(reg_covar)
    mixture = _as_mixture(frame, *_as_start(init_params, k))
    w, before = _expect(frame, mixture)
    history: list[float] = []
    for iteration in range(1, max_iters + 1):
        mixture = _fit(frame, w, covariance_type, floor)
        w, now = _expect(frame, mixture)
        history.append(now)
        if verbose:
            print(f"iteration {iteration:3d}: log-likelihood {now:.6f}")
        if abs(now - before) <= tol * len(points):
            break
        before = now
    mu, Sigma = mixture.M + frame.origin, _as_matrices(mixture.spread)
    return mixture.phi, mu, Sigma, np.ascontiguousarray(w.T), history


def _fit(points: _Frame, w: Floats, covariance_type: str, reg_covar: float) -> _Mixture:
    """The mixture after an M-step.

    Where points lie on a line, and reg_covar is lost beside their size, rounding can leave a
    covariance just short of positive definite: its diagonal is raised by as little as helps.
    """
    phi, M, spread = _maximize(points, w, covariance_type, reg_covar)
    try:
        return _mixture(phi, M, spread)
    except ValueError:
        diagonal = spread if spread.ndim == 2 else np.diagonal(spread, axis1=1, axis2=2)
        least = 16 * M.shape[1] * EPS * (float(diagonal.max()) or 1.0)
        return _mixture(phi, M, spread + least * (1.0 if spread.ndim == 2 else np.eye(len(M.T))))


def _as_matrices(spread: Floats) -> Floats:
    """Covariances (k, d, d), from those or from variances (k, d)."""
    return spread if spread.ndim == 3 else spread[:, :, None] * np.eye(spread.shape[1])


def assign_clusters(w: ArrayLike) -> Ints:
    """The component of the largest responsibility (n,), the lower index on a tie."""
    return np.asarray(_as_weights(w, None).argmax(axis=1), dtype=np.intp)


def compare_with_kmeans(X: ArrayLike, k: int, rng: Seed = None) -> dict[str, Any]:
    """The best of ten k-means runs, and the mixture that EM finds from its clusters.

    `different_points` are the sorted indices of the points that the two put into different
    clusters, after the components are matched to the clusters one to one for the greatest
    overlap. The adjusted Rand index (Hubert and Arabie, 1985) needs no matching.
    """
    points = _as_points(X)
    k = _as_k(k, len(points))
    centroids, labels, inertia = _best_kmeans(points, k, np.random.default_rng(rng))
    start = _from_clusters(points, labels, np.repeat(_covariance_of_all(points)[None], k, axis=0))
    phi, mu, Sigma, w, history = em_mog(points, k, init_params=start)
    components = assign_clusters(w)
    return {
        "kmeans_centroids": centroids,
        "kmeans_labels": labels,
        "kmeans_inertia": inertia,
        "kmeans_silhouette": _silhouette(points, labels),
        "gmm_phi": phi,
        "gmm_mu": mu,
        "gmm_Sigma": Sigma,
        "gmm_w": w,
        "gmm_labels": components,
        "gmm_log_likelihood": history[-1],
        "gmm_silhouette": _silhouette(points, components),
        "adjusted_rand_index": _adjusted_rand_index(labels, components),
        "different_points": np.flatnonzero(_matched(components, labels, k) != labels),
    }


def _best_kmeans(
    X: Floats, k: int, generator: np.random.Generator, n_runs: int = 10
) -> tuple[Floats, Ints, float]:
    """Centroids (k, d), labels (n,) and inertia of the run of least inertia."""
    runs = []
    origin = _nearer_origin(X)
    P = X - origin
    for _ in range(n_runs):
        labels = _kmeans(X, k, generator, max_iters=300)
        C = _cluster_means(P, labels, k)
        runs.append((float(np.square(P - C[labels]).sum()), C + origin, labels))
    inertia, centroids, labels = min(runs, key=lambda run: run[0])
    return centroids, labels, inertia


def _overlaps(a: Ints, b: Ints, k: int) -> Ints:
    """How many points have label i in a and label j in b (k, k)."""
    return np.bincount(a * k + b, minlength=k * k).reshape(k, k).astype(np.intp)


def _matched(components: Ints, labels: Ints, k: int) -> Ints:
    """The components, renamed one to one so that the most points agree with the labels."""
    from scipy.optimize import linear_sum_assignment  # Hungarian: k! matchings are too many

    rows, columns = linear_sum_assignment(_overlaps(components, labels, k), maximize=True)
    names = np.empty(k, dtype=np.intp)
    names[rows] = columns
    return names[components]


def _adjusted_rand_index(a: Ints, b: Ints) -> float:
    """Agreement of two partitions about pairs of points: 1 if alike, 0 on average by chance."""
    table = _overlaps(a, b, int(max(a.max(), b.max())) + 1)

    def pairs(counts: Ints) -> float:
        return float((counts * (counts - 1.0)).sum() / 2)

    both, in_a, in_b = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = in_a * in_b / max(len(a) * (len(a) - 1) / 2, 1)
    most = (in_a + in_b) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def evaluate_gmm(
    X: ArrayLike, w: ArrayLike, phi: ArrayLike, mu: ArrayLike, Sigma: ArrayLike
) -> tuple[float, float, float]:
    """Mean silhouette of the hard labels, log-likelihood, and BIC.

    BIC = −2 log L + p ln n (Schwarz, 1978), lower is better, with p = k − 1 proportions, kd means
    and kd(d + 1)/2 covariances. The silhouette takes O(n²d) time; it is NaN for one cluster and
    for n clusters.
    """
    points = _as_points(X)
    n, d = points.shape
    weights = _as_weights(w, n)
    likelihood = log_likelihood(points, phi, mu, Sigma)
    k = len(np.asarray(phi))
    _check_columns(weights, k)
    n_parameters = (k - 1) + k * d + k * d * (d + 1) // 2
    bic = -2 * likelihood + n_parameters * math.log(n)
    return _silhouette(points, assign_clusters(weights)), likelihood, bic


def _silhouette(X: Floats, labels: Ints) -> float:
    """Mean of (b − a)/max(a, b) (Rousseeuw, 1987), 0 for a point alone in its cluster.

    a: a point's mean distance to the others of its cluster; b: to the nearest other cluster.
    """
    used, clusters = np.unique(labels, return_inverse=True)
    if not 1 < len(used) < len(X):
        return math.nan
    one_hot = (clusters[:, None] == np.arange(len(used))).astype(np.float64)
    sizes = one_hot.sum(axis=0)
    features, scores = np.ascontiguousarray(X.T), np.zeros(len(X))
    for rows in _blocks(len(X), 4 * len(X)):
        sums = _distances(X[rows], features) @ one_hot
        own = (np.arange(len(sums)), clusters[rows])
        a = sums[own] / np.maximum(sizes[clusters[rows]] - 1, 1)
        means = sums / sizes
        means[own] = np.inf
        b = means.min(axis=1)
        larger = np.maximum(a, b)
        np.divide(b - a, larger, out=scores[rows], where=larger > 0)
    scores[sizes[clusters] == 1] = 0.0
    return float(scores.mean())


def _distances(X: Floats, features: Floats) -> Floats:
    """Distances of the rows of X to the columns of `features` (d, n): exact, and little memory."""
    squares = np.zeros((len(X), features.shape[1]))
    for x, feature in zip(X.T, features, strict=True):
        gaps = x[:, None] - feature
        squares += np.multiply(gaps, gaps, out=gaps)
    return np.sqrt(squares, out=squares)


def visualize_gmm(
    X: ArrayLike,
    w: ArrayLike,
    phi: ArrayLike,
    mu: ArrayLike,
    Sigma: ArrayLike,
    title: str,
    show: bool = True,
) -> str:
    """Picture of the mixture: a letter and a colour a component, "?" where no w is above 0.6.

    Each mean is a capital, inverted, inside the ellipses of one and two standard deviations.
    More than two features are projected on their first two principal components. The plotext
    canvas is returned, and printed if show is true.
    """
    points = _as_points(X)
    weights = _as_weights(w, len(points))
    _, means, covariances = _as_parameters(phi, mu, Sigma, points.shape[1])
    _check_columns(weights, len(means))
    kept = np.arange(len(points))
    if len(points) > MOST_PLOTTED:  # at random: every tenth point may be one component's alone
        kept = np.random.default_rng(0).choice(len(points), size=MOST_PLOTTED, replace=False)
    plane = _to_plane(points[kept], means, covariances)
    canvas = _draw(*plane, weights[kept], title)
    if show:
        print(canvas)
    return canvas


def _to_plane(X: Floats, means: Floats, covariances: Floats) -> Parameters:
    """X (n, 2), means (k, 2) and covariances (k, 2, 2), projected as Gaussians are: AΣAᵀ.

    On the first two principal components if d > 2. One feature has no second axis: the points
    are spread over the height by their row number, and the ellipses reach as far.
    """
    if X.shape[1] == 1:
        height = np.linspace(-1, 1, len(X))
        flat = covariances * np.diag([1.0, 0.0]) + np.diag([0.0, 0.25])
        return np.column_stack([X, height]), np.column_stack([means, 0 * means]), flat
    if X.shape[1] == 2:
        return X, means, covariances
    centre = X.mean(axis=0)
    axes = np.linalg.svd(X - centre, full_matrices=False)[2][:2]
    axes = np.vstack([axes, np.zeros((2 - len(axes), X.shape[1]))])  # one point has one axis
    return (X - centre) @ axes.T, (means - centre) @ axes.T, axes @ covariances @ axes.T


def _ellipse(mean: Floats, covariance: Floats, sigmas: float, corners: int) -> Floats:
    """Closed curve (corners, 2) of the points `sigmas` standard deviations from the mean."""
    angles = np.linspace(0, 2 * np.pi, corners)
    lengths, axes = np.linalg.eigh(covariance)
    radii = sigmas * np.sqrt(np.maximum(lengths, 0))
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    return np.asarray(mean + circle * radii @ axes.T)


def _draw(X: Floats, means: Floats, covariances: Floats, w: Floats, title: str) -> str:
    import plotext as plt

    _blank_figure(title)
    plt.xlabel("small letters: points, ?: no w above 0.6, capitals: means, dots: 1σ and 2σ")
    marks = [(ascii_lowercase[j % 26], COLOURS[j % len(COLOURS)]) for j in range(len(means))]
    labels, certain = assign_clusters(w), w.max(axis=1) > 0.6
    for j in np.unique(labels):
        letter, colour = marks[j]
        for mark, those in (("?", ~certain), (letter, certain)):
            plt.scatter(*X[(labels == j) & those].T.tolist(), marker=mark, color=colour)
    for (_, colour), mean, covariance in zip(marks, means, covariances, strict=True):
        for sigmas in (1, 2):  # dotted, so that they do not cover the points
            dots = _ellipse(mean, covariance, sigmas, 10 * sigmas + 1)
            plt.scatter(*dots.T.tolist(), marker="•", color=colour)
    for (letter, colour), (x, y) in zip(marks, means.tolist(), strict=True):
        plt.scatter([x], [y], marker=letter.upper(), color=colour, style="inverted")
    return _canvas()


def _blank_figure(title: str) -> None:
    import plotext as plt

    columns, lines = shutil.get_terminal_size((80, 24))
    plt.clear_figure()
    plt.limit_size(False, False)
    plt.plot_size(max(columns, 20), max(lines - 2, 10))
    plt.theme("clear")
    plt.title(title)


def _canvas() -> str:
    import plotext as plt

    canvas = str(plt.build())
    plt.clear_figure()
    return str(plt.uncolorize(canvas)) if os.environ.get("NO_COLOR") else canvas


def demonstrate_convergence(show: bool = True) -> dict[str, Any]:
    """Log-likelihood curves from several starts, measured on a ring of five long clusters.

    Also how EM slows down where clusters overlap: the less a point tells of its component, the
    smaller the steps (Dempster, Laird and Rubin, 1977).
    """
    X = _ring_of_long_clusters(np.random.default_rng(1))
    curves = {name: em_mog(X, 5, 500, 1e-7, **options)[4] for name, options in _starts().items()}
    ends = {name: curve[-1] for name, curve in curves.items()}
    falls = [float(np.max(-np.diff(curve), initial=0.0)) for curve in curves.values()]
    measured = {
        "log_likelihoods": curves,
        "iterations": {name: len(curve) for name, curve in curves.items()},
        "best_start": max(ends, key=lambda name: ends[name]),
        "worst_start": min(ends, key=lambda name: ends[name]),
        "spread_of_ends": max(ends.values()) - min(ends.values()),
        "largest_fall": max(falls),
        "iterations_by_distance": {gap: _iterations_apart(gap) for gap in (1.5, 3.0, 4.0, 6.0)},
    }
    if show:
        _tell(X, measured)
    return measured


def _starts() -> dict[str, dict[str, Any]]:
    """Options of `em_mog` for each start: one from k-means, six from random rows."""
    starts: dict[str, dict[str, Any]] = {"kmeans": {"method": "kmeans", "rng": 0}}
    return starts | {f"random {seed}": {"method": "random", "rng": seed} for seed in range(1, 7)}


def _ring_of_long_clusters(generator: np.random.Generator, n: int = 300, k: int = 5) -> Floats:
    """Gaussian clusters (n, 2), four times as long as wide, along the sides of a polygon."""
    angles = 2 * np.pi * (np.arange(n) % k) / k
    along, across = generator.normal(size=(2, n)) * [[1.2], [0.3]]
    outwards = np.array([np.cos(angles), np.sin(angles)])
    sideways = np.array([-np.sin(angles), np.cos(angles)])
    return np.asarray(((2.5 + across) * outwards + along * sideways).T)


def _iterations_apart(distance: float, n: int = 1_000) -> int:
    """Iterations until EM settles on two round clusters, their means `distance` σ apart."""
    X = np.random.default_rng(0).normal(size=(n, 2))
    X[n // 2 :, 0] += distance
    means = np.array([[-0.5, 0.0], [distance + 0.5, 0.0]])
    start = (np.full(2, 0.5), means, np.tile(np.eye(2), (2, 1, 1)))
    return len(em_mog(X, 2, 2_000, 1e-8, init_params=start)[4])


def _tell(X: Floats, measured: dict[str, Any]) -> None:
    print(_draw_curves(measured["log_likelihoods"], "Log-likelihood by iteration"))
    for name, curve in measured["log_likelihoods"].items():
        print(f"{name:9s} {curve[0]:9.2f} → {curve[-1]:9.2f} in {len(curve):3d} iterations")
    for which in ("best", "worst"):
        start = measured[f"{which}_start"]
        phi, mu, Sigma, w, _ = em_mog(X, 5, 500, 1e-7, **_starts()[start])
        visualize_gmm(X, w, phi, mu, Sigma, f"The {which} end: from {start}")
    print(
        f"largest fall between two iterations: {measured['largest_fall']:.1g} nats; the best and "
        f"the worst start end {measured['spread_of_ends']:.1f} nats apart"
    )
    for distance, iterations in measured["iterations_by_distance"].items():
        print(f"two round clusters {distance:.1f}σ apart: {iterations:3d} iterations")


def _draw_curves(curves: dict[str, list[float]], title: str) -> str:
    import plotext as plt

    _blank_figure(title)
    for j, curve in enumerate(curves.values()):
        letter, colour = ascii_lowercase[j % 26], COLOURS[j % len(COLOURS)]
        plt.plot(list(range(1, len(curve) + 1)), curve, marker=letter, color=colour)
    plt.xlabel(", ".join(f"{ascii_lowercase[j % 26]}: {name}" for j, name in enumerate(curves)))
    plt.xscale("log")
    return _canvas()


def _blocks(n: int, width: int) -> Iterator[slice]:
    """Slices of n rows of `width` numbers, few enough at a time to stay in the cache."""
    size = max(1, BLOCK_NUMBERS // width)
    return (slice(start, min(start + size, n)) for start in range(0, n, size))


def _scratch(n: int, width: int) -> Floats:
    """Room for two blocks of n rows of `width` numbers."""
    return np.empty(2 * max(width, min(n * width, BLOCK_NUMBERS)))


def _as_points(X: ArrayLike, name: str = "X") -> Floats:
    points = np.asarray(X, dtype=np.float64, order="C")
    if points.ndim != 2 or points.size == 0:
        raise ValueError(f"{name} must have rows and columns, but its shape is {points.shape}.")
    if not max(points.max(), -points.min()) < LARGEST:
        raise ValueError(f"{name} holds NaN, infinity or a number too large to be squared.")
    return points


def _as_mixture(points: _Frame, phi: ArrayLike, mu: ArrayLike, Sigma: ArrayLike) -> _Mixture:
    proportions, means, covariances = _as_parameters(phi, mu, Sigma, len(points.T))
    return _mixture(proportions, means - points.origin, _narrowest(covariances))


def _narrowest(Sigma: Floats) -> Floats:
    """The variances (k, d) where every covariance is diagonal: a dth of the work; else Sigma."""
    variances = np.diagonal(Sigma, axis1=1, axis2=2)
    if np.count_nonzero(Sigma) > np.count_nonzero(variances):
        return Sigma
    return variances


def _as_parameters(phi: ArrayLike, mu: ArrayLike, Sigma: ArrayLike, d: int) -> Parameters:
    proportions = np.asarray(phi, dtype=np.float64)
    if proportions.ndim != 1 or proportions.size == 0:
        raise ValueError(f"phi must be a vector, but its shape is {proportions.shape}.")
    if not (proportions.min() >= 0 and abs(proportions.sum() - 1) < 1e-4):
        raise ValueError("phi must hold no negative number, and sum to one.")
    k = len(proportions)
    return proportions, _as_means(mu, k, d), _as_covariances(Sigma, k, d)


def _as_means(mu: ArrayLike, k: int, d: int) -> Floats:
    means = np.asarray(mu, dtype=np.float64)
    if means.shape != (k, d):
        raise ValueError(f"The means must have the shape {(k, d)}, but it is {means.shape}.")
    return _as_points(means, "mu")


def _as_covariances(Sigma: ArrayLike, k: int, d: int) -> Floats:
    covariances = np.asarray(Sigma, dtype=np.float64)
    if covariances.shape != (k, d, d):
        raise ValueError(
            f"The covariances must have the shape {(k, d, d)}, but it is {covariances.shape}."
        )
    if not np.isfinite(covariances).all():
        raise ValueError("The covariances hold NaN or infinity.")
    skew = np.abs(covariances - covariances.transpose(0, 2, 1)).max()
    if skew > 1e-6 * np.abs(covariances).max():
        raise ValueError("Every covariance must be symmetric.")
    return covariances


def _as_weights(w: ArrayLike, n: int | None) -> Floats:
    weights = np.asarray(w, dtype=np.float64)
    if weights.ndim != 2 or weights.size == 0 or n not in (None, len(weights)):
        raise ValueError(f"w must have a row a point, but its shape is {weights.shape}.")
    if not (weights.min() >= 0 and weights.max() < math.inf):
        raise ValueError("w holds NaN, infinity or a negative number.")
    return weights


def _check_columns(w: Floats, k: int) -> None:
    if w.shape[1] != k:
        raise ValueError(f"w has {w.shape[1]} columns, but there are {k} components.")


def _as_start(start: Sequence[ArrayLike], k: int) -> Sequence[ArrayLike]:
    if len(start) != 3 or np.shape(start[0]) != (k,):
        raise ValueError(f"init_params must be phi, mu and Sigma of {k} components.")
    return start


def _as_floor(reg_covar: float) -> float:
    if not 0 <= reg_covar < math.inf:
        raise ValueError(f"reg_covar must be a number of at least 0, but is {reg_covar}.")
    return float(reg_covar)


def _check_options(max_iters: int, tol: float, covariance_type: str) -> None:
    if max_iters < 1 or not tol >= 0:
        raise ValueError(f"max_iters must be at least 1, tol at least 0, not {max_iters}, {tol}.")
    if covariance_type not in COVARIANCE_TYPES:
        raise ValueError(
            f'covariance_type must be "full", "diag" or "spherical", not {covariance_type!r}.'
        )


def _as_k(k: int, n: int) -> int:
    if not 1 <= k <= n:
        raise ValueError(f"k must be from 1 to the number of points, {n}, but is {k}.")
    return operator.index(k)


if __name__ == "__main__":
    demonstrate_convergence()
