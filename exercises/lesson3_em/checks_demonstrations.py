"""The checks of the lesson's four demonstrations."""

from __future__ import annotations

from exercises.kit.case import Check
from exercises.kit.demonstration import demonstration
from exercises.lesson3_em.misconceptions_demonstrations import misconceptions
from reference import general_em_examples as reference


def jensen() -> Check:
    """How `demonstrate_jensens_inequality` is checked."""
    return _check("demonstrate_jensens_inequality")


def divergence() -> Check:
    """How `demonstrate_kl_divergence` is checked."""
    return _check("demonstrate_kl_divergence")


def bernoulli() -> Check:
    """How `demonstrate_bmm_with_general_em` is checked."""
    return _check("demonstrate_bmm_with_general_em")


def decomposition() -> Check:
    """How `demonstrate_elbo_decomposition` is checked."""
    return _check("demonstrate_elbo_decomposition")


def _check(function: str) -> Check:
    return demonstration(getattr(reference, function), misconceptions(function))
