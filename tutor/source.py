"""An exercise file as text: which functions it defines, where, and who calls whom.

Only the standard library's `ast`; nothing of the file is run.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeGuard

from tutor import pieces
from tutor.pieces import Statement


class UnreadableFile(Exception):
    """An exercise file that can't be read as Python text; the sentence is for the learner."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


Node = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Definition:
    """A function or class at the top level: its lines (1-based, both inclusive)."""

    name: str
    first: int
    last: int
    node: Node

    @property
    def digest(self) -> str:
        """A digest of its syntax tree, docstring apart."""
        return _digest_of(self.node)

    @property
    def names(self) -> frozenset[str]:
        """The names that it uses."""
        return _names_in(self.node)

    @property
    def is_stub(self) -> bool:
        """Whether nothing is written yet: only a docstring, `pass`, `...`, NotImplementedError.

        Of a class: in all of its methods, of which it has some.
        """
        node = self.node
        if not isinstance(node, ast.ClassDef):
            return isinstance(node, ast.FunctionDef) and all(map(_says_nothing, node.body))
        methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
        said = [n for n in node.body if n not in methods]
        inside = [n for method in methods for n in method.body]
        return bool(methods) and all(map(_says_nothing, [*said, *inside]))


@dataclass(frozen=True)
class Source:
    """An exercise file that parses."""

    text: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """The statements at the top level."""
        return pieces.statements(self.text)

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Top-level functions and classes by name; of two with one name the later wins."""
        found = (_definition(s.node, s.offset) for s in self.statements if _defines(s.node))
        return {definition.name: definition for definition in found}

    def places(self, name: str) -> tuple[int, ...]:
        """The lines of all definitions of one name; the last one counts."""
        return tuple(s.line for s in self.statements if getattr(s.node, "name", None) == name)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, each with its end."""
        return pieces.lines(self.text)

    @cached_property
    def preamble(self) -> str:
        """A digest of all that stands outside definitions: imports, constants."""
        rest = [s.node for s in self.statements if not _defines(s.node)]
        return _digest("".join(map(_dumped, rest)))

    def segment(self, name: str) -> str:
        """The text of one definition, decorators included, a newline at its end."""
        found = self.definitions[name]
        text = "".join(self.lines[found.first - 1 : found.last])
        return text if text.endswith("\n") else text + "\n"

    def callees(self, name: str) -> tuple[str, ...]:
        """The file's own definitions that `name` uses, directly or through others."""
        seen: list[str] = []
        waiting = [name]
        while waiting:
            here = self.definitions.get(waiting.pop())
            fresh = [n for n in self.definitions if here and n in here.names and n not in seen]
            seen += fresh
            waiting += fresh
        return tuple(n for n in seen if n != name)

    def callers(self, names: Iterable[str]) -> frozenset[str]:
        """The definitions that use any of `names`, directly or through others."""
        found: set[str] = set()
        fresh = set(names)
        while fresh:
            users = {n for n, d in self.definitions.items() if not fresh.isdisjoint(d.names - {n})}
            fresh = users - found
            found |= fresh
        return frozenset(found)


def parse(text: str, path: Path) -> Source:
    """The source of an exercise file.

    Raises:
        UnreadableFile: it has a syntax error; the sentence names the line.
    """
    source = Source(text, path)
    try:
        source.statements  # noqa: B018  parsed here, so that the error surfaces here
    except SyntaxError as error:
        line = (error.text or "").strip()
        shown = f": {line}" if line else ""
        raise UnreadableFile(
            f"{path.name}, line {error.lineno}: Python can't read this ({error.msg}){shown}",
            error.lineno,
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableFile(f"{path.name} can't be read as Python: {error}.") from error
    return source


def read_text(path: Path) -> str:
    """The text of an exercise file.

    Raises:
        UnreadableFile: it is missing, may not be read, or is not UTF-8.
    """
    try:
        return decode(path.read_bytes(), path)
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"{path.name} is not in the workspace: `cem-tutor init` puts a fresh one there "
            "(or give your file its old name back)."
        ) from error
    except OSError as error:
        raise UnreadableFile(f"{path.name} can't be read ({error.strerror}).") from error


def decode(content: bytes, path: Path) -> str:
    """The text of `content`, a byte order mark and Windows line ends accepted.

    Raises:
        UnreadableFile: it is not UTF-8; the sentence names the line.
    """
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            f"{path.name} is not UTF-8 text (line {line}): save it as UTF-8 in your editor.", line
        ) from error


def load(path: Path) -> Source:
    """`read_text` and `parse` in one."""
    return parse(read_text(path), path)


def changed(old: Source | None, new: Source) -> frozenset[str]:
    """The definitions that differ between two versions of a file, by syntax tree.

    A comment or a blank line changes nothing. A changed preamble (imports, constants) changes
    every definition.
    """
    if old is None or old.preamble != new.preamble:
        return frozenset(new.definitions)
    return frozenset(name for name in new.definitions if not _same(name, old, new))


def _same(name: str, old: Source, new: Source) -> bool:
    """By text first: a digest of the syntax tree costs as much as parsing it."""
    if name not in old.definitions:
        return False
    if old.segment(name) == new.segment(name):
        return True
    return old.definitions[name].digest == new.definitions[name].digest


def line_of(text: str, name: str) -> int | None:
    """The line where `name` is defined, also in a file that does not parse."""
    found = re.search(rf"^(?:async\s+)?(?:def|class)\s+{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def top_level_names(text: str) -> frozenset[str]:
    """Names bound at the top level otherwise than by a definition (`kmeans = my_kmeans`)."""
    return frozenset(name for node in ast.parse(text).body for name in bound_names(node))


def bound_names(node: ast.stmt) -> set[str]:
    """The names that a statement at the top level, itself no definition, may bind."""
    if isinstance(node, Node):
        return set()
    inside = list(ast.walk(node))
    names = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    names |= {n.name for n in inside if isinstance(n, Node)}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
    return names


def _defines(node: ast.stmt) -> TypeGuard[Node]:
    return isinstance(node, Node)


def _definition(node: ast.stmt, offset: int) -> Definition:
    assert isinstance(node, Node)
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return Definition(node.name, offset + first, offset + (node.end_lineno or node.lineno), node)


@lru_cache(maxsize=pieces.KEPT)
def _names_in(node: Node) -> frozenset[str]:
    return frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name))


@lru_cache(maxsize=pieces.KEPT)
def _digest_of(node: Node) -> str:
    return _digest(_without_docstrings(node))


@lru_cache(maxsize=pieces.KEPT)
def _dumped(node: ast.stmt) -> str:
    return ast.dump(node)


def _says_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Raise):
        return node.exc is not None and "NotImplementedError" in ast.dump(node.exc)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Pass)


def _without_docstrings(node: ast.AST) -> str:
    text = ast.dump(node)
    body = getattr(node, "body", [])
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        text = text.replace(ast.dump(body[0]), "", 1)
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
