"""The parts that need no screen: editors, differences, saves, colours, the rows of keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from tests.app import sample
from tutor.app import differences, editor, evidence, themes, verdict_text
from tutor.app.changes import Changes
from tutor.app.state import State
from tutor.app.widgets.bars import Key, KeyBar
from tutor.app.widgets.sheet import Block, lines, text
from tutor.curriculum import Curriculum
from tutor.workspace import Workspace


def installed(*names: str) -> object:
    return lambda name: f"/usr/bin/{name}" if name in names else None


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("vi", ["vi", "+7", "f.py"]),
        ("/usr/bin/nvim -u NONE", ["/usr/bin/nvim", "-u", "NONE", "+7", "f.py"]),
        ("nano", ["nano", "+7", "f.py"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "f.py"]),
        ("micro", ["micro", "+7", "f.py"]),
        ("hx", ["hx", "f.py:7"]),
        ("subl -w", ["subl", "-w", "f.py:7"]),
        ("code --wait", ["code", "--wait", "--goto", "f.py:7"]),
        ("kate", ["kate", "--line", "7", "f.py"]),
        ("something-else", ["something-else", "f.py"]),
    ],
)
def test_each_editor_gets_the_line_in_its_own_form(command: str, arguments: list[str]) -> None:
    found = editor.find({"EDITOR": command}, installed(command.split()[0]))  # type: ignore[arg-type]
    assert found.arguments(Path("f.py"), 7) == arguments


def test_visual_goes_before_editor_and_both_before_the_usual_ones() -> None:
    everything = installed("hx", "nano", "vi")
    env = {"VISUAL": "hx", "EDITOR": "vi"}
    assert editor.find(env, everything).name == "hx"  # type: ignore[arg-type]
    assert editor.find({"VISUAL": "", "EDITOR": "vi"}, everything).name == "vi"  # type: ignore[arg-type]
    assert editor.find({}, everything).name == "nano"  # type: ignore[arg-type]


def test_no_editor_is_said_in_a_sentence_that_helps() -> None:
    with pytest.raises(editor.NoEditor, match="export EDITOR="):
        editor.find({}, installed())  # type: ignore[arg-type]
    with pytest.raises(editor.NoEditor, match=r"\$EDITOR names nosuch"):
        editor.find({"EDITOR": "nosuch -x"}, installed("vi"))  # type: ignore[arg-type]


def test_windowed_editors_open_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert editor.Editor(("code", "--wait")).is_windowed
    assert editor.Editor(("emacs",)).is_windowed
    assert not editor.Editor(("emacs", "-nw")).is_windowed
    assert not editor.Editor(("vim",)).is_windowed
    monkeypatch.delenv("DISPLAY")
    assert not editor.Editor(("emacs",)).is_windowed


def test_the_editor_gets_no_color_back() -> None:
    assert editor.environment(no_color=True)["NO_COLOR"] == "1"


@pytest.mark.parametrize(
    ("expected", "got", "marked"),
    [
        ("[0 1]", "[1 0]", ["1", "0"]),
        ("[0 1 2]", "[0 1 2]", []),
        ("[[0.5, 1.0]]", "[[0.5, 2.0]]", ["2.0"]),
        ("[0 1]", "[0 1 7]", ["7"]),
        ("3.5", "None", ["None"]),
    ],
)
def test_the_words_that_differ_are_marked(expected: str, got: str, marked: list[str]) -> None:
    spans = differences.differing(expected, got)
    assert [got[a:b] for a, b in spans] == marked


def test_carets_stand_below_what_differs_line_by_line() -> None:
    got = "[[1 2]\n [3 9]]"
    rows = differences.underlined(got, differences.differing("[[1 2]\n [3 4]]", got))
    assert rows == [("[[1 2]", ""), (" [3 9]]", "    ^")]


def test_a_save_names_what_changed_then_its_callers(lessons: Curriculum, made: Workspace) -> None:
    changes = Changes(lessons, made)
    path = made.file("sample_examples")
    path.write_text(sample.written("assign_clusters", "kmeans"), encoding="utf-8")
    changes.look("sample_examples")
    path.write_text(sample.written("assign_clusters", "kmeans").replace("return 0\n", "return 5\n"))
    look = changes.look("sample_examples")
    assert look.touched == {"sample_examples.assign_clusters"}
    assert look.first == ("sample_examples.assign_clusters", "sample_examples.kmeans")
    assert len(look.rest) == 3


def test_a_comment_changes_nothing_and_a_function_gone_does(
    lessons: Curriculum, made: Workspace
) -> None:
    changes = Changes(lessons, made)
    path = made.file("sample_examples")
    changes.look("sample_examples")
    path.write_text(f"# a thought\n{sample.stub()}", encoding="utf-8")
    assert not changes.look("sample_examples").touched
    path.write_text(sample.stub().replace("def kmeans", "def my_kmeans"), encoding="utf-8")
    assert changes.look("sample_examples").touched == {"sample_examples.kmeans"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"def f(:\n", "line 1"),
        (b"\xff\xfe", "UTF-8"),
        (b"  \n", "is empty"),
        (None, "is not in the workspace"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_not_judged(
    lessons: Curriculum, made: Workspace, content: bytes | None, words: str
) -> None:
    path = made.file("sample_examples")
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    look = Changes(lessons, made).look("sample_examples")
    assert words in look.problem
    assert not look.first
    assert not look.rest


def contrast(one: str, two: str) -> float:
    """After WCAG 2.1, relative luminance."""

    def luminance(name: str) -> float:
        parts = [c / 255 for c in Color.parse(name).rgb]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_every_text_colour_stands_out_from_every_background(theme: themes.Theme) -> None:
    variables = theme.variables
    texts = {
        name: getattr(theme, name)
        for name in ("primary", "secondary", "accent", "success", "warning", "error", "foreground")
    }
    texts |= {name: variables[name] for name in variables if name.startswith("plot-")}
    texts["muted"] = variables["muted"]
    grounds = (theme.background, theme.surface, theme.panel)
    for name, colour in texts.items():
        for ground in grounds:
            assert contrast(colour, ground) >= 4.5, (name, ground)
    cursor = variables["block-cursor-background"]
    for name in ("muted", "success", "warning", "error"):
        assert contrast(texts[name], cursor) >= 4.5, name
    assert contrast(variables["block-cursor-foreground"], cursor) >= 7


def test_themes_come_round() -> None:
    names, name = [], "dark"
    for _ in themes.THEMES:
        name = themes.after(name)
        names.append(name)
    assert names == ["light", "terminal", "dark"]


def test_keys_are_broken_into_rows_that_fit() -> None:
    bar = KeyBar()
    bar.set_reactive(KeyBar.keys, tuple(Key(k, k, "does this", True) for k in "abcdefgh"))
    rows = bar.rows(40)
    assert [key.key for row in rows for key in row] == list("abcdefgh")
    assert all(sum(key.width + 2 for key in row) - 2 <= 40 for row in rows)
    assert len(bar.rows(400)) == 1


def test_blocks_are_wrapped_at_their_indent_and_literal_ones_cut() -> None:
    from textual.content import Content

    words = "one two three four five six seven eight nine ten"
    wrapped = [line.plain for line in lines([text(words, indent=4)], 20)]
    assert all(len(line) <= 20 and line.startswith("    ") for line in wrapped)
    assert " ".join(line.strip() for line in wrapped) == words
    hung = [line.plain for line in lines([Block(Content(f"1. {words}"), 0, 3)], 20)]
    assert hung[0].startswith("1. one")
    assert all(line.startswith("   ") for line in hung[1:])
    cut = [line.plain for line in lines([Block(Content("x" * 50), is_literal=True)], 20)]
    assert cut == ["x" * 19 + "…"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("error", "raised an exception"),
        ("timeout", "did not come to an end"),
        ("crashed", "came to an end before"),
        ("blocked", "does not pass yet"),
    ],
)
def test_each_trouble_has_friendly_words(
    lessons: Curriculum, made: Workspace, status: str, words: str
) -> None:
    state = State(lessons, made)
    name = "sample_examples.compute_distortion"
    state.results[name] = sample.Result(
        "1.1",
        name,
        status,
        message="The very reason.",
        traceback="line 8, in f\n    1 / 0",  # type: ignore[arg-type]
    )
    shown = "\n".join(
        line.plain for line in lines(list(verdict_text.blocks(state, lessons.activity("1.1"))), 76)
    )
    assert words in shown
    assert "The very reason." in shown
    assert "1 / 0" in shown
    assert status in shown


def test_long_values_are_cut_and_say_so(lessons: Curriculum, made: Workspace) -> None:
    from dataclasses import replace

    state = State(lessons, made)
    name = "sample_examples.compute_distortion"
    result = sample.failed(name, "1.1")
    assert result.case
    big = "\n".join(f"[{n}]" for n in range(40))
    state.results[name] = replace(result, case=replace(result.case, expected=big, got=big + " 7"))
    shown = [
        line.plain for line in lines(list(verdict_text.blocks(state, lessons.activity("1.1"))), 76)
    ]
    assert any("28 lines more" in line for line in shown)
    assert len(shown) < 60


def test_evidence_says_how_a_pass_came_about(lessons: Curriculum, made: Workspace) -> None:
    state = State(lessons, made)
    item = lessons.checklist["U1.1"]
    assert evidence.sentence(state, item) == "1.1 not tried yet; 1.3 not tried yet"
