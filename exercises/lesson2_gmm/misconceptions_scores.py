"""Wrong ways to score a mixture (activity 2.6)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain

F = "evaluate_gmm"
Scores = tuple[Any, Any, Any]


def silhouette(X: Any, labels: Any) -> float:
    """Rousseeuw's mean silhouette; NaN for one cluster or n of them."""
    X, used = np.asarray(X, dtype=float), np.unique(labels)
    if not 1 < len(used) < len(X):
        return math.nan
    D = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
    total = 0.0
    for i, c in enumerate(labels):
        own = (labels == c).sum() - 1
        if own:
            a = D[i, labels == c].sum() / own
            b = min(D[i, labels == o].mean() for o in used if o != c)
            total += float((b - a) / max(a, b)) if max(a, b) else 0.0
    return total / len(X)


def count(k: int, d: int) -> int:
    """Free parameters."""
    return k - 1 + k * d + k * d * (d + 1) // 2


def _scores(
    X: Any, w: Any, params: Any, *, p: int | None = None, times: float = -2.0,
    penalty: float | None = None, labels: Any = None,
) -> Scores:  # fmt: skip
    k, d = params[1].shape
    likelihood = plain.log_likelihood(X, *params)
    weight = math.log(len(X)) if penalty is None else penalty
    s = silhouette(X, w.argmax(axis=1) if labels is None else labels)
    return s, likelihood, times * likelihood + (count(k, d) if p is None else p) * weight


