"""The checks of lesson 3 by function name, in the order of the activities."""

from __future__ import annotations

from exercises.kit.checks import Checks

PARTS = ("initialize", "e_step", "m_step", "elbo")
"""What each of the four mixtures gives to the general loop."""

_MODELS = {
    f"{model}_{part}": f"checks_{part}:{model}"
    for model in ("gmm", "bmm", "pmm", "exm")
    for part in PARTS
}

CHECKS = Checks(
    "exercises.lesson3_em",
    {
        "jensen_gap": "checks_jensen:check",
        "demonstrate_jensens_inequality": "checks_demonstrations:jensen",
        "kl_divergence": "checks_divergence:check",
        "variational_gap": "checks_gap:check",
        "demonstrate_kl_divergence": "checks_demonstrations:divergence",
        "general_em": "checks_loop:check",
        **_MODELS,
        "demonstrate_bmm_with_general_em": "checks_demonstrations:bernoulli",
        "elbo_decomposition": "checks_decomposition:check",
        "demonstrate_elbo_decomposition": "checks_demonstrations:decomposition",
    },
    allowed=("scipy.cluster",),  # a start may come from its k-means
)
