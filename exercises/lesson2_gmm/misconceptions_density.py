"""Wrong ways to take the log density of a Gaussian (activity 2.1): the formula."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm.plain import log_density, log_det, quadratic

F = "gaussian_log_density"
LOG_2PI = float(np.log(2 * np.pi))


@misconception(
    F, "density-half-missing-in-the-exponent",
    title="You leave out the ½ before the quadratic form.",
    explanation="The exponent is −½ (x − μ)ᵀ Σ⁻¹ (x − μ).",
    symbol="½",
)  # fmt: skip
def half_missing(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) - 0.5 * quadratic(X, mean, cov)


@misconception(
    F, "density-log-det-missing",
    title="You leave out the determinant: −½ log|Σ|.",
    explanation="Without it a wide Gaussian is as high as a narrow one, and no density sums to "
    "one.",
    symbol="|Σ|",
)  # fmt: skip
def det_missing(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) + 0.5 * log_det(cov)


@misconception(
    F, "density-log-det-not-halved",
    title="You subtract log|Σ|, and it must be ½ log|Σ|.",
    explanation="The density has √|Σ| below the line, so its log has −½ log|Σ|.",
    symbol="|Σ|",
)  # fmt: skip
def det_not_halved(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) - 0.5 * log_det(cov)


@misconception(
    F, "density-cholesky-det-halved",
    title="You take ½ log|Σ| for half of what it is: Σ log Lᵢᵢ is ½ log|Σ|.",
    explanation="|Σ| = |L|², so Σᵢ log Lᵢᵢ is ½ log|Σ| already: don't halve it again.",
    symbol="L",
)  # fmt: skip
def det_quartered(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) + 0.25 * log_det(cov)


@misconception(
    F, "density-log-det-sign",
    title="You add ½ log|Σ|, and it must be subtracted.",
    explanation="The wider a Gaussian, the lower its density: −½ log|Σ|.",
    symbol="|Σ|",
)  # fmt: skip
def det_sign(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) + log_det(cov)


@misconception(
    F, "density-two-pi-missing",
    title="You leave out the factor (2π)^(−d/2).",
    explanation="log N has the term −(d/2) log 2π. It cancels in responsibilities, but not in a "
    "log-likelihood.",
    symbol="2π",
)  # fmt: skip
def two_pi_missing(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) + 0.5 * np.shape(X)[1] * LOG_2PI


@misconception(
    F, "density-two-pi-once",
    title="You take −½ log 2π once, and not for each feature.",
    explanation="The factor is (2π)^(−d/2), so the term is −(d/2) log 2π. With d = 1 nobody sees "
    "it.",
    symbol="d",
)  # fmt: skip
def two_pi_once(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) + 0.5 * (np.shape(X)[1] - 1) * LOG_2PI


@misconception(
    F, "density-two-pi-not-halved",
    title="You subtract d log 2π, and it must be (d/2) log 2π.",
    explanation="√(2π) stands below the line once for each feature: −(d/2) log 2π.",
    symbol="2π",
)  # fmt: skip
def two_pi_not_halved(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) - 0.5 * np.shape(X)[1] * LOG_2PI


@misconception(
    F, "density-covariance-taken-for-deviation",
    title="You take the covariance for a standard deviation.",
    explanation="cov holds variances σ², not σ: don't square it again (scipy's norm wants σ, "
    "multivariate_normal wants Σ).",
    symbol="σ²",
)  # fmt: skip
def squared(X: Any, mean: Any, cov: Any) -> Any:
    z = np.linalg.solve(np.asarray(cov, dtype=float), (np.asarray(X, dtype=float) - mean).T)
    return -0.5 * (len(z) * LOG_2PI + 2 * log_det(cov) + (z**2).sum(axis=0))


@misconception(
    F, "density-quadratic-by-deviation",
    title="You divide by Σ once for each factor: Σ⁻¹ stands in the exponent once.",
    explanation="(x − μ)/σ² squared is not (x − μ)²/σ². With a Cholesky factor solve L z = x − μ "
    "and take ‖z‖².",
    symbol="Σ⁻¹",
)  # fmt: skip
def twice_divided(X: Any, mean: Any, cov: Any) -> Any:
    z = np.linalg.solve(np.asarray(cov, dtype=float), (X - mean).T)
    return log_density(X, mean, cov) + 0.5 * quadratic(X, mean, cov) - 0.5 * (z**2).sum(axis=0)


@misconception(
    F, "density-covariance-not-inverted",
    title="You multiply by Σ, and it must be its inverse.",
    explanation="The exponent is −½ (x − μ)ᵀ Σ⁻¹ (x − μ): the wider the spread, the less a "
    "distance counts. Solve Σ z = x − μ.",
    symbol="Σ⁻¹",
)  # fmt: skip
def not_inverted(X: Any, mean: Any, cov: Any) -> Any:
    gaps = np.asarray(X, dtype=float) - mean
    wrong = ((gaps @ cov) * gaps).sum(axis=1)
    return log_density(X, mean, cov) + 0.5 * (quadratic(X, mean, cov) - wrong)


@misconception(
    F, "density-covariance-left-out",
    title="You take plain squared distances: Σ⁻¹ is left out of the exponent.",
    explanation="‖x − μ‖² belongs to the identity. (x − μ)ᵀ Σ⁻¹ (x − μ) measures in units of the "
    "spread.",
    symbol="Σ⁻¹",
)  # fmt: skip
def left_out(X: Any, mean: Any, cov: Any) -> Any:
    gaps = np.asarray(X, dtype=float) - mean
    return log_density(X, mean, cov) + 0.5 * (quadratic(X, mean, cov) - (gaps**2).sum(axis=1))


@misconception(
    F, "density-diagonal-only",
    title="You use only the diagonal of Σ.",
    explanation="A product of one-dimensional densities holds for independent features only. "
    "The off-diagonal entries turn the ellipse.",
    symbol="Σ",
)  # fmt: skip
def diagonal_only(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, np.diag(np.diag(cov)))


@misconception(
    F, "density-quadratic-on-the-diagonal",
    title="You use only the diagonal of Σ in the exponent.",
    explanation="The determinant is right, but ((x − μ)²/diag(Σ)).sum() leaves out the "
    "off-diagonal entries. Solve Σ z = x − μ.",
    symbol="Σ⁻¹",
)  # fmt: skip
def diagonal_exponent(X: Any, mean: Any, cov: Any) -> Any:
    wrong = quadratic(X, mean, np.diag(np.diag(cov)))
    return log_density(X, mean, cov) + 0.5 * (quadratic(X, mean, cov) - wrong)


@misconception(
    F, "density-plus-in-the-exponent",
    title="You add the quadratic form, and it must be subtracted.",
    explanation="exp(−½ …): the farther from the mean, the lower the density.",
    symbol="−½",
)  # fmt: skip
def plus(X: Any, mean: Any, cov: Any) -> Any:
    return log_density(X, mean, cov) + quadratic(X, mean, cov)


MISCONCEPTIONS = collect(globals(), F)
