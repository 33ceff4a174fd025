"""Lesson 4: variational auto-encoders. This file is yours: write one function at a time.

Shapes, throughout: n images with d pixels each (28 × 28 = 784), l latent dimensions.

    x        (n, d)  the images, flat, ink from 0 to 1
    recon    (n, d)  what the decoder makes of z: for each pixel a probability of ink
    z        (n, l)  a point of the latent space for each image
    mu       (n, l)  the mean of q(z|x), one Gaussian for each image
    logvar   (n, l)  the logarithm of its variance, any real number: σ² = exp(logvar)

All logarithms are natural, so losses are in nats. PyTorch does the gradients: build on torch and
torch.nn as you like, but the loss, the sampling and the training loop are yours to write. Never
change an argument in place.

Ready for use, at the end of this file: `load_images()`, `to_pixels(data)` and
`show_images(images)`.

    python variational_auto_encoder_examples.py     runs the two demonstrations, once written
"""

from pathlib import Path

import numpy as np

try:
    import torch
    from torch import nn
except (ImportError, OSError) as missing:
    sentence = (
        "Lesson 4 needs PyTorch, which can't be imported here: `pip install torch` brings it, and "
        f"`cem-tutor doctor` says more. ({missing})"
    )
    if __name__ == "__main__":
        raise SystemExit(sentence) from None
    raise ImportError(sentence) from missing

# 4.1  The objective


def kl_to_standard_normal(mu, logvar):
    """KL(q‖p) for each image, of q = N(mu, diag(exp(logvar))) and p = N(0, I), in closed form.

    KL = ½ Σⱼ (exp(logvarⱼ) + muⱼ² − 1 − logvarⱼ), in nats.

    Args:
        mu: (n, l).
        logvar: (n, l), any real numbers.

    Returns:
        (n,): summed over the latent dimensions, not over the images. Gradients flow to both.

    Example:
        >>> kl_to_standard_normal(torch.tensor([[1.0, 1.0]]), torch.zeros(1, 2))
        tensor([1.])
    """
    raise NotImplementedError("4.1: sum the closed form of the KL over the latent dimensions.")


def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    """The loss of a VAE: the negative ELBO in nats per image, with the KL weighted by beta.

    The mean over the images of: binary cross-entropy −Σ (x log recon + (1 − x) log(1 − recon)),
    summed over the pixels, plus beta times the KL.

    Args:
        recon: (n, …), from 0 to 1, both included.
        x: of the same shape, from 0 to 1.
        mu: (n, l).
        logvar: (n, l).
        beta: the weight of the KL, 0 or more. 1 gives the ELBO.

    Returns:
        One number, as a tensor of no dimensions with its gradient. It and its gradient are finite,
        also where recon is exactly 0 or 1.

    Example:
        >>> even, zero = torch.full((3, 2), 0.5), torch.zeros(3, 1)
        >>> round(vae_loss_function(even, torch.ones(3, 2), zero, zero).item(), 4)
        1.3863
    """
    raise NotImplementedError("4.1: add the cross-entropy and beta times the KL, per image.")


def demonstrate_vae_objective(show=True):
    """The objective of a VAE, run on images and distributions of your choice, and measured.

    For instance: the loss of a decoder that knows only the mean image, the loss of perfect
    reconstructions, the KL as mu moves away from 0, the closed form against samples.

    Args:
        show: print what was found. With False nothing is printed.

    Returns:
        A dict of names and the numbers that were measured.

    Example:
        >>> len(demonstrate_vae_objective(show=False)) > 0
        True
    """
    raise NotImplementedError("4.1: try the loss on images and return what you measured.")


# 4.2  The reparameterization trick


def reparameterize(mu, logvar, generator=None):
    """A sample z ~ N(mu, diag(exp(logvar))) through which gradients reach mu and logvar.

    z = mu + exp(logvar / 2) · ε, with ε ~ N(0, I) of the same shape.

    Args:
        mu: (n, l).
        logvar: (n, l).
        generator: None, or a torch.Generator from which ε is drawn.

    Returns:
        (n, l). The same generator state gives the same z.

    Example:
        >>> generator = torch.Generator().manual_seed(0)
        >>> reparameterize(torch.zeros(2, 3), torch.zeros(2, 3), generator).shape
        torch.Size([2, 3])
    """
    raise NotImplementedError("4.2: shift and scale noise that knows nothing of the parameters.")


