"""The data that lesson 3 shows and asks about, where its runs start, and what is measured."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference import datasets
from reference import general_em_examples as reference

Numbers = NDArray[Any]
Params = tuple[Numbers, ...]

JOINT = np.array([0.3, 0.1])
"""p(x, z = 0) and p(x, z = 1) of the one point that the texts work out by hand."""
SHAPE = (8, 8)
"""Rows and columns of a digit."""


def geyser() -> Numbers:
    """Old Faithful (272, 2), each feature with mean 0 and standard deviation 1."""
    X = datasets.old_faithful().X
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


def geyser_start() -> Params:
    """Two Gaussians for `geyser`, on the wrong diagonal: the start of PRML's figure 9.8."""
    phi, mu = np.full(2, 0.5), np.array([[-1.5, 1.0], [1.5, -1.0]])
    return phi, mu, np.stack([0.5 * np.eye(2)] * 2)


def digits() -> tuple[Numbers, Numbers]:
    """The digits, ink 0 to 16 (1797, 64), and which they are (1797,).

    scikit-learn's file is read without importing scikit-learn: that would take a second.
    """
    found = importlib.util.find_spec("sklearn")
    path = Path(str(found and found.origin)).parent / "datasets" / "data" / "digits.csv.gz"
    if not path.is_file():
        whole = datasets.digits()
        assert whole.labels is not None
        return whole.X, whole.labels
    table = np.loadtxt(path, delimiter=",", encoding="ascii")
    return table[:, :-1], table[:, -1].astype(int)


def bits() -> Numbers:
    """The digits (1797, 64), a pixel 1 where it has more than half of the most ink, else 0."""
    return np.asarray(digits()[0] > 8, dtype=float)


def bits_start(k: int = 10) -> Params:
    """k Bernoulli components that are nearly alike: every probability from 0.45 to 0.55."""
    theta = np.random.default_rng(0).uniform(0.45, 0.55, (k, 64))
    return np.full(k, 1 / k), theta


def counts() -> Numbers:
    """300 counts (300, 1) from two Poisson distributions, rates 2 and 9, weights 0.6 and 0.4."""
    generator = np.random.default_rng(0)
    is_busy = generator.random(300) < 0.4
    return np.asarray(generator.poisson(np.where(is_busy, 9.0, 2.0))[:, None])


def counts_start() -> Params:
    """Two Poisson components: half of the mean count and one and a half of it."""
    mean = counts().mean()
    return np.full(2, 0.5), np.array([[0.5 * mean], [1.5 * mean]])


def durations() -> Numbers:
    """400 durations (400, 1) in minutes, exponential with means 1 and 10, half of them each."""
    generator = np.random.default_rng(0)
    is_slow = generator.random(400) < 0.5
    return np.asarray(generator.exponential(np.where(is_slow, 10.0, 1.0))[:, None])


def durations_start() -> Params:
    """Two exponential components, their means half and one and a half of the mean duration."""
    mean = durations().mean()
    return np.full(2, 0.5), 1 / np.array([[0.5 * mean], [1.5 * mean]])


def as_arrays(params: Any) -> Params:
    """The parts of params as arrays of floats: from a learner they may come as lists."""
    return tuple(np.asarray(part, dtype=float) for part in params)


def gaussian_log_joint(X: Numbers, params: Params) -> Numbers:
    """log φⱼ + log N(xᵢ | μⱼ, Σⱼ) (n, k), by an eigendecomposition of each covariance."""
    columns = []
    for phi, mean, cov in zip(*params, strict=True):
        values, vectors = np.linalg.eigh(np.asarray(cov, dtype=float))
        z = (X - mean) @ vectors / np.sqrt(values)
        scale = np.log(2 * np.pi * values).sum()
        columns.append(np.log(phi) - 0.5 * (np.square(z).sum(axis=1) + scale))
    return np.stack(columns, axis=1)


def log_evidence(log_joint: Numbers) -> float:
    """log p(X) = Σᵢ log Σⱼ exp(log_joint[i, j])."""
    top = log_joint.max(axis=1, keepdims=True)
    return float(np.sum(top[:, 0] + np.log(np.exp(log_joint - top).sum(axis=1))))


def fitted_geyser() -> tuple[Params, Numbers]:
    """The two Gaussians that EM finds from `geyser_start`, and the log joint (272, 2)."""
    X = geyser()
    params = reference.general_em(
        X, geyser_start(), reference.gmm_e_step, reference.gmm_m_step, reference.gmm_elbo, tol=1e-12
    )[0]
    return params, gaussian_log_joint(X, params)


def hard(Q: Numbers) -> Numbers:
    """Q with each row put wholly on its largest entry (the first, of equal ones)."""
    return np.asarray(np.eye(Q.shape[1])[Q.argmax(axis=1)])


def purity(Q: Numbers, labels: Numbers) -> float:
    """The share of points whose component has their label as its most frequent one."""
    found = Q.argmax(axis=1)
    agree = [np.bincount(labels[found == j]).max() for j in np.unique(found)]
    return float(np.sum(agree) / len(labels))
