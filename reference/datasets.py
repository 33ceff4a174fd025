"""The data sets of the lessons, each by a function with an explicit seed, and `load` by name.

blobs, moons, circles and those made of them are drawn by NumPy in the way of scikit-learn's
`make_…` functions: the same seed gives the same numbers, without a second spent on its import.
"""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
PLANE = ("x", "y")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Points X (n, d), their true classes (n,) where there are any, and where they are from.

    `mnist_5k`, `mnist` and `fashion_mnist` have images for X: uint8, (n, 28, 28).
    """

    name: str
    X: Numbers
    labels: Numbers | None
    feature_names: tuple[str, ...]
    source: str


def blobs(n: int = 300, k: int = 3, spread: float = 0.6, seed: int = 42) -> Dataset:
    """k round Gaussian clusters in the plane, all of one spread: `make_blobs`."""
    X, labels = _draw_blobs(n, (spread,) * k, np.random.RandomState(seed))
    return Dataset("blobs", X, labels, PLANE, "drawn as by sklearn.datasets.make_blobs")


def unequal(n: int = 300, spreads: tuple[float, ...] = (1.0, 2.5, 0.5), seed: int = 170) -> Dataset:
    """Round clusters of different spreads: k-means cuts into the wide one."""
    X, labels = _draw_blobs(n, spreads, np.random.RandomState(seed))
    return Dataset("unequal", X, labels, PLANE, "drawn as by sklearn.datasets.make_blobs")


def anisotropic(n: int = 300, k: int = 3, seed: int = 170) -> Dataset:
    """Round clusters, sheared into long ones: k-means, which knows circles only, cuts across."""
    X, labels = _draw_blobs(n, (1.0,) * k, np.random.RandomState(seed))
    shear = np.array([[0.6, -0.6], [-0.4, 0.8]])
    return Dataset("anisotropic", X @ shear, labels, PLANE, "blobs, times a fixed matrix")


def moons(n: int = 300, noise: float = 0.05, seed: int = 42) -> Dataset:
    """Two half circles, one hooked into the other: `make_moons`."""
    random = np.random.RandomState(seed)
    upper, lower = np.linspace(0, np.pi, n // 2), np.linspace(0, np.pi, n - n // 2)
    rows = [(np.cos(upper), np.sin(upper)), (1 - np.cos(lower), 1 - np.sin(lower) - 0.5)]
    X, labels = _noisy(rows, noise, random)
    return Dataset("moons", X, labels, PLANE, "drawn as by sklearn.datasets.make_moons")


def circles(n: int = 300, noise: float = 0.05, factor: float = 0.5, seed: int = 42) -> Dataset:
    """A ring around a ring of `factor` times its radius: `make_circles`."""
    if not 0 <= factor < 1:
        raise ValueError(f"factor must be at least 0 and below 1, but is {factor}.")
    random = np.random.RandomState(seed)
    outer = np.linspace(0, 2 * np.pi, n // 2, endpoint=False)
    inner = np.linspace(0, 2 * np.pi, n - n // 2, endpoint=False)
    rows = [
        (np.cos(outer), np.sin(outer)),
        (np.cos(inner) * factor, np.sin(inner) * factor),
    ]
    X, labels = _noisy(rows, noise, random)
    return Dataset("circles", X, labels, PLANE, "drawn as by sklearn.datasets.make_circles")


def old_faithful() -> Dataset:
    """272 eruptions of a geyser: minutes of each, and minutes of waiting for the next."""
    lines = _file("old_faithful.csv").read_text(encoding="utf-8").splitlines()
    header, *rows = csv.reader(lines)
    X = np.array(rows, dtype=np.float64)
    return Dataset("old_faithful", X, None, tuple(header), "Azzalini and Bowman (1990)")


def digits() -> Dataset:
    """1,797 handwritten digits of 8×8 pixels, 0 to 16 (n, 64)."""
    return _from_sklearn("digits", "UCI Machine Learning Repository, through scikit-learn")


def iris() -> Dataset:
    """150 irises of three species, four lengths in centimetres."""
    return _from_sklearn("iris", "Fisher (1936), through scikit-learn")


def wine() -> Dataset:
    """178 wines of three growers, 13 chemical measures on very different scales."""
    return _from_sklearn("wine", "UCI Machine Learning Repository, through scikit-learn")


def mnist_5k() -> Dataset:
    """5,000 handwritten digits, 500 of each: X is images, uint8 (5000, 28, 28), 0 to 255."""
    with _file("mnist_5k.npz").open("rb") as file, np.load(file) as arrays:
        images, labels = arrays["images"], arrays["labels"].astype(np.intp)
    return Dataset("mnist_5k", images, labels, _pixel_names(), "LeCun, Cortes and Burges: MNIST")


def _pixel_names() -> tuple[str, ...]:
    return tuple(f"pixel_{row}_{column}" for row in range(28) for column in range(28))


def mnist(split: Literal["train", "test"] = "train") -> Dataset:
    """All of MNIST, 60,000 or 10,000 digits: `reference.mnist`, which may have to fetch it.

    Where it can't be had, the 5,000 shipped digits, and `source` says why.
    """
    return _fetched("mnist", split)


def fashion_mnist(split: Literal["train", "test"] = "train") -> Dataset:
    """60,000 or 10,000 pieces of clothing, images as MNIST's; where they can't be had, digits."""
    return _fetched("fashion_mnist", split)


def _fetched(name: str, split: Literal["train", "test"]) -> Dataset:
    from reference import mnist as fetcher  # network and checksums: only for who asks

    got = fetcher.load(name, split)
    return Dataset(got.name, got.images, got.labels, _pixel_names(), got.notice or got.source)


def names() -> tuple[str, ...]:
    """The names of what ships; `load` takes "mnist" and "fashion_mnist" too."""
    return tuple(maker.__name__ for maker in _makers())


def load(name: str, **options: Any) -> Dataset:
    """The data set of that name; the options are those of its function.

    Errors: ValueError, with a sentence, for a name or an option that there is not.
    """
    makers = {maker.__name__: maker for maker in (*_makers(), mnist, fashion_mnist)}
    if name not in makers:
        raise ValueError(f"There is no data set {name!r}: choose from {', '.join(makers)}.")
    maker = makers[name]
    known = inspect.signature(maker).parameters
    for option in options:
        if option not in known:
            choice = f"choose from {', '.join(known)}" if known else "it takes none"
            raise ValueError(f"{name} has no option {option!r}: {choice}.")
    return maker(**options)


def _makers() -> tuple[Callable[..., Dataset], ...]:
    made = (blobs, unequal, anisotropic, moons, circles)
    return (*made, old_faithful, iris, wine, digits, mnist_5k)


def _draw_blobs(
    n: int, spreads: tuple[float, ...], random: np.random.RandomState
) -> tuple[Numbers, Numbers]:
    """A centre a spread, uniform in [−10, 10]²; the first clusters take what does not divide."""
    k = len(spreads)
    if not 1 <= k <= n:
        raise ValueError(f"There must be from 1 to {n} clusters, one point each, not {k}.")
    centres = random.uniform(-10, 10, size=(k, 2))
    sizes = [n // k + (j < n % k) for j in range(k)]
    parts = [
        random.normal(loc=centre, scale=spread, size=(size, 2))
        for centre, spread, size in zip(centres, spreads, sizes, strict=True)
    ]
    return _shuffled(np.vstack(parts), np.repeat(np.arange(k), sizes), random)


def _noisy(
    rows: list[tuple[Numbers, Numbers]], noise: float, random: np.random.RandomState
) -> tuple[Numbers, Numbers]:
    sizes = [len(x) for x, _ in rows]
    if min(sizes) < 1:
        raise ValueError("There must be at least 2 points.")
    X = np.vstack([np.column_stack(row) for row in rows])
    X, labels = _shuffled(X, np.repeat(np.arange(len(rows)), sizes), random)
    return X + random.normal(scale=noise, size=X.shape), labels


def _shuffled(
    X: Numbers, labels: Numbers, random: np.random.RandomState
) -> tuple[Numbers, Numbers]:
    order = np.arange(len(X))
    random.shuffle(order)
    return X[order], labels[order]


def _from_sklearn(name: str, source: str) -> Dataset:
    from sklearn import datasets  # a second: only for who asks

    bunch = getattr(datasets, f"load_{name}")()
    return Dataset(name, bunch.data, bunch.target, tuple(bunch.feature_names), source)


def _file(name: str) -> Traversable:
    return resources.files("reference") / "data" / name
