"""The checks of lesson 4, in this process: right is right, wrong is wrong, and is said why.

`RIGHT` and `WRONG` are a first corpus; a larger one, written apart, is under `submissions/`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="lesson 4 needs torch, which is not installed here")

from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from exercises.kit.case import Opaque, Wrong  # noqa: E402
from exercises.lesson4_vae import probes  # noqa: E402
from exercises.lesson4_vae.checks import CHECKS  # noqa: E402
from reference import variational_auto_encoder_examples as reference  # noqa: E402
from tutor.checking.ladder import attempt, climb  # noqa: E402
from tutor.checking.local import LocalCaller  # noqa: E402
from tutor.lint_matrix import cells  # noqa: E402

Code = Callable[..., Any]

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """As learners' processes have; on small tensors it is faster too."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def failure_of(function: str, code: Code, seed: int) -> str | None:
    """On which rung code fails, and why; None if it passes."""
    check = CHECKS[function]
    rung = climb(check, LocalCaller(code, check, tensors=True), seed).failure
    return rung and f"{rung.case.name}: {rung.tag}: {rung.wrong or rung.trouble}"


# -- what holds for every ladder --


@pytest.mark.parametrize("function", CHECKS)
def test_the_reference_passes(function: str) -> None:
    check = CHECKS[function]
    caller = LocalCaller(check.reference, check, tensors=True)
    if function.startswith("demonstrate"):  # once, quietly: it takes seconds
        quiet = next(check.cases(np.random.default_rng(0)))
        assert attempt(quiet, caller).passed
        return
    for seed in range(3):
        found = climb(check, caller, seed)
        assert found.failure is None, found.failure
        assert len(found.rungs) == check.total


@pytest.mark.parametrize("function", CHECKS)
def test_a_misconception_is_recognized_as_itself_alone(function: str) -> None:
    """All of them, but for training: of these `.ci/run` tries those left out here."""
    check = CHECKS[function]
    assert len(check.misconceptions) >= 6
    if function == "train_vae":
        check = replace(check, misconceptions=check.misconceptions[::6])
    found = list(cells(check, 1, tensors=True))
    assert [cell for cell in found if not cell.is_sound] == []


def test_misconceptions_are_said_in_a_line() -> None:
    all_of_them = [m for check in CHECKS.values() for m in check.misconceptions]
    ids = [m.id for m in all_of_them]
    assert len(set(ids)) == len(ids)
    for m in all_of_them:
        assert 0 < len(m.title) <= 75, m.title
        assert m.title.endswith("."), m.title
        assert m.explanation.endswith("."), m.explanation
        assert m.symbol


ODD_RESULTS = [
    None,
    "text",
    True,
    math.nan,
    2 + 1j,
    {},
    {"a": 1},
    [],
    (None, None, None),
    ([], [], []),
    (np.full((3, 2), np.nan), np.zeros(3), [math.nan]),
    [[1], [1, 2]],
    np.array([[]]),
    np.array([math.inf, -math.inf]),
    10**400,
    Opaque("generator", "<generator>"),
]


@pytest.mark.parametrize("function", [f for f in CHECKS if f != "train_vae"])
def test_whatever_comes_back_is_wrong_in_words(function: str) -> None:
    """A judge raises nothing but `Wrong`, whatever it is given."""
    cases = list(CHECKS[function].cases(np.random.default_rng(0)))
    for odd in ODD_RESULTS:
        for case in cases:
            if function.startswith("demonstrate") and isinstance(odd, dict) and odd:
                continue  # a number in a dict: that is all that is asked for
            with pytest.raises(Wrong) as wrong:
                case.judge([odd] * len(case.calls))
            assert wrong.value.message


def test_the_probes_are_one_text_that_needs_nothing_of_ours() -> None:
    text = probes.text()
    space: dict[str, Any] = {}
    exec(text, space)
    assert CHECKS.probes_text == text
    assert not any(name in text for name in ("exercises", "reference", "tutor"))
    for check in CHECKS.values():
        for case in check.cases(np.random.default_rng(0)):
            assert not case.probe or callable(space[case.probe])


# -- right, in another way --


def sampled_loss(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    bce = functional.binary_cross_entropy(recon, x, reduction="sum")
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + beta * kl) / x.size(0)


