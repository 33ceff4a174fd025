"""Wrong log densities of the four mixtures: what goes wrong in an E-step and in an ELBO alike."""

from __future__ import annotations

from collections.abc import Mapping

from exercises.lesson3_em.densities_bernoulli import BMM
from exercises.lesson3_em.densities_counts import EXM, PMM
from exercises.lesson3_em.densities_gaussian import GMM
from exercises.lesson3_em.wrong_density import WrongDensity

WRONG_DENSITIES: Mapping[str, tuple[WrongDensity, ...]] = {
    "gmm": GMM,
    "bmm": BMM,
    "pmm": PMM,
    "exm": EXM,
}
