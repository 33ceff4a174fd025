"""The reference of lesson 4: objective, sample, networks, training, and the bridge to EM."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="lesson 4 needs torch")

from torch.distributions import Normal, kl_divergence  # noqa: E402
from torch.nn import functional  # noqa: E402

from reference import linear_vae, side_by_side  # noqa: E402
from reference import variational_auto_encoder_examples as vae4  # noqa: E402


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def some_images(n=64, side=4, seed=0):
    """Bars and noise: enough to learn from in a blink."""
    generator = np.random.default_rng(seed)
    images = 0.1 * generator.random((n, side, side))
    images[np.arange(n), generator.integers(side, size=n)] = 0.9
    return images


def test_the_kl_is_that_of_torch():
    mu, logvar = torch.randn(2, 50, 7, generator=seeded(), dtype=torch.float64) * 3
    theirs = kl_divergence(Normal(mu, (logvar / 2).exp()), Normal(0.0, 1.0)).sum(dim=1)
    assert torch.allclose(vae4.kl_to_standard_normal(mu, logvar), theirs, rtol=1e-12)


def test_the_loss_is_that_of_torch_for_each_shape():
    recon, x = torch.rand(2, 6, 4, 4, generator=seeded(), dtype=torch.float64)
    mu, logvar = torch.randn(2, 6, 3, generator=seeded(1), dtype=torch.float64)
    cross_entropy = functional.binary_cross_entropy(recon, x, reduction="sum") / 6
    for beta in (0.0, 1.0, 4.0):
        theirs = cross_entropy + beta * vae4.kl_to_standard_normal(mu, logvar).mean()
        for shape in ((6, 4, 4), (6, 16)):
            loss = vae4.vae_loss_function(recon.reshape(shape), x.reshape(shape), mu, logvar, beta)
            assert loss.shape == ()
            assert loss.item() == pytest.approx(theirs.item(), rel=1e-12)


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64])
def test_loss_and_gradient_are_finite_at_zero_and_one(dtype):
    recon = torch.tensor([[0.0, 0.0, 1.0, 1.0]], dtype=dtype, requires_grad=True)
    x, zero = torch.tensor([[0.0, 1.0, 0.0, 1.0]], dtype=dtype), torch.zeros(1, 2)
    loss = vae4.vae_loss_function(recon, x, zero, zero)
    loss.backward()
    assert math.isfinite(loss.item())
    assert loss.item() > 20
    assert bool(torch.isfinite(recon.grad).all())


def test_gradients_are_those_of_finite_differences():
    options = {"generator": seeded(), "dtype": torch.float64}
    recon = (0.1 + 0.8 * torch.rand(3, 5, **options)).requires_grad_()
    x = torch.rand(3, 5, **options)
    mu, logvar = (torch.randn(3, 2, **options).requires_grad_() for _ in range(2))
    assert torch.autograd.gradcheck(
        lambda r, m, v: vae4.vae_loss_function(r, x, m, v, 2.0), (recon, mu, logvar)
    )
    assert torch.autograd.gradcheck(lambda m, v: vae4.reparameterize(m, v, seeded(5)), (mu, logvar))


def test_samples_have_the_mean_and_the_variance_asked_for():
    mu, logvar = torch.tensor([[-2.0, 5.0]]), torch.tensor([[math.log(0.25), math.log(9.0)]])
    z = vae4.reparameterize(mu.expand(40_000, 2), logvar.expand(40_000, 2), seeded())
    assert z.mean(dim=0).tolist() == pytest.approx([-2, 5], abs=0.08)
    assert z.std(dim=0).tolist() == pytest.approx([0.5, 3], rel=0.03)


def test_networks_have_the_shapes_and_ranges_of_the_contract():
    vae = vae4.VAE(input_dim=16, latent_dim=3, hidden_dim=8)
    x = torch.rand(5, 4, 4, generator=seeded())
    recon, mu, logvar = vae(x)
    assert (recon.shape, mu.shape, logvar.shape) == ((5, 16), (5, 3), (5, 3))
    assert bool(((recon > 0) & (recon < 1)).all())
    assert not torch.equal(vae(x)[0], vae(x)[0])
    vae.eval()
    assert torch.equal(vae(x)[0], vae.decode(mu))


def test_training_is_repeatable_and_leaves_the_global_generator_alone():
    images, kept = some_images(), some_images()
    runs = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        expected = torch.get_rng_state()
        runs.append(vae4.train_vae(2, 20, data=images, seed=3, on_batch=lambda *_: torch.rand(5)))
        state = torch.get_rng_state()
        torch.set_rng_state(expected)
        assert torch.equal(state, expected)
    (one, losses), (other, other_losses) = runs
    assert losses == other_losses
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)
    assert losses != vae4.train_vae(2, 20, data=images, seed=4)[1]
    assert np.array_equal(images, kept)


def test_uint8_floats_arrays_and_tensors_are_the_same_data():
    whole = (255 * some_images()).round().astype(np.uint8)
    forms = (whole, whole / 255, torch.from_numpy(whole), whole.reshape(64, 16))
    losses = [vae4.train_vae(1, data=form)[1][0] for form in forms]
    assert losses == pytest.approx([losses[0]] * 4, rel=1e-5)


def test_every_batch_is_told_and_the_mean_is_over_images():
    told = []
    _, losses = vae4.train_vae(2, 30, data=some_images(), on_batch=lambda *call: told.append(call))
    assert [call[:3] for call in told] == [(e, b, 3) for e in range(2) for b in range(3)]
    first = [call[3] for call in told[:3]]
    assert losses[0] == pytest.approx(np.dot(first, [30, 30, 4]) / 64)


def test_the_loss_falls_and_the_fast_way_is_the_plain_one(monkeypatch):
    _, fast = vae4.train_vae(15, 16, data=some_images(), lr=1e-2)
    assert fast[-1] < 0.8 * fast[0]
    own = vae4.vae_loss_function
    calls = []
    monkeypatch.setattr(vae4, "vae_loss_function", lambda *args: calls.append(1) or own(*args))
    _, plain = vae4.train_vae(1, 64, data=some_images(), lr=1e-2)
    assert calls == [1]  # a loss put in place of ours is the one that is used
    monkeypatch.undo()
    _, first = vae4.train_vae(1, 64, data=some_images(), lr=1e-2)
    assert plain[0] == pytest.approx(first[0], rel=0.02)  # another draw of ε


def test_a_loss_that_is_no_number_names_epoch_and_batch():
    with pytest.raises(FloatingPointError, match=r"epoch \d+, batch \d+"):
        vae4.train_vae(50, 16, data=some_images(), lr=1e6)


ZERO, HALF = torch.zeros(2, 1), torch.full((2, 3), 0.5)
BAD = {
    "shapes of recon and x": lambda: vae4.vae_loss_function(HALF, HALF[:, :2], ZERO, ZERO),
    "rows of mu": lambda: vae4.vae_loss_function(HALF, HALF, ZERO[:1], ZERO[:1]),
    "logits as recon": lambda: vae4.vae_loss_function(HALF + 1, HALF, ZERO, ZERO),
    "NaN in recon": lambda: vae4.vae_loss_function(HALF * math.nan, HALF, ZERO, ZERO),
    "NaN in mu": lambda: vae4.kl_to_standard_normal(ZERO * math.nan, ZERO),
    "NaN in data": lambda: vae4.train_vae(1, data=np.full((3, 4), math.nan)),
    "ink above 1": lambda: vae4.train_vae(1, data=np.full((3, 4), 200.0)),
    "no image": lambda: vae4.train_vae(1, data=np.zeros((0, 4))),
    "no epoch": lambda: vae4.train_vae(0, data=some_images()),
    "lr": lambda: vae4.train_vae(1, data=some_images(), lr=0.0),
    "labels": lambda: vae4.analyze_latent_space(vae4.VAE(16), some_images(), [1], show=False),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_a_value_error_with_a_sentence(what):
    with pytest.raises(ValueError, match=r"^\w.* .*\.$"):
        BAD[what]()


def test_the_latent_space_is_measured(capsys):
    vae = vae4.VAE(16, 3).train()
    with torch.no_grad():  # dimension 2 is closed: mu = 0, logvar = 0
        vae.encoder.parameters_of_q.weight[[2, 5]] = 0
        vae.encoder.parameters_of_q.bias[[2, 5]] = 0
        vae.encoder.parameters_of_q.weight[:2] *= 20
    found = vae4.analyze_latent_space(vae, some_images(), np.arange(64) % 4, show=False)
    assert found["mu"].shape == (64, 3)
    assert found["active"].tolist() == [True, True, False]
    assert (found["active_units"], found["manifold"]) == (2, None)
    assert found["kl_per_unit"][2] == 0
    assert found["kl_per_unit"][0] > 0
    assert vae.training
    assert capsys.readouterr().out == ""
    plane = vae4.analyze_latent_space(vae4.VAE(16, 2), some_images(), show=True)
    assert plane["manifold"].shape == (12, 12, 4, 4)
    assert "of 2 latent dimensions are in use" in capsys.readouterr().out


def test_images_are_made_without_gradient_and_the_mode_is_put_back():
    vae = vae4.VAE(16, 2).train()
    vae.encoder.eval()
    made = vae4.generate_images(vae, 3, seeded())
    assert made.shape == (3, 4, 4)
    assert torch.equal(made, vae4.generate_images(vae, 3, seeded()))
    whole = (255 * some_images(5)).astype(np.uint8)
    again = vae4.reconstruct_images(vae, whole)
    assert again.shape == whole.shape
    assert torch.allclose(again, vae4.reconstruct_images(vae, whole / 255), atol=1e-6)
    assert not made.requires_grad
    assert not again.requires_grad
    assert vae.training
    assert not vae.encoder.training


def test_pictures_fit_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    text = vae4.show_images(np.random.default_rng(0).random((12, 28, 28)), columns=5)
    assert max(map(len, text.splitlines())) <= 80
    assert capsys.readouterr().out == text + "\n"


def test_demonstrations_measure_what_is_true():
    measured = vae4.demonstrate_vae_objective(show=False)
    loss = measured["loss"]
    assert 0 < loss["the digit itself"] < loss["mean image"] < loss["half everywhere"]
    assert measured["kl"]["sampled"] == pytest.approx(measured["kl"]["closed form"], abs=0.05)
    assert min(measured["elbo"]["gap"]) > -1e-9
    assert measured["elbo"]["gap"][-1] < 0.01
    rows = vae4.demonstrate_reparameterization(show=False)["by_dimension"]
    for d, row in rows.items():
        assert row["pathwise"]["variance"] == pytest.approx(4, rel=0.1)
        assert row["score function"]["variance"] > 4 * d


@pytest.fixture(scope="module")
def points():
    generator = np.random.default_rng(0)
    plane = generator.normal(size=(300, 2)) @ generator.normal(size=(2, 6))
    return 3 + plane + 0.3 * generator.normal(size=(300, 6))


def test_em_reaches_the_optimum_of_the_eigenvalues(points):
    best, em = linear_vae.ppca(points, 2), linear_vae.ppca_em(points, 2)
    assert em.history[-1] == pytest.approx(linear_vae.log_likelihood(points, best), abs=1e-5)
    assert all(b >= a - 1e-9 for a, b in pairwise(em.history))


def test_a_linear_vae_reaches_the_optimum_of_em(points):
    optimum = linear_vae.ppca_em(points, 2)
    model = linear_vae.linear_vae(points, 2)
    assert optimum.history[-1] - 0.01 < linear_vae.log_likelihood(points, model)
    assert optimum.history[-1] - 0.02 < model.history[-1] <= optimum.history[-1] + 1e-6
    assert model.noise == pytest.approx(optimum.noise, rel=0.05)


def test_a_wrong_sampler_does_not(points):
    def wrong(mu, logvar, generator=None):
        return mu + logvar.exp() * torch.randn(
            mu.shape, generator=generator, dtype=mu.dtype
        )  # σ² for σ

    optimum = linear_vae.ppca(points, 2)
    model = linear_vae.linear_vae(points, 2, reparameterize=wrong)
    assert model.history[-1] < linear_vae.log_likelihood(points, optimum) - 0.05


def test_flow_and_gan_stand_beside_the_vae():
    entries = side_by_side.compare(some_images(400), epochs=3)
    vae, gan, flow, real = entries
    assert [entry.name for entry in entries] == ["vae", "gan", "flow", "digits"]
    assert abs(real.distance) < min(vae.distance, gan.distance, flow.distance)
    assert flow.history[-1] < flow.history[0]
    assert len(gan.history) == len(vae.history) == 3


def test_a_flow_is_inverted_and_its_density_is_a_density():
    from reference.generative import Flow

    torch.manual_seed(0)
    flow = Flow(2, 4, 16)
    with torch.no_grad():
        for coupling in flow.couplings:
            coupling.last.weight.normal_(0, 0.3)
    side = (torch.arange(400) + 0.5) / 400
    grid = torch.cartesian_prod(side, side)
    with torch.no_grad():
        assert flow.log_prob(grid).double().exp().mean().item() == pytest.approx(1, abs=0.1)
        z = torch.randn(20, 2)
        x = flow.invert(z).clamp(1e-4, 1 - 1e-4)
        assert bool(torch.isfinite(flow.log_prob(x)).all())
