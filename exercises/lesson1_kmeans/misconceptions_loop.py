"""Wrong ways to run k-means (activity 1.5)."""

from __future__ import annotations

from exercises.lesson1_kmeans import misconceptions_loop_results as results
from exercises.lesson1_kmeans import misconceptions_loop_steps as steps

MISCONCEPTIONS = (*results.MISCONCEPTIONS, *steps.MISCONCEPTIONS)
