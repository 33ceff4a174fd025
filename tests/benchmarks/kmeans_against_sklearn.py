"""How fast the reference k-means is beside scikit-learn's: `python kmeans_against_sklearn.py`.

Both run on one thread, from the same start, for the same number of Lloyd iterations. A row is
the median over pairs, run one after the other, so that a busy machine slows both. A ratio is
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
from pathlib import Path
from statistics import median

import numpy as np
from sklearn.cluster import KMeans, kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning

sys.path.insert(0, str(Path(__file__).parents[2]))
from reference import kmeans_examples as ours

SIZES = (300, 10_000, 100_000, 1_000_000)
SHAPES = ((2, 3), (16, 8), (64, 64))
LARGEST_AT_64 = 100_000


def data(n: int, d: int, k: int) -> np.ndarray:
    """k overlapping round clusters, so that Lloyd's algorithm has something to do."""
    generator = np.random.default_rng(n + d)
    centres = generator.uniform(-2, 2, size=(k, d))
    return centres[generator.integers(k, size=n)] + generator.normal(size=(n, d))


def seconds(task: Callable[[], object], repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        task()
    return (time.perf_counter() - start) / repeats


def ratio(
    mine: Callable[[], object], theirs: Callable[[], object], pairs: int
) -> tuple[float, ...]:
    """Median ratio, and the median milliseconds of each."""
    mine(), theirs()  # the first call pays for imports and page faults
    repeats = max(1, int(0.02 / seconds(theirs, 1)))
    timed = [(seconds(mine, repeats), seconds(theirs, repeats)) for _ in range(pairs)]
    return median(a / b for a, b in timed), *(
        1e3 * median(column) for column in zip(*timed, strict=True)
    )


def lloyd(X: np.ndarray, k: int, iterations: int, pairs: int) -> tuple[float, ...]:
    start = X[np.random.default_rng(1).choice(len(X), k, replace=False)]
    settled = len(ours.kmeans(X, k, max_iters=iterations, tol=0, init=start)[2])
    model = KMeans(k, init=start, n_init=1, max_iter=settled, tol=0, algorithm="lloyd")
    labels = ours.kmeans(X, k, max_iters=settled, tol=0, init=start)[1]
    disagreeing = np.count_nonzero(labels != model.fit(X).labels_)
    if disagreeing:
        print(f"    {disagreeing} labels differ from scikit-learn's")
    return ratio(
        lambda: ours.kmeans(X, k, max_iters=settled, tol=0, init=start),
        lambda: model.fit(X),
        pairs,
    )


def seeding(X: np.ndarray, k: int, pairs: int) -> tuple[float, ...]:
    """Ours draws one candidate a step; scikit-learn draws 2 + log k and keeps the best."""
    return ratio(
        lambda: ours.initialize_centroids(X, k, rng=0),
        lambda: kmeans_plusplus(X, k, random_state=0),
        pairs,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="largest n to run")
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--pairs", type=int, default=7)
    options = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)
    print("load averages at the start:", *(f"{load:.2f}" for load in os.getloadavg()))
    print("                            Lloyd                  |        k-means++")
    print("        n   d   k   ratio    ours ms sklearn ms     |   ratio    ours ms sklearn ms")
    for n in (size for size in SIZES if size <= options.largest):
        for d, k in SHAPES:
            if d == 64 and n > LARGEST_AT_64:
                continue
            X = data(n, d, k)
            one = lloyd(X, k, options.iterations, options.pairs)
            two = seeding(X, k, options.pairs)
            figures = " | ".join("{:7.2f} {:10.2f} {:10.2f}    ".format(*row) for row in (one, two))
            print(f"{n:9d} {d:3d} {k:3d} {figures}", flush=True)
    print("load averages at the end:", *(f"{load:.2f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
