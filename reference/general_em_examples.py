"""Lesson 3: EM as a general framework, from Jensen's inequality to four mixture models.

Shapes: n points, d features, k components. X is (n, d). log_joint is (n, k) and holds
log p(xᵢ, z = j | θ). Q is (n, k): a distribution over the components for each point, so its rows
sum to one. Logarithms are natural, so entropies and divergences are in nats. The ELBO is

    L(Q, θ) = E_Q[log p(X, Z | θ)] + H(Q) = log p(X | θ) − KL(Q ‖ p(Z | X, θ))

(Neal and Hinton, 1998; Bishop, PRML, section 9.4). `rng` is None, an int seed or a
`numpy.random.Generator`. All arithmetic is in float64, and no argument is changed. Bad input is a
`ValueError`. The file stands alone.
"""

from __future__ import annotations

import copy
import math
import operator
import os
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Seed = int | np.random.Generator | None
Params = Sequence[ArrayLike]  # phi (k,), then the parameters of the components

BLOCK_NUMBERS = 2**17  # 1 MiB of them stays in the processor's cache
LARGEST = 1e140  # squares of larger numbers, divided by a small variance, overflow
SUM_TOLERANCE = 1e-5  # how far from one the sum of probabilities may be: float32 is welcome
ROUNDING = 1e-9  # a fall of the ELBO below this share of it is rounding
REG_COVAR = 1e-6  # as in lesson 2: added to the diagonal of a covariance
MARGIN = 1e-7  # theta stays this far from 0 and 1
SMALLEST_MEAN = 1e-10  # of a Poisson or exponential component
INK = " .:-=+*#%@"  # from white to black, where there is no colour
COLOURS = ("blue", "red", "green", "magenta")


# 3.1 Jensen's inequality -----------------------------------------------------------------------


def jensen_gap(values: ArrayLike, weights: ArrayLike) -> float:
    """log E[v] − E[log v], for values and weights (m,): never negative, since log is concave.

    weights are probabilities: not negative, with the sum one. A value counts only where its
    weight is positive, and must be positive there (Jensen, 1906; Bishop, PRML, equation 1.115).
    """
    w = _as_probabilities(weights, "weights", ndim=1)
    v = np.asarray(values, dtype=np.float64)
    if v.shape != w.shape:
        raise ValueError(f"values has the shape {v.shape}, but weights {w.shape}.")
    v, w = v[w > 0], w[w > 0]
    if not np.all((v > 0) & (v < np.inf)):
        raise ValueError("Every value must be positive and finite where its weight is positive.")
    logs = np.log(v)
    logs -= logs.max()  # E[v] itself could overflow, or vanish
    return max(0.0, math.log(w @ np.exp(logs)) - float(w @ logs))


def demonstrate_jensens_inequality(show: bool = True) -> dict[str, Any]:
    """The gap for values ever farther apart, and the bound on log p(x) for one point.

    The point has two components. With v = p(x, z)/q(z) Jensen's inequality says that
    log p(x) = log E_q[v] ≥ E_q[log v], which is the ELBO; equal where q is the posterior.
    """
    ratios = (1, 2, 5, 10, 100, 1000)
    joint = np.array([0.09, 0.03])  # p(x, z = 0), p(x, z = 1)
    log_evidence = math.log(joint.sum())
    q = np.linspace(0.01, 0.99, 99)
    elbos = [log_evidence - jensen_gap(joint / [p, 1 - p], [p, 1 - p]) for p in q]
    measured = {
        "gaps": {ratio: jensen_gap([1, ratio], [0.5, 0.5]) for ratio in ratios},
        "q": q.tolist(),
        "elbos": elbos,
        "log_evidence": log_evidence,
        "best_q": float(q[np.argmax(elbos)]),
        "posterior": float(joint[0] / joint.sum()),
    }
    if show:
        _tell_jensen(measured)
    return measured


def _tell_jensen(measured: dict[str, Any]) -> None:
    q, evidence = measured["q"], [measured["log_evidence"]] * len(measured["q"])
    curves = {"log p(x)": evidence, "ELBO": measured["elbos"]}
    print(_curves("The ELBO of one point, by q = Q(z = 0)", q, curves, "q"))
    for ratio, gap in measured["gaps"].items():
        print(f"values 1 and {ratio:4d}, equally likely: log E[v] − E[log v] = {gap:.4f}")
    best, posterior = measured["best_q"], measured["posterior"]
    print(f"the ELBO is largest at q = {best:.2f}; the posterior p(z = 0 | x) is {posterior:.2f}")


