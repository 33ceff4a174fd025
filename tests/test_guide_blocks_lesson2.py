"""The calls that the guide makes in activities 2.1 to 2.7, in its order, on its file and data.

They run as a learner's notebook would: one process, `import em_mog_examples`, nothing of ours
but the reference's folder on the path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reference import em_mog_examples

BLOCKS = {
    "2.1": """
        from em_mog_examples import initialize_parameters
        phi, mu, Sigma = initialize_parameters(X, k=3, method='random')
        print(phi, mu.shape, Sigma.shape)
        assert (phi.shape, mu.shape, Sigma.shape) == ((3,), (3, 2), (3, 2, 2))
    """,
    "2.2": """
        from em_mog_examples import e_step
        w = e_step(X, phi, mu, Sigma)
        print(w.shape, w[0].sum())
        assert w.shape == (300, 3) and np.allclose(w.sum(axis=1), 1, rtol=0, atol=1e-14)
    """,
    "2.3": """
        from em_mog_examples import m_step, log_likelihood
        new_phi, new_mu, new_Sigma = m_step(X, w)
        assert np.allclose(new_phi, w.mean(axis=0))
        before = log_likelihood(X, phi, mu, Sigma)
        assert log_likelihood(X, new_phi, new_mu, new_Sigma) > before
        print(new_phi, new_mu)
    """,
    "2.4": """
        from em_mog_examples import em_mog
        phi, mu, Sigma, w, log_likelihoods = em_mog(X, k=3, max_iters=100, verbose=True)
        assert all(b > a - 1e-6 for a, b in zip(log_likelihoods, log_likelihoods[1:]))
        print(f"{log_likelihoods[-1]:.4f} {len(log_likelihoods)}")
    """,
    "2.5": """
        from em_mog_examples import assign_clusters, compare_with_kmeans
        hard_labels = assign_clusters(w)
        comparison_results = compare_with_kmeans(X, k=3)
        assert len(comparison_results) == 13
        print(comparison_results)
    """,
    "2.6": """
        from em_mog_examples import evaluate_gmm, visualize_gmm
        silhouette_avg, likelihood, bic = evaluate_gmm(X, w, phi, mu, Sigma)
        assert abs(likelihood - log_likelihoods[-1]) < 1e-6
        print(f"{silhouette_avg:.4f} {likelihood:.4f} {bic:.4f}")
        visualize_gmm(X, w, phi, mu, Sigma, "GMM Clustering Results")
    """,
    "2.7": """
        from em_mog_examples import demonstrate_convergence
        demonstrate_convergence()
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
    from sklearn.metrics import adjusted_rand_score, silhouette_score
    from sklearn.mixture import GaussianMixture
    model = GaussianMixture(3, tol=1e-9, max_iter=500, random_state=0).fit(X)
    print(json.dumps({
        "likelihood": likelihood, "their_likelihood": model.score(X) * 300,
        "bic": bic, "their_bic": model.bic(X),
        "silhouette": silhouette_avg, "their_silhouette": silhouette_score(X, model.predict(X)),
        "rand": adjusted_rand_score(hard_labels, truth),
        "different": len(comparison_results["different_points"]),
    }))
"""


def dedented(block: str) -> str:
    lines = block.strip("\n").splitlines()
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[margin:] for line in lines)


@pytest.fixture(scope="module")
def done() -> subprocess.CompletedProcess[str]:
    program = "\n".join(map(dedented, [PREPARATION, *BLOCKS.values(), LAST]))
    folder = str(Path(em_mog_examples.__file__).parent)
    plain = {"COLUMNS": "80", "LINES": "24", "NO_COLOR": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "PYTHONPATH": folder, **plain},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_blocks_run_in_order_without_a_warning(done):
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_picture_and_the_demonstration_are_shown(done):
    assert "GMM Clustering Results" in done.stdout
    assert "nats apart" in done.stdout


def test_the_results_are_those_of_scikit_learn(done):
    found = json.loads(done.stdout.splitlines()[-1])
    for name in ("likelihood", "bic", "silhouette"):
        assert found[name] == pytest.approx(found[f"their_{name}"], rel=1e-6)
    assert (found["rand"], found["different"]) == (1.0, 0)
