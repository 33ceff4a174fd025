"""The calls that the guide makes in activities 3.1 to 3.5, in its order, on lesson 1's data.

They run as a learner's notebook would: one process, `import general_em_examples`, nothing of ours
but the reference's folder on the path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reference import general_em_examples

BLOCKS = {
    "3.1": """
        from general_em_examples import demonstrate_jensens_inequality
        demonstrate_jensens_inequality()
    """,
    "3.2": """
        from general_em_examples import demonstrate_kl_divergence
        demonstrate_kl_divergence()
    """,
    "3.3": """
        from general_em_examples import general_em
        from general_em_examples import gmm_initialize, gmm_e_step, gmm_m_step, gmm_elbo
        init_params = gmm_initialize(X, k=3)
        params, Q, elbos, n_iters = general_em(
            X, init_params, gmm_e_step, gmm_m_step, gmm_elbo, verbose=True
        )
        print(f"{n_iters} iterations, {elbos[-1]:.4f}")
        assert Q.shape == (300, 3)
        assert len(elbos) == n_iters
        assert all(b >= a - 1e-9 * abs(b) for a, b in zip(elbos, elbos[1:]))
    """,
    "3.4": """
        from general_em_examples import demonstrate_bmm_with_general_em
        demonstrate_bmm_with_general_em()
    """,
    "3.5": """
        from general_em_examples import demonstrate_elbo_decomposition
        demonstrate_elbo_decomposition()
    """,
}

PREPARATION = """
    import json
    import numpy as np
    from sklearn.datasets import make_blobs
    np.random.seed(42)
    X, truth = make_blobs(n_samples=300, centers=3, cluster_std=0.6, random_state=42)
"""

LAST = """
    import runpy, general_em_examples
    runpy.run_path(general_em_examples.__file__, run_name="__main__")
    starts = (gmm_initialize(X, 3, rng=seed) for seed in range(5))
    steps = (gmm_e_step, gmm_m_step, gmm_elbo)
    params, Q, elbos, _ = max((general_em(X, s, *steps) for s in starts), key=lambda r: r[2][-1])
    overlaps = np.array([np.bincount(truth, weights=q, minlength=3) for q in Q.T])
    from sklearn.mixture import GaussianMixture
    model = GaussianMixture(3, tol=1e-9, random_state=0).fit(X)
    print(json.dumps({
        "elbo": elbos[-1], "their_log_likelihood": 300 * model.score(X),
        "overlaps": sorted(overlaps.max(axis=1).round(2)),
    }))
"""


def dedented(block: str) -> str:
    lines = block.strip("\n").splitlines()
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[margin:] for line in lines)


@pytest.fixture(scope="module")
def done() -> subprocess.CompletedProcess[str]:
    program = "\n".join(map(dedented, [PREPARATION, *BLOCKS.values(), LAST]))
    folder = str(Path(general_em_examples.__file__).parent)
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    plain = {"PYTHONPATH": folder, "COLUMNS": "80", "LINES": "24", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, **one_thread, **plain},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_blocks_run_in_order_without_a_warning(done):
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "the ELBO is largest at q = 0.75",
        "KL = inf where p is 0 and q is not",
        "iteration   2: ELBO -",
        "Each picture is a theta",
        "step  E[log joint]   entropy       ELBO   log-likelihood       KL",
    ],
)
def test_each_activity_shows_what_it_is_about(done, sentence):
    assert sentence in done.stdout


def test_the_file_runs_its_demonstrations(done):
    assert done.stdout.count("the ELBO is largest at q = 0.75") == 2
    assert done.stdout.count("KL = inf where p is 0 and q is not") == 2


def test_the_best_fit_is_that_of_scikit_learn(done):
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["elbo"] == pytest.approx(found["their_log_likelihood"], rel=1e-6)
    assert found["overlaps"] == pytest.approx([100, 100, 100], abs=0.5)
