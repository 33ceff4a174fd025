"""The process in which the learner's `train_vae` runs; started by `tutor.training.process`.

The first line of standard input is the request. Events go to what was standard output at the
start; from then on both streams, with all that the learner's code prints, are the error stream.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from tutor import source
from tutor.checking import platform
from tutor.source import UnreadableFile
from tutor.training import models, parts, saving
from tutor.training.models import Record
from tutor.training.run import Event
from tutor.training.settings import BATCH_SIZE, DATA, MODULE, Settings

NICE = 10
MEMORY = 4 << 30
"""Bytes of address space above what the libraries take: a training holds gradients too."""
NO_TORCH = (
    "Training needs PyTorch, which can't be imported here: `pip install torch` brings it, and "
    "`cem-tutor doctor` says more."
)


class CantTrain(Exception):
    """There is nothing to train with; the sentence is for the learner."""


class Channel:
    """Where events go: a descriptor that the learner's code is not told of."""

    def __init__(self) -> None:
        fd = os.dup(1)
        self._fd = platform.lift_fds([fd])[0] if os.name == "posix" else fd
        self._lock = threading.Lock()
        os.dup2(2, 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

    def send(self, event: Event) -> None:
        """Sends an event; numbers that JSON lacks go as null."""
        line = json.dumps(event, allow_nan=False, default=str).encode() + b"\n"
        with self._lock:
            while line:
                line = line[os.write(self._fd, line) :]

    def leave(self) -> NoReturn:
        """Ends this process at once, whatever the learner's code would do about it."""
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(0)


def main() -> None:
    """Trains, and tells of it."""
    platform.die_with_parent()
    request = json.loads(sys.stdin.readline())
    channel = Channel()
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        Training(channel, request).train()
    except CantTrain as problem:
        channel.send({"event": "failed", "text": str(problem)})
    except BaseException as error:  # SystemExit too
        path = Path(request["workspace"]) / f"{MODULE}.py"
        channel.send({"event": "failed", "text": told(error, path)})
    channel.leave()


class Training:
    """One request, carried out."""

    def __init__(self, channel: Channel, request: dict[str, Any]) -> None:
        self._channel = channel
        self._workspace = Path(request["workspace"])
        self._state = Path(request["state"])
        self._settings = Settings.from_dict(request["settings"])
        self._path = self._workspace / f"{MODULE}.py"
        self._earlier: Record | None = None

    def train(self) -> None:
        """Trains the learner's code, or the reference where theirs is not written yet."""
        try:
            import torch
        except Exception as error:  # a build that does not fit this machine: OSError, RuntimeError
            raise CantTrain(NO_TORCH) from error
        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
        images, labels, notice, text = self._images()
        pixels = images.reshape(len(images), -1).astype("float32") / 255
        _limit(torch.cuda.is_available())
        for module, why in self._modules():
            try:
                self._run(module, why, (pixels, labels), notice, text)
            except NotImplementedError as missing:
                if module.__name__ != MODULE:
                    raise
                self._why = _unwritten(missing, self._path)
                continue
            return

    def _modules(self) -> Any:
        """The learner's module, then, should it lack something, the reference; with the reason."""
        self._why = "" if self._settings.is_resumed else "You chose it."
        if self._settings.code == "yours":
            try:
                yield self._load(), ""
            except (UnreadableFile, NotImplementedError, ImportError, SyntaxError) as problem:
                self._why = f"Your file can't be loaded: {told(problem, self._path)}"
        import importlib

        yield importlib.import_module(f"reference.{MODULE}"), self._why

    def _load(self) -> ModuleType:
        """The learner's file, run as a module of its name."""
        text = source.read_text(self._path)
        module = ModuleType(MODULE)
        module.__file__ = str(self._path)
        sys.modules[MODULE] = module
        sys.path.insert(0, str(self._workspace))
        os.chdir(self._workspace)
        exec(compile(text, str(self._path), "exec", dont_inherit=True), module.__dict__)
        if not callable(getattr(module, "train_vae", None)):
            raise UnreadableFile(f"{self._path.name} has no function train_vae.")
        return module

    def _images(self) -> tuple[Any, Any, str, str]:
        """Images uint8 (n, 28, 28), labels, a notice, and what they are."""
        from reference import datasets, mnist

        if self._settings.data == "digits":
            shipped = datasets.mnist_5k()
            return shipped.X, shipped.labels, "", DATA["digits"]
        found = mnist.load(self._settings.data, on_progress=self._fetching())
        name = DATA["digits"] if found.notice else DATA[self._settings.data]
        return found.images, found.labels, found.notice or "", name

    def _fetching(self) -> Callable[[str, int, int | None], None]:
        import time

        told_at = 0.0

        def fetching(file: str, done: int, total: int | None) -> None:
            nonlocal told_at
            if time.monotonic() - told_at > 0.1:
                told_at = time.monotonic()
                self._channel.send({"event": "fetching", "file": file, "done": done,
                                    "total": total})  # fmt: skip

        return fetching

    def _run(self, module: ModuleType, why: str, data: Any, notice: str, text: str) -> None:
        from tutor.training.pictures import Album
        from tutor.training.watch import Watch

        pixels, labels = data
        is_own = module.__name__ == MODULE
        settings = self._settings
        self._earlier = models.load(self._state, models.LATEST) if settings.is_resumed else None
        began: list[bool] = []
        record = self._record(module, is_own)
        if self._earlier and self._earlier.digest != record.digest:
            notice = f"{notice} The file has changed since the weights were saved.".strip()
        model = parts.Model(lambda built: self._begin(built, began, notices))
        watch = Watch(
            self._channel.send, self._channel.leave, model, Album(pixels, labels),
            saving.Saver(self._state, record), len(record.losses), settings.beta, BATCH_SIZE,
            -(-len(pixels) // BATCH_SIZE),
        )  # fmt: skip
        notices = _Started(self._channel.send, {
            "event": "started", "whose": "yours" if is_own else "reference", "why": why,
            "source": text, "notice": notice, "n": len(pixels), "device": _device(),
            "first": len(record.losses), "epochs": settings.epochs, "losses": record.losses,
            "reconstruction": record.reconstruction, "kl": record.kl,
        }, watch)  # fmt: skip
        model.watch(module)
        if not parts.watch_loss(module, watch.on_loss, is_ours=not is_own):
            notices.tell()
        vae, losses = module.train_vae(**self._arguments(module, pixels, watch, len(record.losses)))
        notices.tell()
        found = [float(loss) for loss in losses]
        watch.finish(vae, found)
        self._channel.send({"event": "done", "losses": [saving.part(x) for x in found]})

    def _begin(self, built: Any, began: list[bool], notices: _Started) -> None:
        """The first model that is built may get the saved weights; then the start is told."""
        if began:
            return
        began.append(True)
        if self._settings.is_resumed and self._earlier is not None:
            problem = saving.put_back(built, self._state)
            if problem:
                raise CantTrain(f"{problem}: train anew.")
        notices.tell()

    def _record(self, module: ModuleType, is_own: bool) -> Record:
        digest = sha256(Path(str(module.__file__)).read_bytes()).hexdigest()
        whose = "yours" if is_own else "reference"
        settings = replace(self._settings, is_resumed=False).to_dict()
        fresh = Record({}, settings, whose, digest, "")
        if self._earlier is None:
            return fresh
        old = self._earlier
        return replace(fresh, losses=old.losses, reconstruction=old.reconstruction, kl=old.kl)

    def _arguments(self, module: ModuleType, pixels: Any, watch: Any, done: int) -> dict[str, Any]:
        """What `train_vae` gets: all that it takes; another seed for each resumption."""
        s = self._settings
        wanted = {
            "epochs": s.epochs - done, "batch_size": BATCH_SIZE, "latent_dim": s.latent,
            "data": pixels, "beta": s.beta, "seed": s.seed + done, "on_batch": watch.on_batch,
        }  # fmt: skip
        if s.width is not None:
            wanted["hidden_dim"] = s.width
        taken = inspect.signature(module.train_vae).parameters
        if any(p.kind is p.VAR_KEYWORD for p in taken.values()):
            return wanted
        lacking = sorted(set(wanted) - set(taken))
        if lacking:
            watch.note(f"train_vae has no argument {', '.join(lacking)}: it chooses for itself.")
        return {name: value for name, value in wanted.items() if name in taken}


class _Started:
    """Tells the start once: when the first model is there, so that nothing is told in vain."""

    def __init__(self, send: Callable[[Event], object], event: Event, watch: Any) -> None:
        self._send, self._event, self._watch = send, event, watch

    def tell(self) -> None:
        """Sends the event, the first time."""
        event, self._event = self._event, {}
        if event:
            self._send(event)


def _device() -> str:
    import torch

    return str(torch.cuda.get_device_name(0)) if torch.cuda.is_available() else "CPU"


def _limit(has_gpu: bool) -> None:
    """Limits the memory; not where there is a GPU, whose driver maps more than there is."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux" and not has_gpu:
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            ceiling = pages * resource.getpagesize() + MEMORY
            resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def _unwritten(missing: NotImplementedError, path: Path) -> str:
    frames = [f for f in traceback.extract_tb(missing.__traceback__) if f.filename == str(path)]
    name = frames[-1].name if frames else "a function"
    name = "VAE" if name in ("__init__", "forward", "encode", "decode") else name
    return f"{name} is not written yet in your file."


def told(error: BaseException, path: Path) -> str:
    """An error as the learner reads it, with their own line where it has one."""
    if isinstance(error, UnreadableFile):
        return str(error)
    if isinstance(error, MemoryError) or "allocate memory" in str(error):
        return f"There was not enough memory ({MEMORY >> 30} GiB at most): train with less."
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
    line = frames[-1].lineno if frames else getattr(error, "lineno", None)
    where = f" (line {line} of {path.name}" if line else ""
    where += f", in {frames[-1].name})" if frames else ")" if where else ""
    with contextlib.suppress(Exception):  # a learner's exception class may have a broken __str__
        return f"{type(error).__name__}: {str(error)[:1000]}{where}"
    return f"{type(error).__name__}{where}"


if __name__ == "__main__":
    main()
