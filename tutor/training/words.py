"""A training in words: one line each, for the command line and for the screen."""

from __future__ import annotations

from tutor.training.run import Run
from tutor.training.settings import DATA

BAR = 20


def beginning(run: Run) -> str:
    """Whose code trains on what, why it is not the learner's, and where it began."""
    whose = "Your own train_vae" if run.whose == "yours" else "The reference"
    text = f"{whose} trains on {run.source}, on {run.device}."
    if run.why:
        text = f"{text} {run.why}"
    if run.first:
        text += f" It goes on from epoch {run.first}: weights kept, optimizer fresh."
    return text


def epoch(run: Run) -> str:
    """The epoch that is over."""
    last = run.epochs[-1]
    text = f"epoch {len(run.epochs):3d} of {run.total}   loss {last.loss:8.2f}"
    if last.has_parts:
        text += f" = reconstruction {last.reconstruction:8.2f} + β × KL {last.kl:.2f}"
    return text


def progress(run: Run, width: int = BAR) -> str:
    """How far it is, with a bar of that width and the time left."""
    if run.status == "starting":
        return "starting: PyTorch is loaded …"
    if run.status == "fetching":
        return _fetching(run)
    full = round(run.fraction * width)
    bar = "█" * full + "░" * (width - full)
    now = run.epochs[-1].loss if run.is_over and run.epochs else run.loss
    loss = f"   loss {now:.1f}" if run.batches else ""
    text = f"{bar} {run.fraction:4.0%}   epoch {min(run.epoch + 1, run.total)} of {run.total}{loss}"
    return text + _time(run)


def _time(run: Run) -> str:
    if run.is_over:
        return f"   {time(run.seconds)} in all"
    left = run.seconds_left
    return f"   {time(left)} left" if left is not None else ""


def _fetching(run: Run) -> str:
    file, done, total = run.fetched
    what = DATA[run.settings.data].partition(",")[0]
    of = f" of {total / 1e6:.1f}" if total else ""
    return f"fetching {what}: {file}, {done / 1e6:.1f}{of} MB"


def ending(run: Run) -> str:
    """How it ended, in a sentence; "" while it goes on."""
    match run.status:
        case "done":
            return "Done. The model is saved: 4.5 and 4.6 show what it has learned."
        case "cancelled":
            kept = (
                "the model of the last whole epoch is saved" if run.epochs else "nothing is saved"
            )
            return f"Cancelled; {kept}."
        case "nan" | "failed" | "died":
            return f"It stopped. {run.text}"
    return ""


def time(seconds: float) -> str:
    """Seconds as they are read: "42 s", "3 min 20 s", "1 h 05 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
