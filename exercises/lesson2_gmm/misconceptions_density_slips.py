"""Wrong ways to take the log density of a Gaussian (activity 2.1): shapes and numerics."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm.plain import log_density, log_det, quadratic

F = "gaussian_log_density"


@misconception(
    F, "density-not-its-log",
    title="You return the density, and asked for is its logarithm.",
    explanation="log N, and without exp on the way: −½ (d log 2π + log|Σ| + quadratic form).",
    symbol="log",
)  # fmt: skip
def no_log(X: Any, mean: Any, cov: Any) -> Any:
    return np.exp(log_density(X, mean, cov))


@misconception(
    F, "density-log-of-exp",
    title="You take the density first and its log after: it underflows.",
    explanation="exp(−800) is 0 in a computer, and log 0 is −∞. Write the logarithm of the formula "
    "down, and no exp is needed.",
    symbol="log exp",
)  # fmt: skip
def log_of_exp(X: Any, mean: Any, cov: Any) -> Any:
    d = np.shape(X)[1]
    constant = np.sqrt((2 * np.pi) ** d * np.exp(log_det(cov) / d) ** d)
    with np.errstate(all="ignore"):
        return np.log(np.exp(-0.5 * quadratic(X, mean, cov)) / constant)


@misconception(
    F, "density-kept-from-zero",
    title="You add a small number to the density before its log is taken.",
    explanation="That stops −∞, and makes every far point equally likely. The log needs no exp, "
    "and so no guard.",
    symbol="log",
)  # fmt: skip
def kept_from_zero(X: Any, mean: Any, cov: Any) -> Any:
    return np.log(np.exp(log_density(X, mean, cov)) + 1e-300)


@misconception(
    F, "density-log-of-det",
    title="You take log of np.linalg.det(cov): the determinant underflows.",
    explanation="50 variances of 1e-8 have a product of 1e-400, which is 0 in a computer. "
    "slogdet, or 2 Σ log Lᵢᵢ from a Cholesky factor, never forms the product.",
    symbol="|Σ|",
)  # fmt: skip
def log_of_det(X: Any, mean: Any, cov: Any) -> Any:
    with np.errstate(all="ignore"):
        wrong = np.log(np.linalg.det(np.asarray(cov, dtype=float)))
        return log_density(X, mean, cov) + 0.5 * (log_det(cov) - wrong)


@misconception(
    F, "density-jitter",
    title="You add a small number to the diagonal of cov.",
    explanation="cov is given as it is meant: 1e-6 is a hundred times a variance of 1e-8. "
    "Regularization belongs in the M-step, as reg_covar.",
    symbol="Σ",
)  # fmt: skip
def jitter(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, np.asarray(cov) + 1e-6 * np.eye(len(cov)))


@misconception(
    F, "density-eigenvalues-raised",
    title="You raise the eigenvalues of cov to at least 1e-6 or so.",
    explanation="cov is given as it is meant, and variances of 1e-8 are variances: scaled down "
    "data have them. A floor belongs in the M-step, as reg_covar.",
    symbol="Σ",
)  # fmt: skip
def raised(X: Any, mean: Any, cov: Any) -> Any:
    values, axes = np.linalg.eigh(np.asarray(cov, dtype=float))
    z = (np.asarray(X, dtype=float) - mean) @ axes
    variances = np.maximum(values, 1e-6)
    return -0.5 * (np.log(2 * np.pi * variances).sum() + (z**2 / variances).sum(axis=1))


@misconception(
    F, "density-narrow-directions-dropped",
    title="You leave out directions of small variance (pinv, allow_singular).",
    explanation="They are cut below some 2e-10 of the largest variance, and the value is that of a "
    "Gaussian with fewer dimensions. A Cholesky factor keeps them all.",
    symbol="Σ⁻¹",
)  # fmt: skip
def dropped(X: Any, mean: Any, cov: Any) -> Any:
    values, axes = np.linalg.eigh(np.asarray(cov, dtype=float))
    kept = values > 2.2e-10 * values.max()
    z = (np.asarray(X, dtype=float) - mean) @ axes
    out = (np.abs(z[:, ~kept]) > 1e-9).any(axis=1)
    inside = z[:, kept] ** 2 / values[kept]
    logs = -0.5 * (kept.sum() * np.log(2 * np.pi) + np.log(values[kept]).sum() + inside.sum(axis=1))
    return np.where(out, -np.inf, logs)


@misconception(
    F, "density-pseudo-inverse",
    title="You cut off small variances in the exponent (np.linalg.pinv).",
    explanation="pinv sets what it holds to be singular to 0, and a step across the narrow "
    "direction costs nothing. Solve Σ z = x − μ, or take a Cholesky factor.",
    symbol="Σ⁻¹",
)  # fmt: skip
def pseudo(X: Any, mean: Any, cov: Any) -> Any:
    gaps = np.asarray(X, dtype=float) - mean
    inverse = np.linalg.pinv(np.asarray(cov, dtype=float), rcond=1e-10, hermitian=True)
    wrong = ((gaps @ inverse) * gaps).sum(axis=1)
    return log_density(X, mean, cov) + 0.5 * (quadratic(X, mean, cov) - wrong)


@misconception(
    F, "density-wrong-triangle",
    title="You solve with the transposed Cholesky factor.",
    explanation="np.linalg.cholesky gives the lower L with Σ = L Lᵀ: the exponent is ‖z‖² with "
    "L z = x − μ. Lᵀ in its place is the factor of another matrix.",
    symbol="L",
)  # fmt: skip
def triangle(X: Any, mean: Any, cov: Any) -> Any:
    L = np.linalg.cholesky(np.asarray(cov, dtype=float))
    wrong = (np.linalg.solve(L.T, (X - mean).T) ** 2).sum(axis=0)
    return log_density(X, mean, cov) + 0.5 * (quadratic(X, mean, cov) - wrong)


@misconception(
    F, "density-summed-over-points",
    title="You add the points up.",
    explanation="Asked for is one value for each point: the sum runs over features alone.",
    symbol="n",
)  # fmt: skip
def summed(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov).sum()


@misconception(
    F, "density-all-pairs",
    title="You return a matrix (n, n): (X − μ) Σ⁻¹ (X − μ)ᵀ pairs all points.",
    explanation="Only its diagonal is wanted: ((X − μ) Σ⁻¹ * (X − μ)).sum(axis=1).",
    symbol="n",
)  # fmt: skip
def all_pairs(X: Any, mean: Any, cov: Any) -> Any:
    gaps = np.asarray(X, dtype=float) - mean
    pairs = gaps @ np.linalg.solve(np.asarray(cov, dtype=float), gaps.T)
    return -0.5 * (gaps.shape[1] * np.log(2 * np.pi) + log_det(cov) + pairs)


@misconception(
    F, "density-a-column",
    title="You return a column (n, 1).",
    explanation="One value a point is an array (n,): sum without keepdims, or ravel().",
    symbol="n",
)  # fmt: skip
def column(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov)[:, None]


@misconception(
    F, "density-product-expanded",
    title="You multiply the quadratic form out, and the digits cancel far away.",
    explanation="xᵀΣ⁻¹x − 2 xᵀΣ⁻¹μ + μᵀΣ⁻¹μ subtracts numbers near 1e16 to find one near 1. "
    "Subtract the mean first.",
    symbol="x − μ",
)  # fmt: skip
def expanded(X: Any, mean: Any, cov: Any) -> Any:
    P = np.linalg.inv(np.asarray(cov, dtype=float))
    X, mean = np.asarray(X, dtype=float), np.asarray(mean, dtype=float)
    wrong = ((X @ P) * X).sum(axis=1) - 2 * X @ P @ mean + mean @ P @ mean
    return log_density(X, mean, cov) + 0.5 * (quadratic(X, mean, cov) - wrong)


@misconception(
    F, "density-mean-not-subtracted",
    title="You do not subtract the mean.",
    explanation="What counts is how far x is from μ: x − μ stands on both sides of Σ⁻¹.",
    symbol="x − μ",
)  # fmt: skip
def mean_left_out(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, 0 * np.asarray(mean), cov)


MISCONCEPTIONS = collect(globals(), F)
