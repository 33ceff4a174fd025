"""The screen of a training and its command, over a process that stands in."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import Drive, Driven
from tutor import cli
from tutor.app import screens
from tutor.app.screens.activity import ActivityScreen
from tutor.app.screens.home import HomeScreen
from tutor.app.screens.training import TrainingScreen
from tutor.training import models, words
from tutor.training.models import Record
from tutor.training.run import Event, Run
from tutor.training.settings import Settings, WrongSettings

GREY = base64.b64encode(bytes(range(256)) * 24 + bytes(8 * 784 - 256 * 24)).decode()
IMAGES = {"originals": GREY, "reconstructions": GREY, "generated": GREY}


def started(**more: Any) -> Event:
    event = {"event": "started", "whose": "yours", "why": "", "source": "the 5,000 shipped digits",
             "notice": "", "n": 5000, "device": "CPU", "first": 0, "epochs": 10, "losses": [],
             "reconstruction": [], "kl": []}  # fmt: skip
    return {**event, **more}


def batch(epoch: int, at: int, loss: float = 200.0) -> Event:
    return {"event": "batch", "epoch": epoch, "batch": at, "n_batches": 40, "loss": loss}


def epoch(at: int, **more: Any) -> Event:
    event = {"event": "epoch", "epoch": at, "loss": 190.0 - at, "reconstruction": 184.0 - 2 * at,
             "kl": 6.0 + at, "images": IMAGES}  # fmt: skip
    return {**event, **more}


def ended(how: str, text: str = "") -> Event:
    return {"event": "ended", "how": how, "text": text, "output": ""}


class FakeTrainer:
    """Gives the events that a test puts in, and notes what is asked of it."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Event] = asyncio.Queue()
        self.asked: list[str] = []
        self.settings = Settings()

    def put(self, *events: Event) -> None:
        for event in events:
            self.queue.put_nowait(event)

    async def events(self) -> AsyncIterator[Event]:
        while True:
            event = await self.queue.get()
            yield event
            if event["event"] == "ended":
                return

    async def pause(self) -> None:
        self.asked.append("pause")
        self.put({"event": "paused"})

    async def resume(self) -> None:
        self.asked.append("resume")
        self.put({"event": "resumed"})

    async def cancel(self) -> None:
        self.asked.append("cancel")
        self.put(ended("cancelled"))

    async def close(self) -> None:
        self.asked.append("close")


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch) -> FakeTrainer:
    fake = FakeTrainer()

    def new(workspace: Path, state: Path, settings: Settings) -> FakeTrainer:
        fake.settings = settings
        return fake

    monkeypatch.setattr("tutor.app.training.new_trainer", new)
    return fake


async def opened(it: Driven) -> None:
    it.app.push_screen(screens.training_screen())
    await it.until(lambda: isinstance(it.app.screen, TrainingScreen))
    await it.pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_settings_then_curves_then_images_then_the_end(
    drive: Drive, trainer: FakeTrainer, size: tuple[int, int]
) -> None:
    async with drive(size) as it:
        await opened(it)
        assert "‹ 10 ›" in it.text()
        await it.press("right", "down", "left", "down", "right")
        await it.press("enter")
        await it.until(lambda: it.app.training and it.app.training.run)
        assert trainer.settings == Settings(epochs=20, latent=1, beta=2.0)
        assert "PyTorch is loaded" in it.text()
        trainer.put(started(), batch(0, 19))
        await it.until(lambda: "epoch 1 of 20" in it.text())
        assert "Your own train_vae trains on the 5,000 shipped digits" in it.text()
        trainer.put(epoch(0), batch(1, 3), epoch(1))
        await it.until(lambda: "Reconstruction" in it.text() and "KL" in it.text(), "curves")
        await it.press("2")
        await it.until(lambda: "reconstruction" in it.text(), "pairs")
        trainer.put({"event": "done", "losses": [1.0]}, ended("done"))
        await it.until(lambda: "Done. The model is saved" in it.text())
        await it.press("n")
        assert "‹ 20 ›" in it.text()


