"""Proves lessons sound, for their authors: a rule is one `if` and a sentence that says what to do.

These are the rules on text and structure; `tutor.lint_checks` has those that run code.
"""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor import source
from tutor.curriculum import Activity, ChecklistItem, Curriculum, Function, Lesson, UnknownId
from tutor.solutions import reference_source
from tutor.source import Source, UnreadableFile

HINTS = 3
OURS = ("tutor", "exercises", "reference", "progress")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)")
_COMMAND = re.compile(r"`cem-tutor (?:check|run|hint|solution|reset|history|dispute) ([\w.]+)")
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD|XXX|lorem ipsum)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """Where a lesson is unsound, and what its author should do."""

    where: str
    advice: str

    def __str__(self) -> str:
        return f"{self.where}: {self.advice}"


def problems(curriculum: Curriculum) -> Iterator[Problem]:
    """Every breach of the rules on text and structure."""
    yield from _ids(curriculum)
    for lesson in curriculum.lessons:
        yield from _lesson(lesson)
        yield from _files(lesson)
        for activity in lesson.all_activities:
            yield from _activity(activity)
            yield from _text(activity, curriculum)
    for item in curriculum.checklist.values():
        yield from _item(item, curriculum)


def _ids(curriculum: Curriculum) -> Iterator[Problem]:
    ids = [id for lesson in curriculum.lessons for id in _all_ids(lesson)]
    if curriculum.general:
        ids += [curriculum.general.id, *(item.id for item in curriculum.general.items)]
    for id, count in Counter(ids).items():
        if count > 1:
            yield Problem(id, f"{count} things have this id: rename all but one.")


def _all_ids(lesson: Lesson) -> list[str]:
    activities = [activity.id for activity in lesson.all_activities]
    functions = [function.qualified for function in lesson.all_functions]
    experiments = [experiment.id for experiment in lesson.experiments]
    items = [item.id for item in (*lesson.understanding, *lesson.level.items)]
    return [lesson.id, *activities, *functions, *experiments, *items, lesson.level.id]


def _lesson(lesson: Lesson) -> Iterator[Problem]:
    where = f"lesson {lesson.id}"
    if not lesson.activities:
        yield Problem(where, "it has no activity: add [[activities]].")
    if not 0 < lesson.hours[0] <= lesson.hours[1]:
        yield Problem(where, f"hours are {list(lesson.hours)}: give the least, then the most.")
    if not lesson.goals:
        yield Problem(where, "it has no goals: say what is learned.")
    for id in _numbered(lesson):
        if id.lstrip("EUA").partition(".")[0] != lesson.id:
            yield Problem(id, f"its number must begin with the lesson's: {lesson.id}.")
    for experiment in lesson.experiments:
        if not all((experiment.task, experiment.watch, experiment.question, experiment.answer)):
            yield Problem(experiment.id, "say what to change, to watch, the question, the answer.")
    for extension in lesson.extensions:
        if extension.experiment not in {experiment.id for experiment in lesson.experiments}:
            yield Problem(extension.id, f"no experiment {extension.experiment}: name one that is.")


def _numbered(lesson: Lesson) -> list[str]:
    items = (*lesson.understanding, *lesson.level.items)
    ids = [activity.id for activity in lesson.all_activities]
    return [*ids, *(e.id for e in lesson.experiments), *(item.id for item in items)]


def _activity(activity: Activity) -> Iterator[Problem]:
    where, predict = activity.id, activity.predict
    if not activity.functions:
        yield Problem(where, "it has no function: add [[activities.functions]].")
    if len(activity.hints) != HINTS:
        yield Problem(where, f"it has {len(activity.hints)} hints: give {HINTS}.")
    if len(set(activity.hints)) < len(activity.hints) or not all(activity.hints):
        yield Problem(where, "a hint is empty or given twice: each must say more.")
    if len(set(predict.choices)) < max(2, len(predict.choices)):
        yield Problem(where, "its question needs two choices or more, all different.")
    if not (predict.question and predict.explanation):
        yield Problem(where, "its question or explanation is empty: write it.")
    if not (activity.goal and activity.insight and activity.solution_note):
        yield Problem(where, "goal, insight or solution_note is empty: write it.")
    for function in activity.functions:
        if not (function.returns and function.contract and function.why):
            yield Problem(function.qualified, "returns, contract or why is empty: write it.")


