"""Calls a function and tells what came of it: in the learner's process, or in this one."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace as replaced
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from exercises.kit.case import Arguments, Opaque
from tutor.checking import wire, words
from tutor.checking.nursery import Handle, Nursery
from tutor.checking.outcome import Outcome, Trouble

SECONDS = float(os.environ.get("CEM_TUTOR_SECONDS", "10"))
"""How long the learner's code may run for one function, all its rungs together."""

DYING = 1.0
"""Seconds that a process whose channel has closed gets to die by itself, so that we know how."""


Waiting = Callable[[], Outcome]
"""Waits for what comes of calls that were asked for."""


class Caller(Protocol):
    """Calls one function with the arguments of each call of a case."""

    def call(self, calls: Sequence[Arguments], *, silent: bool = False, probe: str = "") -> Outcome:
        """What came of it, or of a probe; `silent` makes printing a trouble."""

    def submit(self, calls: Sequence[Arguments], probe: str = "") -> Waiting:
        """Asks for it; outcomes are waited for in the order of asking."""

    @property
    def runs_ahead(self) -> bool:
        """Whether more may be asked for before the outcome is there."""


class LoadFailed(Exception):
    """The learner's file could not be run to its end."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


class RemoteCaller:
    """Calls a function in a guest; one guest for all rungs of that function.

    Args:
        nursery: makes the guest.
        name: the function's bare name.
        forbidden: modules that it may not hand its work to.
        seconds: how long the learner's code may run in all.
    """

    def __init__(
        self,
        nursery: Nursery,
        name: str,
        forbidden: Sequence[str] = (),
        seconds: float = SECONDS,
    ) -> None:
        self._nursery = nursery
        self._name = name
        self._forbidden = tuple(forbidden)
        self._callables: dict[str, Callable[..., Any]] = {}
        self.left = seconds
        self._limit = seconds
        self._handle: Handle | None = None
        self._file = ""
        self._arguments: tuple[str, ...] = ()
        self.runs_ahead = True

    def begin(
        self,
        text: str,
        path: Path,
        replace: Mapping[str, Callable[..., Any]],
        probes: str = "",
        *,
        tensors: bool = False,
    ) -> None:
        """Has the learner's file run in a fresh guest, and does not wait for it.

        Args:
            replace: definitions of the file to replace by functions of ours (called back).
            probes: the text of the lesson's probes.
            tensors: whether arrays are handed over as tensors.
        """
        self._handle = self._nursery.new()
        self._file = path.name
        self.runs_ahead = not replace  # else any call may call us back, and wants its answer next
        request = {
            "op": "load",
            "text": text,
            "path": str(path),
            "forbidden": list(self._forbidden),
            "replace": dict(replace),
            "probes": probes,
            "tensors": tensors,
        }
        with contextlib.suppress(wire.Closed, wire.Overdue):  # `load` will find out
            self._send(request)

    def load(self) -> None:
        """Waits until the file that was begun has run.

        Raises:
            LoadFailed: it did not run to its end.
        """
        reply = self._reply()
        if isinstance(reply, Trouble):
            raise LoadFailed(reply)

    def allow(self, seconds: float) -> None:
        """Lets the learner's code run so long in all, from now on."""
        self.left = self._limit = seconds

    def call(self, calls: Sequence[Arguments], *, silent: bool = False, probe: str = "") -> Outcome:
        """As a `Caller`."""
        return self.call_named(self._name, calls, silent=silent, probe=probe)

    def call_named(
        self, name: str, calls: Sequence[Arguments], *, silent: bool = False, probe: str = ""
    ) -> Outcome:
        """Calls any function of the file, or a probe."""
        printed = self._printed() if silent else 0
        outcome = self._asked_for(name, calls, probe)()
        if silent and outcome.trouble is None and (fresh := self._fresh_output(printed)):
            return replaced(outcome, trouble=words.prints(fresh))
        return outcome

    def submit(self, calls: Sequence[Arguments], probe: str = "") -> Waiting:
        """As a `Caller`. What is asked for must be small: two full pipes wait for ever."""
        return self._asked_for(self._name, calls, probe)

    def _asked_for(self, name: str, calls: Sequence[Arguments], probe: str) -> Waiting:
        asked = {"name": name, "probe": probe, "calls": [dict(c) for c in calls]}
        with contextlib.suppress(wire.Closed, wire.Overdue):  # `_outcome` will find out
            self._send({"op": "call", **asked})
        return partial(self._outcome, calls)

    def _outcome(self, calls: Sequence[Arguments]) -> Outcome:
        self._arguments = tuple(calls[0])
        reply = self._reply()
        if isinstance(reply, Trouble):
            return Outcome(trouble=reply)
        threads = tuple(reply["threads"])
        return Outcome(tuple(reply["results"]), self._trouble(reply), reply["seconds"], threads)

    @property
    def stdout(self) -> str:
        """What the guest has printed."""
        if self._handle is None:
            return ""
        self._handle.output.settle()
        return self._handle.output.text()

    def close(self) -> None:
        """Ends the guest."""
        if self._handle:
            self._nursery.end(self._handle)

    def _trouble(self, reply: Mapping[str, Any]) -> Trouble | None:
        if reply["used"]:
            return words.handed(reply["used"][0], self._name)
        changed = next(filter(None, reply["changed"]), None)
        return words.mutated(changed) if changed else None

    def _printed(self) -> int:
        if self._handle is None:
            return 0
        self._handle.output.settle()
        return self._handle.output.total

    def _fresh_output(self, before: int) -> str:
        """What was printed since."""
        assert self._handle is not None
        return self._handle.output.text()[before:] if self._printed() > before else ""

    def _reply(self) -> Mapping[str, Any] | Trouble:
        """The guest's answer to the first request that has none yet."""
        assert self._handle is not None
        if self.left <= 0:
            return words.timeout(self._limit, None, self._file)
        start = time.monotonic()
        try:
            return self._converse(self._handle.channel, start + self.left)
        except wire.Overdue:
            return words.timeout(self._limit, self._dump(), self._file)
        except wire.Closed:
            return self._death()
        except wire.Broken:
            return words.channel()
        finally:
            self.left -= time.monotonic() - start

    def _send(self, request: dict[str, Any]) -> None:
        assert self._handle is not None
        deadline = time.monotonic() + self.left
        payload = wire.Packer(self._register).pack({**request, "until": deadline})
        self._handle.channel.send(payload, deadline)

    def _converse(self, channel: wire.Channel, deadline: float) -> Mapping[str, Any] | Trouble:
        while True:
            reply = _unpacked(channel.receive(deadline))
            if "back" in reply:
                channel.send(self._answer(reply), deadline)
            elif "big" in reply:
                return words.too_big(self._name)
            elif "raised" in reply:
                return words.raised(reply["raised"], self._file, self._name, self._arguments)
            else:
                ok: Mapping[str, Any] = reply["ok"]
                return ok

    def _register(self, function: Callable[..., Any]) -> str:
        name = f"{getattr(function, '__name__', 'function')}#{len(self._callables)}"
        self._callables[name] = function
        return name

    def _answer(self, reply: Mapping[str, Any]) -> bytes:
        """Runs a function of ours that the guest calls back."""
        function = self._callables.get(reply["back"])
        if function is None:
            raise wire.Broken(f"no function called {reply['back']}")
        try:
            value = function(*reply["args"], **reply["kwargs"])
        except Exception as error:  # it was called with the learner's arguments
            return wire.Packer().pack({"error": str(error), "kind": _name(error)})
        return wire.Packer().pack({"value": value})

    def _death(self) -> Trouble:
        assert self._handle is not None
        return words.died(self._nursery.end(self._handle, DYING))

    def _dump(self) -> str | None:
        """The stack that the guest wrote down shortly before its time ran out."""
        import select

        assert self._handle is not None
        trace = self._handle.trace
        if trace is None:  # a fresh process writes it among its output
            return self._handle.output.text()
        if not select.select([trace], [], [], 0.1)[0]:
            return None
        return os.read(trace, 1 << 16).decode("utf-8", "replace")


def _unpacked(payload: bytes) -> Mapping[str, Any]:
    reply = wire.unpack(payload, opaque=Opaque)
    if not isinstance(reply, dict):
        raise wire.Broken("no mapping")
    return reply


def _name(error: BaseException) -> str:
    return type(error).__name__
