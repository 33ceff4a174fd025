"""The check of activity 1.8's demonstration."""

from __future__ import annotations

from exercises.kit.case import Check
from exercises.kit.demonstration import demonstration
from exercises.lesson1_kmeans.misconceptions_demonstration import DEMONSTRATE
from reference import kmeans_examples as reference


def check() -> Check:
    """How `demonstrate_kmeans_concepts` is checked."""
    return demonstration(reference.demonstrate_kmeans_concepts, DEMONSTRATE)
