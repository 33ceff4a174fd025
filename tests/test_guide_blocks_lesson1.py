"""The calls that the guide makes in activities 1.1 to 1.8, in its order, on its file and data.

They run as a learner's notebook would: one process, `import kmeans_examples`, nothing of ours
but the reference's folder on the path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reference import kmeans_examples

BLOCKS = {
    "1.1": """
        from kmeans_examples import compute_distortion
        X, truth = make_blobs(n_samples=300, centers=3, cluster_std=0.6, random_state=42)
        wild = compute_distortion(X, np.random.randn(3, 2), np.zeros(len(X)))
        centroids = np.array([[0, 0], [2, 2], [-2, -2]])
        fixed = compute_distortion(X, centroids, np.zeros(len(X)))
        print(f"{wild:.2f} {fixed:.2f}")
        assert fixed == np.sum(X**2) or abs(fixed - np.sum(X**2)) < 1e-9 * fixed
    """,
    "1.2": """
        from kmeans_examples import initialize_centroids
        for method in ("random", "kmeans++"):
            start = initialize_centroids(X, k=3, method=method)
            assert start.shape == (3, 2)
            print(start)
    """,
    "1.3": """
        from kmeans_examples import assign_clusters
        labels = assign_clusters(X, centroids)
        print(np.bincount(labels))
        assert np.bincount(labels).tolist() == [0, 200, 100]
    """,
    "1.4": """
        from kmeans_examples import update_centroids
        new_centroids = update_centroids(X, labels, k=3)
        assert np.isfinite(new_centroids).all()
        assert centroids.tolist() == [[0, 0], [2, 2], [-2, -2]]
        print(new_centroids)
    """,
    "1.5": """
        from kmeans_examples import kmeans
        centroids, labels, distortion_history = kmeans(X, k=3, max_iters=100, verbose=True)
        print(f"{distortion_history[-1]:.4f} {len(distortion_history)}")
    """,
    "1.6": """
        from kmeans_examples import best_of_n_runs
        best_centroids, best_labels, best_distortion = best_of_n_runs(X, k=3, n_runs=10)
        assert best_distortion <= distortion_history[-1] * (1 + 1e-12)
        print(f"{best_distortion:.4f}")
    """,
    "1.7": """
        from kmeans_examples import evaluate_clustering
        silhouette_avg, inertia, n_clusters = evaluate_clustering(X, best_labels, best_centroids)
        assert inertia == best_distortion
        print(f"{silhouette_avg:.4f} {inertia:.4f} {n_clusters}")
    """,
    "1.8": """
        from kmeans_examples import visualize_clustering, demonstrate_kmeans_concepts
        visualize_clustering(X, best_labels, best_centroids, "K-Means Clustering Results")
        demonstrate_kmeans_concepts()
    """,
}

PREPARATION = """
    import json, sys
    import numpy as np
    from sklearn.datasets import make_blobs
    np.random.seed(42)
"""

LAST = """
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score, silhouette_score
    model = KMeans(3, n_init=10, random_state=0).fit(X)
    print(json.dumps({
        "distortion": best_distortion, "their_distortion": model.inertia_,
        "silhouette": silhouette_avg, "their_silhouette": silhouette_score(X, model.labels_),
        "rand": adjusted_rand_score(best_labels, truth), "n_clusters": n_clusters,
    }))
"""


def dedented(block: str) -> str:
    lines = block.strip("\n").splitlines()
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[margin:] for line in lines)


@pytest.fixture(scope="module")
def done() -> subprocess.CompletedProcess[str]:
    program = "\n".join(map(dedented, [PREPARATION, *BLOCKS.values(), LAST]))
    folder = str(Path(kmeans_examples.__file__).parent)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "PYTHONPATH": folder, "COLUMNS": "80", "LINES": "24", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_blocks_run_in_order_without_a_warning(done):
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_picture_and_the_demonstration_are_shown(done):
    assert "K-Means Clustering Results" in done.stdout
    assert "two moons" in done.stdout


def test_the_results_are_those_of_scikit_learn(done):
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["distortion"] == pytest.approx(found["their_distortion"], rel=1e-10)
    assert found["silhouette"] == pytest.approx(found["their_silhouette"], rel=1e-10)
    assert (found["rand"], found["n_clusters"]) == (1.0, 3)