async def test_pause_resume_cancel_each_have_their_key(drive: Drive, trainer: FakeTrainer) -> None:
    async with drive() as it:
        await opened(it)
        assert "pause" not in it.text()
        await it.press("enter")
        trainer.put(started(), batch(0, 5), epoch(0))
        await it.until(lambda: "pause / resume" in it.text())
        await it.press("space")
        await it.until(lambda: "paused " in it.text())
        await it.press("space")
        await it.until(lambda: "paused " not in it.text())
        await it.press("x")
        await it.until(
            lambda: "Cancelled; the model of the last whole epoch is saved." in it.text()
        )
        assert trainer.asked[:3] == ["pause", "resume", "cancel"]
        assert "x cancel" not in it.text()


async def test_it_goes_on_behind_other_screens_and_ends_with_the_app(
    drive: Drive, trainer: FakeTrainer
) -> None:
    async with drive() as it:
        await opened(it)
        await it.press("enter")
        trainer.put(started(), batch(0, 5))
        await it.until(lambda: "epoch 1 of 10" in it.text())
        await it.press("q")
        assert isinstance(it.app.screen, HomeScreen)
        trainer.put(epoch(0), batch(1, 7), epoch(1), batch(2, 1))
        await it.until(lambda: it.app.training and len(it.app.training.run.epochs) == 2)  # type: ignore[union-attr]
        await opened(it)
        assert "epoch 3 of 10" in it.text()
        await it.press("enter")
        assert trainer.asked == []
    assert trainer.asked == ["close"]


async def test_a_nan_says_where_and_why(drive: Drive, trainer: FakeTrainer) -> None:
    async with drive() as it:
        await opened(it)
        await it.press("enter")
        text = "The loss is NaN (not a number) in epoch 1, batch 4. recon is exactly 0 or 1"
        trainer.put(started(), {"event": "nan", "epoch": 0, "batch": 3, "text": text}, ended("nan"))
        await it.until(lambda: "It stopped. The loss is NaN" in it.text())
        assert "epoch 1, batch 4" in it.text()


async def test_what_was_begun_can_go_on(drive: Drive, trainer: FakeTrainer) -> None:
    async with drive() as it:
        state = it.workspace.state
        record = Record({}, Settings(latent=5).to_dict(), "reference", "0", "", [9.0, 8.0, 7.0])
        models.save(state, models.LATEST, b"weights", record)
        await opened(it)
        assert "saved model can go on" in it.text()
        await it.press("right")
        assert "go on from epoch 3" in it.text()
        assert "weights kept, optimizer fresh" in it.text()
        await it.press("enter")
        await it.until(lambda: it.app.training and it.app.training.run)
        assert trainer.settings == Settings(latent=5, code="reference", is_resumed=True)


@pytest.mark.parametrize("trains", [True, False])
async def test_t_opens_it_only_in_the_lesson_that_trains(
    drive: Drive, trainer: FakeTrainer, monkeypatch: pytest.MonkeyPatch, trains: bool
) -> None:
    if trains:
        monkeypatch.setattr("tutor.app.screens.activity_actions.TRAINED", "sample_examples")
    async with drive() as it:
        await it.press("enter")
        assert ("t train" in it.text()) is trains
        await it.press("t")
        kind = TrainingScreen if trains else ActivityScreen
        assert isinstance(it.app.screen, kind)


async def test_width_is_offered_where_train_vae_takes_it(drive: Drive) -> None:
    async with drive() as it:
        path = it.workspace.file("variational_auto_encoder_examples")
        path.write_text("def train_vae(epochs=10, hidden_dim=400):\n    pass\n", encoding="utf-8")
        await opened(it)
        assert "as train_vae has it" in it.text()


# -- what is known of it, without a screen