@misconception(
    F, "bic-higher-is-better",
    title="You return the BIC with the other sign.",
    explanation="−2 log p(X) + p log n: lower is better here.",
    symbol="BIC",
)  # fmt: skip
def negated(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    s, likelihood, bic = _scores(X, w, (phi, mu, Sigma))
    return s, likelihood, -bic


@misconception(
    F, "bic-penalty-subtracted",
    title="You subtract the penalty, and it must be added.",
    explanation="Each parameter costs log n: −2 log p(X) + p log n.",
    symbol="p log n",
)  # fmt: skip
def subtracted(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    k, d = mu.shape
    return _scores(X, w, (phi, mu, Sigma), p=-count(k, d))


@misconception(
    F, "bic-likelihood-sign",
    title="You add 2 log p(X) to the penalty, and it must be subtracted.",
    explanation="A better fit must lower the BIC: −2 log p(X) + p log n.",
    symbol="−2 log p",
)  # fmt: skip
def likelihood_sign(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(X, w, (phi, mu, Sigma), times=2.0)


@misconception(
    F, "bic-without-the-two",
    title="You take −log p(X), and it must be −2 log p(X).",
    explanation="The penalty p log n goes with twice the log-likelihood.",
    symbol="−2 log p",
)  # fmt: skip
def without_two(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(X, w, (phi, mu, Sigma), times=-1.0)


@misconception(
    F, "bic-half-and-higher-is-better",
    title="You return log p(X) − (p/2) log n, which is −½ of the BIC asked for.",
    explanation="Schwarz wrote it so, and higher is better there. Asked for is "
    "−2 log p(X) + p log n.",
    symbol="BIC",
)  # fmt: skip
def half(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    s, likelihood, bic = _scores(X, w, (phi, mu, Sigma))
    return s, likelihood, -bic / 2


@misconception(
    F, "bic-is-aic",
    title="You compute the AIC: the penalty is 2 a parameter.",
    explanation="The BIC's penalty grows with the data: log n a parameter.",
    symbol="log n",
)  # fmt: skip
def aic(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(X, w, (phi, mu, Sigma), penalty=2.0)


@misconception(
    F, "bic-n-not-logged",
    title="You charge n a parameter, and it must be log n.",
    explanation="−2 log p(X) + p log n.",
    symbol="log n",
)  # fmt: skip
def n_not_logged(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(X, w, (phi, mu, Sigma), penalty=float(len(X)))


@misconception(
    F, "bic-log-ten",
    title="You take log n to base 10 (or 2), and it is natural.",
    explanation="Both terms are in nats: np.log.",
    symbol="log n",
)  # fmt: skip
def log_ten(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(X, w, (phi, mu, Sigma), penalty=math.log10(len(X)))


@misconception(
    F, "bic-k-shares-counted",
    title="You count k shares, and k − 1 are free.",
    explanation="The shares sum to one: the last follows from the others.",
    symbol="k − 1",
)  # fmt: skip
def k_shares(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    k, d = mu.shape
    return _scores(X, w, (phi, mu, Sigma), p=count(k, d) + 1)


@misconception(
    F, "bic-d-squared-counted",
    title="You count d² for a covariance, and d(d + 1)/2 are free.",
    explanation="A covariance is symmetric: what stands below the diagonal follows from what is "
    "above it.",
    symbol="d(d + 1)/2",
)  # fmt: skip
def d_squared(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    k, d = mu.shape
    return _scores(X, w, (phi, mu, Sigma), p=k - 1 + k * d + k * d * d)


@misconception(
    F, "bic-d-squared-and-k-shares-counted",
    title="You count all numbers in phi, mu and Sigma.",
    explanation="Free are k − 1 shares and d(d + 1)/2 entries of each covariance.",
    symbol="p",
)  # fmt: skip
def all_sizes(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(X, w, (phi, mu, Sigma), p=phi.size + mu.size + Sigma.size)


@misconception(
    F, "bic-d-for-a-covariance",
    title="You count d for a covariance: that is a diagonal one.",
    explanation="A full covariance has d(d + 1)/2 free entries.",
    symbol="d(d + 1)/2",
)  # fmt: skip
def d_each(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    k, d = mu.shape
    return _scores(X, w, (phi, mu, Sigma), p=k - 1 + 2 * k * d)


@misconception(
    F, "bic-one-covariance-counted",
    title="You count the covariance once, and there are k of them.",
    explanation="Each component has its own: k d(d + 1)/2.",
    symbol="k",
)  # fmt: skip
def one_covariance(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    k, d = mu.shape
    return _scores(X, w, (phi, mu, Sigma), p=k - 1 + k * d + d * (d + 1) // 2)


@misconception(
    F, "bic-components-counted",
    title="You count k parameters.",
    explanation="A component has a share, d means and d(d + 1)/2 covariances.",
    symbol="p",
)  # fmt: skip
def components(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(X, w, (phi, mu, Sigma), p=len(phi))


@misconception(
    F, "bic-of-the-mean-likelihood",
    title="You take the mean log-likelihood over the points, not the sum.",
    explanation="log p(X) = Σᵢ log p(xᵢ); scikit-learn's score is the mean.",
    symbol="log p(X)",
)  # fmt: skip
def mean_likelihood(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    s, likelihood, bic = _scores(X, w, (phi, mu, Sigma))
    return s, likelihood / len(X), bic


@misconception(
    F, "likelihood-from-w",
    title="You take Σ w log φN for the log-likelihood.",
    explanation="That is the expected complete-data log-likelihood, and it depends on w. log p(X) "
    "needs the parameters alone.",
    symbol="log p(X)",
)  # fmt: skip
def from_w(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    k, d = mu.shape
    likelihood = float((w * plain.log_joint(X, phi, mu, Sigma)).sum())
    bic = -2 * likelihood + count(k, d) * math.log(len(X))
    return silhouette(X, w.argmax(axis=1)), likelihood, bic


@misconception(
    F, "silhouette-of-other-labels",
    title="You take new labels from the parameters, not those of w.",
    explanation="w is given: labels are assign_clusters(w), even where w is not what the "
    "parameters would give.",
    symbol="w",
)  # fmt: skip
def other_labels(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    return _scores(
        X, w, (phi, mu, Sigma), labels=plain.e_step(X, phi, mu, Sigma).argmax(axis=1)
    )  # fmt: skip


@misconception(
    F, "silhouette-of-the-nearest-means",
    title="You label points by their nearest mean for the silhouette.",
    explanation="That is k-means' assignment. Labels are assign_clusters(w).",
    symbol="w",
)  # fmt: skip
def nearest_means(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    D = ((np.asarray(X, dtype=float)[:, None] - mu) ** 2).sum(axis=2)
    return _scores(X, w, (phi, mu, Sigma), labels=D.argmin(axis=1))


@misconception(
    F, "silhouette-zero-where-undefined",
    title="You return 0 (or −1) where the silhouette is undefined.",
    explanation="With one label, or n labels, there is no other cluster or no neighbour: NaN says "
    "so, 0 would be a score.",
    symbol="NaN",
)  # fmt: skip
def zero(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    s, likelihood, bic = _scores(X, w, (phi, mu, Sigma))
    return (0.0 if math.isnan(s) else s), likelihood, bic


@misconception(
    F, "silhouette-fails-with-one-label",
    title="You let the silhouette raise an error where it is undefined.",
    explanation="scikit-learn's silhouette_score refuses one label, and n labels. Return NaN "
    "there.",
    symbol="NaN",
)  # fmt: skip
def fails(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    scores = _scores(X, w, (phi, mu, Sigma))
    if math.isnan(scores[0]):
        raise ValueError("Number of labels is 1.")
    return scores


@misconception(
    F, "scores-in-another-order",
    title="You return the log-likelihood before the silhouette.",
    explanation="The order is silhouette, log_likelihood, bic.",
    symbol="return",
)  # fmt: skip
def other_order(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any) -> Scores:
    s, likelihood, bic = _scores(X, w, (phi, mu, Sigma))
    return likelihood, s, bic


MISCONCEPTIONS = collect(globals(), F)
