"""How fast the reference's VAE trains: `python vae_training.py`.

Beside it runs the loop that learners write: a DataLoader over a TensorDataset, cross-entropy on
probabilities, plain Adam, the same networks. Epochs alternate, so that a busy machine slows both; a
row is the median of the ratios, ours / the loop's: below one is faster, at or below 0.8 is wanted.
Then ten epochs as the guide calls them, in seconds: at most 25 on two cores.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import torch
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

sys.path.insert(0, str(Path(__file__).parents[2]))
from reference import variational_auto_encoder_examples as ours


def plain_epoch(pixels: torch.Tensor, latent_dim: int) -> None:
    vae = ours.VAE(latent_dim=latent_dim).train()
    optimizer = torch.optim.Adam(vae.parameters(), lr=1e-3)
    for (x,) in DataLoader(TensorDataset(pixels), batch_size=128, shuffle=True):
        recon, mu, logvar = vae(x)
        cross_entropy = functional.binary_cross_entropy(recon, x, reduction="sum")
        kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        loss = (cross_entropy + kl) / len(x)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()


def seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    print("load averages at the start:", *(f"{load:.2f}" for load in os.getloadavg()))
    pixels = ours.to_pixels(ours.load_images()[0])
    print("threads  latents  ratio  ours s  loop s  (one epoch of 5,000 images)")
    for threads in options.threads:
        torch.set_num_threads(threads)
        for latent_dim in (2, 20):
            pairs = [
                (
                    seconds(partial(ours.train_vae, 1, 128, latent_dim, pixels)),
                    seconds(partial(plain_epoch, pixels, latent_dim)),
                )
                for _ in range(options.pairs + 1)
            ][1:]
            ratio = median(a / b for a, b in pairs)
            mine, theirs = (median(column) for column in zip(*pairs, strict=True))
            print(
                f"{threads:7d} {latent_dim:8d} {ratio:6.2f} {mine:7.2f} {theirs:7.2f}", flush=True
            )
        print(f"{threads:7d}  ten epochs: {seconds(ours.train_vae):.1f} s", flush=True)
    print("load averages at the end:", *(f"{load:.2f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
