"""Reviews: what is taken, what a rating rests on, the file of a function, the screens, the list."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.widgets import TextArea

from progress.records import Attempt
from progress.review import Card
from progress.store import Store
from tests.app import sample
from tests.app.conftest import NOW, Drive, Driven
from tutor import cli, review, review_file, source
from tutor.checking.verdict import Result
from tutor.curriculum import Curriculum, load
from tutor.review import Question, Session, Work
from tutor.source import UnreadableFile
from tutor.workspace import Workspace

ROOT = Path(__file__).parents[2]
ASSIGN = "function:sample_examples.assign_clusters"


def card(id: str, days: int = 0) -> Card:
    return Card(id, NOW - timedelta(days=days), {}, 1, 0, NOW - timedelta(days=days + 3))


def learned(workspace: Workspace) -> None:
    """Twelve days ago an item was ticked, ten days ago a function passed: both are due by now."""
    with Store(workspace.state, lambda: NOW - timedelta(days=12)) as store:
        store.tick("U1.1", "what I said then", "good", "1.1 passed")
    with Store(workspace.state, lambda: NOW - timedelta(days=10)) as store:
        store.record_attempt(
            Attempt("1.3", "sample_examples.assign_clusters", "passed", None, 0.1, 8, 8, None)
        )
        store.record_activity("1.3", True)


def in_review(workspace: Workspace) -> Path:
    return workspace.root / "review" / "sample_examples__assign_clusters.py"


def stub_filled(body: str) -> str:
    return f"import numpy as np\n\n\ndef assign_clusters(X, centroids):\n    {body}\n"


# -- what is taken, and for how long


def test_only_cards_that_the_lessons_still_have_are_asked(lessons: Curriculum) -> None:
    ids = ["item:U1.1", "item:U9.9", ASSIGN, "function:gone.gone", "other:U1.1"]
    asked = review.questions([card(id) for id in ids], lessons)
    assert [(q.kind, q.name) for q in asked] == [("item", "U1.1"), ("function", "1.3")]
    assert review.minutes_of(asked) == 7


def test_a_sitting_begins_no_card_after_its_minutes(lessons: Curriculum) -> None:
    first, second = review.questions([card("item:U1.1"), card(ASSIGN)], lessons)
    session = Session([first, second])
    assert session.next is first
    session.rate(first, "good", 599)
    assert session.next is second
    session.spend(1)
    assert session.is_over
    assert session.next is None
    extended = Session([second], session.most, session.seconds)
    extended.extend()
    assert (extended.next, extended.left) == (second, 10)
    session.renew([first, second])
    assert session.waiting == [second], "what was rated in this sitting does not come again"


@pytest.mark.parametrize(
    ("work", "rating"),
    [
        (Work(), "again"),
        (Work(passed=True), "easy"),
        (Work(passed=True, failed=2), "good"),
        (Work(passed=True, failed=4), "hard"),
        (Work(passed=True, hints=1), "hard"),
        (Work(passed=True, solution_seen=True), "again"),
        (Work(failed=1), "again"),
    ],
)
def test_the_rating_proposed_rests_on_saves_and_help(work: Work, rating: str) -> None:
    assert review.proposed(work) == rating


def test_lateness_is_told_by_days_where_the_learner_is() -> None:
    now = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    late = replace(card(ASSIGN), due=datetime(2026, 11, 23, 23, 59, tzinfo=UTC))
    assert review.lateness(late, now) == "1 day late"
    assert review.lateness(replace(late, due=now), now) == "today"
    assert review.lateness(replace(late, due=now - timedelta(days=3)), now) == "3 days late"


# -- the file of a function


@pytest.fixture(scope="module")
def real() -> Curriculum:
    return load()


def test_every_functions_review_is_a_stub_of_its_own(real: Curriculum) -> None:
    for function in real.functions.values():
        text = review_file.stub(real, function)
        parsed = source.parse(text, Path("review.py"))
        assert list(parsed.definitions) == [function.name]
        assert max(map(len, text.splitlines())) <= 100


def test_an_unfinished_review_is_gone_on_with_and_a_finished_one_kept(
    lessons: Curriculum, made: Workspace
) -> None:
    function = lessons.functions["sample_examples.assign_clusters"]
    place = review_file.begin(made, lessons, function)
    assert place == in_review(made)
    place.write_text(stub_filled("return 7"), encoding="utf-8")
    assert review_file.begin(made, lessons, function).read_text("utf-8").endswith("return 7\n")
    copy = review_file.finish(made, function, datetime(2026, 11, 24, 12, 0))
    assert copy is not None
    assert copy.read_text("utf-8") == stub_filled("return 7")
    assert not place.exists()
    assert review_file.finish(made, function, datetime(2026, 11, 24)) is None


MINE = '''"""Mine."""

import numpy as np

SCALE = 2


def helper(x):
    return x


def assign_clusters(X, centroids):
    return helper(X)


def kmeans(X, k):
    return assign_clusters(X, k)
'''

WRITTEN = '''"""Review."""

import math
import numpy as np

FAR = 1e9


def nearest(d):
    return d.argmin(1)


def assign_clusters(X, centroids):
    d = X - centroids
    return nearest(d)
'''


def composed() -> review_file.Composed:
    return review_file.compose(
        source.parse(MINE, Path("m.py")), source.parse(WRITTEN, Path("m__assign_clusters.py"))
    )


def test_the_rest_of_the_module_comes_from_the_learners_file() -> None:
    text = composed().text
    parsed = source.parse(text, Path("m.py"))
    assert set(parsed.definitions) == {"helper", "nearest", "assign_clusters", "kmeans"}
    assert "nearest(d)" in parsed.segment("assign_clusters")
    assert text.count("import numpy as np") == 1
    assert "import math" in text
    names: dict[str, object] = {}
    exec(compile(text, "m.py", "exec"), names)
    assert (names["FAR"], names["SCALE"]) == (1e9, 2)


def test_lines_of_a_verdict_are_those_of_the_reviews_file() -> None:
    whole = composed()
    at = next(n for n, row in enumerate(whole.text.splitlines(), 1) if "d = X" in row)
    assert WRITTEN.splitlines()[whole.lines[at] - 1] == "    d = X - centroids"
    outside = whole.text.splitlines().index("    return assign_clusters(X, k)") + 1
    told = (
        f"m.py:{outside} in kmeans\n    nonsense\nm.py:{at} in assign_clusters\n    nonsense\nBad"
    )
    result = replace(
        sample.failed("m.assign_clusters", "1.3"),
        line=at, message=f"It raised Bad in line {at}: no", traceback=told,
    )  # fmt: skip
    found = review_file.relocated(result, whole, "m")
    assert found.line == WRITTEN.splitlines().index("    d = X - centroids") + 1
    assert found.message == f"It raised Bad in line {found.line}: no"
    assert found.traceback == (
        "m.py in kmeans\n    return assign_clusters(X, k)\n"
        f"review/m__assign_clusters.py:{found.line} in assign_clusters\n    d = X - centroids\nBad"
    )


def test_a_review_that_lost_its_function_says_so(lessons: Curriculum, made: Workspace) -> None:
    function = lessons.functions["sample_examples.assign_clusters"]
    review_file.begin(made, lessons, function).write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="does not define assign_clusters any more"):
        review_file.composed(made, function)


def test_the_real_checker_judges_what_no_file_holds(tmp_path: Path, real: Curriculum) -> None:
    made = Workspace(tmp_path / "work").create(real)
    shutil.copy(ROOT / "reference" / "kmeans_examples.py", made.file("kmeans_examples"))
    before = made.file("kmeans_examples").read_bytes()
    function = real.functions["kmeans_examples.assign_clusters"]
    stub, right = review_file.stub(real, function), source.load(made.file("kmeans_examples"))
    head = stub[: stub.index("    raise")]
    texts = [
        stub,
        f"{head}    return ((X[:, None] - centroids) ** 2).sum(2).argmax(1)\n",
        f"{head}    return nowhere\n",
        "import numpy as np\n\n\n" + right.segment("assign_clusters"),
    ]
    got = asyncio.run(_judged(made, real, texts))
    assert [result.status for result in got] == ["not_started", "failed", "error", "passed"]
    assert got[1].misconception is not None
    assert got[1].misconception.id == "farthest-centroid"
    line = texts[2].splitlines().index("    return nowhere") + 1
    assert got[2].line == line
    assert f"in line {line}" in got[2].message
    assert f"review/kmeans_examples__assign_clusters.py:{line}" in str(got[2].traceback)
    assert made.file("kmeans_examples").read_bytes() == before


async def _judged(made: Workspace, lessons: Curriculum, texts: list[str]) -> list[Result]:
    from tutor.checking.client import Checker

    function = lessons.functions["kmeans_examples.assign_clusters"]
    place = review_file.begin(made, lessons, function)
    checker, found = Checker(made.root, lessons), []
    try:
        for text in texts:
            place.write_text(text, encoding="utf-8")
            whole = review_file.composed(made, function)
            content = {function.module: whole.text.encode()}
            results = [r async for r in checker.check((function.qualified,), 7, content)]
            found.append(review_file.relocated(results[-1], whole, function.module))
    finally:
        await checker.close()
    return found


# -- the screens


async def write(it: Driven, body: str, verdict: str) -> None:
    """Saves the review's file, and waits for the verdict."""
    in_review(it.workspace).write_text(stub_filled(body), encoding="utf-8")
    await it.until(lambda: verdict in it.text(), verdict)
    await it.settled()


