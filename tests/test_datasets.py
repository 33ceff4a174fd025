"""The data sets: the very numbers of scikit-learn, the files that ship, and `load`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sklearn.datasets

from reference import datasets

ROOT = Path(datasets.__file__).parents[1]


def same(mine: datasets.Dataset, theirs: tuple[np.ndarray, np.ndarray]) -> bool:
    return np.array_equal(mine.X, theirs[0]) and np.array_equal(mine.labels, theirs[1])


def test_blobs_are_those_of_the_guide():
    X, labels = sklearn.datasets.make_blobs(
        n_samples=300, centers=3, cluster_std=0.6, random_state=42
    )
    assert same(datasets.blobs(), (X, labels))


@pytest.mark.parametrize("seed", [0, 1, 2**31])
@pytest.mark.parametrize("n", [2, 7, 100, 301])
def test_drawn_sets_are_those_of_scikit_learn(n, seed):
    k = min(n, 4)
    theirs = sklearn.datasets
    assert same(
        datasets.blobs(n, k, 1.5, seed),
        theirs.make_blobs(n, centers=k, cluster_std=1.5, random_state=seed),
    )
    assert same(
        datasets.unequal(n, (1.0, 2.5), seed),
        theirs.make_blobs(n, centers=2, cluster_std=[1.0, 2.5], random_state=seed),
    )
    assert same(datasets.moons(n, 0.1, seed), theirs.make_moons(n, noise=0.1, random_state=seed))
    assert same(
        datasets.circles(n, 0.1, 0.3, seed),
        theirs.make_circles(n, noise=0.1, factor=0.3, random_state=seed),
    )


@pytest.mark.parametrize("name", datasets.names())
def test_every_set_is_sound(name):
    data = datasets.load(name)
    assert data.name == name
    assert len(data.source) > 5
    assert len(data.feature_names) == np.prod(data.X.shape[1:])
    assert np.isfinite(data.X).all()
    if data.labels is not None:
        assert data.labels.shape == (len(data.X),)
        assert data.labels.dtype.kind == "i"
        assert set(data.labels) == set(range(data.labels.max() + 1))


@pytest.mark.parametrize("name", datasets.names())
def test_a_set_is_the_same_each_time_and_nobody_elses(name):
    np.random.seed(1)
    first = datasets.load(name)
    kept = first.X.copy()
    first.X[:] = 0
    np.random.seed(2)
    assert np.array_equal(datasets.load(name).X, kept)


def test_drawing_leaves_the_global_generator_alone():
    np.random.seed(3)
    expected = np.random.rand()
    np.random.seed(3)
    datasets.blobs()
    assert np.random.rand() == expected


def test_another_seed_gives_other_numbers():
    for name in ("blobs", "unequal", "anisotropic", "moons", "circles"):
        assert not np.array_equal(datasets.load(name, seed=1).X, datasets.load(name, seed=2).X)


def test_old_faithful():
    data = datasets.old_faithful()
    assert data.X.shape == (272, 2)
    assert data.feature_names == ("eruptions", "waiting")
    assert data.X[0].tolist() == [3.6, 79.0]
    assert data.X.mean(axis=0) == pytest.approx([3.487783, 70.897059], abs=1e-6)


def test_digits():
    data = datasets.digits()
    assert data.X.shape == (1797, 64)
    assert (data.X.min(), data.X.max()) == (0, 16)


def test_mnist_5k():
    data = datasets.mnist_5k()
    assert data.X.shape == (5000, 28, 28)
    assert data.X.dtype == np.uint8
    assert np.bincount(data.labels).tolist() == [500] * 10
    assert data.X.max() == 255


def test_anisotropic_clusters_are_longer_than_wide():
    data = datasets.anisotropic()
    for label in range(3):
        short, long = np.linalg.eigvalsh(np.cov(data.X[data.labels == label].T))
        assert long > 5 * short


def test_load_hands_the_options_on():
    assert datasets.load("blobs", n=40, k=5).X.shape == (40, 2)
    assert datasets.load("moons", noise=0.0).X.max() == pytest.approx(2)


BAD = {
    "no such set": lambda: datasets.load("blob"),
    "a private name": lambda: datasets.load("_makers"),
    "no such option": lambda: datasets.load("moons", spread=1),
    "a set without options": lambda: datasets.load("iris", n=3),
    "no cluster": lambda: datasets.load("blobs", k=0),
    "more clusters than points": lambda: datasets.load("blobs", n=3, k=4),
    "one moon": lambda: datasets.load("moons", n=1),
    "outer ring inside": lambda: datasets.load("circles", factor=1.0),
}


@pytest.mark.parametrize("what", BAD)
def test_a_wrong_wish_is_a_value_error_with_a_sentence(what):
    with pytest.raises(ValueError, match=r"^\w.* .*\.$"):
        BAD[what]()


def test_drawn_sets_and_files_are_read_without_scikit_learn():
    program = (
        "import sys; from reference import datasets\n"
        "for name in ('blobs', 'unequal', 'anisotropic', 'moons', 'circles', 'old_faithful'):\n"
        "    datasets.load(name)\n"
        "assert not {'sklearn', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, cwd=ROOT)


def test_origin_and_licence_of_every_file_are_named():
    folder = ROOT / "reference" / "data"
    text = (folder / "README.md").read_text(encoding="utf-8")
    for file in folder.iterdir():
        assert file.name == "README.md" or f"`{file.name}`" in text
    assert "CC BY-SA 3.0" in text
