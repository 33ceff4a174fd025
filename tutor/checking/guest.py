"""What runs in the learner's process: loads their file, calls their functions, sends results.

This process knows no right answers: it has neither the reference nor the checks, so nothing that
the learner's code does here can make a wrong result right. Whatever it claims is judged elsewhere.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import faulthandler
import functools
import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from tutor.checking import arrays, platform, scratch, tensors, wire

_now = time.monotonic  # bound here: the learner's code may replace it

RESERVED = ("tutor", "exercises", "reference", "progress")
TRACE_LEAD = 0.35
"""Seconds before the time limit at which the stack is written down."""


@dataclass(frozen=True)
class Fds:
    """File descriptors that the guest is given: channel, captured output, stack dumps."""

    channel: int
    output: int
    trace: int


class Guest:
    """Serves one channel until it closes."""

    def __init__(self, channel: wire.Channel, trace: int) -> None:
        self._channel = channel
        self._trace = trace
        self._module = ModuleType("exercise")
        self._recorder = scratch.Recorder()
        self._probes: dict[str, Any] = {}
        self._tensors = False
        self._path = ""
        self._call_index = 0

    def rehearse(self, usual: Sequence[str]) -> None:
        """Does ahead of time what a file will ask for: memory is touched, libraries are wrapped.

        A process that was just forked shares its memory, and copies each page that it writes to:
        without this the first file takes twice as long to compile.

        Args:
            usual: the libraries that most functions may not hand their work to.
        """
        self._recorder.watch(usual)
        if self._channel.is_silent:
            text = Path(ast.__file__).read_text("utf-8")
            compile(text, "rehearsal", "exec", dont_inherit=True)

    def serve(self) -> None:
        """Answers requests until the judge closes the channel."""
        with contextlib.suppress(wire.Closed):
            while True:
                request = self._unpack(self._channel.receive())
                self._channel.send(self._reply(request))

    def _reply(self, request: Mapping[str, Any]) -> bytes:
        left = request["until"] - _now()
        faulthandler.dump_traceback_later(max(left - TRACE_LEAD, 0.05), file=self._trace)
        try:
            with self._guarded() as trouble:
                answer = self._load(request) if request["op"] == "load" else self._call(request)
                return _packed({"ok": answer})
            return _packed({"raised": trouble})
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _load(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self._path = request["path"]
        name = Path(self._path).stem
        self._module = ModuleType(name)
        self._module.__file__ = self._path
        sys.modules[name] = self._module
        sys.path.insert(0, str(Path(self._path).parent))
        with contextlib.suppress(OSError):
            os.chdir(Path(self._path).parent)
        self._recorder.watch(request["forbidden"])
        gc.disable()  # it would walk all libraries while the syntax tree grows
        try:
            code = compile(request["text"], self._path, "exec", dont_inherit=True)
        finally:
            gc.enable()
        exec(code, self._module.__dict__)
        for name, stand_in in request["replace"].items():
            setattr(self._module, name, stand_in)
        self._tensors = request["tensors"]
        exec(request["probes"], self._probes)
        _flush()
        return {}

    def _called(self, request: Mapping[str, Any]) -> Callable[..., Any]:
        """The function that is asked for, or a probe of the module."""
        if request["probe"]:
            return functools.partial(self._probes[request["probe"]], self._module)
        function: Callable[..., Any] = getattr(self._module, request["name"])
        if not self._tensors:
            return function
        return lambda **arguments: tensors.plain(function(**tensors.of(arguments)))

    def _call(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        function = self._called(request)
        self._recorder.used.clear()
        results, changed, seconds = [], [], 0.0
        for self._call_index, arguments in enumerate(request["calls"]):
            before = _copies(arguments)
            start = time.perf_counter()
            results.append(function(**arguments))
            seconds += time.perf_counter() - start
            changed.append(_changed(before, arguments))
        _flush()
        return {
            "results": results,
            "changed": changed,
            "seconds": seconds,
            "used": self._recorder.used[:1],
            "threads": _extra_threads(),
        }

    @contextlib.contextmanager
    def _guarded(self) -> Any:
        """Catches whatever the learner's code raises, `SystemExit` included."""
        trouble: dict[str, Any] = {}
        try:
            yield trouble
        except BaseException as error:
            _flush()
            trouble.update(_described(error, self._path))
            trouble["call"] = self._call_index
            trouble["used"] = self._recorder.used[:1]

    def _unpack(self, payload: bytes) -> Any:
        return wire.unpack(payload, opaque=lambda name, text: None, callback=self._far_function)

    def _far_function(self, name: str) -> Callable[..., Any]:
        """A function of the judge's, called back over the channel."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self._channel.send(_packed({"back": name, "args": args, "kwargs": kwargs}))
            reply = self._unpack(self._channel.receive())
            if "error" in reply:
                kind = getattr(builtins, reply["kind"], RuntimeError)
                raise kind(reply["error"])
            return reply["value"]

        call.__name__ = call.__qualname__ = name
        return call


def run(fds: Fds, token: bytes, memory: int, usual: Sequence[str]) -> NoReturn:
    """Turns this process into a guest; never returns.

    Args:
        fds: its descriptors.
        token: that marks our frames.
        memory: bytes of address space above what is in use now.
        usual: see `Guest.rehearse`.
    """
    import socket

    _settle(fds)
    scratch.hide(RESERVED)
    _limit(memory)
    channel = wire.Channel(socket.socket(fileno=fds.channel), token)
    guest = Guest(channel, fds.trace)
    guest.rehearse(usual)
    guest.serve()
    os._exit(0)


def _settle(fds: Fds) -> None:
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(fds.output, 1)
    os.dup2(fds.output, 2)
    platform.close_all_but((fds.channel, fds.trace))
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  lives as long as we do
    sys.stdout = _writer(1)
    sys.stderr = _writer(2)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
    sys.argv = [""]


def _writer(fd: int) -> Any:
    return open(fd, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            ceiling = pages * resource.getpagesize() + memory
            resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def _packed(answer: Mapping[str, Any]) -> bytes:
    try:
        return wire.Packer().pack(answer)
    except wire.TooBig:
        return wire.Packer().pack({"big": True})


def _copies(arguments: Mapping[str, Any]) -> dict[str, bytes]:
    return {n: content for n, v in arguments.items() if (content := arrays.content(v))}


def _changed(before: Mapping[str, bytes], after: Mapping[str, Any]) -> list[str]:
    return [name for name, content in before.items() if arrays.content(after[name]) != content]


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        # The learner may have replaced a stream by anything at all.
        with contextlib.suppress(Exception):
            stream.flush()


def _extra_threads() -> list[str]:
    return [t.name for t in threading.enumerate() if t is not threading.main_thread()]


def _described(error: BaseException, path: str) -> dict[str, Any]:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
    try:
        text = str(error)
    except Exception:  # a learner's exception class may have a broken __str__
        text = ""
    return {
        "type": type(error).__name__,
        "text": text[:2000],
        "line": frames[-1].lineno if frames else getattr(error, "lineno", None),
        "function": frames[-1].name if frames else None,
        "frames": [[f.lineno, f.name, f.line or ""] for f in frames[-8:]],
        "memory": isinstance(error, MemoryError),
    }


def main(arguments: Sequence[str]) -> NoReturn:
    """Entry of a guest in a fresh process: port and memory, the token on standard input."""
    import socket

    port, memory = int(arguments[0]), int(arguments[1])
    token = bytes.fromhex(sys.stdin.readline().strip())
    sock = socket.create_connection(("127.0.0.1", port))
    scratch.hide(RESERVED)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  lives as long as we do
    _limit(memory)
    Guest(wire.Channel(sock, token), 2).serve()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
