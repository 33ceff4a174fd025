"""The check of activity 2.7's demonstration."""

from __future__ import annotations

from exercises.kit.case import Check
from exercises.kit.demonstration import demonstration
from exercises.lesson2_gmm.misconceptions_demonstration import MISCONCEPTIONS
from reference import em_mog_examples as reference


def check() -> Check:
    """How `demonstrate_convergence` is checked."""
    return demonstration(reference.demonstrate_convergence, MISCONCEPTIONS)
