"""The linter: a sound lesson has no problems, and every breach is found and said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from exercises.kit.case import Case, Check, Misconception, Wrong
from tests import small_lesson
from tutor import curriculum, lint, lint_checks, lint_matrix, source
from tutor.cli import main
from tutor.curriculum import Curriculum, CurriculumError

SOLUTION = small_lesson.STUB.replace(
    'raise NotImplementedError("9.1: double it.")', "return 2 * x"
).replace('raise NotImplementedError("9.2: halve it.")', "return x / 2")


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a lesson that is sound, its reference beside it."""
    small_lesson.write(tmp_path)
    answer = source.parse(SOLUTION, Path("small_examples.py"))
    monkeypatch.setattr(lint, "reference_source", lambda module: answer)
    return tmp_path


def found(root: Path) -> list[str]:
    return [str(problem) for problem in lint.problems(curriculum.load(root))]


def test_a_sound_lesson(lessons: Path) -> None:
    assert found(lessons) == []


BREACHES = [
    ("lesson.toml", 'id = "9.2"', 'id = "9.1"', "things have this id"),
    ("lesson.toml", 'id = "A9.1"', 'id = "U9.1"', "things have this id"),
    ("lesson.toml", 'id = "E9.1"', 'id = "E8.1"', "must begin with the lesson's: 9"),
    ("lesson.toml", "hours = [1, 2]", "hours = [3, 2]", "give the least, then the most"),
    ("lesson.toml", 'goals = ["Do it."]', "goals = []", "say what is learned"),
    ("lesson.toml", 'watch = "The result."', 'watch = ""', "say what to change, to watch"),
    ("lesson.toml", '["One.", "Two.", "Three."]', '["One.", "Two."]', "it has 2 hints: give 3"),
    ("lesson.toml", '["One.", "Two.", "Three."]', '["One.", "One.", "Three."]', "given twice"),
    ("lesson.toml", '["this", "that"]', '["this"]', "two choices or more"),
    ("lesson.toml", '["this", "that"]', '["this", "this"]', "two choices or more"),
    ("lesson.toml", 'question = "Which?"', 'question = ""', "question or explanation is empty"),
    ("lesson.toml", 'insight = "So it is."', 'insight = ""', "insight or solution_note is empty"),
    ("lesson.toml", 'why = "It is what was asked."', 'why = ""', "contract or why is empty"),
    ("lesson.toml", 'answer = "By adding it to itself."', 'answer = ""', "question or answer is"),
    ("lesson.toml", 'activities = ["9.2"]', "activities = []", "no activity is its evidence"),
    ("lesson.toml", 'activities = ["9.2"]', 'activities = ["9.7"]', "9.7 is no activity"),
    ("lesson.toml", 'signature = "double(x)"', 'signature = "double(y)"', "the stub takes (x)"),
    ("lesson.toml", 'signature = "double(x)"', 'signature = "a number"', "the stub takes (x)"),
    ("9.1.md", "Write double.", "Write it.", "does not mention double"),
    ("9.1.md", "Write double.", "Write double. TODO", "it says TODO: finish it"),
    ("9.1.md", "Write double.", "double [x](gone.md)", "its link gone.md leads nowhere"),
    ("9.1.md", "Write double.", "double [x](9.2.md#nowhere)", "leads nowhere"),
    ("9.1.md", "Write double.", "double [x](http://a.org)", "leads nowhere"),
    ("9.1.md", "Write double.", "double `cem-tutor hint 9.9`", "9.9, which is no id"),
    ("9.1.md", "# Doubling\n\nWrite double.\n", "", "is empty: write it"),
    ("small_examples.py", "import math", "import tutor", "it must stand alone"),
    ("small_examples.py", "def double(x)", "def triple(x)", "the stub does not define it"),
    ("small_examples.py", "def double(x)", "def double(x, y=1)", "take different arguments"),
    ("small_examples.py", "raise NotImplementedError(", "return str(", "only raise"),
    ("small_examples.py", '"9.1: double it."', '"Double it."', 'NotImplementedError("9.1: …")'),
    ("small_examples.py", '    """Twice x."""\n', "", "no docstring"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "says"), BREACHES)
