"""A learner's way through the app: from the first screen to a pass, at 80 by 24."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from progress.store import Store
from tests.app import sample
from tests.app.conftest import Drive
from tutor.app.screens.activity import ActivityScreen
from tutor.app.screens.home import HomeScreen

SIZES = [(80, 24), (160, 50)]


def activity(it: object) -> ActivityScreen:
    screen = it.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, ActivityScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_first_screen_says_what_to_do_and_enter_does_it(
    drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(size) as it:
        shown = it.text()
        for words in ("Press Enter", "Press e", "Save.", "q leaves", "1.1", "E1.1", "not started"):
            assert words in shown
        await it.press("enter")
        assert activity(it).activity_id == "1.1"
        await it.until(lambda: "Measure a clustering" in it.text() and "By hand" in it.text())


async def test_a_wrong_save_brings_the_verdict_and_a_right_one_the_pass(drive: Drive) -> None:
    async with drive() as it:
        await it.press("enter")
        assert "[1 Text]" in it.text()
        await it.save(sample.written("compute_distortion", by="0"))
        shown = it.text()
        assert "[2 Verdict ✗ failed]" in shown
        assert "You picked the farthest centroid" in shown
        assert "rung 3  two points on a line" in shown
        assert "expected  [0 1]" in shown
        assert "got       [1 0]" in shown
        assert "^ ^" in shown
        await it.save(sample.written("compute_distortion", by="1"))
        shown = it.text()
        assert "✓ passed" in shown
        assert "Why it is right" in shown
        assert "go on to 1.2" in shown
        record = await it.store(lambda store: store.activity("1.1"))
        assert (record.status, record.attempts) == ("passed", 2)  # type: ignore[attr-defined]
        await it.press("n")
        assert activity(it).activity_id == "1.2"
        await it.press("q")
        assert isinstance(it.app.screen, HomeScreen)
        assert "✓ 1.1" in it.text()


async def test_what_was_not_touched_is_no_attempt(drive: Drive) -> None:
    async with drive() as it:
        await it.save(sample.written("compute_distortion", by="1"))
        await it.save(sample.written("compute_distortion", "assign_clusters", by="1"))
        attempts = await it.store(lambda store: [a.attempt.function for a in store.attempts()])
        assert attempts == ["sample_examples.compute_distortion", "sample_examples.assign_clusters"]


async def test_a_caller_that_breaks_is_recorded_once(drive: Drive) -> None:
    both = ("assign_clusters", "kmeans")

    def judge(function: str, activity: str, text: str) -> sample.Result:
        if function.endswith("kmeans") and "(X, 1)" in text and "return 1\n" not in text:
            return sample.failed(function, activity)
        return sample.by_text(function, activity, text)

    def statuses(store: Store) -> list[str]:
        return [a.attempt.status for a in store.attempts("1.5")]

    async with drive(judge=judge) as it:
        await it.save(sample.written(*both, by="1"))
        assert await it.store(statuses) == ["passed"]
        for n in (2, 3):
            broken = sample.written(*both, by="1").replace("    return 1\n", f"    return {n}0\n")
            await it.save(broken)
        assert await it.store(statuses) == ["passed", "failed"]
        status = await it.store(lambda store: store.activity("1.5").status)
        assert status == "in_progress"


async def test_a_save_during_a_check_takes_its_place_and_none_is_dropped(drive: Drive) -> None:
    gate = asyncio.Event()
    async with drive(gate=gate) as it:
        await it.until(lambda: it.checker.asked, "first check")
        it.path.write_text(sample.written("compute_distortion", by="0"), encoding="utf-8")
        await it.until(lambda: len(it.checker.asked) == 2, "second check")
        it.path.write_text(
            sample.written("compute_distortion", "update_centroids", by="1"), encoding="utf-8"
        )
        await it.until(lambda: len(it.checker.asked) == 3, "third check")
        gate.set()
        await it.settled()
        later = [f for asked in it.checker.asked[2:] for f in asked]
        assert {f.rpartition(".")[2] for f in later} == {
            signature.split("(")[0] for _, signature, _ in sample.TITLES
        }
        statuses = {f.rpartition(".")[2]: r.status for f, r in it.app.state.results.items()}
        assert statuses["compute_distortion"] == statuses["update_centroids"] == "passed"
        assert statuses["kmeans"] == "not_started"
        tried = await it.store(lambda store: [a.attempt.activity for a in store.attempts()])
        assert tried == ["1.1", "1.4"]


async def test_a_verdict_on_older_text_is_not_shown(drive: Drive) -> None:
    gate = asyncio.Event()
    async with drive(gate=gate) as it:
        await it.until(lambda: it.checker.asked)
        late = it.app.bench._turn  # type: ignore[union-attr]
        it.path.write_text(sample.written("compute_distortion", by="1"), encoding="utf-8")
        await it.until(lambda: len(it.checker.asked) == 2)
        from tutor.app.messages import Judged

        message = Judged(sample.failed("sample_examples.compute_distortion", "1.1"))
        message.turn = late
        it.app.post_message(message)
        await it.pilot.pause()
        assert "sample_examples.compute_distortion" not in it.app.state.results
        gate.set()
        await it.settled()
        assert it.app.state.results["sample_examples.compute_distortion"].passed


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_that_cannot_be_read_is_said_and_counts_as_nothing(
    drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(size) as it:
        await it.press("enter")
        await it.save("def compute_distortion(X:\n    return 1\n")
        shown = it.text()
        assert "Python can't read your file" in shown
        assert "line 1" in shown
        assert await it.store(lambda store: store.attempts()) == []
        await it.save(sample.written("compute_distortion", by="1"))
        assert "✓ passed" in it.text()
        it.path.unlink()
        await it.until(lambda: it.app.state.problems, "missing file noticed")
        assert "is not in the workspace" in it.text().replace("\n", " ")


async def test_a_verdict_does_not_take_the_keyboard_from_a_dialog(drive: Drive) -> None:
    async with drive() as it:
        await it.press("enter", "p")
        dialog = it.app.screen
        await it.save(sample.written("compute_distortion", by="0"))
        assert it.app.screen is dialog
        await it.press("escape")
        assert "[2 Verdict ✗ failed]" in it.text()


async def test_hints_come_one_by_one_and_are_recorded(drive: Drive) -> None:
    async with drive() as it:
        await it.press("enter", "h")
        await it.until(lambda: "Think of one point first." in it.text())
        assert "then argmin" not in it.text()
        await it.press("h")
        await it.until(lambda: "then argmin" in it.text())
        await it.press("h", "h")
        await it.until(lambda: "3. " in it.text())
        assert await it.store(lambda store: store.hints_seen("1.1")) == 3


async def test_the_solution_asks_once_and_is_recorded(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tutor import solutions

    monkeypatch.setattr(solutions, "solution_text", lambda functions: "def f():\n    return 1\n")
    async with drive() as it:
        await it.press("enter", "S")
        assert "It is recorded" in it.text()
        await it.press("n")
        assert not await it.store(lambda store: store.activity("1.1").solution_seen)
        await it.press("S", "y")
        await it.until(lambda: "Short and fast." in it.text() and "return 1" in it.text())
        assert await it.store(lambda store: store.activity("1.1").solution_seen)
        await it.press("q", "S")
        await it.until(lambda: "Short and fast." in it.text())


async def test_reset_asks_and_keeps_a_backup(drive: Drive) -> None:
    async with drive() as it:
        mine = sample.written("compute_distortion", "kmeans", by="1")
        await it.save(mine)
        await it.press("enter", "escape", "c", "R", "n")
        assert it.path.read_text(encoding="utf-8") == mine
        screen = activity(it)
        screen.open("1.1")
        before = len(it.checker.asked)
        await it.press("R", "y")
        await it.until(lambda: len(it.checker.asked) > before, "checked after the reset")
        await it.settled()
        assert "assign_clusters(X, 1)" in it.path.read_text(encoding="utf-8")
        assert it.app.state.results["sample_examples.compute_distortion"].status == "not_started"
        backups = list(it.workspace.backups.glob("sample_examples*.py"))
        assert [b.read_text(encoding="utf-8") for b in backups] == [mine]
        kept = await it.store(lambda store: store.last_reset("1.1"))
        assert kept is not None


async def test_predict_is_answered_from_the_data_and_kept(drive: Drive) -> None:
    async with drive() as it:
        await it.press("enter", "p")
        assert "change their label?" in it.text()
        await it.press("1")
        await it.until(lambda: "Not so." in it.text())
        assert "✓ what the data say" in it.text()
        await it.press("2")  # the first choice counts
        kept = await it.store(lambda store: store.prediction("1.1"))
        assert (kept.choice, kept.right) == (0, False)  # type: ignore[attr-defined]
        await it.press("enter")
        assert isinstance(it.app.screen, ActivityScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_demonstration_says_whose_code_ran_and_has_several_figures(
    drive: Drive, size: tuple[int, int]
) -> None:
    from tutor.app.widgets.plot import Plot

    async with drive(size) as it:
        await it.press("enter", "s")
        plot = it.app.screen.query_one(Plot)
        await it.until(lambda: plot.is_drawn, "drawn")
        shown = it.text()
        assert "your code: assign_clusters" in shown
        assert (
            "the reference stood in for: update_centroids" in shown.replace("\n", " ")
            or size[0] > 80
        )
        assert "Three clusters" in shown
        assert "figure 1 of 2" in shown
        await it.press("right_square_bracket")
        await it.until(lambda: plot.is_drawn and "Distortion" in it.text())
        await it.press("left_square_bracket")
        await it.until(lambda: "Three clusters" in it.text())
        assert "before your last change" not in it.text()
        await it.save(sample.written("assign_clusters", by="1"))
        await it.press("3")
        await it.until(lambda: "drawn before your last change" in it.text())
        await it.press("s")
        await it.until(lambda: "before your last change" not in it.text())


async def test_a_demonstration_displaced_by_a_save_runs_after_it(drive: Drive) -> None:
    gate = asyncio.Event()
    async with drive(gate=gate) as it:
        await it.until(lambda: it.checker.asked)
        await it.press("enter", "s")
        assert "1.1" not in it.app.state.demos
        it.path.write_text(sample.written("compute_distortion", by="1"), encoding="utf-8")
        await it.until(lambda: len(it.checker.asked) == 2)
        gate.set()
        await it.until(lambda: "1.1" in it.app.state.demos, "demonstration")
        assert it.app.state.results["sample_examples.compute_distortion"].passed


async def test_what_takes_long_shows_its_time_and_can_be_stopped(drive: Drive) -> None:
    gate = asyncio.Event()
    async with drive(gate=gate) as it:
        await it.until(lambda: it.checker.asked)
        await it.press("enter")
        await it.until(lambda: "checking compute_distortion …" in it.text())
        await it.until(lambda: "x stop" in it.text())
        await it.press("x")
        await it.until(lambda: "watching" in it.text())
        assert not it.app.bench.running  # type: ignore[union-attr]


async def test_a_fault_of_the_checker_is_said_and_reported(drive: Drive) -> None:
    from tutor.checking.client import CheckerFault

    def judge(function: str, activity: str, text: str) -> sample.Result:
        raise CheckerFault("a report for whoever mends it")

    async with drive(judge=judge) as it:
        await it.until(lambda: "no fault of your code" in it.text().replace("\n", " "))
        report = it.workspace.state / "checker-fault.txt"
        assert report.read_text(encoding="utf-8") == "a report for whoever mends it"


async def test_r_checks_again_and_counts(drive: Drive) -> None:
    async with drive() as it:
        await it.save(sample.written("compute_distortion", by="0"))
        await it.press("c")
        before = len(it.checker.asked)
        await it.press("r")
        await it.until(lambda: len(it.checker.asked) > before)
        await it.settled()
        attempts = await it.store(lambda store: store.activity("1.1").attempts)
        assert attempts == 2


async def test_what_changed_while_the_app_was_closed_is_an_attempt(drive: Drive) -> None:
    async with drive() as it:
        await it.save(sample.written("compute_distortion", by="1"))
    assert it.checker.closed
    it.path.write_text(
        sample.written("compute_distortion", "update_centroids", by="1"), encoding="utf-8"
    )
    async with drive() as it:
        await it.kept()
        tried = await it.store(lambda store: [a.attempt.activity for a in store.attempts()])
        assert tried == ["1.1", "1.4"]
        assert it.app.state.start == "1.2"


async def test_copy_gives_the_path(drive: Drive) -> None:
    async with drive() as it:
        await it.press("enter", "y")
        assert Path(it.app.clipboard) == it.path


async def test_the_editor_that_is_missing_is_explained_with_the_path(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    async with drive() as it:
        await it.press("enter", "e")
        await it.until(lambda: "no-such-editor-anywhere" in it.text())
        assert "sample_examples.py" in it.text()


async def test_a_verdict_is_recorded_before_the_rest_of_the_lesson_is_judged(drive: Drive) -> None:
    gate = asyncio.Event()
    async with drive(gate=gate, held="kmeans") as it:
        await it.until(lambda: it.checker.asked)
        it.path.write_text(sample.written("compute_distortion", by="1"), encoding="utf-8")
        await it.until(lambda: it.app.state.status("1.1") == "passed", "recorded")
        assert it.app.bench.running  # type: ignore[union-attr]


async def test_leaving_in_the_midst_of_a_check_loses_no_verdict(drive: Drive) -> None:
    gate = asyncio.Event()
    both = ("compute_distortion", "kmeans")
    async with drive(gate=gate, held="kmeans") as it:
        await it.until(lambda: it.checker.asked)
        it.path.write_text(sample.written(*both, by="1"), encoding="utf-8")
        await it.until(lambda: "sample_examples.compute_distortion" in it.app.state.results)
        await it.until(
            lambda: it.app.state.results["sample_examples.compute_distortion"].passed, "verdict"
        )
        assert it.app.state.status("1.1") == "not_started"
    with Store(it.workspace.state) as store:
        assert store.activity("1.1").status == "passed"


async def test_what_a_new_release_brought_is_said(
    lessons: sample.Curriculum, made: sample.Workspace
) -> None:
    from dataclasses import replace

    from tutor.app.app import TutorApp
    from tutor.app.state import State

    with Store(made.state) as store:
        store.record_activity("1.1", True)
    brought = replace(made, notices=("sample_examples.py: kmeans has a new stub.",))
    checker = sample.FakeChecker(lessons, made.file("sample_examples"), sample.by_text)
    app = TutorApp(State(lessons, brought), lambda: checker)
    async with app.run_test(notifications=True) as pilot:
        while not app.state.is_read:
            await pilot.pause(0.01)
        await pilot.pause(0.1)
        messages = [notice.message for notice in app._notifications]
        assert "sample_examples.py: kmeans has a new stub." in messages


async def test_without_a_store_the_tutor_still_judges_and_says_so_once(
    lessons: sample.Curriculum, made: sample.Workspace
) -> None:
    from tutor.app.app import TutorApp
    from tutor.app.state import State

    def refuse() -> Store:
        raise PermissionError("Your progress was written by a newer release.")

    path = made.file("sample_examples")
    checker = sample.FakeChecker(lessons, path, sample.by_text)
    app = TutorApp(State(lessons, made), lambda: checker, refuse)
    async with app.run_test(notifications=True) as pilot:
        for by in "01":
            path.write_text(sample.written("compute_distortion", by=by), encoding="utf-8")
            wanted = "passed" if by == "1" else "failed"
            while True:
                result = app.state.results.get("sample_examples.compute_distortion")
                if result and result.status == wanted:
                    break
                await pilot.pause(0.01)
        await pilot.pause(0.1)
        said = [n.message for n in app._notifications if "newer release" in n.message]
        assert len(said) == 1


async def test_a_verdict_can_be_disputed_and_the_report_is_kept(drive: Drive) -> None:
    async with drive() as it:
        await it.press("enter")
        assert "dispute" not in it.text()
        await it.save(sample.written("compute_distortion", by="0"))
        assert "D dispute" in it.text()
        await it.press("D")
        await it.until(lambda: "Is the verdict on 1.1 wrong?" in it.text())
        await it.press("y")
        folder = it.app.state.workspace.state / "disputes"
        await it.until(lambda: any(folder.glob("1.1-*.md")))
        report = next(folder.glob("1.1-*.md")).read_text(encoding="utf-8")
        assert "compute_distortion" in report
        assert '"seed"' in report
        record = await it.store(lambda store: store.activity("1.1"))
        assert record.status == "disputed"  # type: ignore[attr-defined]
