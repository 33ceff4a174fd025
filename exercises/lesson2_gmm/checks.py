"""The checks of lesson 2 by function name, in the order of the activities."""

from __future__ import annotations

from exercises.kit.checks import Checks

CHECKS = Checks(
    "exercises.lesson2_gmm",
    {
        "initialize_parameters": "checks_start:check",
        "gaussian_log_density": "checks_density:check",
        "e_step": "checks_e_step:check",
        "log_likelihood": "checks_likelihood:check",
        "m_step": "checks_m_step:check",
        "em_mog": "checks_loop:check",
        "assign_clusters": "checks_assign:check",
        "compare_with_kmeans": "checks_compare:check",
        "evaluate_gmm": "checks_scores:check",
        "visualize_gmm": "checks_pictures:check",
        "demonstrate_convergence": "checks_demonstration:check",
    },
    allowed=("scipy.cluster",),  # a start may come from its k-means
)