def test_a_breach_is_found(lessons: Path, file: str, old: str, new: str, says: str) -> None:
    path = lessons / "lesson9_small" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert any(says in problem for problem in found(lessons)), found(lessons)


def test_links_that_lead_somewhere(lessons: Path) -> None:
    path = lessons / "lesson9_small" / "9.1.md"
    links = "[a](9.2.md) [b](9.2.md#halving) [c](#doubling) [d](https://arxiv.org/abs/1)"
    path.write_text(f"# Doubling\n\ndouble {links} `cem-tutor check 9`\n")
    assert found(lessons) == []


def test_a_missing_text_and_a_missing_reference(
    lessons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lessons / "lesson9_small" / "9.1.md").unlink()
    monkeypatch.undo()
    problems = found(lessons)
    assert any("9.1.md can't be read" in problem for problem in problems)
    assert any("a file is missing or broken" in problem for problem in problems)


def test_a_key_that_lacks_is_named(lessons: Path) -> None:
    path = lessons / "lesson9_small" / "lesson.toml"
    path.write_text(path.read_text().replace("insight", "inside"))
    with pytest.raises(CurriculumError, match="lacks the key 'insight'"):
        curriculum.load(lessons)


# -- checks


def _double(x: float) -> float:
    return 2 * x


def _cases(generator: np.random.Generator) -> Iterator[Case]:
    for name, x in (("nought", 0.0), ("two", 2.0), ("any", float(generator.integers(3, 99)))):
        yield Case(name, ({"x": x},), lambda results, x=x: _judge(results[0], 2 * x))


def _judge(got: float, wanted: float) -> None:
    if got != wanted:
        raise Wrong(f"{got} is not {wanted}", expected=wanted, got=got)


def _wrong(id: str, code: object, title: str = "You do something else.") -> Misconception:
    return Misconception("double", id, title, "It has to be doubled.", "x", code)  # type: ignore[arg-type]


SQUARES = _wrong("squares", lambda x: x * x)
ADDS = _wrong("adds-two", lambda x: x + 2)
CHECK = Check("double", _double, _cases, 3, misconceptions=(SQUARES, ADDS))


@pytest.fixture
def lesson(tmp_path: Path) -> curriculum.Lesson:
    (loaded,) = small_lesson.write(tmp_path).lessons
    return replace(loaded, activities=loaded.activities[:1])


def use(monkeypatch: pytest.MonkeyPatch, *checks: Check) -> None:
    by_name = {check.function: check for check in checks}
    monkeypatch.setattr(lint_checks, "checks_of", lambda lesson: by_name)


def says(problems: Iterator[lint.Problem]) -> str:
    return "\n".join(map(str, problems))


def test_sound_misconceptions(monkeypatch: pytest.MonkeyPatch, lesson: curriculum.Lesson) -> None:
    use(monkeypatch, CHECK)
    cells = list(lint_matrix.matrix(lesson, [1, 2]))
    assert [(c.misconception, c.rung) for c in cells] == [
        ("squares", 3),
        ("squares", 3),
        ("adds-two", 1),
        ("adds-two", 1),
    ]
    assert not [problem for cell in cells for problem in lint_matrix.verdict_on(cell)]
    assert not says(lint_checks.ladders(lesson, [1, 2]))


def test_a_misconception_that_passes() -> None:
    same = _wrong("the-same", lambda x: x + x)
    cell = lint_matrix.cell(replace(CHECK, misconceptions=(same,)), same, 1)
    assert "it passes (seed 1): add a rung" in says(lint_matrix.verdict_on(cell))


def test_misconceptions_that_can_not_be_told_apart() -> None:
    twin = _wrong("twin", lambda x: x**2)
    cell = lint_matrix.cell(replace(CHECK, misconceptions=(SQUARES, ADDS, twin)), twin, 1)
    assert "recognized as squares, twin" in says(lint_matrix.verdict_on(cell))