async def test_a_sitting_goes_through_items_and_functions(drive: Drive, made: Workspace) -> None:
    learned(made)
    async with drive() as it:
        mine = it.path.read_bytes()
        assert "· 2 due" in it.text()
        assert "2 reviews are due" in it.text()
        await it.press("v")
        assert "2 cards are due, about 7 minutes in all." in it.text()
        await it.press("enter")
        assert "distortion measures. How?" in it.text()
        assert "A model answer" not in it.text()
        it.app.screen.query_one(TextArea).text = "a sum of squares"
        await it.press("ctrl+s")
        assert "A model answer of a few words." in it.text()
        it.app.clear_notifications()  # a toast lies over the answer
        await it.press("end")
        await it.until(lambda: "What you answered on 12 November 2026" in it.text())
        await it.press("3")
        await it.until(lambda: "assign_clusters(X, centroids)" in it.text(), "the next by itself")
        assert in_review(made).read_text("utf-8").count("def ") == 1
        await write(it, "return 0", "farthest centroid")
        assert "proposed" in it.text()
        await write(it, "return 1", "✓ passed")
        assert "good  I got there after a slip or two  ← proposed" in it.text()
        await it.press("enter")
        await it.until(lambda: "Nothing is due for review." in it.text())
        assert "2 cards reviewed" in it.text()
        await it.until(lambda: "1.3  good, comes back on" in it.text())
        assert it.path.read_bytes() == mine
        assert not in_review(made).exists()
        assert [p.read_text("utf-8") for p in made.backups.glob("*__assign*")] == [
            stub_filled("return 1")
        ]
        await it.press("q")
        assert " due" not in it.text().splitlines()[0]
        cards = await it.store(lambda store: store.cards())
        assert cards["item:U1.1"].reps == 2  # type: ignore[index]
        attempts = await it.store(lambda store: store.attempts())
        assert len(attempts) == 1, "a review is no attempt at the activity"  # type: ignore[arg-type]


