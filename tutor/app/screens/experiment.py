"""An experiment to run by hand: the task, what to watch, and the learner's own answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import TextArea

from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text
from tutor.curriculum import Experiment

FEWEST_WORDS = 3


def is_answer(written: str) -> bool:
    """Whether there are enough words to be somebody's own."""
    return len(written.split()) >= FEWEST_WORDS


class ExperimentScreen(TutorScreen):
    """To read, to do, to answer; the model answer comes after one's own."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer", "answer", id="answer", tooltip="Write what you saw, in your words"),
        Binding("ctrl+s", "keep", "keep answer", id="keep",
                tooltip="Keep your answer and see the model answer"),
        Binding("escape", "leave", "back", id="back",
                tooltip="Back; what you wrote is kept"),
        Binding("q", "leave", "back", show=False),
    ]  # fmt: skip

    def __init__(self, experiment: str) -> None:
        super().__init__()
        self._experiment = experiment
        self._kept = ""

    @property
    def experiment(self) -> Experiment:
        """The experiment shown."""
        found = self.state.experiment(self._experiment)
        assert found is not None
        return found

    @property
    def trail(self) -> tuple[str, ...]:
        """Its name."""
        return ("Experiments", f"{self._experiment} {self.experiment.title}")

    def body(self) -> Iterator[Widget]:
        """What to do, what to watch, the question and the answers."""
        with VerticalScroll(classes="pane page"):
            yield Sheet(self._brief())
            yield TextArea(id="answer", placeholder="a few words of your own", compact=True)
            yield Sheet(id="model")

    def _brief(self) -> tuple[Block, ...]:
        experiment = self.experiment
        return (
            text(experiment.title, "bold $primary"), BLANK,
            text("What to do", "bold"), text(experiment.task), BLANK,
            text("What to watch", "bold"), text(experiment.watch), BLANK,
            *self._extensions(),
            text(experiment.question, "bold"),
        )  # fmt: skip

    def _extensions(self) -> Iterator[Block]:
        """What there is to write for it; the first screen opens these activities."""
        lessons = self.state.curriculum.lessons
        extensions = [a for x in lessons for a in x.extensions_of(self._experiment)]
        if extensions:
            yield text("To write for it, from the first screen", "bold")
            yield from (text(f"{a.id}  {a.title}: {a.goal}") for a in extensions)
            yield BLANK

    def on_mount(self) -> None:
        """Puts in what was written before."""
        note = self.state.remembered.notes.get(self._experiment)
        self._kept = note.text if note else ""
        self.query_one(TextArea).text = self._kept
        super().on_mount()
        self.query_one(".page").focus()

    def show_state(self, what: str) -> None:
        """The model answer stands below an answer that is kept."""
        how = "a to answer, ctrl+s to keep it: then the model answer is shown."
        model = (text("A model answer", "bold $success"), text(self.experiment.answer))
        blocks = model if is_answer(self._kept) else (text(how, "$muted"),)
        self.query_one("#model", Sheet).blocks = blocks

    def action_answer(self) -> None:
        """Gives the keyboard to the answer."""
        self.query_one(TextArea).focus()

    def action_keep(self) -> None:
        """Keeps the answer; one of a few words uncovers the model answer."""
        written = self.query_one(TextArea).text
        if not is_answer(written):
            self.app.notify("A few words of your own first.", severity="warning")
            return
        self._keep(written)
        self.show_state("")
        self.query_one(".page").focus()

    def _keep(self, written: str) -> None:
        if written != self._kept:
            self._kept, subject = written, self._experiment
            self.tutor.remember(lambda store: store.write_note(subject, written))

    def action_leave(self) -> None:
        """Goes back, out of the answer first; nothing written is lost."""
        self._keep(self.query_one(TextArea).text)
        if self.query_one(TextArea).has_focus:
            self.query_one(".page").focus()
        else:
            self.dismiss()
