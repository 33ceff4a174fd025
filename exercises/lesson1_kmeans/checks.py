"""The checks of lesson 1 by function name, in the order of the activities."""

from __future__ import annotations

from collections.abc import Mapping

from exercises.kit.case import Check
from exercises.lesson1_kmeans import (
    checks_assign,
    checks_best,
    checks_loop,
    checks_objective,
    checks_pictures,
    checks_scores,
    checks_start,
    checks_update,
)

_ALL = (
    checks_objective.check(),
    checks_start.check(),
    checks_assign.check(),
    checks_update.check(),
    checks_loop.check(),
    checks_best.check(),
    checks_scores.check(),
    checks_pictures.visualize_check(),
    checks_pictures.demonstrate_check(),
)

CHECKS: Mapping[str, Check] = {check.function: check for check in _ALL}