def demonstrate_reparameterization(show=True):
    """Two ways to the gradient of E[f(z)], run on an f of your choice, and measured.

    For instance: the mean and the variance of the pathwise estimator (through reparameterize) and
    of the score-function estimator f(z) ∇ log q(z), with the true gradient beside them.

    Args:
        show: print what was found. With False nothing is printed.

    Returns:
        A dict of names and the numbers that were measured.

    Example:
        >>> len(demonstrate_reparameterization(show=False)) > 0
        True
    """
    raise NotImplementedError("4.2: compare the two estimators and return what you measured.")


# 4.3  Encoder and decoder


def build_encoder(input_dim=784, latent_dim=2, hidden_dim=400):
    """A network from images to the parameters of q(z|x).

    Args:
        input_dim: pixels of an image, d.
        latent_dim: l.
        hidden_dim: the width of what lies between.

    Returns:
        An nn.Module. Called with (n, input_dim) it gives the pair (mu, logvar), both
        (n, latent_dim) and free to be negative: no activation after the last layer.

    Example:
        >>> mu, logvar = build_encoder(input_dim=6, latent_dim=2)(torch.zeros(5, 6))
        >>> mu.shape, logvar.shape
        (torch.Size([5, 2]), torch.Size([5, 2]))
    """
    raise NotImplementedError("4.3: build a network that ends in mu and in logvar.")


def build_decoder(latent_dim=2, output_dim=784, hidden_dim=400):
    """A network from the latent space to images.

    Args:
        latent_dim: l.
        output_dim: pixels of an image, d.
        hidden_dim: the width of what lies between.

    Returns:
        An nn.Module. Called with (n, latent_dim) it gives (n, output_dim), each number between
        0 and 1: a probability of ink.

    Example:
        >>> build_decoder(latent_dim=2, output_dim=6)(torch.zeros(5, 2)).shape
        torch.Size([5, 6])
    """
    raise NotImplementedError("4.3: build a network that ends in probabilities.")


class VAE(nn.Module):
    """Encoder, sample and decoder in one module.

    Attributes: encoder, decoder (the two networks) and latent_dim (l).

    Example:
        >>> recon, mu, logvar = VAE(input_dim=6)(torch.zeros(5, 6))
        >>> recon.shape, mu.shape
        (torch.Size([5, 6]), torch.Size([5, 2]))
    """

    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=400):
        """Build the two networks. Call super().__init__() first, as every nn.Module must."""
        raise NotImplementedError("4.3: build encoder and decoder, and keep latent_dim.")

    def encode(self, x):
        """(mu, logvar), both (n, l), of images (n, d) or of any image shape, as (n, 28, 28)."""
        raise NotImplementedError("4.3: flatten the images and give them to the encoder.")

    def decode(self, z):
        """Images (n, d) of latent points (n, l)."""
        raise NotImplementedError("4.3: give z to the decoder.")

    def forward(self, x):
        """recon (n, d), mu (n, l), logvar (n, l) of images (n, d) or of any image shape.

        In training mode recon is decoded from a sample of q(z|x); in evaluation mode from a
        sample or from mu, as you like.
        """
        raise NotImplementedError("4.3: encode, sample, decode.")


# 4.4  Training


def train_vae(
    epochs=10,
    batch_size=128,
    latent_dim=2,
    data=None,
    lr=1e-3,
    beta=1.0,
    seed=0,
    device=None,
    on_batch=None,
):
    """Train a VAE on images.

    Args:
        epochs: how many times to go through all images, each time in a new order.
        batch_size: images in one step; the last batch of an epoch may be smaller.
        latent_dim: l.
        data: images as an array or a tensor, (n, d) or (n, 28, 28), floats from 0 to 1 or uint8
            from 0 to 255; to_pixels makes (n, d) floats of them all. None: load_images().
        lr: the step size of Adam.
        beta: the weight of the KL.
        seed: the same seed gives the same losses and weights, whatever was drawn before.
        device: "cpu", "cuda" … None: choose one.
        on_batch: None, or a function called as on_batch(epoch, batch, n_batches, loss) after each
            step, epoch and batch counted from 0, loss a float.

    Returns:
        vae, and train_losses: a list with one number an epoch, the mean loss of its images in
        nats per image.

    Example:
        >>> vae, losses = train_vae(epochs=2, data=np.eye(8, dtype=np.float32))
        >>> len(losses)
        2
    """
    raise NotImplementedError("4.4: go through the images in batches, and step down the loss.")


# 4.5  The latent space