def distributions_loss(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
    q = torch.distributions.Normal(mu, torch.exp(0.5 * logvar))
    p = torch.distributions.Normal(0.0, 1.0)
    kl = torch.distributions.kl_divergence(q, p).sum(-1)
    r = recon.clamp(1e-4, 1 - 1e-4)
    bce = -(x * r.log() + (1 - x) * (1 - r).log()).reshape(len(x), -1).sum(1)
    return torch.stack([b + beta * k for b, k in zip(bce, kl, strict=True)]).mean()


def rsampled(mu: Any, logvar: Any, generator: Any = None) -> Any:
    noise = torch.empty_like(mu).normal_(generator=generator)
    return noise.mul(logvar.mul(0.5).exp()).add(mu)


class Net(nn.Module):
    """Any network whose last layer gives two parts."""

    def __init__(self, *layers: Any, limit: bool = False, positive: bool = False) -> None:
        super().__init__()
        self.net, self.limit, self.positive = nn.Sequential(*layers), limit, positive

    def forward(self, x: Any) -> Any:
        mu, v = self.net(x).chunk(2, dim=1)
        if self.positive:
            v = torch.log(functional.softplus(v) + 1e-6)
        return mu, 8 * torch.tanh(v / 8) if self.limit else v


def deep_encoder(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    h = hidden_dim
    return Net(nn.Linear(input_dim, h), nn.BatchNorm1d(h), nn.GELU(), nn.Linear(h, h), nn.Tanh(),
               nn.Dropout(0.1), nn.Linear(h, 2 * latent_dim), limit=True)  # fmt: skip


def softplus_encoder(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    return Net(nn.Linear(input_dim, 50), nn.Tanh(), nn.Linear(50, 2 * latent_dim), positive=True)


def conv_encoder(input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> Any:
    side = math.isqrt(input_dim)
    return Net(nn.Unflatten(1, (1, side, side)), nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(),
               nn.Flatten(), nn.Linear(4 * side * side, 2 * latent_dim))  # fmt: skip


def deep_decoder(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    h = hidden_dim
    return nn.Sequential(nn.Linear(latent_dim, h), nn.BatchNorm1d(h), nn.LeakyReLU(),
                         nn.Linear(h, h), nn.Tanh(), nn.Dropout(0.1), nn.Linear(h, output_dim),
                         nn.Sigmoid())  # fmt: skip


def linear_decoder(latent_dim: int = 2, output_dim: int = 784, hidden_dim: int = 400) -> Any:
    return nn.Sequential(nn.Linear(latent_dim, output_dim), nn.Sigmoid())


class DeepVAE(nn.Module):
    """Batch norm and dropout; samples in evaluation mode too."""

    def __init__(self, input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> None:
        super().__init__()
        self.latent_dim = latent_dim
        self.encoder = deep_encoder(input_dim, latent_dim, min(hidden_dim, 100))
        self.decoder = deep_decoder(latent_dim, input_dim, min(hidden_dim, 100))

    def encode(self, x: Any) -> Any:
        return self.encoder(x.reshape(x.size(0), -1))

    def decode(self, z: Any) -> Any:
        return self.decoder(z)

    def forward(self, x: Any) -> Any:
        mu, logvar = self.encode(x)
        return self.decode(rsampled(mu, logvar)), mu, logvar


class OwnHeads(nn.Module):
    """Uses more of its encoder than calling it."""

    class Encoder(nn.Module):
        def __init__(self, d: int, l: int, h: int) -> None:
            super().__init__()
            self.body, self.mu = nn.Sequential(nn.Linear(d, h), nn.Tanh()), nn.Linear(h, l)
            self.logvar = nn.Linear(h, l)

        def forward(self, x: Any) -> Any:
            h = self.body(x)
            return self.mu(h), self.logvar(h)

    def __init__(self, input_dim: int = 784, latent_dim: int = 2, hidden_dim: int = 400) -> None:
        super().__init__()
        self.latent_dim = latent_dim
        self.encoder = OwnHeads.Encoder(input_dim, latent_dim, hidden_dim)
        self.decoder = linear_decoder(latent_dim, input_dim)

    def encode(self, x: Any) -> Any:
        h = self.encoder.body(x.flatten(1))
        return [self.encoder.mu(h), self.encoder.logvar(h)]

    def decode(self, z: Any) -> Any:
        return self.decoder(z)

    def forward(self, x: Any) -> Any:
        mu, logvar = self.encode(x)
        z = torch.distributions.Normal(mu, (logvar / 2).exp()).rsample() if self.training else mu
        return self.decode(z), mu, logvar


def trainer(model: Code, optimizer: Code, *, loader: bool = False, drop: bool = False) -> Code:
    """Another right training loop."""

    def train(
        epochs: int = 10, batch_size: int = 128, latent_dim: int = 2, data: Any = None,
        lr: float = 1e-3, beta: float = 1.0, seed: int = 0, device: Any = None,
        on_batch: Any = None,
    ) -> Any:  # fmt: skip
        torch.manual_seed(seed)
        x = reference.to_pixels(reference.load_images()[0] if data is None else data)
        vae = model(x.shape[1], latent_dim)
        moves, entries = optimizer(vae.parameters(), lr), []
        last = drop and len(x) >= batch_size
        given = torch.utils.data.TensorDataset(x)
        batches = torch.utils.data.DataLoader(given, batch_size, shuffle=loader, drop_last=last)
        for epoch in range(epochs):
            vae.train()
            losses = []
            for i, (rows,) in enumerate(batches):
                moves.zero_grad()
                recon, mu, logvar = vae(rows)
                loss = sampled_loss(recon, rows, mu, logvar, beta)
                loss.backward()
                moves.step()
                losses.append(loss.item())
                if on_batch:
                    on_batch(epoch, i, len(batches), loss.item())
            entries.append(float(np.mean(losses)))
        return vae, entries

    return train


def momentum(parameters: Any, lr: float) -> Any:
    return torch.optim.SGD(parameters, lr=lr, momentum=0.9)


class TwoOptimizers:
    """One for the encoder's half of the parameters, one for the rest."""

    def __init__(self, parameters: Any, lr: float) -> None:
        given = list(parameters)
        self.both = [torch.optim.Adam(half, lr=lr) for half in (given[:4], given[4:])]

    def zero_grad(self) -> None:
        for one in self.both:
            one.zero_grad()

    def step(self) -> None:
        for one in self.both:
            one.step()


def decoded_images(vae: Any, n_samples: int = 16, generator: Any = None, show: bool = False) -> Any:
    was = vae.training
    vae.eval()
    z = torch.empty(n_samples, vae.latent_dim).normal_(generator=generator)
    with torch.inference_mode():
        images = [vae.decode(part) for part in z.split(7)]
    vae.train(was)
    return torch.cat(images).view(-1, 28, 28).cpu().numpy()


def forward_reconstructions(vae: Any, test_data: Any, show: bool = False) -> Any:
    """By forward in evaluation mode, where this VAE takes mu."""
    was = vae.training
    vae.eval()
    with torch.no_grad():
        recon = vae(reference.to_pixels(test_data))[0].numpy().reshape(np.shape(test_data))
    vae.train(was)
    return recon


def means_only(vae: Any, data: Any = None, labels: Any = None, show: bool = True) -> Any:
    was = vae.training
    vae.eval()
    mu, _ = vae.encode(reference.to_pixels(data))
    vae.train(was)
    return {"mu": mu.detach(), "spread": mu.std(0)}


RIGHT: list[tuple[str, Code]] = [
    ("kl_to_standard_normal", lambda mu, logvar: -0.5 * (1 + logvar - mu**2 - logvar.exp()).sum(1)),
    ("kl_to_standard_normal", lambda mu, logvar: torch.distributions.kl_divergence(
        torch.distributions.Normal(mu.double(), (logvar.double() / 2).exp()),
        torch.distributions.Normal(0.0, 1.0)).sum(-1)),
    ("vae_loss_function", sampled_loss),
    ("vae_loss_function", distributions_loss),
    ("reparameterize", rsampled),
    ("reparameterize", lambda mu, logvar, generator=None: mu + torch.sqrt(logvar.exp())
        * torch.randn(*mu.shape, generator=generator)),
    ("build_encoder", deep_encoder),
    ("build_encoder", softplus_encoder),
    ("build_encoder", conv_encoder),
    ("build_decoder", deep_decoder),
    ("build_decoder", linear_decoder),
    ("VAE", DeepVAE),
    ("VAE", OwnHeads),
    ("train_vae", trainer(DeepVAE, torch.optim.AdamW, loader=True, drop=True)),
    ("train_vae", trainer(OwnHeads, torch.optim.RMSprop)),
    ("train_vae", trainer(reference.VAE, momentum, loader=True)),
    ("train_vae", trainer(reference.VAE, TwoOptimizers)),
    ("generate_images", decoded_images),
    ("reconstruct_images", forward_reconstructions),
    ("analyze_latent_space", means_only),
    ("demonstrate_vae_objective", lambda show=True: {"kl": [np.float32(1.5), [2]]}),
    ("demonstrate_reparameterization", lambda show=True: {"a": torch.ones(3)}),
]  # fmt: skip


@pytest.mark.parametrize(("function", "code"), RIGHT)
def test_right_in_another_way(function: str, code: Code) -> None:
    for seed in range(1 if function == "train_vae" else 2):
        assert failure_of(function, code, seed) is None


# -- wrong, in odd ways --


class ZeroInEvaluation(reference.VAE):
    """Decodes zeros in evaluation mode."""

    def forward(self, x: Any) -> Any:
        recon, mu, logvar = super().forward(x)
        return (recon if self.training else self.decode(0 * mu)), mu, logvar


class SeededVAE(reference.VAE):
    """Sets torch's own seed in each pass."""

    def forward(self, x: Any) -> Any:
        torch.manual_seed(7)
        return super().forward(x)


class WithoutLast(nn.Module):
    """Reads all latents but the last, where there are several."""

    def __init__(self, latent_dim: int, output_dim: int) -> None:
        super().__init__()
        self.read = max(latent_dim - 1, 1)
        self.net = linear_decoder(self.read, output_dim)

    def forward(self, z: Any) -> Any:
        return self.net(z[:, : self.read])


def lucky_model(**pieces: Any) -> Code:
    """A training whose results are changed."""

    def train(**options: Any) -> Any:
        vae, losses = reference.train_vae(**{**options, **pieces})
        return vae, losses

    return train


def _moved_edge(recon: Any) -> Any:
    """Clamps in place."""
    recon.data.clamp_(1e-5, 1 - 1e-5)
    return recon


def memorized(**options: Any) -> Any:
    """Invented losses."""
    vae, losses = reference.train_vae(**{**options, "lr": 1e-12})
    return vae, [44.0 / (i + 1) for i in range(len(losses))]


WRONG: list[tuple[str, Code]] = [
    ("kl_to_standard_normal", lambda mu, logvar: torch.zeros(len(mu))),
    ("kl_to_standard_normal", lambda mu, logvar: reference._kl(mu, logvar)[:, None]),
    ("kl_to_standard_normal", lambda mu, logvar: reference._kl(mu, logvar).abs() + 1e-3),
    ("vae_loss_function", lambda recon, x, mu, logvar, beta=1.0: sampled_loss(
        recon, x, mu, logvar, beta)[None]),
    ("vae_loss_function", lambda recon, x, mu, logvar, beta=1.0: sampled_loss(
        recon, x, mu, logvar, min(beta, 1.0))),
    ("vae_loss_function", lambda recon, x, mu, logvar, beta=1.0: sampled_loss(
        recon.clamp(0.1, 0.9), x, mu, logvar, beta)),
    ("vae_loss_function", lambda recon, x, mu, logvar, beta=1.0: sampled_loss(
        _moved_edge(recon), x, mu, logvar, beta)),
    ("reparameterize", lambda mu, logvar, generator=None: rsampled(mu, logvar)),
    ("reparameterize", lambda mu, logvar, generator=None: rsampled(
        mu, logvar, generator or torch.Generator().manual_seed(3))),
    ("reparameterize", lambda mu, logvar, generator=None: rsampled(
        mu, logvar.clamp(-2, 2), generator)),
    ("build_encoder", lambda input_dim=784, latent_dim=2, hidden_dim=400: nn.Linear(
        input_dim, latent_dim)),
    ("build_decoder", lambda latent_dim=2, output_dim=784, hidden_dim=400: nn.Linear(
        latent_dim, output_dim)),
    ("VAE", ZeroInEvaluation),
    ("VAE", lambda input_dim=784, latent_dim=2, hidden_dim=400: deep_encoder(input_dim)),
    ("build_decoder", lambda latent_dim=2, output_dim=784, hidden_dim=400: WithoutLast(
        latent_dim, output_dim)),
    ("VAE", SeededVAE),
    ("train_vae", memorized),
    ("train_vae", lucky_model(epochs=3)),
    ("train_vae", lucky_model(seed=1)),
    ("train_vae", lucky_model(beta=0.0)),
    ("train_vae", lucky_model(batch_size=3)),
    ("generate_images", lambda vae, n_samples=16, generator=None: torch.rand(n_samples, 28, 28)),
    ("generate_images", lambda vae, n_samples=16, generator=None: decoded_images(vae, n_samples)),
    ("reconstruct_images", lambda vae, test_data: test_data),
    ("analyze_latent_space", lambda vae, data=None, labels=None, show=True: {"mu": [1.0]}),
]  # fmt: skip


@pytest.mark.parametrize(("function", "code"), WRONG)
def test_wrong_in_an_odd_way(function: str, code: Code) -> None:
    assert failure_of(function, code, 0)


def test_a_wrong_number_is_explained_where_it_tells_why() -> None:
    """The loss with its images swapped, and entries of an epoch."""

    def swapped(recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0) -> Any:
        return sampled_loss(x.clamp(1e-6, 1 - 1e-6), recon, mu, logvar, beta)

    assert "each other's place" in str(failure_of("vae_loss_function", swapped, 0))
    still = list(CHECKS["train_vae"].cases(np.random.default_rng(0)))[2]
    told = {"low": 45.0, "high": 45.5, "plain": 45.0, "moved": 0.0}
    for losses, last, said in (
        ([45.1, 90.3, 135.2], [1.0, 2.0, 3.0], "all epochs so far"),
        ([45.1, 45.3, 48.0], [1.0, 2.0, 48.0], "last batch"),
    ):
        with pytest.raises(Wrong, match=said):
            still.judge([{**told, "losses": losses, "last": last}])
