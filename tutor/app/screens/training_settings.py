"""The settings of a training as rows of choices, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tutor.app.widgets.choices import Choice, choice
from tutor.training.offer import Resumable
from tutor.training.settings import CODES, DATA, Settings

EPOCHS = (1, 2, 5, 10, 20, 50, 100)
LATENTS = (1, 2, 3, 5, 10, 20, 50, 100)
BETAS = (0.0, 0.1, 0.5, 1.0, 2.0, 4.0, 8.0)
WIDTHS = (50, 100, 200, 400, 800)
RESUMED = "is_resumed"


def rows(now: Settings, resumable: Resumable | None, *, takes_width: bool) -> Iterator[Choice]:
    """What can be chosen, standing at `now`; the width where `train_vae` takes one."""
    if resumable:
        texts = ("anew", f"go on from epoch {resumable[0].epochs}")
        yield choice(RESUMED, "begin", (False, True), texts, False)
    yield _numbers("epochs", "epochs", EPOCHS, now.epochs)
    yield _numbers("latent", "latent size", LATENTS, now.latent)
    yield _numbers("beta", "β", BETAS, now.beta)
    if takes_width:
        names = ("as train_vae has it", *(str(n) for n in WIDTHS))
        yield choice("width", "width", (None, *WIDTHS), names, now.width)
    yield choice("data", "images", tuple(DATA), tuple(DATA.values()), now.data)
    yield choice("code", "code", tuple(CODES), tuple(CODES.values()), now.code)


def _numbers(name: str, label: str, values: Sequence[float], now: float) -> Choice:
    """Numbers in their order, that of an earlier training among them."""
    found = sorted({*values, now})
    return choice(name, label, found, [f"{value:g}" for value in found], now)


def goes_on(chosen_rows: Sequence[Choice]) -> bool:
    """Whether the rows say that saved weights are to go on."""
    return any(row.name == RESUMED and row.value for row in chosen_rows)


def chosen(chosen_rows: Sequence[Choice], resumable: Resumable | None) -> Settings:
    """What the rows say; a training that goes on keeps all that it had."""
    if resumable and goes_on(chosen_rows):
        return resumable[1]
    values = {row.name: row.value for row in chosen_rows if row.name != RESUMED}
    return replace(Settings(), **values)  # type: ignore[arg-type]
