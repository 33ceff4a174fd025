"""What a judge process can be asked: to check functions, run a demonstration, answer a question."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from tutor.checking import judge
from tutor.checking.judge import Emit
from tutor.checking.nursery import Nursery
from tutor.checking.request import Request


def run(request: Mapping[str, Any], nursery: Callable[[], Nursery], emit: Emit) -> None:
    """Carries out one request, telling of it by events."""
    match request["op"]:
        case "check":
            with closing(nursery()) as ready:
                judge.run(Request.from_dict(request), ready, emit)
        case "demo":
            with closing(nursery()) as ready:
                demo(request, ready, emit)
        case "predict":
            predict(request, emit)
        case "ping":
            emit({"event": "pong"})


def rehearse(request: Mapping[str, Any], is_asked: Callable[[], bool]) -> None:
    """Does what judging would, without the learner's code, until something is asked.

    A process that was just forked copies each page that it writes to: this writes to them ahead
    of time, and leaves the file parsed.
    """
    if request["op"] == "check":
        judge.rehearse(Request.from_dict(request), is_asked)


def predict(request: Mapping[str, Any], emit: Emit) -> None:
    """Computes the answer of a question from the data: which choice, and the facts."""
    demos = importlib.import_module(f"{request['package']}.demos")
    facts: dict[str, Any] = getattr(demos, request["compute"])()
    index = int(facts.pop("answer"))
    explanation = str(request["explanation"]).format(**facts)
    emit({"event": "answer", "index": index, "explanation": explanation})


def demo(request: Mapping[str, Any], ready: Nursery, emit: Emit) -> None:
    """Runs a demonstration with the learner's functions where they pass, else the reference's."""
    from tutor.checking.borrowed import Code, DemoFailed

    said: dict[str, Any]
    try:
        code = Code(Request.from_dict(request), ready, request["module"])
    except ImportError as error:  # by the reference: a library is missing
        said = {"figures": [], "lines": [], "error": judge.lacking(error)}
        emit({"event": "demo", **said, "own": [], "borrowed": [], "stdout": ""})
        return
    demonstration: Callable[[Any], Any] = getattr(
        importlib.import_module(f"{request['package']}.demos"), request["demo"]
    )
    try:
        shown = demonstration(code)
        figures = [figure.to_dict() for figure in shown.figures]
        said = {"figures": figures, "lines": list(shown.lines), "error": None}
    except DemoFailed as error:
        said = {"figures": [], "lines": [], "error": str(error)}
    finally:
        code.close()
    emit({"event": "demo", **said, "own": code.own, "borrowed": code.borrowed,
          "stdout": code.stdout})  # fmt: skip