def test_pauses_do_not_count_in_the_time_left() -> None:
    now = [0.0]
    run = Run(Settings(epochs=4), clock=lambda: now[0])
    run.take(started())
    now[0] = 10.0
    run.take(batch(0, 39))
    run.take({"event": "paused"})
    now[0] = 1000.0
    assert (run.seconds, run.seconds_left) == (10.0, 30.0)
    run.take({"event": "resumed"})
    now[0] = 1010.0
    run.take(batch(1, 39))
    assert (run.fraction, run.seconds_left) == (0.5, 20.0)


@pytest.mark.parametrize(
    "event",
    [{"event": "batch"}, {"event": "batch", "epoch": [], "batch": {}, "n_batches": "x", "loss": 0},
     {"event": "epoch", "loss": "?", "reconstruction": None, "kl": None},
     {**epoch(0), "images": {**IMAGES, "generated": "AAAA"}}, {"event": "started"}, {"event": "_x"},
     {"event": "paused"}, {}],
)  # fmt: skip
def test_an_event_without_sense_changes_nothing_of_the_status(event: Event) -> None:
    run = Run(Settings())
    run.take(event)
    assert run.status == "starting"
    assert run.pictures is None


def test_after_the_end_nothing_is_taken() -> None:
    run = Run(Settings())
    run.take(ended("cancelled"))
    run.take(started())
    assert run.status == "cancelled"


def test_an_epoch_without_parts_is_said_by_its_loss_alone() -> None:
    run = Run(Settings())
    run.take(started())
    run.take(epoch(0, reconstruction=None, kl=None))
    assert words.epoch(run) == "epoch   1 of 10   loss   190.00"


@pytest.mark.parametrize(
    "wrong",
    [{"epochs": 0}, {"latent": 0}, {"beta": -1.0}, {"beta": float("nan")}, {"width": 0},
     {"data": "cats"}, {"code": "theirs"}],
)  # fmt: skip
def test_settings_out_of_range_are_refused_with_a_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongSettings, match=r"\.$"):
        replace(Settings(), **wrong).checked()


def test_a_record_is_only_read_whole(tmp_path: Path) -> None:
    record = Record(
        {"latent_dim": 2}, Settings().to_dict(), "yours", "d", "now", [3.0], [2.0], [1.0]
    )
    models.save(tmp_path, models.BEST, b"weights", record)
    assert models.load(tmp_path, models.BEST) == record
    path = models.weights(tmp_path, models.BEST)
    assert path.read_bytes() == b"weights"
    found = json.loads(path.with_suffix(".json").read_text())
    path.with_suffix(".json").write_text(json.dumps({**found, "schema": 2}))
    assert models.load(tmp_path, models.BEST) is None
    path.with_suffix(".json").write_text("{")
    assert models.load(tmp_path, models.BEST) is None


# -- the command line


def test_the_command_says_each_epoch_and_how_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = FakeTrainer()
    monkeypatch.setattr("tutor.commands.train.Trainer", lambda *_: fake)
    fake.put(started(epochs=2), batch(0, 39), epoch(0), epoch(1), ended("done"))
    command = ["train", "--workspace", str(tmp_path), "--epochs", "2", "--beta", "0.5"]
    assert cli.main(command) == 0
    out = capsys.readouterr().out
    assert "epoch   2 of 2   loss   189.00 = reconstruction   182.00 + β × KL 7.00" in out
    assert "vae-best.pt" in " ".join(out.split()).replace("\n", "")
    fake.put(started(), {"event": "failed", "text": "ValueError: no"}, ended("failed"))
    assert cli.main(command) == 1
    assert "It stopped: ValueError: no" in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--epochs", "0"], ["--latent", "-2"], ["--resume"]])
def test_wrong_usage_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert cli.main(["train", "--workspace", str(tmp_path), *more]) == 2
    assert capsys.readouterr().err.strip().splitlines()[-1].endswith(".")
