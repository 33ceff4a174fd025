"""Wrong ways to report a training (activity 4.4): entries, on_batch, results."""

from __future__ import annotations

from exercises.kit.case import collect
from exercises.lesson4_vae.wrong_training import T, wrong

losses_summed = wrong(
    "training-losses-summed", "You add up the batch losses of an epoch and don't divide.",
    "The entry is a mean: by images, Σ n_b · loss_b / n, or over the batches.",
    "train_losses", entry=lambda losses, sizes, n: sum(losses),
)  # fmt: skip

divided_by_images = wrong(
    "training-divided-by-images", "You divide the sum of the batch losses by the number of images.",
    "Each batch loss is a mean over its images already: weight it by their number first.",
    "train_losses", entry=lambda losses, sizes, n: sum(losses) / n,
)  # fmt: skip

not_divided = wrong(
    "training-weighted-not-divided", "You weight batch losses by their images and don't divide.",
    "The entry is the loss per image: divide by n.",
    "train_losses", entry=lambda losses, sizes, n: sum(
        a * b for a, b in zip(losses, sizes, strict=True)
    ),
)  # fmt: skip

weighted_by_batches = wrong(
    "training-weighted-by-batches", "You weight by images, and divide by the number of batches.",
    "Weights n_b sum to n: divide by the number of images.",
    "train_losses", entry=lambda losses, sizes, n: sum(
        a * b for a, b in zip(losses, sizes, strict=True)
    ) / len(losses),
)  # fmt: skip

last_batch = wrong(
    "training-last-batch", "The entry of an epoch is the loss of its last batch.",
    "That is the loss of a few images, by chance. Take the mean over the epoch.",
    "train_losses", entry=lambda losses, sizes, n: losses[-1],
)  # fmt: skip

smallest_batch = wrong(
    "training-smallest-batch", "The entry of an epoch is its smallest batch loss.",
    "The smallest is the luckiest batch. Take the mean over the epoch.",
    "train_losses", entry=lambda losses, sizes, n: min(losses),
)  # fmt: skip

per_pixel = wrong(
    "training-per-pixel", "You report the loss per pixel.",
    "train_losses are nats per image: leave the number of pixels out.",
    "train_losses", entry=lambda losses, sizes, n: sum(
        a * b for a, b in zip(losses, sizes, strict=True)
    ) / n / 64,
)  # fmt: skip

elbo_reported = wrong(
    "training-elbo-reported", "You report the ELBO, and asked for is the loss.",
    "train_losses hold −ELBO, which falls.",
    "train_losses", entry=lambda losses, sizes, n: -sum(
        a * b for a, b in zip(losses, sizes, strict=True)
    ) / n,
)  # fmt: skip

one_epoch_more = wrong(
    "training-one-epoch-more", "You run one epoch too many.",
    "range(epochs) has epochs entries, range(epochs + 1) one more.",
    "epochs", epochs=lambda epochs: epochs + 1,
)  # fmt: skip

one_epoch_fewer = wrong(
    "training-one-epoch-fewer", "You run one epoch too few.",
    "range(1, epochs) has epochs − 1 entries.",
    "epochs", epochs=lambda epochs: max(epochs - 1, 0),
)  # fmt: skip

ten_epochs = wrong(
    "training-ten-epochs", "You run 10 epochs, whatever epochs is.",
    "Use the argument.",
    "epochs", epochs=lambda epochs: 10,
)  # fmt: skip

never_told = wrong(
    "training-on-batch-never", "You never call on_batch.",
    "After each step: if on_batch is not None: on_batch(epoch, batch, n_batches, loss.item()).",
    "on_batch", told=lambda e, b, m, losses: None,
)  # fmt: skip

told_by_epoch = wrong(
    "training-on-batch-by-epoch", "You call on_batch once an epoch.",
    "It wants to hear of every batch: the call belongs into the inner loop.",
    "on_batch", told=lambda e, b, m, losses: (e, 0, m, losses[-1]) if b == m - 1 else None,
)  # fmt: skip

counted_from_one = wrong(
    "training-counted-from-one", "You count epochs and batches from 1.",
    "on_batch gets them counted from 0.",
    "on_batch", told=lambda e, b, m, losses: (e + 1, b + 1, m, losses[-1]),
)  # fmt: skip

counted_through = wrong(
    "training-batches-through", "Your batch counter goes on from epoch to epoch.",
    "batch is counted within its epoch, from 0 to n_batches − 1.",
    "on_batch", told=lambda e, b, m, losses: (e, e * m + b, m, losses[-1]),
)  # fmt: skip

last_number = wrong(
    "training-n-batches", "You give on_batch the number of the last batch, not how many there are.",
    "n_batches is a count: the last batch is n_batches − 1.",
    "n_batches", told=lambda e, b, m, losses: (e, b, m - 1, losses[-1]),
)  # fmt: skip

running_sum = wrong(
    "training-on-batch-sum", "You give on_batch the sum of the losses so far.",
    "loss is that of this batch alone.",
    "on_batch", told=lambda e, b, m, losses: (e, b, m, sum(losses)),
)  # fmt: skip

model_only = wrong(
    "training-model-only", "You return the model alone.",
    "Two values are asked for: vae, train_losses.",
    "return", result=lambda vae, losses: vae,
)  # fmt: skip

losses_first = wrong(
    "training-losses-first", "You return train_losses first.",
    "The order is vae, train_losses.",
    "return", result=lambda vae, losses: (losses, vae),
)  # fmt: skip

last_loss = wrong(
    "training-last-loss", "You return the last loss alone, not the list.",
    "train_losses has one entry an epoch: the curve tells more than its end.",
    "train_losses", result=lambda vae, losses: (vae, losses[-1]),
)  # fmt: skip

MISCONCEPTIONS = collect(globals(), T)
