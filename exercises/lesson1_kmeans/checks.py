"""The checks of lesson 1 by function name, in the order of the activities."""

from __future__ import annotations

from exercises.kit.checks import Checks

CHECKS = Checks(
    "exercises.lesson1_kmeans",
    {
        "compute_distortion": "checks_objective:check",
        "initialize_centroids": "checks_start:check",
        "assign_clusters": "checks_assign:check",
        "update_centroids": "checks_update:check",
        "kmeans": "checks_loop:check",
        "best_of_n_runs": "checks_best:check",
        "evaluate_clustering": "checks_scores:check",
        "visualize_clustering": "checks_pictures:check",
        "demonstrate_kmeans_concepts": "checks_demonstration:check",
    },
)
