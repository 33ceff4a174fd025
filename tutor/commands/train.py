"""`cem-tutor train`: trains the variational auto-encoder with the learner's own `train_vae`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import replace

from tutor.commands.session import Session, WrongUsage
from tutor.commands.verdicts import printable
from tutor.console import Console
from tutor.training import models, offer, words
from tutor.training.client import Trainer
from tutor.training.run import Event, Run
from tutor.training.settings import CODES, DATA, Settings, WrongSettings
from tutor.workspace import Workspace

_DEFAULTS = Settings()


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    add = parser.add_argument
    add("--epochs", type=int, metavar="N", help=f"how many (default: {_DEFAULTS.epochs})")
    add("--latent", type=int, metavar="D", help=f"latent size (default: {_DEFAULTS.latent})")
    add("--beta", type=float, metavar="B", help=f"weight of the KL (default: {_DEFAULTS.beta:g})")
    add("--width", type=int, metavar="W", help="width, where your train_vae takes hidden_dim")
    add("--data", choices=DATA, help=f"the images (default: {_DEFAULTS.data})")
    add("--code", choices=CODES, help="whose train_vae (default: yours where it is written)")
    add("--seed", type=int, metavar="N", help=f"(default: {_DEFAULTS.seed})")
    add("--resume", action="store_true", help="go on from the weights that were saved last")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Trains with a line of progress; 0 where it came to its end."""
    workspace = session.made
    settings = chosen(workspace, args)
    run = asyncio.run(_trained(workspace, settings, Console.of(sys.stdout)))
    return 0 if run.status == "done" else 1


def chosen(workspace: Workspace, args: argparse.Namespace) -> Settings:
    """The settings that a command line asks for.

    Raises:
        WrongUsage: one is out of its range, or there is nothing to go on from.
    """
    names = ("epochs", "latent", "beta", "width", "data", "code", "seed")
    given = {name: value for name in names if (value := getattr(args, name)) is not None}
    base = Settings()
    if args.resume:
        found = offer.resumable(workspace.state)
        if found is None and not (found := _more(workspace, given)):
            raise WrongUsage("There is no training to go on from: leave --resume out.")
        base = found[1]
        if set(given) - {"epochs"}:
            raise WrongUsage("--resume goes on with the settings it had; only --epochs may change.")
    try:
        return replace(base, **given).checked()
    except WrongSettings as problem:
        raise WrongUsage(str(problem)) from problem


def _more(workspace: Workspace, given: dict[str, object]) -> offer.Resumable | None:
    """A training that was through, where more epochs are asked for now."""
    return offer.resumable(workspace.state, epochs=int(str(given.get("epochs", 0))))


async def _trained(workspace: Workspace, settings: Settings, console: Console) -> Run:
    run = Run(settings)
    trainer = Trainer(workspace.root, workspace.state, settings)
    shown = 0
    async for event in trainer.events():
        run.take(event)
        shown = _tell(event, run, console, shown)
    _end(run, workspace, console)
    return run


def _tell(event: Event, run: Run, console: Console, notes: int) -> int:
    """Says what is new; returns how many notes were said."""
    kind = event["event"]
    if kind == "started":
        _say(console, printable(words.beginning(run)))
    if kind == "epoch" and run.epochs:
        _say(console, words.epoch(run))
    for note in run.notes[notes:]:
        _say(console, console.wrapped(note))
    if kind in ("batch", "fetching") and console.is_terminal:
        print(f"\r{console.fitted(words.progress(run), 1)}\x1b[K", end="", flush=True)
    return len(run.notes)


def _say(console: Console, text: str) -> None:
    print(f"\r\x1b[K{text}" if console.is_terminal else text, flush=True)


def _end(run: Run, workspace: Workspace, console: Console) -> None:
    if run.output:
        _say(console, f"Printed meanwhile:\n{printable(run.output).rstrip()}")
    if run.status == "done":
        where = models.weights(workspace.state, models.BEST)
        text = f"Done in {words.time(run.seconds)}. The best model: {where}"
        _say(console, console.wrapped(text))
    else:
        _say(console, console.wrapped(f"It stopped: {printable(run.text)}"))
