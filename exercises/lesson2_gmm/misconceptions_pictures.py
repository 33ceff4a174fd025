"""Wrong ways to draw a mixture (activity 2.6).

The pictures here are drawn by a few lines of our own, not by plotext: its one global figure would
carry over from one misconception to the next.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import plain

V = "visualize_gmm"
_HEIGHT, _WIDTH = 24, 72


def _plane(X: Any, mu: Any, Sigma: Any) -> tuple[Any, Any, Any]:
    """Points, means and covariances in two dimensions."""
    X = np.asarray(X, dtype=float)
    d = X.shape[1]
    if d == 1:
        flat = np.zeros((len(mu), 2, 2))
        flat[:, 0, 0], flat[:, 1, 1] = Sigma[:, 0, 0], 1e-12
        return np.hstack([X, 0 * X]), np.hstack([mu, 0 * mu]), flat
    if d == 2:
        return X, mu, Sigma
    centre = X.mean(axis=0)
    axes = np.linalg.svd(X - centre)[2][:2]
    return (X - centre) @ axes.T, (mu - centre) @ axes.T, axes @ Sigma @ axes.T


def _ellipses(mu: Any, Sigma: Any, sigmas: tuple[int, ...]) -> Any:
    """Points on the curves of each component, (k, 40 · their number, 2)."""
    angles = np.linspace(0, 2 * np.pi, 40)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    curves = []
    for m, S in zip(mu, Sigma, strict=True):
        lengths, axes = np.linalg.eigh(S)
        one = circle * np.sqrt(np.maximum(lengths, 0)) @ axes.T
        curves.append(np.vstack([m + s * one for s in sigmas]))
    return np.array(curves)


def _paint(
    X: Any, labels: Any, mu: Any, Sigma: Any, title: str, sigmas: tuple[int, ...] = (1, 2)
) -> str:
    """A letter a point, dots for the ellipses, a capital for a mean."""
    curves = _ellipses(mu, Sigma, sigmas)
    everything = np.vstack([X, *curves]) if len(curves) else X
    low, wide = everything.min(axis=0), np.maximum(np.ptp(everything, axis=0), 1e-300)
    rows = [[" "] * _WIDTH for _ in range(_HEIGHT)]
    drawn = [(p, ".") for curve in curves for p in curve]
    drawn += [(m, "ABCDEFGH"[j % 8]) for j, m in enumerate(mu)]
    drawn += [(x, "abcdefgh"[j % 8]) for x, j in zip(X, labels, strict=True)]
    for p, mark in drawn:
        x, y = (p - low) / wide
        rows[round(y * (_HEIGHT - 1))][round(x * (_WIDTH - 1))] = mark
    ticks = low + wide * np.linspace(0, 1, 5)[:, None]
    axis = "; ".join(" ".join(f"{v:.3g}" for v in along) for along in ticks.T)
    return "\n".join([title, *("|" + "".join(row) for row in rows[::-1]), axis])


def _draw(X: Any, w: Any, mu: Any, Sigma: Any, title: str, show: bool, labels: Any = None) -> str:
    own = w.argmax(axis=1) if labels is None else labels
    points, means, covariances = _plane(X, mu, Sigma)
    canvas = _paint(points, own, means, covariances, title)
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "gmm-picture-not-returned",
    title="You show the picture and return nothing.",
    explanation="The text is the result. Return what plotext's build() gives, and print it only "
    "if show is true.",
    symbol="return",
)  # fmt: skip
def not_returned(
    X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True
) -> Any:
    _draw(X, w, mu, Sigma, title, show)


@misconception(
    V, "gmm-picture-printed-unasked",
    title="You print the picture even with show = False.",
    explanation="show says whether to print. A caller that asks for the text alone gets it twice "
    "otherwise.",
    symbol="show",
)  # fmt: skip
def printed(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    return _draw(X, w, mu, Sigma, title, True)


@misconception(
    V, "gmm-title-left-out",
    title="You do not use the title.",
    explanation="A picture without its title can't be told from the next one.",
    symbol="title",
)  # fmt: skip
def no_title(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    return _draw(X, w, mu, Sigma, "", show)


@misconception(
    V, "gmm-points-alike",
    title="You do not use w: the points look the same whatever it is.",
    explanation="w says whose a point is, and not the distance to the means: draw the points with "
    "assign_clusters(w) == j in a colour of their own.",
    symbol="w",
)  # fmt: skip
def alike(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    return _draw(X, w, mu, Sigma, title, show, np.zeros(len(X), dtype=int))


@misconception(
    V, "gmm-ellipses-left-out",
    title="You draw points and means, and no ellipses.",
    explanation="A Gaussian has a shape: draw μ + s √λ · axis for s = 1 and 2, with λ and the axes "
    "from np.linalg.eigh(Σ).",
    symbol="Σ",
)  # fmt: skip
def no_ellipses(
    X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True
) -> Any:
    return _draw(X, w, mu, 0 * Sigma, title, show)


@misconception(
    V, "gmm-variances-for-radii",
    title="You take eigenvalues for half axes: variances, and no square roots.",
    explanation="An eigenvalue λ of Σ is a variance along its axis; the ellipse of s standard "
    "deviations reaches s·√λ.",
    symbol="√λ",
)  # fmt: skip
def no_roots(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    return _draw(X, w, mu, Sigma @ Sigma, title, show)


@misconception(
    V, "gmm-one-ellipse-each",
    title="You draw one ellipse a component: that of 1σ or that of 2σ is missing.",
    explanation="In the plane 39 % of a component lie within 1σ and 86 % within 2σ: draw "
    "μ + s √λ · axis for both, s = 1 and s = 2.",
    symbol="1σ, 2σ",
)  # fmt: skip
def one_ring(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    points, means, covariances = _plane(X, mu, Sigma)
    canvas = _paint(points, w.argmax(axis=1), means, covariances, title, (1,))
    if show:
        print(canvas)
    return canvas


@misconception(
    V, "gmm-means-not-those-given",
    title="You compute means and covariances from w, and do not draw those given.",
    explanation="mu and Sigma are passed in: before EM has settled they are not those of w.",
    symbol="μ, Σ",
)  # fmt: skip
def from_w(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    _, means, covariances = plain.m_step(X, w)
    return _draw(X, w, means, covariances, title, show)


@misconception(
    V, "gmm-ellipses-never-lean",
    title="You draw ellipses along the axes: their lean is lost.",
    explanation="The off-diagonal entries of Σ turn the ellipse. Its axes are the eigenvectors, "
    "its radii the roots of the eigenvalues.",
    symbol="Σ",
)  # fmt: skip
def never_lean(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    return _draw(X, w, mu, plain.shaped(Sigma, "diag"), title, show)


@misconception(
    V, "gmm-covariances-cut-not-projected",
    title="You cut out the first two rows of Σ, and do not project it.",
    explanation="Points are projected on two axes A; a covariance is then A Σ Aᵀ, and not "
    "Σ[:2, :2].",
    symbol="A Σ Aᵀ",
)  # fmt: skip
def cut(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    d = X.shape[1]
    if d > 2:
        Sigma = np.repeat(np.mean(Sigma[:, 0, 0]) * np.eye(d)[None], len(mu), axis=0)
    return _draw(X, w, mu, Sigma, title, show)


@misconception(
    V, "gmm-first-two-features",
    title="You draw the first two features and drop the others.",
    explanation="Project on the first two principal components: (X − mean) @ Vᵀ[:, :2] by "
    "np.linalg.svd, and Σ with them.",
    symbol="PCA",
)  # fmt: skip
def first_two(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    return _draw(X[:, :2], w, mu[:, :2], Sigma[:, :2, :2], title, show)


@misconception(
    V, "gmm-means-not-centred",
    title="You project the means without taking off the mean of X.",
    explanation="Points are projected as (X − x̄) @ Aᵀ; the means need the same x̄ taken off, else "
    "they are drawn away from their points.",
    symbol="x̄",
)  # fmt: skip
def not_centred(
    X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True
) -> Any:
    return _draw(X, w, mu + (X.mean(axis=0) if X.shape[1] > 2 else 0), Sigma, title, show)


@misconception(
    V, "gmm-second-feature-assumed",
    title="You take a second feature for granted; with one you fail.",
    explanation="X[:, 1] does not exist where d = 1. Draw such data along a line.",
    symbol="d",
)  # fmt: skip
def second_assumed(
    X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True
) -> Any:
    X[:, 1]
    return _draw(X, w, mu, Sigma, title, show)


@misconception(
    V, "gmm-labels-in-a-row-assumed",
    title="You take it that every component is some point's likeliest.",
    explanation="A component may be nobody's favourite, and X[labels == j] is then empty: skip it, "
    "and keep the colours of the others.",
    symbol="labels",
)  # fmt: skip
def all_used(X: Any, w: Any, phi: Any, mu: Any, Sigma: Any, title: str, show: bool = True) -> Any:
    for j in range(len(mu)):
        X[w.argmax(axis=1) == j].max(axis=0)
    return _draw(X, w, mu, Sigma, title, show)


MISCONCEPTIONS = collect(globals(), V)