def analyze_latent_space(vae, data=None, labels=None, show=True):
    """What a trained VAE does with its latent space.

    Args:
        vae: a trained VAE. It is left as it was, its training mode too.
        data: images as for train_vae. None: load_images(), with its labels.
        labels: which digit each image is, (n,), where that is known.
        show: print what was found. With False nothing is printed.

    Returns:
        A dict with at least "mu", the means (n, l) of q(z|x) as an array.
        Beside it, in the reference: "logvar" (n, l); "kl_per_unit" (l,), the mean KL of each
        latent dimension; "mu_variance" (l,), the variance of its mean over the images, and
        "active_units", for how many that is above 0.01; "manifold", for l = 2 the decoded images
        of a 12 × 12 grid over the plane.

    Example:
        >>> found = analyze_latent_space(VAE(input_dim=784), np.zeros((5, 784)), show=False)
        >>> np.asarray(found["mu"]).shape
        (5, 2)
    """
    raise NotImplementedError("4.5: encode the images and measure the latent dimensions.")


# 4.6  New images


def generate_images(vae, n_samples=16, generator=None, show=False):
    """New images: z drawn from the prior N(0, I), decoded.

    Args:
        vae: a trained VAE. It is left as it was, its training mode too.
        n_samples: how many.
        generator: None, or a torch.Generator from which z is drawn.
        show: print the images. With False nothing is printed.

    Returns:
        (n_samples, 28, 28), between 0 and 1, without gradient.

    Example:
        >>> generate_images(VAE(), n_samples=3).shape
        torch.Size([3, 28, 28])
    """
    raise NotImplementedError("4.6: draw z from the prior and decode it.")


def reconstruct_images(vae, test_data, show=False):
    """Images encoded and decoded again, without noise: z is mu.

    Args:
        vae: a trained VAE. It is left as it was, its training mode too.
        test_data: images, an array or a tensor, (n, d) or (n, 28, 28), floats from 0 to 1 or
            uint8 from 0 to 255.
        show: print a few, each with its reconstruction. With False nothing is printed.

    Returns:
        An array or tensor of the shape of test_data, between 0 and 1, without gradient.

    Example:
        >>> reconstruct_images(VAE(), np.zeros((3, 28, 28))).shape
        torch.Size([3, 28, 28])
    """
    raise NotImplementedError("4.6: decode the means of the encoded images.")


# Ready for use


def load_images():
    """Images of digits and which they are: uint8 (n, 28, 28), 0 to 255, and (n,).

    The file mnist_5k.npz beside this one or in the working directory, else the whole of MNIST,
    60,000 images, through torchvision.
    """
    for folder in (Path(__file__).resolve().parent, Path.cwd()):
        if (folder / "mnist_5k.npz").is_file():
            with np.load(folder / "mnist_5k.npz") as arrays:
                return arrays["images"], arrays["labels"].astype(int)
    try:
        from torchvision.datasets import MNIST

        whole = MNIST(Path.home() / ".cache" / "torchvision", download=True)
    except Exception as error:  # a torchvision that does not fit torch raises RuntimeError
        raise FileNotFoundError(
            "There are no images: put mnist_5k.npz beside this file (`cem-tutor init` does), or "
            f"give data. torchvision could not help: {error}"
        ) from error
    return whole.data.numpy(), whole.targets.numpy()


def to_pixels(data):
    """Images as a float32 tensor (n, d) from 0 to 1; what is given is not changed.

    Args:
        data: an array or a tensor, (n, d) or (n, 28, 28), floats from 0 to 1 or uint8.

    Raises:
        ValueError: there is no image, or a number is NaN or outside 0 to 1.
    """
    pixels = torch.as_tensor(np.asarray(data) if not torch.is_tensor(data) else data)
    scale = 255.0 if pixels.dtype == torch.uint8 else 1.0
    pixels = pixels.detach().to(torch.float32) / scale
    if pixels.ndim < 2 or not len(pixels):
        raise ValueError(f"Images come as (n, d) or (n, 28, 28), not as {tuple(pixels.shape)}.")
    if not bool(((pixels >= 0) & (pixels <= 1)).all()):
        raise ValueError("Ink goes from 0 to 1 (in whole numbers, as uint8, from 0 to 255).")
    return pixels.reshape(len(pixels), -1)


def show_images(images, columns=4):
    """Print images (n, 28, 28) from 0 to 1, `columns` side by side, as characters."""
    ramp = np.array(list(" .:-=+*#%@"))
    grey = np.asarray(torch.as_tensor(images).detach().cpu(), dtype=float)[:, ::2]
    signs = ramp[(grey.clip(0, 1) * (len(ramp) - 1)).round().astype(int)]
    for first in range(0, len(signs), columns):
        for rows in zip(*signs[first : first + columns], strict=True):
            print("  ".join("".join(row) for row in rows))


if __name__ == "__main__":
    for demonstrate in (demonstrate_vae_objective, demonstrate_reparameterization):
        try:
            demonstrate()
        except NotImplementedError as not_yet:
            print(f"Nothing to show yet: a function is still to be written ({not_yet})")
