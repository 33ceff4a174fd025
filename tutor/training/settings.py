"""What a training is to be: chosen by the learner, sent to the process as plain data.

Nothing here imports more than the standard library.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MODULE = "variational_auto_encoder_examples"
"""The exercise file that has `train_vae`."""

DATA = {
    "digits": "the 5,000 shipped digits",
    "mnist": "MNIST, 60,000 digits",
    "fashion_mnist": "Fashion-MNIST, 60,000 pieces of clothing",
}
"""The data sets by name; the last two may have to be fetched first."""

CODES = {"yours": "your own code", "reference": "the reference"}
"""Whose `train_vae` runs. Yours gives way to the reference where a part is not written yet."""

BATCH_SIZE = 128
MOST_EPOCHS, MOST_LATENTS, MOST_WIDTH, MOST_BETA = 1000, 512, 8192, 1000.0


class WrongSettings(ValueError):
    """A setting is out of its range; the sentence says which range."""


@dataclass(frozen=True)
class Settings:
    """Arguments of `train_vae`, and where its images and its code come from.

    `width` is None where the code is to choose. `is_resumed`: the first model that is built gets
    the weights that were saved last, and `epochs` counts from the first beginning.
    """

    epochs: int = 10
    latent: int = 2
    beta: float = 1.0
    width: int | None = None
    data: str = "digits"
    code: str = "yours"
    seed: int = 0
    is_resumed: bool = False

    def checked(self) -> Settings:
        """Itself.

        Raises:
            WrongSettings: a value is out of its range.
        """
        _within("epochs", self.epochs, 1, MOST_EPOCHS)
        _within("The latent size", self.latent, 1, MOST_LATENTS)
        _within("β", self.beta, 0, MOST_BETA)
        if self.width is not None:
            _within("The width", self.width, 1, MOST_WIDTH)
        if self.data not in DATA or self.code not in CODES:
            raise WrongSettings(f"There is no {self.data!r} by {self.code!r}.")
        return self

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Settings:
        """The inverse of `to_dict`; raises as `checked` does."""
        return Settings(**data).checked()


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # NaN is not within either
        text = f"{name} must be from {low:g} to {high:g}, not {value:g}."
        raise WrongSettings(text[:1].upper() + text[1:])