def _item(item: ChecklistItem, curriculum: Curriculum) -> Iterator[Problem]:
    if not (item.statement and item.question and item.answer):
        yield Problem(item.id, "statement, question or answer is empty: write it.")
    if not item.activities:
        yield Problem(item.id, "no activity is its evidence: name one.")
    for id in item.activities:
        if id not in curriculum.activities:
            yield Problem(item.id, f"its evidence {id} is no activity: name one that is.")


def _text(activity: Activity, curriculum: Curriculum) -> Iterator[Problem]:
    path = activity.text_path
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield Problem(activity.id, f"its text {path.name} can't be read ({error}): write it.")
        return
    if not text.strip():
        yield Problem(activity.id, f"its text {path.name} is empty: write it.")
    if found := _UNFINISHED.search(text):
        yield Problem(path.name, f"it says {found[0]}: finish it.")
    for function in activity.functions:
        if function.name not in text:
            yield Problem(path.name, f"it does not mention {function.name}: say what to write.")
    for target in _LINK.findall(text):
        if not _resolves(target, path):
            yield Problem(path.name, f"its link {target} leads nowhere: mend it.")
    for id in _COMMAND.findall(text):
        if not _is_known(id, curriculum):
            yield Problem(path.name, f"it tells of a command on {id}, which is no id: mend it.")


def _resolves(target: str, path: Path) -> bool:
    """Whether a link's file is there; the web is not asked, but must be named by https."""
    if "://" in target:
        return target.startswith("https://") and "." in target[8:]
    file, _, anchor = target.partition("#")
    there = path.parent / file if file else path
    return there.is_file() and (not anchor or anchor in _anchors(there))


def _anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+\s+(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def _is_known(id: str, curriculum: Curriculum) -> bool:
    try:
        return bool(curriculum.select((id.rstrip("."),)))
    except UnknownId:
        return False


def _files(lesson: Lesson) -> Iterator[Problem]:
    """The stub and the reference beside each other."""
    try:
        stub, solution = source.load(lesson.stub_path), reference_source(lesson.module)
    except UnreadableFile as error:
        yield Problem(f"lesson {lesson.id}", f"a file is missing or broken: {error}")
        return
    for file in (stub, solution):
        for name in _imports(file):
            if name in OURS:
                yield Problem(file.path.name, f"it imports {name}: it must stand alone.")
    for function in lesson.all_functions:
        yield from _function(function, stub, solution)


def _function(function: Function, stub: Source, solution: Source) -> Iterator[Problem]:
    where, wanted = function.qualified, _parameters(stub, function.name)
    if wanted is None:
        yield Problem(where, f"the stub does not define it: add it to {stub.path.name}.")
        return
    if wanted != _parameters(solution, function.name):
        yield Problem(where, "stub and reference take different arguments: make them the same.")
    if wanted != _declared(function):
        yield Problem(where, f"signature is {function.signature!r}; the stub takes ({wanted}).")
    if not stub.definitions[function.name].is_stub:
        yield Problem(where, "the stub does something: it must only raise NotImplementedError.")
    if f'NotImplementedError("{function.activity}: ' not in stub.segment(function.name):
        yield Problem(where, f'let the stub say NotImplementedError("{function.activity}: …").')
    if ast.get_docstring(_node(stub, function.name)) is None:
        yield Problem(where, "the stub has no docstring: say what goes in and out.")


def _node(file: Source, name: str) -> ast.FunctionDef | ast.ClassDef:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return next(n for n in file.tree.body if isinstance(n, kinds) and n.name == name)


def _parameters(file: Source, name: str) -> str | None:
    """The parameters as text, annotations left out: they may differ. A class has its __init__'s."""
    if name not in file.definitions:
        return None
    node = _node(file, name)
    is_class = isinstance(node, ast.ClassDef)
    method = (
        next(n for n in node.body if getattr(n, "name", "") == "__init__") if is_class else node
    )
    assert isinstance(method, ast.FunctionDef)
    arguments = copy.deepcopy(method.args)
    if method is not node:
        del arguments.args[0]  # self
    for argument in ast.walk(arguments):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return ast.unparse(arguments)


def _declared(function: Function) -> str | None:
    """The parameters that lesson.toml says; None where that is no signature of this function."""
    head = function.signature.partition("→")[0].partition("->")[0].strip()
    try:
        file = source.parse(f"def {head}: ...", Path("signature"))
    except UnreadableFile:
        return None
    return _parameters(file, function.name)


def _imports(file: Source) -> set[str]:
    nodes = list(ast.walk(file.tree))
    names = [a.name for n in nodes if isinstance(n, ast.Import) for a in n.names]
    names += [n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}
