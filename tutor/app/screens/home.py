"""Home: what to do at first, every activity and experiment, this week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from tutor import review
from tutor.app import screens
from tutor.app.marks import mark, meter, plural, word
from tutor.app.screens.base import TutorScreen
from tutor.app.widgets.menu import Menu
from tutor.app.widgets.sheet import BLANK, Block, Sheet, text
from tutor.curriculum import Activity, Experiment, Lesson

_TITLE = 34


class LessonList(Menu):
    """The list; it has the keyboard, so that Enter is its key and shows in the bar as such."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", id="open", tooltip="Open what is highlighted"),
    ]


class HomeScreen(TutorScreen):
    """The list of lessons; Enter opens what is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "resume", "continue", id="continue",
                tooltip="Go on with the activity opened last, or the first that does not pass"),
        Binding("l", "checklists", "checklists", id="checklists",
                tooltip="Tick off what you can explain"),
        Binding("v", "review", "review", id="review",
                tooltip="What is due: items to answer and functions to write once more"),
        Binding("w", "progress", "progress", id="progress",
                tooltip="The plan beside what you did, week by week"),
        Binding("t", "app.theme", "theme", show=False, id="theme",
                tooltip="Dark, light, or the terminal's own colours"),
        Binding("q", "app.quit", "quit", id="leave",
                tooltip="Leave the tutor; everything is kept"),
    ]  # fmt: skip

    def body(self) -> Iterator[Widget]:
        """The list, and what is said of the highlighted line."""
        yield Sheet(id="welcome")
        with Horizontal(id="columns"):
            yield LessonList(id="list")
            with VerticalScroll(id="about", can_focus=False):
                yield Sheet(id="detail")
                yield Sheet(id="week")

    def on_mount(self) -> None:
        """Fills the list before the first paint."""
        self._has_moved = False
        super().on_mount()
        self.query_one(LessonList).focus()

    def show_state(self, what: str) -> None:
        """Brings marks, the welcome and the week up to date."""
        if what in ("", "remembered"):
            self._welcome()
            self._fill()
            self._about()

    def on_resize(self, _: events.Resize) -> None:
        """There is more to say where there is more room."""
        self.call_after_refresh(self._about)

    def _welcome(self) -> None:
        sheet = self.query_one("#welcome", Sheet)
        due = review.questions(self.state.remembered.due, self.state.curriculum)
        sheet.display = self.state.is_new or bool(due)
        first = _first_steps(self.state.curriculum.lessons[0], self.state.start)
        sheet.blocks = first if self.state.is_new else (_due(due),)

    def _fill(self) -> None:
        menu = self.query_one(LessonList)
        menu.fill(self._lines(), menu.chosen if self._has_moved else self.state.start)

    def _lines(self) -> Iterator[tuple[str | None, Content]]:
        for number, lesson in enumerate(self.state.curriculum.lessons):
            if number:
                yield None, Content("")
            yield None, self._lesson(lesson)
            yield from ((a.id, self._activity(a)) for a in lesson.activities)
            yield None, Content.styled("  Experiments", "$muted")
            for experiment in lesson.experiments:
                yield experiment.id, self._experiment(experiment)
                beneath = lesson.extensions_of(experiment.id)
                yield from ((a.id, self._activity(a, "    ")) for a in beneath)

    def _lesson(self, lesson: Lesson) -> Content:
        low, high = lesson.hours
        passed, total = self.state.passed(lesson), len(lesson.activities)
        return Content.assemble(
            (f"Lesson {lesson.id}  {lesson.title}", "bold $primary"),
            (f"   {low}–{high} hours   ", "$muted"),
            meter(passed, total),
            (f" {passed} of {total} passed", "$muted"),
        )

    def _activity(self, activity: Activity, indent: str = "  ") -> Content:
        status, tries = self.state.status(activity.id), self.state.attempts(activity.id)
        return Content.assemble(
            indent, mark(status), f" {activity.id:<5}",
            _fit(activity.title, _TITLE + 2 - len(indent)), "  ",
            word(status, 13), (plural(tries, "attempt") if tries else "", "$muted"),
        )  # fmt: skip

    def _experiment(self, experiment: Experiment) -> Content:
        answered = experiment.id in self.state.remembered.notes
        return Content.assemble(
            "    ", f"{experiment.id:<5}", _fit(experiment.title, _TITLE), "  ",
            ("answered" if answered else "", "$success"),
        )  # fmt: skip

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Says what is highlighted."""
        self._has_moved = self._has_moved or event.option.id != self.state.start
        self._about()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Opens it."""
        if event.option.id:
            self._open(event.option.id)

    def _about(self) -> None:
        chosen = self.query_one(LessonList).chosen
        self.query_one("#detail", Sheet).blocks = self._detail(chosen)
        self.query_one("#week", Sheet).blocks = self._week() if self.is_wide else ()

    def _detail(self, chosen: str | None) -> tuple[Block, ...]:
        if activity := self.state.curriculum.activities.get(chosen or ""):
            heading = text(f"{activity.id}  {activity.title}", "bold")
            goal = text(activity.goal)
            return (heading, goal, *self._more(activity)) if self.is_wide else (goal,)
        experiment = self.state.experiment(chosen or "")
        if experiment is None:
            return ()
        heading = text(f"{experiment.id}  {experiment.title}", "bold")
        return (heading, text(experiment.task)) if self.is_wide else (text(experiment.task),)

    def _more(self, activity: Activity) -> Iterator[Block]:
        yield BLANK
        for function in activity.functions:
            yield text(f"{function.name} → {function.returns}", "$secondary", 0, 2)
        found = self.state.remembered.activities.get(activity.id)
        yield BLANK
        status = self.state.status(activity.id)
        yield Block(Content.assemble(mark(status), " ", word(status)))
        if found:
            tried = f"{plural(found.attempts, 'attempt')}, {plural(found.hints, 'hint')}"
            yield text(tried + (", solution seen" if found.solution_seen else ""), "$muted")
        if found and found.first_passed:
            yield text(f"first passed on {found.first_passed:%d %B %Y at %H:%M}", "$muted")

    def _week(self) -> tuple[Block, ...]:
        week = self.state.remembered.this_week
        attempts = plural(week.attempts if week else 0, "attempt")
        passed = len(week.passed) if week else 0
        lesson = self.state.curriculum.lesson_of(self.state.start)
        return (
            text("This week", "bold $primary"),
            text(f"{plural(self.state.minutes, 'minute')} at work, {attempts}, {passed} passed"),
            BLANK,
            text(f"Week {lesson.week.number} of the plan: {lesson.week.title}", "bold"),
            text(lesson.week.goal),
            text(lesson.week.deliverable, "$muted"),
        )

    # -- actions -------------------------------------------------------------------------------

    def action_resume(self) -> None:
        """Opens the activity to go on with."""
        self._open(self.state.start)

    def action_checklists(self) -> None:
        """Opens the checklists."""
        self.app.push_screen(screens.checklists_screen())

    def action_review(self) -> None:
        """Opens what is due."""
        self.app.push_screen(screens.review_screen())

    def action_progress(self) -> None:
        """Opens progress."""
        self.app.push_screen(screens.progress_screen())

    def _open(self, id: str) -> None:
        is_activity = id in self.state.curriculum.activities
        self.app.push_screen(
            screens.activity_screen(id) if is_activity else screens.experiment_screen(id)
        )


def _due(due: Sequence[review.Question]) -> Block:
    minutes = review.minutes_of(due)
    first = min(minutes, review.MINUTES)
    what = f" {plural(len(due), 'review')} {'is' if len(due) == 1 else 'are'} due"
    note = f"   {first} minutes at most"
    return Block(Content.assemble(("v", "bold $primary"), (what, "bold"), (note, "$muted")))


def _first_steps(lesson: Lesson, start: str) -> tuple[Block, ...]:
    """Three lines: enough to begin."""
    steps = (
        ("Press ", ("Enter", "bold"), f": activity {start} opens. Read it."),
        (
            "Press ",
            ("e", "bold"),
            f": {lesson.module}.py opens in your editor. Write the function.",
        ),
        ("Save. The verdict comes by itself, and says why.", (" (q leaves)", "$muted")),
    )
    return tuple(
        Block(Content.assemble((f"{number} ", "bold $primary"), *parts))
        for number, parts in enumerate(steps, 1)
    )


def _fit(title: str, width: int) -> str:
    return title.ljust(width) if len(title) <= width else title[: width - 1] + "…"
