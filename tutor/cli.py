"""The `cem-tutor` command: what it takes, and which module does it.

Nothing but argparse is imported until the command is known: `--help` and `--version` answer in
the time that Python itself takes to start.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import io
import keyword
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

from tutor import __version__

if TYPE_CHECKING:
    from tutor.checking.ahead import Ahead

COMMANDS: Mapping[str, str] = {
    "init": "make a workspace",
    "list": "lessons and activities with their status",
    "check": "check what you wrote, and say why it is wrong",
    "run": "show an activity's demonstration with your own code",
    "train": "train a variational auto-encoder with your own code",
    "hint": "the next hint of an activity",
    "solution": "the reference solution, explained",
    "reset": "put functions back to how they first were",
    "history": "the versions of a function that were checked",
    "restore": "bring one of those versions back",
    "dispute": "say that the checker is wrong, and go on",
    "review": "what is due for review",
    "progress": "what you did, week by week",
    "export": "everything as one file, to keep or to move to another machine",
    "import": "take in such a file; nothing that is here is lost",
    "doctor": "whether everything that is needed is there",
    "lint": "for authors: prove every lesson sound",
}

USAGE, INTERRUPTED, BROKEN_PIPE = 2, 130, 141


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as the rest of the program does."""

    def error(self, message: str) -> NoReturn:
        """Ends the program with the status of wrong usage."""
        sentence = message[:1].upper() + message[1:]
        self.exit(USAGE, f"cem-tutor: {sentence} (`{self.prog} --help` shows what it takes).\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line and returns its exit status; raises nothing."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    ahead = _checker_ahead(arguments) if argv is None else None
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a mark that the terminal lacks is no error
            stream.reconfigure(errors="replace")
    try:
        return _finish(_run(arguments, ahead))
    except BrokenPipeError:
        return _leave_quietly()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from tutor.commands import failures

        return failures.tell(error, arguments)


def _checker_ahead(arguments: Sequence[str]) -> Ahead | None:
    """The process that checks, for a command that will surely need it."""
    if "check" not in arguments or {"-h", "--help"}.intersection(arguments):
        return None
    from tutor.checking import ahead

    return ahead.begin()


def _run(arguments: list[str], ahead: Ahead | None) -> int:
    try:
        args = build_parser(arguments).parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USAGE
    from tutor.commands.session import Session

    with Session.of(args, ahead) as session:
        return int(command_module(args.command or "home").execute(session, args))


def _finish(status: int) -> int:
    """Flushes here, where a full disk or a reader gone can still be told from success."""
    sys.stdout.flush()
    return status


def _leave_quietly() -> int:
    """For `cem-tutor list | head -1`: nobody reads any more, and the exit must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def command_module(name: str) -> ModuleType:
    """The module that does a command."""
    module = f"{name}_" if keyword.iskeyword(name) else name
    return importlib.import_module(f"tutor.commands.{module}")


def build_parser(arguments: Sequence[str]) -> Parser:
    """The parser; only the commands that `arguments` name are imported to say what they take."""
    parser = Parser(
        prog="cem-tutor",
        description="A terminal tutor for clustering and expectation-maximization. "
        "Without a command it opens.",
        epilog="`cem-tutor COMMAND --help` says what a command takes.",
        parents=[_common()],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"cem-tutor {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, summary in COMMANDS.items():
        child = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}.",
            parents=[_common()],
            allow_abbrev=False,
        )
        if name in arguments:
            command_module(name).configure(child)
    commands.choices = _Names(commands.choices or {})
    return parser


def _common() -> Parser:
    """What goes before and after a command; unset unless given, so that neither hides the other."""
    common = Parser(add_help=False)
    common.add_argument(
        "--workspace",
        metavar="DIR",
        type=_folder,
        default=argparse.SUPPRESS,
        help="the folder with your files (default: $CEM_TUTOR_WORKSPACE, the nearest, ~/cem-tutor)",
    )
    return common


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("it takes the name of a folder")
    return Path(text)


class _Names(dict[str, Parser]):
    """The commands; a name that is none of them is refused with the nearest one that is."""

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        close = difflib.get_close_matches(str(name), self, n=1)
        hint = f": did you mean {close[0]}?" if close else "."
        raise argparse.ArgumentError(None, f"there is no command {str(name)!r}{hint}")


if __name__ == "__main__":
    sys.exit(main())
