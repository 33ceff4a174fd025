"""What an iteration of EM went by, where its numbers tell: it is tried in some wrong ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from exercises.kit.compare import Floats
from exercises.lesson2_gmm import plain
from exercises.lesson2_gmm.params import Params

_ROWS = np.newaxis


def wrong_step(got: Params, X: Any, start: Params, kind: str, reg: float) -> str:
    """Which wrong iteration gives these parameters after one iteration; "" if none is known."""
    points = np.asarray(X, dtype=np.float64)
    phi, mu, Sigma = (np.asarray(a, dtype=np.float64) for a in start)
    with np.errstate(all="ignore"):
        for params, words in _wrong_steps(points, (phi, mu, Sigma), kind, reg):
            if _same(got, params, points):
                return f" They are what comes out {words}"
    return ""


def _wrong_steps(X: Floats, start: Params, kind: str, reg: float) -> Iterator[tuple[Params, str]]:
    w = plain.e_step(X, *start)
    phi, mu, Sigma = plain.m_step(X, w, reg)
    yield from _other_weights(X, w, start[1], kind, reg)
    about_old = plain.shaped(plain.covariances(X, w, start[1], reg), kind)
    yield (
        (phi, mu, about_old),
        (
            "if Sigma is taken about the old means: take it about the new ones, that m_step "
            "has just found."
        ),
    )
    yield from _other_shapes((phi, mu, Sigma), kind)
    if kind == "spherical":
        yield from _spherical(X, start, reg)
    Z = (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1e-300)
    yield (
        _moved(Z, plain.e_step(Z, *start), kind, reg),
        ("if X is standardized first: init_params and the results are in the units of X."),
    )


def _other_weights(
    X: Floats, w: Floats, means: Floats, kind: str, reg: float
) -> Iterator[tuple[Params, str]]:
    eye, roots = np.eye(w.shape[1]), np.sqrt(w)
    nearest = np.square(X[:, _ROWS] - means).sum(axis=2).argmin(axis=1)
    hard, closest = eye[w.argmax(axis=1)], eye[nearest]
    if np.array_equal(hard, closest):
        yield (
            _moved(X, hard, kind, reg),
            (
                "of hard assignments, each point wholly to one component as in k-means: pass the "
                "soft responsibilities on to m_step."
            ),
        )
    yield (
        _moved(X, hard, kind, reg),
        (
            "of hard assignments, each point wholly to its likeliest component: pass the soft "
            "responsibilities on to m_step."
        ),
    )
    yield (
        _moved(X, closest, kind, reg),
        (
            "if each point goes wholly to the nearest mean, as in k-means: pass the soft "
            "responsibilities of e_step on to m_step."
        ),
    )
    yield (
        _moved(X, roots / roots.sum(axis=1, keepdims=True), kind, reg),
        ("if the roots of the responsibilities are taken: pass them on to m_step as they are."),
    )
    yield (
        _moved(X, w**2 / (w**2).sum(axis=1, keepdims=True), kind, reg),
        ("if the responsibilities are squared: pass them on to m_step as they are."),
    )


def _moved(X: Floats, w: Floats, kind: str, reg: float) -> Params:
    phi, mu, Sigma = plain.m_step(X, w, reg)
    return phi, mu, plain.shaped(Sigma, kind)


def _other_shapes(params: Params, kind: str) -> Iterator[tuple[Params, str]]:
    phi, mu, Sigma = params
    shaped = plain.shaped(Sigma, kind)
    own = "if all components share one covariance: each has its own Sigma[j]."
    for one in (shaped.mean(axis=0), np.einsum("k,kab->ab", phi, shaped)):
        yield (phi, mu, np.repeat(one[_ROWS], len(phi), axis=0)), own
    if kind != "full":
        yield params, f'of full covariances: covariance_type is "{kind}".'


def _spherical(X: Floats, start: Params, reg: float) -> Iterator[tuple[Params, str]]:
    """One variance that is no mean, after the step or also before it."""
    for name, size in _SIZES.items():
        for Sigma in (start[2], _round(start[2], size)):
            phi, mu, found = plain.m_step(X, plain.e_step(X, *start[:2], Sigma), reg)
            yield (
                (phi, mu, _round(found, size)),
                f"if the spherical variance is {name}: it is their mean, the trace divided by d.",
            )


def _round(Sigma: Floats, size: Callable[[Floats], Floats]) -> Floats:
    variances = size(np.diagonal(Sigma, axis1=1, axis2=2))
    return np.asarray(variances[:, _ROWS, _ROWS] * np.eye(Sigma.shape[-1]))


_SIZES: dict[str, Callable[[Floats], Floats]] = {
    "the trace": lambda v: v.sum(axis=1),
    "the largest variance": lambda v: v.max(axis=1),
    "the least variance": lambda v: v.min(axis=1),
    "the geometric mean of the variances": lambda v: np.exp(np.log(v).mean(axis=1)),
}


def _same(a: Params, b: Params, X: Floats) -> bool:
    """Whether two mixtures are the same, the components in one order or in the reverse."""
    R = float(np.abs(X - X.mean(axis=0)).max())
    scales = (1.0, R, R * R)
    return any(
        all(
            np.abs(x[::turn] - y).max() <= 1e-6 * scale
            for x, y, scale in zip(a, b, scales, strict=True)
        )
        for turn in (1, -1)
    )
