"""Wrong ways to compute responsibilities (activity 2.2): Bayes' rule and the density."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain

F = "e_step"


@misconception(
    F, "e-step-shares-left-out",
    title="You leave out the shares φ.",
    explanation="By Bayes' rule wᵢⱼ ∝ φⱼ N(xᵢ | μⱼ, Σⱼ): a common component is likelier before x "
    "is seen.",
    symbol="φⱼ",
)  # fmt: skip
def no_phi(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.softmax(plain.log_terms(X, mu, Sigma))


@misconception(
    F, "e-step-shares-not-logged",
    title="You add φ to the log density, and it must be log φ.",
    explanation="log(φ N) = log φ + log N.",
    symbol="log φⱼ",
)  # fmt: skip
def phi_not_logged(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.softmax(plain.log_terms(X, mu, Sigma) + phi)


@misconception(
    F, "e-step-shares-after-normalizing",
    title="You multiply by φ after the rows were divided by their sums.",
    explanation="φⱼ belongs into the numerator and into the sum below it: first φⱼ N, then divide.",
    symbol="φⱼ",
)  # fmt: skip
def phi_after(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.softmax(plain.log_terms(X, mu, Sigma)) * phi


@misconception(
    F, "e-step-shares-in-the-numerator-only",
    title="You leave φ out of the sum that you divide by.",
    explanation="The divisor is p(x) = Σⱼ φⱼ N(x | μⱼ, Σⱼ), the sum of the numerators.",
    symbol="φⱼ",
)  # fmt: skip
def phi_above(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_terms(X, mu, Sigma)
    return (
        np.asarray(phi)
        * np.exp(terms - terms.max(axis=1)[:, None])
        * (1 / np.exp(terms - terms.max(axis=1)[:, None]).mean(axis=1)[:, None])
    )


@misconception(
    F, "e-step-shares-twice",
    title="You multiply by the shares φ twice.",
    explanation="wᵢⱼ ∝ φⱼ N(xᵢ | μⱼ, Σⱼ), with φⱼ once: add no log φⱼ to what has it already.",
    symbol="φⱼ",
)  # fmt: skip
def phi_twice(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    with np.errstate(divide="ignore"):
        return plain.softmax(plain.log_joint(X, phi, mu, Sigma) + np.log(phi))


@misconception(
    F, "e-step-root-of-the-densities",
    title="You halve the logs of φ N: that is the root of φ N, and too undecided.",
    explanation="The ½ belongs to the quadratic form and to log|Σ|, once. exp takes log φⱼ + log N "
    "as it is.",
    symbol="½",
)  # fmt: skip
def halved(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.softmax(0.5 * plain.log_joint(X, phi, mu, Sigma))


@misconception(
    F, "e-step-divided-by-the-largest",
    title="You divide each row by its largest, and it must be by its sum.",
    explanation="The row's maximum is taken off for the sake of exp alone; then divide by the sum: "
    "the largest is 1 only where nothing else is possible.",
    symbol="Σⱼ",
)  # fmt: skip
def by_largest(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_joint(X, phi, mu, Sigma)
    return np.exp(terms - terms.max(axis=1)[:, None])


@misconception(
    F, "e-step-not-normalized",
    title="You return φⱼ N(xᵢ) without dividing by the row's sum.",
    explanation="Responsibilities are probabilities over components: divide each row by its sum.",
    symbol="wᵢⱼ",
)  # fmt: skip
def not_normalized(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return np.exp(plain.log_joint(X, phi, mu, Sigma))


@misconception(
    F, "e-step-normalized-over-points",
    title="You divide by the sums over points (axis 0), not over components.",
    explanation="Each point is shared out among the components: Σⱼ wᵢⱼ = 1, axis=1.",
    symbol="Σⱼ",
)  # fmt: skip
def over_points(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.softmax(plain.log_joint(X, phi, mu, Sigma).T).T


@misconception(
    F, "e-step-normalized-by-all",
    title="You divide by the sum over all points and components.",
    explanation="Each row has its own divisor p(xᵢ): sum(axis=1, keepdims=True).",
    symbol="p(xᵢ)",
)  # fmt: skip
def by_all(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_joint(X, phi, mu, Sigma)
    total = plain.log_sums(terms.reshape(1, -1))
    return np.exp(terms - total)


@misconception(
    F, "e-step-log-responsibilities",
    title="You return log w.",
    explanation="Log space is the way; the result is w itself: exp at the end.",
    symbol="log w",
)  # fmt: skip
def log_w(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_joint(X, phi, mu, Sigma)
    return terms - plain.log_sums(terms)[:, None]


@misconception(
    F, "e-step-hard-assignment",
    title="You give each point to its likeliest component alone.",
    explanation="That is a hard assignment, as in k-means. Soft ones keep the doubt: "
    "wᵢⱼ = φⱼ N(xᵢ | μⱼ, Σⱼ) / p(xᵢ).",
    symbol="wᵢⱼ",
)  # fmt: skip
def hard(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return np.eye(len(mu))[plain.log_joint(X, phi, mu, Sigma).argmax(axis=1)]


@misconception(
    F, "e-step-half-missing",
    title="You leave out the ½ in the exponent.",
    explanation="N ∝ exp(−½ (x − μ)ᵀ Σ⁻¹ (x − μ)): without ½ the shares are too sure of "
    "themselves.",
    symbol="½",
)  # fmt: skip
def half_missing(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(
        X, phi, mu, Sigma, lambda X, m, S: -0.5 * plain.log_det(S) - plain.quadratic(X, m, S)
    )


@misconception(
    F, "e-step-determinant-missing",
    title="You leave out |Σⱼ|^(−½).",
    explanation="2π cancels between components, |Σⱼ| does not: a wide component has a low density.",
    symbol="|Σⱼ|",
)  # fmt: skip
def det_missing(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, phi, mu, Sigma, lambda X, m, S: -0.5 * plain.quadratic(X, m, S))


@misconception(
    F, "e-step-determinant-not-rooted",
    title="You divide by |Σⱼ|, and it must be its square root.",
    explanation="N has |Σ|^(−½): in logs −½ log|Σ|.",
    symbol="|Σⱼ|^½",
)  # fmt: skip
def det_not_rooted(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(
        X, phi, mu, Sigma, lambda X, m, S: -plain.log_det(S) - 0.5 * plain.quadratic(X, m, S)
    )


@misconception(
    F, "e-step-diagonal-only",
    title="You use only the diagonals of Σ.",
    explanation="Off-diagonal entries turn the ellipses. A full covariance needs Σ⁻¹ and |Σ| of "
    "the whole matrix.",
    symbol="Σⱼ",
)  # fmt: skip
def diagonal_only(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, phi, mu, plain.shaped(np.asarray(Sigma), "diag"))


@misconception(
    F, "e-step-variance-taken-for-deviation",
    title="You take Σ for a standard deviation.",
    explanation="Sigma holds covariances, σ² where d = 1: don't square it again.",
    symbol="σ²",
)  # fmt: skip
def squared(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, phi, mu, np.asarray(Sigma) @ np.asarray(Sigma))


@misconception(
    F, "e-step-covariances-ignored",
    title="You weigh by plain distances: Σ is left out.",
    explanation="exp(−½‖x − μ‖²) belongs to the identity. Each component has its own spread and "
    "direction.",
    symbol="Σⱼ",
)  # fmt: skip
def no_sigma(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    d = np.shape(X)[1]
    return plain.e_step(X, phi, mu, np.repeat(np.eye(d)[None], len(mu), axis=0))


@misconception(
    F, "e-step-one-covariance-for-all",
    title="You use the first component's covariance for all.",
    explanation="Component j has its own Σⱼ: index Sigma with j, as you do mu.",
    symbol="Σⱼ",
)  # fmt: skip
def first_sigma(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, phi, mu, np.repeat(np.asarray(Sigma)[:1], len(mu), axis=0))


@misconception(
    F, "e-step-transposed",
    title="You return a row a component, and asked for is a row a point.",
    explanation="w is (n, k): wᵢⱼ is the share of component j in point i.",
    symbol="(n, k)",
)  # fmt: skip
def transposed(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, phi, mu, Sigma).T


@misconception(
    F, "e-step-covariance-not-inverted",
    title="You multiply by Σ in the exponent, and it must be its inverse.",
    explanation="(x − μ)ᵀ Σ⁻¹ (x − μ): along a wide direction a step counts less.",
    symbol="Σ⁻¹",
)  # fmt: skip
def not_inverted(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    def density(X: Any, m: Any, S: Any) -> Any:
        gaps = np.asarray(X, dtype=float) - m
        return -0.5 * plain.log_det(S) - 0.5 * ((gaps @ S) * gaps).sum(axis=1)

    return plain.e_step(X, phi, mu, Sigma, density)


MISCONCEPTIONS = collect(globals(), F)
