"""Wrong ways to compare a mixture with k-means (activity 2.5)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import loop, plain
from exercises.lesson2_gmm.misconceptions_scores import silhouette
from exercises.lesson2_gmm.misconceptions_start import kmeans
from exercises.lesson2_gmm.pairs import contingency, matched, rand_index

F = "compare_with_kmeans"
Found = dict[str, Any]


def right(X: Any, k: int, rng: Any = None) -> Found:
    """All entries. They are found once for all misconceptions: somebody waits for a diagnosis."""
    if not isinstance(rng, int):
        return _right(X, k, rng)
    points = np.asarray(X, dtype=float)
    return dict(_known(points.tobytes(), points.shape, k, rng))


@lru_cache(maxsize=32)
def _known(numbers: bytes, shape: tuple[int, ...], k: int, rng: int) -> Found:
    return _right(np.frombuffer(numbers).reshape(shape), k, rng)


def _right(X: Any, k: int, rng: Any) -> Found:
    """The mixture starts at the centroids in the reverse order."""
    X, generator = np.asarray(X, dtype=float), np.random.default_rng(rng)
    C, labels = kmeans(X, k, generator)
    start = (np.full(k, 1 / k), C[::-1], plain.start(X, k, 0)[2] / k)
    phi, mu, Sigma, w, history = loop.run(X, k, 40, 1e-6, start)
    ours = w.argmax(axis=1)
    return {
        "kmeans_centroids": C, "kmeans_labels": labels,
        "kmeans_inertia": float(((X - C[labels]) ** 2).sum()),
        "kmeans_silhouette": silhouette(X, labels),
        "gmm_phi": phi, "gmm_mu": mu, "gmm_Sigma": Sigma, "gmm_w": w, "gmm_labels": ours,
        "gmm_log_likelihood": history[-1], "gmm_silhouette": silhouette(X, ours),
        "adjusted_rand_index": rand_index(labels, ours),
        "different_points": np.flatnonzero(matched(ours, labels, k) != labels),
    }  # fmt: skip


@misconception(
    F, "compare-clusters-not-matched",
    title="You compare cluster numbers without matching the clusters first.",
    explanation="Cluster 0 of one method may be cluster 2 of the other. Match them one to one for "
    "the greatest overlap (linear_sum_assignment), then compare.",
    symbol="different_points",
)  # fmt: skip
def not_matched(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    differ = np.flatnonzero(found["gmm_labels"] != found["kmeans_labels"])
    return {**found, "different_points": differ}


@misconception(
    F, "compare-matched-by-favourites",
    title="You match each component with its favourite cluster: two may share one.",
    explanation="Two clusters can't both be cluster 0. Match one to one for the greatest overlap "
    "of all together (linear_sum_assignment).",
    symbol="different_points",
)  # fmt: skip
def favourites(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    labels, ours = found["kmeans_labels"], found["gmm_labels"]
    favourite = contingency(ours, labels, k).argmax(axis=1)
    return {**found, "different_points": np.flatnonzero(favourite[ours] != labels)}


@misconception(
    F, "compare-plain-rand-index",
    title="You return the share of points with equal labels, or a plain Rand index.",
    explanation="The adjusted Rand index counts pairs of points and takes off what chance gives: "
    "sklearn.metrics.adjusted_rand_score.",
    symbol="ARI",
)  # fmt: skip
def share_equal(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    equal = found["gmm_labels"] == found["kmeans_labels"]
    return {**found, "adjusted_rand_index": float(equal.mean())}


@misconception(
    F, "compare-one-silhouette-for-both",
    title="You give k-means' silhouette for the mixture too.",
    explanation="gmm_silhouette is that of gmm_labels.",
    symbol="gmm_silhouette",
)  # fmt: skip
def one_silhouette(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    return {**found, "gmm_silhouette": found["kmeans_silhouette"]}


@misconception(
    F, "compare-silhouette-zero-where-undefined",
    title="You return 0 for a silhouette that is undefined.",
    explanation="With one cluster there is no other: NaN.",
    symbol="NaN",
)  # fmt: skip
def zero_silhouette(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    zero = {n: 0.0 for n in ("kmeans_silhouette", "gmm_silhouette") if np.isnan(found[n])}
    return {**found, **zero}


@misconception(
    F, "compare-fails-with-one-cluster",
    title="You let the silhouette raise an error with one cluster.",
    explanation="silhouette_score refuses one label. Return NaN there.",
    symbol="NaN",
)  # fmt: skip
def fails(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    if np.isnan(found["kmeans_silhouette"]) or np.isnan(found["gmm_silhouette"]):
        raise ValueError("Number of labels is 1.")
    return found


@misconception(
    F, "compare-inertia-history",
    title="You give the list of distortions for the inertia.",
    explanation="kmeans returns a history: its last entry is the inertia.",
    symbol="kmeans_inertia",
)  # fmt: skip
def history(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    return {**found, "kmeans_inertia": [2 * found["kmeans_inertia"], found["kmeans_inertia"]]}


@misconception(
    F, "compare-likelihood-history",
    title="You give the list of log-likelihoods for gmm_log_likelihood.",
    explanation="em_mog returns the history: its last entry is the log-likelihood.",
    symbol="gmm_log_likelihood",
)  # fmt: skip
def likelihoods(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    last = found["gmm_log_likelihood"]
    return {**found, "gmm_log_likelihood": [last - 5, last]}


@misconception(
    F, "compare-mean-log-likelihood",
    title="You return the mean log-likelihood over the points.",
    explanation="gmm_log_likelihood is the sum, log p(X); scikit-learn's score is the mean.",
    symbol="gmm_log_likelihood",
)  # fmt: skip
def mean_likelihood(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    return {**found, "gmm_log_likelihood": found["gmm_log_likelihood"] / len(X)}


@misconception(
    F, "compare-mixture-labels-by-distance",
    title="You label the mixture's points by their nearest mean.",
    explanation="That is k-means' rule. gmm_labels are assign_clusters(gmm_w): a wide component "
    "wins points that are nearer to another mean.",
    symbol="gmm_labels",
)  # fmt: skip
def by_distance(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    D = ((np.asarray(X, dtype=float)[:, None] - found["gmm_mu"]) ** 2).sum(axis=2)
    labels = D.argmin(axis=1)
    theirs = found["kmeans_labels"]
    return {
        **found, "gmm_labels": labels, "gmm_silhouette": silhouette(X, labels),
        "adjusted_rand_index": rand_index(theirs, labels),
        "different_points": np.flatnonzero(matched(labels, theirs, k) != theirs),
    }  # fmt: skip


@misconception(
    F, "compare-number-of-different-points",
    title="You return how many points differ, and asked for is which.",
    explanation="different_points are indices: np.flatnonzero(matched != kmeans_labels).",
    symbol="different_points",
)  # fmt: skip
def how_many(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    return {**found, "different_points": len(found["different_points"])}


@misconception(
    F, "compare-mask-of-different-points",
    title="You return True and False a point, and asked for are indices.",
    explanation="np.flatnonzero(mask) gives the indices.",
    symbol="different_points",
)  # fmt: skip
def mask(X: Any, k: int, rng: Any = None) -> Found:
    found = right(X, k, rng)
    return {**found, "different_points": np.isin(np.arange(len(X)), found["different_points"])}


@misconception(
    F, "compare-rng-not-passed-on",
    title="You do not pass rng on to the two runs.",
    explanation="The same seed must give the same comparison: kmeans(X, k, rng=rng) and "
    "em_mog(X, k, rng=rng).",
    symbol="rng",
)  # fmt: skip
def rng_dropped(X: Any, k: int, rng: Any = None) -> Found:
    return right(X, k, None)


@misconception(
    F, "compare-keys-of-its-own",
    title="You name the entries in a way of your own.",
    explanation="Who uses the dict relies on its keys, such as kmeans_labels.",
    symbol="keys",
)  # fmt: skip
def own_keys(X: Any, k: int, rng: Any = None) -> Found:
    return {name.replace("_", "-"): value for name, value in right(X, k, rng).items()}


@misconception(
    F, "compare-tuple",
    title="You return a tuple, and asked for is a dict.",
    explanation="A dict says what each entry is.",
    symbol="return",
)  # fmt: skip
def a_tuple(X: Any, k: int, rng: Any = None) -> Any:
    return tuple(right(X, k, rng).values())


MISCONCEPTIONS = collect(globals(), F)
