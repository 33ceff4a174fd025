"""Which packages are installed, whether they are new enough, and whether they import at all."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from tutor.findings import Finding, fail, ok, warn

_REQUIREMENT = re.compile(r"^([\w.-]+)\s*([^;]*)(;.*)?$")
_BOUND = re.compile(r"(>=|<=|<|>|==|!=)\s*([\w.]+)")
_MODULES: Mapping[str, str] = {"scikit-learn": "sklearn"}
_MISFIT = "operator torchvision::nms does not exist"
_SECONDS = 120


def packages() -> list[Finding]:
    """One finding a required package, and one on whether they can all be imported."""
    found = [_package(name, bounds) for name, bounds in required().items()]
    if any(finding.status == "fail" for finding in found):
        return found
    return [*found, _importable()]


def required() -> dict[str, str]:
    """The bounds of every package that cem-tutor needs, by name."""
    try:
        lines = metadata.requires("cem-tutor") or []
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        project = Path(__file__).parents[1] / "pyproject.toml"
        lines = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    parsed = (_REQUIREMENT.match(line) for line in lines)
    return {m[1]: m[2].strip() for m in parsed if m and "extra" not in (m[3] or "")}


def satisfies(version: str, bounds: str) -> bool:
    """Whether a version is within bounds such as ">=5.3.2,<6"; 2.0rc1 counts as 2.0."""
    return all(_holds(version, sign, bound) for sign, bound in _BOUND.findall(bounds))


def torch() -> Finding:
    """torch, which lesson 4 needs, and torchvision, whose build must fit it where it is there."""
    versions = {name: _version(name) for name in ("torch", "torchvision")}
    if versions["torch"] is None:
        return warn(
            "torch",
            "not installed: lesson 4 needs it, the others do not.",
            f"Once you get there: {_pip('torch')}",
        )
    if versions["torchvision"] is None:
        return ok("torch", f"{versions['torch']}, without torchvision; the shipped digits do.")
    error = _import_error("torchvision")
    both = f"torch {versions['torch']} and torchvision {versions['torchvision']}"
    if error is None:
        return ok("torch", f"{both} fit together.")
    if _MISFIT in error:
        return warn(
            "torch",
            f"{both} are builds that do not fit together; cem-tutor goes on with the shipped "
            "digits.",
            f"Install both from one place: {_pip('--force-reinstall torch torchvision')}",
        )
    return warn("torch", f"torchvision can't be imported ({_last_line(error)}).", _reinstall(both))


def _package(name: str, bounds: str) -> Finding:
    version = _version(name)
    if version is None:
        return fail(name, "not installed.", _pip(f"'{name}{bounds}'"))
    if not satisfies(version, bounds):
        return fail(name, f"{version}, where {bounds} is needed.", _pip(f"'{name}{bounds}'"))
    return ok(name, version)


def _importable() -> Finding:
    modules = ", ".join(_MODULES.get(name, name) for name in required())
    error = _import_error(modules)
    if error is None:
        return ok("imports", "all packages can be imported.")
    return fail("imports", f"a package is broken: {_last_line(error)}", _reinstall("it"))


def _import_error(modules: str) -> str | None:
    """What an import says when it fails; in a process of its own, since it may even crash."""
    command = [sys.executable, "-c", f"import {modules}"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_SECONDS,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"it took longer than {_SECONDS} seconds"
    return (done.stderr or f"it ended with status {done.returncode}") if done.returncode else None


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _holds(version: str, sign: str, bound: str) -> bool:
    here, there = _numbers(version), _numbers(bound)
    width = max(len(here), len(there))
    a, b = (x + (0,) * (width - len(x)) for x in (here, there))
    return {
        ">=": a >= b,
        "<=": a <= b,
        "<": a < b,
        ">": a > b,
        "==": a == b,
        "!=": a != b,
    }[sign]


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it says nothing"


def _pip(what: str) -> str:
    return f"{sys.executable} -m pip install {what}"


def _reinstall(what: str) -> str:
    return f"Install {what} anew: {_pip('--force-reinstall …')}"
