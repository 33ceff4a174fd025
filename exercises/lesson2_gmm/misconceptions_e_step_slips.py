"""Wrong ways to compute responsibilities (activity 2.2): what underflow and guards do."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain

F = "e_step"


def _joint(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    """φⱼ N(xᵢ), which underflows."""
    return np.exp(plain.log_joint(X, phi, mu, Sigma))


@misconception(
    F, "e-step-densities-underflow",
    title="You divide densities: far away all of them are 0, and 0/0 is NaN.",
    explanation="exp(−745) and all below is 0 in a computer. Take logarithms, subtract each row's "
    "largest, and only then exp: the largest becomes 1.",
    symbol="log-sum-exp",
)  # fmt: skip
def underflow(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    joint = _joint(X, phi, mu, Sigma)
    with np.errstate(all="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)


@misconception(
    F, "e-step-epsilon-in-the-divisor",
    title="You guard 0/0 (a tiny divisor, nan_to_num): where all underflows, w is 0.",
    explanation="No NaN, but a point that belongs to nobody: its row must still sum to 1. Log "
    "space needs no such guard.",
    symbol="ε",
)  # fmt: skip
def epsilon_divisor(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    joint = _joint(X, phi, mu, Sigma)
    return joint / (joint.sum(axis=1, keepdims=True) + 1e-300)


@misconception(
    F, "e-step-epsilon-visible",
    title="You add so large a number to the divisor that rows no longer sum to 1.",
    explanation="Densities are often below 1e-10 themselves, and then the guard is all that "
    "counts. Log space needs none.",
    symbol="ε",
)  # fmt: skip
def epsilon_visible(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    joint = _joint(X, phi, mu, Sigma)
    return joint / (joint.sum(axis=1, keepdims=True) + 1e-10)


@misconception(
    F, "e-step-epsilon-on-each-density",
    title="Where all densities underflow you share a point equally.",
    explanation="A guard beside (or in place of) densities that are 0 gives 1/k. The logarithms "
    "still know which is larger.",
    symbol="ε",
)  # fmt: skip
def epsilon_each(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    joint = _joint(X, phi, mu, Sigma) + 1e-300
    return joint / joint.sum(axis=1, keepdims=True)


@misconception(
    F, "e-step-epsilon-on-each-density-visible",
    title="You add 1e-10 or so to every density, and small ones are lost in it.",
    explanation="A density of 1e-18 may well be the largest of its row. The logarithms need no "
    "guard.",
    symbol="ε",
)  # fmt: skip
def epsilon_each_visible(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    joint = _joint(X, phi, mu, Sigma) + 1e-10
    return joint / joint.sum(axis=1, keepdims=True)


@misconception(
    F, "e-step-one-maximum-for-all",
    title="You subtract one maximum for all points: other rows still underflow.",
    explanation="Each row needs its own: max(axis=1, keepdims=True).",
    symbol="max",
)  # fmt: skip
def one_maximum(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_joint(X, phi, mu, Sigma)
    with np.errstate(all="ignore"):
        joint = np.exp(terms - terms.max())
        return joint / joint.sum(axis=1, keepdims=True)


@misconception(
    F, "e-step-maximum-over-points",
    title="You subtract the largest logarithm of each column, not of each row.",
    explanation="That changes the ratio of the components. Take what all of a row share: "
    "max(axis=1, keepdims=True).",
    symbol="max",
)  # fmt: skip
def over_points(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_joint(X, phi, mu, Sigma)
    top = np.where(np.isfinite(terms.max(axis=0)), terms.max(axis=0), 0)
    joint = np.exp(terms - top)
    with np.errstate(all="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)


@misconception(
    F, "e-step-epsilon-added-to-shares",
    title="You add a small number to φ before its log is taken.",
    explanation="φⱼ = 0 is legal: log 0 = −∞, and wᵢⱼ is 0. With a guard a component that is not "
    "there wins the points near its mean.",
    symbol="φⱼ = 0",
)  # fmt: skip
def epsilon_phi(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, np.asarray(phi) + 1e-10, mu, Sigma)


@misconception(
    F, "e-step-shares-kept-from-zero",
    title="You raise φ = 0 to a tiny number before its log is taken.",
    explanation="log 1e-300 is −691, and a far point is farther from the others than that: a "
    "component that is not there wins it. log 0 = −∞ does what is needed.",
    symbol="φⱼ = 0",
)  # fmt: skip
def kept_from_zero(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, np.maximum(phi, 1e-300), mu, Sigma)


@misconception(
    F, "e-step-zero-share-nan",
    title="You let φⱼ = 0 turn into NaN.",
    explanation="0 · (−∞) and −∞ − (−∞) are NaN. log φⱼ = −∞ is fine as long as the maximum that "
    "is subtracted is finite.",
    symbol="φⱼ = 0",
)  # fmt: skip
def zero_share_nan(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    w = plain.e_step(X, phi, mu, Sigma)
    w[:, np.asarray(phi) == 0] = np.nan
    return w


@misconception(
    F, "e-step-jitter",
    title="You add a small number to the diagonals of Σ.",
    explanation="In the E-step Sigma is as given: 1e-6 is a hundred times a variance of 1e-8. "
    "Regularization is the M-step's, as reg_covar.",
    symbol="Σⱼ",
)  # fmt: skip
def jitter(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.e_step(X, phi, mu, np.asarray(Sigma) + 1e-6 * np.eye(np.shape(X)[1]))


@misconception(
    F, "e-step-determinant-underflows",
    title="You take the log of np.linalg.det: with many features it underflows.",
    explanation="30 variances of 1e-14 have a product of 1e-420, which is 0 in a computer. slogdet "
    "or a Cholesky factor give log|Σ| without it.",
    symbol="|Σⱼ|",
)  # fmt: skip
def det_underflows(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    def density(X: Any, m: Any, S: Any) -> Any:
        with np.errstate(all="ignore"):
            logs = np.log(np.linalg.det(np.asarray(S, dtype=float)))
        return -0.5 * (logs + plain.quadratic(X, m, S))

    terms = plain.log_joint(X, phi, mu, Sigma, density)
    with np.errstate(all="ignore"):
        return plain.softmax(terms)


@misconception(
    F, "e-step-product-expanded",
    title="You multiply the quadratic form out, and the digits cancel far away.",
    explanation="xᵀΣ⁻¹x − 2 xᵀΣ⁻¹μ + μᵀΣ⁻¹μ subtracts numbers near 1e16 to find one near 1. "
    "Subtract the mean first.",
    symbol="x − μ",
)  # fmt: skip
def expanded(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    def density(X: Any, m: Any, S: Any) -> Any:
        P, X, m = np.linalg.inv(np.asarray(S, dtype=float)), np.asarray(X, float), np.asarray(m)
        square = ((X @ P) * X).sum(axis=1) - 2 * X @ P @ m + m @ P @ m
        return -0.5 * (plain.log_det(S) + square)

    return plain.e_step(X, phi, mu, Sigma, density)


@misconception(
    F, "e-step-rounded",
    title="You round the responsibilities.",
    explanation="A small share is a share: over many points it moves the means. Round only what "
    "you print.",
    symbol="wᵢⱼ",
)  # fmt: skip
def rounded(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return np.round(plain.e_step(X, phi, mu, Sigma), 2)


MISCONCEPTIONS = collect(globals(), F)
