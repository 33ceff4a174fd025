"""The picture's ladder of activity 1.8: it is judged by what changes it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit.case import Arguments, Case, Check, Courtesy, Opaque, Wrong
from exercises.kit.compare import Floats
from exercises.lesson1_kmeans.draws import array, blobs
from exercises.lesson1_kmeans.misconceptions_pictures import VISUALIZE
from reference import kmeans_examples as reference

TITLE = "Three clusters"
LINES = 5
"""A picture has at least so many lines."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

_GRID = array([[x, y] for x in (-7.5, -4.5, -1.5, 1.5, 4.5, 7.5) for y in (-4.5, -1.5, 1.5, 4.5)])

Pictures = Sequence[str]


def check() -> Check:
    """How `visualize_clustering` is checked."""
    return Check(
        "visualize_clustering",
        reference.visualize_clustering,
        _pictures,
        total=14,
        misconceptions=VISUALIZE,
        courtesies=_courtesies(),
    )


def _pictures(rng: Generator) -> Iterator[Case]:
    yield from _plain(rng)
    yield from _what_is_seen(rng)
    yield from _dimensions(rng)
    yield from _five_features(rng)
    yield _case("five clusters, each in its colour", _exchanged_in_pairs(), _told_apart)
    many = blobs(rng, 5_000, 2, 4)
    yield _case("5,000 points", [_call(many.X, many.labels, many.centers)], heavy=True)


def _plain(rng: Generator) -> Iterator[Case]:
    X = array([[0, 0], [1, 4], [8, 1], [9, 5]])
    pairs, means = np.array([0, 0, 1, 1]), array([[0.5, 2], [8.5, 3]])
    yield _case("four points, two clusters", [_call(X, pairs, means)], _has_title)
    yield _case("show = False prints nothing", [_call(X, pairs, means)], silent=True)
    shown = {**_call(X, pairs, means), "show": True}
    other = array([[-40, 7], [25, -60], [3, 90], [77, 12]])  # alike in no part, centred or not
    calls = [_call(x, pairs, means) for x in (X, other, X)] + [shown]
    yield _case("the same again, after another picture, and shown", calls, _first_again)


def _what_is_seen(rng: Generator) -> Iterator[Case]:
    X = array([[x, y] for x in (0, 3, 6, 9) for y in (0, 4, 8)])
    halves, stripes = np.repeat([0, 1], 6), np.tile([0, 1], 6)
    means = array([[1.5, 4], [7.5, 4]])
    calls = [_call(X, halves, means), _call(X, stripes, means)]
    yield _case("the same points with other labels", calls, _labels_seen)
    calls = [_call(X, halves, means), _call(X, halves, array([[1.5, 6], [4.5, 2]]))]
    yield _case("the same points with other centroids", calls, _centroids_seen)
    three = np.repeat([0, 2], 6)
    yield _case("a label that is not used", [_call(X, three, array([[1, 4], [5, 6], [8, 4]]))])


def _dimensions(rng: Generator) -> Iterator[Case]:
    line = array([[0], [1], [9], [10]])
    pairs = np.array([0, 0, 1, 1])
    yield _case("one feature", [_call(line, pairs, array([[0.5], [9.5]]))])
    five = blobs(rng, 30, 5, 3)
    flat = five.X.copy()
    flat[:, :2] = 0.0
    moved = flat.copy()
    moved[:15, 3] += 20 * (1 + np.arange(15) % 4)
    means = five.centers
    calls = [_call(flat, five.labels, means), _call(moved, five.labels, means)]
    yield _case("five features: the later ones count", calls, _later_features_seen)
    aside = np.ptp(five.X) / 3 * _first_axis(five.X)
    calls = [_call(five.X, five.labels, means), _call(five.X, five.labels, means + aside)]
    yield _case("five features: centroids all moved alike", calls, _centroids_in_place)
    one = _call(array([[3, 4]]), np.array([0]), array([[3, 4]]))
    wide = _call(array([[3, 4, 5]]), np.array([0]), array([[3, 4, 5]]))
    cluster = _call(five.X, np.zeros(30, dtype=int), means[:1])
    yield _case("one cluster; one point", [cluster, one, wide])


