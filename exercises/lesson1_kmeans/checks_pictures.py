"""The ladders of activity 1.8: the picture, judged by what changes it, and the demonstration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit.case import Arguments, Case, Check, Courtesy, Opaque, Wrong
from exercises.kit.compare import Floats
from exercises.lesson1_kmeans.draws import array, blobs
from exercises.lesson1_kmeans.misconceptions_pictures import DEMONSTRATE, VISUALIZE
from reference import kmeans_examples as reference

TITLE = "Three clusters"
LINES = 5
"""A picture has at least so many lines."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

Pictures = Sequence[str]


def visualize_check() -> Check:
    """How `visualize_clustering` is checked."""
    return Check(
        "visualize_clustering",
        reference.visualize_clustering,
        _pictures,
        total=11,
        misconceptions=VISUALIZE,
        courtesies=_courtesies(),
    )


def demonstrate_check() -> Check:
    """How `demonstrate_kmeans_concepts` is checked."""
    return Check(
        "demonstrate_kmeans_concepts",
        reference.demonstrate_kmeans_concepts,
        _demonstrations,
        total=2,
        misconceptions=DEMONSTRATE,
    )


# -- the picture --


def _pictures(rng: Generator) -> Iterator[Case]:
    yield from _plain(rng)
    yield from _what_is_seen(rng)
    yield from _dimensions(rng)
    many = blobs(rng, 5_000, 2, 4)
    yield _case("5,000 points", [_call(many.X, many.labels, many.centers)], heavy=True)


def _plain(rng: Generator) -> Iterator[Case]:
    X = array([[0, 0], [1, 4], [8, 1], [9, 5]])
    pairs, means = np.array([0, 0, 1, 1]), array([[0.5, 2], [8.5, 3]])
    yield _case("four points, two clusters", [_call(X, pairs, means)], _has_title)
    yield _case("show = False prints nothing", [_call(X, pairs, means)], silent=True)
    shown = {**_call(X, pairs, means), "show": True}
    calls = [
        _call(X, pairs, means),
        _call(X + 50, pairs, means + 50),
        _call(X, pairs, means),
        shown,
    ]
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
            f"A picture has at least {LINES} lines; the text returned is shorter.",
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
    first, _, again, shown = pictures
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


def _courtesies() -> tuple[Courtesy, ...]:
    X, C = array([[0, 0], [1, 4], [8, 1]]), array([[0.5, 2], [8, 1]])
    return (
        Courtesy(_call(X, np.array([0, 0]), C),
                 "Fewer labels than points were drawn: a ValueError with a sentence would help."),
    )  # fmt: skip


# -- the demonstration --


def _demonstrations(rng: Generator) -> Iterator[Case]:
    quiet: Arguments = {"show": False}
    yield Case(
        "show = False: measured, and nothing printed", (quiet,), _has_measured,
        exact=False, silent=True,
    )  # fmt: skip
    yield Case("shown", ({},), _has_measured, exact=False)


def _has_measured(results: Sequence[Any]) -> None:
    found = results[0]
    if found is None:
        raise Wrong(
            "Your function returns None and must return a dict of what it measured.",
            tag="none",
            got="None",
        )
    if not isinstance(found, dict):
        kind = found.type_name if isinstance(found, Opaque) else type(found).__name__
        raise Wrong(f"Your function returns a {kind} and must return a dict.", tag="type")
    if not found:
        raise Wrong("The dict is empty: put in it what was measured.", tag="empty")
    values = list(_numbers(found))
    if not values:
        raise Wrong("No number is in the dict: ideas are run and measured.", tag="no-numbers")
    if not np.isfinite(values).any():
        raise Wrong("No number in the dict is finite.", tag="not-finite")


def _numbers(value: Any) -> Iterator[float]:
    """All numbers in a nest of containers; keys and booleans are none."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _numbers(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, (np.ndarray, np.number, int, float)) and not isinstance(value, bool):
        array_ = np.asarray(value)
        if array_.dtype.kind in "iuf":
            yield from array_.ravel().tolist()
