"""Wrong ways to compute the log-likelihood (activity 2.2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain

F = "log_likelihood"


@misconception(
    F, "likelihood-mean-over-points",
    title="You return the mean over the points, and asked for is the sum.",
    explanation="log p(X) = Σᵢ log p(xᵢ). The mean (scikit-learn's score) is convenient, but the "
    "BIC and the bound are about the sum.",
    symbol="Σᵢ",
)  # fmt: skip
def mean(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.log_likelihood(X, phi, mu, Sigma) / len(X)


@misconception(
    F, "likelihood-negated",
    title="You return the negative log-likelihood.",
    explanation="EM raises log p(X); minus it is what optimizers lower.",
    symbol="log p",
)  # fmt: skip
def negated(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return -plain.log_likelihood(X, phi, mu, Sigma)


@misconception(
    F, "likelihood-in-bits",
    title="You take logarithms to the base 2.",
    explanation="log is the natural logarithm here, np.log: the result is in nats, not in bits.",
    symbol="log",
)  # fmt: skip
def bits(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.log_likelihood(X, phi, mu, Sigma) / np.log(2)


@misconception(
    F, "likelihood-log-of-the-sum-over-all",
    title="You add all points' densities before the log is taken.",
    explanation="Points are independent: their densities multiply, so their logs add. Only the "
    "components are summed inside the log.",
    symbol="Σᵢ log",
)  # fmt: skip
def log_of_all(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return float(plain.log_sums(plain.log_joint(X, phi, mu, Sigma).reshape(1, -1))[0])


@misconception(
    F, "likelihood-sum-of-logs",
    title="You add the logs of the components: the sum over j belongs inside the log.",
    explanation="log Σⱼ φⱼ N(xᵢ) is not Σⱼ log φⱼ N(xᵢ): a mixture's density is a sum.",
    symbol="log Σⱼ",
)  # fmt: skip
def sum_of_logs(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return float(plain.log_joint(X, phi, mu, Sigma).sum())


@misconception(
    F, "likelihood-expected-complete",
    title="You return the expected complete-data log-likelihood.",
    explanation="ΣᵢΣⱼ wᵢⱼ log φⱼ N(xᵢ) lacks the entropy −Σ w log w: only with it is it log p(X).",
    symbol="E[log p(X, Z)]",
)  # fmt: skip
def expected_complete(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_joint(X, phi, mu, Sigma)
    w = plain.softmax(terms)
    return float((w * np.where(w > 0, terms, 0)).sum())


@misconception(
    F, "likelihood-shares-left-out",
    title="You leave out the shares φ.",
    explanation="p(x) = Σⱼ φⱼ N(x | μⱼ, Σⱼ). Without φ it sums to k, not to 1.",
    symbol="φⱼ",
)  # fmt: skip
def no_phi(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return float(plain.log_sums(plain.log_terms(X, mu, Sigma)).sum())


@misconception(
    F, "likelihood-log-of-a-product",
    title="You multiply all densities, and take the log after: the product underflows.",
    explanation="500 densities of 0.01 have a product of 1e-1000, which is 0 in a computer. Add "
    "logs.",
    symbol="log Π",
)  # fmt: skip
def log_of_product(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    sums = plain.log_sums(plain.log_joint(X, phi, mu, Sigma))
    with np.errstate(all="ignore"):
        return float(np.log(np.prod(np.exp(sums))))


@misconception(
    F, "likelihood-densities-underflow",
    title="You add densities: far away all are 0, and log 0 is −∞.",
    explanation="Take each row's largest logarithm out of the sum: m + log Σⱼ exp(aⱼ − m).",
    symbol="log-sum-exp",
)  # fmt: skip
def underflow(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    with np.errstate(all="ignore"):
        return float(np.log(np.exp(plain.log_joint(X, phi, mu, Sigma)).sum(axis=1)).sum())


@misconception(
    F, "likelihood-kept-from-zero",
    title="You add a tiny number before the log is taken: far points all count alike.",
    explanation="log(0 + 1e-300) is −691, whatever the distance. Log-sum-exp needs no guard.",
    symbol="ε",
)  # fmt: skip
def guarded(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    p = np.exp(plain.log_joint(X, phi, mu, Sigma)).sum(axis=1)
    return float(np.log(p + 1e-300).sum())


@misconception(
    F, "likelihood-kept-from-zero-visibly",
    title="You add 1e-10 or so before the log is taken, and far points count for more.",
    explanation="A density of 1e-12 is smaller than the guard. Log-sum-exp needs none.",
    symbol="ε",
)  # fmt: skip
def guarded_visibly(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    p = np.exp(plain.log_joint(X, phi, mu, Sigma)).sum(axis=1)
    return float(np.log(p + 1e-10).sum())


@misconception(
    F, "likelihood-largest-term",
    title="You take the largest component's term, not the sum of all.",
    explanation="max is what log-sum-exp takes out for safety; log Σⱼ exp(aⱼ − max) comes on top.",
    symbol="log Σⱼ",
)  # fmt: skip
def largest(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return float(plain.log_joint(X, phi, mu, Sigma).max(axis=1).sum())


@misconception(
    F, "likelihood-maximum-not-added",
    title="You subtract the row's maximum and do not add it again.",
    explanation="log Σⱼ exp(aⱼ) = m + log Σⱼ exp(aⱼ − m). In responsibilities m cancels, here it "
    "does not.",
    symbol="log-sum-exp",
)  # fmt: skip
def not_added(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    terms = plain.log_joint(X, phi, mu, Sigma)
    return float((plain.log_sums(terms) - terms.max(axis=1)).sum())


@misconception(
    F, "likelihood-not-summed",
    title="You return one value a point, and do not add them up.",
    explanation="log p(X) = Σᵢ log p(xᵢ), one number.",
    symbol="Σᵢ",
)  # fmt: skip
def not_summed(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.log_sums(plain.log_joint(X, phi, mu, Sigma))


@misconception(
    F, "likelihood-without-its-log",
    title="You return the likelihood, without its log.",
    explanation="The product of densities under- or overflows with a few hundred points: its "
    "logarithm does not.",
    symbol="log",
)  # fmt: skip
def no_log(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    with np.errstate(all="ignore"):
        return float(np.exp(plain.log_likelihood(X, phi, mu, Sigma)))


@misconception(
    F, "likelihood-two-pi-missing",
    title="You leave out the factor (2π)^(−d/2).",
    explanation="It cancels in responsibilities, but not here: each point counts −(d/2) log 2π.",
    symbol="2π",
)  # fmt: skip
def no_two_pi(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    n, d = np.shape(X)
    return plain.log_likelihood(X, phi, mu, Sigma) + 0.5 * n * d * float(np.log(2 * np.pi))


@misconception(
    F, "likelihood-determinant-missing",
    title="You leave out |Σⱼ|^(−½).",
    explanation="A wide component has a low density: −½ log|Σⱼ| belongs to each log N.",
    symbol="|Σⱼ|",
)  # fmt: skip
def no_det(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    def density(X: Any, m: Any, S: Any) -> Any:
        return plain.log_density(X, m, S) + 0.5 * plain.log_det(S)

    return float(plain.log_sums(plain.log_joint(X, phi, mu, Sigma, density)).sum())


@misconception(
    F, "likelihood-half-missing",
    title="You leave out the ½ in the exponent.",
    explanation="log N has −½ (x − μ)ᵀ Σ⁻¹ (x − μ).",
    symbol="½",
)  # fmt: skip
def no_half(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    def density(X: Any, m: Any, S: Any) -> Any:
        return plain.log_density(X, m, S) - 0.5 * plain.quadratic(X, m, S)

    return float(plain.log_sums(plain.log_joint(X, phi, mu, Sigma, density)).sum())


@misconception(
    F, "likelihood-diagonal-only",
    title="You use only the diagonals of Σ.",
    explanation="Off-diagonal entries turn the ellipses: take the whole matrix.",
    symbol="Σⱼ",
)  # fmt: skip
def diagonal(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.log_likelihood(X, phi, mu, plain.shaped(np.asarray(Sigma), "diag"))


@misconception(
    F, "likelihood-epsilon-added-to-shares",
    title="You add a small number to φ before its log is taken.",
    explanation="A component with φⱼ = 0 is not there, and adds nothing to p(x): log 0 = −∞ is "
    "right.",
    symbol="φⱼ = 0",
)  # fmt: skip
def epsilon_phi(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.log_likelihood(X, np.asarray(phi) + 1e-10, mu, Sigma)


@misconception(
    F, "likelihood-base-ten",
    title="You take logarithms to base 10 (or 2), and they are natural.",
    explanation="np.log is the natural logarithm. The log-likelihood is in nats.",
    symbol="log",
)  # fmt: skip
def base_ten(X: Any, phi: Any, mu: Any, Sigma: Any) -> Any:
    return plain.log_likelihood(X, phi, mu, Sigma) / float(np.log(10))


MISCONCEPTIONS = collect(globals(), F)
