"""The picture's ladder of activity 2.6: it is judged by what changes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from exercises.kit.case import Arguments, Case, Check, Courtesy, Opaque, Wrong
from exercises.kit.compare import Floats
from exercises.lesson2_gmm.draws import array, eyes, mixture
from exercises.lesson2_gmm.misconceptions_pictures import MISCONCEPTIONS
from reference import em_mog_examples as reference

TITLE = "Two Gaussians"
LINES = 5
"""A picture has at least so many lines."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_GRID = array([[x, y] for x in (0, 3, 6, 9) for y in (0, 4, 8)])
_HALVES = np.repeat(array([[0.9, 0.1], [0.2, 0.8]]), 6, axis=0)
_MEANS = array([[2, 4], [7, 4]])

Pictures = Sequence[str]


def check() -> Check:
    """How `visualize_gmm` is checked."""
    return Check(
        "visualize_gmm",
        reference.visualize_gmm,
        _ladder,
        total=16,
        misconceptions=MISCONCEPTIONS,
        courtesies=_courtesies(),
    )


def _ladder(rng: Generator) -> Iterator[Case]:
    yield from _plain()
    yield from _what_is_seen()
    yield from _dimensions(rng)
    many = mixture(rng, 5_000, 2, 3, apart=3)
    w = rng.dirichlet(np.ones(3), 5_000)
    yield _case("5,000 points", [_call(many.X, w, many.mu, many.Sigma)], heavy=True)


def _plain() -> Iterator[Case]:
    first = _call(_GRID, _HALVES, _MEANS, eyes(2, 2, 2))
    yield _case("twelve points, two components", [first], _has_title)
    yield _case("show = False prints nothing", [first], silent=True)
    other = _call(_GRID * [-7, 3] + 40, _HALVES[::-1], _MEANS * [-7, 3] + 40, eyes(2, 2, 30))
    yield _case("the same again, after another picture, and shown",
                [first, other, first, {**first, "show": True}], _first_again)  # fmt: skip


def _what_is_seen() -> Iterator[Case]:
    round_ = eyes(2, 2, 2)
    first = _call(_GRID, _HALVES, _MEANS, round_)
    stripes = np.tile(array([[0.9, 0.1], [0.2, 0.8]]), (6, 1))
    yield _case("the same points with other responsibilities",
                [first, _call(_GRID, stripes, _MEANS, round_)], _differ("labels"))  # fmt: skip
    moved = array([[3, 6], [6, 2]])
    yield _case("the same points with other means",
                [first, _call(_GRID, _HALVES, moved, round_)], _differ("means"))  # fmt: skip
    wide = _call(_GRID, _HALVES, _MEANS, eyes(2, 2, 0.5))
    yield _case("the same points with other variances", [first, wide], _differ("sizes"))
    tilted = [np.repeat(array([[[3, c], [c, 3]]]), 2, axis=0) for c in (2.6, -2.6)]
    calls = [_call(_GRID, _HALVES, _MEANS, Sigma) for Sigma in tilted]
    yield _case("ellipses that lean to the other side", calls, _differ("turned"))
    yield _case("radii within the points: variances 90 and 40", _in_a_frame(90, 40), _same_frame)
    yield _case("variances of 400, four times that, and next to none",
                _in_a_frame(400, 1600, 1e-6), _common_ring)  # fmt: skip
    unused = np.insert(_HALVES * 0.9, 1, 0.1, axis=1)
    three = _call(_GRID, unused, array([[2, 4], [5, 4], [7, 4]]), eyes(3, 2, 2))
    yield _case("a component that is never likeliest", [three])


def _dimensions(rng: Generator) -> Iterator[Case]:
    line = array([[0], [1], [9], [10]])
    w = np.repeat(array([[0.9, 0.1], [0.2, 0.8]]), 2, axis=0)
    calls = [_call(line, w, array([[0.5], [9.5]]), eyes(2, 1, v)) for v in (1, 9)]
    yield _case("one feature, other variances", calls, _differ("sizes"))
    X = np.hstack([np.zeros((12, 2)), _GRID, 0.01 * rng.normal(size=(12, 1))])
    moved = X.copy()
    moved[:6, 3] += 20 * (1 + np.arange(6) % 4)
    means = np.hstack([np.zeros((2, 2)), _MEANS, np.zeros((2, 1))])
    calls = [_call(points, _HALVES, means, eyes(2, 5, 2)) for points in (X, moved)]
    yield _case("five features: the later ones count", calls, _differ("features"))
    wide = eyes(2, 5, 0.1)
    wide[:, 3, 3] = 4.0
    calls = [_call(X, _HALVES, means, Sigma) for Sigma in (eyes(2, 5, 0.1), wide)]
    yield _case("five features: a variance of the fourth", calls, _differ("projected"))
    far = _call(X + 1e4, _HALVES, means + 1e4, wide)
    stripes = np.tile(array([[0.9, 0.1], [0.2, 0.8]]), (6, 1))
    calls = [far, {**far, "w": stripes}]
    yield _case("five features, far from the origin: other responsibilities", calls, _differ("far"))
    one = _call(array([[3, 4]]), np.ones((1, 1)), array([[3, 4]]), eyes(1, 2))
    cluster = _call(X, np.ones((12, 1)), means[:1], eyes(1, 5))
    yield _case("one component; one point", [cluster, one])


