"""The ladder of activity 2.5 for the comparison: that its parts fit together, wherever runs end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import permutations
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit import compare
from exercises.kit.case import Arguments, Case, Check, Courtesy, Opaque, Wrong, each
from exercises.kit.compare import Floats, Ints
from exercises.kit.show import brief
from exercises.lesson2_gmm.checks_e_step import table
from exercises.lesson2_gmm.draws import array, seeds
from exercises.lesson2_gmm.misconceptions_compare import MISCONCEPTIONS
from exercises.lesson2_gmm.pairs import contingency, overlaps, rand_index, unadjusted
from exercises.lesson2_gmm.params import Params, are_covariances, are_shares, params_of
from reference import em_mog_examples as reference
from reference import kmeans_examples as kmeans

KEYS = (
    "kmeans_centroids", "kmeans_labels", "kmeans_inertia", "kmeans_silhouette",
    "gmm_phi", "gmm_mu", "gmm_Sigma", "gmm_w", "gmm_labels", "gmm_log_likelihood",
    "gmm_silhouette", "adjusted_rand_index", "different_points",
)  # fmt: skip
LAST_STEP = 0.1
"""What the last step of EM may change: w on the mean, and the log-likelihood tenfold or by 1 %."""
SLACK = 1e-6


def check() -> Check:
    """How `compare_with_kmeans` is checked."""
    return Check(
        "compare_with_kmeans",
        reference.compare_with_kmeans,
        _ladder,
        total=9,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    eight = array([[0, 0], [1, 0], [0, 1], [1, 1], [9, 9], [8, 9], [9, 8], [8, 8]])
    yield _case("two squares far apart", [{"X": eight, "k": 2, "rng": 1}])
    line = array([[0], [1], [3], [20], [22], [23], [25]])
    yield _case("one feature", [{"X": line, "k": 2, "rng": 1}])
    yield _case("one component: no silhouette", [{"X": eight, "k": 1, "rng": 1}])
    X = stretched(rng)
    yield _case("two long clusters side by side",
                [{"X": X, "k": 2, "rng": seeds(rng, 1)[0]}])  # fmt: skip
    yield _case("a long line of points and a short one across it",
                [{"X": crossed(rng), "k": 2, "rng": seeds(rng, 1)[0]}])  # fmt: skip
    groups = unequal(rng)
    yield _case("three clusters, one of them wide",
                [{"X": groups, "k": 3, "rng": seeds(rng, 1)[0]}])  # fmt: skip
    yield _case("whole numbers", [{"X": rng.integers(50, size=(20, 2)), "k": 2, "rng": 1}])
    yield _reproducible("the same seed again", rng.random((24, 2)), seeds(rng, 1)[0])
    yield _case("float32", [{"X": groups.astype(np.float32), "k": 3, "rng": 1}])


def stretched(rng: Generator) -> Floats:
    """Two long clusters that k-means cuts across."""
    X = rng.normal(size=(30, 2)) * [4.0, 0.5]
    X[15:, 1] += 4.0
    return X


def crossed(rng: Generator) -> Floats:
    """Two lines that EM finds, both with most of their points in the same half by k-means."""
    along = np.concatenate([np.linspace(0, 10, 14), np.linspace(11, 20, 8)])
    long_ = np.column_stack([along, 0.05 * rng.normal(size=22)])
    short = np.column_stack([5 + 0.05 * rng.normal(size=10), np.linspace(-4, 4, 10)])
    return np.concatenate([long_, short])


def unequal(rng: Generator) -> Floats:
    """A wide cluster and two narrow ones beside it, to which some of its points are nearer."""
    places = [rng.normal(size=(20, 2)) * 2.5, rng.normal(size=(8, 2)) * 0.4 + [6, 0],
              rng.normal(size=(8, 2)) * 0.4 + [0, 6]]  # fmt: skip
    return np.concatenate(places)


def _case(name: str, calls: Sequence[Arguments]) -> Case:
    def judge(result: Any, call: Arguments) -> None:
        fits_together(_entries(result), call["X"], call["k"])

    return Case(name, tuple(calls), each(calls, judge), exact=False)


def _reproducible(name: str, X: Floats, seed: int) -> Case:
    """Data without groups, on which other draws end elsewhere, or in another order."""
    calls = [{"X": X, "k": 4, "rng": seed}] * 3

    def judge(results: Sequence[Any]) -> None:
        first, *others = [_entries(r) for r in results]
        for name in ("kmeans_centroids", "gmm_mu"):
            if not all(_equal(first[name], other[name]) for other in others):
                raise Wrong(
                    f"The same rng gives another {name} at the second call: pass rng on to both "
                    "runs, and draw with nothing else.",
                    tag="not-repeatable",
                )

    return Case(name, tuple(calls), judge, exact=False)


def _equal(a: Any, b: Any) -> bool:
    return np.shape(a) == np.shape(b) and np.allclose(a, b, equal_nan=True)


def _entries(result: Any) -> Mapping[str, Any]:
    if result is None:
        raise Wrong("Your function returns None and must return a dict.", tag="none", got="None")
    if not isinstance(result, dict):
        kind = result.type_name if isinstance(result, Opaque) else type(result).__name__
        raise Wrong(f"Your function returns a {kind} and must return a dict.", tag="type")
    missing = [name for name in KEYS if name not in result]
    if missing:
        raise Wrong(
            f"Keys are missing from the dict: {', '.join(repr(m) for m in missing[:4])}"
            f"{', …' if len(missing) > 4 else ''}.",
            tag=f"missing:{missing[0]}",
        )
    return result


def fits_together(found: Mapping[str, Any], X: NDArray[Any], k: int) -> None:
    """Whether every entry is what the others say it is.

    Raises:
        Wrong: names the entry that is not.
    """
    C, theirs = _kmeans_side(found, X, k)
    ours = _gmm_side(found, X, k)
    _score(found, "kmeans_silhouette", _silhouette(X, theirs, C), SLACK)
    _score(found, "gmm_silhouette", _silhouette(X, ours, C), SLACK)
    _score(
        found, "adjusted_rand_index", rand_index(theirs, ours), SLACK, unadjusted(theirs, ours, k)
    )
    _different(found["different_points"], theirs, ours, k)


def _kmeans_side(found: Mapping[str, Any], X: NDArray[Any], k: int) -> tuple[Floats, Ints]:
    with _tagged("kmeans_centroids"):
        C = compare.numbers(found["kmeans_centroids"], (k, X.shape[1]), "kmeans_centroids")
    with _tagged("kmeans_labels"):
        labels = compare.labels(found["kmeans_labels"], len(X), k, "kmeans_labels")
    D = np.square(X[:, None].astype(np.float64) - C).sum(axis=2)
    own = D[np.arange(len(X)), labels]
    slack = 1e-4 if X.dtype == np.float32 else SLACK
    far = np.flatnonzero(own > D.min(axis=1) + slack * (1 + D.max()))
    if far.size:
        raise Wrong(
            f"kmeans_labels[{far[0]}] is {labels[far[0]]}, and x is nearer to another of "
            "kmeans_centroids: the labels must be those of k-means, for these centroids.",
            tag="kmeans-labels",
        )
    inertia = float(own.sum())
    _score(found, "kmeans_inertia", inertia, slack * (1 + compare.spread(X)))
    return C, labels


def _gmm_side(found: Mapping[str, Any], X: NDArray[Any], k: int) -> Ints:
    n = len(X)
    params = params_of((found["gmm_phi"], found["gmm_mu"], found["gmm_Sigma"]), k, X.shape[1])
    are_shares(params[0])
    are_covariances(params[2][params[0] > 0])
    with _tagged("gmm_w"):
        w = table(found["gmm_w"], n, k)
    with _tagged("gmm_labels"):
        labels = compare.labels(found["gmm_labels"], n, k, "gmm_labels")
    wrong = np.flatnonzero(w[np.arange(n), labels] < w.max(axis=1) - SLACK)
    if wrong.size:
        i = int(wrong[0])
        raise Wrong(
            f"gmm_labels[{i}] is {labels[i]}, and gmm_w[{i}] = {brief(w[i])} is largest at "
            f"{w[i].argmax()}: take assign_clusters(gmm_w).",
            tag="gmm-labels",
        )
    _of_the_params(w, found["gmm_log_likelihood"], params, X)
    return labels


def _of_the_params(w: Floats, given: Any, params: Params, X: NDArray[Any]) -> None:
    points = X.astype(np.float64)
    likelihood = float(reference.log_likelihood(points, *params))
    with _tagged("gmm_log_likelihood"):
        got = compare.number(given, "gmm_log_likelihood")
    if not abs(got - likelihood) <= LAST_STEP * (10 + 0.1 * abs(likelihood)):
        raise Wrong(
            f"gmm_log_likelihood is {brief(got)}, and gmm_phi, gmm_mu and gmm_Sigma have "
            f"{brief(likelihood)}.",
            tag="gmm-log-likelihood", expected=likelihood, got=got,
        )  # fmt: skip
    if not np.abs(w - reference.e_step(points, *params)).mean() <= LAST_STEP:
        raise Wrong(
            "gmm_w are not the responsibilities of gmm_phi, gmm_mu and gmm_Sigma.", tag="gmm-w"
        )


def _silhouette(X: NDArray[Any], labels: Ints, C: Floats) -> float:
    return float(kmeans.evaluate_clustering(X.astype(np.float64), labels, C)[0])


def _score(
    found: Mapping[str, Any], name: str, expected: float, slack: float,
    others: Mapping[str, float] | None = None,
) -> None:  # fmt: skip
    with _tagged(name):
        got = compare.number(found[name], name)
    if np.isnan(got) and np.isnan(expected):
        return
    if not abs(got - expected) <= slack:
        like = [what for what, value in (others or {}).items() if abs(got - value) <= slack]
        why = f" Yours is {like[0]}, not adjusted for chance." if like else ""
        raise Wrong(
            f"{name} is {brief(got)} and must be {brief(expected)} for the labels returned.{why}",
            tag=name, expected=expected, got=got,
        )  # fmt: skip


@contextmanager
def _tagged(name: str) -> Iterator[None]:
    """Puts the name of the entry before the tag of what is wrong with it."""
    try:
        yield
    except Wrong as wrong:
        raise Wrong(
            wrong.message, tag=f"{name}:{wrong.tag}", expected=wrong.expected, got=wrong.got
        ) from None


def _filled(value: Any) -> Any:
    """An empty list is an empty array."""
    return np.zeros(0) if isinstance(value, (list, tuple)) and not value else value


def _different(value: Any, theirs: Ints, ours: Ints, k: int) -> None:
    """Whether the points are those that differ under some matching of the greatest overlap."""
    with _tagged("different_points"):
        points = compare.numbers(_filled(value), (-1,), "different_points")
    counts = contingency(ours, theirs, k)
    best = max(overlaps(counts))
    sets = [
        np.flatnonzero(np.array(order)[ours] != theirs)
        for order in permutations(range(k))
        if counts[np.arange(k), list(order)].sum() == best
    ]
    if any(np.array_equal(points, right) for right in sets):
        return
    if any(np.array_equal(np.sort(points), right) for right in sets):
        raise Wrong("different_points must be sorted.", tag="not-sorted", got=value)
    how, why = _matched_how(points, theirs, ours, counts)
    raise Wrong(
        f"different_points has {len(points)} indices and must have {len(sets[0])}: those whose "
        f"clusters differ after the clusters are matched for the greatest overlap.{why}",
        tag=f"different-points{how}",
        expected=sets[0], got=value,
    )  # fmt: skip


def _matched_how(points: Floats, theirs: Ints, ours: Ints, counts: Ints) -> tuple[str, str]:
    """How the clusters seem to be matched, as a tag and in words."""
    if np.array_equal(points, np.flatnonzero(ours != theirs)):
        return ":unmatched", (
            " The numbers of clusters mean nothing: cluster 0 of one may be cluster 1 of the "
            "other. Match them first (scipy.optimize.linear_sum_assignment)."
        )
    if np.array_equal(points, np.flatnonzero(counts.argmax(axis=1)[ours] != theirs)):
        return ":shared", (
            " Yours matches two components with the same cluster: match them one to one "
            "(scipy.optimize.linear_sum_assignment)."
        )
    return "", ""


def _courtesies() -> tuple[Courtesy, ...]:
    X = array([[0], [1], [9]])
    remark = "{} went through: a ValueError with a sentence would say so."
    return (
        Courtesy({"X": X, "k": 0, "rng": 1}, remark.format("k = 0")),
        Courtesy({"X": X, "k": 4, "rng": 1}, remark.format("k = 4 with n = 3 points")),
        Courtesy({"X": array([[0], [np.nan], [9]]), "k": 2, "rng": 1}, remark.format("NaN in X")),
    )  # fmt: skip
