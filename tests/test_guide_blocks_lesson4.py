"""The calls that the guide makes in activities 4.1 to 4.6, in its order, on the shipped digits.

They run as a learner's notebook would: one process, `import variational_auto_encoder_examples`,
nothing of ours but the reference's folder on the path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="lesson 4 needs torch")

REFERENCE = Path(__file__).parents[1] / "reference"

BLOCKS = {
    "4.1": """
        from variational_auto_encoder_examples import demonstrate_vae_objective
        demonstrate_vae_objective()
    """,
    "4.2": """
        from variational_auto_encoder_examples import demonstrate_reparameterization
        demonstrate_reparameterization()
    """,
    "4.3": """
        from variational_auto_encoder_examples import build_encoder, build_decoder
        encoder = build_encoder(input_dim=784, latent_dim=2)
        decoder = build_decoder(latent_dim=2, output_dim=784)
        print(f"Encoder parameters: {sum(p.numel() for p in encoder.parameters())}")
        print(f"Decoder parameters: {sum(p.numel() for p in decoder.parameters())}")
    """,
    "4.4": """
        from variational_auto_encoder_examples import train_vae
        started = time.process_time()
        vae, train_losses = train_vae(epochs=10, batch_size=128)
        seconds = time.process_time() - started
        print(f"Final training loss: {train_losses[-1]:.4f}")
    """,
    "4.5": """
        from variational_auto_encoder_examples import analyze_latent_space
        analyze_latent_space(vae)
    """,
    "4.6": """
        from variational_auto_encoder_examples import generate_images, reconstruct_images
        generated_images = generate_images(vae, n_samples=16)
        reconstructed_images = reconstruct_images(vae, test_data)
        assert generated_images.shape == (16, 28, 28)
        assert reconstructed_images.shape == test_data.shape
    """,
}

PREPARATION = """
    import json, time
    import numpy as np
    from variational_auto_encoder_examples import load_images
    test_data = load_images()[0][::500]
"""

LAST = """
    x = test_data / 255
    error = np.square(reconstructed_images.numpy() - x).mean()
    of_mean = np.square(load_images()[0].mean(axis=0) / 255 - x).mean()
    print(json.dumps({"losses": train_losses, "seconds": seconds, "error": error / of_mean}))
"""


def dedented(block: str) -> str:
    lines = block.strip("\n").splitlines()
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[margin:] for line in lines)


@pytest.fixture(scope="module")
def done() -> subprocess.CompletedProcess[str]:
    program = "\n".join(map(dedented, [PREPARATION, *BLOCKS.values(), LAST]))
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    plain = {"PYTHONPATH": str(REFERENCE), "COLUMNS": "80", "LINES": "24", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, **one_thread, **plain},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_blocks_run_in_order_without_a_warning(done):
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "the digit itself     46.28",
        "pathwise: mean",
        "Encoder parameters: 315604",
        "Decoder parameters: 315584",
        "2 of 2 latent dimensions are in use",
    ],
)
def test_each_activity_shows_what_it_is_about(done, sentence):
    assert sentence in done.stdout


def test_ten_epochs_end_in_the_band_and_in_time(done):
    found = json.loads(done.stdout.splitlines()[-1])
    assert all(later < earlier for earlier, later in pairwise(found["losses"]))
    assert 160 < found["losses"][-1] < 190
    assert found["seconds"] < 25
    assert found["error"] < 0.9  # 1: no better than the mean image in answer to every digit
