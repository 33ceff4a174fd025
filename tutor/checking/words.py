"""Troubles in words a learner understands, with their own line where there is one."""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping, Sequence
from typing import Any

from tutor.checking.outcome import Trouble

_SHOWN = 60


def mutated(names: Sequence[str]) -> Trouble:
    """An argument was changed in place."""
    which = " and ".join(names)
    return Trouble(
        "mutated",
        f"Your function changes its argument {which} in place. Whoever called it still needs "
        f"{which}: work on a copy ({names[0]}.copy()).",
        f"mutated:{names[0]}",
    )


def prints(text: str) -> Trouble:
    """Something was printed where nothing may be."""
    first = text.strip().splitlines()[0][:_SHOWN] if text.strip() else "an empty line"
    return Trouble(
        "prints", f"With show=False your function must print nothing; it printed: {first}", "prints"
    )


def handed(used: str, name: str) -> Trouble:
    """The work was handed to a library."""
    return Trouble(
        "handed",
        f"{name} hands its work to {used}. From scratch means that you write the algorithm "
        "itself; comparing with a library elsewhere is welcome.",
        "handed",
    )


def channel() -> Trouble:
    """Somebody wrote into the checker's channel."""
    return Trouble(
        "channel",
        "Your code wrote into a file descriptor that belongs to the checker, so its results could "
        "not be read. Write only to files that you open yourself.",
        "channel",
    )


def too_big(name: str) -> Trouble:
    """The result is absurdly large."""
    return Trouble(
        "memory",
        f"What {name} returns is larger than 128 MB; the right result is far smaller.",
        "too-big",
    )


def timeout(limit: float, stack: str | None, file: str) -> Trouble:
    """The time limit passed."""
    line, function = _innermost(stack, file)
    where = f" It was in line {line} ({function}) when it was stopped." if line else ""
    return Trouble(
        "timeout",
        f"Your code was still running after {limit:g} seconds and was stopped.{where} "
        "Either something there never ends, or it is far too slow.",
        "timeout",
        line,
    )


def _innermost(stack: str | None, file: str) -> tuple[int | None, str | None]:
    """The innermost frame of the learner's file in a dump by `faulthandler`."""
    found = re.search(rf'File "[^"]*{re.escape(file)}", line (\d+) in (\S+)', stack or "")
    return (int(found[1]), found[2]) if found else (None, None)


def died(status: int | None) -> Trouble:
    """The learner's process ended by itself."""
    return Trouble("died", _death(status), "died")


def _death(status: int | None) -> str:
    if status is None:
        return "Your code closed the checker's channel, so its results could not be read."
    if status >= 0:
        return (
            f"Your code ended the whole Python process (exit code {status}, as os._exit does). "
            "A function has to return its result; ending the process counts for nothing here."
        )
    name = signal.Signals(-status).name
    if -status == signal.SIGKILL:
        return (
            "The process of your code was killed (SIGKILL): by your code itself, or by the system "
            "because memory ran out."
        )
    if -status in (signal.SIGSEGV, signal.SIGBUS):
        return (
            f"Your code crashed Python itself ({name}, a segmentation fault): too deep a "
            "recursion, or a call into C with wrong arguments."
        )
    return f"The process of your code was ended by the signal {name}."


def raised(what: Mapping[str, Any], file: str, name: str, arguments: Sequence[str] = ()) -> Trouble:
    """The learner's code raised an exception.

    Args:
        arguments: the names that the function was called with.
    """
    kind, text, line = str(what["type"]), str(what["text"]), what["line"]
    if what["used"]:
        return handed(str(what["used"][0]), name)
    return Trouble(
        "memory" if what["memory"] else "raised",
        _misnamed(kind, text, line, arguments)
        or _explained(kind, text, f" in line {line}" if line else ""),
        f"raised:{kind}",
        line,
        _listing(what, file, f"{kind}: {text}" if text else kind),
        what["call"],
    )


def _misnamed(kind: str, text: str, line: int | None, arguments: Sequence[str]) -> str:
    """For a function that could not even be called: its arguments have other names."""
    if kind != "TypeError" or line is not None or not arguments:
        return ""
    return (
        f"Your function could not be called ({text}). It is called with the arguments "
        f"{', '.join(arguments)}, by these names: keep the signature of the stub."
    )


def _explained(kind: str, text: str, where: str) -> str:
    """The exception in a sentence, with advice where there is one that fits."""
    match kind:
        case "SystemExit":
            return (
                f"Your code calls sys.exit (or exit, quit){where}. A function has to return its "
                "result; ending the program counts for nothing here."
            )
        case "EOFError":
            return (
                f"Your code waits for something to be typed (input){where}, but while it is "
                "checked nobody can. Take values from the arguments instead."
            )
        case "RecursionError":
            return (
                f"Your code calls itself without end{where} (RecursionError). What should stop "
                "the recursion?"
            )
        case "MemoryError" | "_ArrayMemoryError":
            return (
                f"Your code asked for more memory than the 2 GiB allowed{where}"
                f"{': ' + text if text else ''}. Does an array, or a list, grow without need?"
            )
        case _:
            return f"Your code raised {kind}{where}: {text}" if text else f"{kind}{where}."


def _listing(what: Mapping[str, Any], file: str, last: str) -> str:
    """A traceback of the learner's own lines."""
    frames = what["frames"]
    rows = [f"{file}:{number} in {function}\n    {text}" for number, function, text in frames]
    return "\n".join([*rows, last])