def _five_features(rng: Generator) -> Iterator[Case]:
    """A grid of points in a plane of the five-dimensional space, which PCA finds."""
    plane = np.linalg.qr(rng.normal(size=(5, 2)))[0].T
    X = _GRID @ plane
    halves = np.repeat([0, 1], len(X) // 2)
    ways = array([[1, 0], [0, 1], [1, 1], [1, -1]]) @ plane
    calls = [_call(X, halves, X.mean(axis=0) + array([[-1.3], [1.3]]) * way) for way in ways]
    yield _case("five features: two centroids, turned about the mean", calls, _axes_shared)
    far = 1e4 * (plane[0] + plane[1])
    other = np.tile([0, 1], len(X) // 2)
    calls = [_call(X + far, labels, X[[4, 20]] + far) for labels in (halves, other)]
    yield _case("five features, far from the origin: other labels", calls, _not_crushed)


def _exchanged_in_pairs() -> list[Arguments]:
    """Five clusters of six points; then half the points of two of them exchanged, for each two."""
    X = array([[x, y] for x in range(10) for y in range(3)])
    labels = np.repeat(np.arange(5), 6)
    centroids = array([[2 * j + 0.5, 1.5] for j in range(5)])
    calls = [_call(X, labels, centroids)]
    for a, b in combinations(range(5), 2):
        exchanged = labels.copy()
        exchanged[6 * a + 3 : 6 * a + 6], exchanged[6 * b + 3 : 6 * b + 6] = b, a
        calls.append(_call(X, exchanged, centroids))
    return calls


def _first_axis(X: Floats) -> Floats:
    """The direction (d,) in which X varies most: what moves along it moves in the picture."""
    axis: Floats = np.linalg.svd(X - X.mean(axis=0))[2][0]
    return axis


def _call(X: NDArray[Any], labels: NDArray[Any], centroids: Floats) -> Arguments:
    return {"X": X, "labels": labels, "centroids": centroids, "title": TITLE, "show": False}


def _case(
    name: str, calls: Sequence[Arguments], judge: Callable[[Pictures], None] | None = None, *,
    silent: bool = False, heavy: bool = False,
) -> Case:  # fmt: skip
    """Every result is a picture, and together they hold what `judge` looks for."""

    def both(results: Sequence[Any]) -> None:
        pictures = [_picture(r) for r in results]
        if judge:
            judge(pictures)

    return Case(name, tuple(calls), both, exact=False, silent=silent, heavy=heavy)


def _picture(value: Any) -> str:
    if value is None:
        raise Wrong(
            "Your function returns None and must return the picture as text, shown or not: "
            "plotext's build() gives it.",
            tag="none",
            got="None",
        )
    if not isinstance(value, str):
        kind = value.type_name if isinstance(value, Opaque) else type(value).__name__
        raise Wrong(
            f"Your function returns an object of type {kind} and must return the picture as text.",
            tag="type",
        )
    if len([line for line in plain(value).splitlines() if line.strip()]) < LINES:
        raise Wrong(
            f"A picture has at least {LINES} lines; the text returned is shorter. Return the "
            "canvas that plotext's build() gives.",
            tag="no-picture",
            got=value,
        )
    return value


def plain(picture: str) -> str:
    """A picture without its colours."""
    return _ESCAPES.sub("", picture)


def _has_title(pictures: Pictures) -> None:
    if TITLE not in plain(pictures[0]):
        raise Wrong(f'The title, "{TITLE}", does not stand in the picture.', tag="no-title")


def _first_again(pictures: Pictures) -> None:
    first, other, again, shown = pictures
    if first == other:
        raise Wrong(
            "Quite different points give the same picture: is it the one drawn before? plotext "
            "keeps one figure, with all that is in it: begin with clear_figure().",
            tag="not-cleared",
        )
    if first != again:
        raise Wrong(
            "The same points give another picture after a different one was drawn: what was drawn "
            "before is still there. plotext keeps one figure: begin with clear_figure().",
            tag="not-cleared",
        )
    if plain(shown) != plain(first):
        raise Wrong("With show = True another text is returned than without.", tag="shown-differs")


def _labels_seen(pictures: Pictures) -> None:
    if pictures[0] == pictures[1]:
        raise Wrong(
            "Two labellings of the same points give the same picture: draw each cluster in a "
            "colour of its own.",
            tag="labels-not-seen",
        )


def _centroids_seen(pictures: Pictures) -> None:
    if pictures[0] == pictures[1]:
        raise Wrong(
            "Two sets of centroids give the same picture: mark the centroids that are passed in.",
            tag="centroids-not-seen",
        )


def _later_features_seen(pictures: Pictures) -> None:
    if pictures[0] == pictures[1]:
        raise Wrong(
            "Points that differ in the fourth of five features give the same picture: project all "
            "features on the first two principal components.",
            tag="features-not-seen",
        )


def _centroids_in_place(pictures: Pictures) -> None:
    if pictures[0] == pictures[1]:
        raise Wrong(
            "All centroids were moved by the same vector, and the picture is the same: project "
            "them with the mean and the axes of X, not with their own.",
            tag="centroids-apart",
        )


def _axes_shared(pictures: Pictures) -> None:
    """On axes of their own two opposite centroids look alike whichever way they lie."""
    if len(set(pictures)) <= 2:
        raise Wrong(
            "Two centroids on opposite sides of the mean were turned about it, to four places, and "
            "the picture does not follow: project centroids on the principal axes of X.",
            tag="axes-apart",
        )


def _not_crushed(pictures: Pictures) -> None:
    """One centroid that lands far away stretches the picture until all points share a place."""
    if pictures[0] == pictures[1]:
        raise Wrong(
            "Far from the origin other labels give the same picture, as if all points lay in one "
            "place: is something drawn far from them? Take the mean of X off the centroids, as "
            "off the points, before they are projected.",
            tag="crushed",
        )


def _told_apart(pictures: Pictures) -> None:
    """Where points change from one cluster to another, so must their colour."""
    first, *others = pictures
    if first in others:
        a, b = list(combinations(range(5), 2))[others.index(first)]
        raise Wrong(
            f"Clusters {a} and {b} exchange points, and the picture is the same: they look alike. "
            "Five clusters need five colours.",
            tag="look-alike",
        )
    if not os.environ.get("NO_COLOR") and all(_colours(p) == _colours(first) for p in others):
        raise Wrong(
            "Points change from one of five clusters to another, and no colour changes: give each "
            "cluster a colour of its own.",
            tag="no-colour",
        )


def _colours(picture: str) -> list[str]:
    """The escape sequences in force at each character."""
    found, now = [], ""
    for escape, text in re.findall(rf"({_ESCAPES.pattern})|([^\x1b]+)", picture):
        now = "" if escape in ("\x1b[0m", "\x1b[m") else now + escape
        found += [now] * len(text)
    return found


def _courtesies() -> tuple[Courtesy, ...]:
    X, C = array([[0, 0], [1, 4], [8, 1]]), array([[0.5, 2], [8, 1]])
    return (
        Courtesy(_call(X, np.array([0, 0]), C),
                 "Fewer labels than points were drawn: a ValueError with a sentence would help."),
    )  # fmt: skip
