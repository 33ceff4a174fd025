"""How fast the reference's Bernoulli mixture is: `python bernoulli_mixture.py`.

Beside it runs the loop over the components that learners write: whole arrays, one component at a
time, its densities by x·log θ + (1 − x)·log(1 − θ). Both run on one thread. A row is the median
over pairs, run one after the other, so that a busy machine slows both. A ratio is ours / the
loop's: below one is faster; a whole iteration is to stay at or below 0.06.
"""

# ruff: noqa: E402
from __future__ import annotations

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # read by the libraries when they are imported

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))
from reference import general_em_examples as ours

Params = tuple[np.ndarray, np.ndarray]
DTYPES = {"float64": np.float64, "uint8": np.uint8, "bool": np.bool_}


def loop_log_joint(X: np.ndarray, params: Params) -> np.ndarray:
    columns = [
        np.log(weight) + np.sum(X * np.log(theta) + (1 - X) * np.log(1 - theta), axis=1)
        for weight, theta in zip(*params, strict=True)
    ]
    return np.stack(columns, axis=1)


def loop_e_step(X: np.ndarray, params: Params) -> np.ndarray:
    scores = loop_log_joint(X, params)
    Q = np.exp(scores - scores.max(axis=1, keepdims=True))
    return Q / Q.sum(axis=1, keepdims=True)


def loop_m_step(X: np.ndarray, Q: np.ndarray) -> Params:
    N = Q.sum(axis=0)
    theta = np.stack([(Q[:, j, None] * X).sum(axis=0) / N[j] for j in range(len(N))])
    return N / len(X), np.clip(theta, 1e-7, 1 - 1e-7)


def loop_elbo(X: np.ndarray, params: Params, Q: np.ndarray) -> float:
    entropy = -np.sum(Q * np.log(np.where(Q > 0, Q, 1)))
    return float(np.sum(Q * loop_log_joint(X, params)) + entropy)


def data(n: int, d: int, k: int) -> np.ndarray:
    """Zeros and ones from k true prototypes."""
    generator = np.random.default_rng(n + d)
    theta = generator.beta(0.4, 0.8, size=(k, d))
    return (generator.random((n, d)) < theta[generator.integers(k, size=n)]).astype(np.float64)


def milliseconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return 1e3 * (time.perf_counter() - start)


def compared(
    mine: Callable[[], object], theirs: Callable[[], object], pairs: int
) -> tuple[float, float, float]:
    """Median ratio, and the median milliseconds of each."""
    mine(), theirs()  # the first call pays for page faults
    timed = [(milliseconds(mine), milliseconds(theirs)) for _ in range(pairs)]
    ratio = median(a / b for a, b in timed)
    return ratio, median(a for a, _ in timed), median(b for _, b in timed)


def steps(X: np.ndarray, given: np.ndarray, params: Params, Q: np.ndarray) -> dict[str, tuple]:
    """Ours on the data as given, the loop's on floats: it is no faster on anything else."""
    model = (ours.bmm_e_step, ours.bmm_m_step, ours.bmm_elbo)
    loop = (loop_e_step, loop_m_step, loop_elbo)
    return {
        "E-step": (lambda: model[0](given, params), lambda: loop[0](X, params)),
        "M-step": (lambda: model[1](given, Q), lambda: loop[1](X, Q)),
        "ELBO": (lambda: model[2](given, params, Q), lambda: loop[2](X, params, Q)),
        "iteration": (
            lambda: ours.general_em(given, params, *model, max_iters=1),
            lambda: ours.general_em(X, params, *loop, max_iters=1),
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--shape", type=int, nargs=3, default=(5_000, 784, 10))
    options = parser.parse_args()
    n, d, k = options.shape
    print("load averages at the start:", *(f"{load:.2f}" for load in os.getloadavg()))
    X = data(n, d, k)
    params = ours.bmm_initialize(X, k, rng=0)
    Q = ours.bmm_e_step(X, params)
    apart = np.abs(Q - loop_e_step(X, params)).max()
    print(f"n = {n}, d = {d}, k = {k}; Q is at most {apart:.1e} from the loop's")
    print("data     part        ratio   ours ms   loop ms")
    for name, dtype in DTYPES.items():
        for part, (mine, theirs) in steps(X, X.astype(dtype), params, Q).items():
            row = compared(mine, theirs, options.pairs)
            print("{:8} {:10} {:6.3f} {:9.2f} {:9.2f}".format(name, part, *row), flush=True)
    print("load averages at the end:", *(f"{load:.2f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
