"""The checks of lesson 4 by function name, in the order of the activities."""

from __future__ import annotations

from exercises.kit.checks import Checks
from exercises.lesson4_vae import probes


class _Checks(Checks):
    @property
    def probes_text(self) -> str:
        """The text of the probes, which lie in several files."""
        return probes.text()


CHECKS = _Checks(
    "exercises.lesson4_vae",
    {
        "kl_to_standard_normal": "checks_divergence:check",
        "vae_loss_function": "checks_loss:check",
        "demonstrate_vae_objective": "checks_demonstrations:objective",
        "reparameterize": "checks_sample:check",
        "demonstrate_reparameterization": "checks_demonstrations:reparameterization",
        "build_encoder": "checks_networks:encoder",
        "build_decoder": "checks_networks:decoder",
        "VAE": "checks_vae:check",
        "train_vae": "checks_training:check",
        "analyze_latent_space": "checks_latents:check",
        "generate_images": "checks_images:generation",
        "reconstruct_images": "checks_images:reconstruction",
    },
    tensors=True,
)
