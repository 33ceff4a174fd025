"""The rules of the house: who imports whom, and what may not be imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor import curriculum

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "reference": {"reference"},
    "exercises": {"exercises", "reference"},
    "progress": {"progress"},
    "tutor": {"tutor", "exercises", "reference", "progress"},
}
HEAVY = {
    "numpy",
    "scipy",
    "sklearn",
    "torch",
    "torchvision",
    "plotext",
    "textual",
    "rich",
    "tinydb",
    "psutil",
    "asyncio",
}


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path, text: str) -> Iterator[tuple[str, int]]:
    """The modules that a file imports, relative ones made absolute, with their lines."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, *([node.module] if node.module else [])]), node.lineno


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_run_one_way(package: str) -> None:
    assert files(package), f"{package} is empty"
    breaches = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in files(package)
        for name, line in imported(path, path.read_text(encoding="utf-8"))
        if name.partition(".")[0] in ALLOWED and name.partition(".")[0] not in ALLOWED[package]
    ]
    assert not breaches


def test_the_rule_sees_relative_and_local_imports() -> None:
    text = (
        "def f():\n    from ..tutor import cli\n    from . import data\n    import progress.store\n"
    )
    found = imported(ROOT / "reference" / "imagined.py", text)
    assert sorted(found) == [("progress.store", 4), ("reference", 3), ("tutor", 2)]


def modules_after(code: str) -> set[str]:
    """The top-level packages that are loaded after a program has run in a fresh process."""
    program = f"import sys\n{code}\nprint('LOADED', *{{m.partition('.')[0] for m in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    return set(done.stdout.rpartition("LOADED ")[2].split())


def test_the_probe_sees_what_is_loaded() -> None:
    assert "asyncio" in modules_after("import asyncio")


@pytest.mark.parametrize(
    "code",
    [
        "import tutor.cli",
        "from tutor.cli import main; assert main(['--version']) == 0",
        "from tutor.cli import main; assert main(['--help']) == 0",
        "from tutor.cli import main; assert main(['chek']) == 2",
        "import tutor.app, tutor.curriculum, tutor.workspace, tutor.recording",
        "import progress, progress.store",
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert not modules_after(code) & HEAVY


@pytest.mark.parametrize("command", ["hint 1.1", "list", "list --json", "reset 1.1", "progress"])
def test_small_commands_load_no_library_of_numbers(command: str, tmp_path: Path) -> None:
    arguments = ["--workspace", str(tmp_path / "ws"), *command.split()]
    loaded = modules_after(f"from tutor.cli import main; assert main({arguments}) == 0")
    assert not loaded & {"numpy", "scipy", "sklearn", "torch", "plotext", "textual"}


@pytest.mark.parametrize("package", ALLOWED)
def test_files_stay_under_three_hundred_lines(package: str) -> None:
    modules = {lesson.module for lesson in curriculum.load().lessons}
    exempt = {f"{module}.py" for module in modules}  # each stands alone, as the learner's does
    long = {
        str(path.relative_to(ROOT)): count
        for path in files(package)
        if (count := path.read_text(encoding="utf-8").count("\n")) > 300 and path.name not in exempt
    }
    assert not long


@pytest.mark.parametrize("package", ALLOWED)
def test_public_things_have_docstrings(package: str) -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    missing = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in files(package)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, kinds) and not node.name.startswith("_")
        if ast.get_docstring(node) is None and not explains_itself(node)
    ]
    assert not missing


def explains_itself(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether it is a misconception, whose title and explanation stand above it."""
    return any(ast.unparse(d).startswith("misconception(") for d in node.decorator_list)