# 3.2 The Kullback-Leibler divergence and the variational gap -----------------------------------


def kl_divergence(q: ArrayLike, p: ArrayLike) -> float:
    """KL(q ‖ p) = Σ q·log(q/p) in nats, for two distributions (m,), each with the sum one.

    0·log 0 counts 0; where q > 0 = p the divergence is infinite (Kullback and Leibler, 1951;
    Bishop, PRML, equation 1.113).
    """
    Q, P = _as_probabilities(q, "q", ndim=1), _as_probabilities(p, "p", ndim=1)
    if Q.shape != P.shape:
        raise ValueError(f"q has {len(Q)} probabilities, but p has {len(P)}.")
    return _divergence(Q, _log(P))


def _divergence(Q: Floats, log_p: Floats) -> float:
    """Σ Q·(log Q − log p) over the places where Q is positive; there log p = −inf gives inf."""
    positive = Q > 0
    q = Q[positive]
    return max(0.0, float(np.sum(q * (np.log(q) - log_p[positive]))))


def variational_gap(log_joint: ArrayLike, Q: ArrayLike) -> float:
    """log p(X) − ELBO, summed over the points: KL(Q ‖ posterior), which is never negative.

    Computed as that divergence: the difference of the two large sums would lose the digits of a
    small gap. −inf in log_joint counts 0 where Q is 0, and makes the gap infinite where it is not
    (Bishop, PRML, equations 9.70 to 9.72).
    """
    joint, q = _as_log_joint(log_joint, Q)
    evidence = _log_sum_exp(joint)
    possible = np.where(np.isfinite(evidence), evidence, 0.0)
    return _divergence(q, joint - possible[:, None])


def _log_sum_exp(A: Floats) -> Floats:
    """log Σⱼ exp(Aᵢⱼ) (n,), the largest term of each row taken out, so that nothing overflows."""
    largest = A.max(axis=1)
    largest = np.where(np.isfinite(largest), largest, 0.0)
    return largest + _log(np.exp(A - largest[:, None]).sum(axis=1))


def demonstrate_kl_divergence(show: bool = True) -> dict[str, Any]:
    """Both directions of the divergence, and the gap as Q leaves the posterior of four points.

    One bell is fitted to two: least KL(q ‖ p) settles on one of them, least KL(p ‖ q) covers both.
    """
    log_joint = np.log([[0.30, 0.01], [0.20, 0.05], [0.06, 0.10], [0.02, 0.25]])
    posterior = _posterior(log_joint)
    steps = np.linspace(0, 1, 21)
    blends = [(1 - t) * posterior + t / 2 for t in steps]  # t = 1: every point undecided
    sides = [[0.5, 0.5], [0.9, 0.1]]
    measured = {
        "kl_of_q_and_p": kl_divergence(*sides),
        "kl_of_p_and_q": kl_divergence(*reversed(sides)),
        "kl_where_p_is_zero": kl_divergence([0.5, 0.5], [1.0, 0.0]),
        "steps": steps.tolist(),
        "gaps": [variational_gap(log_joint, Q) for Q in blends],
        "sums_of_kl": [sum(map(kl_divergence, Q, posterior)) for Q in blends],
        **_one_bell_for_two(),
    }
    if show:
        _tell_divergence(measured)
    return measured


def _one_bell_for_two() -> dict[str, Any]:
    """(mean, spread) of the bell nearest to a distribution with bells at 15 and 25, both ways."""
    x = np.arange(41.0)
    p = 0.6 * _bell(x, 15, 2) + 0.4 * _bell(x, 25, 2)
    bells = {(m, s): _bell(x, m, s) for m in range(10, 31) for s in range(1, 11)}
    return {
        "bell_of_least_kl_q_p": min(bells, key=lambda bell: kl_divergence(bells[bell], p)),
        "bell_of_least_kl_p_q": min(bells, key=lambda bell: kl_divergence(p, bells[bell])),
    }


def _bell(x: Floats, mean: float, spread: float) -> Floats:
    heights = np.exp(-0.5 * ((x - mean) / spread) ** 2)
    return np.asarray(heights / heights.sum())