def test_a_reference_that_fails(monkeypatch: pytest.MonkeyPatch, lesson: curriculum.Lesson) -> None:
    use(monkeypatch, replace(CHECK, reference=lambda x: x * x))
    assert "the reference fails “any” (seed 1)" in says(lint_checks.ladders(lesson, [1]))
    use(monkeypatch, replace(CHECK, total=4))
    assert "total is 4: make it 3" in says(lint_checks.ladders(lesson, [1]))


def test_the_structure_of_checks(
    monkeypatch: pytest.MonkeyPatch, lesson: curriculum.Lesson
) -> None:
    long = _wrong("squares", lambda x: 0, title="x" * 76)
    bare = Misconception("double", "bare", "Title.", "", "", lambda x: 1)
    use(
        monkeypatch,
        replace(CHECK, misconceptions=(SQUARES, long, bare)),
        replace(CHECK, function="other", misconceptions=()),
    )
    text = says(lint_checks.structure(lesson))
    for part in (
        "differ in other",
        "squares: 2 misconceptions have this id",
        "it has 3 misconceptions: write 6 or more",
        "its title has 76 characters",
        "double/bare: explanation or symbol is empty",
    ):
        assert part in text


def test_questions(monkeypatch: pytest.MonkeyPatch, lesson: curriculum.Lesson) -> None:
    class Demos:
        demo_9_1 = staticmethod(lambda code: None)
        predict_9_1 = staticmethod(lambda: {"answer": 1, "fact": "two"})

    monkeypatch.setattr(lint_checks.importlib, "import_module", lambda name: Demos)
    assert not says(lint_checks.questions(lesson))
    Demos.predict_9_1 = staticmethod(lambda: {"answer": 2, "fact": "two"})
    assert "answers 2: give a choice's index" in says(lint_checks.questions(lesson))
    Demos.predict_9_1 = staticmethod(lambda: {"answer": 0})
    assert "lacks the fact 'fact'" in says(lint_checks.questions(lesson))
    del Demos.predict_9_1, Demos.demo_9_1
    text = says(lint_checks.questions(lesson))
    assert "no demo_9_1" in text
    assert "no predict_9_1" in text


# -- what ships


def test_the_lessons_that_ship_are_sound(course: Curriculum) -> None:
    assert [str(problem) for problem in lint.problems(course)] == []


def test_what_ships_runs_as_it_says(course: Curriculum) -> None:
    """Lesson 1 in full; `.ci/run` lints all of them."""
    lesson = course.lessons[0]
    assert not says(lint_checks.questions(lesson))
    assert not says(lint_checks.ladders(lesson, [1]))
    assert not says(lint_checks.files(Curriculum((lesson,))))
    for light in (lesson for lesson in course.lessons if not lesson.needs):
        assert not says(lint_checks.structure(light))


def test_the_command(
    course: Curriculum, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On two functions; the whole matrix, which takes a minute, is run by `.ci/run`."""
    checks = lint_checks.checks_of(course.lessons[0])
    few = {name: checks[name] for name in ("compute_distortion", "assign_clusters")}
    monkeypatch.setattr(lint_checks, "checks_of", lambda lesson: few if lesson.id == "1" else {})
    for step in ("structure", "questions", "files"):
        monkeypatch.setattr(lint_checks, step, lambda _: iter(()))
    assert main(["lint", "--seeds", "1"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == f"{len(course.lessons)} lessons looked at, 0 problems found."
    for name, check in few.items():
        assert f"  {name}\n" in out
        assert all(f"✓ {m.id} " in out for m in check.misconceptions)
    checks_with_hole = {"compute_distortion": replace(few["compute_distortion"], total=99)}
    monkeypatch.setattr(
        lint_checks, "checks_of", lambda lesson: checks_with_hole if lesson.id == "1" else {}
    )
    assert main(["lint", "--seeds", "1"]) == 1
    assert "total is 99: make it" in capsys.readouterr().out
