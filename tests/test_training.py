"""Training in its process: the learner's code, what is told of it, what is kept, how it ends.

Needs torch. Three real processes, for each costs the import of torch; the rest is tried in ours.
"""

from __future__ import annotations

import asyncio
import base64
import math
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import psutil
import pytest

from tutor.training import diagnosis, models, parts, saving
from tutor.training.client import Trainer
from tutor.training.models import BEST, LATEST, Record
from tutor.training.parts import Called, Model
from tutor.training.pictures import Album
from tutor.training.run import Event, Run
from tutor.training.settings import MODULE, Settings
from tutor.training.watch import NO_BATCHES, NO_PARTS, Watch

torch = pytest.importorskip("torch", reason="torch is not installed: nothing can be trained")
torch.set_num_threads(1)  # small models: two threads would only wait for each other

ROOT = Path(__file__).parents[1]
STUB = ROOT / "exercises" / "lesson4_vae" / f"{MODULE}.py"

SMALL = """
import torch
from torch import nn

def vae_loss_function(recon, x, mu, logvar, beta=1.0):
    p = recon.clamp(1e-7, 1 - 1e-7)
    bce = -(x * p.log() + (1 - x) * torch.log1p(-p)).sum(1)
    return (bce + beta * 0.5 * (logvar.exp() + mu ** 2 - 1 - logvar).sum(1)).mean()

class VAE(nn.Module):
    def __init__(self, input_dim=784, latent_dim=2, hidden_dim=16):
        super(VAE, self).__init__()
        self.latent_dim = latent_dim
        self.e = nn.Sequential(nn.Linear(input_dim, hidden_dim), nn.ReLU(), nn.Dropout(0.1))
        self.ends = nn.Linear(hidden_dim, 2 * latent_dim)
        self.d = nn.Sequential(nn.Linear(latent_dim, hidden_dim), nn.ReLU(),
                               nn.Linear(hidden_dim, input_dim), nn.Sigmoid())
    def encode(self, x):
        return self.ends(self.e(x.flatten(1))).chunk(2, dim=1)
    def decode(self, z):
        return self.d(z)
    def forward(self, x):
        mu, logvar = self.encode(x)
        return self.decode(mu + (logvar / 2).exp() * torch.randn_like(mu)), mu, logvar

def train_vae(epochs=10, batch_size=128, latent_dim=2, data=None, lr=1e-3, beta=1.0, seed=0,
              device=None, on_batch=None):
    torch.manual_seed(seed)
    x = torch.as_tensor(data)
    vae = VAE(x.shape[1], latent_dim)
    losses = []
    for epoch in range(epochs):
        batches = torch.randperm(len(x)).split(batch_size)
        total = 0.0
        for batch, rows in enumerate(batches):
            recon, mu, logvar = vae(x[rows])
            loss = vae_loss_function(recon, x[rows], mu, logvar, beta)
            loss.backward()
            with torch.no_grad():  # no torch.optim: its import takes two seconds
                for p in vae.parameters():
                    p -= lr * p.grad
                    p.grad = None
            total += loss.item() * len(rows)
            if on_batch:
                on_batch(epoch, batch, len(batches), loss.item())
        losses.append(total / len(x))
    return vae, losses
"""
STRAY = """
import subprocess, sys
print("from the learner", flush=True)
sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
stray = subprocess.Popen(sleeps, start_new_session=True)
open("stray", "w").write(str(stray.pid))
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / ".cem-tutor").mkdir()
    return tmp_path


def trainer(place: Path, settings: Settings) -> Trainer:
    return Trainer(place, place / ".cem-tutor", settings)


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def gone(pids: list[int]) -> bool:
    for _ in range(100):
        if not any(is_alive(pid) for pid in pids):
            return True
        await asyncio.sleep(0.02)
    return False


# -- whole processes


async def test_it_is_paused_resumed_cancelled_and_later_goes_on(place: Path) -> None:
    (place / f"{MODULE}.py").write_text(SMALL + STRAY, encoding="utf-8")
    training, run = trainer(place, Settings(epochs=500)), Run(Settings(epochs=500))
    events: list[Event] = []
    asked_at = 0.0

    async def follow() -> None:
        async for event in training.events():
            events.append(event)
            run.take(event)

    async def until(condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < deadline, run
            await asyncio.sleep(0.005)

    following = asyncio.create_task(follow())
    await until(lambda: len(run.epochs) > 2)
    await training.pause()
    await until(lambda: run.status == "paused")
    seen = len(events)
    await asyncio.sleep(0.3)
    assert len(events) == seen
    await training.resume()
    await until(lambda: len(events) > seen + 2)
    asked_at = time.monotonic()
    await training.cancel()
    await following
    assert time.monotonic() - asked_at < 0.5
    assert (run.status, run.whose) == ("cancelled", "yours")
    assert "from the learner" in run.output
    assert await gone([int((place / "stray").read_text())])
    assert run.epochs[-1].loss < run.epochs[0].loss
    assert math.isclose(run.epochs[0].reconstruction + run.epochs[0].kl, run.epochs[0].loss)
    _batches_are_few(events)
    await _goes_on(place, len(run.epochs))


def _batches_are_few(events: list[Event]) -> None:
    """At most ten a second, apart from the last of each epoch."""
    told = [e for e in events if e["event"] == "batch"]
    between = [e for e in told if e["batch"] != e["n_batches"] - 1]
    assert len(between) < 200
    assert {e["n_batches"] for e in told} == {40}


async def _goes_on(place: Path, at_least: int) -> None:
    record = models.load(place / ".cem-tutor", LATEST)
    assert record is not None
    assert record.epochs >= at_least
    assert record.arguments == {"input_dim": 784, "latent_dim": 2, "hidden_dim": 16}
    settings = Settings(epochs=record.epochs + 2, is_resumed=True)
    run = Run(settings)
    async for event in trainer(place, settings).events():
        run.take(event)
    assert (run.status, run.first, len(run.epochs)) == ("done", record.epochs, settings.epochs)
    after = run.epochs[record.epochs]
    assert after.loss < record.loss + 5  # begun anew it would be near the first epoch's
    assert record.loss + 5 < run.epochs[0].loss
    assert run.pictures is not None
    assert len(run.pictures.generated) == 16 * 784
    best = models.load(place / ".cem-tutor", BEST)
    assert best is not None
    assert best.loss == min(epoch.loss for epoch in run.epochs)


async def test_without_a_written_function_the_reference_trains_and_ends_with_us(
    place: Path,
) -> None:
    shutil.copy(STUB, place)
    training, run = trainer(place, Settings(epochs=50)), Run(Settings(epochs=50))
    pids: list[int] = []
    async for event in training.events():
        run.take(event)
        if event["event"] == "started":
            assert training._process is not None
            process = psutil.Process(training._process.pid)
            pids = [process.pid, *(p.pid for p in process.children(recursive=True))]
            assert min(psutil.Process(pid).nice() for pid in pids[1:]) >= 10
            await training.pause()
        if run.status == "paused":
            break
    assert run.whose == "reference"
    assert run.why == "train_vae is not written yet in your file."
    assert len(pids) == 2
    assert is_alive(pids[1])
    await training.close()
    assert await gone(pids)


# -- what is told of it


def module_of(text: str) -> ModuleType:
    module = ModuleType(MODULE)
    exec(text, module.__dict__)
    return module


class Ended(BaseException):
    pass


class Told:
    """A training in this process, watched as in its own."""

    def __init__(
        self, state: Path, text: str = SMALL, n: int = 300, watch_loss: bool = True
    ) -> None:
        rng = np.random.default_rng(0)
        self.pixels = (rng.random((n, 784)) < 0.2).astype(np.float32)
        self.events: list[Event] = []
        self.module = module_of(text)
        self.model = Model(lambda built: None)
        record = Record({}, Settings().to_dict(), "yours", "digest", "")
        self.saver = saving.Saver(state, record)
        self.watch = Watch(self.events.append, self._end, self.model,
                           Album(self.pixels, np.arange(n) % 10), self.saver, 0, 1.0, 128,
                           -(-n // 128))  # fmt: skip
        self.model.watch(self.module)
        if watch_loss:
            parts.watch_loss(self.module, self.watch.on_loss, is_ours=False)

    def _end(self) -> None:
        raise Ended

    def train(self, **more: Any) -> list[float]:
        arguments = {"epochs": 2, "data": self.pixels, "on_batch": self.watch.on_batch, **more}
        vae, losses = self.module.train_vae(**arguments)
        self.watch.finish(vae, losses)
        return losses

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event["event"] == kind]


def test_watching_changes_nothing_of_what_is_trained(tmp_path: Path) -> None:
    told = Told(tmp_path)
    plain, losses = module_of(SMALL).train_vae(epochs=2, data=told.pixels)
    assert told.train() == losses
    for name, tensor in plain.state_dict().items():
        assert torch.equal(tensor, told.model.module.state_dict()[name])
    epochs = told.of("epoch")
    assert [e["loss"] for e in epochs] == pytest.approx(losses)
    assert all(e["reconstruction"] + e["kl"] == pytest.approx(e["loss"]) for e in epochs)


def test_beta_weighs_the_kl_as_the_call_says(tmp_path: Path) -> None:
    told = Told(tmp_path)
    told.train(beta=4.0)
    for e in told.of("epoch"):
        assert e["reconstruction"] + 4 * e["kl"] == pytest.approx(e["loss"])


def test_parts_of_a_loss_that_is_called_otherwise_are_not_known(tmp_path: Path) -> None:
    told = Told(tmp_path, watch_loss=False)
    told.train()
    assert [e["kl"] for e in told.of("epoch")] == [None, None]
    assert [e["text"] for e in told.of("note")] == [NO_PARTS]


def test_without_on_batch_the_calls_of_the_loss_are_counted(tmp_path: Path) -> None:
    told = Told(tmp_path, n=500)
    losses = told.train(on_batch=None, epochs=4)
    assert [e["loss"] for e in told.of("epoch")] == pytest.approx(losses)
    assert [e["text"] for e in told.of("note")] == [NO_BATCHES]


def test_without_anything_to_follow_the_losses_are_told_at_the_end(tmp_path: Path) -> None:
    told = Told(tmp_path, watch_loss=False)
    losses = told.train(on_batch=None)
    assert [e["loss"] for e in told.of("epoch")] == losses
    assert models.load(tmp_path, LATEST) is not None


@pytest.mark.parametrize("first", [0, 1])
def test_counting_may_begin_at_one(tmp_path: Path, first: int) -> None:
    call = f"on_batch(epoch + {first}, batch + {first}"
    told = Told(tmp_path, SMALL.replace("on_batch(epoch, batch", call))
    told.train()
    assert [e["epoch"] for e in told.of("epoch")] == [0, 1]


def test_the_images_are_of_the_model_and_leave_its_mode_and_the_random_numbers(
    tmp_path: Path,
) -> None:
    told = Told(tmp_path)
    vae = told.module.VAE()
    vae.ends.eval()
    torch.manual_seed(3)
    before = torch.get_rng_state()
    images = told.watch.album.of(vae)
    assert torch.equal(torch.get_rng_state(), before)
    assert vae.training
    assert not vae.ends.training
    shown = np.frombuffer(base64.b64decode(images["originals"]), np.uint8).reshape(8, 784)
    assert (shown == told.pixels[:8] * 255).all()


# -- no number any more


def test_a_nan_ends_it_at_once_and_says_where(tmp_path: Path) -> None:
    told = Told(tmp_path, SMALL.replace("clamp(1e-7, 1 - 1e-7)", "relu()").replace(
        "return self.d(z)", "return self.d(z).round()"))  # fmt: skip
    with pytest.raises(Ended):
        told.train()
    (event,) = told.of("nan")
    assert (event["epoch"], event["batch"]) == (0, 0)
    assert "epoch 1, batch 1. recon is exactly 0 or 1" in event["text"]


def test_a_learning_rate_that_is_too_high_is_said(tmp_path: Path) -> None:
    told = Told(tmp_path)
    with pytest.raises(Ended):
        told.train(lr=1e6, epochs=20)
    assert "learning rate" in told.of("nan")[0]["text"]


def call_of(**tensors: Any) -> Called:
    zero = torch.zeros(3, 2)
    found = {"recon": zero + 0.5, "mu": zero, "logvar": zero, **tensors}
    return Called(0.0, 1.0, 3, **found)


@pytest.mark.parametrize(
    ("call", "says"),
    [(call_of(logvar=torch.full((3, 2), 100.0)), "logvar reaches 100"),
     (call_of(mu=torch.full((3, 2), math.nan)), "spoiled the weights"),
     (call_of(recon=torch.full((3, 2), math.nan)), "reparameterize and the decoder"),
     (call_of(recon=torch.full((3, 2), -0.5)), "end the decoder in a sigmoid"),
     (call_of(recon=torch.ones(3, 2)), "log of 0"),
     (replace(call_of(mu=torch.full((3, 2), 1e25)), kl=math.inf), "reaches 1e+25"),
     (None, "Likely reasons")],
)  # fmt: skip
def test_the_reason_is_told_from_the_tensors(call: Called | None, says: str) -> None:
    assert says in diagnosis.why([3.0, 2.0], call)


def test_without_tensors_a_loss_that_rose_speaks_for_the_learning_rate() -> None:
    assert "risen from 100 to 900" in diagnosis.why([120.0, 100.0, 900.0, math.inf], None)


# -- what is kept


def small(seed: int = 0, width: int = 3) -> Any:
    torch.manual_seed(seed)
    return torch.nn.Linear(2, width)


def test_saved_weights_come_back_and_only_into_what_they_fit(tmp_path: Path) -> None:
    record = Record({}, {}, "yours", "", "")
    models.save(tmp_path, LATEST, saving.packed(small()), record)
    other = small(seed=1)
    assert saving.put_back(other, tmp_path) == ""
    assert torch.equal(other.weight, small().weight)
    assert "another shape" in saving.put_back(small(width=4), tmp_path)
    models.weights(tmp_path, LATEST).write_bytes(b"no weights")
    assert "can't be read" in saving.put_back(other, tmp_path)


def saver(state: Path, beta: float = 1.0) -> saving.Saver:
    return saving.Saver(state, Record({}, Settings(beta=beta).to_dict(), "yours", "d", ""))


def kept(state: Path) -> tuple[float, float]:
    record = models.load(state, BEST)
    assert record is not None
    return record.settings["beta"], record.loss


def test_the_best_of_like_runs_stays_and_other_settings_take_its_place_only_when_through(
    tmp_path: Path,
) -> None:
    first = saver(tmp_path)
    for loss in (5.0, 3.0, 4.0):
        first.epoch(small(), {}, loss, (None, None))
    assert kept(tmp_path) == (1.0, 3.0)
    saver(tmp_path).epoch(small(), {}, 9.0, (None, None))
    assert kept(tmp_path) == (1.0, 3.0)
    other = saver(tmp_path, beta=2.0)
    other.epoch(small(), {}, 7.0, (None, None))
    assert kept(tmp_path) == (1.0, 3.0)
    other.done(small())
    assert kept(tmp_path) == (2.0, 7.0)
    latest = models.load(tmp_path, LATEST)
    assert latest is not None
    assert latest.is_finished


def test_a_loss_that_is_only_told_at_the_end_may_be_no_number_either(tmp_path: Path) -> None:
    told = Told(tmp_path, SMALL.replace("return vae, losses", "return vae, [2.0, float('nan')]"),
                watch_loss=False)  # fmt: skip
    with pytest.raises(Ended):
        told.train(on_batch=None)
    assert told.of("nan")[0]["epoch"] == 1