def _tell_divergence(measured: dict[str, Any]) -> None:
    steps, gaps = measured["steps"], measured["gaps"]
    print(_curves("log p(X) − ELBO as Q leaves the posterior", steps, {"gap": gaps}, "t"))
    print(f"KL(q ‖ p) = {measured['kl_of_q_and_p']:.4f} of q = (0.5, 0.5), p = (0.9, 0.1)")
    print(f"KL(p ‖ q) = {measured['kl_of_p_and_q']:.4f}: not the same")
    print(f"KL = {measured['kl_where_p_is_zero']} where p is 0 and q is not")
    print(f"the gap at t = 1: {gaps[-1]:.4f}, and the sum of KL: {measured['sums_of_kl'][-1]:.4f}")
    for way in ("q_p", "p_q"):
        mean, spread = measured[f"bell_of_least_kl_{way}"]
        name = f"KL({way.replace('_', ' ‖ ')})"
        print(f"bells at 15 and 25, the one of least {name}: mean {mean}, spread {spread}")


# 3.3 The general EM loop -----------------------------------------------------------------------


def general_em(
    X: Any,
    init_params: Any,
    e_step: Callable[[Any, Any], Any],
    m_step: Callable[[Any, Any], Any],
    elbo: Callable[[Any, Any, Any], float],
    max_iters: int = 100,
    tol: float = 1e-6,
    verbose: bool = False,
) -> tuple[Any, Any, list[float], int]:
    """EM for any model (Dempster, Laird and Rubin, 1977) → params, Q, elbos, n_iters.

    The model is in the callbacks, which get positional arguments: Q = e_step(X, params),
    params = m_step(X, Q), elbo(X, params, Q). An iteration is one E- and one M-step, and elbos has
    the bound after each: its last is that of the params and the Q returned. It stops when the
    ELBO changes by no more than tol·max(1, |ELBO|), or after max_iters iterations; tol = 0 waits
    for no change at all. An ELBO that falls is a RuntimeWarning: a step does not maximize it.

    params may be anything that `copy.deepcopy` can copy: the callbacks get a deep copy of
    init_params, so that what they change in place is not the caller's.
    """
    if max_iters < 1 or not tol >= 0:
        raise ValueError(f"max_iters must be at least 1, tol at least 0, not {max_iters}, {tol}.")
    params, elbos = copy.deepcopy(init_params), list[float]()
    for iteration in range(1, max_iters + 1):
        Q = e_step(X, params)
        params = m_step(X, Q)
        elbos.append(float(elbo(X, params, Q)))
        if verbose:
            print(f"iteration {iteration:3d}: ELBO {elbos[-1]:.6f}")
        if iteration > 1 and _has_settled(elbos[-2], elbos[-1], tol, iteration):
            break
    return params, Q, elbos, len(elbos)


def _has_settled(before: float, now: float, tol: float, iteration: int) -> bool:
    """Whether the ELBO has stopped changing. A fall beyond rounding, and NaN, are warned of."""
    scale = max(1.0, min(abs(before), abs(now)))  # one of them may be −inf
    if not now >= before - ROUNDING * scale:
        text = f"The ELBO fell from {before:.10g} to {now:.10g} at iteration {iteration}."
        warnings.warn(text, RuntimeWarning, stacklevel=3)
    return now == before or abs(now - before) <= tol * scale


# The parts that every mixture shares -----------------------------------------------------------


def _posterior(log_joint: Floats) -> Floats:
    """The E-step: p(z | x) = p(x, z)/p(x) (n, k), which makes the ELBO equal to log p(X).

    The largest term of a row is taken out first: far from all components every density
    underflows, but their ratios do not.
    """
    largest = log_joint.max(axis=1, keepdims=True)
    if not np.all(largest > -np.inf):
        raise ValueError("There is a point that has no density under any component.")
    Q: Floats = np.exp(log_joint - largest)
    Q /= Q.sum(axis=1, keepdims=True)
    return Q


def _shares(Q: Floats) -> tuple[Floats, Floats]:
    """phi (k,), and Q with its columns divided by their sums N: the weights in a component's mean.

    A component without weight has phi 0, and takes all points alike, so that it stays finite.
    """
    N = Q.sum(axis=0)
    return N / len(Q), np.divide(Q, N, out=np.full(Q.shape, 1 / len(Q)), where=N > 0)