async def test_what_does_not_pass_can_only_come_back_soon(
    drive: Drive, made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned(made)
    async with drive() as it:
        await it.press("v", "down", "enter")
        await it.press("enter", "4", "2")
        assert "assign_clusters(X, centroids)" in it.text(), "nothing was rated"
        await it.press("h")
        assert "Think of one point first." in it.text()
        opened: list[tuple[Path, int]] = []
        monkeypatch.setattr(it.app, "edit", lambda path, line: opened.append((path, line)))
        await it.press("e")
        head = in_review(made).read_text("utf-8").split("def assign_clusters")[0]
        assert opened == [(in_review(made), head.count("\n") + 1)]
        await write(it, "return 0", "farthest centroid")
        await it.press("4")
        assert "assign_clusters(X, centroids)" in it.text()
        await it.press("1")
        await it.until(lambda: "1 card reviewed" in it.text() or "How?" in it.text())
        cards = await it.store(lambda store: store.cards())
        found = cards[ASSIGN]  # type: ignore[index]
        assert (found.lapses, (found.due - NOW).days) == (1, 1)


async def test_a_review_that_is_left_stays_due_with_its_file(drive: Drive, made: Workspace) -> None:
    learned(made)
    async with drive() as it:
        await it.press("v", "down", "enter")
        await write(it, "return 0  # half a thought", "farthest centroid")
        await it.press("q")
        assert "2 cards are due" in it.text()
        await it.press("down", "enter")
        await it.until(lambda: "farthest centroid" in it.text(), "judged as it was left")
        assert "half a thought" in in_review(made).read_text("utf-8")
        in_review(made).write_text("def assign_clusters(X, centroids:\n", encoding="utf-8")
        await it.until(lambda: "Python can't read this" in it.text())


async def test_the_time_is_up_and_more_can_be_had(
    drive: Drive, made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tutor.app.screens import review_item

    learned(made)
    hour = iter(range(0, 36_000, 3600))
    clock = SimpleNamespace(monotonic=lambda: float(next(hour)))
    monkeypatch.setattr(review_item, "time", clock)
    async with drive() as it:
        await it.press("v", "enter")
        await it.press("escape")
        assert "The ten minutes are up" in it.text()
        await it.press("enter")
        assert "2 cards are due" in it.text()
        await it.press("m")
        await it.until(lambda: "This sitting has 10 minutes left" in it.text())


# -- the list


def test_the_command_lists_what_is_due(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], real: Curriculum
) -> None:
    folder = tmp_path / "work"
    assert cli.main(["--workspace", str(folder), "review"]) == 0
    assert capsys.readouterr().out.startswith("Nothing is due for review.")
    assert not folder.exists(), "to list makes no workspace"
    made = Workspace(folder).create(real)
    item = next(iter(real.checklist))
    with Store(made.state, lambda: datetime(2020, 1, 1, tzinfo=UTC)) as store:
        store.tick(item, "words", "good", "evidence")
    assert cli.main(["--workspace", str(folder), "review"]) == 0
    out = capsys.readouterr().out
    assert "1 card is due, about 2 minutes in all." in out
    assert item in out
    assert cli.main(["--workspace", str(folder), "review", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["minutes"], found["next"]) == (1, 2, None)
    assert [(c["id"], c["kind"]) for c in found["due"]] == [(f"item:{item}", "item")]


def test_a_card_knows_what_it_asks(lessons: Curriculum) -> None:
    item, function = review.questions([card("item:U1.1"), card(ASSIGN)], lessons)
    assert isinstance(item, Question)
    assert item.title == "I can say what the distortion measures."
    assert function.title == "write assign_clusters once more"
