"""The checks of the demonstrations of 4.1 and 4.2."""

from __future__ import annotations

from exercises.kit.case import Check
from exercises.kit.demonstration import demonstration
from exercises.lesson4_vae.misconceptions_demonstrations import wrong_ways
from reference import variational_auto_encoder_examples as reference

SECONDS = 60.0
"""A demonstration may try all digits, or train a little."""


def objective() -> Check:
    """How `demonstrate_vae_objective` is checked."""
    return demonstration(reference.demonstrate_vae_objective, wrong_ways("objective"), SECONDS)


def reparameterization() -> Check:
    """How `demonstrate_reparameterization` is checked."""
    wrong = wrong_ways("reparameterization")
    return demonstration(reference.demonstrate_reparameterization, wrong, SECONDS)
