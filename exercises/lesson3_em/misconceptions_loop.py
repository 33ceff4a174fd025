"""Wrong general loops (activity 3.3)."""

from __future__ import annotations

from exercises.lesson3_em import misconceptions_loop_bound as bound
from exercises.lesson3_em import misconceptions_loop_params as params
from exercises.lesson3_em import misconceptions_loop_results as results
from exercises.lesson3_em import misconceptions_loop_steps as steps

MISCONCEPTIONS = (
    *steps.MISCONCEPTIONS, *params.MISCONCEPTIONS, *results.MISCONCEPTIONS, *bound.MISCONCEPTIONS
)  # fmt: skip
