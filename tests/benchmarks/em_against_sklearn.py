"""How fast the reference's EM is beside scikit-learn's: `python em_against_sklearn.py`.

Both run on one thread, from the same start, for the same number of iterations. A row is the
median over pairs, run one after the other, so that a busy machine slows both. A ratio is
ours / scikit-learn's: below one is faster.
"""

# ruff: noqa: E402
from __future__ import annotations

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # read by the libraries when they are imported

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

sys.path.insert(0, str(Path(__file__).parents[2]))
from reference import em_mog_examples as ours

SIZES, FEATURES, COMPONENTS = (10_000, 100_000), (2, 16), (3, 16)
PRECISIONS = {
    "full": lambda k, d: np.tile(np.eye(d), (k, 1, 1)),
    "diag": lambda k, d: np.ones((k, d)),
    "spherical": lambda k, d: np.ones(k),
}


def data(n: int, d: int, k: int) -> np.ndarray:
    """k overlapping Gaussian clusters, each of its own shape."""
    generator = np.random.default_rng(n + d + k)
    centres = generator.uniform(-4, 4, size=(k, d)) / np.sqrt(d)
    shapes = np.eye(d) + 0.5 * generator.normal(size=(k, d, d)) / np.sqrt(d)
    which = generator.integers(k, size=n)
    return centres[which] + np.einsum("nde,ne->nd", shapes[which], generator.normal(size=(n, d)))


def seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def contest(n: int, d: int, k: int, kind: str, iterations: int, pairs: int) -> tuple[float, ...]:
    """Median ratio, the median milliseconds of each, and how far the log-likelihoods are apart."""
    X = data(n, d, k)
    start = (np.full(k, 1 / k), X[:k].copy(), np.tile(np.eye(d), (k, 1, 1)))
    model = GaussianMixture(
        k,
        covariance_type=kind,
        max_iter=iterations,
        tol=0,
        weights_init=start[0],
        means_init=start[1],
        precisions_init=PRECISIONS[kind](k, d),
    )

    def mine() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[float]]:
        return ours.em_mog(X, k, iterations, tol=0, init_params=start, covariance_type=kind)

    likelihood, done = mine()[4][-1], len(mine()[4])
    theirs = model.fit(X).score(X) * n
    assert done == model.n_iter_ == iterations, (done, model.n_iter_)
    timed = [(seconds(mine), seconds(lambda: model.fit(X))) for _ in range(pairs)]
    ratio = median(a / b for a, b in timed)
    return (
        ratio,
        *(1e3 * median(column) for column in zip(*timed, strict=True)),
        abs(likelihood / theirs - 1),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="largest n to run")
    parser.add_argument("--iterations", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--kinds", nargs="+", default=list(PRECISIONS), choices=PRECISIONS)
    options = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)
    print("load averages at the start:", *(f"{load:.2f}" for load in os.getloadavg()))
    for kind in options.kinds:
        print(f"{kind}\n        n   d   k   ratio    ours ms sklearn ms   log-likelihoods apart")
        ratios = []
        for n, d, k in product(SIZES, FEATURES, COMPONENTS):
            if n <= options.largest:
                row = contest(n, d, k, kind, options.iterations, options.pairs)
                ratios.append(row[0])
                figures = "{:7.2f} {:10.1f} {:10.1f}   {:.0e}".format(*row)
                print(f"{n:9d} {d:3d} {k:3d} {figures}", flush=True)
        print(f"median ratio, {kind}: {median(ratios):.2f}")
    print("load averages at the end:", *(f"{load:.2f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
