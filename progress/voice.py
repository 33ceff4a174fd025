"""What the learner is told about the state of their progress: mostly nothing."""

from pathlib import Path

from progress import files
from progress.schema import NewerProgress

SLOW = 2.0
"""Seconds for one record from which the drive is called slow."""


class Voice:
    """Sentences that stay, each said once, and one trouble that lasts until it is mended."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._said: list[str] = []
        self.trouble: str | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, the trouble last."""
        return (*self._said, *([self.trouble] if self.trouble else []))

    def say(self, sentence: str) -> None:
        """Adds a sentence, unless it was said."""
        if sentence not in self._said:
            self._said.append(sentence)

    def note(self, error: OSError | NewerProgress) -> None:
        """Keeps a trouble."""
        if isinstance(error, NewerProgress):
            self.trouble = str(error)
        else:
            self.trouble = files.describe(error, self._folder)

    def aside(self, aside: Path) -> None:
        """Says where something unreadable went."""
        self.say(
            f"A file of your progress in {aside.parent} could not be read: it was set aside as "
            f"{aside.name}, and the newest good copy is used."
        )

    def passed_over(self, count: int) -> None:
        """Says that lines of the journal are damaged."""
        lines = "One line was" if count == 1 else f"{count} lines were"
        self.say(f"{lines} unreadable in journal.jsonl and passed over; all else is kept.")

    def took(self, seconds: float) -> None:
        """Says that the drive is slow, if it is."""
        if seconds >= SLOW:
            self.say(
                f"Saving to {self._folder} takes more than {SLOW:.0f} seconds a time. Nothing is "
                "lost by that; a workspace on a local drive would be quick."
            )