def _in_a_frame(*variances: float) -> list[Arguments]:
    """One component in the middle of points that lie far outside its ellipses."""
    edge = array([[x, y] for x in (-100, 0, 100) for y in (-100, 0, 100) if x or y])
    one = np.ones((len(edge), 1))
    return [_call(edge, one, np.zeros((1, 2)), eyes(1, 2, v)) for v in variances]


def _call(X: NDArray[Any], w: NDArray[Any], mu: Floats, Sigma: Floats) -> Arguments:
    phi = w.mean(axis=0) / w.mean(axis=0).sum()
    return {"X": X, "w": w, "phi": phi, "mu": mu, "Sigma": Sigma, "title": TITLE, "show": False}


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
    if len([line for line in _ESCAPES.sub("", value).splitlines() if line.strip()]) < LINES:
        raise Wrong(
            f"A picture has at least {LINES} lines; the text returned is shorter. Return the "
            "canvas that plotext's build() gives.",
            tag="no-picture",
            got=value,
        )
    return value


def _has_title(pictures: Pictures) -> None:
    if TITLE not in _ESCAPES.sub("", pictures[0]):
        raise Wrong(f'The title, "{TITLE}", does not stand in the picture.', tag="no-title")


def _first_again(pictures: Pictures) -> None:
    first, other, again, shown = pictures
    if first == other or first != again:
        raise Wrong(
            "A picture depends on what was drawn before. plotext keeps one figure, with all that "
            "is in it: begin with clear_figure().",
            tag="not-cleared",
        )
    if _ESCAPES.sub("", shown) != _ESCAPES.sub("", first):
        raise Wrong("With show = True another text is returned than without.", tag="shown-differs")


def _same_frame(pictures: Pictures) -> None:
    """Ellipses of 2σ lie within the points, so they can't change the numbers at the axes.

    A picture may have no such numbers, or some more: only where hardly one stays, it is wrong.
    """
    first, second = (_large_numbers(p) for p in pictures)
    if min(len(first), len(second)) >= 3 and len(first & second) < 0.25 * len(first | second):
        raise Wrong(
            "Components of variance 90 and 40 within points from −100 to 100 give axes of other "
            "ranges: the ellipses reach too far. Their half axes are s·√λ with the eigenvalues λ "
            "of Sigma: the square roots, and not the variances themselves.",
            tag="radii",
        )


def _large_numbers(picture: str) -> set[float]:
    found = re.findall(r"[-−]?\d+(?:\.\d+)?", _ESCAPES.sub("", picture))
    return {v for v in (float(t.replace("−", "-")) for t in found) if abs(v) >= 20}


def _common_ring(pictures: Pictures) -> None:
    """The ellipse of 2σ of one is that of 1σ of a component with four times the variance."""
    near, far, none = (_ESCAPES.sub("", p) for p in pictures)
    rings = [_changed(picture, none) for picture in (near, far)]
    least = min(map(len, rings))
    if least >= 8 and len(rings[0] & rings[1]) < 0.1 * least:
        raise Wrong(
            "The ellipses of Sigma and those of 4·Sigma have no line in common: that of 2σ of the "
            "one is that of 1σ of the other. Draw two ellipses a component, for 1σ and for 2σ.",
            tag="one-ring",
        )


def _changed(picture: str, other: str) -> set[tuple[int, int]]:
    """The places (line, column) at which two pictures differ."""
    both = zip(picture.splitlines(), other.splitlines(), strict=False)
    return {(i, j) for i, (a, b) in enumerate(both)
            for j, (x, y) in enumerate(zip(a, b, strict=False)) if x != y}  # fmt: skip


_MISSING = {
    "labels": "Two tables of responsibilities give the same picture: draw each component's points, "
    "by assign_clusters(w), in a colour of their own.",
    "means": "Two sets of means give the same picture: draw the components where mu says.",
    "sizes": "Variances of one size and another give the same picture: ellipses of 1σ and 2σ show "
    "how wide a component is.",
    "turned": "Ellipses that lean to the left and to the right give the same picture: the "
    "off-diagonal entries of Sigma turn them (np.linalg.eigh gives axes and lengths).",
    "features": "Points that differ in the fourth of five features give the same picture: project "
    "all features on the first two principal components.",
    "projected": "A variance that differs in the fourth of five features does not show: project "
    "Sigma as the points are, A Σ Aᵀ.",
    "far": "Far from the origin other responsibilities give the same picture, as if all points lay "
    "in one place: take the mean of X off the means too, before they are projected.",
}


def _differ(what: str) -> Callable[[Pictures], None]:
    """The two pictures must not be the same."""

    def judge(pictures: Pictures) -> None:
        if pictures[0] == pictures[1]:
            raise Wrong(_MISSING[what], tag=f"{what}-not-seen")

    return judge


def _courtesies() -> tuple[Courtesy, ...]:
    return (
        Courtesy(_call(_GRID, _HALVES[:5], _MEANS, eyes(2, 2)),
                 "Fewer rows of w than points were drawn: a ValueError would help."),
    )  # fmt: skip