def _spread_rows(X: Floats, k: int, generator: np.random.Generator) -> Floats:
    """k rows of X (k, d), each next one drawn by its squared distance from those drawn (k-means++).

    Components that start alike would get the same Q, and stay alike for ever.
    """
    if not 1 <= k <= len(X):
        raise ValueError(f"k must be from 1 to the number of points, {len(X)}, but is {k}.")
    chosen = [int(generator.integers(len(X)))]
    nearest, gaps = np.full(len(X), np.inf), np.empty(X.shape)
    while len(chosen) < operator.index(k):
        np.subtract(X, X[chosen[-1]], out=gaps)
        np.minimum(nearest, np.einsum("ij,ij->i", gaps, gaps), out=nearest)
        p = nearest / nearest.sum() if nearest.any() else None  # None: all alike
        chosen.append(int(generator.choice(len(X), p=p)))
    return np.asarray(X[chosen])


# 3.3 The Gaussian mixture ----------------------------------------------------------------------


def gmm_initialize(X: ArrayLike, k: int, rng: Seed = None) -> tuple[Floats, Floats, Floats]:
    """phi (k,), mu (k, d), Sigma (k, d, d): points far apart for means, the data's covariance.

    A little noise in the means tells components apart that start at copies of one point.
    """
    points = _as_points(X)
    generator = np.random.default_rng(rng)
    rows = _spread_rows(points, k, generator)
    phi, _, Sigma = gmm_m_step(points, np.full((len(points), k), 1 / k))
    noise = generator.normal(scale=0.01, size=rows.shape)
    return phi, rows + noise * np.sqrt(Sigma[0].diagonal()), Sigma


def gmm_e_step(X: ArrayLike, params: Params) -> Floats:
    """Responsibilities Q (n, k) (Bishop, PRML, equation 9.23), in log space."""
    return _posterior(_gaussian_log_joint(X, params))


def gmm_m_step(X: ArrayLike, Q: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """phi (k,), mu (k, d), Sigma (k, d, d) from Q (Bishop, PRML, equations 9.24 to 9.26).

    Covariances are about the new means, by explicit differences. 1e-6 on the diagonal keeps a
    component from shrinking to a point; there the step is no exact maximum.
    """
    points = _as_points(X)
    phi, weights = _shares(_as_q(Q, len(points)))
    origin = points.mean(axis=0)  # numbers of 1e8 ± 1 keep their digits when centred
    P = points - origin
    means = weights.T @ P
    Sigma = np.stack([_scatter(P - m, w) for m, w in zip(means, weights.T, strict=True)])
    return phi, origin + means, Sigma + REG_COVAR * np.eye(P.shape[1])


def _scatter(gaps: Floats, weights: Floats) -> Floats:
    """Σᵢ wᵢ·gapᵢ·gapᵢᵀ (d, d): a matrix times its own transpose, hence exactly symmetric."""
    gaps *= np.sqrt(weights)[:, None]
    return np.asarray(gaps.T @ gaps)


def gmm_elbo(X: ArrayLike, params: Params, Q: ArrayLike) -> float:
    """The ELBO of the Gaussian mixture; after an E-step it equals the log-likelihood."""
    return elbo_decomposition(_gaussian_log_joint(X, params), Q)[2]


def _gaussian_log_joint(X: ArrayLike, params: Params) -> Floats:
    """log φⱼ + log N(xᵢ | μⱼ, Σⱼ) (n, k)."""
    points = _as_points(X)
    phi, mu, Sigma = _as_parts(params, ("phi", "mu", "Sigma"), points.shape[1])
    densities = [_gaussian_log_density(points, *one) for one in zip(mu, Sigma, strict=True)]
    return np.stack(densities, axis=1) + _log(phi)


def _gaussian_log_density(X: Floats, mean: Floats, cov: Floats) -> Floats:
    """log N(xᵢ | mean, cov) (n,) by cov = LLᵀ: no inverse, and no determinant to underflow.

    (x − μ)ᵀ cov⁻¹ (x − μ) = ‖L⁻¹(x − μ)‖², and log det cov = 2 Σ log Lⱼⱼ.
    """
    from scipy.linalg import solve_triangular

    try:
        L = np.linalg.cholesky(cov)
    except np.linalg.LinAlgError:
        raise ValueError("Every matrix in Sigma must be positive definite.") from None
    whitened = solve_triangular(L, (X - mean).T, lower=True, check_finite=False)
    log_scale = len(L) / 2 * math.log(2 * math.pi) + float(np.log(L.diagonal()).sum())
    return np.asarray(-0.5 * np.square(whitened).sum(axis=0) - log_scale)


# 3.4 The Bernoulli mixture ---------------------------------------------------------------------


def bmm_initialize(X: ArrayLike, k: int, rng: Seed = None) -> tuple[Floats, Floats]:
    """phi (k,), theta (k, d): half-hearted copies of points far apart, with some noise."""
    bits = np.concatenate([bits for _, bits in _bit_blocks(_as_table(X))])
    generator = np.random.default_rng(rng)
    rows = _spread_rows(bits, k, generator)
    theta = 0.25 + 0.5 * rows + generator.uniform(-0.1, 0.1, size=rows.shape)
    return np.full(k, 1 / k), theta


def bmm_e_step(X: ArrayLike, params: Params) -> Floats:
    """Responsibilities Q (n, k) (Bishop, PRML, equation 9.56), in log space."""
    return _posterior(_bernoulli_log_joint(X, params))


def bmm_m_step(X: ArrayLike, Q: ArrayLike) -> tuple[Floats, Floats]:
    """phi (k,), theta (k, d): weighted means (Bishop, PRML, equations 9.59 and 9.60).

    theta is kept 1e-7 away from 0 and 1: a pixel that was never black so far may be.
    """
    table = _as_table(X)
    phi, weights = _shares(_as_q(Q, len(table)))
    theta = sum(weights[rows].T @ bits for rows, bits in _bit_blocks(table))
    return phi, np.clip(theta, MARGIN, 1 - MARGIN)


def bmm_elbo(X: ArrayLike, params: Params, Q: ArrayLike) -> float:
    """The ELBO of the Bernoulli mixture; after an E-step it equals the log-likelihood."""
    return elbo_decomposition(_bernoulli_log_joint(X, params), Q)[2]


def _bernoulli_log_joint(X: ArrayLike, params: Params) -> Floats:
    """log φⱼ + Σ [x·log θⱼ + (1 − x)·log(1 − θⱼ)] (n, k) (Bishop, PRML, equation 9.48).

    Written as x·(log θ − log(1 − θ)) + log(1 − θ), the sum is one matrix product and a constant:
    no (n, k, d) array, and no 1 − X.
    """
    table = _as_table(X)
    phi, theta = _as_parts(params, ("phi", "theta"), table.shape[1])
    if not (theta.min() > 0 and theta.max() < 1):
        raise ValueError("Every theta must lie between 0 and 1, and be neither.")
    log_off = np.log1p(-theta)
    logits, scores = np.log(theta) - log_off, np.empty((len(table), len(theta)))
    for rows, bits in _bit_blocks(table):
        np.dot(bits, logits.T, out=scores[rows])
    scores += log_off.sum(axis=1) + _log(phi)
    return scores


def demonstrate_bmm_with_general_em(show: bool = True) -> dict[str, Any]:
    """Ten Bernoulli components for 1,797 handwritten digits, each pixel made black or white.

    The model never sees the labels. "agreement" is the share of digits whose component has them
    as its most frequent digit.
    """
    from sklearn.datasets import load_digits

    images, digits = load_digits(return_X_y=True)
    X = (images > images.max() / 2).astype(np.float64)
    start = bmm_initialize(X, 10, rng=0)
    (phi, theta), Q, elbos, n_iters = general_em(X, start, bmm_e_step, bmm_m_step, bmm_elbo)
    counts = np.stack([np.bincount(digits, weights=q, minlength=10) for q in Q.T])
    measured = {
        "phi": phi,
        "theta": theta,
        "elbos": elbos,
        "n_iters": n_iters,
        "digit_of_component": counts.argmax(axis=1),
        "agreement": float(np.mean(counts.argmax(axis=1)[Q.argmax(axis=1)] == digits)),
    }
    if show:
        _tell_bmm(measured)
    return measured


def _tell_bmm(measured: dict[str, Any]) -> None:
    elbos, n_iters = measured["elbos"], measured["n_iters"]
    phi, names = measured["phi"], measured["digit_of_component"]
    captions = [f"{digit}: φ = {p:.3f}" for digit, p in zip(names, phi, strict=True)]
    print(_pictures(measured["theta"].reshape(-1, 8, 8), captions))
    print("Each picture is a theta, named by the most frequent digit of its component.")
    print(f"{n_iters} iterations raised the ELBO from {elbos[0]:.1f} to {elbos[-1]:.1f}")
    print(f"{measured['agreement']:.1%} of the digits are in a component that is mostly theirs")


# 3.5 The two views of the ELBO -----------------------------------------------------------------


def elbo_decomposition(log_joint: ArrayLike, Q: ArrayLike) -> tuple[float, float, float]:
    """E_Q[log p(X, Z)], the entropy H(Q), and their sum, the ELBO: each summed over the points.

    0·log 0 counts 0, and so does −inf in log_joint where Q is 0; where Q is not, the ELBO is −inf.
    """
    joint, q = _as_log_joint(log_joint, Q)
    positive = q > 0
    expected = float(np.multiply(q, joint, out=np.zeros(q.shape), where=positive).sum())
    entropy = -float(np.sum(q * np.log(q, out=np.zeros(q.shape), where=positive)))
    entropy = max(0.0, entropy)
    return expected, entropy, expected + entropy


def demonstrate_elbo_decomposition(show: bool = True) -> dict[str, Any]:
    """The parts of the ELBO after each half of twelve EM iterations on three overlapping clusters.

    An E-step raises the ELBO to the log-likelihood, which it leaves alone; an M-step raises both,
    the log-likelihood by no less, since the gap KL(Q ‖ posterior) cannot fall below 0.
    """
    X = _three_clusters(np.random.default_rng(0))
    params = gmm_initialize(X, 3, rng=0)
    rows = list[dict[str, Any]]()
    for iteration in range(1, 13):
        Q = gmm_e_step(X, params)
        rows.append({"step": f"E {iteration}", **_both_views(X, params, Q)})
        params = gmm_m_step(X, Q)
        rows.append({"step": f"M {iteration}", **_both_views(X, params, Q)})
    measured = {name: [row[name] for row in rows] for name in rows[0]}
    if show:
        _tell_decomposition(measured)
    return measured


def _three_clusters(generator: np.random.Generator, n: int = 300) -> Floats:
    centres = np.array([[0.0, 0.0], [2.5, 0.0], [1.0, 2.5]])
    return centres[np.arange(n) % 3] + generator.normal(scale=0.8, size=(n, 2))


def _both_views(X: Floats, params: Params, Q: Floats) -> dict[str, float]:
    log_joint = _gaussian_log_joint(X, params)
    expected, entropy, elbo = elbo_decomposition(log_joint, Q)
    return {
        "expected_log_joint": expected,
        "entropy": entropy,
        "elbo": elbo,
        "log_likelihood": float(_log_sum_exp(log_joint).sum()),
        "kl": variational_gap(log_joint, Q),
    }


def _tell_decomposition(measured: dict[str, Any]) -> None:
    names = ("expected_log_joint", "entropy", "elbo", "log_likelihood", "kl")
    halves = range(2, len(measured["elbo"]) + 1)  # the first jump would flatten the rest
    curves = {"log-likelihood": measured["log_likelihood"][1:], "ELBO": measured["elbo"][1:]}
    title = "The bound and what it bounds, after each half of an iteration"
    print(_curves(title, halves, curves, "half iteration"))
    print("step  E[log joint]   entropy       ELBO   log-likelihood       KL")
    for step, *parts in zip(measured["step"], *(measured[name] for name in names), strict=True):
        print("{:4}  {:12.3f} {:9.3f} {:10.3f}   {:14.3f} {:8.4f}".format(step, *parts))


# 3.6 The Poisson mixture -----------------------------------------------------------------------


def pmm_initialize(X: ArrayLike, k: int, rng: Seed = None) -> tuple[Floats, Floats]:
    """phi (k,), lam (k, d): half-way between the data's mean and points far apart, with noise."""
    lam = _starting_means(_as_counts(X), k, np.random.default_rng(rng))
    return np.full(k, 1 / k), lam


def _starting_means(X: Floats, k: int, generator: np.random.Generator) -> Floats:
    rows = _spread_rows(X, k, generator)
    half_way = np.maximum((rows + X.mean(axis=0)) / 2, SMALLEST_MEAN)
    return np.asarray(half_way * generator.uniform(1.0, 1.2, size=rows.shape))


def pmm_e_step(X: ArrayLike, params: Params) -> Floats:
    """Responsibilities Q (n, k), in log space."""
    return _posterior(_poisson_log_joint(X, params))


def pmm_m_step(X: ArrayLike, Q: ArrayLike) -> tuple[Floats, Floats]:
    """phi (k,), lam (k, d): weighted means of the counts, raised to at least 1e-10."""
    counts = _as_counts(X)
    phi, weights = _shares(_as_q(Q, len(counts)))
    return phi, np.maximum(weights.T @ counts, SMALLEST_MEAN)


def pmm_elbo(X: ArrayLike, params: Params, Q: ArrayLike) -> float:
    """The ELBO of the Poisson mixture; after an E-step it equals the log-likelihood."""
    return elbo_decomposition(_poisson_log_joint(X, params), Q)[2]


def _poisson_log_joint(X: ArrayLike, params: Params) -> Floats:
    """log φⱼ + Σ [x·log λⱼ − λⱼ − log x!] (n, k): features are independent, given the component."""
    from scipy.special import gammaln

    counts = _as_counts(X)
    phi, lam = _as_parts(params, ("phi", "lam"), counts.shape[1])
    if not lam.min() > 0:
        raise ValueError("Every lam must be positive.")
    log_factorials = gammaln(counts + 1).sum(axis=1)
    scores = counts @ np.log(lam).T + (_log(phi) - lam.sum(axis=1))
    return np.asarray(scores - log_factorials[:, None])


# 3.7 The exponential mixture -------------------------------------------------------------------


def exm_initialize(X: ArrayLike, k: int, rng: Seed = None) -> tuple[Floats, Floats]:
    """phi (k,), rate (k, d): one over means that are half-way to points far apart, with noise."""
    means = _starting_means(_as_durations(X), k, np.random.default_rng(rng))
    return np.full(k, 1 / k), 1 / means


def exm_e_step(X: ArrayLike, params: Params) -> Floats:
    """Responsibilities Q (n, k), in log space."""
    return _posterior(_exponential_log_joint(X, params))


def exm_m_step(X: ArrayLike, Q: ArrayLike) -> tuple[Floats, Floats]:
    """phi (k,), rate (k, d): one over the weighted means, which are raised to at least 1e-10."""
    durations = _as_durations(X)
    phi, weights = _shares(_as_q(Q, len(durations)))
    return phi, 1 / np.maximum(weights.T @ durations, SMALLEST_MEAN)


def exm_elbo(X: ArrayLike, params: Params, Q: ArrayLike) -> float:
    """The ELBO of the exponential mixture; after an E-step it equals the log-likelihood."""
    return elbo_decomposition(_exponential_log_joint(X, params), Q)[2]


def _exponential_log_joint(X: ArrayLike, params: Params) -> Floats:
    """log φⱼ + Σ [log rⱼ − rⱼ·x] (n, k): features are independent, given the component."""
    durations = _as_durations(X)
    phi, rate = _as_parts(params, ("phi", "rate"), durations.shape[1])
    if not rate.min() > 0:
        raise ValueError("Every rate must be positive.")
    return np.asarray((_log(phi) + np.log(rate).sum(axis=1)) - durations @ rate.T)


# What comes in ---------------------------------------------------------------------------------


def _log(p: Floats) -> Floats:
    """log p, −inf for 0 without a warning."""
    return np.asarray(np.log(p, out=np.full(p.shape, -np.inf), where=p > 0))


def _as_table(X: ArrayLike) -> NDArray[Any]:
    table = np.asarray(X)
    if table.ndim != 2 or table.size == 0:
        raise ValueError(f"X must have rows and columns, but its shape is {table.shape}.")
    return table


def _as_points(X: ArrayLike) -> Floats:
    points = np.asarray(_as_table(X), dtype=np.float64)
    if not max(points.max(), -points.min()) < LARGEST:
        raise ValueError("X holds NaN, infinity or a number too large to be squared.")
    return points


def _bit_blocks(table: NDArray[Any]) -> Iterator[tuple[slice, Floats]]:
    """Rows of zeros and ones as float64, a block at a time.

    A block stays in the processor's cache from the check to the matrix product: of a large table
    each number is fetched once, and no copy of the whole is made where it holds bytes.
    """
    size = max(1, BLOCK_NUMBERS // table.shape[1])
    for start in range(0, len(table), size):
        rows = slice(start, start + size)
        bits = np.asarray(table[rows], dtype=np.float64)
        if not np.all((bits == 0) | (bits == 1)):
            raise ValueError("A Bernoulli mixture is for data of zeros and ones only.")
        yield rows, bits


def _as_counts(X: ArrayLike) -> Floats:
    counts = _as_durations(X)
    if np.any(counts != np.floor(counts)):
        raise ValueError("A Poisson mixture is for whole numbers only.")
    return counts


def _as_durations(X: ArrayLike) -> Floats:
    durations = _as_points(X)
    if durations.min() < 0:
        raise ValueError("X holds a negative number, for which this model has no density.")
    return durations


def _as_parts(params: Params, names: tuple[str, ...], d: int) -> list[Floats]:
    """phi (k,), then arrays of k vectors (k, d), then of k matrices (k, d, d)."""
    parts = [np.asarray(part, dtype=np.float64) for part in params]
    if len(parts) != len(names):
        raise ValueError(f"params must be ({', '.join(names)}), but has {len(parts)} parts.")
    k = len(_as_probabilities(parts[0], "phi", ndim=1))
    for axes, (name, part) in enumerate(zip(names, parts, strict=True)):
        if part.shape != (k,) + (d,) * axes or not np.all(np.isfinite(part)):
            shape = (k,) + (d,) * axes
            raise ValueError(f"{name} must be finite, of shape {shape}; it has {part.shape}.")
    return parts


def _as_q(Q: ArrayLike, n: int) -> Floats:
    q = _as_probabilities(Q, "Q", ndim=2)
    if len(q) != n:
        raise ValueError(f"Q must have {n} rows, one a point, but has {len(q)}.")
    return q


def _as_log_joint(log_joint: ArrayLike, Q: ArrayLike) -> tuple[Floats, Floats]:
    joint, q = np.asarray(log_joint, dtype=np.float64), _as_probabilities(Q, "Q", ndim=2)
    if joint.shape != q.shape:
        raise ValueError(f"log_joint has the shape {joint.shape}, but Q has {q.shape}.")
    if not np.all(joint < np.inf):
        raise ValueError("log_joint holds NaN or +inf.")
    return joint, q


def _as_probabilities(p: ArrayLike, name: str, ndim: int) -> Floats:
    """p (m,), or one distribution in each row (n, m): no number negative, each with the sum one."""
    given = np.asarray(p, dtype=np.float64)
    if given.ndim != ndim or given.size == 0:
        raise ValueError(f"{name} must have {ndim} axes and numbers, not shape {given.shape}.")
    if not np.all(given >= 0) or np.any(np.abs(given.sum(axis=-1) - 1) > SUM_TOLERANCE):
        raise ValueError(f"{name} must hold probabilities: none negative, each row summing to one.")
    return given


# What is shown ---------------------------------------------------------------------------------


def _curves(title: str, x: Sequence[float], curves: dict[str, Sequence[float]], xlabel: str) -> str:
    import plotext as plt

    columns, lines = shutil.get_terminal_size((80, 24))
    plt.clear_figure()
    plt.limit_size(False, False)
    plt.plot_size(max(columns, 20), max(lines - 8, 10))
    plt.theme("clear")
    plt.title(title)
    plt.xlabel(xlabel)
    for (label, y), colour in zip(curves.items(), COLOURS, strict=False):
        plt.plot(list(x), list(y), label=label, color=colour, marker="braille")
    canvas = str(plt.build())
    plt.clear_figure()
    return str(plt.uncolorize(canvas)) if os.environ.get("NO_COLOR") else canvas


def _pictures(images: Floats, captions: Sequence[str]) -> str:
    """Grey images (m, h, w) of numbers from 0 to 1, side by side as the terminal's width allows.

    A pixel is two columns wide, since a character is about twice as high as it is wide.
    """
    width = 2 * images.shape[2]
    in_a_row = max(1, (shutil.get_terminal_size((80, 24)).columns + 2) // (width + 2))
    blocks = [
        [*("".join(map(_pixel, row)) for row in image), f"{caption[:width]:{width}}"]
        for image, caption in zip(images.tolist(), captions, strict=True)
    ]
    rows = [blocks[i : i + in_a_row] for i in range(0, len(blocks), in_a_row)]
    return "\n\n".join("\n".join("  ".join(line) for line in zip(*r, strict=True)) for r in rows)


def _pixel(value: float) -> str:
    if os.environ.get("NO_COLOR"):
        return 2 * INK[min(int(value * len(INK)), len(INK) - 1)]
    return f"\x1b[48;5;{255 - round(value * 23)}m  \x1b[0m"


if __name__ == "__main__":
    demonstrate_jensens_inequality()
    demonstrate_kl_divergence()
    demonstrate_bmm_with_general_em()
    demonstrate_elbo_decomposition()
